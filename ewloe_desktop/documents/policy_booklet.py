"""The policy booklet: cover with the approvals, contents, the whole text; tagged and archival like every sheet."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from ewloe_desktop.documents import approval_words as told
from ewloe_desktop.documents import flow, fonts, pdfa
from ewloe_desktop.documents.approval_facts import GovernorsBlock, HeadBlock, Proof, SchoolHeading
from ewloe_desktop.documents.block import Block
from ewloe_desktop.documents.code_mark import CODE, QUIET, code_mark
from ewloe_desktop.documents.contents import Contents, contents, listed
from ewloe_desktop.documents.flow import Piece, Placed, Row, Whole
from ewloe_desktop.documents.fonts import Run
from ewloe_desktop.documents.heading import school_heading
from ewloe_desktop.documents.margins import Margins
from ewloe_desktop.documents.page import A4, MM, Paper
from ewloe_desktop.documents.tagging import Element
from ewloe_desktop.documents.text_pieces import TextPieces
from ewloe_desktop.documents.words import day, moment, words
from ewloe_desktop.domain.text import PolicyText

WIDTH = 162 * MM
_LEFT = (A4[0] - WIDTH) / 2
_TOP = A4[1] - 14 * MM
_BODY_TOP = _TOP - 12 * MM
_FOOT = 18 * MM
_LABEL = 56 * MM


@dataclass(frozen=True, slots=True)
class BookletFacts:
    """A revision's whole text with its approvals as they stand; `found` means in use before the register."""

    school: SchoolHeading
    title: str
    label: str
    text: PolicyText
    head: HeadBlock | None
    governors: GovernorsBlock | None
    next_review: date | None
    proof: Proof | None
    made_at: datetime
    made_by: str
    not_yet_approved: bool = False
    found: bool = False


def policy_booklet(facts: BookletFacts) -> bytes:
    """The booklet as PDF; the same bytes for the same facts."""
    paper = Paper()
    cover = flow.paginate(_cover(facts, paper.root.child("Sect")), _TOP - _FOOT, _BODY_TOP - _FOOT)
    front, body = Element("Sect"), Element("Sect")
    room = _BODY_TOP - _FOOT
    text = TextPieces(body, WIDTH)
    text.add(facts.text.blocks)
    text_pages = flow.paginate(text.pieces, room, room) if text.pieces else []
    table = contents(text.headings, front, WIDTH)
    table_pages = flow.paginate(table.pieces, room, room) if table.pieces else []
    table.number(text_pages, len(cover) + len(table_pages))
    paper.root.kids += [part for part in (front, body) if part.kids]
    _bookmarks(paper, facts, table)
    _draw(paper, facts, [*cover, *table_pages, *text_pages], table)
    about = pdfa.About(f"{facts.title}, {facts.label}", facts.school.name, _status(facts), facts.made_at)
    return pdfa.finish(paper, about, table.links(_LEFT, _BODY_TOP))


def _draw(paper: Paper, facts: BookletFacts, pages: Sequence[Sequence[Placed]], table: Contents) -> None:
    said = words("booklet")
    made = said["made"].format(at=moment(facts.made_at), by=facts.made_by)
    end = said["not_yet_approved"] if facts.not_yet_approved else facts.label
    margins = Margins(
        school=facts.school,
        left=_LEFT,
        right=_LEFT + WIDTH,
        top=_TOP,
        head=facts.title,
        head_end=end,
        foot=f"{facts.school.name} · {facts.label} · {made}",
    )
    for number, page in enumerate(pages):
        if number:
            paper.new_page()
        for entry in table.entries:
            if entry.page == number + 1:
                paper.bookmark(id(entry), _BODY_TOP - entry.down + 6)
        margins.draw(paper, number, len(pages))
        flow.draw(paper, page, _LEFT, _BODY_TOP if number else _TOP)


def _bookmarks(paper: Paper, facts: BookletFacts, table: Contents) -> None:
    """The outline beside the pages: one entry for every heading the contents name."""
    for entry, heading in zip(table.entries, listed(table.headings), strict=True):
        paper.outline(id(entry), heading.text, heading.level - 1)


