"""The three boxes of an approval sheet: the head teacher's, the governing body's and the proof."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from ewloe_desktop.documents import approval_words as told
from ewloe_desktop.documents import fonts, qr
from ewloe_desktop.documents.approval_facts import GovernorsBlock, HeadBlock, Proof, SheetFacts
from ewloe_desktop.documents.block import LEADING, PAD, Block, pair, small_pair
from ewloe_desktop.documents.fonts import Run
from ewloe_desktop.documents.page import MM, Paper
from ewloe_desktop.documents.tagging import Element
from ewloe_desktop.documents.words import day
from ewloe_desktop.domain.journal import qr_text, short_code

WIDTH = 174 * MM
INK = (72 * MM, 18 * MM)  # width and height of the box a signature goes in
CODE = qr.SIDE_MM * MM
QUIET = qr.QUIET * CODE / qr.MODULES
GOVERNORS_HEIGHT = 74 * MM
_FOOT = 12 * MM  # of the governing body's box, below its ink box's labels
_SMALL = 7.5
_SCALES = (1.0, 0.93, 0.87, 0.8, 0.73, 0.66, 0.6)


@dataclass(slots=True)
class Boxed:
    """A block and where its ink box stands: points from the block's left and down from its top."""

    block: Block
    ink_x: float
    ink_down: float


def _frame(block: Block, weight: float = 1.0, grey: float = 0.0) -> None:
    """A box round the block, drawn once its height is known."""

    def draw(paper: Paper, left: float, top: float, _parent: Element) -> None:
        inset = weight / 2
        with paper.decoration():
            paper.box(
                left + inset, top - block.height + inset, WIDTH - weight, block.height - weight, weight, grey
            )

    block.draw(draw)


def head_block(head: HeadBlock | None) -> Boxed:
    """The head teacher's decision, or ink lines where there is none yet."""
    block = Block(WIDTH - 2 * PAD)
    _frame(block)
    block.space(3 * MM)
    block.words(pair(*told.both("head_teacher")), 12, tag="H2", x=PAD)
    block.space(1 * MM)
    if head is None:
        block.words([Run(told.say("not_yet_approved"), bold=True)], 13, x=PAD)
    block.words(head.declaration if head else told.say("ink_declaration"), 9.5, x=PAD, room=block.width)
    block.space(2 * MM)
    name, on = (head.name, day(head.declared_on)) if head else ("", "")
    office = "" if head is None or head.office == "head_teacher" else told.office(head.office)
    ink_down = block.height
    _signature_row(block, [("name", name, 78 * MM, 52 * MM, office), ("date", on, 134 * MM, 32 * MM, "")])
    if head and head.drawn_png:
        _drawn(block, ink_down, head.drawn_png, head.name)
    if head:
        block.space(0.5 * MM)
        block.words([Run(told.how_signed(head), grey=0.2)], _SMALL, x=PAD, room=block.width)
    block.space(2.5 * MM)
    return Boxed(block, PAD, ink_down)


def _signature_row(block: Block, columns: list[tuple[str, str, float, float, str]]) -> None:
    """The ink box and, beside it, values standing on ink lines with their labels beneath."""
    width, height = INK

    def outline(paper: Paper, left: float, top: float, _parent: Element) -> None:
        with paper.decoration():
            paper.box(left + PAD, top - height, width, height, 0.5, 0.45)
            paper.rule(left + PAD, top - height, left + PAD + width, top - height, 1.0)

    block.draw(outline)
    for _key, value, x, room, note in columns:
        _standing(block, value, PAD + x, room, height, note)
    block.space(height)
    block.place(small_pair(*told.both("signature")), _SMALL, x=PAD, room=width)
    for key, _value, x, room, _note in columns:
        block.place(small_pair(*told.both(key)), _SMALL, x=PAD + x, room=room)
    block.space(_SMALL * LEADING)


def _standing(block: Block, value: str, x: float, room: float, height: float, note: str) -> None:
    """A value whose last line stands on the ink line; an empty one leaves the line for ink."""
    block.ink_line(x, x + room, height)
    if not value:
        return
    size = 10.0
    lines = fonts.wrap(value, size, room)
    notes = fonts.wrap([Run(note, grey=0.2)], 8, room) if note else []
    while len(lines) * size * LEADING + len(notes) * 8 * LEADING > height and size > 6:
        size -= 0.5
        lines = fonts.wrap(value, size, room)

    def draw(paper: Paper, left: float, top: float, parent: Element) -> None:
        foot = top - height + 1.2 * MM
        over = foot + len(notes) * 8 * LEADING
        with paper.tagged(parent.child("P")):
            paper.lines(left + x, over + (len(lines) - 1) * size * LEADING, lines, size, size * LEADING)
        if notes:
            with paper.tagged(parent.child("P")):
                paper.lines(left + x, foot + (len(notes) - 1) * 8 * LEADING, notes, 8, 8 * LEADING)

    block.draw(draw)


