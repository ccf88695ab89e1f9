"""Read and understood: who is asked, who has read the revision in force, and whose reading is out of date."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from ewloe_desktop.domain.errors import FieldProblem, FieldsRefused, RuleBroken
from ewloe_desktop.domain.people import PersonKind


class How(StrEnum):
    """How somebody said that they read a text."""

    SCREEN = "screen"  # with their own password
    PAPER = "paper"  # a list they signed, with its scan
    MEETING = "meeting"  # read at a meeting, with the meeting's name


class ReadState(StrEnum):
    """How a person stands to the revision in force."""

    NOT_ASKED = "not_asked"
    ASKED = "asked"
    READ = "read"
    OUT_OF_DATE = "out_of_date"


@dataclass(frozen=True, slots=True)
class Duty:
    """Everybody of these kinds is asked to read a policy, from a day to a day (None: still)."""

    kinds: frozenset[PersonKind]
    since: date
    until: date | None = None

    def covers(self, kind: PersonKind, on: date) -> bool:
        """Whether somebody of that kind is asked on that day."""
        return kind in self.kinds and self.since <= on and (self.until is None or on <= self.until)


@dataclass(frozen=True, slots=True)
class Reader:
    """Somebody who may be asked: starters from the day they start, leavers until they leave."""

    person_id: str
    name: str
    kind: PersonKind
    since: date | None
    left_on: date | None

    def here(self, on: date) -> bool:
        """Whether they are at the school on that day."""
        return (self.since is None or self.since <= on) and (self.left_on is None or on <= self.left_on)


@dataclass(frozen=True, slots=True)
class InForce:
    """A revision that was in force from a day; minor: earlier readings still count for it."""

    revision_id: str
    since: date
    minor: bool


@dataclass(frozen=True, slots=True)
class Read:
    """Somebody's reading of one revision."""

    revision_id: str
    on: date


def state(
    reader: Reader, duties: Iterable[Duty], revisions: Sequence[InForce], readings: Iterable[Read], on: date
) -> ReadState:
    """How somebody stands to the newest revision in force on a day; `revisions` are oldest first."""
    known = [r for r in revisions if r.since <= on]
    read = {r.revision_id for r in readings if r.on <= on}
    if known and read & _counting(known):
        return ReadState.READ
    if not known or not reader.here(on) or not any(d.covers(reader.kind, on) for d in duties):
        return ReadState.NOT_ASKED
    return ReadState.OUT_OF_DATE if read else ReadState.ASKED


def _counting(known: Sequence[InForce]) -> set[str]:
    """The revisions whose reading counts for the newest: itself, and back through every minor change."""
    counting = set()
    for revision in reversed(known):
        counting.add(revision.revision_id)
        if not revision.minor:
            break
    return counting


def require_reading(how: How, read_on: date, in_force: date, today: date, *, evidence: bool, meeting: str) -> None:
    """Raises unless the reading can be recorded: not in the future nor before the text, and with what shows it."""
    if read_on > today:
        raise RuleBroken("date_in_future", facts={"date": read_on, "today": today})
    if read_on < in_force:
        raise RuleBroken("read_before_force", facts={"date": read_on, "since": in_force})
    if how is How.PAPER and not evidence:
        raise FieldsRefused((FieldProblem("list_scan", "missing"),))
    if how is How.MEETING and not meeting.strip():
        raise FieldsRefused((FieldProblem("meeting", "missing"),))
