"""Read and understood: who is asked to read a policy, and how everybody stands to its text in force."""

import json
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from ewloe_desktop.documents.words import words
from ewloe_desktop.domain.errors import NotFound, RuleBroken
from ewloe_desktop.domain.people import Action, Actor, PersonKind
from ewloe_desktop.domain.policies import State
from ewloe_desktop.domain.readings import Reader, ReadState
from ewloe_desktop.domain.text import PolicyText, from_canonical
from ewloe_desktop.services.policies import label
from ewloe_desktop.services.reading_facts import Known, duty_of, known, readers
from ewloe_desktop.services.standing import allow, day, fetch, today
from ewloe_desktop.storage.acts import declare
from ewloe_desktop.storage.people import SigningKey
from ewloe_desktop.storage.policies import Policy, Revision
from ewloe_desktop.storage.readings import Reading, ReadingDuty


@dataclass(frozen=True, slots=True)
class DutyAnswer:
    """Who is asked to read a policy, from which day on; nobody any more when there are no kinds."""

    kinds: frozenset[PersonKind]
    since: date


@dataclass(frozen=True, slots=True)
class ReaderRow:
    """How somebody stands to the text in force, and their newest reading of any of its texts."""

    person_id: str
    name: str
    kind: PersonKind
    state: ReadState
    can_sign: bool
    read_on: date | None = None
    how: str = ""
    meeting: str = ""
    label: str = ""  # of the text they read
    evidence_id: str | None = None


@dataclass(frozen=True, slots=True)
class ReadersFacts:
    """Everybody at the school by name, for one policy; `others` are the policies that have a text in force."""

    policy_id: str
    title: str
    revision_id: str
    seen: int
    label: str
    in_force_from: date | None
    kinds: frozenset[PersonKind]
    since: date | None
    rows: tuple[ReaderRow, ...]
    others: tuple[tuple[str, str, int], ...] = ()  # policy, title, how many have still to read it


@dataclass(frozen=True, slots=True)
class ToRead:
    """What somebody reads and agrees to, and who can do it here with a password of their own."""

    policy_id: str
    revision_id: str
    seen: int
    title: str
    label: str
    text: PolicyText
    people: tuple[tuple[str, str], ...]  # id and name of those who have not read it, whoever is signed in first
    declaration_version: str
    declaration: str


def text_in_force(session: Session, policy_id: str) -> Revision:
    """The revision that people read now; NotFound when there is none."""
    query = select(Revision).where(Revision.policy_id == policy_id, Revision.state == State.IN_FORCE.value)
    found = session.scalars(query).first()
    if found is None:
        raise NotFound("revision", policy_id)
    return found


def list_readers(session: Session, actor: Actor, policy_id: str = "") -> ReadersFacts | None:
    """How everybody stands to one policy; without one, to that which most have still to read. None without policies."""
    allow(session, actor, Action.RECORD_READING)
    on, everybody = today(session), readers(session)
    policies = [policy for policy in known(session) if policy.revisions]
    left = {p.policy_id: sum(_open(p, reader, on) for reader in everybody) for p in policies}
    shown = policy_id or max(left, key=lambda id_: left[id_], default="")
    policy = next((p for p in policies if p.policy_id == shown), None)
    if policy is None:
        if policy_id:
            raise NotFound("revision", policy_id)
        return None
    revision = text_in_force(session, shown)
    newest, keys = _newest(session, shown), _with_keys(session)
    rows = (
        ReaderRow(
            one.person_id, one.name, one.kind, policy.state(one, on), one.person_id in keys, **newest[one.person_id]
        )
        for one in everybody
        if one.here(on)
    )
    duty = _standing_duty(session, shown)
    return ReadersFacts(
        policy_id=shown,
        title=policy.title,
        revision_id=revision.id,
        seen=revision.version,
        label=label(revision),
        in_force_from=day(revision.in_force_from),
        kinds=duty_of(duty).kinds if duty else frozenset(),
        since=date.fromisoformat(duty.since) if duty else None,
        rows=tuple(rows),
        others=tuple((p.policy_id, p.title, left[p.policy_id]) for p in policies),
    )


