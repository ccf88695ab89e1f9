"""Recording what people answered about pictures of them, and withdrawing it in one step."""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from ewloe_desktop.domain.errors import FieldProblem, FieldsRefused, RuleBroken
from ewloe_desktop.domain.people import Action, Actor
from ewloe_desktop.domain.photos import LONGEST_MONTHS, REFRESH_MONTHS, Answer, How
from ewloe_desktop.domain.reviews import add_months
from ewloe_desktop.domain.text import clean
from ewloe_desktop.services.keys import open_key
from ewloe_desktop.services.people import require_present
from ewloe_desktop.services.photo_files import CheckedScan, checked_scan
from ewloe_desktop.services.photo_uses import list_wordings, wording
from ewloe_desktop.services.photos import PersonPermissions, person_permissions
from ewloe_desktop.services.placements import ask_takedowns
from ewloe_desktop.services.standing import allow, fetch, now, stamp, today
from ewloe_desktop.storage.acts import declare
from ewloe_desktop.storage.base import new_id
from ewloe_desktop.storage.documents import Document
from ewloe_desktop.storage.people import Person
from ewloe_desktop.storage.photos import PhotoAnswer, PhotoUse, PhotoWording


@dataclass(frozen=True, slots=True)
class AnswerLine:
    """One answer about one use; `only` names a single picture or event; `until` None means two years."""

    use_id: str
    answer: Answer
    only: str = ""
    name_shown: bool | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class RecordAnswers:
    """A form handed in, or answers given at the PC with the person's own password."""

    person_id: str
    lines: tuple[AnswerLine, ...]
    given_on: date
    how: How
    wording_id: str
    written_by: str = ""
    kept_at: str = ""
    scan: bytes | None = None
    scan_name: str = ""
    scan_type: str = "application/pdf"
    password: str = ""

    def __repr__(self) -> str:
        return f"RecordAnswers(person_id={self.person_id!r}, lines={len(self.lines)}, password hidden)"


def record_answers(session: Session, actor: Actor, answer: RecordAnswers) -> PersonPermissions:
    """Keeps the answers of one person in one act; only the person signs, everybody else needs evidence for a yes."""
    person = fetch(session, Person, answer.person_id)
    own = actor.person_id == person.id
    if not (own and answer.how is How.SCREEN):
        allow(session, actor, Action.RECORD_PHOTOS)
    told = fetch(session, PhotoWording, answer.wording_id)
    _require_answers(session, actor, person, answer)
    scan = checked_scan(answer.scan, answer.scan_name)
    # The person's password, whoever is signed in at the PC: the key decides, not the session.
    signer = open_key(session, person.id, answer.password) if answer.how is How.SCREEN else None
    facts = {
        "person": person.id,
        "how": answer.how.value,
        "wording": told.number,
        "given_on": answer.given_on.isoformat(),
        "answers": len(answer.lines),
    }
    act = declare(
        session,
        "photo_answers_signed" if signer else "photo_answers_recorded",
        facts,
        subject=person.id,
        signer=signer,
    )
    evidence = _keep_scan(session, actor, scan) if scan else None
    for line in answer.lines:
        use = fetch(session, PhotoUse, line.use_id)
        row = _row(session, actor, answer, line, use, told.id, act.seq)
        row.evidence_id, row.key_id = evidence, signer.key_id if signer else None
        session.add(row)
    session.flush()
    _take_down(session, person.id, answer.lines)
    return person_permissions(session, actor, person.id)


def _require_answers(session: Session, actor: Actor, person: Person, answer: RecordAnswers) -> None:
    yeses = [line for line in answer.lines if line.answer is Answer.YES]
    problems = (*_problems(session, answer), *(_of_wording(session, actor, answer) if yeses else ()))
    if problems:
        raise FieldsRefused(problems)
    if not yeses:
        return
    require_present(session, person.id)
    if answer.how is How.PAPER and not answer.scan:
        raise RuleBroken("evidence_missing")
    if any(fetch(session, PhotoUse, line.use_id).ended_on for line in yeses):
        raise RuleBroken("use_ended")


