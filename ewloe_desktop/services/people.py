"""Adding people, giving them offices and keys, and showing who may do what."""

from dataclasses import dataclass
from datetime import date, datetime

from ewloe_desktop.domain.people import Office, PersonKind


@dataclass(frozen=True, slots=True)
class NewPerson:
    """What adding a person asks for."""

    name: str
    kind: PersonKind
    paid: bool
    since: date | None = None


@dataclass(frozen=True, slots=True)
class GrantAnswer:
    """An office given for a dated term, under the granting person's own password."""

    person_id: str
    office: Office
    since: date
    until: date | None
    basis: str
    password: str

    def __repr__(self) -> str:
        return f"GrantAnswer(person_id={self.person_id!r}, office={self.office!r}, password hidden)"


@dataclass(frozen=True, slots=True)
class TermFacts:
    """One office of one person."""

    id: str
    seen: int
    office: Office
    since: date
    until: date | None
    basis: str
    granted_by: str
    holds_today: bool


@dataclass(frozen=True, slots=True)
class KeyFacts:
    """A person's own way to sign: status is enrolled, confirmed, awaiting or ended."""

    id: str
    seen: int
    status: str
    enrolled_by: str
    enrolled_at: datetime
    confirmed_by: str
    confirmed_at: datetime | None


@dataclass(frozen=True, slots=True)
class PersonRow:
    """One person as the list shows them."""

    id: str
    seen: int
    name: str
    kind: PersonKind
    paid: bool
    offices: tuple[Office, ...]  # held today
    can_sign_in: bool
    key_status: str  # "" when there is none
    left_on: date | None


@dataclass(frozen=True, slots=True)
class PersonFacts:
    """One person's page."""

    row: PersonRow
    since: date | None
    terms: tuple[TermFacts, ...]
    key: KeyFacts | None
    can: frozenset[str]  # rename enrol grant_staff grant_governor end_office confirm_key leave


@dataclass(frozen=True, slots=True)
class Enrolled:
    """A new key: the person's own recovery code, shown once."""

    person: PersonFacts
    recovery_code: str

    def __repr__(self) -> str:
        return f"Enrolled(person={self.person.row.id!r}, code hidden)"
