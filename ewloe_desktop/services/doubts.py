"""Signatures that somebody says were not theirs: reported, the key revoked, each later one answered."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from ewloe_desktop.domain.errors import FieldProblem, FieldsRefused, RuleBroken
from ewloe_desktop.domain.keys import ANSWERING, confirmers, require_confirmer
from ewloe_desktop.domain.people import Action, Actor, Office
from ewloe_desktop.domain.text import clean_lines
from ewloe_desktop.services.journal import told
from ewloe_desktop.services.keys import open_key
from ewloe_desktop.services.people import PersonFacts, show_person
from ewloe_desktop.services.standing import allow, fetch, held, in_post, moment, names_of, now, stamp
from ewloe_desktop.storage.acts import declare
from ewloe_desktop.storage.journal import Event
from ewloe_desktop.storage.keys import DoubtedAct, KeyDoubt
from ewloe_desktop.storage.people import SigningKey
from ewloe_desktop.storage.vault import remove_entry

OUTCOMES = frozenset({"again", "stands", "void"})


@dataclass(frozen=True, slots=True)
class DoubtFacts:
    """Somebody's doubt about what their key signed from an act on."""

    id: str
    seen: int
    person_id: str
    person: str
    from_act: int
    reason: str
    state: str  # "reported", "revoked" or "settled"
    raised_by: str
    raised_at: datetime


@dataclass(frozen=True, slots=True)
class DoubtedFacts:
    """One signed act to be looked at again, with what became of it; kind and facts are a sentence of the record."""

    id: str
    seen: int
    doubt_id: str
    person_id: str
    person: str
    act: int
    at: datetime
    kind: str
    facts: Mapping[str, object]
    reason: str  # what was typed when the key was ended
    ended_by: str
    state: str  # "open", "again", "stands" or "void"
    answered_by: str = ""
    answered_at: datetime | None = None
    answer: str = ""


@dataclass(frozen=True, slots=True)
class RevokeAnswer:
    """From which act on a key is not to be trusted, why, and the password of whoever says so."""

    from_act: int
    reason: str
    password: str

    def __repr__(self) -> str:
        return f"RevokeAnswer(from_act={self.from_act!r}, password hidden)"


@dataclass(frozen=True, slots=True)
class DoubtedAnswer:
    """What became of a doubted signature, with words: "again" (approved again), "stands" or "void" (does not stand)."""

    outcome: str
    words: str
    password: str

    def __repr__(self) -> str:
        return f"DoubtedAnswer(outcome={self.outcome!r}, password hidden)"


def report_doubt(session: Session, actor: Actor, from_act: int, reason: str) -> DoubtFacts:
    """Says that one's own key signed something one did not sign: the head and the chair see it at once."""
    event = _own_act(session, actor.person_id, from_act)
    if any(d.person_id == actor.person_id and d.from_act == from_act for d in _doubts(session, "reported")):
        raise RuleBroken("doubt_reported")
    row = _new_doubt(session, actor, actor.person_id, str(event.key_id), from_act, _reason(reason), "reported")
    declare(session, "doubt_reported", {"person": actor.person_id, "from_act": from_act}, subject=actor.person_id)
    session.flush()
    return _doubt_facts(session, row)


def settle_doubt(session: Session, actor: Actor, doubt_id: str, seen: int, words: str) -> DoubtFacts:
    """Takes a report back: only whoever made it can say that it was they after all."""
    row = fetch(session, KeyDoubt, doubt_id, seen)
    if row.state != "reported" or actor.person_id != row.raised_by:
        raise RuleBroken("doubt_others")
    row.answer = _reason(words)
    row.state, row.answered_by, row.answered_at = "settled", actor.person_id, stamp(now(session))
    declare(session, "doubt_settled", {"person": row.person_id, "from_act": row.from_act}, subject=row.person_id)
    session.flush()
    return _doubt_facts(session, row)


def revoke_key(session: Session, actor: Actor, key_id: str, seen: int, answer: RevokeAnswer) -> PersonFacts:
    """Ends a key that somebody else may hold; what it signed from the act on is listed to be approved again.

    The owner may, under their own password, and whoever may confirm that person's key.
    """
    row = fetch(session, SigningKey, key_id, seen)
    if row.status == "ended":
        raise RuleBroken("key_ended")
    if actor.person_id != row.person_id:
        allowed = confirmers(held(session, row.person_id), chair_in_post=in_post(session, Office.CHAIR))
        require_confirmer(held(session, actor.person_id), allowed, gains=False)
    reason, acts = _reason(answer.reason), _acts_of(session, key_id, answer.from_act)
    signer = open_key(session, actor.person_id, answer.password, even_awaiting=actor.person_id == row.person_id)
    row.status, row.wrapped, row.wrapped_recovery = "ended", None, None
    reported = [d for d in _doubts(session, "reported") if d.key_id == key_id]
    for earlier in reported:
        earlier.state, earlier.answered_by, earlier.answered_at = "settled", actor.person_id, stamp(now(session))
    doubt = _new_doubt(session, actor, row.person_id, key_id, answer.from_act, reason, "revoked")
    for event in acts:
        session.add(DoubtedAct(doubt_id=doubt.id, act=event.seq, state="open"))
    ring, person_id = session.info["register"].ring, row.person_id
    session.info["afterwards"].append(lambda: remove_entry(ring, person_id))
    facts = {"person": person_id, "revoked_key": key_id, "from_act": answer.from_act, "count": len(acts)}
    declare(session, "key_revoked", facts, subject=person_id, signer=signer)
    session.flush()
    return show_person(session, actor, person_id)


