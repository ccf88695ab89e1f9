"""The approval pack for a meeting: the sheet, what changed and the whole text, in one file with its pages counted."""

from collections.abc import Sequence
from dataclasses import dataclass

from ewloe_desktop.documents import flow, fonts, pdfa
from ewloe_desktop.documents.approval_facts import SheetFacts
from ewloe_desktop.documents.approval_sheet import bound_pages
from ewloe_desktop.documents.flow import Piece, Placed, Text
from ewloe_desktop.documents.fonts import Run
from ewloe_desktop.documents.margins import Margins
from ewloe_desktop.documents.page import A4, MM, Paper
from ewloe_desktop.documents.photo_page import both
from ewloe_desktop.documents.photo_words import said
from ewloe_desktop.documents.tagging import Element
from ewloe_desktop.documents.text_pieces import TextPieces
from ewloe_desktop.documents.words import moment, words
from ewloe_desktop.domain.text import PolicyText

PACK = "approval_pack"
_SIDE, _TOP = 18 * MM, A4[1] - 12 * MM
_HEAD = 9 * MM  # the running head's room
_WIDTH = A4[0] - 2 * _SIDE
_FOOT = 15 * MM


@dataclass(frozen=True, slots=True)
class PackFacts:
    """The sheet as it stands, a sentence for each change since `before`, and the text; "" where nothing came before."""

    sheet: SheetFacts
    before: str
    changes: tuple[str, ...]
    text: PolicyText


def approval_pack(facts: PackFacts) -> bytes:
    """The pack as PDF; nothing in it is a field to sign."""
    paper, sheet = Paper(), facts.sheet
    root, pages = bound_pages(sheet)
    changed, whole = Element("Sect"), Element("Sect")
    told = _placed(_changes(facts, changed))
    opening = _heading("part_text", whole)
    title = fonts.wrap([Run(facts.text.title, bold=True)], 15, _WIDTH)
    opening.append(Text(title, 15, whole.child("P"), before=4, keep=True))
    text = TextPieces(whole, _WIDTH)
    text.add(facts.text.blocks)
    paper.root.kids += [*root.kids, changed, whole]
    _draw(paper, facts, [*pages, *told, *_placed([*opening, *text.pieces])])
    name = f"{words(PACK)['title']}: {sheet.title}, {sheet.label}"
    return pdfa.finish(paper, pdfa.About(name, sheet.school.name, words(PACK)["title"], sheet.made_at))


def _placed(pieces: Sequence[Piece]) -> list[list[Placed]]:
    room = _TOP - _HEAD - _FOOT
    return flow.paginate(pieces, room, room)


def _heading(key: str, parent: Element) -> list[Piece]:
    return [Text(fonts.wrap(both(PACK, key), 18, _WIDTH), 18, parent.child("H1"), keep=True)]


def _changes(facts: PackFacts, parent: Element) -> list[Piece]:
    """How the text came about, and a sentence for each change of its words."""
    pieces = _heading("part_changes", parent)
    if facts.sheet.what_changed:
        lines = fonts.wrap([Run(facts.sheet.what_changed)], 11, _WIDTH)
        pieces.append(Text(lines, 11, parent.child("P"), before=6))
    lines = fonts.wrap([Run(_compared(facts), bold=True)], 10.5, _WIDTH)
    pieces.append(Text(lines, 10.5, parent.child("P"), before=8, keep=bool(facts.changes)))
    if facts.changes:
        listed = parent.child("L", ListNumbering="Decimal")
        pieces += [_item(number, sentence, listed) for number, sentence in enumerate(facts.changes, 1)]
    note = fonts.wrap([Run(words(PACK)["sign"], grey=0.2)], 9, _WIDTH)
    pieces.append(Text(note, 9, parent.child("P"), before=12))
    return pieces


def _compared(facts: PackFacts) -> str:
    if facts.sheet.kind == "retirement":
        return said(PACK, "retirement", label=facts.before)
    if not facts.before:
        return words(PACK)["first"]
    return said(PACK, "since" if facts.changes else "same", label=facts.before)


def _item(number: int, sentence: str, listed: Element) -> Text:
    item, indent = listed.child("LI"), 9 * MM
    label, body = item.child("Lbl"), item.child("LBody")
    lines = fonts.wrap([Run(sentence)], 10.5, _WIDTH - indent)
    return Text(lines, 10.5, body, x=indent, before=4, label=[Run(f"{number}.")], label_element=label, label_x=1 * MM)


def _draw(paper: Paper, facts: PackFacts, pages: Sequence[Sequence[Placed]]) -> None:
    sheet = facts.sheet
    made = f"{words(PACK)['title']} · {moment(sheet.made_at)}, {sheet.made_by} · {sheet.school.name}"
    margins = Margins(
        school=sheet.school,
        left=_SIDE,
        right=A4[0] - _SIDE,
        top=_TOP,
        head=sheet.title,
        head_end=sheet.label,
        foot=made,
    )
    for number, page in enumerate(pages):
        if number:
            paper.new_page()
        margins.draw(paper, number, len(pages))
        flow.draw(paper, page, _SIDE, _TOP - (_HEAD if number else 0))
