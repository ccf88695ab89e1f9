"""Kinds of person, offices with dated terms, and the one table of who may do what."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from ewloe_desktop.domain.errors import RuleBroken


class PersonKind(StrEnum):
    """The kinds of person the policy calls staff members."""

    STAFF = "staff"
    GOVERNOR = "governor"
    NON_TEACHING = "non_teaching"
    CONTRACTOR = "contractor"


class Office(StrEnum):
    """What a person can be, for a dated term."""

    HEAD = "head_teacher"
    CHAIR = "chair"
    VICE_CHAIR = "vice_chair"
    CLERK = "clerk"
    GOVERNOR = "governor"
    BUSINESS_MANAGER = "business_manager"
    LINE_MANAGER = "line_manager"
    OFFICE_STAFF = "office_staff"
    ICT = "ict"
    AUDITOR = "auditor"


class Action(StrEnum):
    """Everything that somebody has to be allowed to do."""

    READ = "read"
    DRAFT = "draft"
    SETTLE = "settle"
    APPROVE_AS_HEAD = "approve_as_head"
    APPROVE_AS_GOVERNING_BODY = "approve_as_governing_body"
    CORRECT = "correct"
    RETIRE = "retire"
    PRINT = "print"
    EXPORT = "export"
    ADD_PERSON = "add_person"
    ENROL_KEY = "enrol_key"
    GRANT_STAFF_OFFICE = "grant_staff_office"
    GRANT_GOVERNOR_OFFICE = "grant_governor_office"
    CONFIRM_KEY = "confirm_key"
    CHANGE_SETTINGS = "change_settings"
    BACK_UP = "back_up"
    VERIFY = "verify"


_O = Office
_EVERYONE = frozenset(Office)

MAY: dict[Action, frozenset[Office]] = {
    Action.READ: _EVERYONE - {_O.ICT},
    Action.DRAFT: _EVERYONE - {_O.ICT, _O.AUDITOR},
    Action.SETTLE: frozenset({_O.HEAD, _O.CHAIR, _O.OFFICE_STAFF, _O.CLERK, _O.BUSINESS_MANAGER}),
    Action.APPROVE_AS_HEAD: frozenset({_O.HEAD}),
    Action.APPROVE_AS_GOVERNING_BODY: frozenset({_O.CHAIR, _O.VICE_CHAIR, _O.GOVERNOR}),
    Action.CORRECT: frozenset({_O.HEAD, _O.CHAIR, _O.VICE_CHAIR, _O.CLERK}),
    Action.RETIRE: frozenset({_O.HEAD}),
    Action.PRINT: _EVERYONE - {_O.ICT},
    Action.EXPORT: frozenset({_O.HEAD, _O.CHAIR, _O.CLERK, _O.OFFICE_STAFF, _O.BUSINESS_MANAGER, _O.AUDITOR}),
    Action.ADD_PERSON: frozenset({_O.HEAD, _O.CHAIR, _O.CLERK, _O.OFFICE_STAFF, _O.BUSINESS_MANAGER, _O.ICT}),
    Action.ENROL_KEY: frozenset({_O.HEAD, _O.CHAIR, _O.CLERK, _O.OFFICE_STAFF, _O.BUSINESS_MANAGER, _O.ICT}),
    Action.GRANT_STAFF_OFFICE: frozenset({_O.HEAD}),
    Action.GRANT_GOVERNOR_OFFICE: frozenset({_O.HEAD, _O.CHAIR, _O.CLERK}),
    Action.CONFIRM_KEY: frozenset({_O.HEAD, _O.CHAIR, _O.VICE_CHAIR, _O.CLERK}),
    Action.CHANGE_SETTINGS: frozenset({_O.HEAD, _O.OFFICE_STAFF, _O.CLERK, _O.BUSINESS_MANAGER}),
    Action.BACK_UP: _EVERYONE - {_O.GOVERNOR, _O.AUDITOR, _O.LINE_MANAGER},
    Action.VERIFY: _EVERYONE - {_O.LINE_MANAGER},
}

GOVERNING = frozenset({_O.CHAIR, _O.VICE_CHAIR, _O.GOVERNOR})
SINGLE = frozenset({_O.HEAD, _O.CHAIR, _O.VICE_CHAIR, _O.CLERK})


@dataclass(frozen=True, slots=True)
class Term:
    """An office held from a day to a day, both included; until None means still held."""

    office: Office
    since: date
    until: date | None = None

    def holds(self, on: date) -> bool:
        """Whether the office is held on that day."""
        return self.since <= on and (self.until is None or on <= self.until)


@dataclass(frozen=True, slots=True)
class Actor:
    """The person signed in, as the services see them."""

    person_id: str
    name: str


def offices_held(terms: tuple[Term, ...], on: date) -> frozenset[Office]:
    """The offices held on a day."""
    return frozenset(t.office for t in terms if t.holds(on))


def require(action: Action, held: frozenset[Office]) -> None:
    """Raises RuleBroken(rule="may_not") with who may, unless one of the offices held allows the action."""
    if not held & MAY[action]:
        who = tuple(o.value for o in Office if o in MAY[action])
        raise RuleBroken("may_not", who, {"action": action.value})