def _open(policy: Known, reader: Reader, on: date) -> bool:
    return policy.asked(reader, on) and policy.state(reader, on) is not ReadState.READ


def _newest(session: Session, policy_id: str) -> dict[str, dict[str, Any]]:
    """Everybody's newest reading of a text of the policy, as a row shows it."""
    columns = (Revision.number, Revision.kind, Revision.edition, Revision.drafted_at)
    query = select(Reading, *columns).join(Revision, Revision.id == Reading.revision_id)
    found: dict[str, dict[str, Any]] = defaultdict(dict)
    for row in session.execute(query.where(Revision.policy_id == policy_id).order_by(Reading.read_on, Reading.act)):
        read = row[0]
        found[read.person_id] = {
            "read_on": date.fromisoformat(read.read_on),
            "how": read.how,
            "meeting": read.meeting,
            "label": label(row),
            "evidence_id": read.evidence_id,
        }
    return found


def _with_keys(session: Session) -> frozenset[str]:
    query = select(SigningKey.person_id).where(SigningKey.status != "ended", SigningKey.wrapped.is_not(None))
    return frozenset(session.scalars(query))


def _standing_duty(session: Session, policy_id: str) -> ReadingDuty | None:
    """The newest duty that has not ended."""
    query = select(ReadingDuty).where(ReadingDuty.policy_id == policy_id, ReadingDuty.until.is_(None))
    return session.scalars(query.order_by(ReadingDuty.since.desc())).first()


def set_duty(session: Session, actor: Actor, policy_id: str, answer: DutyAnswer) -> Mapping[str, str]:
    """Says who is asked to read a policy; whoever was asked before and is no more falls away from that day on."""
    allow(session, actor, Action.RECORD_READING)
    policy = fetch(session, Policy, policy_id)
    if policy.retired_on is not None:
        raise RuleBroken("policy_retired")
    kinds = sorted(kind.value for kind in answer.kinds)
    told = words("person_kind")
    who = ", ".join(told[kind] for kind in kinds) or words("reading_list")["nobody"]
    since = answer.since.isoformat()
    facts = {"policy": policy.id, "title": policy.title, "kinds": kinds, "who": who, "since": since}
    act = declare(session, "reading_asked", facts, subject=policy.id)
    standing = _standing_duty(session, policy_id)
    if standing is not None:
        standing.until = (answer.since - timedelta(days=1)).isoformat()
    if kinds:
        session.add(
            ReadingDuty(
                policy_id=policy.id, kinds=json.dumps(kinds), since=since, asked_by=actor.person_id, act=act.seq
            )
        )
    session.flush()
    return {"policy_id": policy.id, "who": who}


def prepare_reading(session: Session, actor: Actor, policy_id: str) -> ToRead:
    """The text in force with the words that are agreed to, and who has still to do it and can here."""
    allow(session, actor, Action.READ_AND_AGREE)
    revision = text_in_force(session, policy_id)
    on, keys = today(session), _with_keys(session)
    (policy,) = known(session, policy_id)
    people = [
        (one.person_id, one.name)
        for one in readers(session)
        if one.here(on) and one.person_id in keys and policy.state(one, on) is not ReadState.READ
    ]
    version, said = declaration()
    return ToRead(
        policy_id=policy_id,
        revision_id=revision.id,
        seen=revision.version,
        title=revision.title,
        label=label(revision),
        text=from_canonical(revision.text),
        people=tuple(sorted(people, key=lambda one: one[0] != actor.person_id)),
        declaration_version=version,
        declaration=said,
    )


def declaration() -> tuple[str, str]:
    """The words somebody agrees to, and their version."""
    said = words("declarations")
    return f"text_read/{said['version']}", said["text_read"]
