"""Who stands in for the head teacher: a dated term of their own, named as acting wherever it signs."""

from collections.abc import Iterable
from datetime import date

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from ewloe_desktop.domain.people import ACTING_HEAD, Office
from ewloe_desktop.services.standing import term_of, today
from ewloe_desktop.storage.keys import ActingTerm
from ewloe_desktop.storage.people import OfficeTerm, Person

ACTING = ACTING_HEAD  # how sheets name the office
CAPACITY = "acting"


def is_acting(session: Session, term_id: str) -> bool:
    """Whether a term stands in for the holder of its office."""
    return session.scalars(select(ActingTerm.id).where(ActingTerm.term_id == term_id).limit(1)).first() is not None


def acting_terms(session: Session) -> frozenset[str]:
    """The ids of all terms that stand in."""
    return frozenset(session.scalars(select(ActingTerm.term_id)))


def only_acting(terms: Iterable[OfficeTerm], acting: frozenset[str], on: date) -> bool:
    """Whether somebody with these terms is head teacher on a day, and only as one who stands in."""
    held = [t.id in acting for t in terms if t.office == Office.HEAD.value and term_of(t).holds(on)]
    return bool(held) and all(held)


def acts_as_head(session: Session, person_id: str, on: date | None = None) -> bool:
    """Whether somebody is head teacher today, or on a day, only as one who stands in."""
    query = (
        select(OfficeTerm, ActingTerm.id)
        .outerjoin(ActingTerm, ActingTerm.term_id == OfficeTerm.id)
        .where(OfficeTerm.person_id == person_id, OfficeTerm.office == Office.HEAD.value)
    )
    held = [acting for term, acting in session.execute(query) if term_of(term).holds(on or today(session))]
    return bool(held) and all(acting is not None for acting in held)


def head_in_post(session: Session) -> str:
    """The name of the head teacher of today, whoever stands in for them left out; "" when there is none."""
    on = today(session)
    query = (
        select(OfficeTerm, Person.name)
        .join(Person, Person.id == OfficeTerm.person_id)
        .where(OfficeTerm.office == Office.HEAD.value, OfficeTerm.id.not_in(select(ActingTerm.term_id)))
        .where(or_(Person.left_on.is_(None), Person.left_on > on.isoformat()))
    )
    return next((name for term, name in session.execute(query) if term_of(term).holds(on)), "")
