"""An approver's box on a site approval sheet: the decision in words, or NOT YET APPROVED with room for ink.

A box has its height before anybody decides, because it is a field's appearance: long reasons are set smaller, and
what still finds no room is told by the register (and by the field that a screen reader reads).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

from ewloe_desktop.documents import approval_words as told
from ewloe_desktop.documents import fonts
from ewloe_desktop.documents import site_words as worded
from ewloe_desktop.documents.approval_blocks import WIDTH, fitted, frame, typed
from ewloe_desktop.documents.block import LEADING, PAD, Block
from ewloe_desktop.documents.code_mark import CODE, QUIET, code_mark
from ewloe_desktop.documents.fonts import Line, Run
from ewloe_desktop.documents.ink import INK, Standing, drawn_signature, ink_sentence, signature_row
from ewloe_desktop.documents.page import MM, Paper
from ewloe_desktop.documents.photo_boxes import SIDE
from ewloe_desktop.documents.photo_words import said
from ewloe_desktop.documents.site_facts import SiteDecision, SiteStep
from ewloe_desktop.documents.tagging import Element
from ewloe_desktop.documents.words import day, words
from ewloe_desktop.domain.sites import Step

HEIGHTS = {Step.LINE_MANAGER: 64 * MM, Step.SECOND: 70 * MM, Step.HEAD: 99 * MM}
_BLANK = {Step.LINE_MANAGER: 52 * MM, Step.SECOND: 57 * MM, Step.HEAD: 72 * MM}  # where nothing is printed later
_INNER = WIDTH - 2 * PAD
_FOOT = 9 * MM  # below the labels of the ink box: how it was signed
_SMALL = 7.5
_TOP = 3 * MM
_CODE_END = 4 * MM + CODE + QUIET + 7 * MM  # down to here words leave room for the square code
_NARROW = _INNER - CODE - 2 * QUIET
_SCALES = (1.0, 0.94, 0.88, 0.82, 0.76, 0.72, 0.68)
_GAP = 1.6 * MM


def height_of(step: str) -> float:
    """The height of an approver's box."""
    return HEIGHTS[Step(step)]


def step_block(step: SiteStep, decided: SiteDecision | None = None, *, blank: bool = False) -> Block:
    """The box of one approver; `blank` leaves out what waits for whom, on a form to be filled in by hand."""
    height = _BLANK[Step(step.step)] if blank else height_of(step.step)
    block = Block(WIDTH)
    frame(block)
    down = height - (2 * MM if blank else _FOOT) - _SMALL * LEADING - INK[1]
    if decided:
        _decision(block, decided, down - 1 * MM)
    else:
        _undecided(block, step, down - 2 * MM, blank)
    block.height = down
    _signature(block, decided)
    block.height = height
    if not blank:
        _proof(block, decided)
    return block


def _signature(block: Block, decided: SiteDecision | None) -> None:
    name = Standing("name_capacity", "", PAD + 78 * MM, 52 * MM)
    on = Standing("date", "", PAD + 133 * MM, 33 * MM)
    if decided is None:
        signature_row(block, PAD, [name, on])
        return
    if decided.drawn_png:
        drawn_signature(block, PAD, decided.drawn_png, decided.name)
    if decided.method != "ink":
        typed(block, decided.name)
    name = Standing(name.key, decided.name, name.x, name.room, told.office(decided.office))
    signature_row(block, PAD, [name, Standing(on.key, day(decided.declared_on), on.x, on.room)])
    small = [Run(f"{told.how_signed(decided)} {told.proof_line(decided.proof)}.", grey=0.2)]
    fitted(block, 0.5 * MM, _FOOT - 1.5 * MM, _INNER, lambda inner: inner.words(small, _SMALL))


def _proof(block: Block, decided: SiteDecision | None) -> None:
    proof = decided.proof if decided else None

    def draw(paper: Paper, left: float, top: float, parent: Element) -> None:
        code_mark(paper, left + WIDTH - PAD - CODE, top, parent, proof, said(worded.SHEET, "proof_kept"))

    block.draw(draw, 4 * MM)


@dataclass(slots=True)
class _Words:
    """Words laid out from the top down beside the square code and, below it, over the whole width."""

    size: float
    down: float = _TOP
    lines: tuple[tuple[float, float, Line], ...] = ()  # how far down, size, line

    def add(self, words_: str, size: float, *, bold: bool = False, after: float = 0.6 * MM) -> None:
        """Adds a paragraph, or several."""
        size *= self.size
        leading = size * LEADING
        for part in words_.splitlines():
            beside = max(0, ceil((_CODE_END - self.down) / leading))
            narrow = fonts.wrap([Run(part, bold=bold)], size, _NARROW)
            lines = narrow[:beside]
            if len(narrow) > beside:
                lines += fonts.wrap([Run(_after(part, lines), bold=bold)], size, _INNER)
            self.lines += tuple((self.down + n * leading, size, line) for n, line in enumerate(lines))
            self.down += len(lines) * leading
        self.down += after * self.size


