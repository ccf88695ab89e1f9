"""What the rules about sites look at besides the answers: who works here today, in which offices, and the host."""

from collections.abc import Iterable, Mapping
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from ewloe_desktop.domain.people import Office, offices_held
from ewloe_desktop.domain.site_answers import Answers, people, said
from ewloe_desktop.domain.site_form import RequestKind
from ewloe_desktop.domain.site_rules import Around, Note
from ewloe_desktop.domain.sites import STEPS, InPost, RequestState, Step
from ewloe_desktop.services.site_form import basis_of
from ewloe_desktop.services.site_hosts import host_facts, host_rule
from ewloe_desktop.services.standing import term_of, today
from ewloe_desktop.storage.people import OfficeTerm, Person
from ewloe_desktop.storage.search import fold

_ENDORSED = {state.value for state in (RequestState.WITH_SECOND, RequestState.WITH_HEAD, RequestState.APPROVED)}
NAMING = ("author", "line_manager", "administrators", "moderators")


def in_post(person: Person, on: date) -> bool:
    """Whether somebody works for the school on a day: not yet before they start, no more on the day they leave."""
    began = person.since is None or person.since <= on.isoformat()
    return began and (person.left_on is None or person.left_on > on.isoformat())


def people_as_of_today(session: Session, ids: Iterable[str]) -> Mapping[str, InPost]:
    """People with their offices as the rules see them today."""
    wanted, on = set(ids), today(session)
    terms: dict[str, list[OfficeTerm]] = {}
    for row in session.scalars(select(OfficeTerm).where(OfficeTerm.person_id.in_(wanted))):
        terms.setdefault(row.person_id, []).append(row)
    found = {}
    for person in session.scalars(select(Person).where(Person.id.in_(wanted))):
        here = in_post(person, on)
        offices = offices_held(tuple(term_of(t) for t in terms.get(person.id, ())), on) if here else frozenset()
        found[person.id] = InPost(person.id, person.name, here, offices)
    return found


def office_holders(session: Session, *offices: Office) -> tuple[InPost, ...]:
    """Those who hold one of these offices today, by name."""
    wanted = select(OfficeTerm.person_id).where(OfficeTerm.office.in_([office.value for office in offices]))
    known = people_as_of_today(session, session.scalars(wanted))
    return tuple(sorted((p for p in known.values() if p.offices & set(offices)), key=lambda p: fold(p.name)))


def nobody_seconds(session: Session, kind: RequestKind, author_id: str) -> tuple[Note, ...]:
    """A warning when a request needs a second approver and nobody else than the requester holds that office."""
    if Step.SECOND not in STEPS[kind]:
        return ()
    found = any(p.person_id != author_id for p in office_holders(session, Office.BUSINESS_MANAGER))
    return () if found else (Note("nobody_seconds"),)


def named_in(*several: Answers) -> set[str]:
    """The ids of everybody whom answers name."""
    return {id_ for answers in several for name in NAMING for id_ in people(answers.get(name, "")) if id_}


def around(session: Session, answers: Answers, state: str = "") -> Around:
    """What the rules need to judge answers today, of a request that stands at `state`."""
    host = host_rule(host_facts(session, said(answers, "host")))
    adopted = basis_of(session).revision_id is not None
    endorsed = state in _ENDORSED
    return Around(today(session), people_as_of_today(session, named_in(answers)), host, adopted, endorsed)