def _drawn(block: Block, ink_down: float, png: bytes, name: str) -> None:
    """A drawn signature in the ink box, above the place of the typed name."""
    width, height = INK

    def draw(paper: Paper, left: float, _top: float, parent: Element) -> None:
        x, y = left + PAD + 2 * MM, _top + block_top - ink_down - height + 5 * MM
        room = (width - 4 * MM, height - 6 * MM)
        box = (x, y, x + room[0], y + room[1])
        with paper.tagged(parent.child("Figure", alt=told.say("drawn_alt", name=name), BBox=box)):
            paper.picture(x, y, *room, png)

    block_top = block.height
    block.draw(draw)


def governors_block(decided: GovernorsBlock | None, retirement: bool = False, for_head: bool = False) -> Boxed:
    """The governing body's box, always of the same height: the decision, or NOT YET APPROVED with ink lines."""
    block = Block(WIDTH)
    _frame(block)
    ink_down = GOVERNORS_HEIGHT - _FOOT - _SMALL * LEADING - INK[1]
    _proof_corner(block, decided.proof if decided else None)
    top_room = WIDTH - 2 * PAD - CODE - 3 * QUIET
    _fitted(block, 3 * MM, ink_down - 5 * MM, top_room, lambda b: _decision(b, decided, retirement, for_head))
    block.space(ink_down)
    if decided:
        name, on, as_what = decided.signer_name, day(decided.declared_on), told.capacity(decided)
    else:
        name = on = as_what = ""
    columns = [("name", name, 76 * MM, 30 * MM, ""), ("capacity", as_what, 109 * MM, 28 * MM, "")]
    _signature_row(block, [*columns, ("date", on, 140 * MM, 26 * MM, "")])
    if decided and decided.drawn_png:
        _drawn(block, ink_down, decided.drawn_png, decided.signer_name)
    if decided:
        small = told.how_signed(decided)
        if decided.proof:
            small = f"{small} {told.proof_line(decided.proof)}."
        room = WIDTH - 2 * PAD
        _fitted(block, 0.5 * MM, _FOOT - 2 * MM, room, lambda b: b.words([Run(small, grey=0.2)], _SMALL))
    block.space(_FOOT)
    return Boxed(block, PAD, ink_down)


def _fitted(block: Block, down: float, height: float, room: float, fill: Callable[[Block], None]) -> None:
    """Fills a part of the block with words, in the largest type that fits its height."""
    for scale in _SCALES:
        inner = Scaled(room, scale)
        fill(inner)
        if inner.height <= height:
            break

    def draw(paper: Paper, left: float, top: float, parent: Element) -> None:
        inner.onto(paper, left + PAD, top - down, parent)

    block.draw(draw)


class Scaled(Block):
    """A block whose type is set smaller by a factor."""

    def __init__(self, width: float, scale: float) -> None:
        super().__init__(width)
        self.scale = scale

    def place(
        self, words: str | list[Run], size: float, *, tag: str = "P", x: float = 0.0, room: float = 0.0  # type: ignore[override]
    ) -> float:
        """A paragraph in the smaller type."""
        return super().place(words, size * self.scale, tag=tag, x=x, room=room)


def _decision(block: Block, decided: GovernorsBlock | None, retirement: bool, for_head: bool) -> None:
    block.words(pair(*told.both("governing_body")), 12, tag="H2")
    block.space(1 * MM)
    if decided is None:
        _undecided(block, retirement, for_head)
        return
    block.words([Run(told.status(decided), bold=True)], 13)
    block.space(1 * MM)
    block.words(told.meeting(decided), 9.5)
    review, reckoned = told.next_review(decided)
    english, welsh = told.both("next_review")
    runs = [Run(english), Run(" · " + welsh, language="cy"), Run(": "), Run(review, bold=True)]
    block.words([*runs, Run(f" ({reckoned})")] if reckoned else runs, 9.5)


