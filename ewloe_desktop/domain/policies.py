"""What a policy and its revisions are, and the states a revision goes through."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from ewloe_desktop.domain.errors import FieldProblem, FieldsRefused, RuleBroken
from ewloe_desktop.domain.policy_control import ControlFacts
from ewloe_desktop.domain.text import PolicyText


class State(StrEnum):
    """Where a revision stands."""

    DRAFT = "draft"
    WITH_HEAD = "with_head"
    WITH_GOVERNORS = "with_governors"
    IN_FORCE = "in_force"
    SUPERSEDED = "superseded"
    RETIRED = "retired"
    DISCARDED = "discarded"  # a draft put away; nothing is deleted


class RevisionKind(StrEnum):
    """Why a revision exists."""

    REVISED = "revised"
    NO_CHANGE = "no_change"
    FOUND = "found"  # in use before the app: approval not evidenced
    RETIREMENT = "retirement"


@dataclass(frozen=True, slots=True)
class Review:
    """When the policy in force is next reviewed; overdue counts days past `due` (0 when it is not overdue)."""

    due: date | None
    never_set: bool
    cycle_months: int
    overdue_days: int
    days_left: int | None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class RevisionFacts:
    """One revision as a list shows it; `seen` is the version the person read."""

    id: str
    seen: int
    policy_id: str
    number: int | None  # given by the governing body's approval; None for a draft and for a text found in use
    label: str  # "Revision 2", "Draft of 20 November 2026", "March 2021 — approval not evidenced": see wording
    edition: str
    kind: RevisionKind
    state: State
    change_summary: str
    drafted_by: str
    drafted_at: datetime
    settled_by: str
    settled_at: datetime | None
    approved_on: date | None
    in_force_from: date | None
    pages: int
    has_original: bool


@dataclass(frozen=True, slots=True)
class PolicyRow:
    """One policy as the list shows it; `next_step` says whose turn it is with the newest revision."""

    id: str
    seen: int
    reference: str  # "P01"
    title: str
    current: RevisionFacts | None  # in force
    open: RevisionFacts | None  # the newest draft or revision under way
    review: Review
    retired: bool


@dataclass(frozen=True, slots=True)
class StepFacts:
    """One step of the approval ladder.

    step: settled, head, governors, in_force; state: done, now, later, returned.
    """

    step: str
    state: str
    who: str = ""
    on: date | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class HistoryEntry:
    """One line of a policy's history."""

    act: int
    at: datetime
    who: str
    what: str  # an act's kind
    facts: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class SheetRow:
    """A stored document that can be shown, printed and saved."""

    id: str
    kind: str  # "approval_sheet", "booklet", "original", "recovery"
    name: str
    made_at: datetime
    made_by: str
    signatures: int
    current: bool


@dataclass(frozen=True, slots=True)
class RevisionPage:
    """Everything the policies page shows about one revision."""

    policy: PolicyRow
    revision: RevisionFacts
    text: PolicyText
    steps: tuple[StepFacts, ...]
    sheets: tuple[SheetRow, ...]
    history: tuple[HistoryEntry, ...]
    compared_with: str | None  # id of the revision that `changes` are counted from
    changes: int
    returned_reason: str
    can: frozenset[str]  # settle sign_head sign_governors return print import no_change retire correct edit discard
    revisions: tuple[RevisionFacts, ...]
    original_id: str | None
    control: ControlFacts | None = None


OPEN = frozenset({State.DRAFT, State.WITH_HEAD, State.WITH_GOVERNORS})
UNDER_WAY = frozenset({State.WITH_HEAD, State.WITH_GOVERNORS})


def require_draft(state: State) -> None:
    """Only a draft's words can change: a settled text is frozen."""
    if state is not State.DRAFT:
        raise RuleBroken("text_frozen", facts={"state": state.value})


def require_settling(state: State, others: tuple[State, ...], summary: str, replaces: bool) -> None:
    """A draft is settled when no other revision is under way and what changed is said."""
    require_draft(state)
    if any(s in UNDER_WAY for s in others):
        raise RuleBroken("one_at_a_time")
    if replaces and not summary.strip():
        raise FieldsRefused((FieldProblem("change_summary", "missing"),))


def require_in_force(current: bool, under_way: bool, retired: bool) -> None:
    """What "reviewed, no change" and retiring start from: a policy in force with no revision under way."""
    if retired:
        raise RuleBroken("policy_retired")
    if not current:
        raise RuleBroken("nothing_in_force")
    if under_way:
        raise RuleBroken("one_at_a_time")
