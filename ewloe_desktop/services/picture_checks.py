"""One answer to whether a picture may be used, with its reason and rule, and the record that it was asked."""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from ewloe_desktop.domain.errors import FieldProblem, FieldsRefused, NotFound
from ewloe_desktop.domain.people import Action, Actor
from ewloe_desktop.domain.photos import Pictured, Verdict, may_use, state
from ewloe_desktop.domain.policies import State as RevisionState
from ewloe_desktop.domain.text import Kind, clean, from_canonical
from ewloe_desktop.services.photos import given_of, turns_of
from ewloe_desktop.services.policies import label
from ewloe_desktop.services.standing import allow, fetch, names_of, now, stamp, today
from ewloe_desktop.storage.acts import declare
from ewloe_desktop.storage.base import new_id
from ewloe_desktop.storage.photos import PhotoUse, PictureCheck
from ewloe_desktop.storage.policies import Revision

_CLAUSE = re.compile(r"\b(photo|picture|image)", re.IGNORECASE)
_IDENTIFY = re.compile(r"\b(identif|recognis|recogniz)", re.IGNORECASE)
_BOTH = (re.compile(rb"photo|picture|image", re.IGNORECASE), re.compile(rb"identif|recogni[sz]", re.IGNORECASE))
_WHOM = re.compile(r"\b(child|pupil|setting)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Question:
    """A picture somebody wants to use."""

    person_ids: tuple[str, ...]
    use_id: str
    what: str  # the picture or event
    on: date
    children: bool
    setting: bool


@dataclass(frozen=True, slots=True)
class CheckedPicture:
    """The answer, everybody in the picture, and the clause of the policy in force."""

    question: Question
    use: str
    published: bool
    verdict: Verdict
    people: tuple[Pictured, ...]
    clause: str  # the words of the policy in force, "" when it has none
    clause_from: str  # its title and revision
    checked_at: datetime
    act: int = 0
    code: str = ""


def check_picture(session: Session, actor: Actor, question: Question) -> CheckedPicture:
    """Yes only if everyone in it said yes for that use, it goes on, and nothing published shows children or setting."""
    allow(session, actor, Action.CHECK_PICTURE)
    use = fetch(session, PhotoUse, question.use_id)
    ids = list(dict.fromkeys(question.person_ids))
    given, (general, own) = given_of(session, ids, use.id), turns_of(session, ids)
    only, names = clean(question.what), names_of(session, set(ids))
    people = []
    for id_ in ids:
        if id_ not in names:
            raise NotFound("person", id_)
        stands = state(given.get(id_, []), [*general, *own.get(id_, [])], use.id, question.on, only=only)
        people.append(Pictured(id_, names[id_], stands))
    published, ended = bool(use.published), use.ended_on is not None and use.ended_on <= question.on.isoformat()
    verdict = may_use(people, published=published, children=question.children, setting=question.setting, ended=ended)
    clause, clause_from = picture_clause(session)
    return CheckedPicture(
        question, use.name, published, verdict, tuple(people), clause, clause_from, checked_at=now(session)
    )


def picture_clause(session: Session) -> tuple[str, str]:
    """What the policies in force say about pictures that identify children or the setting, or else anybody."""
    r = Revision
    query = select(r.title, r.kind, r.edition, r.number, r.drafted_at, r.text)
    query = query.where(r.state == RevisionState.IN_FORCE.value).order_by(r.in_force_from, r.id)
    others = "", ""
    for revision in session.execute(query).all():
        # Most policies are about something else: that is seen without taking their text apart.
        if not all(words.search(revision.text) for words in _BOTH):
            continue
        found = _sentences(from_canonical(revision.text).blocks)
        about = [sentence for sentence in found if _WHOM.search(sentence)]
        told = " ".join((about or found)[:2]), f"{revision.title}, {label(revision)}"
        if about:
            return told
        others = others if others[0] or not found else told
    return others


def _sentences(blocks: Sequence[object]) -> list[str]:
    kept = []
    for block in blocks:
        if getattr(block, "kind", None) is Kind.TABLE:
            continue
        for sentence in re.split(r"(?<=[.!?])\s+", str(getattr(block, "text", ""))):
            if _CLAUSE.search(sentence) and _IDENTIFY.search(sentence):
                kept.append(sentence)
    return kept


def save_check(session: Session, actor: Actor, question: Question) -> CheckedPicture:
    """Keeps "checked before publishing": the question, the answer and everybody's state as they are now."""
    if not clean(question.what):
        raise FieldsRefused((FieldProblem("what", "missing"),))
    if question.on < today(session):
        raise FieldsRefused((FieldProblem("on", "in_past"),))
    told = check_picture(session, actor, question)
    row = PictureCheck(
        id=new_id(),
        use_id=question.use_id,
        what=clean(question.what),
        on_day=question.on.isoformat(),
        children=int(question.children),
        setting=int(question.setting),
        allowed=int(told.verdict.allowed),
        rule=told.verdict.rule,
        people=json.dumps([_kept(person) for person in told.people]),
        clause=told.clause,
        clause_from=told.clause_from,
        recorded_by=actor.person_id,
        recorded_at=stamp(now(session)),
        act=0,
    )
    facts = {"check": row.id, "use": question.use_id, "use_name": told.use, "allowed": row.allowed, "rule": row.rule}
    act = declare(session, "picture_checked", facts, subject=row.id)
    row.act = act.seq
    session.add(row)
    session.flush()
    people, verdict = told.people, told.verdict
    return CheckedPicture(
        question, told.use, told.published, verdict, people, told.clause, told.clause_from, act.at, act.seq, act.code
    )


def _kept(person: Pictured) -> list[str]:
    since = person.state.since
    return [person.person_id, person.state.standing.value, since.isoformat() if since else ""]
