"""The head teacher's and the governing body's decisions: what each must hold, and what refuses it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from ewloe_desktop.domain.errors import FieldProblem, FieldsRefused, RuleBroken
from ewloe_desktop.domain.people import InOffice, Office, Term, offices_held
from ewloe_desktop.domain.policies import State
from ewloe_desktop.domain.reviews import add_months


class Body(StrEnum):
    """Who decides."""

    HEAD = "head"
    GOVERNORS = "governors"


class Forum(StrEnum):
    """Which meeting decided for the governing body."""

    FULL = "full"
    COMMITTEE = "committee"


class Capacity(StrEnum):
    """As what somebody signs for the governing body."""

    CHAIR = "chair"
    VICE_CHAIR = "vice_chair"
    MEETING_CHAIR = "meeting_chair"


@dataclass(frozen=True, slots=True)
class HeadAnswer:
    """What the head teacher puts in the signing ceremony."""

    signer_id: str
    declared_on: date
    declaration_version: str
    password: str
    read_to_end: bool = True
    drawn_png: bytes | None = None
    minor: bool = False  # whoever has read the text in force need not read this one

    def __repr__(self) -> str:
        return f"HeadAnswer(signer_id={self.signer_id!r}, password hidden)"


@dataclass(frozen=True, slots=True)
class Meeting:
    """The meeting that decided; `quorum` is typed for a committee (its terms of reference), computed for the body."""

    forum: Forum
    on: date
    minute: str
    present: int
    in_post: int
    committee: str = ""
    delegation_minute: str = ""
    quorum: int | None = None


@dataclass(frozen=True, slots=True)
class GovernorsAnswer:
    """What the signer for the governing body puts in the ceremony; `review_on` None means the cycle decides."""

    signer_id: str
    capacity: Capacity
    meeting: Meeting
    declared_on: date
    declaration_version: str
    password: str
    cycle_months: int | None = 12
    review_on: date | None = None
    review_reason: str = ""
    read_to_end: bool = True
    drawn_png: bytes | None = None

    def __repr__(self) -> str:
        return f"GovernorsAnswer(signer_id={self.signer_id!r}, password hidden)"


@dataclass(frozen=True, slots=True)
class Receipt:
    """What the last step of a ceremony shows."""

    act: int
    code: str  # 12 letters in groups of four
    at: datetime
    declared_on: date
    signer: str
    office: str
    what: str
    sheet_id: str
    next_step: str  # "governors" or "in_force" or "retired"
    next_review: date | None = None
    minor: bool = False  # the head teacher said that earlier readings still count


@dataclass(frozen=True, slots=True)
class Signable(InOffice):
    """One office in which a named person can sign now, or why not (rule id)."""

    person_id: str
    name: str
    office: str
    refused: str = ""
    acting: bool = False  # stands in for the head teacher


@dataclass(frozen=True, slots=True)
class SigningFacts:
    """What the ceremony shows before anybody signs: the words, the changes, the people and the declaration."""

    revision_id: str
    seen: int
    policy_title: str
    label: str
    body: Body
    signers: tuple[Signable, ...]
    declaration_version: str
    declaration: str
    settled_on: date
    head_signed_on: date | None
    governors_in_post: int
    cycle_months: int
    clock_warning: str = ""  # "" or "behind" or "ahead"
    own: str = ""  # who is signed in, where that chooses the signer
    readers: int = 0  # who have read the text in force and would have to read this one, unless its change is minor


def quorum(in_post: int) -> int:
    """Half of the governors in post, rounded up (The Government of Maintained Schools (Wales) Regulations 2005)."""
    return (in_post + 1) // 2


def require_state(state: State, wanted: State, rule: str) -> None:
    """Raises RuleBroken(rule) unless the revision stands where this decision is taken."""
    if state is not wanted:
        raise RuleBroken(rule, facts={"state": state.value})


def require_declared(declared_on: date, today: date, settled_on: date) -> None:
    """A decision's date is not in the future and not before the text existed, unless the clock itself is behind it."""
    if declared_on > today:
        raise RuleBroken("date_in_future", facts={"date": declared_on, "today": today})
    if declared_on < min(settled_on, today):
        raise RuleBroken("date_before_text", facts={"date": declared_on, "settled": settled_on})


def require_meeting(meeting: Meeting, today: date, settled_on: date) -> int:
    """The quorum of a meeting that may decide; raises RuleBroken or FieldsRefused for one that may not."""
    problems = tuple(_meeting_problems(meeting))
    if problems:
        raise FieldsRefused(problems)
    if meeting.on > today:
        raise RuleBroken("date_in_future", facts={"date": meeting.on, "today": today})
    if meeting.on < min(settled_on, today):
        raise RuleBroken("meeting_before_text", facts={"date": meeting.on, "settled": settled_on})
    full = quorum(meeting.in_post)
    needed = full if meeting.forum is Forum.FULL else (meeting.quorum or 0)
    if meeting.present < needed:
        facts = {"present": meeting.present, "in_post": meeting.in_post, "quorum": needed}
        raise RuleBroken("not_quorate", facts=facts)
    return needed


