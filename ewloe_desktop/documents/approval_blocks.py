"""The three boxes of an approval sheet: the head teacher's, the governing body's and the proof."""

from collections.abc import Callable
from dataclasses import dataclass

from ewloe_desktop.documents import approval_words as told
from ewloe_desktop.documents import fonts
from ewloe_desktop.documents.approval_facts import GovernorsBlock, HeadBlock, Proof, SheetFacts
from ewloe_desktop.documents.block import LEADING, PAD, Block, pair
from ewloe_desktop.documents.code_mark import CODE, QUIET, code_mark
from ewloe_desktop.documents.fonts import Run
from ewloe_desktop.documents.ink import INK, Standing, drawn_signature, ink_sentence, signature_row, typed_name
from ewloe_desktop.documents.page import MM, Paper
from ewloe_desktop.documents.tagging import Element
from ewloe_desktop.documents.words import day, moment

WIDTH = 174 * MM
GOVERNORS_HEIGHT = 79 * MM
_INNER = WIDTH - 2 * PAD
_FOOT = 9 * MM  # of the governing body's box, below the labels of its ink box
_SMALL = 7.5
_SCALES = (1.0, 0.94, 0.88, 0.82, 0.76, 0.7, 0.64, 0.58, 0.52)


@dataclass(frozen=True, slots=True)
class Boxed:
    """A block and where its ink box stands: points from the block's left and down from its top."""

    block: Block
    ink_x: float
    ink_down: float


def frame(block: Block, weight: float = 1.0, grey: float = 0.0) -> None:
    """A box round the block, drawn once its height is known."""

    def draw(paper: Paper, left: float, top: float, _parent: Element) -> None:
        inset = weight / 2
        with paper.decoration():
            height = block.height - weight
            paper.box(left + inset, top - height - inset, WIDTH - weight, height, weight, grey)

    block.draw(draw)


def head_block(head: HeadBlock | None, kind: str, *, again: bool = False) -> Boxed:
    """The head teacher's decision, or ink lines where there is none yet."""
    block = Block(_INNER)
    frame(block)
    block.space(3 * MM)
    block.words(pair(*told.both("head_teacher")), 12, tag="H2", x=PAD)
    block.space(1 * MM)
    if head is None:
        english, welsh = told.both(told.undecided(kind))
        block.words([Run(english, bold=True), Run(f" · {welsh}", language="cy")], 13, x=PAD)
    block.words(head.declaration if head else told.to_declare(kind), 9.5, x=PAD, room=_INNER)
    block.space(2.5 * MM)
    ink_down = block.height
    _head_row(block, head, again)
    if head:
        block.space(0.5 * MM)
        block.words([Run(told.how_signed(head), grey=0.2)], _SMALL, x=PAD, room=_INNER)
    block.space(2.5 * MM)
    return Boxed(block, PAD, ink_down)


def _head_row(block: Block, head: HeadBlock | None, again: bool) -> None:
    note = "" if head is None or head.office == "head_teacher" else told.office(head.office)
    name = Standing("name", head.name if head else "", PAD + 78 * MM, 52 * MM, note)
    on = Standing("date", day(head.declared_on) if head else "", PAD + 136 * MM, 30 * MM)
    if head and head.method == "ink":
        _noted(block, "in_ink")
    elif again:
        _noted(block, "signed_elsewhere")
    elif head and head.drawn_png:
        drawn_signature(block, PAD, head.drawn_png, head.name)
    signature_row(block, PAD, [name, on])


def governors_block(
    decided: GovernorsBlock | None, kind: str = "revised", *, for_head: bool = False, again: bool = False
) -> Boxed:
    """The governing body's box, always of the same height: the decision, or NOT YET APPROVED with ink lines."""
    block = Block(WIDTH)
    frame(block)
    ink_down = GOVERNORS_HEIGHT - _FOOT - _SMALL * LEADING - INK[1]
    room = _INNER - CODE - 2 * QUIET
    fitted(block, 3 * MM, ink_down - 5 * MM, room, lambda inner: _decision(inner, decided, kind, for_head))
    block.space(ink_down)
    name = Standing("name_capacity", "", PAD + 78 * MM, 52 * MM)
    on = Standing("date", "", PAD + 136 * MM, 30 * MM)
    if decided:
        name = Standing("name_capacity", decided.signer_name, name.x, name.room, told.capacity(decided))
        on = Standing("date", day(decided.declared_on), on.x, on.room)
        _noted(block, "signed_elsewhere") if again and decided.method != "ink" else _signature(block, decided)
    signature_row(block, PAD, [name, on])
    if decided:
        small = [Run(f"{told.how_signed(decided)} {told.proof_line(decided.proof)}.", grey=0.2)]
        fitted(block, 0.5 * MM, _FOOT - 1.5 * MM, _INNER, lambda inner: inner.words(small, _SMALL))
    block.space(_FOOT)
    _proof_corner(block, decided.proof if decided else None)
    return Boxed(block, PAD, ink_down)


def _signature(block: Block, decided: GovernorsBlock) -> None:
    if decided.drawn_png:
        drawn_signature(block, PAD, decided.drawn_png, decided.signer_name)
    if decided.method == "ink":
        _noted(block, "in_ink")
    else:
        typed(block, decided.signer_name)


