"""The one box of a sheet about a text that was in use before the register: nothing is signed in it."""

from ewloe_desktop.documents import approval_words as told
from ewloe_desktop.documents.block import PAD, Block
from ewloe_desktop.documents.fonts import Run
from ewloe_desktop.documents.page import MM, Paper
from ewloe_desktop.documents.tagging import Element

KIND = "found"


def found_block(width: float) -> Block:
    """Says, large, that the approval is not evidenced, and where an approval of these words would stand."""
    block = Block(width)

    def frame(paper: Paper, left: float, top: float, _parent: Element) -> None:
        with paper.decoration():
            paper.box(left + 0.5, top - block.height + 0.5, width - 1, block.height - 1, 1.0, 0.0)

    block.draw(frame)
    room = width - 2 * PAD
    block.space(4 * MM)
    english, welsh = told.both("not_evidenced")
    block.words([Run(english, bold=True)], 22, tag="H2", x=PAD, room=room)
    block.words([Run(welsh, bold=True, language="cy")], 10, x=PAD, room=room)
    block.space(2 * MM)
    block.words(told.say("found_waiting"), 9.5, x=PAD, room=room)
    block.space(1 * MM)
    block.words(told.say("found_next"), 9.5, x=PAD, room=room)
    block.space(4 * MM)
    return block
