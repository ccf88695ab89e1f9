"""The form that asks for an official site, for a pen: every question, the approvals, the office's box."""

from ewloe_desktop.documents import fonts
from ewloe_desktop.documents.block import Block
from ewloe_desktop.documents.flow import Text, Whole
from ewloe_desktop.documents.fonts import Run
from ewloe_desktop.documents.ink import Standing, ink_sentence, signature_row
from ewloe_desktop.documents.page import MM
from ewloe_desktop.documents.photo_page import Sheet
from ewloe_desktop.documents.photo_page import both as headed
from ewloe_desktop.documents.photo_words import said
from ewloe_desktop.documents.site_blocks import step_block
from ewloe_desktop.documents.site_facts import BlankFacts, HostLine, SiteStep
from ewloe_desktop.documents.site_pen import box, boxed_note, condition_words, framed, question_block
from ewloe_desktop.documents.site_words import FORM, step_heading
from ewloe_desktop.documents.words import day, words
from ewloe_desktop.domain.people import Office
from ewloe_desktop.domain.sites import STEPS, Step

_OFFICES = {Step.LINE_MANAGER: Office.LINE_MANAGER, Step.SECOND: Office.BUSINESS_MANAGER, Step.HEAD: Office.HEAD}


def blank_form(facts: BlankFacts) -> bytes:
    """The blank form of one kind of request as PDF."""
    sheet = Sheet(facts.made, FORM, said(FORM, facts.kind.value))
    _told(sheet, facts)
    asked = facts.form.questions(facts.kind)
    for step in facts.form.steps:
        questions = [q for q in step.questions if q in asked]
        if not questions:
            continue
        _step_heading(sheet, step.title, step.title_cy, step.hint)
        for question in questions:
            block = question_block(question, condition_words(question, asked), sheet.width)
            sheet.block(block, before=3 * MM)
    _signed(sheet)
    _approvals(sheet, facts)
    _office(sheet)
    return sheet.finish(said(FORM, "title"), said(FORM, "foot", number=facts.form.number))


def _told(sheet: Sheet, facts: BlankFacts) -> None:
    """Whether the requirements are adopted, how to fill the form in, and the ages of hosts."""
    if facts.basis:
        sheet.text([Run(said(FORM, "under", basis=facts.basis), bold=True)], 10.5, before=4 * MM)
    else:
        block = Block(sheet.width)
        boxed_note(block, headed(FORM, "draft"), said(FORM, "draft_note"), 4 * MM)
        sheet.block(block)
    sheet.text(said(FORM, "how_to"), 10, before=3 * MM)
    if facts.hosts:
        sheet.text(said(FORM, "minimum_ages", hosts="; ".join(map(_host, facts.hosts))), 9, before=2 * MM)


def _host(host: HostLine) -> str:
    key = "minimum_age_none" if host.minimum_age is None else "minimum_age"
    return said(FORM, key, host=host.name, age=host.minimum_age, day=day(host.checked_on))


def _step_heading(sheet: Sheet, title: str, title_cy: str, hint: str) -> None:
    runs = [Run(title, bold=True), *([Run(f" · {title_cy}", bold=True, language="cy")] if title_cy else [])]
    lines = fonts.wrap(runs, 12, sheet.width)
    sheet.pieces.append(Text(lines, 12, sheet.root.child("H2"), before=6 * MM, keep=True))
    if hint:
        lines = fonts.wrap([Run(hint, grey=0.2)], 9, sheet.width)
        sheet.pieces.append(Text(lines, 9, sheet.root.child("P"), before=1, keep=True))


def _signed(sheet: Sheet) -> None:
    """The signature of whoever asks."""
    sheet.heading("asks")
    sheet.pieces[-1].before = 8 * MM
    block = Block(sheet.width)
    block.words(said(FORM, "asks_declares"), 10)
    block.space(2 * MM)
    name = Standing("name", "", 78 * MM, 52 * MM)
    signature_row(block, 0.0, [name, Standing("date", "", 136 * MM, sheet.width - 136 * MM)])
    sheet.block(block, before=1 * MM)


def _approvals(sheet: Sheet, facts: BlankFacts) -> None:
    sheet.heading("approvals", before=8 * MM)
    lines = fonts.wrap(said(FORM, "approvals_note"), 9.5, sheet.width)
    sheet.pieces.append(Text(lines, 9.5, sheet.root.child("P"), before=1, keep=True))
    steps = STEPS[facts.kind]
    for number, step in enumerate(steps, 1):
        logo = step is (Step.SECOND if Step.SECOND in steps else Step.HEAD)
        told = words("declarations").get(f"site_{step.value}", "")
        place = SiteStep(step.value, _OFFICES[step].value, told, logo_asked=logo)
        lines = fonts.wrap(step_heading(number, place), 11, sheet.width)
        sheet.pieces.append(Text(lines, 11, sheet.root.child("H3"), before=3 * MM, keep=True))
        sheet.pieces.append(Whole(step_block(place, blank=True), sheet.root.child("Sect"), before=0.5 * MM, keep=True))


def _office(sheet: Sheet) -> None:
    """What the office notes when the form comes in."""
    block = Block(sheet.width)
    inner = Block(sheet.width - 8 * MM)
    inner.words(headed(FORM, "office"), 10)
    inner.height -= 1 * MM
    told = words(FORM)
    ink_sentence(inner, (told["request_number"], 22.0, told["received_by"], 52.0, told["received_on"], 400.0))
    ink_sentence(inner, (told["entered_by"], 62.0, told["entered_on"], 400.0))
    ink_sentence(inner, (told["filed_at"], 84.0))
    box(inner, 114 * MM)
    inner.height -= 7.5 * MM
    ink_sentence(inner, (told["scan"],), 120 * MM)
    inner.space(3 * MM)
    block.space(2.5 * MM)
    block.draw(lambda paper, left, top, parent: inner.onto(paper, left + 4 * MM, top, parent))
    block.space(inner.height)
    height = block.height
    block.draw(lambda paper, left, top, _parent: framed(paper, left, top, sheet.width, height, 0.6), 0.0)
    sheet.block(block, before=4 * MM)
