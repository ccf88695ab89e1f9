"""The school's recovery sheet: the groups that open the register when no password does."""

from datetime import datetime

from ewloe_desktop.documents import fonts, pdfa
from ewloe_desktop.documents.approval_facts import SchoolHeading
from ewloe_desktop.documents.block import LEADING, Block, pair
from ewloe_desktop.documents.fonts import Run
from ewloe_desktop.documents.heading import school_heading
from ewloe_desktop.documents.margins import Margins
from ewloe_desktop.documents.page import A4, MM, Paper
from ewloe_desktop.documents.tagging import Element
from ewloe_desktop.documents.words import moment, words

WIDTH = 166 * MM
_LEFT = (A4[0] - WIDTH) / 2
_TOP = A4[1] - 16 * MM
_ACROSS = 4  # groups in a row


def recovery_sheet(school: SchoolHeading, register: str, groups: tuple[str, ...], made_at: datetime) -> bytes:
    """One A4 page with the groups numbered as they are asked for, and lines for where it is kept."""
    said = words("recovery")
    block = Block(WIDTH)
    school_heading(block, school, WIDTH, WIDTH)
    block.space(10 * MM)
    block.words(pair(said["title"], words("recovery", "cy").get("title", "")), 20, tag="H1")
    block.space(2 * MM)
    block.words([Run(said["keep"], bold=True)], 12)
    block.space(4 * MM)
    block.words(said["what"], 11)
    block.space(6 * MM)
    block.words([Run(said["groups"], bold=True)], 12, tag="H2")
    block.space(2 * MM)
    numbered_groups(block, groups)
    block.space(6 * MM)
    for key in ("how", "warning"):
        block.words(said[key], 11)
        block.space(3 * MM)
    block.space(4 * MM)
    for key in ("kept_at", "kept_by", "checked"):
        _line_for_ink(block, said[key])
    made = f"{said['made']} {moment(made_at)}"
    return one_page(block, school, f"{said['title']}, {register}", f"{said['register']} {register} · {made}", made_at)


def numbered_groups(block: Block, groups: tuple[str, ...]) -> None:
    """The groups in rows of four, each in its own box with its number: a list to a screen reader."""
    width = block.width / _ACROSS
    height = 13 * MM
    begin = block.height

    def draw(paper: Paper, left: float, top: float, parent: Element) -> None:
        listed = parent.child("L", ListNumbering="Decimal")
        for number, group in enumerate(groups):
            x = left + number % _ACROSS * width
            y = top - (number // _ACROSS + 1) * height
            item = listed.child("LI")
            with paper.decoration():
                paper.box(x, y, width, height, 0.75, 0.3)
            paper.words(item.child("Lbl"), x + 2 * MM, y + height - 4 * MM, [[Run(f"{number + 1}", grey=0.3)]], 8)
            paper.words(item.child("LBody"), x + 9 * MM, y + 3.8 * MM, [[Run(group, bold=True)]], 18)

    block.draw(draw, begin)
    block.space(-(-len(groups) // _ACROSS) * height)


def _line_for_ink(block: Block, label: str) -> None:
    block.space(9 * MM)
    start = fonts.width(fonts.shown(label), 10) + 3 * MM
    block.ink_line(start, block.width)

    def draw(paper: Paper, left: float, top: float, parent: Element) -> None:
        paper.words(parent.child("P"), left, top + 1, [[Run(label)]], 10, 10 * LEADING)

    block.draw(draw)


def one_page(block: Block, school: SchoolHeading, title: str, foot: str, made_at: datetime) -> bytes:
    """A finished PDF of one A4 page with one block on it."""
    paper = Paper()
    right = _LEFT + WIDTH
    Margins(school, _LEFT, right, _TOP, title, "", foot).draw(paper, 0, 1)
    block.onto(paper, _LEFT, _TOP, paper.root.child("Sect"))
    return pdfa.finish(paper, pdfa.About(title, school.name, foot, made_at))
