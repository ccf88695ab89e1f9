"""Giving and ending offices, and leaving: each a signed act."""

from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from ewloe_desktop.domain.errors import FieldProblem, FieldsRefused, RuleBroken
from ewloe_desktop.domain.people import (
    SINGLE,
    Action,
    Actor,
    Holder,
    Office,
    PersonKind,
    Term,
    require_grant,
    require_term,
)
from ewloe_desktop.domain.text import clean
from ewloe_desktop.services.acting import is_acting
from ewloe_desktop.services.keys import open_key
from ewloe_desktop.services.people import GrantAnswer, PersonFacts, current_key, require_present, show_person
from ewloe_desktop.services.photo_uses import add_turn
from ewloe_desktop.services.placements import ask_takedowns
from ewloe_desktop.services.standing import allow, day, fetch, held, term_of, terms_of, today
from ewloe_desktop.storage.acts import declare
from ewloe_desktop.storage.keys import ActingTerm
from ewloe_desktop.storage.people import OfficeTerm, Person
from ewloe_desktop.storage.vault import remove_entry


def grant_office(session: Session, actor: Actor, answer: GrantAnswer) -> PersonFacts:
    """Gives an office for a dated term under the granting person's own password."""
    person = require_present(session, answer.person_id)
    require_grant(answer.office, held(session, actor.person_id), granter=actor.person_id, person=person.id)
    _require_acting(answer)
    term = Term(answer.office, answer.since, answer.until)
    own, others = terms_of(session, person.id), _others(session, person.id, answer.office, acting=answer.acting)
    require_term(term, PersonKind(person.kind), bool(person.paid), own, others)
    key = open_key(session, actor.person_id, answer.password)
    row = OfficeTerm(
        person_id=person.id,
        office=answer.office.value,
        since=answer.since.isoformat(),
        until=answer.until.isoformat() if answer.until else None,
        basis=clean(answer.basis),
        granted_by=actor.person_id,
    )
    session.add(row)
    facts: dict[str, object] = {"person": person.id, "office": row.office, "since": row.since, "until": row.until}
    facts |= {"basis": row.basis}
    if answer.acting:
        session.flush()
        session.add(ActingTerm(term_id=row.id, minute=row.basis))
        facts |= {"acting": True}
    declare(session, "acting_granted" if answer.acting else "office_granted", facts, subject=person.id, signer=key)
    session.flush()
    return show_person(session, actor, person.id)


def _require_acting(answer: GrantAnswer) -> None:
    """Somebody who stands in does so for the head teacher alone, until a day, and as the governing body has minuted."""
    if not answer.acting:
        return
    if answer.office is not Office.HEAD:
        raise RuleBroken("acting_head_only")
    missing = [name for name, told in (("until", answer.until), ("basis", clean(answer.basis))) if not told]
    if missing:
        raise FieldsRefused(tuple(FieldProblem(name, "missing") for name in missing))


def _others(session: Session, person_id: str, office: Office, *, acting: bool = False) -> tuple[Holder, ...]:
    """Who else holds a single office: whoever stands in stands beside the holder, and in nobody's way."""
    if office not in SINGLE:
        return ()
    query = select(OfficeTerm).where(OfficeTerm.office == office.value, OfficeTerm.person_id != person_id)
    holders = []
    for row in session.scalars(query):
        if is_acting(session, row.id) != acting:
            continue
        person = fetch(session, Person, row.person_id)
        left = date.fromisoformat(person.left_on) if person.left_on else None
        term = term_of(row)
        if left is not None and (term.until is None or term.until >= left):
            term = Term(term.office, term.since, left - timedelta(days=1))
        holders.append(Holder(person.id, person.name, (term,)))
    return tuple(holders)


