"""A person's own card: the recovery code to take away, and below the cut the part that goes into the school's file."""

from datetime import datetime

from ewloe_desktop.documents.approval_facts import SchoolHeading
from ewloe_desktop.documents.block import PAD, Block, pair
from ewloe_desktop.documents.fonts import Run
from ewloe_desktop.documents.heading import school_heading
from ewloe_desktop.documents.ink import Standing, signature_row
from ewloe_desktop.documents.page import MM, Paper
from ewloe_desktop.documents.recovery_sheet import WIDTH, numbered_groups, one_page
from ewloe_desktop.documents.tagging import Element
from ewloe_desktop.documents.words import moment, words
from ewloe_desktop.domain.journal import fingerprint

_HALF = 150 * MM


def key_card(
    school: SchoolHeading, name: str, code: str, public_der: bytes, enrolled_by: str, made_at: datetime
) -> bytes:
    """One A4 page in two parts; `code` is in groups joined by hyphens or spaces and stands on the upper part only."""
    said = words("key_card")
    block = Block(WIDTH)
    school_heading(block, school, WIDTH, WIDTH)
    block.space(8 * MM)
    block.words(pair(said["title"], words("key_card", "cy").get("title", "")), 20, tag="H1")
    block.space(1 * MM)
    block.words([Run(f"{said['for']} "), Run(name, bold=True)], 13)
    block.space(4 * MM)
    for key in ("what", "keep"):
        block.words(said[key], 11)
        block.space(2 * MM)
    block.space(3 * MM)
    block.words([Run(said["code"], bold=True)], 12, tag="H2")
    block.space(2 * MM)
    numbered_groups(block, tuple(code.replace("-", " ").split()))
    block.space(4 * MM)
    block.words(said["how"], 10)
    block.height = max(block.height + 6 * MM, _HALF)
    _cut(block, said["cut"])
    _file_part(block, name, public_der, enrolled_by, made_at)
    foot = f"{said['title']} · {name} · {moment(made_at)}"
    return one_page(block, school, f"{said['title']}: {name}", foot, made_at)


def _cut(block: Block, label: str) -> None:
    def draw(paper: Paper, left: float, top: float, _parent: Element) -> None:
        with paper.decoration():
            paper.canvas.setDash(3, 3)
            paper.rule(left, top, left + WIDTH, top, 0.6, 0.3)
            paper.canvas.setDash()

    block.draw(draw)
    block.space(1 * MM)
    block.words([Run(label, grey=0.3)], 8)
    block.space(5 * MM)


def _file_part(block: Block, name: str, public_der: bytes, enrolled_by: str, made_at: datetime) -> None:
    said = words("key_card")
    block.words([Run(name, bold=True)], 13, tag="H2")
    block.words(f"{said['enrolled_at']} {moment(made_at)} · {said['enrolled_by']} {enrolled_by or '—'}", 10)
    block.space(3 * MM)
    block.words([Run(said["fingerprint"], bold=True)], 10)
    block.words(fingerprint(public_der), 10)
    block.words([Run(said["fingerprint_what"], grey=0.2)], 8.5)
    block.space(4 * MM)
    block.words(said["sign"], 10)
    block.space(2 * MM)
    witness = Standing("witness", "", 78 * MM, 50 * MM)
    signature_row(block, 0.0, [witness, Standing("date", "", 134 * MM, WIDTH - 134 * MM)])
    block.space(PAD)
