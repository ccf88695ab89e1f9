"""Somebody without a way to sign: how the last one ended, and who, by name, gives and confirms another."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from ewloe_desktop.documents.words import words
from ewloe_desktop.domain.keys import ANSWERING, confirmers
from ewloe_desktop.domain.people import MAY, Action, Actor, Office
from ewloe_desktop.services.standing import held, in_post, local_day, names_of
from ewloe_desktop.storage.keys import KeyDoubt, KeySlip
from ewloe_desktop.storage.people import OfficeTerm, SigningKey


@dataclass(frozen=True, slots=True)
class EndedFacts:
    """How somebody's way to sign was ended: when, by whom, whether they said so themselves, and what was typed."""

    on: date
    by: str
    own: bool
    reason: str


@dataclass(frozen=True, slots=True)
class HelpersFacts:
    """Names with offices: who hears of a report, who gives a new password, and who can confirm it."""

    told: str
    give: str
    confirm: str
    ended: EndedFacts | None
    may_give: frozenset[str]  # ids of people
    may_confirm: frozenset[str]


def ended_way(session: Session, person_id: str) -> EndedFacts | None:
    """How the person's way to sign was ended because somebody else may have known the password; None otherwise."""
    query = select(KeyDoubt).where(KeyDoubt.person_id == person_id, KeyDoubt.state == "revoked")
    row = session.scalars(query.order_by(KeyDoubt.raised_at.desc()).limit(1)).first()
    if row is None or working_status(session, person_id):
        return None
    by = names_of(session, {row.raised_by}).get(row.raised_by, "")
    return EndedFacts(local_day(row.raised_at), by, row.raised_by == person_id, row.reason)


def working_status(session: Session, person_id: str) -> str:
    """How the person's way to sign stands: "enrolled", "confirmed", "awaiting", or "" where there is none."""
    query = select(SigningKey.status).where(SigningKey.person_id == person_id, SigningKey.status != "ended")
    return session.scalars(query.order_by(SigningKey.enrolled_at.desc()).limit(1)).first() or ""


def key_helpers(session: Session, actor: Actor, person_id: str) -> HelpersFacts:
    """Who can do what about the way to sign of a person; where nobody can by name, the offices that may."""
    allowed = confirmers(held(session, person_id), chair_in_post=in_post(session, Office.CHAIR))
    query = select(SigningKey).where(SigningKey.status != "ended")
    keys = {key.person_id: key for key in session.scalars(query.order_by(SigningKey.enrolled_at))}
    waits = keys.get(person_id)
    involved = {person_id} | (_involved(session, waits) if waits is not None else set())
    ids = set(session.scalars(select(OfficeTerm.person_id).distinct())) & set(keys) - {person_id}
    offices = {id_: held(session, id_) for id_ in ids}
    confirmed = {id_ for id_ in ids if keys[id_].status == "confirmed"} - involved
    give, told, confirm = (
        {id_: offices[id_] & wanted for id_ in among if offices[id_] & wanted}
        for wanted, among in ((MAY[Action.ENROL_KEY], ids), (ANSWERING, ids), (allowed, confirmed))
    )
    return HelpersFacts(
        told=_named(session, told, ANSWERING),
        give=_named(session, give, MAY[Action.ENROL_KEY]),
        confirm=_named(session, confirm, allowed),
        ended=ended_way(session, person_id),
        may_give=frozenset(give),
        may_confirm=frozenset(confirm),
    )


def _involved(session: Session, key: SigningKey) -> set[str]:
    """Whoever made a key possible does not confirm it."""
    return {key.enrolled_by, *session.scalars(select(KeySlip.issued_by).where(KeySlip.key_id == key.id))}


def _named(session: Session, people: dict[str, frozenset[Office]], otherwise: frozenset[Office]) -> str:
    said, names = words("office"), names_of(session, set(people))
    if not people:
        return ", ".join(said[office.value] for office in Office if office in otherwise)
    first = {id_: next(office for office in Office if office in offices) for id_, offices in people.items()}
    order = sorted(people, key=lambda id_: (list(Office).index(first[id_]), names.get(id_, "")))
    return ", ".join(f"{names.get(id_, '')} ({said[first[id_].value]})" for id_ in order)
