"""Adding people, changing them, listing them, and showing one with offices and key."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from ewloe_desktop.domain.errors import FieldProblem, FieldsRefused, RuleBroken
from ewloe_desktop.domain.journal import fingerprint
from ewloe_desktop.domain.names import turns
from ewloe_desktop.domain.people import (
    MAY,
    Action,
    Actor,
    InOffice,
    Office,
    PersonKind,
    grantable,
    named,
    offices_held,
    require_still_allowed,
)
from ewloe_desktop.domain.text import clean
from ewloe_desktop.services.acting import acting_terms, head_in_post, only_acting
from ewloe_desktop.services.person_can import About, CardFacts, SlipFacts, can, card_of, open_slip
from ewloe_desktop.services.photo_uses import add_turn
from ewloe_desktop.services.standing import allow, day, fetch, held, moment, names_of, term_of, terms_of, today
from ewloe_desktop.storage.acts import declare
from ewloe_desktop.storage.people import OfficeTerm, Person, SigningKey
from ewloe_desktop.storage.search import filed, fold
from ewloe_desktop.storage.vault import rename_entry

LONGEST_NAME = 300


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
    acting: bool = False  # stands in for the head teacher

    def __repr__(self) -> str:
        return f"GrantAnswer(person_id={self.person_id!r}, office={self.office!r}, password hidden)"


@dataclass(frozen=True, slots=True)
class TermFacts(InOffice):
    """One office of one person."""

    id: str
    seen: int
    office: Office
    since: date
    until: date | None
    basis: str
    granted_by: str
    holds_today: bool
    acting: bool = False


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
    fingerprint: str = ""  # as it stands on the part of the card that is in the school's file
    card: CardFacts | None = None


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
    acting: bool = False  # head teacher today only as one who stands in

    @property
    def named(self) -> tuple[str, ...]:
        """The offices held today as people are told of them."""
        return named(self.offices, acting=self.acting)


@dataclass(frozen=True, slots=True)
class PersonFacts:
    """One person's page."""

    row: PersonRow
    since: date | None
    terms: tuple[TermFacts, ...]
    key: KeyFacts | None
    can: frozenset[str]  # see person_can
    slip: SlipFacts | None = None
    gives: tuple[str, ...] = ()  # the offices, by name, that the person signed in may give
    head: str = ""  # who is head teacher today, for whoever may name another


@dataclass(frozen=True, slots=True)
class Enrolled:
    """A new key: the person's own recovery code, shown once."""

    person: PersonFacts
    recovery_code: str

    def __repr__(self) -> str:
        return f"Enrolled(person={self.person.row.id!r}, code hidden)"


def list_people(session: Session, actor: Actor, find: str = "") -> tuple[PersonRow, ...]:
    """Everybody by name, those who left last; `find` is any part of a name, accents folded."""
    _may_look(session, actor)
    query = select(Person).order_by(Person.folded)
    if find.strip():
        query = query.where(Person.folded.contains(fold(find), autoescape=True))
    people = sorted(session.scalars(query), key=lambda p: p.left_on is not None)
    keys = _keys(session)
    terms: dict[str, list[OfficeTerm]] = {}
    for term in session.scalars(select(OfficeTerm)):
        terms.setdefault(term.person_id, []).append(term)
    on, acting = today(session), acting_terms(session)
    return tuple(_row(p, terms.get(p.id, []), keys.get(p.id), on, acting) for p in people)


def _may_look(session: Session, actor: Actor) -> frozenset[Office]:
    """People are shown to whoever may read, and to whoever may add them."""
    offices = held(session, actor.person_id)
    return offices if offices & MAY[Action.ADD_PERSON] else allow(session, actor, Action.READ)


def _keys(session: Session) -> dict[str, SigningKey]:
    query = select(SigningKey).where(SigningKey.status != "ended").order_by(SigningKey.enrolled_at)
    return {key.person_id: key for key in session.scalars(query)}


def _row(
    person: Person, terms: list[OfficeTerm], key: SigningKey | None, on: date, acting: frozenset[str]
) -> PersonRow:
    gone = person.left_on is not None and person.left_on <= on.isoformat()
    offices = frozenset() if gone else offices_held(tuple(term_of(t) for t in terms), on)
    return PersonRow(
        id=person.id,
        seen=person.version,
        name=person.name,
        kind=PersonKind(person.kind),
        paid=bool(person.paid),
        offices=tuple(o for o in Office if o in offices),
        can_sign_in=key is not None and not gone,
        key_status=key.status if key else "",
        left_on=day(person.left_on),
        acting=only_acting(terms, acting, on),
    )


