"""The head teacher's own sheet of breaches: each with what happened, who dealt with it and what came of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from ewloe_desktop.documents.fonts import Run
from ewloe_desktop.documents.photo_facts import Made
from ewloe_desktop.documents.photo_page import Sheet
from ewloe_desktop.documents.photo_words import dated, said
from ewloe_desktop.documents.words import day, words

_SECTION = "breaches"


@dataclass(frozen=True, slots=True)
class BreachLine:
    """One breach."""

    number: int
    happened_on: date
    what: str
    policy: str = ""
    clause: str = ""
    dealt_by: str = ""
    outcome: str = ""
    review_on: date | None = None
    closed_on: date | None = None


def breach_sheet(made: Made, lines: Sequence[BreachLine]) -> bytes:
    """The sheet as PDF; it says at its head that it is private."""
    told = words(_SECTION)
    sheet = Sheet(made, _SECTION, [Run(told["private"], bold=True)])
    sheet.text(told["hidden"], 9.5)
    if not lines:
        sheet.text(told["none"], 11, before=8)
    for line in lines:
        heading = said(_SECTION, "breach", number=line.number, day=day(line.happened_on))
        sheet.text([Run(heading, bold=True)], 12, before=12)
        of = ", ".join(part for part in (line.policy, line.clause) if part)
        facts = (
            ("what", line.what),
            ("policy", of or "–"),
            ("dealt_by", line.dealt_by or "–"),
            ("outcome", line.outcome or "–"),
            ("review_on", dated(line.review_on)),
            ("closed_on", dated(line.closed_on)),
        )
        sheet.facts([([Run(told[key], bold=True)], value) for key, value in facts])
    return sheet.finish(told["title"])
