"""What stands round every page: Demonstration across it, the running head, the foot and page x of y."""

from dataclasses import dataclass

from ewloe_desktop.documents import approval_words as told
from ewloe_desktop.documents import fonts
from ewloe_desktop.documents.approval_facts import SchoolHeading
from ewloe_desktop.documents.fonts import Run
from ewloe_desktop.documents.page import MM, Paper

FOOT = 8 * MM  # the foot's baseline
_GREY = 0.25


@dataclass(frozen=True, slots=True)
class Margins:
    """The same for every page; the running head stands on all pages but the first and is cut before `head_end` is."""

    school: SchoolHeading
    left: float
    right: float
    top: float
    head: str
    head_end: str
    foot: str

    def draw(self, paper: Paper, number: int, count: int) -> None:
        """Draws them on page `number`, counted from 0."""
        if self.school.demonstration:
            with paper.decoration("Background"):
                width, height = paper.size
                word = told.both("demonstration")[0].upper()
                paper.slanted(width / 2, height / 2, 52, word, 84, 0.9)
        with paper.decoration("Pagination"):
            if number:
                self._running_head(paper)
            self._foot(paper, number, count)

    def _running_head(self, paper: Paper) -> None:
        end = f" · {self.head_end}" if self.head_end else ""
        room = self.right - self.left - fonts.width(fonts.shown(end), 9, bold=True)
        head = fonts.cut(self.head, 9, room, bold=True)
        paper.lines(self.left, self.top - 9, [[*head, Run(end, bold=True)]], 9)
        paper.rule(self.left, self.top - 14, self.right, self.top - 14, 0.5, 0.5)

    def _foot(self, paper: Paper, number: int, count: int) -> None:
        paging = Run(told.say("page_of", page=number + 1, pages=count), grey=_GREY)
        wide = fonts.line_width([paging], 8)
        room = self.right - self.left - wide - 6 * MM
        paper.lines(self.left, FOOT, [fonts.cut(self.foot, 8, room, grey=_GREY)], 8)
        paper.lines(self.right - wide, FOOT, [[paging]], 8)
