"""Pieces that follow each other down the pages: text and table rows that may split, and blocks that may not."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Protocol

from ewloe_desktop.documents import fonts
from ewloe_desktop.documents.block import ASCENT, LEADING, Block
from ewloe_desktop.documents.fonts import Line, Run
from ewloe_desktop.documents.page import Paper
from ewloe_desktop.documents.tagging import Element

_ORPHANS = 2  # lines that must stay together at the foot and at the head of a page
CELL_PAD = 4.0


@dataclass(slots=True)
class Text:
    """Lines of one element, with a bullet or number beside the first when `label` is given."""

    lines: Sequence[Line]
    size: float
    element: Element
    x: float = 0.0
    before: float = 0.0
    keep: bool = False  # stays on the page of what follows
    label: Line | None = None
    label_element: Element | None = None
    label_x: float = 0.0

    @property
    def leading(self) -> float:
        """From one baseline to the next."""
        return self.size * LEADING

    @property
    def height(self) -> float:
        """All lines."""
        return len(self.lines) * self.leading

    @property
    def least(self) -> float:
        """What must fit for the text to begin on a page."""
        count = len(self.lines)
        return self.height if self.keep or count <= _ORPHANS + 1 else _ORPHANS * self.leading

    def split(self, room: float) -> "tuple[Text, Text]":
        """What stands on this page and what follows on the next."""
        count = max(1, min(int(room / self.leading), len(self.lines) - _ORPHANS))
        rest = replace(self, lines=self.lines[count:], label=None, before=0.0)
        return replace(self, lines=self.lines[:count]), rest

    def draw(self, paper: Paper, left: float, top: float) -> None:
        """Draws it, its top left at left, top."""
        baseline = top - self.size * ASCENT
        if self.label and self.label_element:
            paper.words(self.label_element, left + self.label_x, baseline, [self.label], self.size)
        paper.words(self.element, left + self.x, baseline, self.lines, self.size, self.leading)


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a row: its place and width, and whether it is shaded as a heading."""

    lines: Sequence[Line]
    element: Element
    x: float
    width: float
    shaded: bool = False


@dataclass(slots=True)
class Row:
    """One row of a table, ruled all round; `header` is drawn again when the table goes on over a page."""

    cells: Sequence[Cell]
    size: float
    before: float = 0.0
    keep: bool = False
    header: "Row | None" = None
    whole: int = 6  # a row of no more lines stands on one page

    @property
    def _count(self) -> int:
        return max((len(cell.lines) for cell in self.cells), default=1) or 1

    @property
    def leading(self) -> float:
        """From one baseline to the next."""
        return self.size * LEADING

    @property
    def height(self) -> float:
        """The tallest cell with its padding."""
        return self._count * self.leading + 2 * CELL_PAD

    @property
    def least(self) -> float:
        """What must fit for the row to begin on a page: short rows do not split."""
        return self.height if self.keep or self._count <= self.whole else 3 * self.leading + 2 * CELL_PAD

    def split(self, room: float) -> "tuple[Row, Row]":
        """What stands on this page and what follows on the next."""
        count = max(1, min(int((room - 2 * CELL_PAD) / self.leading), self._count - 1))
        above = [replace(cell, lines=cell.lines[:count]) for cell in self.cells]
        below = [replace(cell, lines=cell.lines[count:]) for cell in self.cells]
        return replace(self, cells=above), replace(self, cells=below, before=0.0)

    def draw(self, paper: Paper, left: float, top: float) -> None:
        """Draws it, its top left at left, top."""
        height = self.height
        with paper.decoration():
            for cell in self.cells:
                if cell.shaded:
                    paper.fill(left + cell.x, top - height, cell.width, height, 0.93)
                paper.box(left + cell.x, top - height, cell.width, height, 0.5, 0.55)
        for cell in self.cells:
            if cell.lines:
                x, y = left + cell.x + CELL_PAD, top - CELL_PAD - self.size * ASCENT
                paper.words(cell.element, x, y, cell.lines, self.size, self.leading)

    def again(self, paper: Paper, left: float, top: float) -> None:
        """Draws it as the decoration that a repeated heading row is."""
        height = self.height
        with paper.decoration():
            for cell in self.cells:
                paper.fill(left + cell.x, top - height, cell.width, height, 0.93)
                paper.box(left + cell.x, top - height, cell.width, height, 0.5, 0.55)
                x, y = left + cell.x + CELL_PAD, top - CELL_PAD - self.size * ASCENT
                plain = [[replace(run, language="") for run in line] for line in cell.lines]
                paper.lines(x, y, plain, self.size, self.leading)


