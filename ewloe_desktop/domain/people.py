"""Kinds of person, offices with dated terms, and the one table of who may do what."""

import unicodedata
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from ewloe_desktop.domain.errors import FieldProblem, FieldsRefused, RuleBroken


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
    RECORD_PHOTOS = "record_photos"
    SEE_PHOTOS = "see_photos"
    SEE_EVIDENCE = "see_evidence"
    CHECK_PICTURE = "check_picture"
    DISPOSE = "dispose"
    VERIFY = "verify"
    REQUEST_SITE = "request_site"
    ENDORSE_SITE = "endorse_site"
    SECOND_SITE = "second_site"
    DECIDE_SITE = "decide_site"
    RUN_SITES = "run_sites"
    RECORD_READING = "record_reading"
    READ_AND_AGREE = "read_and_agree"
    FILE_PAPER = "file_paper"
    CONFIRM_PAPER = "confirm_paper"
    KEEP_BREACHES = "keep_breaches"
    RESTORE = "restore"


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
    Action.RECORD_PHOTOS: frozenset({_O.HEAD, _O.OFFICE_STAFF, _O.BUSINESS_MANAGER}),
    Action.SEE_PHOTOS: frozenset({_O.HEAD, _O.OFFICE_STAFF, _O.BUSINESS_MANAGER, _O.CHAIR, _O.CLERK, _O.AUDITOR}),
    Action.SEE_EVIDENCE: frozenset({_O.HEAD, _O.OFFICE_STAFF, _O.AUDITOR}),
    Action.CHECK_PICTURE: _EVERYONE - {_O.ICT},
    Action.DISPOSE: frozenset({_O.HEAD}),
    Action.BACK_UP: _EVERYONE - {_O.GOVERNOR, _O.AUDITOR, _O.LINE_MANAGER},
    Action.VERIFY: _EVERYONE - {_O.LINE_MANAGER},
    Action.REQUEST_SITE: frozenset({_O.HEAD, _O.OFFICE_STAFF, _O.BUSINESS_MANAGER, _O.LINE_MANAGER, _O.ICT}),
    Action.ENDORSE_SITE: frozenset({_O.LINE_MANAGER, _O.HEAD, _O.CHAIR}),
    Action.SECOND_SITE: frozenset({_O.BUSINESS_MANAGER}),
    Action.DECIDE_SITE: frozenset({_O.HEAD, _O.CHAIR}),
    Action.RUN_SITES: frozenset({_O.HEAD, _O.OFFICE_STAFF, _O.BUSINESS_MANAGER}),
    Action.RECORD_READING: frozenset({_O.HEAD, _O.OFFICE_STAFF, _O.BUSINESS_MANAGER, _O.CLERK}),
    Action.READ_AND_AGREE: _EVERYONE - {_O.AUDITOR},
    Action.FILE_PAPER: frozenset({_O.HEAD, _O.OFFICE_STAFF, _O.BUSINESS_MANAGER, _O.CLERK}),
    Action.CONFIRM_PAPER: frozenset({_O.HEAD, _O.CHAIR, _O.CLERK}),
    Action.KEEP_BREACHES: frozenset({_O.HEAD}),
    Action.RESTORE: frozenset({_O.HEAD, _O.CHAIR}),
}

# What a staff member without any office may do all the same.
OPEN_TO_ALL = frozenset({Action.READ, Action.PRINT, Action.CHECK_PICTURE, Action.REQUEST_SITE, Action.READ_AND_AGREE})

# Whoever holds the school's recovery sheet reads everything, for whichever office, and does nothing else.
BY_SHEET = "recovery-sheet"  # stands where a person's id would
SHEET_MAY = frozenset({Action.READ, Action.PRINT, Action.EXPORT, Action.SEE_PHOTOS, Action.SEE_EVIDENCE, Action.VERIFY})

TITLES = frozenset({"mr", "mrs", "ms", "miss", "mx", "dr", "rev", "cllr", "sir", "lady", "prof"})

GOVERNING = frozenset({_O.CHAIR, _O.VICE_CHAIR, _O.GOVERNOR})
ACTING_HEAD = "acting_head_teacher"  # how the office is named of whoever stands in for the head teacher
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
    if not held and action in OPEN_TO_ALL:
        return
    if not held & MAY[action]:
        who = tuple(o.value for o in Office if o in MAY[action])
        raise RuleBroken("may_not", who, {"action": action.value})