def _problems(session: Session, answer: RecordAnswers) -> Iterator[FieldProblem]:
    if not answer.lines:
        yield FieldProblem("answers", "missing")
    if answer.given_on > today(session):
        yield FieldProblem("given_on", "in_future")
    if answer.how is How.SPOKEN and not clean(answer.written_by):
        yield FieldProblem("written_by", "missing")
    untils = [line.until for line in answer.lines if line.until is not None]
    most = add_months(answer.given_on, LONGEST_MONTHS)
    if untils and min(untils) < answer.given_on:
        yield FieldProblem("until", "before_given")
    if untils and max(untils) > most:
        yield FieldProblem("until", "too_far", {"most": most})


def _of_wording(session: Session, actor: Actor, answer: RecordAnswers) -> Iterator[FieldProblem]:
    """A yes is to the words somebody was told: they were made by that day, and not replaced before it."""
    told = next(w for w in list_wordings(session, actor) if w.id == answer.wording_id)
    if told.since > answer.given_on:
        yield FieldProblem("wording_id", "not_made_yet", {"number": told.number, "since": told.since})
    if told.until is not None and told.until < answer.given_on:
        yield FieldProblem("wording_id", "replaced", {"number": told.number, "until": told.until})


def _row(
    session: Session, actor: Actor, answer: RecordAnswers, line: AnswerLine, use: PhotoUse, wording_id: str, act: int
) -> PhotoAnswer:
    given_on, yes = answer.given_on, line.answer is Answer.YES
    until = line.until or add_months(given_on, REFRESH_MONTHS) if yes else None
    counts = min(given_on, today(session)) if line.answer is Answer.WITHDRAWN else given_on
    return PhotoAnswer(
        id=new_id(),
        person_id=answer.person_id,
        use_id=use.id,
        answer=line.answer.value,
        only=clean(line.only),
        name_shown=None if line.name_shown is None or not yes else int(line.name_shown),
        given_on=given_on.isoformat(),
        counts_from=counts.isoformat(),
        until=until.isoformat() if until else None,
        how=answer.how.value,
        written_by=clean(answer.written_by),
        kept_at=clean(answer.kept_at),
        wording_id=wording_id,
        basis=use.basis,
        recorded_by=actor.person_id,
        recorded_at=stamp(now(session)),
        act=act,
    )


def _keep_scan(session: Session, actor: Actor, scan: CheckedScan) -> str:
    document = Document(
        kind="photo_evidence",
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


def _take_down(session: Session, person_id: str, lines: Sequence[AnswerLine]) -> None:
    for line in lines:
        if line.answer in (Answer.NO, Answer.WITHDRAWN):
            ask_takedowns(session, person_id, "withdrawn", use_id=line.use_id, only=clean(line.only))


def withdraw(
    session: Session, actor: Actor, person_id: str, use_ids: tuple[str, ...], only: str, said_on: date
) -> PersonPermissions:
    """Takes back permission in one step, in force at once; the person for themselves, or the office for them."""
    if actor.person_id != person_id:
        allow(session, actor, Action.RECORD_PHOTOS)
    person = fetch(session, Person, person_id)
    if said_on > today(session):
        raise FieldsRefused((FieldProblem("given_on", "in_future"),))
    if not use_ids:
        raise FieldsRefused((FieldProblem("uses", "missing"),))
    lines = tuple(AnswerLine(use_id, Answer.WITHDRAWN, only) for use_id in use_ids)
    how = How.SCREEN if actor.person_id == person_id else How.SPOKEN
    told = wording(session)
    answer = RecordAnswers(person_id, lines, said_on, how, told.id, written_by=actor.name)
    facts = {"person": person.id, "uses": len(use_ids), "given_on": said_on.isoformat()}
    act = declare(session, "photo_withdrawn", facts, subject=person.id)
    for line in lines:
        session.add(_row(session, actor, answer, line, fetch(session, PhotoUse, line.use_id), told.id, act.seq))
    session.flush()
    _take_down(session, person_id, lines)
    return person_permissions(session, actor, person_id)
