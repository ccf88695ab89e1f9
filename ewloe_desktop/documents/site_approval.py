"""The site approval sheet: the whole request on its pages, then a box to sign for each approver, in their order."""

from collections.abc import Iterator

from ewloe_desktop.documents import approval_words as told
from ewloe_desktop.documents import flow, fonts, pdfa
from ewloe_desktop.documents import site_words as worded
from ewloe_desktop.documents.approval_blocks import WIDTH, frame
from ewloe_desktop.documents.block import PAD, Block, pair, small_pair
from ewloe_desktop.documents.code_mark import CODE, QUIET, code_mark
from ewloe_desktop.documents.flow import Piece, Row, Text, Whole
from ewloe_desktop.documents.fonts import Run
from ewloe_desktop.documents.heading import school_heading
from ewloe_desktop.documents.margins import Margins
from ewloe_desktop.documents.page import A4, MM, Paper
from ewloe_desktop.documents.photo_words import said
from ewloe_desktop.documents.site_blocks import height_of, step_block
from ewloe_desktop.documents.site_facts import AnswerRow, SiteSheetFacts, SiteStep
from ewloe_desktop.documents.tagging import Element
from ewloe_desktop.documents.words import day, moment
from ewloe_desktop.domain.people import Office

_LEFT = (A4[0] - WIDTH) / 2
_TOP = A4[1] - 12 * MM
_FOOT = 13 * MM
_RUNNING = 9 * MM
_SIZES = (9.5, 9.0, 8.5)
_SPLIT = 72 * MM
_STRIP = 3.4 * MM  # below a box, for the field that says it in words
_NAME = 11.0


def spoken_field(field: str) -> str:
    """The name of the field that says an approver's decision to a screen reader."""
    return f"{field}_in_words"


def site_sheet(facts: SiteSheetFacts) -> bytes:
    """The sheet with a field to sign for each approver, none of them signed."""
    paper = Paper()
    sheet = _best(facts)
    margins = _margins(facts)
    for number, page in enumerate(sheet.pages):
        if number:
            paper.new_page()
        margins.draw(paper, number, len(sheet.pages))
        flow.draw(paper, page, _LEFT, _TOP - (_RUNNING if number else 0))
    paper.root = sheet.root
    fields = [field for place in sheet.boxes for field in _fields(paper, facts, *place)]
    title = f"{said(worded.SHEET, 'title')}: {facts.title}"
    about = pdfa.About(title, facts.made.school.name, facts.sheet_no, facts.made.at)
    return pdfa.finish(paper, about, fields)


def _margins(facts: SiteSheetFacts) -> Margins:
    made = told.say("made_by", at=moment(facts.made.at), by=facts.made.by)
    return Margins(
        school=facts.made.school,
        left=_LEFT,
        right=_LEFT + WIDTH,
        top=_TOP,
        head=facts.title,
        head_end=_request(facts),
        foot=f"{told.say('sheet')} {facts.sheet_no} · {made}",
    )


def _request(facts: SiteSheetFacts) -> str:
    request = said(worded.SHEET, "request", number=facts.number)
    return f"{request} · {said(worded.SHEET, 'round', round=facts.round)}"


def _best(facts: SiteSheetFacts) -> "_Sheet":
    """The largest type that needs no more pages than the smallest."""
    tries = [_Sheet(facts, size) for size in _SIZES]
    fewest = min(len(sheet.pages) for sheet in tries)
    return next(sheet for sheet in tries if len(sheet.pages) == fewest)


