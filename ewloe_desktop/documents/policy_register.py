"""The register of policies: every policy with its approvals, its review and what is under way."""

from collections.abc import Iterator, Sequence

from ewloe_desktop.documents.fonts import Run
from ewloe_desktop.documents.photo_page import ACROSS, Sheet, Words, both
from ewloe_desktop.documents.photo_words import said
from ewloe_desktop.documents.policy_sheet_facts import Approved, PoliciesFacts, PolicyLine
from ewloe_desktop.documents.site_lines import Told, line, proof_end, stacked
from ewloe_desktop.documents.words import day, words

REGISTER = "policy_register"
_WIDTHS = {"reference": 9, "policy": 40, "in_force": 26, "approvals": 42, "review": 26, "read": 16, "wording": 15}
_UNDER_WAY = 30


def policy_register(facts: PoliciesFacts) -> bytes:
    """The register as PDF, on paper turned on its side; columns that nothing is known for are left out."""
    as_at = said("photo_states", "as_at", day=day(facts.on))
    current = [one for one in facts.policies if one.retired_on is None]
    counted = words(REGISTER)["count_one"] if len(current) == 1 else said(REGISTER, "count", count=f"{len(current):,}")
    sheet = Sheet(facts.made, REGISTER, [Run(f"{as_at} · ", bold=True), Run(counted)], ACROSS, facts.proof)
    if current:
        sheet.text(words(REGISTER)["key"], 8.5)
        _table(sheet, current)
    else:
        sheet.text([Run(words(REGISTER)["none"], bold=True)], 12, before=12)
    retired = [one for one in facts.policies if one.retired_on is not None]
    if retired:
        sheet.heading("retired")
        rows = ((one.reference, [Run(one.title, bold=True)], day(one.retired_on)) for one in retired if one.retired_on)
        headings: list[Words] = [both(REGISTER, key) for key in ("reference", "policy", "retired_on")]
        sheet.table(headings, (12, 120, 60), rows, size=8.5)
    proof_end(sheet, facts.proof)
    return sheet.finish(f"{said(REGISTER, 'title')}, {as_at}")


def _table(sheet: Sheet, lines: Sequence[PolicyLine]) -> None:
    columns = list(_WIDTHS)
    if all(one.read is None for one in lines):
        columns.remove("read")
    if all(one.flags is None for one in lines):
        columns.remove("wording")
    headings: list[Words] = [both(REGISTER, key) for key in (*columns, "under_way")]
    widths = [*(_WIDTHS[key] for key in columns), _UNDER_WAY]
    rows = ([_CELLS[key](one) for key in (*columns, "under_way")] for one in lines)
    sheet.table(headings, widths, rows, size=8.0, whole=14)


def _policy(one: PolicyLine) -> Words:
    lines: list[Told] = [line(one.title, bold=True)]
    if one.statutory is not None:
        lines.append(line(words(REGISTER)["statutory" if one.statutory else "not_statutory"]))
    if one.owner:
        lines.append(line(said(REGISTER, "owner", name=one.owner)))
    if one.published:
        lines.append(line(said(REGISTER, "published", where=" ".join(one.published.split()))))
    return stacked(lines)


def _in_force(one: PolicyLine) -> Words:
    if not one.label:
        return words(REGISTER)["not_in_force"]
    lines: list[Told] = [line(one.label)]
    if one.in_force_from:
        lines.append(line(said(REGISTER, "since", day=day(one.in_force_from))))
    return stacked(lines)


def _approvals(one: PolicyLine) -> Words:
    if not one.approvals:
        return words(REGISTER)["not_evidenced"] if one.label else "–"
    return stacked([line(approval_words(approval)) for approval in one.approvals])


def approval_words(one: Approved) -> str:
    """Who approved for which side, and when."""
    how = f", {words('papers')['how_paper']}" if one.on_paper else ""
    if one.body == "head":
        return said(REGISTER, "by_head", name=one.name, day=day(one.on)) + how
    return said(REGISTER, "by_governors", day=day(one.meeting_on or one.on), minute=one.minute, name=one.name) + how


def _review(one: PolicyLine) -> Words:
    return stacked(list(review_lines(one)))


def review_lines(one: PolicyLine) -> Iterator[Told]:
    """When the review is due and how many days that is away; what is late stands in bold."""
    if one.due is None or one.days_left is None:
        yield line(words(REGISTER)["no_review"])
        return
    yield line(day(one.due))
    yield line(days_words(one.days_left), bold=one.days_left < 0)
    if one.never_set:
        yield line(words(REGISTER)["never_set"])


def days_words(left: int) -> str:
    """In 12 days, today, 3 days late."""
    if left == 0:
        return words(REGISTER)["due_today"]
    key = "late" if left < 0 else "left"
    return said(REGISTER, f"{key}_one" if abs(left) == 1 else key, count=f"{abs(left):,}")


def _read(one: PolicyLine) -> Words:
    if one.read is None or not one.read[1]:
        return words(REGISTER)["nobody_asked"]
    read, asked = one.read
    return stacked([line(f"{100 * read // asked} %", bold=True), line(said(REGISTER, "of", read=read, asked=asked))])


def _wording(one: PolicyLine) -> Words:
    if one.flags is None:
        return "–"
    told = words(REGISTER)["flag_one"] if one.flags == 1 else said(REGISTER, "flags", count=one.flags)
    return [Run(told, bold=True)] if one.flags else words(REGISTER)["no_flags"]


def under_way(one: PolicyLine) -> Words:
    """What is being done about a new text, and since when."""
    if not one.state:
        return "–"
    lines: list[Told] = [line(words(REGISTER)[f"state_{one.state}"], bold=True)]
    if one.under_way:
        lines.append(line(one.under_way))
    if one.since:
        lines.append(line(said(REGISTER, "since", day=day(one.since))))
    return stacked(lines)


_CELLS = {
    "reference": lambda one: one.reference,
    "policy": _policy,
    "in_force": _in_force,
    "approvals": _approvals,
    "review": _review,
    "read": _read,
    "wording": _wording,
    "under_way": under_way,
}
