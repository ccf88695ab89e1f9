"""The record: every act as a fact that can be told in a sentence."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from ewloe_desktop.domain.journal import short_code
from ewloe_desktop.domain.people import Action, Actor
from ewloe_desktop.services.standing import allow, moment, names_of
from ewloe_desktop.storage.documents import Document
from ewloe_desktop.storage.journal import Event

PAGE = 64
_PEOPLE = ("actor", "person", "signer")


@dataclass(frozen=True, slots=True)
class ActRow:
    """One act; `facts` fill the sentence that `kind` names in sheets.en.toml [acts]."""

    act: int
    at: datetime
    who: str
    kind: str
    facts: Mapping[str, object]
    code: str
    signed: bool


def told(session: Session, event: Event) -> Mapping[str, object]:
    """An act's facts with people's names beside their ids (person_name for person)."""
    return _with_names(session, [event])[0]


def _with_names(session: Session, events: Sequence[Any]) -> list[dict[str, object]]:
    facts = [dict(json.loads(event.facts)) for event in events]
    ids = {str(f[key]) for f in facts for key in _PEOPLE if f.get(key)}
    names = names_of(session, ids) if ids else {}
    for entry in facts:
        entry.update({f"{key}_name": names.get(str(entry[key]), "") for key in _PEOPLE if entry.get(key)})
    _add_notes(session, [entry for entry in facts if "note_id" in entry])
    return facts


def _add_notes(session: Session, facts: Sequence[dict[str, object]]) -> None:
    """Notes that stand beside an act and not in it, so that they can be erased."""
    ids = {str(entry["note_id"]) for entry in facts}
    query = select(Document.id, Document.content).where(Document.id.in_(ids))
    notes = {id_: content.decode() for id_, content in session.execute(query)} if ids else {}
    for entry in facts:
        entry["note"] = notes.get(str(entry["note_id"]), "")


def list_acts(
    session: Session, actor: Actor, before: int | None = None, count: int = PAGE, find: str = ""
) -> tuple[ActRow, ...]:
    """Acts, newest first, older than `before`; `find` is the kind of act, "" for all."""
    allow(session, actor, Action.READ)
    columns = (Event.seq, Event.at, Event.kind, Event.facts, Event.mark, Event.signature)
    query = select(*columns).order_by(Event.seq.desc()).limit(count)
    if before is not None:
        query = query.where(Event.seq < before)
    if find:
        query = query.where(Event.kind == find)
    return acts_told(session, list(session.execute(query)))


def acts_told(session: Session, events: Sequence[Any]) -> tuple[ActRow, ...]:
    """These acts as facts, in the same order."""
    told_facts = _with_names(session, events)
    return tuple(
        ActRow(
            act=event.seq,
            at=moment(event.at),
            who=str(facts.get("actor_name", "")),
            kind=event.kind,
            facts=facts,
            code=short_code(event.mark),
            signed=event.signature is not None,
        )
        for event, facts in zip(events, told_facts, strict=True)
    )
