"""Boxes to tick with a pen, large enough for one, each with its words beside it."""

from collections.abc import Sequence
from dataclasses import dataclass

from ewloe_desktop.documents import fonts
from ewloe_desktop.documents.block import ASCENT, LEADING, Block
from ewloe_desktop.documents.flow import CELL_PAD, Row
from ewloe_desktop.documents.fonts import Run
from ewloe_desktop.documents.page import MM, Paper
from ewloe_desktop.documents.tagging import Element

SIDE = 4.2 * MM
_GAP = 1.6 * MM


def tick(block: Block, words: Sequence[Run], size: float = 10, x: float = 0.0, room: float = 0.0) -> None:
    """A box and its words at the present height."""
    lines = fonts.wrap(words, size, (room or block.width - x) - SIDE - _GAP)

    def draw(paper: Paper, left: float, top: float, parent: Element) -> None:
        with paper.decoration():
            paper.box(left + x, top - SIDE - 0.3 * MM, SIDE, SIDE, 0.8)
        at = left + x + SIDE + _GAP
        paper.words(parent.child("P"), at, top - size * ASCENT - 0.4 * MM, lines, size, size * LEADING)

    block.draw(draw)
    block.space(max(len(lines) * size * LEADING, SIDE + 1 * MM) + 0.6 * MM)


def ticks(block: Block, choices: Sequence[str], size: float = 10) -> None:
    """Boxes in two columns, read down the first and then down the second."""
    half = -(-len(choices) // 2)
    start, lowest, room = block.height, 0.0, block.width / 2
    for column, some in enumerate((choices[:half], choices[half:])):
        block.height = start
        for choice in some:
            tick(block, [Run(choice)], size, column * room, room - 3 * MM)
        lowest = max(lowest, block.height)
    block.height = lowest


@dataclass(slots=True)
class TickRow(Row):
    """A row of a table in which some cells hold boxes to tick: how far from the left, the word beside, and its cell."""

    boxes: Sequence[tuple[float, str, Element]] = ()
    room: float = SIDE + 2.6 * MM

    @property
    def height(self) -> float:
        """High enough for a box with room round it."""
        return max(self._count * self.leading + 2 * CELL_PAD, self.room)

    def draw(self, paper: Paper, left: float, top: float) -> None:
        """Draws it, its top left at left, top."""
        Row.draw(self, paper, left, top)
        down = top - 1.3 * MM - SIDE
        for x, word, element in self.boxes:
            with paper.decoration():
                paper.box(left + x, down, SIDE, SIDE, 0.9)
            paper.words(element, left + x + SIDE + _GAP, down + 1.1 * MM, [[Run(word)]], self.size)