def _undecided(block: Block, retirement: bool, for_head: bool) -> None:
    english, welsh = told.both("not_yet_approved")
    block.words([Run(english, bold=True)], 20)
    block.words([Run(welsh, bold=True, language="cy")], 10)
    block.words(told.waiting(retirement, for_head), 8.5)
    block.space(1.5 * MM)
    block.words(told.say("ink_meeting"), 9)
    block.space(2.5 * MM)
    blanks = [("ink_on", 40), ("ink_minute", 22), ("ink_present", 10), ("ink_of", 10)]
    x = 0.0
    for key, length in blanks:
        label = told.say(key)
        block.place(label, 9, x=x)
        x += fonts.width(label, 9) + 1 * MM
        block.ink_line(x, x + length * MM, 10.5)
        x += length * MM + 1.5 * MM
    block.words(told.say("ink_in_post"), 9, x=x)
    if not retirement:
        block.space(2.5 * MM)
        block.place(told.say("ink_next_review"), 9)
        x = fonts.width(told.say("ink_next_review"), 9) + 1 * MM
        block.ink_line(x, x + 50 * MM, 10.5)
        block.space(9 * LEADING)


def _proof_corner(block: Block, proof: Proof | None) -> None:
    """The governing body's own code, or its place kept, in the top right corner."""
    x, down = WIDTH - PAD - CODE, 4 * MM

    def draw(paper: Paper, left: float, top: float, parent: Element) -> None:
        code_mark(paper, left + x, top - down, parent, proof, told.say("proof_kept"))

    block.draw(draw)


def code_mark(paper: Paper, x: float, top: float, parent: Element, proof: Proof | None, kept: str) -> None:
    """A square code with its short code beneath, its top left at x, top; or its place kept, saying what for."""
    if proof is None:
        with paper.decoration():
            paper.canvas.setDash(2, 2)
            paper.box(x, top - CODE, CODE, CODE, 0.5, 0.5)
            paper.canvas.setDash()
        lines = fonts.wrap([Run(kept, grey=0.3)], 7, CODE - 2 * MM)
        with paper.tagged(parent.child("P")):
            paper.lines(x + 1 * MM, top - 4 * MM, lines, 7, 7 * LEADING)
        return
    facts = {"register": told.register_code(proof), "act": proof.act, "code": short_code(proof.mark)}
    box = (x, top - CODE, x + CODE, top)
    with paper.tagged(parent.child("Figure", alt=told.say("qr_alt", **facts), BBox=box)):
        paper.code(x, top - CODE, CODE, qr_text(proof.register, proof.act, proof.mark))
    for number, line in enumerate((facts["code"], told.say("act_of", **facts))):
        run = Run(str(line), bold=number == 0, grey=0.0 if number == 0 else 0.2)
        size = 8.0 if number == 0 else 6.5
        with paper.tagged(parent.child("P")):
            under = x + (CODE - fonts.line_width([run], size)) / 2
            paper.lines(under, top - CODE - QUIET - 1 - number * 8.5, [[run]], size)


def proof_block(facts: SheetFacts) -> Block:
    """The proof box: the head teacher's act, the text it is about, and how to check a sheet."""
    block = Block(WIDTH)
    _frame(block, 0.5, 0.45)
    proof = facts.proof

    def mark(paper: Paper, left: float, top: float, parent: Element) -> None:
        code_mark(paper, left + PAD, top - PAD, parent, proof, told.say("proof_none"))

    x = PAD + CODE + 2 * QUIET
    room = WIDTH - x - PAD
    block.space(3 * MM)
    block.words(pair(*told.both("proof")), 10, tag="H2", x=x, room=room)
    block.height -= 3 * MM + 10 * LEADING
    block.draw(mark)
    block.height += 3 * MM + 10 * LEADING + 0.5 * MM
    if facts.governors:
        block.words(told.say("proof_again"), 8, x=x, room=room)
    if proof:
        block.words([Run(told.proof_line(proof), bold=True)], 8, x=x, room=room)
    for key, digest in (("proof_text", facts.text_digest), ("proof_original", facts.original_sha256)):
        if digest:
            block.words([Run(told.say(key) + ", SHA-256: ", bold=True), Run(told.digest_groups(digest))], 7, x=x, room=room)
    block.space(0.5 * MM)
    block.words([Run(told.say("proof_how"), grey=0.2)], 7, x=x, room=room)
    block.space(2.5 * MM)
    block.height = max(block.height, PAD + CODE + QUIET + 10 + 2.5 * MM)
    return block


def typed_name(paper: Paper, name: str, at: datetime) -> None:
    """The appearance of the head teacher's signed field: the name as typed and the moment."""
    width, height = INK
    room = width - 4 * MM
    size = 11.0
    while size > 6 and fonts.width(fonts.shown(name), size, True) > room:
        size -= 0.5
    line = fonts.wrap([Run(name, bold=True)], size, room)[0]
    paper.lines(2 * MM, 1.4 * MM, [line], size)
    del height, at
