"""Who stands in for the head teacher: a dated term of their own, named as acting wherever it signs."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from ewloe_desktop.domain.people import Office
from ewloe_desktop.services.standing import term_of, today
from ewloe_desktop.storage.keys import ActingTerm
from ewloe_desktop.storage.people import OfficeTerm

ACTING = "acting_head_teacher"  # how sheets name the office
CAPACITY = "acting"


def is_acting(session: Session, term_id: str) -> bool:
    """Whether a term stands in for the holder of its office."""
    return session.scalars(select(ActingTerm.id).where(ActingTerm.term_id == term_id).limit(1)).first() is not None


def acts_as_head(session: Session, person_id: str) -> bool:
    """Whether somebody is head teacher today only as one who stands in."""
    query = (
        select(OfficeTerm, ActingTerm.id)
        .outerjoin(ActingTerm, ActingTerm.term_id == OfficeTerm.id)
        .where(OfficeTerm.person_id == person_id, OfficeTerm.office == Office.HEAD.value)
    )
    held = [acting for term, acting in session.execute(query) if term_of(term).holds(today(session))]
    return bool(held) and all(acting is not None for acting in held)
