"""The governors' summary: one page for a meeting that says what is due, what was signed and what is outstanding."""

from collections.abc import Callable, Sequence
from datetime import date

from ewloe_desktop.documents import flow
from ewloe_desktop.documents.fonts import Run
from ewloe_desktop.documents.page import MM
from ewloe_desktop.documents.photo_page import FOOT, RUNNING, TOP, Sheet, Words, both
from ewloe_desktop.documents.photo_words import said
from ewloe_desktop.documents.policy_register import REGISTER, days_words
from ewloe_desktop.documents.policy_sheet_facts import PoliciesFacts, PolicyLine
from ewloe_desktop.documents.site_lines import proof_end
from ewloe_desktop.documents.words import day, words
from ewloe_desktop.domain.reviews import DUE_SOON_DAYS

SUMMARY = "governors_summary"
_MOST = (40, 25, 18, 14, 12, 10, 8, 7, 6, 5, 4, 3)  # lines of a table, until all of it stands on one page


def governors_summary(facts: PoliciesFacts) -> bytes:
    """One page; what does not fit is counted and stands in the register of policies."""
    sheet = next((made for most in _MOST if _is_one_page(made := _laid_out(facts, most))), None)
    return (sheet or _laid_out(facts, 2)).finish(f"{said(SUMMARY, 'title')}, {day(facts.on)}")


def _is_one_page(sheet: Sheet) -> bool:
    room = sheet.size[1] - TOP - FOOT
    return len(flow.paginate(sheet.pieces, room, room - RUNNING)) == 1


def _laid_out(facts: PoliciesFacts, most: int) -> Sheet:
    current = [one for one in facts.policies if one.retired_on is None]
    sheet = Sheet(facts.made, SUMMARY, [Run(day(facts.on), bold=True)], proof=facts.proof)
    sheet.text(_counted(current), 10.5)
    due = sorted((one for one in current if _is_due(one)), key=lambda one: (one.due or facts.on, one.title))
    signed = [one for one in facts.policies if (on := _signed_on(one)) and on >= facts.signed_since]
    signed.sort(key=lambda one: (_signed_on(one) or facts.on, one.title), reverse=True)
    waiting = sorted((one for one in current if one.state), key=lambda one: (_TURNS.index(one.state), one.title))
    _part(sheet, "due", ("policy", "due_on", "how_long"), (78, 38, 58), due, _due_row, most)
    note = said(SUMMARY, "signed_since", day=day(facts.signed_since))
    _part(sheet, "signed", ("policy", "approved", "next_review"), (66, 72, 36), signed, _signed_row, most, note)
    _part(sheet, "outstanding", ("policy", "waits"), (78, 96), waiting, _waiting_row, most)
    proof_end(sheet, facts.proof)
    return sheet


_TURNS = ("with_governors", "with_head", "returned", "draft")


def _counted(lines: Sequence[PolicyLine]) -> str:
    evidenced = sum(bool(one.approvals) for one in lines)
    facts = {
        "count": len(lines),
        "approved": evidenced,
        "not_evidenced": sum(bool(one.label) for one in lines) - evidenced,
        "late": sum(one.days_left is not None and one.days_left < 0 for one in lines),
        "waiting": sum(one.state == "with_governors" for one in lines),
    }
    return said(SUMMARY, "counted", **facts)


def _is_due(one: PolicyLine) -> bool:
    return bool(one.label) and one.days_left is not None and one.days_left <= DUE_SOON_DAYS


def _signed_on(one: PolicyLine) -> date | None:
    return next((a.meeting_on or a.on for a in one.approvals if a.body == "governors"), None)


def _part(
    sheet: Sheet,
    key: str,
    columns: Sequence[str],
    widths: Sequence[float],
    lines: Sequence[PolicyLine],
    row: Callable[[PolicyLine], Sequence[Words]],
    most: int,
    note: str = "",
) -> None:
    """One of the three: its heading, a table of so many lines, and how many more there are."""
    sheet.heading(key, before=5 * MM)
    if note:
        sheet.text(note, 8.5, before=1)
    if not lines:
        sheet.text(words(SUMMARY)[f"no_{key}"], 9.5)
        return
    sheet.table([both(SUMMARY, column) for column in columns], widths, map(row, lines[:most]), size=8.5, before=2 * MM)
    if more := len(lines) - most if len(lines) > most else 0:
        sheet.text([Run(said(SUMMARY, "more", count=more), bold=True)], 8.5, before=1.5 * MM)


def _name(one: PolicyLine) -> Words:
    return [Run(one.title, bold=True), Run(f" ({one.reference})")]


def _due_row(one: PolicyLine) -> Sequence[Words]:
    late = one.days_left is not None and one.days_left < 0
    told = days_words(one.days_left or 0) + (f" · {words(REGISTER)['never_set']}" if one.never_set else "")
    return _name(one), day(one.due) if one.due else "–", [Run(told, bold=late)]


def _signed_row(one: PolicyLine) -> Sequence[Words]:
    by = next(a for a in one.approvals if a.body == "governors")
    told = said(SUMMARY, "met", day=day(by.meeting_on or by.on), minute=by.minute)
    after = day(one.due) if one.due else words(SUMMARY)["retired"] if one.retired_on else words(REGISTER)["no_review"]
    return _name(one), told, after


def _waiting_row(one: PolicyLine) -> Sequence[Words]:
    since = said(REGISTER, "since", day=day(one.since)) if one.since else ""
    told = [Run(words(REGISTER)[f"state_{one.state}"], bold=True), Run(f" {since}")]
    return _name(one), [*told, Run(f": {one.returned}")] if one.returned else told