def _status(facts: BookletFacts) -> str:
    said = words("booklet")
    if facts.found:
        return said["status_found"]
    if facts.not_yet_approved or facts.governors is None:
        return said["not_yet_approved"]
    return told.status(facts.governors)


def _cover(facts: BookletFacts, parent: Element) -> list[Piece]:
    """School, title, status and approvals; the governing body's proof when there is one."""
    said, welsh = words("booklet"), words("booklet", "cy")
    block = Block(WIDTH)
    school_heading(block, facts.school, WIDTH, WIDTH)
    block.space(max(60 * MM - block.height, 12 * MM))
    block.words([Run(said["policy"], grey=0.25), Run(f" · {welsh['policy']}", grey=0.25, language="cy")], 12)
    block.words([Run(facts.title, bold=True)], _title_size(facts.title), tag="H1")
    block.words(facts.label, 14)
    block.space(10 * MM)
    block.words([Run(_status(facts), bold=True)], 22 if facts.not_yet_approved else 13)
    if facts.not_yet_approved and not facts.found:
        block.words([Run(welsh["not_yet_approved"], bold=True, language="cy")], 11)
        block.words(said["draft_note"], 10)
    pieces: list[Piece] = [Whole(block, parent.child("Sect"))]
    table = parent.child("Table")
    pieces += [_row(table, label, value) for label, value in _approvals(facts)]
    pieces[1].before = 6 * MM
    if facts.proof:
        pieces.append(Whole(_proof(facts.proof), parent.child("Sect"), before=8 * MM))
    return pieces


def _title_size(title: str) -> float:
    for size in (30.0, 24.0, 19.0, 15.0):
        if len(fonts.wrap([Run(title, bold=True)], size, WIDTH)) <= 4:
            return size
    return 13.0


def _approvals(facts: BookletFacts) -> list[tuple[list[Run], str]]:
    said = words("booklet")
    rows: list[tuple[list[Run], str]] = []
    if facts.head:
        by = said["by_head"].format(name=facts.head.name, day=day(facts.head.declared_on))
        rows.append((_label("sheet", "head_teacher"), by + _how(facts.head)))
    if facts.governors:
        decided = facts.governors
        rows.append((_label("booklet", "meeting"), told.meeting(decided)))
        who = {"name": decided.signer_name, "capacity": told.capacity(decided), "day": day(decided.declared_on)}
        rows.append((_label("sheet", "governing_body"), said["by_governors"].format(**who) + _how(decided)))
    if facts.next_review:
        rows.append((_label("booklet", "next_review"), day(facts.next_review)))
    if facts.text.edition:
        rows.append((_label("sheet", "edition"), facts.text.edition))
    made = said["made"].format(at=moment(facts.made_at), by=facts.made_by)
    return [*rows, (_label("booklet", "made_label"), made)]


def _how(block: HeadBlock | GovernorsBlock) -> str:
    return f", {words('papers')['how_paper']}" if block.method == "ink" else ""


def _label(section: str, key: str) -> list[Run]:
    welsh = words(section, "cy").get(key, "")
    return [Run(words(section)[key], bold=True), *([Run(f" · {welsh}", language="cy")] if welsh else [])]


def _row(table: Element, label: Sequence[Run], value: str) -> Row:
    line = table.child("TR")
    heading = flow.cell(label, 10, line.child("TH", Scope="Row"), 0.0, _LABEL, shaded=True)
    return Row([heading, flow.cell(value, 10, line.child("TD"), _LABEL, WIDTH - _LABEL)], 10)


def _proof(proof: Proof) -> Block:
    block = Block(WIDTH)
    x = CODE + 2 * QUIET

    def mark(paper: Paper, left: float, top: float, parent: Element) -> None:
        code_mark(paper, left, top, parent, proof, "")

    block.draw(mark)
    block.words([Run(told.proof_line(proof), bold=True)], 9, x=x)
    block.words([Run(words("booklet")["proof_how"], grey=0.2)], 8.5, x=x)
    block.height = CODE + QUIET + 5 * MM
    return block
