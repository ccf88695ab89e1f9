"""The square code of an act with its short code beneath, or its place kept free."""

from ewloe_desktop.documents import approval_words as told
from ewloe_desktop.documents import fonts, qr
from ewloe_desktop.documents.approval_facts import Proof
from ewloe_desktop.documents.block import LEADING
from ewloe_desktop.documents.fonts import Run
from ewloe_desktop.documents.page import MM, Paper
from ewloe_desktop.documents.tagging import Element
from ewloe_desktop.domain.journal import qr_text, short_code

CODE = qr.SIDE_MM * MM
QUIET = qr.QUIET * CODE / qr.MODULES


def code_mark(paper: Paper, x: float, top: float, parent: Element, proof: Proof | None, kept: str) -> None:
    """A square code, its top left at x, top, and the short code under its quiet zone; or its place, saying what for."""
    if proof is None:
        _place(paper, x, top, parent, kept)
        return
    code = short_code(proof.mark)
    facts = {"register": told.register_code(proof), "act": told.act(proof), "code": code}
    figure = parent.child("Figure", alt=told.say("qr_alt", **facts), BBox=(x, top - CODE, x + CODE, top))
    with paper.tagged(figure):
        paper.code(x, top - CODE, CODE, qr_text(proof.register, proof.act, proof.mark))
    down = top - CODE - QUIET - 1
    for run, size in ((Run(code, bold=True), 8.0), (Run(told.say("act_of", **facts), grey=0.2), 6.5)):
        paper.words(parent.child("P"), x + (CODE - fonts.line_width([run], size)) / 2, down, [[run]], size)
        down -= 8.5


def _place(paper: Paper, x: float, top: float, parent: Element, kept: str) -> None:
    with paper.decoration():
        paper.canvas.setDash(2, 2)
        paper.box(x, top - CODE, CODE, CODE, 0.5, 0.5)
        paper.canvas.setDash()
    lines = fonts.wrap([Run(kept, grey=0.3)], 7, CODE - 3 * MM)
    paper.words(parent.child("P"), x + 1.5 * MM, top - 4 * MM, lines, 7, 7 * LEADING)
