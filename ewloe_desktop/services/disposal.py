"""Disposal at the end of retention: proposed, confirmed by the head teacher, and the journal stays whole."""

import json
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from ewloe_desktop.domain.errors import FieldProblem, FieldsRefused, RuleBroken
from ewloe_desktop.domain.people import Action, Actor
from ewloe_desktop.domain.text import clean_lines
from ewloe_desktop.services.keys import open_key
from ewloe_desktop.services.photo_uses import reference
from ewloe_desktop.services.standing import allow, fetch, today
from ewloe_desktop.storage.acts import declare
from ewloe_desktop.storage.documents import Document
from ewloe_desktop.storage.people import Person
from ewloe_desktop.storage.photos import PhotoAnswer, PictureCheck, Placement, PlacementPerson, Takedown


@dataclass(frozen=True, slots=True)
class Disposable:
    """A leaver whose photo records have been kept long enough."""

    person_id: str
    seen: int
    name: str
    left_on: date
    kept_until: date
    answers: int
    placements: int


def propose_disposal(session: Session, actor: Actor) -> tuple[Disposable, ...]:
    """Leavers whose photo records are past their retention, by the day they left; nothing is touched."""
    allow(session, actor, Action.SEE_PHOTOS)
    years = int(reference("retention")["photo_answers_years"])
    on = today(session)
    found = []
    query = select(Person).where(Person.left_on.is_not(None)).order_by(Person.left_on, Person.folded)
    for person in session.scalars(query).all():
        left = date.fromisoformat(person.left_on or "")
        kept_until = date(left.year + years, 12, 31)
        answers = len(session.execute(select(PhotoAnswer.id).where(PhotoAnswer.person_id == person.id)).all())
        placed = len(session.execute(select(PlacementPerson.id).where(PlacementPerson.person_id == person.id)).all())
        if kept_until < on and (answers or placed):
            found.append(Disposable(person.id, person.version, person.name, left, kept_until, answers, placed))
    return tuple(found)


def confirm_disposal(
    session: Session, actor: Actor, people: tuple[Disposable, ...], note: str, password: str
) -> tuple[Disposable, ...]:
    """Erases these people's photo records under the head teacher's own password; gives back what is still proposed."""
    allow(session, actor, Action.DISPOSE)
    if not clean_lines(note):
        raise FieldsRefused((FieldProblem("note", "missing"),))
    proposed = {entry.person_id for entry in propose_disposal(session, actor)}
    if not people or not {entry.person_id for entry in people} <= proposed:
        raise RuleBroken("not_disposable")
    signer = open_key(session, actor.person_id, password)
    erased = 0
    for entry in people:
        fetch(session, Person, entry.person_id, entry.seen)
        erased += _erase(session, entry.person_id)
    ids = sorted(entry.person_id for entry in people)
    facts = {"people": ids, "records": erased, "note": clean_lines(note)}
    declare(session, "records_disposed", facts, signer=signer)
    session.flush()
    return propose_disposal(session, actor)


def _erase(session: Session, person_id: str) -> int:
    """Deletes the rows of one person; their salted digests stay in the journal and tell nothing."""
    answers = session.scalars(select(PhotoAnswer).where(PhotoAnswer.person_id == person_id)).all()
    takedowns = session.scalars(select(Takedown).where(Takedown.person_id == person_id)).all()
    placed = session.scalars(select(PlacementPerson).where(PlacementPerson.person_id == person_id)).all()
    scans = {row.evidence_id for row in answers if row.evidence_id}
    placements = {row.placement_id for row in placed}
    for row in (*answers, *takedowns, *placed):
        session.delete(row)
    session.flush()
    rows = len(answers) + len(takedowns) + len(placed)
    for scan in scans:
        if session.execute(select(PhotoAnswer.id).where(PhotoAnswer.evidence_id == scan)).first() is None:
            session.delete(fetch(session, Document, scan))
            rows += 1
    for placement in placements:
        rows += _erase_empty(session, placement)
    rows += _erase_from_checks(session, person_id)
    session.flush()
    return rows


def _erase_from_checks(session: Session, person_id: str) -> int:
    """Takes somebody out of the checks that were kept of pictures; the answers to them stay."""
    rows = session.scalars(select(PictureCheck).where(PictureCheck.people.contains(person_id))).all()
    for row in rows:
        row.people = json.dumps([entry for entry in json.loads(row.people) if entry[0] != person_id])
    return len(rows)


def _erase_empty(session: Session, placement_id: str) -> int:
    """Deletes a placement in which nobody is left."""
    others = session.execute(select(PlacementPerson.id).where(PlacementPerson.placement_id == placement_id)).first()
    waiting = session.execute(select(Takedown.id).where(Takedown.placement_id == placement_id)).first()
    if others is not None or waiting is not None:
        return 0
    session.delete(fetch(session, Placement, placement_id))
    return 1
