"""Who stands how to which policy: the texts that were in force, who is asked, who has read, by policy and person."""

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from sqlalchemy import and_, select
from sqlalchemy.orm import Session

from ewloe_desktop.domain.people import PersonKind
from ewloe_desktop.domain.policies import RevisionKind, State
from ewloe_desktop.domain.readings import Duty, InForce, Read, Reader, ReadState, state
from ewloe_desktop.services.standing import day, today
from ewloe_desktop.storage.approvals import Decision
from ewloe_desktop.storage.people import Person
from ewloe_desktop.storage.policies import Policy, Revision
from ewloe_desktop.storage.readings import MinorChange, Reading, ReadingDuty

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of the reading of one policy that is not retired; revisions are oldest first."""

    policy_id: str
    title: str
    revisions: tuple[InForce, ...] = ()
    duties: tuple[Duty, ...] = ()
    readings: Mapping[str, tuple[Read, ...]] = field(default_factory=dict)  # by person

    def state(self, reader: Reader, on: date) -> ReadState:
        """How somebody stands to the text in force on a day."""
        return state(reader, self.duties, self.revisions, self.readings.get(reader.person_id, ()), on)

    def asked(self, reader: Reader, on: date) -> bool:
        """Whether somebody is asked on a day, whether or not they have read it."""
        return bool(self.revisions) and reader.here(on) and any(d.covers(reader.kind, on) for d in self.duties)


def known(session: Session, policy_id: str = "") -> tuple[Known, ...]:
    """Every policy that is not retired, by title, or the one asked for; in four looks at the register."""
    query = select(Policy.id, Policy.title).where(Policy.retired_on.is_(None)).order_by(Policy.folded)
    rows = session.execute(query.where(Policy.id == policy_id) if policy_id else query).all()
    revisions, policy_of = _revisions(session, policy_id)
    duties, readings = _duties(session, policy_id), _readings(session, policy_of)
    return tuple(
        Known(id_, title, tuple(revisions[id_]), tuple(duties[id_]), {k: tuple(v) for k, v in readings[id_].items()})
        for id_, title in rows
    )


def _revisions(session: Session, policy_id: str) -> tuple[dict[str, list[InForce]], dict[str, str]]:
    """The texts that are or were in force by policy, and the policy of each."""
    minor = set(session.scalars(_MINOR))
    states = (State.IN_FORCE.value, State.SUPERSEDED.value)
    columns = (Revision.id, Revision.policy_id, Revision.in_force_from, Revision.number, Revision.kind)
    query = select(*columns).where(Revision.state.in_(states))
    by_policy: dict[str, list[InForce]] = defaultdict(list)
    policy_of = {}
    rows = session.execute(query.where(Revision.policy_id == policy_id) if policy_id else query).all()
    for row in sorted(rows, key=lambda r: (r.in_force_from or "", r.number or 0)):
        # The very same words again are as good as read; a text found in use was in force nobody knows since when.
        same = row.id in minor or row.kind == RevisionKind.NO_CHANGE.value
        by_policy[row.policy_id].append(InForce(row.id, day(row.in_force_from) or date.min, same))
        policy_of[row.id] = row.policy_id
    return by_policy, policy_of


# What was said with an approval that has lapsed since does not count.
_MINOR = select(MinorChange.revision_id).join(
    Decision,
    and_(
        Decision.revision_id == MinorChange.revision_id,
        Decision.act == MinorChange.act,
        Decision.outcome == "approved",
        Decision.lapsed_by_act.is_(None),
    ),
)


def _duties(session: Session, policy_id: str) -> dict[str, list[Duty]]:
    query = select(ReadingDuty).order_by(ReadingDuty.since)
    found: dict[str, list[Duty]] = defaultdict(list)
    for row in session.scalars(query.where(ReadingDuty.policy_id == policy_id) if policy_id else query):
        found[row.policy_id].append(duty_of(row))
    return found


def duty_of(row: ReadingDuty) -> Duty:
    """A kept duty as the rules see it."""
    kinds = frozenset(PersonKind(kind) for kind in json.loads(row.kinds))
    return Duty(kinds, date.fromisoformat(row.since), day(row.until))


def _readings(session: Session, policy_of: Mapping[str, str]) -> dict[str, dict[str, list[Read]]]:
    found: dict[str, dict[str, list[Read]]] = defaultdict(lambda: defaultdict(list))
    for revision_id, person_id, on in session.execute(
        select(Reading.revision_id, Reading.person_id, Reading.read_on).order_by(Reading.read_on)
    ):
        if revision_id in policy_of:
            found[policy_of[revision_id]][person_id].append(Read(revision_id, date.fromisoformat(on)))
    return found


def readers(session: Session) -> tuple[Reader, ...]:
    """Everybody by name, as the rules see them."""
    columns = (Person.id, Person.name, Person.kind, Person.since, Person.left_on)
    return tuple(reader_of(row) for row in session.execute(select(*columns).order_by(Person.folded, Person.id)))


def reader_of(row: Any) -> Reader:
    """A person as the rules see them; on the day they leave they have left."""
    left = day(row.left_on)
    return Reader(row.id, row.name, PersonKind(row.kind), day(row.since), left - _DAY if left else None)


def _asked(session: Session) -> Iterator[tuple[Known, Reader, ReadState]]:
    on, everybody = today(session), readers(session)
    for policy in known(session):
        if policy.duties:
            for reader in everybody:
                if policy.asked(reader, on):
                    yield policy, reader, policy.state(reader, on)


def reading_share(session: Session) -> Mapping[str, tuple[int, int]]:
    """By policy that somebody is asked to read: how many have read the text in force, and how many are asked."""
    found: dict[str, tuple[int, int]] = {}
    for policy, _, how in _asked(session):
        read, asked = found.get(policy.policy_id, (0, 0))
        found[policy.policy_id] = (read + (how is ReadState.READ), asked + 1)
    return found


def still_to_read(session: Session) -> int:
    """How many people have a policy to read that they have not read."""
    return len({reader.person_id for _, reader, how in _asked(session) if how is not ReadState.READ})


def own_to_read(session: Session, person_id: str) -> tuple[tuple[Known, ReadState], ...]:
    """What one person is asked to read and has not read, or not as it stands now."""
    columns = (Person.id, Person.name, Person.kind, Person.since, Person.left_on)
    row = session.execute(select(*columns).where(Person.id == person_id)).first()
    if row is None:
        return ()
    reader, on = reader_of(row), today(session)
    found = ((policy, policy.state(reader, on)) for policy in known(session) if policy.asked(reader, on))
    return tuple((policy, how) for policy, how in found if how is not ReadState.READ)