def _after(part: str, lines: Sequence[Line]) -> str:
    """What of a paragraph does not stand on these lines yet; letters count, for lines begin and end at spaces."""
    stands = sum(len(run.text.replace(" ", "")) for line in lines for run in line)
    rest = fonts.shown(part)
    for place, letter in enumerate(rest):
        if not stands:
            return rest[place:].lstrip()
        stands -= letter != " "
    return ""


def _decision(block: Block, decided: SiteDecision, room: float) -> None:
    """The decision in the largest type in which all of it has room; what has none is told by the register."""
    for size in _SCALES:
        filled = _filled(decided, size)
        if filled.down <= room:
            break
    else:
        filled = _cut(decided, room)

    def draw(paper: Paper, left: float, top: float, parent: Element) -> None:
        for down, size, line in filled.lines:
            paper.words(parent.child("P"), left + PAD, top - down - size, [line], size)

    block.draw(draw, 0.0)


def _filled(decided: SiteDecision, size: float, most: int | None = None) -> _Words:
    """The decision at one size of type, with at most so many letters of its reasons."""
    filled = _Words(size)
    filled.add(worded.outcome(decided), 14, bold=True, after=1 * MM)
    filled.add(decided.declaration, 9.5)
    if logo := worded.logo(decided):
        filled.add(logo, 9.5, bold=True)
    if decided.same_person:
        filled.add(words(worded.SHEET)["same_signed"], 9.5, bold=True)
    reasons = "\n".join(worded.reasons(decided))
    if most is not None:
        filled.add(f"{reasons[:most].rsplit(' ', 1)[0].rstrip()} …", 9.5, after=0.0)
        reasons = said(worded.SHEET, "rest", act=told.act(decided.proof))
    if reasons:
        filled.add(reasons, 9.5, bold=most is not None, after=0.0)
    return filled


def _cut(decided: SiteDecision, room: float) -> _Words:
    """As much of the reasons as fits in the smallest type, and where the whole stands."""
    least, most = 0, sum(map(len, worded.reasons(decided)))
    while least < most:
        middle = (least + most + 1) // 2
        if _filled(decided, _SCALES[-1], middle).down <= room:
            least = middle
        else:
            most = middle - 1
    return _filled(decided, _SCALES[-1], least)


def _undecided(block: Block, step: SiteStep, end: float, blank: bool) -> None:
    """Whom the box waits for, what can be ticked, and lines to write on down to `end`."""
    room = _NARROW if not blank else _INNER
    block.space(_TOP)
    if not blank:
        _large(block, step)
        block.words(worded.waits(step), 8.5, x=PAD, room=room)
    block.words(step.declaration, 9, x=PAD, room=room)
    for keys in _choices(step):
        _tick_line(block, keys, blank)
    while block.height + 7.5 * MM <= end:
        wide = block.height + 7.5 * MM > _CODE_END or blank
        ink_sentence(block, ((_INNER if wide else _NARROW) / MM,), PAD)


def _large(block: Block, step: SiteStep) -> None:
    english, welsh = worded.undecided(step)
    size = 20.0 if step.step == Step.HEAD else 14.0
    high = block.place([Run(english, bold=True)], size, x=PAD)
    across = PAD + fonts.width(english, size, bold=True) + 3 * MM

    def draw(paper: Paper, left: float, top: float, parent: Element) -> None:
        paper.words(parent.child("P"), left + across, top - size, [[Run(welsh, bold=True, language="cy")]], 9)

    block.draw(draw)
    block.space(high)


def _choices(step: SiteStep) -> list[Sequence[str]]:
    """The boxes to tick, line by line; a word beginning with "=" has no box."""
    logo = [("=tick_logo", "tick_logo_yes", "tick_logo_no")] if step.logo_asked else []
    if step.step == Step.HEAD:
        return [*logo, ("tick_approved", "tick_refused"), ("tick_conditions",)]
    return [*logo, ("tick_endorsed", "tick_returned")]


def _tick_line(block: Block, keys: Sequence[str], blank: bool) -> None:
    block.space(7 * MM)
    end = PAD + (_INNER if blank or block.height > _CODE_END else _NARROW)
    x = PAD
    for key in keys:
        run = Run(words(worded.SHEET)[key.removeprefix("=")])
        if not key.startswith("="):
            _box(block, x)
            x += SIDE + _GAP
        _word(block, x, run)
        x += fonts.line_width([run], 9.5) + 7 * MM
    if run.text.endswith(":") and x < end:
        block.ink_line(x - 5 * MM, end)


def _box(block: Block, x: float) -> None:
    def draw(paper: Paper, left: float, top: float, _parent: Element) -> None:
        with paper.decoration():
            paper.box(left + x, top - 0.9 * MM, SIDE, SIDE, 0.9)

    block.draw(draw)


def _word(block: Block, x: float, run: Run) -> None:
    block.draw(lambda paper, left, top, parent: paper.words(parent.child("P"), left + x, top, [[run]], 9.5))
