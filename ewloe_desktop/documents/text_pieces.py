"""A policy's text as pieces for the page: headings, paragraphs, nested lists and tables, each tagged as what it is."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from ewloe_desktop.documents import flow, fonts
from ewloe_desktop.documents.flow import Cell, Piece, Row, Text
from ewloe_desktop.documents.fonts import Run
from ewloe_desktop.documents.page import MM
from ewloe_desktop.documents.tagging import Element
from ewloe_desktop.domain.text import Block, Kind

BODY = 10.5
_HEADINGS = {2: 15.0, 3: 12.5, 4: 11.0, 5: 10.5, 6: 10.5}
_INDENT = 6.5 * MM
_DEEPEST = 6
_BULLETS = "•–▪"
_NUMBERING = {"number": "Decimal", "letter": "LowerAlpha", "bullet": "Disc"}


@dataclass(slots=True)
class Heading:
    """A heading of the text and the piece that shows it."""

    text: str
    level: int  # from 1, never skipping one
    piece: Text


@dataclass(slots=True)
class TextPieces:
    """The pieces of a text in order, and its headings."""

    parent: Element
    width: float
    pieces: list[Piece] = field(default_factory=list)
    headings: list[Heading] = field(default_factory=list)
    _lists: list[Element] = field(default_factory=list)  # the open list of each depth
    _counts: list[int] = field(default_factory=list)
    _body: Element = field(default_factory=lambda: Element("LBody"))  # of the last item

    def add(self, blocks: Sequence[Block]) -> None:
        """Adds every block of a text."""
        for block in blocks:
            if block.kind is not Kind.ITEM:
                self._lists.clear()
                self._counts.clear()
            if block.kind is Kind.HEADING:
                self._heading(block)
            elif block.kind is Kind.ITEM:
                self._item(block)
            elif block.kind is Kind.TABLE:
                self._table(block)
            else:
                lines = fonts.wrap(block.words, BODY, self.width)
                self.pieces.append(Text(lines, BODY, self.parent.child("P"), before=6))

    def _heading(self, block: Block) -> None:
        above = self.headings[-1].level if self.headings else 0
        level = min(max(block.level, 1), above + 1, _DEEPEST - 1)
        size = _HEADINGS[level + 1]
        lines = fonts.wrap([Run(block.words, bold=True)], size, self.width)
        before = 16.0 if level == 1 else 11.0
        piece = Text(lines, size, self.parent.child(f"H{level + 1}"), before=before, keep=True)
        self.pieces.append(piece)
        self.headings.append(Heading(block.words, level, piece))

    def _item(self, block: Block) -> None:
        depth = min(max(block.level, 1), len(self._lists) + 1)
        del self._lists[depth:], self._counts[depth:]
        if len(self._lists) < depth:
            self._lists.append(
                (self._body if self._lists else self.parent).child(
                    "L", ListNumbering=_NUMBERING.get(block.style, "None")
                )
            )
            self._counts.append(0)
        self._counts[-1] += 1
        item = self._lists[-1].child("LI")
        label = [Run(block.mark or self._mark(block.style, depth))]
        x = depth * _INDENT
        start = max(x, (depth - 1) * _INDENT + fonts.line_width(label, BODY) + 2 * MM)
        label_element = item.child("Lbl")
        self._body = item.child("LBody")
        lines = fonts.wrap(block.text, BODY, self.width - start)
        self.pieces.append(
            Text(
                lines,
                BODY,
                self._body.child("P"),
                x=start,
                before=3 if len(self.pieces) else 0,
                label=label,
                label_element=label_element,
                label_x=(depth - 1) * _INDENT + 1 * MM,
            )
        )

    def _mark(self, style: str, depth: int) -> str:
        count = self._counts[-1]
        if style == "number":
            return f"{count}."
        if style == "letter":
            return f"({chr(ord('a') + (count - 1) % 26)})"
        return _BULLETS[min(depth, len(_BULLETS)) - 1]

    def _table(self, block: Block) -> None:
        count = max((len(row) for row in block.rows), default=0)
        if not count:
            return
        size = 9.0 if count <= 4 else 8.0 if count <= 6 else 7.0
        widths = _column_widths([(*row, *("",) * (count - len(row))) for row in block.rows], size, self.width)
        table = self.parent.child("Table")
        header: Row | None = None
        for number, words in enumerate(block.rows):
            heading = number == 0 and len(block.rows) > 1
            row = self._row(table, words, widths, size, heading)
            row.before = 8.0 if number == 0 else 0.0
            row.header = header
            if heading:
                header, row.keep = row, True
            self.pieces.append(row)

    def _row(self, table: Element, words: Sequence[str], widths: Sequence[float], size: float, heading: bool) -> Row:
        line = table.child("TR")
        cells: list[Cell] = []
        x = 0.0
        for number, width in enumerate(widths):
            element = line.child("TH", Scope="Column") if heading else line.child("TD")
            text = words[number] if number < len(words) else ""
            runs: str | list[Run] = [Run(text, bold=True)] if heading else text
            cells.append(flow.cell(runs, size, element, x, width, shaded=heading))
            x += width
        return Row(cells, size)


def _column_widths(rows: Sequence[Sequence[str]], size: float, room: float) -> list[float]:
    """Widths that fill the room: none narrower than its longest word where that is possible."""
    least, most = [], []
    for column in zip(*rows, strict=True):
        shown = [fonts.shown(cell) for cell in column]
        pad = 2 * flow.CELL_PAD + 1
        words = [fonts.width(word, size, bold=True) for cell in shown for word in cell.split()]
        least.append(min(max(words, default=0.0) + pad, room / 2))
        most.append(max(fonts.width(cell, size, bold=True) for cell in shown) + pad)
    spare = room - sum(least)
    if spare <= 0:
        return [room * part / sum(least) for part in least]
    return _shared(least, most, room)


def _shared(least: Sequence[float], most: Sequence[float], room: float) -> list[float]:
    """Columns that need less than their share get what they need, narrowest first; the others share the rest."""
    widths = [0.0] * len(most)
    left, columns = room, len(most)
    for number in sorted(range(len(most)), key=lambda column: most[column]):
        widths[number] = min(most[number], max(least[number], left / columns)) if columns > 1 else left
        left -= widths[number]
        columns -= 1
    return widths
