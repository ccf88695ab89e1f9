"""The takedown record: one placed picture, who is to be taken out of it and why, and what was done."""

from ewloe_desktop.documents.block import Block
from ewloe_desktop.documents.fonts import Run
from ewloe_desktop.documents.ink import ink_sentence
from ewloe_desktop.documents.page import MM, Paper
from ewloe_desktop.documents.photo_facts import TakedownFacts, TakedownRow
from ewloe_desktop.documents.photo_page import Sheet, Words, label
from ewloe_desktop.documents.photo_words import dated, said
from ewloe_desktop.documents.tagging import Element
from ewloe_desktop.documents.words import day

_SECTION = "photo_takedown"
_PICTURE = (60 * MM, 45 * MM)


def takedown_record(facts: TakedownFacts) -> bytes:
    """The record as PDF; what is not done yet has lines for ink."""
    sheet = Sheet(facts.made, _SECTION, [Run(facts.what, bold=True)])
    if facts.picture:
        _picture(sheet, facts.picture, facts.what)
    ended = day(facts.ended_on) if facts.ended_on else said(_SECTION, "still")
    told: list[tuple[str, Words]] = [
        ("use", facts.use.name),
        ("where", facts.place),
        ("since", day(facts.used_on)),
        ("people", ", ".join(facts.people)),
        ("ended", ended),
    ]
    sheet.facts((label(_SECTION, key), value) for key, value in told)
    sheet.heading("todo")
    sheet.text(said(_SECTION, f"honest_{facts.use.medium}"), before=1)
    if not facts.rows:
        sheet.text([Run(said(_SECTION, "nothing"), bold=True)])
    for row in facts.rows:
        sheet.facts(((label(_SECTION, key), value) for key, value in _told(row)), before=5 * MM)
        if row.done_on is None:
            _ink(sheet)
    return sheet.finish(f"{said(_SECTION, 'title')}: {facts.what}")


def _told(row: TakedownRow) -> list[tuple[str, Words]]:
    told: list[tuple[str, Words]] = [
        ("person", [Run(row.person, bold=True)]),
        ("reason", said(_SECTION, f"reason_{row.reason}")),
        ("owner", row.owner),
        ("due", day(row.due)),
    ]
    if row.done_on is not None:
        told.append(("done", f"{dated(row.done_on)}, {row.done_by}"))
        told.append(("outcome", f"{said(_SECTION, f'outcome_{row.outcome}')}\n{row.evidence}"))
    return told


def _ink(sheet: Sheet) -> None:
    block = Block(sheet.width)
    block.words([Run(said(_SECTION, "ink_done"), grey=0.25)], 8)
    ink_sentence(block, (said(_SECTION, "ink_on"), 42.0, said(_SECTION, "ink_by"), 90.0))
    ink_sentence(block, (said(_SECTION, "ink_what"), 120.0))
    ink_sentence(block, (400.0,))
    sheet.block(block, before=1 * MM)


def _picture(sheet: Sheet, picture: bytes, what: str) -> None:
    width, height = _PICTURE
    block = Block(sheet.width)

    def draw(paper: Paper, left: float, top: float, parent: Element) -> None:
        box = (left, top - height, left + width, top)
        with paper.tagged(parent.child("Figure", alt=said(_SECTION, "picture_alt", what=what), BBox=box)):
            paper.picture(left, top - height, width, height, picture)

    block.draw(draw)
    block.space(height)
    sheet.block(block)
