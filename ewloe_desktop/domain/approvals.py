"""The head teacher's and the governing body's decisions: what each must hold, and what refuses it."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


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

    def __repr__(self) -> str:
        return f"HeadAnswer(signer_id={self.signer_id!r}, password hidden)"


@dataclass(frozen=True, slots=True)
class Meeting:
    """The meeting that decided. `quorum` is typed for a committee (its terms of reference), computed for the full body."""

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


@dataclass(frozen=True, slots=True)
class Signable:
    """One office in which a named person can sign now, or why not (rule id)."""

    person_id: str
    name: str
    office: str
    refused: str = ""


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


def quorum(in_post: int) -> int:
    """Half of the governors in post, rounded up (The Government of Maintained Schools (Wales) Regulations 2005)."""
    return (in_post + 1) // 2
