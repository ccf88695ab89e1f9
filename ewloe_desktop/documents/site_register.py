"""The register of official sites: every site with who runs it, who approved it and when it is checked."""

from collections.abc import Iterator

from ewloe_desktop.documents.fonts import Run
from ewloe_desktop.documents.photo_page import ACROSS, Sheet, Words, both
from ewloe_desktop.documents.photo_words import said
from ewloe_desktop.documents.site_facts import RegisterFacts, SiteLine, WaitingLine
from ewloe_desktop.documents.site_lines import (
    Told,
    approver,
    basis_words,
    before_register,
    date_lines,
    joined,
    line,
    name_lines,
    proof_end,
    short,
    stacked,
    state_lines,
)
from ewloe_desktop.documents.site_words import REGISTER
from ewloe_desktop.documents.words import day, words
from ewloe_desktop.domain.site_form import RequestKind
from ewloe_desktop.domain.sites import RequestState

_WIDTHS = (8, 36, 18, 34, 36, 27)


def site_register(facts: RegisterFacts) -> bytes:
    """The register as PDF, on paper turned on its side; requests that are not decided stand beneath it."""
    as_at = said("photo_states", "as_at", day=day(facts.on))
    count = len(facts.sites)
    counted = words(REGISTER)["count_one"] if count == 1 else said(REGISTER, "count", count=f"{count:,}")
    sheet = Sheet(facts.made, REGISTER, [Run(f"{as_at} · ", bold=True), Run(counted)], ACROSS, facts.proof)
    sheet.text(basis_words(facts.basis), 9.5)
    if facts.sites:
        sheet.text(words(REGISTER)["key"], 8.5)
        headings: list[Words] = [both(REGISTER, key) for key in ("number", "site", "state", "runs", "approved")]
        sheet.table([*headings, both(REGISTER, "checks")], _WIDTHS, map(_row, facts.sites), size=8.0, whole=16)
    else:
        sheet.text([Run(words(REGISTER)["none"], bold=True)], 12, before=12)
    if facts.waiting:
        sheet.heading("waiting")
        headings = [both(REGISTER, key) for key in ("number", "request", "author", "sent_on", "waits_for")]
        rows = ((w.number, [Run(w.title, bold=True)], w.author, day(w.sent_on), _waits(w)) for w in facts.waiting)
        sheet.table(headings, (10, 50, 36, 24, 40), rows, size=8.0)
    proof_end(sheet, facts.proof)
    return sheet.finish(f"{said(REGISTER, 'title')}, {as_at}")


def _row(site: SiteLine) -> list[Words]:
    about = [*name_lines(site), line(short(site.purpose))]
    if site.audience:
        about.append(line(said(REGISTER, "for_whom", groups="; ".join(site.audience))))
    return [
        site.number,
        stacked(about),
        stacked(state_lines(site)),
        stacked(list(_runners(site))),
        stacked(list(_approved(site))),
        stacked(date_lines(site)),
    ]


def _waits(one: WaitingLine) -> str:
    returned = one.state == RequestState.RETURNED
    return said(REGISTER, "returned", name=one.waiting_for) if returned else one.waiting_for


def _runners(site: SiteLine) -> Iterator[Told]:
    if site.kind is RequestKind.TAKE_PART:
        yield line(site.asked_by or "–")
        return
    yield line(said(REGISTER, "administrators", names=joined(site.administrators)))
    yield line(said(REGISTER, "moderators", names=joined(site.moderators)))


def _approved(site: SiteLine) -> Iterator[Told]:
    yield line(day(site.approved_on) if site.approved_on else words(REGISTER)["not_approved"])
    yield from before_register(site)
    for one in site.approvals:
        yield line(approver(one))
    if site.conditions:
        yield line(said(REGISTER, "conditions", words=site.conditions))
