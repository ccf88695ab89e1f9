"""A sheet signed in ink: what its code says of it, what the office files, and what refuses it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from ewloe_desktop.domain.approvals import Body, Capacity, Meeting
from ewloe_desktop.domain.errors import FieldProblem, FieldsRefused, RuleBroken


class SheetStanding(StrEnum):
    """What a code read or typed turns out to be."""

    OWN = "own"  # an act of this register, and the mark agrees
    FOREIGN = "foreign"  # another register's sheet
    UNKNOWN = "unknown"  # no act of this register has this code
    ALTERED = "altered"  # names an act of this register, but with another mark


class Compared(StrEnum):
    """What a person answered about the words on a scan."""

    SAME = "same"
    NOT_COMPARED = "not_compared"  # filed by the typed code, without a scan


class PaperState(StrEnum):
    """Where a filed sheet stands."""

    FILED = "filed"
    CONFIRMED = "confirmed"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class SheetFound:
    """What the register knows of a printed sheet's code; `rows` are the stored facts, label and value, in order."""

    standing: SheetStanding
    code: str  # as it was read or typed
    act: int = 0
    at: datetime | None = None
    what: str = ""  # the act in words, as the Record tells it
    who: str = ""
    policy_id: str = ""
    revision_id: str = ""
    title: str = ""
    label: str = ""
    rows: tuple[tuple[str, str], ...] = ()
    acts_before: int = 0  # acts that this sheet proves, its own with them
    document_id: str = ""  # the stored sheet made by that act, "" for one that was printed unsigned
    superseded: str = ""  # why its text is no longer the one before the school, in a sentence; "" when it is
    sides: tuple[Body, ...] = ()  # what can be filed with it now
    refused: str = ""  # the rule that lets nothing be filed, "" when something can be
    newest: int = 0  # the act of a newer sheet of the same text, 0 when this is the newest
    answered: str = ""  # as what this very scan was filed and answered, in a sentence, where that refuses it


@dataclass(frozen=True, slots=True)
class PaperAnswer:
    """What the office files: one side's ink signature on one sheet."""

    code: str
    body: Body
    signer_id: str
    signed_on: date
    kept_at: str  # where the original is
    compared: Compared
    scan: bytes | None = None
    scan_name: str = ""
    capacity: Capacity | None = None
    meeting: Meeting | None = None
    cycle_months: int | None = 12
    review_on: date | None = None
    review_reason: str = ""
    minor: bool = False  # the head's side: the paper says that earlier readings still count


@dataclass(frozen=True, slots=True)
class PaperFacts:
    """A filed sheet as it stands; `rows` are what was filed, label and value, as the confirming person checks it."""

    id: str
    seen: int
    state: PaperState
    policy_id: str
    revision_id: str
    title: str
    label: str
    body: Body
    signer: str
    signed_on: date
    filed_by: str
    filed_at: datetime
    kept_at: str
    code: str
    compared: Compared
    rows: tuple[tuple[str, str], ...]
    scan_id: str = ""
    answered_by: str = ""
    answered_at: datetime | None = None
    reason: str = ""
    refused: str = ""  # the rule by which the person signed in cannot confirm it, "" when they can
    minor: bool = False  # the paper says that earlier readings still count


@dataclass(frozen=True, slots=True)
class PaperConfirm:
    """Who confirms a filed sheet, with their own password."""

    signer_id: str
    password: str
    minor: bool = False  # the head's side: whoever has read the text in force need not read this one

    def __repr__(self) -> str:
        return f"PaperConfirm(signer_id={self.signer_id!r}, password hidden)"


def require_paper(answer: PaperAnswer) -> None:
    """Raises FieldsRefused with everything that is missing from what was typed about a sheet."""
    problems = tuple(_problems(answer))
    if problems:
        raise FieldsRefused(problems)


def _problems(answer: PaperAnswer) -> Iterator[FieldProblem]:
    if not answer.signer_id:
        yield FieldProblem("signer_id", "missing")
    if not answer.kept_at.strip():
        yield FieldProblem("kept_at", "missing")
    if answer.scan is None and answer.compared is Compared.SAME:
        yield FieldProblem("scan", "missing")
    if answer.body is Body.GOVERNORS and answer.capacity is None:
        yield FieldProblem("capacity", "missing")
    if answer.body is Body.GOVERNORS and answer.meeting is None:
        yield FieldProblem("minute", "missing")


def require_other_hand(filed_by: str, person: str) -> None:
    """Whoever filed a sheet never confirms it."""
    if person == filed_by:
        raise RuleBroken("filed_yourself")


def require_other_side(head_id: str, person: str) -> None:
    """Whoever approved as head teacher never confirms the governing body's side: one key would stand on both."""
    if person == head_id:
        raise RuleBroken("head_confirms")


def require_waiting(state: PaperState) -> None:
    """A filed sheet is answered once."""
    if state is not PaperState.FILED:
        raise RuleBroken("paper_answered", facts={"state": state.value})
