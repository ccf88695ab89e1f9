"""The yearly check of an official site: what the register says, and every point with boxes and room for a pen."""

from collections.abc import Iterator

from ewloe_desktop.documents import flow
from ewloe_desktop.documents.block import Block
from ewloe_desktop.documents.flow import Cell, Row
from ewloe_desktop.documents.fonts import Run
from ewloe_desktop.documents.ink import Standing, ink_sentence, signature_row
from ewloe_desktop.documents.page import MM
from ewloe_desktop.documents.photo_boxes import TickRow
from ewloe_desktop.documents.photo_page import WIDTH, Sheet, Words, both, label
from ewloe_desktop.documents.photo_words import said
from ewloe_desktop.documents.site_facts import HostLine, SiteCheckFacts, SiteLine
from ewloe_desktop.documents.site_lines import approver, host_words, joined, proof_end, stacked, state_lines
from ewloe_desktop.documents.site_pen import framed
from ewloe_desktop.documents.words import day, words
from ewloe_desktop.domain.site_form import RequestKind

_SECTION = "site_check"
_COLUMNS = (66 * MM, 50 * MM, WIDTH - 116 * MM)
_BOXES = ((3 * MM, "yes"), (19 * MM, "no"), (34 * MM, "not_applicable"))
_PAD = 4 * MM
_LINES = 13 * MM  # two lines of handwriting
_WHOLE = 40  # lines of a point that stays on one page


def check_sheet(facts: SiteCheckFacts) -> bytes:
    """The sheet as PDF; without a site it is blank for any."""
    title = said(_SECTION, "title_of", site=facts.site.name) if facts.site else words(_SECTION)["title"]
    proof = facts.proof if facts.site else None
    sheet = Sheet(facts.made, _SECTION, [Run(facts.site.name, bold=True)] if facts.site else "", proof=proof)
    sheet.text(words(_SECTION)["how_to"], 10, before=8)
    if facts.site:
        sheet.heading("known")
        sheet.text([Run(words(_SECTION)["wrong"], grey=0.2)], 9, before=1)
        sheet.facts(((label(_SECTION, key), told) for key, told in _known(facts, facts.site)), before=4)
    else:
        sheet.block(_blank())
    _last(sheet, facts)
    sheet.heading("points")
    sheet.pieces.extend(_points(sheet, facts.points))
    sheet.heading("remarks")
    lines = Block(sheet.width)
    for _ in range(3):
        ink_sentence(lines, (400.0,))
    sheet.block(lines, before=0)
    _signed(sheet)
    proof_end(sheet, proof)
    return sheet.finish(title, words(_SECTION)["foot"])


def _known(facts: SiteCheckFacts, site: SiteLine) -> Iterator[tuple[str, Words]]:
    yield "name", [Run(site.name, bold=True), Run(f"  ({words(_SECTION)['number']} {site.number})")]
    yield "state", stacked(state_lines(site))
    yield "address", site.address or "–"
    yield "host", "\n".join([host_words(site) or "–", *map(_host, facts.hosts)])
    yield "purpose", site.purpose
    yield "audience", "\n".join(site.audience) or "–"
    yield "contributors", "\n".join(site.contributors) or "–"
    if site.kind is RequestKind.CREATE:
        yield "administrators", joined(site.administrators)
        yield "moderators", joined(site.moderators)
    yield "approved", "\n".join(f"{approver(one)}, {day(one.declared_on)}" for one in site.approvals) or "–"
    if site.conditions:
        yield "conditions", site.conditions
    checked = day(site.last_check) if site.last_check else words(_SECTION)["never"]
    both_known = site.last_check and facts.last_by
    yield "last_check", said(_SECTION, "last_by", day=checked, by=facts.last_by) if both_known else checked
    if site.next_check:
        yield "next_check", [Run(day(site.next_check), bold=True)]


def _host(host: HostLine) -> str:
    key = "host_no_age" if host.minimum_age is None else "host_age"
    return said(_SECTION, key, host=host.name, age=host.minimum_age, day=day(host.checked_on))


def _blank() -> Block:
    """Lines for what is known of a site, in place of the register's words."""
    told, block = words(_SECTION), Block(WIDTH)
    for keys in (("name", "number"), ("address",), ("host",), ("administrators",), ("moderators",)):
        parts: list[str | float] = []
        for key in keys:
            parts += [told[key], 400.0 if key == keys[-1] else 110.0]
        ink_sentence(block, parts)
    return block


def _last(sheet: Sheet, facts: SiteCheckFacts) -> None:
    """What the last check left to do."""
    found = [point for point in facts.last if point.answer == "no" or point.remark]
    if found:
        sheet.heading("last_found")
        headings: list[Words] = [both(_SECTION, key) for key in ("point", "answer", "remark")]
        rows = ((point.words, words(_SECTION)[point.answer], point.remark or "–") for point in found)
        sheet.table(headings, (50, 14, 50), rows, before=1)


def _points(sheet: Sheet, points: tuple[str, ...]) -> Iterator[Row]:
    """A row for each point with its own boxes; no box is ticked beforehand."""
    table = sheet.root.child("Table")
    places = [sum(_COLUMNS[:n]) for n in range(len(_COLUMNS))]
    line = table.child("TR")
    across = list(zip(("point", "answer", "remark"), places, _COLUMNS, strict=True))
    cells = [
        flow.cell(label(_SECTION, key), 9, line.child("TH", Scope="Column"), x, width, shaded=True)
        for key, x, width in across
    ]
    header = Row(cells, 9, before=1 * MM, keep=True)
    yield header
    for number, point in enumerate(points, 1):
        line = table.child("TR")
        asked, answer, remark = line.child("TH", Scope="Row"), line.child("TD"), line.child("TD")
        cells = [
            flow.cell(f"{number}. {point}", 9.5, asked, places[0], _COLUMNS[0]),
            Cell((), answer, places[1], _COLUMNS[1]),
            Cell((), remark, places[2], _COLUMNS[2]),
        ]
        boxes = [(places[1] + x, words(_SECTION)[key], answer) for x, key in _BOXES]
        yield TickRow(cells, 9.5, header=header, boxes=boxes, room=_LINES, whole=_WHOLE)


def _signed(sheet: Sheet) -> None:
    """Who looked, and what the office notes."""
    sheet.heading("checked")
    block = Block(sheet.width)
    block.words(words(_SECTION)["declares"], 10)
    block.space(2 * MM)
    name = Standing("name", "", 78 * MM, 52 * MM)
    signature_row(block, 0.0, [name, Standing("date", "", 136 * MM, sheet.width - 136 * MM)])
    sheet.block(block, before=1 * MM, keep=True)
    told, office = words(_SECTION), Block(sheet.width)
    inner = Block(sheet.width - 2 * _PAD)
    inner.words(both(_SECTION, "office"), 10)
    inner.height -= 1 * MM
    ink_sentence(inner, (told["entered_by"], 62.0, told["entered_on"], 400.0))
    ink_sentence(inner, (told["filed_at"], 400.0))
    height = inner.height + 5.5 * MM
    office.draw(lambda paper, left, top, parent: inner.onto(paper, left + _PAD, top - 2.5 * MM, parent))
    office.draw(lambda paper, left, top, _parent: framed(paper, left, top, sheet.width, height, 0.6))
    office.height = height
    sheet.block(office, before=4 * MM)