def end_office(session: Session, actor: Actor, term_id: str, seen: int, until: date, password: str) -> PersonFacts:
    """Ends a term on a day, under the ending person's own password; nobody ends their own."""
    row = fetch(session, OfficeTerm, term_id, seen)
    office = Office(row.office)
    require_grant(office, held(session, actor.person_id), granter=actor.person_id, person=row.person_id)
    if until < date.fromisoformat(row.since):
        raise FieldsRefused((FieldProblem("until", "before_since", {"since": date.fromisoformat(row.since)}),))
    if row.until is not None and row.until < today(session).isoformat():
        raise RuleBroken("term_over", facts={"until": date.fromisoformat(row.until)})
    if row.until is not None and until.isoformat() > row.until:
        _require_longer(session, row, until)
    key = open_key(session, actor.person_id, password)
    row.until = until.isoformat()
    facts = {"person": row.person_id, "office": row.office, "until": row.until}
    declare(session, "office_ended", facts, subject=row.person_id, signer=key)
    session.flush()
    return show_person(session, actor, row.person_id)


def _require_longer(session: Session, row: OfficeTerm, until: date) -> None:
    """A later last day is a longer term, and has to be allowed as a new one has."""
    person, longer, now = fetch(session, Person, row.person_id), term_of(row), terms_of(session, row.person_id)
    own = tuple(term for term in now if term != longer)
    longer = Term(longer.office, longer.since, until)
    others = _others(session, person.id, longer.office, acting=is_acting(session, row.id))
    require_term(longer, PersonKind(person.kind), bool(person.paid), own, others)


def person_leaves(
    session: Session, actor: Actor, person_id: str, seen: int, left_on: date, password: str
) -> PersonFacts:
    """Records a leaver: terms end, the key can sign no more; what they signed stays as it was."""
    allow(session, actor, Action.ADD_PERSON)
    person = fetch(session, Person, person_id, seen)
    _require_may_leave(session, actor, person, left_on)
    key = open_key(session, actor.person_id, password)
    person.left_on = left_on.isoformat()
    for row in session.scalars(select(OfficeTerm).where(OfficeTerm.person_id == person_id)):
        if row.until is None or row.until > person.left_on:
            row.until = person.left_on  # a term still to come ends before it begins: it is never held
    ended = current_key(session, person_id)
    if ended is not None:
        ended.status, ended.wrapped, ended.wrapped_recovery = "ended", None, None
        ring = session.info["register"].ring
        session.info["afterwards"].append(lambda: remove_entry(ring, person_id))
    add_turn(session, "left", left_on, person_id=person_id)
    ask_takedowns(session, person_id, "left")
    declare(session, "person_left", {"person": person.id, "left": person.left_on}, subject=person.id, signer=key)
    session.flush()
    return show_person(session, actor, person_id)


def _require_may_leave(session: Session, actor: Actor, person: Person, left_on: date) -> None:
    if actor.person_id == person.id:
        raise RuleBroken("own_leaving")
    if person.left_on is not None:
        raise RuleBroken("person_left", facts={"name": person.name, "left": day(person.left_on)})
    if left_on > today(session):
        raise RuleBroken("date_in_future", facts={"date": left_on, "today": today(session)})
    if person.since is not None and left_on.isoformat() < person.since:
        raise FieldsRefused((FieldProblem("left_on", "before_since", {"since": day(person.since)}),))
    mine = held(session, actor.person_id)
    for office in held(session, person.id):
        require_grant(office, mine, granter=actor.person_id, person=person.id)


def person_returns(session: Session, actor: Actor, person_id: str, seen: int, since: date) -> PersonFacts:
    """Records that somebody who left is back; earlier offices, passwords and yeses to pictures do not come back."""
    allow(session, actor, Action.ADD_PERSON)
    person = fetch(session, Person, person_id, seen)
    left = date.fromisoformat(person.left_on) if person.left_on else None
    if left is None:
        raise RuleBroken("not_left", facts={"name": person.name})
    if since < left or since > today(session):
        raise FieldsRefused((FieldProblem("since", "not_between", {"left": left, "today": today(session)}),))
    person.left_on, person.since = None, since.isoformat()
    add_turn(session, "rejoined", since, person_id=person_id)
    declare(session, "person_returned", {"person": person.id, "since": person.since}, subject=person.id)
    session.flush()
    return show_person(session, actor, person_id)
