"""The sheet that answers a council or an inspector: which accounts, who approved them, and who can post."""

from collections.abc import Iterator, Sequence

from ewloe_desktop.documents import approval_words as told
from ewloe_desktop.documents.fonts import Run
from ewloe_desktop.documents.photo_page import Sheet, Words, both
from ewloe_desktop.documents.photo_words import said
from ewloe_desktop.documents.site_facts import AccountsFacts, Approved, SiteLine
from ewloe_desktop.documents.site_lines import (
    Told,
    basis_words,
    before_register,
    date_lines,
    line,
    name_lines,
    proof_end,
    stacked,
    state_lines,
)
from ewloe_desktop.documents.words import day, words
from ewloe_desktop.domain.site_form import RequestKind
from ewloe_desktop.domain.sites import Outcome, SiteState

_SECTION = "site_accounts"
_RUN = (SiteState.LIVE, SiteState.SUSPENDED)


def accounts_sheet(facts: AccountsFacts) -> bytes:
    """The answer as PDF: one row for each account, and beneath them what is approved and not live yet."""
    running = [site for site in facts.sites if site.state in _RUN]
    sheet = Sheet(facts.made, _SECTION, words(_SECTION)["question"], proof=facts.proof)
    sheet.text([Run(_answer(facts, len(running)), bold=True)], 12, before=5)
    if facts.closed:
        key = "closed_one" if facts.closed == 1 else "closed"
        sheet.text(said(_SECTION, key, count=f"{facts.closed:,}"), 10, before=2)
    sheet.text(words(_SECTION)["unlisted"], 10, before=2)
    sheet.text(basis_words(facts.basis), 10, before=2)
    _table(sheet, running)
    coming = [site for site in facts.sites if site.state == SiteState.APPROVED]
    if coming:
        sheet.heading("coming")
        _table(sheet, coming)
    proof_end(sheet, facts.proof)
    return sheet.finish(f"{said(_SECTION, 'title')}, {said('photo_states', 'as_at', day=day(facts.on))}")


def _answer(facts: AccountsFacts, count: int) -> str:
    key = {0: "answer_none", 1: "answer_one"}.get(count, "answer")
    return said(_SECTION, key, day=day(facts.on), count=f"{count:,}")


def _table(sheet: Sheet, sites: Sequence[SiteLine]) -> None:
    if sites:
        headings: list[Words] = [both(_SECTION, key) for key in ("account", "approved", "posts")]
        sheet.table(headings, (37, 32, 31), map(_row, sites), size=9.0, before=10, whole=16)


def _row(site: SiteLine) -> list[Words]:
    about = [*name_lines(site), *state_lines(site), *date_lines(site)]
    return [stacked(about), stacked(list(_approved(site))), stacked(list(_posters(site)))]


def _approved(site: SiteLine) -> Iterator[Told]:
    yield from before_register(site)
    if not site.approvals:
        yield line(words(_SECTION)["approval_none"], bold=True)
    for one in site.approvals:
        yield line(_approval(one))
    if site.conditions:
        yield line(said("site_register", "conditions", words=site.conditions))


def _approval(one: Approved) -> str:
    key = "approval_conditions" if one.outcome == Outcome.CONDITIONS else "approval"
    return said(_SECTION, key, name=one.name, office=told.office(one.office), day=day(one.declared_on))


def _posters(site: SiteLine) -> Iterator[Told]:
    if site.kind is RequestKind.TAKE_PART and site.asked_by:
        yield line(said(_SECTION, "posts_part", name=site.asked_by))
    elif not (site.administrators or site.moderators):
        yield line(words(_SECTION)["nobody"], bold=True)
    for name in site.administrators:
        yield line(said(_SECTION, "posts_both" if name in site.moderators else "posts_admin", name=name))
    for name in site.moderators:
        if name not in site.administrators:
            yield line(said(_SECTION, "posts_moderator", name=name))
    if site.contributors:
        yield line(said(_SECTION, "contributors", groups="; ".join(site.contributors)))