def current_key(session: Session, person_id: str) -> SigningKey | None:
    """The person's key that has not ended."""
    query = select(SigningKey).where(SigningKey.person_id == person_id, SigningKey.status != "ended")
    return session.scalars(query.order_by(SigningKey.enrolled_at.desc()).limit(1)).first()


def show_person(session: Session, actor: Actor, person_id: str) -> PersonFacts:
    """One person with terms, key and what the person signed in may do with them."""
    offices = _may_look(session, actor)
    person = fetch(session, Person, person_id)
    query = select(OfficeTerm).where(OfficeTerm.person_id == person_id).order_by(OfficeTerm.since.desc())
    terms = list(session.scalars(query))
    key = current_key(session, person_id)
    names = names_of(
        session, {t.granted_by for t in terms} | ({key.enrolled_by, key.confirmed_by or ""} if key else set())
    )
    acting, gives = acting_terms(session), grantable(offices)
    row = _row(person, terms, key, today(session), acting)
    return PersonFacts(
        row=row,
        since=day(person.since),
        terms=tuple(_term_facts(session, t, names, acting) for t in terms),
        key=_key_facts(session, key, names) if key else None,
        can=can(session, offices, actor, About(row.id, row.left_on is None, frozenset(row.offices), key)),
        slip=open_slip(session, person_id) if row.left_on is None else None,
        gives=gives,
        head=head_in_post(session) if Office.HEAD in gives else "",
    )


def _term_facts(session: Session, term: OfficeTerm, names: dict[str, str], acting: frozenset[str]) -> TermFacts:
    return TermFacts(
        id=term.id,
        seen=term.version,
        office=Office(term.office),
        since=date.fromisoformat(term.since),
        until=day(term.until),
        basis=term.basis,
        granted_by=names.get(term.granted_by, ""),
        holds_today=term_of(term).holds(today(session)),
        acting=term.id in acting,
    )


def _key_facts(session: Session, key: SigningKey, names: dict[str, str]) -> KeyFacts:
    return KeyFacts(
        id=key.id,
        seen=key.version,
        status=key.status,
        enrolled_by=names.get(key.enrolled_by, ""),
        enrolled_at=moment(key.enrolled_at),
        confirmed_by=names.get(key.confirmed_by or "", ""),
        confirmed_at=moment(key.confirmed_at) if key.confirmed_at else None,
        fingerprint=fingerprint(key.public_der),
        card=card_of(session, key.id),
    )


def add_person(session: Session, actor: Actor, new: NewPerson) -> PersonFacts:
    """Adds somebody the policy calls a staff member; refuses an empty or over-long name."""
    allow(session, actor, Action.ADD_PERSON)
    name = checked_name(new.name)
    person = Person(
        name=name,
        folded=filed(name),
        kind=new.kind.value,
        paid=int(new.paid),
        since=new.since.isoformat() if new.since else None,
    )
    session.add(person)
    session.flush()
    declare(session, "person_added", {"person": person.id, "person_kind": person.kind}, subject=person.id)
    return show_person(session, actor, person.id)


def checked_name(name: str) -> str:
    """The name as it is kept: composed, one space between words; FieldsRefused for none, a long or a deceiving one."""
    kept = clean(name)
    if turns(name):
        raise FieldsRefused((FieldProblem("name", "turned"),))
    if not kept:
        raise FieldsRefused((FieldProblem("name", "missing"),))
    if len(kept) > LONGEST_NAME:
        raise FieldsRefused((FieldProblem("name", "too_long", {"most": LONGEST_NAME}),))
    return kept


def change_person(session: Session, actor: Actor, person_id: str, seen: int, new: NewPerson) -> PersonFacts:
    """Puts a name, a kind or pay right; sheets already signed keep the name they were signed with."""
    allow(session, actor, Action.ADD_PERSON)
    person = fetch(session, Person, person_id, seen)
    require_still_allowed(new.kind, new.paid, terms_of(session, person_id), today(session))
    if person.kind != new.kind.value:
        # Another post: what was agreed for the old one does not carry over.
        add_turn(session, "post", today(session), person_id=person_id)
    person.name = checked_name(new.name)
    person.folded = filed(person.name)
    ring, name = session.info["register"].ring, person.name
    session.info["afterwards"].append(lambda: rename_entry(ring, person_id, name))
    person.kind, person.paid = new.kind.value, int(new.paid)
    person.since = new.since.isoformat() if new.since else None
    declare(session, "person_changed", {"person": person.id, "person_kind": person.kind}, subject=person.id)
    session.flush()
    return show_person(session, actor, person_id)


def require_present(session: Session, person_id: str) -> Person:
    """The person, unless they have left."""
    person = fetch(session, Person, person_id)
    if person.left_on is not None and person.left_on <= today(session).isoformat():
        raise RuleBroken("person_left", facts={"name": person.name, "left": day(person.left_on)})
    return person
