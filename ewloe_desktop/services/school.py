"""The school itself: the first start, what stands on every sheet, and who is signed in."""

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class FirstStart:
    """What the first start asks for; `head_since` is the first day of the head teacher's term."""

    school_name: str
    head_name: str
    head_since: date
    password: str
    place: str  # the register's file or database address
    school_name_cy: str = ""
    council: str = ""
    data_protection_contact: str = ""
    crest: bytes | None = None  # PNG
    cycle_months: int = 12
    demonstration: bool = False

    def __repr__(self) -> str:
        return f"FirstStart(school_name={self.school_name!r}, password hidden)"


@dataclass(frozen=True, slots=True)
class FirstStarted:
    """What the first start gives back: the school's recovery groups and the head's own recovery code, shown once."""

    register_id: str
    head_id: str
    recovery_groups: tuple[str, ...]
    recovery_code: str

    def __repr__(self) -> str:
        return f"FirstStarted(register_id={self.register_id!r}, secrets hidden)"


@dataclass(frozen=True, slots=True)
class TileFacts:
    """One person on the sign-in screen; `wait_seconds` until the next try is allowed."""

    person_id: str
    name: str
    wait_seconds: int = 0


@dataclass(frozen=True, slots=True)
class SinceLastVisit:
    """One line of "since your last visit": an act this person signed, or a change of keys and offices."""

    act: int
    at: datetime
    kind: str
    facts: dict[str, object]


@dataclass(frozen=True, slots=True)
class SignedIn:
    """Who is signed in, in which offices, and what they should be told at once."""

    person_id: str
    name: str
    offices: tuple[str, ...]  # Office values held today
    allowed: frozenset[str]  # Action values
    failed_tries: int
    since_last_visit: tuple[SinceLastVisit, ...]
    notices: tuple[SinceLastVisit, ...]  # key and office changes of the last 90 days
    unfinished: str = ""  # "", "recorded" or "not_recorded": what became of a ceremony that was cut short
    unfinished_what: str = ""


@dataclass(frozen=True, slots=True)
class SchoolFacts:
    """What stands on every sheet, and where the register is."""

    seen: int
    name: str
    name_cy: str
    council: str
    data_protection_contact: str
    crest: bytes | None
    cycle_months: int
    demonstration: bool
    register_code: str  # "EG-AB12"
    place: str
    created_at: datetime
    recovery_checked: bool
    acts: int


@dataclass(frozen=True, slots=True)
class SchoolAnswer:
    """What the settings page sends back."""

    name: str
    name_cy: str
    council: str
    data_protection_contact: str
    crest: bytes | None
    cycle_months: int