@dataclass(slots=True)
class Whole:
    """A block that is never split."""

    block: Block
    element: Element
    before: float = 0.0
    keep: bool = False
    placed: list[tuple[int, float]] = field(default_factory=list)  # page and top, once it is drawn

    @property
    def height(self) -> float:
        """The block's height."""
        return self.block.height

    @property
    def least(self) -> float:
        """All of it."""
        return self.block.height

    def split(self, room: float) -> "tuple[Whole, Whole]":
        """Never asked of a block that fits a page."""
        raise ValueError(f"a block of {self.height:.0f} points does not fit {room:.0f}")

    def draw(self, paper: Paper, left: float, top: float) -> None:
        """Draws it, its top left at left, top."""
        self.placed.append((paper.page, top))
        self.block.onto(paper, left, top, self.element)


class Piece(Protocol):
    """What follows other pieces down the pages."""

    before: float
    keep: bool

    @property
    def height(self) -> float:
        """All of it, in points."""

    @property
    def least(self) -> float:
        """What must fit for it to begin on a page."""

    def split(self, room: float) -> "tuple[Piece, Piece]":
        """What stands on this page and what follows on the next."""

    def draw(self, paper: Paper, left: float, top: float) -> None:
        """Draws it, its top left at left, top."""


@dataclass(slots=True)
class Placed:
    """A piece and how far down its page it begins; `again` marks a repeated heading row."""

    down: float
    piece: Piece
    again: bool = False


def paginate(pieces: Sequence[Piece], first: float, rest: float) -> list[list[Placed]]:
    """The pieces by page; `first` and `rest` are the heights that the first page and the others have for them."""
    flow = _Flow(first, rest)
    for index, piece in enumerate(pieces):
        flow.add(piece, _needed(pieces, index))
    return flow.pages


class _Flow:
    def __init__(self, first: float, rest: float) -> None:
        self.pages: list[list[Placed]] = [[]]
        self._room, self._rest = first, rest
        self._used = 0.0

    def add(self, piece: Piece, needed: float) -> None:
        """Places a piece, over as many pages as it takes."""
        before = piece.before if self.pages[-1] else 0.0
        if self.pages[-1] and self._used + before + needed > self._room:
            self._turn(piece)
            before = 0.0
        while self._used + before + piece.height > self._room + 0.01:
            above, piece = piece.split(self._room - self._used - before)
            self.pages[-1].append(Placed(self._used + before, above))
            self._turn(piece)
            before = 0.0
        self.pages[-1].append(Placed(self._used + before, piece))
        self._used += before + piece.height

    def _turn(self, piece: Piece) -> None:
        """Begins a page, with the table's heading row again when a table goes on."""
        self.pages.append([])
        self._room, self._used = self._rest, 0.0
        if isinstance(piece, Row) and piece.header:
            self.pages[-1].append(Placed(0.0, piece.header, again=True))
            self._used = piece.header.height


def _needed(pieces: Sequence[Piece], index: int) -> float:
    """The height a piece needs to begin: with all that it must stay with."""
    needed = 0.0
    while pieces[index].keep and index + 1 < len(pieces):
        needed += pieces[index].height + pieces[index + 1].before
        index += 1
    return needed + pieces[index].least


def draw(paper: Paper, page: Sequence[Placed], left: float, top: float) -> None:
    """Draws one page's pieces, the first at `top`."""
    for placed in page:
        if placed.again and isinstance(placed.piece, Row):
            placed.piece.again(paper, left, top - placed.down)
        else:
            placed.piece.draw(paper, left, top - placed.down)


def cell(
    words: str | Sequence[Run], size: float, element: Element, x: float, width: float, shaded: bool = False
) -> Cell:
    """A cell with its words set to its width."""
    return Cell(fonts.wrap(words, size, width - 2 * CELL_PAD), element, x, width, shaded)
