"""A text under repair comes back from what was kept just as it was."""

import json

from ewloe_desktop.domain.text import Block, Doubt, Kind, LeftOut
from ewloe_desktop.ui.mending import Mended, Part
from ewloe_desktop.ui.mending_kept import mended, plain

STATE = Mended(
    "Garden Policy",
    "March 2021",
    (
        Part(Block(Kind.HEADING, "Who may dig?", 1, mark="1."), 1, doubts=(Doubt("heading", "Who may dig?", 0, 1),)),
        Part(Block(Kind.ITEM, "Rakes, ŵyn", 2, "letter", "(a)"), 2, dropped=True),
        Part(Block(Kind.TABLE, rows=(("Bed", "Class"), ("North", "4"))), 3),
    ),
    (LeftOut("Page 1 of 3", "page_number", 1),),
    (Doubt("order", "two columns"),),
)


def test_everything_comes_back() -> None:
    assert mended(json.loads(json.dumps(plain(STATE)))) == STATE


def test_what_is_kept_equals_what_is_found() -> None:
    assert json.loads(json.dumps(plain(STATE))) == plain(STATE), "else it would be kept again without a change"