def _meeting_problems(meeting: Meeting) -> Iterator[FieldProblem]:
    if not meeting.minute.strip():
        yield FieldProblem("minute", "missing")
    if meeting.in_post < 1:
        yield FieldProblem("in_post", "too_few")
    if meeting.present < 1:
        yield FieldProblem("present", "too_few")
    elif meeting.present > meeting.in_post:
        yield FieldProblem("present", "more_than_in_post", {"in_post": meeting.in_post})
    if meeting.forum is Forum.COMMITTEE:
        yield from _committee_problems(meeting)


def _committee_problems(meeting: Meeting) -> Iterator[FieldProblem]:
    if not meeting.committee.strip():
        yield FieldProblem("committee", "missing")
    if not meeting.delegation_minute.strip():
        yield FieldProblem("delegation_minute", "missing")
    if not meeting.quorum or meeting.quorum < 1:
        yield FieldProblem("quorum", "too_few")


OFFICES_FOR: dict[Capacity, frozenset[Office]] = {
    Capacity.CHAIR: frozenset({Office.CHAIR}),
    Capacity.VICE_CHAIR: frozenset({Office.VICE_CHAIR}),
    Capacity.MEETING_CHAIR: frozenset({Office.GOVERNOR, Office.CHAIR, Office.VICE_CHAIR}),
}


def require_capacity(capacity: Capacity, terms: tuple[Term, ...], paid: bool, today: date) -> Office:
    """The office that lets somebody sign for the governing body today; raises RuleBroken with the ended term if any."""
    wanted = OFFICES_FOR[capacity]
    held = sorted(offices_held(terms, today) & wanted)
    if held:
        if paid:
            raise RuleBroken("paid_chair")
        return Office(held[0])
    ended = [t for t in terms if t.office in wanted and t.until is not None and t.until < today]
    if ended:
        last = max(ended, key=lambda t: t.until or date.min)
        raise RuleBroken("term_ended", facts={"office": last.office.value, "until": last.until})
    raise RuleBroken("office_not_held", tuple(o.value for o in sorted(wanted)), {"capacity": capacity.value})


def require_other_signer(head_person: str, head_key: str, person: str, key: str) -> None:
    """No one person and no one key fills both sides of an approval."""
    if person == head_person:
        raise RuleBroken("same_person")
    if key == head_key:
        raise RuleBroken("same_key")


def require_key(status: str) -> None:
    """A re-enrolled key counts only once it is confirmed, an ended one never; an unconfirmed first one counts."""
    if status == "awaiting":
        raise RuleBroken("key_awaiting")
    if status not in ("enrolled", "confirmed"):
        raise RuleBroken("key_ended")


def next_review(meeting_on: date, cycle_months: int | None, on: date | None, reason: str) -> date:
    """The next review: 1, 2 or 3 years from the governing body's approval, or another later date with a reason."""
    if on is None:
        if cycle_months not in (12, 24, 36):
            raise FieldsRefused((FieldProblem("cycle_months", "choose"),))
        return add_months(meeting_on, cycle_months)
    problems = []
    if on <= meeting_on:
        problems.append(FieldProblem("review_on", "not_after_meeting", {"meeting": meeting_on}))
    if not reason.strip():
        problems.append(FieldProblem("review_reason", "missing"))
    if problems:
        raise FieldsRefused(tuple(problems))
    return on


@dataclass(frozen=True, slots=True)
class ReturnAnswer:
    """A text sent back with a reason; a meeting is needed when the governing body returns it."""

    body: Body
    signer_id: str
    reason: str
    password: str
    capacity: Capacity | None = None
    meeting: Meeting | None = None

    def __repr__(self) -> str:
        return f"ReturnAnswer(signer_id={self.signer_id!r}, password hidden)"


CORRECTABLE = ("minute", "meeting_on", "declared_on", "person_name", "present", "in_post")


@dataclass(frozen=True, slots=True)
class CorrectionAnswer:
    """A wrong fact of a decision put right (field is one of CORRECTABLE; days as ISO text); signed by whoever may."""

    decision_id: str
    field: str
    new: str
    reason: str
    signer_id: str
    password: str

    def __repr__(self) -> str:
        return f"CorrectionAnswer(decision_id={self.decision_id!r}, field={self.field!r}, password hidden)"


@dataclass(frozen=True, slots=True)
class DecisionFacts:
    """A decision as it stands with its corrections, for the correction dialog and the history."""

    id: str
    seen: int
    body: Body
    outcome: str
    person: str
    office: str
    declared_on: date
    meeting_on: date | None
    minute: str
    present: int | None
    in_post: int | None
    review_due: date | None
    reason: str
    lapsed: bool
    corrections: tuple[str, ...]