def _noted(block: Block, key: str) -> None:
    """The ink box of a sheet that does not hold the signature itself says where it stands."""

    def draw(paper: Paper, left: float, top: float, parent: Element) -> None:
        paper.words(
            parent.child("P"),
            left + PAD + 2 * MM,
            top - INK[1] + 1.6 * MM,
            [[Run(told.say(key), grey=0.3)]],
            8,
        )

    block.draw(draw)


def typed(block: Block, name: str) -> None:
    """The signer's name as typed, in the ink box that begins at the present height."""

    def draw(paper: Paper, left: float, top: float, parent: Element) -> None:
        with paper.tagged(parent.child("P")):
            typed_name(paper, left + PAD, top - INK[1], name)

    block.draw(draw)


def fitted(block: Block, down: float, height: float, room: float, fill: Callable[[Block], None]) -> None:
    """Fills a part of the block with words, in the largest type that fits its height."""
    for scale in _SCALES:
        inner = Block(room, scale)
        fill(inner)
        if inner.height <= height:
            break
    filled = inner

    def draw(paper: Paper, left: float, top: float, parent: Element) -> None:
        filled.onto(paper, left + PAD, top - down, parent)

    block.draw(draw)


def _decision(block: Block, decided: GovernorsBlock | None, kind: str, for_head: bool) -> None:
    block.words(pair(*told.both("governing_body")), 12, tag="H2")
    block.space(1 * MM)
    if decided is None:
        _undecided(block, kind, for_head)
        return
    block.words([Run(told.status(decided), bold=True)], 13)
    block.space(1.5 * MM)
    block.words(told.meeting(decided), 9.5)
    block.space(1 * MM)
    review, reckoned = told.next_review(decided)
    english, welsh = told.both("next_review")
    runs = [Run(english), Run(" · " + welsh, language="cy"), Run(": "), Run(review, bold=True)]
    block.words([*runs, Run(f" ({reckoned})")] if reckoned else runs, 9.5)


def _undecided(block: Block, kind: str, for_head: bool) -> None:
    english, welsh = told.both(told.undecided(kind))
    high = block.place([Run(english, bold=True)], 22)
    x = fonts.width(english, 22 * block.scale, bold=True) + 3 * MM
    block.draw(lambda paper, left, top, parent: _beside(paper, left + x, top - 22 * block.scale, parent, welsh))
    block.space(high)
    block.words(told.waiting(kind, for_head), 8.5)
    block.space(1 * MM)
    said = told.say
    ink_sentence(block, [said("ink_meeting"), 40])
    present: list[str | float] = [said("ink_present"), 9, said("ink_of"), 9, said("ink_in_post")]
    ink_sentence(block, [said("ink_on"), 34, said("ink_minute"), 20, *present])
    if kind != "retirement":
        ink_sentence(block, [said("ink_next_review"), 50])


def _beside(paper: Paper, x: float, y: float, parent: Element, welsh: str) -> None:
    """The Welsh words on the same line as the large English ones."""
    paper.words(parent.child("P"), x, y, [[Run(welsh, bold=True, language="cy")]], 10)


def _proof_corner(block: Block, proof: Proof | None) -> None:
    """The governing body's own code, or its place kept, in the top right corner."""
    x = WIDTH - PAD - CODE

    def draw(paper: Paper, left: float, top: float, parent: Element) -> None:
        code_mark(paper, left + x, top, parent, proof, told.say("proof_kept"))

    block.draw(draw, 4 * MM)


def proof_block(facts: SheetFacts) -> Block:
    """The proof box: the act, the text it is about, how to check a sheet, and who made this one."""
    block = Block(WIDTH)
    frame(block, 0.5, 0.45)
    x = PAD + CODE + 2 * QUIET
    room = WIDTH - x - PAD
    block.space(3 * MM)
    block.words(pair(*told.both("proof")), 10, tag="H2", x=x, room=room)
    block.space(0.5 * MM)
    for words, size in _proof_words(facts):
        block.words(words, size, x=x, room=room)
    block.space(2.5 * MM)
    block.height = max(block.height, PAD + CODE + QUIET + 5 * MM)

    def mark(paper: Paper, left: float, top: float, parent: Element) -> None:
        code_mark(paper, left + PAD, top, parent, facts.proof, told.say("proof_none"))

    block.draw(mark, PAD)
    return block


def _proof_words(facts: SheetFacts) -> list[tuple[list[Run], float]]:
    lines: list[tuple[list[Run], float]] = []
    if facts.proof:
        lines.append(([Run(told.proof_line(facts.proof), bold=True)], 8))
    if facts.governors:
        lines.append(([Run(told.say("proof_again"))], 7.5))
    for key, digest in (("proof_text", facts.text_digest), ("proof_original", facts.original_sha256)):
        if digest:
            groups = Run(told.digest_groups(digest))
            lines.append(([Run(told.say(key) + ", SHA-256: ", bold=True), groups], 7))
    made = told.say("made_by", at=moment(facts.made_at), by=facts.made_by)
    lines.append(([Run(told.say("sheet_made", sheet=facts.sheet_no, made=made))], 7.5))
    lines.append(([Run(told.say("proof_how"), grey=0.2)], 7))
    return lines
