"""The policy approval sheet: frozen facts in, one archival A4 page out (more when the words need them)."""

from collections.abc import Sequence

from ewloe_desktop.documents import approval_words as told
from ewloe_desktop.documents import flow, fonts, pdfa
from ewloe_desktop.documents.approval_blocks import (
    GOVERNORS_HEIGHT,
    WIDTH,
    Boxed,
    governors_block,
    head_block,
    proof_block,
)
from ewloe_desktop.documents.approval_facts import GovernorsBlock, HeadBlock, Proof, SchoolHeading, SheetFacts
from ewloe_desktop.documents.block import Block, small_pair
from ewloe_desktop.documents.code_mark import CODE, QUIET, code_mark
from ewloe_desktop.documents.flow import Piece, Placed, Row, Text, Whole
from ewloe_desktop.documents.fonts import Run
from ewloe_desktop.documents.found_text import KIND, found_block
from ewloe_desktop.documents.heading import school_heading
from ewloe_desktop.documents.ink import INK
from ewloe_desktop.documents.margins import Margins
from ewloe_desktop.documents.page import A4, MM, Paper
from ewloe_desktop.documents.tagging import Element
from ewloe_desktop.documents.words import moment, words

__all__ = ["GovernorsBlock", "HeadBlock", "Proof", "SchoolHeading", "SheetFacts", "approval_sheet"]

HEAD_FIELD, GOVERNORS_FIELD, WORDS_FIELD = "head_teacher", "governing_body", "governing_body_in_words"
_LEFT = (A4[0] - WIDTH) / 2
_TOP = A4[1] - 12 * MM
_FOOT = 13 * MM
_STRIP = 4.5 * MM
_GAP = 3.2 * MM
_LABEL = 5.2 * MM  # width of the heading cells, for each point of type
_SIZES = (9.5, 9.0, 8.5, 8.0)


def approval_sheet(facts: SheetFacts) -> bytes:
    """The sheet with two fields to sign; with none for a text found in use, or made again after a correction."""
    paper = Paper()
    sheet = _best(facts)
    pages = sheet.pages
    made = told.say("made_by", at=moment(facts.made_at), by=facts.made_by)
    margins = Margins(
        school=facts.school,
        left=_LEFT,
        right=_LEFT + WIDTH,
        top=_TOP,
        head=facts.title,
        head_end=facts.label,
        foot=f"{told.both('sheet')[0]} {facts.sheet_no} · {made}",
    )
    for number, page in enumerate(pages):
        if number:
            paper.new_page()
        margins.draw(paper, number, len(pages))
        flow.draw(paper, page, _LEFT, _TOP if number == 0 else _TOP - 9 * MM)
    paper.root = sheet.root
    fields = [] if facts.governors or facts.kind == KIND else _fields(paper, facts, sheet)
    about = pdfa.About(
        title=f"{told.both('approval_sheet')[0]}: {facts.title}, {facts.label}",
        author=facts.school.name,
        subject=facts.sheet_no,
        made_at=facts.made_at,
    )
    return pdfa.finish(paper, about, fields)


class _Sheet:
    """One try at laying the sheet out: its pieces, its elements and its pages at one size of type."""

    def __init__(self, facts: SheetFacts, size: float, *, runs_on: bool = False, bound: bool = False) -> None:
        self.root = Element("Document")
        self._on_page = bound or facts.governors is not None
        again = facts.governors is not None
        self.head = head_block(facts.head, facts.kind, again=again)
        self.governors = governors_block(facts.governors, facts.kind, for_head=facts.head is None, again=again)
        opening = Whole(_opening(facts), self.root.child("Sect"))
        rows: list[Piece] = [*_rows(facts, size, self.root.child("Table"))]
        if runs_on:
            note = fonts.wrap([Run(told.say("runs_on"), bold=True)], 10, WIDTH)
            rows.append(Text(note, 10, self.root.child("P"), before=4 * MM))
        decided = self._found() if facts.kind == KIND else self._decisions()
        proof = Whole(proof_block(facts), self.root.child("Sect"), before=_STRIP)
        pieces: list[Piece] = [opening, *rows, *decided, proof]
        self.pages = flow.paginate(pieces, _TOP - _FOOT, _TOP - 9 * MM - _FOOT)

    def _decisions(self) -> list[Piece]:
        """The head teacher's box and the governing body's, or the place where its field shows it."""
        on_page = self.governors.block if self._on_page else _place_of(self.governors.block)
        self.head_piece = Whole(self.head.block, self.root.child("Sect"), before=_GAP, keep=True)
        self.governors_piece = Whole(on_page, self.root.child("Sect"), before=_GAP, keep=True)
        return [self.head_piece, self.governors_piece]

    def _found(self) -> list[Piece]:
        return [Whole(found_block(WIDTH), self.root.child("Sect"), before=_GAP)]


def bound_pages(facts: SheetFacts) -> tuple[Element, list[list[Placed]]]:
    """The sheet's element and pages for a longer file in which nothing is signed: every box is page content."""
    sheet = _best(facts, bound=True)
    return sheet.root, sheet.pages


def _best(facts: SheetFacts, *, bound: bool = False) -> _Sheet:
    """The largest type that keeps the sheet on one page; where none does, the usual type and a note that it runs on."""
    for size in _SIZES:
        sheet = _Sheet(facts, size, bound=bound)
        if len(sheet.pages) == 1:
            return sheet
    return _Sheet(facts, _SIZES[0], runs_on=True, bound=bound)


