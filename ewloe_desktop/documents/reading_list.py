"""The reading list of a policy: who has read it, and a line to sign for everybody who has not."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from ewloe_desktop.documents import flow
from ewloe_desktop.documents.block import Block
from ewloe_desktop.documents.flow import Cell, Row
from ewloe_desktop.documents.fonts import Run
from ewloe_desktop.documents.ink import ink_sentence
from ewloe_desktop.documents.page import MM
from ewloe_desktop.documents.photo_boxes import TickRow
from ewloe_desktop.documents.photo_facts import Made
from ewloe_desktop.documents.photo_page import Sheet, Words, label
from ewloe_desktop.documents.photo_words import said
from ewloe_desktop.documents.words import day, words

_SECTION = "reading_list"
_COLUMNS = ("name", "kind", "read_on", "signed")
_WIDTHS = (31, 22, 19, 28)
_ROOM = 10 * MM  # for a signature in ink
_BLANK = 3  # lines for people who are not in the register yet


@dataclass(frozen=True, slots=True)
class ListLine:
    """One person: when and how they read the text, or nothing yet; `kind` is in words."""

    name: str
    kind: str
    read_on: date | None = None
    how: str = ""
    meeting: str = ""
    earlier: date | None = None  # when they read an earlier text


@dataclass(frozen=True, slots=True)
class ReadingListFacts:
    """One text in force and everybody who is asked to read it."""

    made: Made
    title: str
    label: str
    in_force_from: date | None
    declaration: str
    asked: str  # who, in words
    people: tuple[ListLine, ...]


def reading_list(facts: ReadingListFacts) -> bytes:
    """The list as PDF; what is known is filled in, the rest is for ink."""
    told = words(_SECTION)
    sheet = Sheet(facts.made, _SECTION, [Run(facts.title, bold=True)])
    since = day(facts.in_force_from) if facts.in_force_from else told["unknown_since"]
    rows: list[tuple[list[Run], Words]] = [
        (label(_SECTION, "text"), [Run(f"{facts.title}, {facts.label}", bold=True)]),
        ([Run(told["since"], bold=True)], since),
        ([Run(told["asked"], bold=True)], facts.asked or told["nobody_asked"]),
    ]
    sheet.facts(rows, before=2 * MM)
    sheet.text(told["to_read"], 10, before=3 * MM)
    sheet.text([Run(said(_SECTION, "declaration", words=facts.declaration), bold=True)], 11)
    read = sum(line.read_on is not None for line in facts.people)
    if facts.people:
        sheet.text(said(_SECTION, "counted", read=f"{read:,}", asked=f"{len(facts.people):,}"), 10)
    sheet.pieces.extend(_lines(sheet, facts))
    sheet.text(told["not_photos"], 9, before=3 * MM)
    _office(sheet)
    return sheet.finish(f"{told['title']}: {facts.title}")


def _lines(sheet: Sheet, facts: ReadingListFacts) -> Iterator[Row]:
    table = sheet.root.child("Table")
    room = sheet.width / sum(_WIDTHS)
    places = [sum(_WIDTHS[:n]) * room for n in range(len(_WIDTHS))]
    across = list(zip(places, (width * room for width in _WIDTHS), strict=True))
    line = table.child("TR")
    cells = [
        flow.cell(label(_SECTION, key), 9, line.child("TH", Scope="Column"), x, width, shaded=True)
        for key, (x, width) in zip(_COLUMNS, across, strict=True)
    ]
    header = Row(cells, 9, before=3 * MM, keep=True)
    yield header
    for one in (*facts.people, *(ListLine("", "") for _ in range(_BLANK))):
        line = table.child("TR")
        told = (_name(one), [Run(one.kind)], [Run(day(one.read_on) if one.read_on else "")], [Run(_how(one))])
        made: list[Cell] = [
            flow.cell(words_, 9.5, line.child("TD" if n else "TH", **({} if n else {"Scope": "Row"})), x, width)
            for n, (words_, (x, width)) in enumerate(zip(told, across, strict=True))
        ]
        yield TickRow(made, 9.5, header=header, room=_ROOM)


def _name(one: ListLine) -> list[Run]:
    name = [Run(one.name, bold=True)]
    if one.earlier is None or one.read_on is not None:
        return name
    return [*name, Run(f" ({said(_SECTION, 'out_of_date', on=day(one.earlier))})")]


def _how(one: ListLine) -> str:
    return said(_SECTION, one.how, meeting=one.meeting) if one.read_on is not None else ""


def _office(sheet: Sheet) -> None:
    """What the office does with the signed list."""
    sheet.heading("office", before=4 * MM)
    told, block = words(_SECTION), Block(sheet.width)
    block.words(told["collected"], 10)
    ink_sentence(block, (told["kept_at"], 400.0))
    ink_sentence(block, (told["recorded"], 400.0))
    sheet.block(block, before=1 * MM)
