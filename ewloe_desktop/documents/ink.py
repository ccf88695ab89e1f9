"""Room for ink: the box a signature goes in, lines to write on, and the names that stand on them."""

from collections.abc import Sequence
from dataclasses import dataclass

from ewloe_desktop.documents import approval_words as told
from ewloe_desktop.documents import fonts
from ewloe_desktop.documents.block import LEADING, Block, small_pair
from ewloe_desktop.documents.fonts import Run
from ewloe_desktop.documents.page import MM, Paper
from ewloe_desktop.documents.tagging import Element

INK = (70 * MM, 19 * MM)  # width and height of the box a signature goes in
_SMALL = 7.5
_NOTE = 8.0
_NAME_LINE = 5.5 * MM  # of the ink box, for the name as typed


@dataclass(frozen=True, slots=True)
class Standing:
    """A value on an ink line with its label beneath; without a value the line is for ink."""

    key: str
    value: str
    x: float
    room: float
    note: str = ""  # a second line in smaller type


def signature_row(block: Block, x: float, values: Sequence[Standing]) -> None:
    """The ink box and, beside it, the values; labels in both languages beneath."""
    width, height = INK

    def outline(paper: Paper, left: float, top: float, _parent: Element) -> None:
        with paper.decoration():
            paper.box(left + x, top - height, width, height, 0.5, 0.45)
            paper.rule(left + x, top - height, left + x + width, top - height, 1.0)

    block.draw(outline)
    for value in values:
        block.ink_line(value.x, value.x + value.room, height)
        _label(block, value.key, value.x, value.room)
        if value.value:
            _stand(block, value, height)
    _label(block, "signature", x, width)
    block.space(height + _SMALL * LEADING)


def _label(block: Block, key: str, x: float, room: float) -> None:
    runs = small_pair(*told.both(key))
    line = fonts.wrap(runs, _SMALL, room)[0]

    def draw(paper: Paper, left: float, top: float, parent: Element) -> None:
        paper.words(parent.child("P"), left + x, top - INK[1] - _SMALL, [line], _SMALL)

    block.draw(draw)


def _stand(block: Block, value: Standing, height: float) -> None:
    """The value's last line stands on the ink line; long ones are set smaller."""
    size = 10.0
    notes = fonts.wrap([Run(value.note, grey=0.2)], _NOTE, value.room) if value.note else []
    lines = fonts.wrap(value.value, size, value.room)
    while (len(lines) * size + len(notes) * _NOTE) * LEADING > height and size > 5:
        size -= 0.5
        lines = fonts.wrap(value.value, size, value.room)
    rows = [(lines, size), (notes, _NOTE)] if notes else [(lines, size)]

    def draw(paper: Paper, left: float, top: float, parent: Element) -> None:
        foot = top - height + 1.3 * MM + sum(len(more) * of * LEADING for more, of in rows[1:])
        for row, of in rows:
            paper.words(parent.child("P"), left + value.x, foot + (len(row) - 1) * of * LEADING, row, of, of * LEADING)
            foot = top - height + 1.3 * MM

    block.draw(draw)


def drawn_signature(block: Block, x: float, png: bytes, name: str) -> None:
    """A drawn signature above the typed name, in the ink box that begins at the present height."""
    width, height = INK

    def draw(paper: Paper, left: float, top: float, parent: Element) -> None:
        at = (left + x + 2 * MM, top - height + _NAME_LINE)
        room = (width - 4 * MM, height - _NAME_LINE - 1 * MM)
        box = (*at, at[0] + room[0], at[1] + room[1])
        with paper.tagged(parent.child("Figure", alt=told.say("drawn_alt", name=name), BBox=box)):
            paper.picture(*at, *room, png)

    block.draw(draw)


def typed_name(paper: Paper, x: float, y: float, name: str) -> None:
    """A name as typed at the foot of an ink box, whose bottom left is at x, y; the rest stays free for ink."""
    room = INK[0] - 4 * MM
    size = 11.0
    while size > 6 and fonts.width(fonts.shown(name), size, bold=True) > room:
        size -= 0.5
    paper.lines(x + 2 * MM, y + 1.4 * MM, [fonts.cut(name, size, room, bold=True)], size)


def ink_sentence(block: Block, parts: Sequence[str | float], x: float = 0.0) -> None:
    """Words with lines for ink between them; a number is a line's length in millimetres."""
    block.space(7.5 * MM)
    for part in parts:
        if isinstance(part, str):
            _on_line(block, part, x)
            x += fonts.width(fonts.shown(part), 9) + 1.2 * MM
        else:
            end = min(x + part * MM, block.width)
            block.ink_line(x, end)
            x = end + 2 * MM


def _on_line(block: Block, words: str, x: float) -> None:
    def draw(paper: Paper, left: float, top: float, parent: Element) -> None:
        paper.words(parent.child("P"), left + x, top + 0.5 * MM, [[Run(words)]], 9)

    block.draw(draw)