def _place_of(block: Block) -> Block:
    """Empty room for a block that a field's appearance shows."""
    room = Block(block.width)
    room.space(GOVERNORS_HEIGHT)
    return room


def _opening(facts: SheetFacts) -> Block:
    """School, kind of sheet, square code, title and revision."""
    block = Block(WIDTH)
    room = WIDTH - CODE - 2 * QUIET
    kind = small_pair(*told.both("approval_sheet"))
    right = WIDTH - fonts.line_width(kind, 8.5)
    school_heading(block, facts.school, right - 3 * MM, room)
    block.draw(lambda paper, left, top, parent: _kind(paper, left + right, top, parent, kind), 0.0)
    block.height = max(block.height + 3 * MM, 17 * MM)
    size = _title_size(facts.title, room)
    block.words([Run(facts.title, bold=True)], size, tag="H1", room=room)
    block.words(_subtitle(facts), 10, room=room)
    block.height = max(block.height, 8 * MM + CODE + QUIET + 4.5 * MM)
    _corner_code(block, facts)
    return block


def _kind(paper: Paper, x: float, top: float, parent: Element, kind: list[Run]) -> None:
    paper.words(parent.child("P"), x, top - 8.5, [kind], 8.5)


def _corner_code(block: Block, facts: SheetFacts) -> None:
    def draw(paper: Paper, left: float, top: float, parent: Element) -> None:
        x = left + WIDTH - CODE
        code_mark(paper, x, top, parent, facts.proof, told.say("proof_none"))

    block.draw(draw, 8 * MM)


def _title_size(title: str, room: float) -> float:
    """The largest type in which the title takes at most three lines, or the smallest there is."""
    for size in (20.0, 17.0, 14.0, 12.0):
        if len(fonts.wrap([Run(title, bold=True)], size, room)) <= 3:
            return size
    return 11.0


def _subtitle(facts: SheetFacts) -> list[Run]:
    if facts.kind == "retirement":
        return [Run(told.say("retirement_of", what=facts.replaces) if facts.replaces else told.say("retirement"))]
    count = told.say("page_count_one") if facts.pages == 1 else told.say("page_count", count=facts.pages)
    parts = [facts.label, count if facts.pages else "", facts.replaces and told.say("replaces", what=facts.replaces)]
    line = " · ".join(part for part in parts if part)
    return [Run(line), Run(" · " + told.say("no_change"), bold=True)] if facts.kind == "no_change" else [Run(line)]


def _rows(facts: SheetFacts, size: float, table: Element) -> list[Row]:
    """Document control, what changed, review and corrections: a heading cell and a value, in one table."""
    review = "" if facts.kind == "retirement" else facts.review_words
    told_rows = [*_control(facts), ("what_changed", facts.what_changed), ("review", review)]
    rows = [_row(table, _label(key), value, size) for key, value in told_rows if value]
    for number, correction in enumerate(facts.corrections):
        label = _label("corrections") if not number else [Run("")]
        rows.append(_row(table, label, correction, size))
    if rows:
        rows[0].before = 3 * MM
    return rows


def _label(key: str) -> list[Run]:
    if key not in words("sheet"):
        return [Run(key, bold=True)]
    english, welsh = told.both(key)
    return [Run(english, bold=True), *([Run(" · " + welsh, language="cy")] if welsh else [])]


def _control(facts: SheetFacts) -> list[tuple[str, str]]:
    edition = told.say("edition_of", edition=facts.edition) if facts.edition else ""
    first = " · ".join(part for part in (facts.reference, edition) if part)
    return [("reference", first), *facts.control]


def _row(table: Element, label: Sequence[Run], value: str, size: float) -> Row:
    row = table.child("TR")
    split = size * _LABEL
    heading = flow.cell(label, size, row.child("TH", Scope="Row"), 0.0, split, shaded=True)
    return Row([heading, flow.cell(value, size, row.child("TD"), split, WIDTH - split)], size)


def _fields(paper: Paper, facts: SheetFacts, sheet: "_Sheet") -> list[pdfa.Field]:
    """The two fields to sign and the read-only one that says the second's words to a screen reader."""
    page, top = sheet.head_piece.placed[0]
    form = sheet.head_piece.element.child("Form")
    head = pdfa.Field(pdfa.SIGNATURE, HEAD_FIELD, page, _ink_rect(sheet.head, top), told.say("field_head"), form)
    page, top = sheet.governors_piece.placed[0]
    foot = top - GOVERNORS_HEIGHT
    section = sheet.governors_piece.element
    paper.new_page((WIDTH, GOVERNORS_HEIGHT), tagged=False)
    sheet.governors.block.onto(paper, 0, GOVERNORS_HEIGHT, Element("Sect"))
    governors = pdfa.Field(
        pdfa.SIGNATURE,
        GOVERNORS_FIELD,
        page,
        (_LEFT, foot, _LEFT + WIDTH, top),
        told.say("field_governors"),
        section.child("Form"),
        appearance=paper.page,
        locks=True,
    )
    in_words = pdfa.Field(
        pdfa.TEXT,
        WORDS_FIELD,
        page,
        (_LEFT, foot - _STRIP + 0.5 * MM, _LEFT + WIDTH, foot - 0.5 * MM),
        told.say("field_words"),
        section.child("Form"),
        value=told.spoken_waiting(facts.kind, facts.head is None),
    )
    return [head, governors, in_words]


def _ink_rect(boxed: Boxed, top: float) -> pdfa.Rect:
    """Where a block's ink box stands on the page."""
    x, y = _LEFT + boxed.ink_x, top - boxed.ink_down - INK[1]
    return (x, y, x + INK[0], y + INK[1])
