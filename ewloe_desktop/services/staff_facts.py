"""What bringing in a staff list would change: shown to the person before anything is kept."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from ewloe_desktop.domain.people import PersonKind


@dataclass(frozen=True, slots=True)
class NewStaff:
    """Somebody the register does not know yet."""

    line: int
    name: str
    kind: PersonKind
    since: date | None


@dataclass(frozen=True, slots=True)
class ChangedStaff:
    """Somebody whose kind or start the list tells differently; the name stays as the register has it."""

    line: int
    person_id: str
    name: str
    kind_before: PersonKind
    kind: PersonKind
    since_before: date | None
    since: date | None


@dataclass(frozen=True, slots=True)
class LeftStaff:
    """Somebody the list says has left, who holds nothing that a head teacher has to end first."""

    line: int
    person_id: str
    name: str
    left_on: date


@dataclass(frozen=True, slots=True)
class StaffProblem:
    """A row that is not brought in, and why.

    problem: name_missing, name_too_long, since_unreadable, left_unreadable, left_before_start, twice, several_alike,
    left_in_register, came_back, holds_office, own_leaving, still_governor, one_reference.
    """

    line: int
    name: str
    problem: str
    facts: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class StaffPreview:
    """Everything a list would do. `missing` are people in post whom the list does not name: nothing happens to them."""

    new: tuple[NewStaff, ...]
    changed: tuple[ChangedStaff, ...]
    left: tuple[LeftStaff, ...]
    same: tuple[str, ...]  # names
    problems: tuple[StaffProblem, ...]
    missing: tuple[str, ...]  # names
    gone: int  # rows of people who left and whom the register never knew
    seen: int  # how the register's people stood when this was made

    @property
    def empty(self) -> bool:
        """Whether there is nothing to bring in."""
        return not (self.new or self.changed or self.left)


@dataclass(frozen=True, slots=True)
class StaffBroughtIn:
    """What was done: ids of the people, and the act that did it."""

    added: tuple[str, ...]
    changed: tuple[str, ...]
    left: tuple[str, ...]
    act: int
