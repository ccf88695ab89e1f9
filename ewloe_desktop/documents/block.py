"""A block: things laid out from the top down that are drawn in one piece and never split over two pages."""

from collections.abc import Callable, Sequence

from ewloe_desktop.documents import fonts
from ewloe_desktop.documents.fonts import Run
from ewloe_desktop.documents.page import MM, Paper
from ewloe_desktop.documents.tagging import Element

LEADING = 1.32  # of the size
ASCENT = 1.0  # of the size: from the top of a line to its baseline
Draw = Callable[[Paper, float, float, Element], None]


class Block:
    """Collects things to draw and knows its height; `width` is the room for words, `scale` makes its type smaller."""

    def __init__(self, width: float, scale: float = 1.0) -> None:
        self.width = width
        self.scale = scale
        self.height = 0.0
        self._items: list[tuple[float, Draw]] = []

    def space(self, points: float) -> None:
        """Empty height."""
        self.height += points

    def words(
        self, words: str | Sequence[Run], size: float, *, tag: str = "P", x: float = 0.0, room: float = 0.0
    ) -> None:
        """A paragraph, or a heading by its tag."""
        self.height += self.place(words, size, tag=tag, x=x, room=room)

    def place(
        self, words: str | Sequence[Run], size: float, *, tag: str = "P", x: float = 0.0, room: float = 0.0
    ) -> float:
        """A paragraph at the present height, which stays where it is; gives the paragraph's height."""
        size *= self.scale
        lines = fonts.wrap(words, size, room or self.width - x)
        leading = size * LEADING

        def draw(paper: Paper, left: float, top: float, parent: Element) -> None:
            paper.words(parent.child(tag), left + x, top - size * ASCENT, lines, size, leading)

        self.draw(draw)
        return len(lines) * leading

    def draw(self, draw: Draw, down: float | None = None) -> None:
        """Anything else, drawn from the present height down or from another."""
        self._items.append((self.height if down is None else down, draw))

    def ink_line(self, x: float, to_x: float, down: float = 0.0) -> None:
        """A ruled line for ink, `down` points below the present height."""

        def draw(paper: Paper, left: float, top: float, _parent: Element) -> None:
            with paper.decoration():
                paper.rule(left + x, top - down, left + to_x, top - down, 0.6)

        self.draw(draw)

    def onto(self, paper: Paper, left: float, top: float, parent: Element) -> None:
        """Draws everything, the block's top left at left, top."""
        for down, draw in self._items:
            draw(paper, left, top - down, parent)


def pair(english: str, welsh: str) -> list[Run]:
    """A heading in both languages: English · Cymraeg."""
    runs = [Run(english, bold=True)]
    if welsh:
        runs += [Run(" · " + welsh, bold=True, language="cy")]
    return runs


def small_pair(english: str, welsh: str, grey: float = 0.25) -> list[Run]:
    """A label in both languages."""
    return [Run(english, grey=grey), *([Run(" · " + welsh, grey=grey, language="cy")] if welsh else [])]


PAD = 4 * MM
