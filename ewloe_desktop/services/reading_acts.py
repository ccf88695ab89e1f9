"""Saying that a text was read: on screen with one's own password, on a paper list with its scan, at a meeting."""

import hashlib
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from ewloe_desktop.domain.errors import FieldProblem, FieldsRefused, NotFound, RuleBroken
from ewloe_desktop.domain.people import Action, Actor, require
from ewloe_desktop.domain.policies import State
from ewloe_desktop.domain.readings import How, require_reading
from ewloe_desktop.domain.text import clean
from ewloe_desktop.services.deciding import ceremony_uuid
from ewloe_desktop.services.keys import open_key
from ewloe_desktop.services.people import require_present
from ewloe_desktop.services.photo_files import CheckedScan, checked_scan
from ewloe_desktop.services.policies import label
from ewloe_desktop.services.readings import declaration
from ewloe_desktop.services.sheets import StoredFile
from ewloe_desktop.services.standing import allow, day, fetch, held, now, stamp, today
from ewloe_desktop.storage.acts import Act, declare
from ewloe_desktop.storage.documents import Document
from ewloe_desktop.storage.people import Person
from ewloe_desktop.storage.policies import Revision
from ewloe_desktop.storage.readings import Reading

EVIDENCE = "reading_evidence"


@dataclass(frozen=True, slots=True)
class ReadAnswer:
    """Somebody says with their own password that they have read a text."""

    person_id: str
    declaration_version: str
    password: str
    read_to_end: bool = True

    def __repr__(self) -> str:
        return f"ReadAnswer(person_id={self.person_id!r}, password hidden)"


@dataclass(frozen=True, slots=True)
class ReadReceipt:
    """What was recorded of a reading on screen."""

    act: int
    code: str
    at: datetime
    name: str
    what: str


@dataclass(frozen=True, slots=True)
class ListAnswer:
    """People who signed a paper list, or read a text at a meeting."""

    person_ids: tuple[str, ...]
    read_on: date
    how: How
    meeting: str = ""
    scan: bytes | None = None
    scan_name: str = ""
    kept_at: str = ""


@dataclass(frozen=True, slots=True)
class Recorded:
    """How many readings were recorded, and whose were on record before."""

    count: int
    before: tuple[str, ...]


def read_now(session: Session, actor: Actor, revision_id: str, seen: int, answer: ReadAnswer) -> ReadReceipt:
    """Somebody has read the text in force and says so with their own password, whoever is signed in at the PC."""
    allow(session, actor, Action.READ_AND_AGREE)
    revision = fetch(session, Revision, revision_id, seen)
    person = require_present(session, answer.person_id)
    require(Action.READ_AND_AGREE, held(session, person.id))
    if revision.state != State.IN_FORCE.value:
        raise RuleBroken("not_to_read")
    if not answer.read_to_end:
        raise RuleBroken("read_first")
    version, _ = declaration()
    if answer.declaration_version != version:
        raise RuleBroken("declaration_changed")
    before = session.scalars(
        select(Reading).where(Reading.revision_id == revision_id, Reading.person_id == person.id)
    ).first()
    if before is not None:
        raise RuleBroken("read_already", facts={"name": person.name, "on": date.fromisoformat(before.read_on)})
    key = open_key(session, person.id, answer.password)
    on = today(session)
    facts = _facts(revision, on, How.SCREEN) | {"person": person.id, "declaration": version}
    act = declare(session, "text_read", facts, subject=person.id, signer=key, uuid=ceremony_uuid(session))
    row = _row(actor, revision, person.id, on, How.SCREEN, act)
    row.declaration_version, row.key_id = version, key.key_id
    session.add(row)
    session.flush()
    return ReadReceipt(act.seq, act.code, act.at, person.name, f"{revision.title}, {label(revision)}")


def _facts(revision: Revision, on: date, how: How) -> dict[str, object]:
    return {
        "policy": revision.policy_id,
        "title": revision.title,
        "revision": revision.id,
        "text": revision.text_digest.hex(),
        "read_on": on.isoformat(),
        "how": how.value,
    }


def _row(actor: Actor, revision: Revision, person_id: str, on: date, how: How, act: Act) -> Reading:
    return Reading(
        revision_id=revision.id,
        person_id=person_id,
        read_on=on.isoformat(),
        how=how.value,
        text_digest=revision.text_digest,
        recorded_by=actor.person_id,
        recorded_at=stamp(act.at),
        act=act.seq,
    )


def record_readings(session: Session, actor: Actor, revision_id: str, seen: int, answer: ListAnswer) -> Recorded:
    """Records a signed paper list with its scan, or who read a text at a meeting; in one act."""
    allow(session, actor, Action.RECORD_READING)
    revision = fetch(session, Revision, revision_id, seen)
    if revision.state not in (State.IN_FORCE.value, State.SUPERSEDED.value):
        raise RuleBroken("not_to_read")
    scan = _require_list(session, revision, answer)
    query = select(Reading.person_id).where(Reading.revision_id == revision_id)
    there = set(session.scalars(query)) & set(answer.person_ids)
    new = [fetch(session, Person, id_) for id_ in dict.fromkeys(answer.person_ids) if id_ not in there]
    if not new:
        raise FieldsRefused((FieldProblem("people", "all_there"),))
    meeting = clean(answer.meeting) if answer.how is How.MEETING else ""
    facts = _facts(revision, answer.read_on, answer.how) | {"count": len(new), "meeting": meeting}
    act = declare(session, "readings_recorded", facts, subject=revision.policy_id)
    evidence = _keep_scan(session, actor, scan) if scan else None
    for person in new:
        row = _row(actor, revision, person.id, answer.read_on, answer.how, act)
        row.meeting, row.evidence_id, row.kept_at = meeting, evidence, clean(answer.kept_at)
        session.add(row)
    session.flush()
    return Recorded(len(new), tuple(sorted(fetch(session, Person, id_).name for id_ in there)))


def _require_list(session: Session, revision: Revision, answer: ListAnswer) -> CheckedScan | None:
    if not answer.person_ids:
        raise FieldsRefused((FieldProblem("people", "missing"),))
    if answer.how is How.SCREEN:
        raise RuleBroken("own_password")
    since = day(revision.in_force_from) or date.min
    scan = checked_scan(answer.scan, answer.scan_name)
    require_reading(
        answer.how, answer.read_on, since, today(session), evidence=scan is not None, meeting=answer.meeting
    )
    return scan


def _keep_scan(session: Session, actor: Actor, scan: CheckedScan) -> str:
    document = Document(
        kind=EVIDENCE,
        name=scan.name,
        media_type=scan.media_type,
        content=scan.content,
        sha256=hashlib.sha256(scan.content).digest(),
        size=len(scan.content),
        made_at=stamp(now(session)),
        made_by=actor.person_id,
    )
    session.add(document)
    session.flush()
    return document.id


def show_list_scan(session: Session, actor: Actor, evidence_id: str) -> StoredFile:
    """The scan of a signed list; for those who record readings."""
    allow(session, actor, Action.RECORD_READING)
    row = fetch(session, Document, evidence_id)
    if row.kind != EVIDENCE:
        raise NotFound("document", evidence_id)
    return StoredFile(row.id, row.name, row.media_type, row.content, row.sha256)