class _Sheet:
    """The pieces, the pages they make, and where each approver's box stands."""

    def __init__(self, facts: SiteSheetFacts, size: float) -> None:
        self.size = size
        self.root = Element("Document")
        self.pieces: list[Piece] = [Whole(_opening(facts), self.root.child("Sect"))]
        self.boxes: list[tuple[SiteStep, Whole]] = []
        self._notes(facts)
        for part in facts.parts:
            self._heading(pair(part.title, part.title_cy))
            self._table((_label(row), row.value or "–") for row in part.rows)
        self.pieces.append(Whole(_proof_block(facts), self.root.child("Sect"), before=6 * MM))
        self._approvers(facts)
        self.pages = flow.paginate(self.pieces, _TOP - _FOOT, _TOP - _RUNNING - _FOOT)

    def _notes(self, facts: SiteSheetFacts) -> None:
        """What everybody who signs should know: the basis, the same person twice, warnings, what changed."""
        alone = "basis_none_chair" if facts.steps[-1].office == Office.CHAIR else "basis_none"
        rows: list[tuple[list[Run], str | list[Run]]] = [
            (_both("basis"), facts.basis or said(worded.SHEET, alone)),
            (_both("form"), said(worded.SHEET, "form_number", number=facts.form_number)),
        ]
        if facts.paper:
            rows.append((_both("paper"), facts.paper))
        if facts.same_person:
            note = said(worded.SHEET, "same_person_note", name=facts.same_person)
            rows.append((_both("same_person"), [Run(note, bold=True)]))
        if facts.warnings:
            rows.append((_both("warnings"), "\n".join(f"•  {warning}" for warning in facts.warnings)))
        if facts.changed_note:
            rows.append((_both("changed_note"), f"{facts.changed_note}\n{said(worded.SHEET, 'changed_all')}"))
        self._table(iter(rows))

    def _heading(self, runs: list[Run]) -> None:
        lines = fonts.wrap(runs, 11, WIDTH)
        self.pieces.append(Text(lines, 11, self.root.child("H2"), before=4.5 * MM, keep=True))

    def _table(self, rows: Iterator[tuple[list[Run], str | list[Run]]]) -> None:
        table = self.root.child("Table")
        for number, (label, value) in enumerate(rows):
            line = table.child("TR")
            cells = [
                flow.cell(label, self.size, line.child("TH", Scope="Row"), 0.0, _SPLIT, shaded=True),
                flow.cell(value, self.size, line.child("TD"), _SPLIT, WIDTH - _SPLIT),
            ]
            self.pieces.append(Row(cells, self.size, before=0.0 if number else 1.5 * MM))

    def _approvers(self, facts: SiteSheetFacts) -> None:
        """Every approver's box with its heading; all of them stand together, so that one look tells how far it is."""
        last = len(facts.steps)
        for number, step in enumerate(facts.steps, 1):
            lines = fonts.wrap(worded.step_heading(number, step), _NAME, WIDTH)
            before = 1.5 * MM if number > 1 else 6 * MM
            self.pieces.append(Text(lines, _NAME, self.root.child("H2"), before=before, keep=True))
            room = Block(WIDTH)
            room.space(height_of(step.step) + _STRIP)
            box = Whole(room, self.root.child("Sect"), keep=number < last)
            self.pieces.append(box)
            self.boxes.append((step, box))


def _both(key: str) -> list[Run]:
    english, welsh = worded.both(worded.SHEET, key)
    return [Run(english, bold=True), *([Run(f" · {welsh}", language="cy")] if welsh else [])]


def _label(row: AnswerRow) -> list[Run]:
    label = [Run(row.label, bold=True)]
    if row.label_cy:
        label.append(Run(f" · {row.label_cy}", language="cy"))
    return [*label, Run(f"  [{said(worded.SHEET, 'changed')}]", bold=True)] if row.changed else label