@dataclass(frozen=True, slots=True)
class Holder:
    """Somebody's terms, for the rules that look at several people."""

    person_id: str
    name: str
    terms: tuple[Term, ...]


def overlaps(one: Term, other: Term) -> bool:
    """Whether the two terms share a day."""
    return one.since <= (other.until or date.max) and other.since <= (one.until or date.max)


def require_term(term: Term, kind: PersonKind, paid: bool, own: tuple[Term, ...], others: tuple[Holder, ...]) -> None:
    """Raises RuleBroken or FieldsRefused unless the person may hold the office for that term.

    Chair and vice-chair are governors whom the school does not pay (SI 2005/2914, part 7); head teacher and chair
    are never the same person; a single office has one holder at a time.
    """
    if term.until is not None and term.until < term.since:
        raise FieldsRefused((FieldProblem("until", "before_since", {"since": term.since}),))
    if term.office in (Office.CHAIR, Office.VICE_CHAIR):
        _require_governor(kind, paid)
    _require_apart(term, own)
    if any(t.office is term.office and overlaps(t, term) for t in own):
        raise RuleBroken("office_held_already", facts={"office": term.office.value})
    if term.office in SINGLE:
        for holder in others:
            if any(t.office is term.office and overlaps(t, term) for t in holder.terms):
                raise RuleBroken("office_taken", facts={"office": term.office.value, "name": holder.name})


def _require_governor(kind: PersonKind, paid: bool) -> None:
    if paid:
        raise RuleBroken("paid_chair")
    if kind is not PersonKind.GOVERNOR:
        raise RuleBroken("chair_is_governor")


def _require_apart(term: Term, own: tuple[Term, ...]) -> None:
    sides = ({Office.HEAD}, {Office.CHAIR, Office.VICE_CHAIR})
    for mine, theirs in (sides, sides[::-1]):
        if term.office in mine and any(t.office in theirs and overlaps(t, term) for t in own):
            raise RuleBroken("head_and_chair")


def require_still_allowed(kind: PersonKind, paid: bool, terms: tuple[Term, ...], today: date) -> None:
    """Raises RuleBroken when a change of kind or pay would leave a chair or vice-chair who may not be one."""
    if offices_held(terms, today) & {Office.CHAIR, Office.VICE_CHAIR}:
        _require_governor(kind, paid)


def grant_action(office: Office) -> Action:
    """Which permission giving or ending this office needs."""
    governing = GOVERNING | {Office.CLERK}
    return Action.GRANT_GOVERNOR_OFFICE if office in governing else Action.GRANT_STAFF_OFFICE


def require_grant(office: Office, held: frozenset[Office], *, granter: str, person: str) -> None:
    """The head gives staff offices; head, chair or clerk governors'; the chair the head's; nobody their own."""
    if granter == person:
        raise RuleBroken("own_office")
    if office is Office.HEAD:
        if Office.CHAIR not in held:
            raise RuleBroken("may_not", (Office.CHAIR.value,), {"action": "grant_head"})
        return
    require(grant_action(office), held)


def grantable(held: frozenset[Office]) -> tuple[str, ...]:
    """The offices that somebody holding these may give to others, by name; whoever names a head names an acting one."""
    given: list[str] = []
    for office in Office:
        if office is not Office.HEAD and held & MAY[grant_action(office)]:
            given.append(office.value)
        elif office is Office.HEAD and Office.CHAIR in held:
            given += [office.value, ACTING_HEAD]
    return tuple(given)


def named(offices: tuple[str, ...], *, acting: bool) -> tuple[str, ...]:
    """Offices as people are told of them: whoever stands in for the head teacher is an acting one."""
    return tuple(ACTING_HEAD if acting and office == Office.HEAD.value else str(office) for office in offices)


class InOffice:
    """Somebody in an office, as far as people are told of it."""

    __slots__ = ()
    office: str
    acting: bool

    @property
    def named(self) -> str:
        """The office's name; that of an acting head teacher is its own."""
        return ACTING_HEAD if self.acting else str(self.office)


def by_surname(name: str) -> tuple[str, str]:
    """What puts names in order: the last word, then the others; titles and accents count for nothing."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c)).casefold()
    words = [word for word in plain.split() if word.rstrip(".") not in TITLES] or plain.split() or [""]
    return words[-1], " ".join(words[:-1])
