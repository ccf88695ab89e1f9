"""Document control: what is kept of a policy besides its words, and the rows of it that the approval sheet prints."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from ewloe_desktop.documents.words import day as written
from ewloe_desktop.documents.words import words
from ewloe_desktop.domain.errors import ChangedMeanwhile, RuleBroken
from ewloe_desktop.domain.people import Action, Actor
from ewloe_desktop.domain.policy_control import Consulted, ControlFacts, require_control
from ewloe_desktop.domain.text import clean, clean_lines
from ewloe_desktop.services.picking import Name
from ewloe_desktop.services.standing import allow, day, fetch, names_of, today
from ewloe_desktop.storage.acts import declare
from ewloe_desktop.storage.people import Person
from ewloe_desktop.storage.policies import Policy, PolicyControl


@dataclass(frozen=True, slots=True)
class ControlAnswer:
    """What somebody filled in; everything may stay empty."""

    owner_id: str | None = None
    statutory: bool | None = None
    published: str = ""
    related: tuple[str, ...] = ()
    consulted: tuple[Consulted, ...] = ()
    effective_on: date | None = None
    retention: str = ""


@dataclass(frozen=True, slots=True)
class ControlAsk:
    """What is kept, and who and what can be chosen: people in post, and the other policies."""

    title: str
    facts: ControlFacts
    people: tuple[Name, ...]
    policies: tuple[Name, ...]


def show_control(session: Session, actor: Actor, policy_id: str) -> ControlAsk:
    """What is kept of a policy, with everything it can be changed to."""
    allow(session, actor, Action.READ)
    policy = fetch(session, Policy, policy_id)
    facts = control_facts(session, policy_id)
    here = or_(Person.left_on.is_(None), Person.left_on > today(session).isoformat(), Person.id == facts.owner_id)
    people = session.execute(select(Person.id, Person.name, Person.folded).where(here).order_by(Person.folded))
    others = select(Policy.id, Policy.title, Policy.folded, Policy.retired_on).where(Policy.id != policy_id)
    return ControlAsk(
        policy.title,
        facts,
        tuple(Name(id_, name, folded, left=False) for id_, name, folded in people),
        tuple(
            Name(id_, title, folded, left=retired is not None)
            for id_, title, folded, retired in session.execute(others.order_by(Policy.folded))
        ),
    )


def control_facts(session: Session, policy_id: str) -> ControlFacts:
    """What is kept of a policy besides its words, as far as anybody filled it in."""
    row = _row(session, policy_id)
    if row is None:
        return ControlFacts(policy_id)
    related = tuple(json.loads(row.related))
    found = select(Policy.id, Policy.title).where(Policy.id.in_(related))
    titles = {row.id: row.title for row in session.execute(found)} if related else {}
    return ControlFacts(
        policy_id=policy_id,
        seen=row.version,
        owner_id=row.owner_id,
        owner=names_of(session, {row.owner_id}).get(row.owner_id, "") if row.owner_id else "",
        statutory=None if row.statutory is None else bool(row.statutory),
        published=row.published,
        related=related,
        related_titles=tuple(titles[id_] for id_ in related if id_ in titles),
        consulted=tuple(Consulted(who, date.fromisoformat(on)) for who, on in json.loads(row.consulted)),
        effective_on=day(row.effective_on),
        retention=row.retention,
    )


def _row(session: Session, policy_id: str) -> PolicyControl | None:
    return session.scalars(select(PolicyControl).where(PolicyControl.policy_id == policy_id)).first()


def keep_control(session: Session, actor: Actor, policy_id: str, seen: int, answer: ControlAnswer) -> ControlFacts:
    """Keeps what was filled in; the words of the policy and its approval stay as they are."""
    allow(session, actor, Action.SETTLE)
    policy = fetch(session, Policy, policy_id)
    if policy.retired_on is not None:
        raise RuleBroken("policy_retired")
    consulted = tuple(Consulted(clean(one.who), one.on) for one in answer.consulted)
    require_control(policy_id, answer.related, consulted, today(session))
    for related in answer.related:
        fetch(session, Policy, related)
    if answer.owner_id is not None:
        fetch(session, Person, answer.owner_id)
    row = _row(session, policy_id)
    if (version := row.version if row else 0) != seen:
        raise ChangedMeanwhile("policy_control", seen, version)
    if row is None:
        row = PolicyControl(policy_id=policy_id)
        session.add(row)
    row.owner_id, row.effective_on = answer.owner_id, answer.effective_on.isoformat() if answer.effective_on else None
    row.statutory = None if answer.statutory is None else int(answer.statutory)
    row.published, row.retention = clean_lines(answer.published), clean(answer.retention)
    row.related = json.dumps(answer.related)
    row.consulted = json.dumps([[one.who, one.on.isoformat()] for one in consulted], ensure_ascii=False)
    if not session.is_modified(row) and seen:
        raise RuleBroken("control_unchanged")
    declare(session, "control_kept", {"policy": policy.id, "title": policy.title}, subject=policy.id)
    session.flush()
    return control_facts(session, policy_id)


def control_rows(facts: ControlFacts) -> tuple[tuple[str, str], ...]:
    """Document control as three rows of a sheet at most: a label that `documents.words` knows, and what it says."""
    consulted = "; ".join(f"{one.who}, {written(one.on)}" for one in facts.consulted)
    rows = (
        _together(("control_owner", " · ".join(_owner(facts)))),
        _together(("control_published", facts.published), ("control_retention", facts.retention)),
        _together(("control_consulted", consulted), ("control_related", "; ".join(facts.related_titles))),
    )
    return tuple(row for row in rows if row is not None)


def _together(*pairs: tuple[str, str]) -> tuple[str, str] | None:
    """What is filled in as one row: the first one's label, and the others' before their words."""
    filled = [(label, said) for label, said in pairs if said]
    if not filled:
        return None
    label, first = filled[0]
    return label, " · ".join([first, *(f"{words('sheet')[name]}: {said}" for name, said in filled[1:])])


def _owner(facts: ControlFacts) -> Iterator[str]:
    said = words("labels")
    if facts.owner:
        yield facts.owner
    if facts.statutory is not None:
        yield said["statutory" if facts.statutory else "not_statutory"]
    if facts.effective_on is not None:
        yield said["effective_from"].format(day=written(facts.effective_on))
