"""The school at the head of a sheet: crest, name in both languages, council, and that it is a demonstration."""

from ewloe_desktop.documents import approval_words as told
from ewloe_desktop.documents.approval_facts import SchoolHeading
from ewloe_desktop.documents.block import Block
from ewloe_desktop.documents.fonts import Run
from ewloe_desktop.documents.page import MM, Paper
from ewloe_desktop.documents.tagging import Element

_CREST = 17 * MM


def school_heading(block: Block, school: SchoolHeading, name_room: float, room: float) -> None:
    """Puts the school at the present height; the name has `name_room`, what follows has `room`."""
    top = block.height
    x = 0.0
    if school.crest_png:
        x = _CREST + 3 * MM
        _crest(block, school, school.crest_png)
    block.words([Run(school.name, bold=True)], 12, x=x, room=name_room - x)
    if school.name_cy and school.name_cy != school.name:
        block.words([Run(school.name_cy, language="cy")], 10, x=x, room=room - x)
    if school.council:
        block.words([Run(school.council, grey=0.2)], 9, x=x, room=room - x)
    if school.demonstration:
        block.words([Run(told.say("demonstration_note"), bold=True)], 8.5, x=x, room=room - x)
    if school.crest_png:
        block.height = max(block.height, top + _CREST)


def _crest(block: Block, school: SchoolHeading, png: bytes) -> None:
    def draw(paper: Paper, left: float, top: float, parent: Element) -> None:
        box = (left, top - _CREST, left + _CREST, top)
        with paper.tagged(parent.child("Figure", alt=told.say("crest_alt", school=school.name), BBox=box)):
            paper.picture(left, top - _CREST, _CREST, _CREST, png)

    block.draw(draw)
