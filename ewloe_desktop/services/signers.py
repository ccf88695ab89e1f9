"""Who can sign a revision now, in which office, and why somebody cannot."""

from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from ewloe_desktop.domain.approvals import Body, Signable
from ewloe_desktop.domain.people import GOVERNING, Office
from ewloe_desktop.services.acting import acts_as_head
from ewloe_desktop.services.people import current_key
from ewloe_desktop.services.standing import held, now, terms_of, today
from ewloe_desktop.storage.journal import Event
from ewloe_desktop.storage.people import OfficeTerm, Person

CLOCK_AHEAD_DAYS = 30


def who_can_sign(session: Session, body: Body, head_id: str, *, ink: bool = False) -> tuple[Signable, ...]:
    """Everybody with an office that signs for this body, now or till lately, with the rule that refuses them.

    Nobody needs a password of their own to have signed in ink, and an ended term may have run on that day.
    """
    wanted = frozenset({Office.HEAD}) if body is Body.HEAD else GOVERNING
    found = []
    ids = set(session.scalars(select(OfficeTerm.person_id).where(OfficeTerm.office.in_([o.value for o in wanted]))))
    for person in session.scalars(select(Person).where(Person.id.in_(ids)).order_by(Person.folded)):
        offices, ended = held(session, person.id) & wanted, _recent_term(session, person.id, wanted)
        if not offices and ended is None:
            continue
        refused = _refusal(session, person, body, head_id, in_office=bool(offices), ink=ink)
        on, office = (None, min(offices, key=list(Office).index)) if ended is None or offices else ended
        acting = office is Office.HEAD and acts_as_head(session, person.id, on)
        found.append(Signable(person.id, person.name, office.value, refused, acting))
    return tuple(found)


def _recent_term(session: Session, person_id: str, wanted: frozenset[Office]) -> tuple[date, Office] | None:
    terms = [t for t in terms_of(session, person_id) if t.office in wanted]
    ended = [(t.until, t.office) for t in terms if t.until and t.until < today(session)]
    return max(ended, key=lambda one: one[0]) if ended else None


def _refusal(session: Session, person: Person, body: Body, head_id: str, *, in_office: bool, ink: bool) -> str:
    if not in_office and not ink:
        return "person_left" if person.left_on else "term_ended"
    if body is Body.GOVERNORS and person.id == head_id:
        return "same_person"
    if body is Body.GOVERNORS and person.paid:
        return "paid_chair"
    if ink:
        return ""
    key = current_key(session, person.id)
    if key is None:
        return "no_key"
    return "key_awaiting" if key.status == "awaiting" else ""


def governors_in_post(session: Session) -> int:
    """How many governors hold office today."""
    people = session.scalars(select(OfficeTerm.person_id).where(OfficeTerm.office.in_([o.value for o in GOVERNING])))
    return sum(1 for id_ in set(people) if held(session, id_) & GOVERNING)


def clock_warning(session: Session) -> str:
    """How the PC's clock stands to the last act: "", "behind" or "ahead" by more than 30 days."""
    last = session.scalar(select(Event.at).order_by(Event.seq.desc()).limit(1))
    if last is None:
        return ""
    gap = now(session) - datetime.fromisoformat(last)
    if gap.total_seconds() < -60:
        return "behind"
    return "ahead" if gap.days > CLOCK_AHEAD_DAYS else ""
