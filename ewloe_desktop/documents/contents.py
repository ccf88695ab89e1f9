"""The table of contents: headings with dotted lines to their page numbers, each a link."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from ewloe_desktop.documents import fonts, pdfa
from ewloe_desktop.documents.block import ASCENT, LEADING, pair
from ewloe_desktop.documents.flow import Piece, Placed, Text
from ewloe_desktop.documents.fonts import Line, Run
from ewloe_desktop.documents.page import MM, Paper
from ewloe_desktop.documents.tagging import Element
from ewloe_desktop.documents.text_pieces import Heading
from ewloe_desktop.documents.words import words

_SIZE = 10.0
_INDENT = 6 * MM
_DEEPEST = 3  # levels listed


@dataclass(slots=True)
class Entry:
    """One line of the contents, or a few when its heading is long; never split."""

    lines: Sequence[Line]
    element: Element
    link: Element
    x: float
    width: float
    page: int = 0  # from 1; where its heading stands
    down: float = 0.0  # how far below the top of that page's text
    drawn_on: int = 0
    drawn_top: float = 0.0
    before: float = 1.5
    keep: bool = False

    @property
    def height(self) -> float:
        """All lines."""
        return len(self.lines) * _SIZE * LEADING

    @property
    def least(self) -> float:
        """All of it."""
        return self.height

    def split(self, room: float) -> tuple[Piece, Piece]:
        """Never asked of a few lines."""
        raise ValueError(f"a line of contents does not fit {room:.0f} points")

    def draw(self, paper: Paper, left: float, top: float) -> None:
        """The heading, dots and the page number."""
        self.drawn_on, self.drawn_top = paper.page, top
        baseline = top - _SIZE * ASCENT
        paper.words(self.link, left + self.x, baseline, self.lines, _SIZE, _SIZE * LEADING)
        last = baseline - (len(self.lines) - 1) * _SIZE * LEADING
        number = Run(str(self.page))
        start = left + self.x + fonts.line_width(self.lines[-1], _SIZE) + 2 * MM
        end = left + self.width - fonts.line_width([number], _SIZE)
        with paper.decoration():
            paper.dots(start, end - 2 * MM, last)
        paper.words(self.link, end, last, [[number]], _SIZE)


@dataclass(slots=True)
class Contents:
    """The entries and the pieces to place; page numbers come when the text is laid out."""

    headings: Sequence[Heading]
    entries: list[Entry] = field(default_factory=list)
    pieces: list[Piece] = field(default_factory=list)

    def number(self, body: Sequence[Sequence[Placed]], before: int) -> None:
        """Gives every entry the page of its heading; `before` pages stand before the text."""
        places = {id(placed.piece): (number, placed.down) for number, page in enumerate(body) for placed in page}
        for entry, heading in zip(self.entries, listed(self.headings), strict=True):
            page, entry.down = places[id(heading.piece)]
            entry.page = before + page + 1

    def links(self, left: float, top: float) -> list[pdfa.Field]:
        """Every entry as a link to its heading; `top` is where a page's text begins."""
        return [
            pdfa.Field(
                pdfa.LINK,
                "",
                entry.drawn_on,
                (left + entry.x, entry.drawn_top - entry.height, left + entry.width, entry.drawn_top),
                words("booklet")["link"].format(heading=heading.text, page=entry.page),
                entry.link,
                target=(entry.page - 1, top - entry.down + 6),
            )
            for entry, heading in zip(self.entries, listed(self.headings), strict=True)
        ]


def listed(headings: Sequence[Heading]) -> list[Heading]:
    """The headings the contents name."""
    return [heading for heading in headings if heading.level <= _DEEPEST]


def contents(headings: Sequence[Heading], parent: Element, width: float) -> Contents:
    """The contents of a text; empty when it has no headings."""
    made = Contents(headings)
    if not listed(headings):
        return made
    title = pair(words("booklet")["contents"], words("booklet", "cy").get("contents", ""))
    made.pieces.append(Text([title], 16, parent.child("H2"), keep=True))
    table = parent.child("TOC")
    for heading in listed(headings):
        item = table.child("TOCI")
        link = item.child("Reference").child("Link")
        x = (heading.level - 1) * _INDENT
        lines = fonts.wrap([Run(heading.text, bold=heading.level == 1)], _SIZE, width - x - 22 * MM)
        entry = Entry(lines, item, link, x, width, before=5.0 if heading.level == 1 else 1.5)
        made.entries.append(entry)
        made.pieces.append(entry)
    return made