def _opening(facts: SiteSheetFacts) -> Block:
    """School, kind of sheet, square code, name of the site, and that only the last signature approves it."""
    block = Block(WIDTH)
    room = WIDTH - CODE - 2 * QUIET
    kind = small_pair(*worded.both(worded.SHEET, "title"))
    right = WIDTH - fonts.line_width(kind, 8.5)
    school_heading(block, facts.made.school, right - 3 * MM, room)
    block.draw(lambda paper, left, top, parent: _kind(paper, left + right, top, parent, kind), 0.0)
    block.height = max(block.height + 3 * MM, 17 * MM)
    block.words([Run(facts.title, bold=True)], _title_size(facts.title, room), tag="H1", room=room)
    block.words(said(worded.SHEET, f"kind_{facts.kind.value}"), 10, room=room)
    sent = said(worded.SHEET, "sent", day=day(facts.sent_on), by=facts.sent_by)
    block.words(f"{_request(facts)}, {sent}", 10, room=room)
    block.space(1.5 * MM)
    block.words([Run(said(worded.SHEET, "stands"), bold=True)], 10, room=room)
    block.height = max(block.height, 8 * MM + CODE + QUIET + 6 * MM)

    def mark(paper: Paper, left: float, top: float, parent: Element) -> None:
        code_mark(paper, left + WIDTH - CODE, top, parent, facts.proof, said(worded.SHEET, "proof_none"))

    block.draw(mark, 8 * MM)
    return block


def _kind(paper: Paper, x: float, top: float, parent: Element, kind: list[Run]) -> None:
    paper.words(parent.child("P"), x, top - 8.5, [kind], 8.5)


def _title_size(title: str, room: float) -> float:
    """The largest type in which the name takes at most three lines, or the smallest there is."""
    for size in (20.0, 17.0, 14.0, 12.0):
        if len(fonts.wrap([Run(title, bold=True)], size, room)) <= 3:
            return size
    return 11.0


def _proof_block(facts: SiteSheetFacts) -> Block:
    """The act that sent this round, how to check a sheet, and who made this one."""
    block = Block(WIDTH)
    frame(block, 0.5, 0.45)
    x = PAD + CODE + 2 * QUIET
    room = WIDTH - x - PAD
    block.space(3 * MM)
    block.words(pair(*worded.both(worded.SHEET, "proof")), 10, tag="H2", x=x, room=room)
    block.space(0.5 * MM)
    if facts.proof:
        line = said(worded.SHEET, "proof_act", line=told.proof_line(facts.proof))
        block.words([Run(line, bold=True)], 8, x=x, room=room)
    made = told.say("made_by", at=moment(facts.made.at), by=facts.made.by)
    block.words(told.say("sheet_made", sheet=facts.sheet_no, made=made), 8, x=x, room=room)
    block.words([Run(told.say("proof_how"), grey=0.2)], 7.5, x=x, room=room)
    block.space(2.5 * MM)
    block.height = max(block.height, PAD + CODE + QUIET + 5 * MM)

    def mark(paper: Paper, left: float, top: float, parent: Element) -> None:
        code_mark(paper, left + PAD, top, parent, facts.proof, said(worded.SHEET, "proof_none"))

    block.draw(mark, PAD)
    return block


def _fields(paper: Paper, facts: SiteSheetFacts, step: SiteStep, box: Whole) -> list[pdfa.Field]:
    """The field an approver signs, whose appearance is the whole box, and the read-only one with the same words."""
    page, top = box.placed[0]
    height = height_of(step.step)
    foot, name = top - height, worded.step_name(step)
    paper.new_page((WIDTH, height), tagged=False)
    step_block(step).onto(paper, 0, height, Element("Sect"))
    last = step is facts.steps[-1]
    signed = facts.steps[: facts.steps.index(step) + 1]
    sign = pdfa.Field(
        pdfa.SIGNATURE,
        step.field,
        page,
        (_LEFT, foot, _LEFT + WIDTH, top),
        said(worded.SHEET, "field_sign", step=name),
        box.element.child("Form"),
        appearance=paper.page,
        locks=last,
        seals=tuple(one.field for one in signed),
    )
    aloud = pdfa.Field(
        pdfa.TEXT,
        spoken_field(step.field),
        page,
        (_LEFT, foot - _STRIP + 0.4 * MM, _LEFT + WIDTH, foot - 0.4 * MM),
        said(worded.SHEET, "field_words", step=name),
        box.element.child("Form"),
        value=worded.spoken_waiting(step),
    )
    return [sign, aloud]
