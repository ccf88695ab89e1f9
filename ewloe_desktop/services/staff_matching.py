"""Which row of a staff list is which person, and what it would change."""

from collections import Counter
from collections.abc import Sequence
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from ewloe_desktop.domain.errors import RuleBroken
from ewloe_desktop.domain.people import Actor, PersonKind, require_still_allowed
from ewloe_desktop.domain.staff_list import StaffColumns, StaffLine, same_name
from ewloe_desktop.services.people import LONGEST_NAME
from ewloe_desktop.services.staff_facts import ChangedStaff, LeftStaff, NewStaff, StaffPreview, StaffProblem
from ewloe_desktop.services.standing import day, terms_of, today
from ewloe_desktop.storage.people import OfficeTerm, Person, SigningKey

_LISTED = frozenset({PersonKind.STAFF.value, PersonKind.NON_TEACHING.value})


def people_seen(session: Session) -> int:
    """A number that is another one as soon as anybody is added or changed."""
    return int(session.scalar(select(func.coalesce(func.sum(Person.version), 0))) or 0)


class Matching:
    """A staff list held against the register's people; nothing is changed."""

    def __init__(self, session: Session, actor: Actor, columns: StaffColumns) -> None:
        self._session, self._actor, self._usual = session, actor, columns.usual
        self._on = today(session)
        self._people: dict[str, list[Person]] = {}
        for person in session.scalars(select(Person).order_by(Person.folded, Person.id)):
            self._people.setdefault(same_name(person.name), []).append(person)
        self._matched: set[str] = set()
        self._new: list[NewStaff] = []
        self._changed: list[ChangedStaff] = []
        self._left: list[LeftStaff] = []
        self._same: list[str] = []
        self._problems: list[StaffProblem] = []
        self._gone = 0

    def preview(self, lines: Sequence[StaffLine]) -> StaffPreview:
        """What the rows would do, in their order."""
        lines = _one_each(lines)
        twice = Counter((same_name(line.name), line.since) for line in lines if not line.problems)
        self._names = Counter(same_name(line.name) for line in lines if not line.problems)
        for line in lines:
            if problem := self._unreadable(line, twice):
                self._refuse(line, *problem)
            else:
                self._match(line)
        everybody = (person for people in self._people.values() for person in people)
        missing = (p.name for p in everybody if p.id not in self._matched and p.left_on is None and p.kind in _LISTED)
        return StaffPreview(
            new=tuple(self._new),
            changed=tuple(self._changed),
            left=tuple(self._left),
            same=tuple(self._same),
            problems=tuple(self._problems),
            missing=tuple(missing),
            gone=self._gone,
            seen=people_seen(self._session),
        )

    def _unreadable(
        self, line: StaffLine, twice: Counter[tuple[str, date | None]]
    ) -> tuple[str, dict[str, object]] | None:
        if line.problems:
            return line.problems[0][0], {"told": line.problems[0][1]}
        if len(line.name) > LONGEST_NAME:
            return "name_too_long", {"most": LONGEST_NAME}
        if line.since and line.left and line.left < line.since:
            return "left_before_start", {"since": line.since, "left": line.left}
        if twice[same_name(line.name), line.since] > 1:
            return "twice", {}
        return None

    def _refuse(self, line: StaffLine, problem: str, facts: dict[str, object]) -> None:
        self._problems.append(StaffProblem(line.line, line.name, problem, facts))
        self._matched |= {person.id for person in self._people.get(same_name(line.name), ())}

    def _match(self, line: StaffLine) -> None:
        alike = self._people.get(same_name(line.name), [])
        exact = [p for p in alike if line.since is not None and p.since == line.since.isoformat()]
        if len(exact) == 1:
            self._known(line, exact[0])
        elif not alike:
            self._unknown(line)
        elif len(alike) == 1 and self._names[same_name(line.name)] == 1:
            self._known(line, alike[0])
        else:
            self._refuse(line, "several_alike", {"count": max(len(alike), self._names[same_name(line.name)])})

    def _unknown(self, line: StaffLine) -> None:
        if line.left is not None and line.left <= self._on:
            self._gone += 1
        else:
            self._new.append(NewStaff(line.line, line.name, line.kind or self._usual, line.since))

    def _known(self, line: StaffLine, person: Person) -> None:
        self._matched.add(person.id)
        leaves = line.left if line.left is not None and line.left <= self._on else None
        if person.left_on is not None:
            self._gone_already(line, person, leaves)
        elif leaves is not None:
            self._leaves(line, person, leaves)
        else:
            self._stays(line, person)

    def _gone_already(self, line: StaffLine, person: Person, leaves: date | None) -> None:
        left = day(person.left_on)
        if leaves is not None:
            self._same.append(person.name)
        elif line.since is not None and left is not None and line.since >= left:
            self._refuse(line, "came_back", {"left": left, "since": line.since})
        else:
            self._refuse(line, "left_in_register", {"left": left})

    def _leaves(self, line: StaffLine, person: Person, left: date) -> None:
        if person.id == self._actor.person_id:
            self._refuse(line, "own_leaving", {})
        elif self._holds(person.id, left):
            self._refuse(line, "holds_office", {"left": left})
        else:
            self._left.append(LeftStaff(line.line, person.id, person.name, left))

    def _holds(self, person_id: str, left: date) -> bool:
        """Whether an office or a password has to be ended on the person's page, by somebody who may."""
        terms = select(OfficeTerm.id).where(OfficeTerm.person_id == person_id)
        terms = terms.where(OfficeTerm.until.is_(None) | (OfficeTerm.until > left.isoformat()))
        keys = select(SigningKey.id).where(SigningKey.person_id == person_id, SigningKey.status != "ended")
        return any(self._session.execute(query.limit(1)).first() is not None for query in (terms, keys))

    def _stays(self, line: StaffLine, person: Person) -> None:
        before, since_before = PersonKind(person.kind), day(person.since)
        kind, since = line.kind or before, line.since or since_before
        if (kind, since) == (before, since_before):
            self._same.append(person.name)
        elif kind is not before and not self._may_become(person, kind):
            self._refuse(line, "still_governor", {"kind": kind.value})
        else:
            self._changed.append(ChangedStaff(line.line, person.id, person.name, before, kind, since_before, since))

    def _may_become(self, person: Person, kind: PersonKind) -> bool:
        try:
            require_still_allowed(kind, kind.value in _LISTED, terms_of(self._session, person.id), self._on)
        except RuleBroken:
            return False
        return True


def _one_each(lines: Sequence[StaffLine]) -> list[StaffLine]:
    """One row for each person: rows with the same reference are one person with several posts, the first one counts.

    With several leaving dates somebody has left only when every row says so, and on the last of the days.
    """
    from dataclasses import replace

    kept: dict[str, StaffLine] = {}
    order: list[str] = []
    for number, line in enumerate(lines):
        key = f"ref {line.reference}" if line.reference else f"row {number}"
        if key not in kept:
            order.append(key)
            kept[key] = line
            continue
        first = kept[key]
        left = None if first.left is None or line.left is None else max(first.left, line.left)
        since = min((s for s in (first.since, line.since) if s is not None), default=None)
        problems = (*first.problems, *line.problems)
        if same_name(first.name) != same_name(line.name) and not problems:
            # One number for two people is a mistake of the list: neither may be lost in the other.
            problems = (("one_reference", line.name),)
        kept[key] = replace(first, left=left, since=since, problems=problems)
    return [kept[key] for key in order]