def answer_doubted(session: Session, actor: Actor, doubted_id: str, seen: int, answer: DoubtedAnswer) -> DoubtedFacts:
    """Says of one doubted signature that it was given again, stands, or does not; never by whose key it was."""
    row = fetch(session, DoubtedAct, doubted_id, seen)
    doubt = fetch(session, KeyDoubt, row.doubt_id)
    if row.state != "open":
        raise RuleBroken("doubt_answered")
    if actor.person_id == doubt.person_id:
        raise RuleBroken("own_doubt")
    if not held(session, actor.person_id) & ANSWERING:
        raise RuleBroken("may_not", tuple(o.value for o in Office if o in ANSWERING), {"action": "answer_doubted"})
    if answer.outcome not in OUTCOMES:
        raise FieldsRefused((FieldProblem("outcome", "not_chosen"),))
    words = _reason(answer.words)
    key = open_key(session, actor.person_id, answer.password)
    row.state, row.answer = answer.outcome, words
    row.answered_by, row.answered_at = actor.person_id, stamp(now(session))
    facts = {"person": doubt.person_id, "doubted_act": row.act, "outcome": row.state}
    declare(session, "doubt_answered", facts, subject=doubt.person_id, signer=key)
    session.flush()
    return next(f for f in list_doubted(session, actor, doubt.id) if f.id == doubted_id)


def list_doubts(session: Session, actor: Actor) -> tuple[DoubtFacts, ...]:
    """Every report that nobody has answered; one's own, or all for the head teacher and the chair."""
    watching = bool(held(session, actor.person_id) & ANSWERING)
    rows = [d for d in _doubts(session, "reported") if watching or d.person_id == actor.person_id]
    return tuple(_doubt_facts(session, row) for row in rows)


def list_doubted(session: Session, actor: Actor, doubt_id: str = "") -> tuple[DoubtedFacts, ...]:
    """Signatures by revoked keys: of one doubt with their answers, or all that are open."""
    allow(session, actor, Action.READ)
    query = select(DoubtedAct, KeyDoubt, Event).join(KeyDoubt, KeyDoubt.id == DoubtedAct.doubt_id)
    query = query.join(Event, Event.seq == DoubtedAct.act).order_by(DoubtedAct.act)
    query = query.where(DoubtedAct.doubt_id == doubt_id) if doubt_id else query.where(DoubtedAct.state == "open")
    rows = session.execute(query).all()
    ids = {id_ for act, doubt, _ in rows for id_ in (doubt.person_id, doubt.raised_by, act.answered_by or "")}
    names = names_of(session, ids)
    return tuple(
        DoubtedFacts(
            id=act.id,
            seen=act.version,
            doubt_id=doubt.id,
            person_id=doubt.person_id,
            person=names.get(doubt.person_id, ""),
            act=act.act,
            at=moment(event.at),
            kind=event.kind,
            facts=told(session, event),
            reason=doubt.reason,
            ended_by=names.get(doubt.raised_by, ""),
            state=act.state,
            answered_by=names.get(act.answered_by or "", ""),
            answered_at=moment(act.answered_at) if act.answered_at else None,
            answer=act.answer,
        )
        for act, doubt, event in rows
    )


def _own_act(session: Session, person_id: str, act: int) -> Event:
    query = select(Event).join(SigningKey, SigningKey.id == Event.key_id)
    event = session.scalars(query.where(Event.seq == act, SigningKey.person_id == person_id)).first()
    if event is None:
        raise FieldsRefused((FieldProblem("from_act", "choose"),))
    return event


def _acts_of(session: Session, key_id: str, from_act: int) -> list[Event]:
    if from_act < 1:
        raise FieldsRefused((FieldProblem("from_act", "choose"),))
    query = select(Event).where(Event.key_id == key_id, Event.seq >= from_act).order_by(Event.seq)
    return list(session.scalars(query))


def _doubts(session: Session, state: str) -> list[KeyDoubt]:
    return list(session.scalars(select(KeyDoubt).where(KeyDoubt.state == state).order_by(KeyDoubt.raised_at)))


def _new_doubt(
    session: Session, actor: Actor, person_id: str, key_id: str, from_act: int, reason: str, state: str
) -> KeyDoubt:
    row = KeyDoubt(
        person_id=person_id,
        key_id=key_id,
        from_act=from_act,
        reason=reason,
        state=state,
        raised_by=actor.person_id,
        raised_at=stamp(now(session)),
    )
    session.add(row)
    session.flush()
    return row


def _reason(words: str) -> str:
    kept = clean_lines(words)
    if not kept:
        raise FieldsRefused((FieldProblem("reason", "missing"),))
    return kept


def _doubt_facts(session: Session, row: KeyDoubt) -> DoubtFacts:
    names = names_of(session, {row.person_id, row.raised_by})
    return DoubtFacts(
        id=row.id,
        seen=row.version,
        person_id=row.person_id,
        person=names.get(row.person_id, ""),
        from_act=row.from_act,
        reason=row.reason,
        state=row.state,
        raised_by=names.get(row.raised_by, ""),
        raised_at=moment(row.raised_at),
    )
