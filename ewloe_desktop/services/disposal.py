"""Disposal at the end of retention: proposed, confirmed by the head teacher, and the journal stays whole."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session, aliased

from ewloe_desktop.domain.errors import FieldProblem, FieldsRefused, RuleBroken
from ewloe_desktop.domain.people import Action, Actor
from ewloe_desktop.domain.text import clean_lines
from ewloe_desktop.services.erasing import ACT, Erasure, erase_people, keeps_name
from ewloe_desktop.services.keys import open_key
from ewloe_desktop.services.photo_uses import reference
from ewloe_desktop.services.standing import allow, fetch, local_day, now, stamp, today
from ewloe_desktop.storage.acts import declare
from ewloe_desktop.storage.documents import Document
from ewloe_desktop.storage.journal import Event
from ewloe_desktop.storage.people import Person
from ewloe_desktop.storage.photos import PhotoAnswer, PlacementPerson

NOTE = "disposal_note"


@dataclass(frozen=True, slots=True)
class Disposable:
    """A leaver whose records have been kept long enough.

    keeps_name: "" when the name goes too; held_office, signed or official_site when it stays as evidence.
    shared_scans: scans that hold other people's forms as well and stay as long as one of those is kept.
    """

    person_id: str
    seen: int
    name: str
    left_on: date
    kept_until: date
    answers: int
    placements: int
    keeps_name: str = ""
    shared_scans: int = 0


@dataclass(frozen=True, slots=True)
class Erased:
    """Somebody whose records were erased, by which act and on which day; keeps_name: their name stayed."""

    person_id: str
    act: int
    on: date
    keeps_name: bool


def propose_disposal(session: Session, actor: Actor) -> tuple[Disposable, ...]:
    """Leavers past their retention of whom something can be erased, by the day they left; nothing is touched."""
    allow(session, actor, Action.SEE_PHOTOS)
    years = int(reference("retention")["photo_answers_years"])
    over = date(today(session).year - years, 1, 1).isoformat()
    query = select(Person).where(Person.left_on < over).order_by(Person.left_on, Person.folded)
    people = session.scalars(query).all()
    ids = [person.id for person in people]
    answers, placed = _count(session, PhotoAnswer, ids), _count(session, PlacementPerson, ids)
    kept, erased, shared = keeps_name(session, ids), _erased(session), _shared_scans(session, ids)
    found = []
    for person in people:
        left = date.fromisoformat(person.left_on or "")
        named = person.id not in kept and (person.id not in erased or erased[person.id].keeps_name)
        if person.id in answers or person.id in placed or named:
            found.append(
                Disposable(
                    person_id=person.id,
                    seen=person.version,
                    name=person.name,
                    left_on=left,
                    kept_until=date(left.year + years, 12, 31),
                    answers=answers.get(person.id, 0),
                    placements=placed.get(person.id, 0),
                    keeps_name=kept.get(person.id, ""),
                    shared_scans=shared.get(person.id, 0),
                )
            )
    return tuple(found)


def _count(
    session: Session, table: type[PhotoAnswer] | type[PlacementPerson], person_ids: list[str]
) -> Mapping[str, int]:
    query = select(table.person_id, func.count()).where(table.person_id.in_(person_ids)).group_by(table.person_id)
    return dict(session.execute(query).all())


def _shared_scans(session: Session, person_ids: list[str]) -> Mapping[str, int]:
    """How many of somebody's scans, such as of a whole pile, are kept with other people's answers as well."""
    mine, theirs, own, other = aliased(PhotoAnswer), aliased(PhotoAnswer), aliased(Document), aliased(Document)
    query = (
        select(mine.person_id, func.count(own.sha256.distinct()))
        .join(own, own.id == mine.evidence_id)
        .join(other, other.sha256 == own.sha256)
        .join(theirs, theirs.evidence_id == other.id)
        .where(mine.person_id.in_(person_ids), theirs.person_id != mine.person_id)
        .group_by(mine.person_id)
    )
    return dict(session.execute(query).all())


def confirm_disposal(
    session: Session, actor: Actor, people: tuple[Disposable, ...], note: str, password: str
) -> tuple[Disposable, ...]:
    """Erases these people's records under the head teacher's own password; gives back what is still proposed."""
    allow(session, actor, Action.DISPOSE)
    if not clean_lines(note):
        raise FieldsRefused((FieldProblem("note", "missing"),))
    proposed = {entry.person_id for entry in propose_disposal(session, actor)}
    if not people or not {entry.person_id for entry in people} <= proposed:
        raise RuleBroken("not_disposable")
    for entry in people:
        fetch(session, Person, entry.person_id, entry.seen)
    signer = open_key(session, actor.person_id, password)
    erasure = erase_people(session, [entry.person_id for entry in people], _next_number(session))
    # What somebody wrote may name people: it stands beside the act, where it can be erased, and not in it.
    kept = _keep_note(session, actor, clean_lines(note))
    declare(session, ACT, {**erasure.facts, "note_id": kept}, signer=signer)
    session.flush()
    # The act itself is sealed when this unit ends, so the list does not know of it yet.
    return tuple(entry for entry in propose_disposal(session, actor) if entry.person_id not in erasure.people)


def _keep_note(session: Session, actor: Actor, note: str) -> str:
    content = note.encode()
    digest = hashlib.sha256(content).digest()
    row = Document(kind=NOTE, name="note.txt", media_type="text/plain", content=content, sha256=digest)
    row.size, row.made_at, row.made_by = len(content), stamp(now(session)), actor.person_id
    session.add(row)
    session.flush()
    return row.id


def list_erased(session: Session, actor: Actor) -> tuple[Erased, ...]:
    """Everybody whose records were erased, the newest act last: an older copy put back has to lose them again."""
    allow(session, actor, Action.READ)
    return tuple(_erased(session).values())


def erased_since(session: Session, act: int) -> tuple[Erased, ...]:
    """Everybody whose records were erased after an act."""
    return tuple(one for one in _erased(session).values() if one.act > act)


def erase_again(session: Session, actor: Actor, erased: Sequence[Erased], password: str) -> Erasure:
    """Erases in an older copy that was put back what had been erased since, as one act of the head teacher."""
    allow(session, actor, Action.DISPOSE)
    done = _erased(session)
    wanted = {entry.person_id for entry in erased} - done.keys()
    there = session.scalars(select(Person.id).where(Person.id.in_(wanted))).all()
    if not there:
        return Erasure(0, (), ())
    signer = open_key(session, actor.person_id, password)
    erasure = erase_people(session, there, _next_number(session))
    declare(session, ACT, {**erasure.facts, "note_id": ""}, signer=signer)
    session.flush()
    return erasure


def _next_number(session: Session) -> int:
    """The number of the next person whose name goes."""
    return 1 + sum(not one.keeps_name for one in _erased(session).values())


def _erased(session: Session) -> Mapping[str, Erased]:
    found: dict[str, Erased] = {}
    query = select(Event.seq, Event.at, Event.facts).where(Event.kind == ACT).order_by(Event.seq)
    for act, at, told in session.execute(query).all():
        facts = json.loads(told)
        # An act of before names were erased does not say whose were kept: every one was.
        kept = set(facts.get("kept", facts["people"]))
        found |= {id_: Erased(id_, act, local_day(at), id_ in kept) for id_ in facts["people"]}
    return found
