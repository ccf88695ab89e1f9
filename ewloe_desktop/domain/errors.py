"""Every failure we expect, as a type with facts and without wording (ui/wording.py words them)."""

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


# Not frozen and not compared: contextlib sets __traceback__ on what passes through it, and facts are not hashable.
@dataclass(eq=False)
class Expected(Exception):  # noqa: N818 - these are facts, named as such
    """A failure that people or their surroundings can cause; `nothing was recorded` holds for every one."""

    def __post_init__(self) -> None:
        Exception.__init__(self, type(self).__name__)


@dataclass(eq=False)
class RuleBroken(Expected):
    """A rule of the school refuses the act: the rule's id (a key of sheets.*.toml [rules]), who may, and facts."""

    rule: str
    who_may: tuple[str, ...] = ()
    facts: dict[str, Any] = dataclasses.field(default_factory=dict)


@dataclass(frozen=True)
class FieldProblem:
    """One mistake in one field: the field's name, the problem's id and facts for its wording."""

    field: str
    problem: str
    facts: Mapping[str, object] = dataclasses.field(default_factory=dict)


@dataclass(eq=False)
class FieldsRefused(Expected):
    """What was typed cannot be kept; one entry for each field."""

    problems: tuple[FieldProblem, ...]


@dataclass(eq=False)
class ChangedMeanwhile(Expected):
    """Somebody changed the record after it was read: what it was, the version read and the version now."""

    what: str
    seen: int
    now: int


@dataclass(eq=False)
class NotFound(Expected):
    """There is no such record."""

    what: str
    id: str


@dataclass(eq=False)
class WrongPassword(Expected):
    """The password (or recovery code) does not open this person's key; seconds to wait before the next try."""

    wait_seconds: int = 0


@dataclass(eq=False)
class TooManyTries(Expected):
    """A try before the waiting time is over; nothing was tried."""

    wait_seconds: int


@dataclass(eq=False)
class PasswordTooWeak(Expected):
    """A new password that is too short ("short") or too common ("common")."""

    reason: str


@dataclass(eq=False)
class RegisterUnavailable(Expected):
    """The register cannot be used now.

    reason: missing, keys_missing, in_use, read_only, disk_full, newer, damaged, not_a_register, wrong_key,
    exists, foreign_keys_file, held (by another program), network (a drive of another computer);
    of a server: server_down, server_refused, server_password, server_unknown (facts: server), server_tls, server_busy,
    server_full, server_read_only, not_recorded (it was lost in the middle of an act that was looked for afterwards),
    unsure (it cannot be asked). in_use may say who.
    """

    reason: str
    place: str = ""
    facts: dict[str, Any] = dataclasses.field(default_factory=dict)

    @property
    def passing(self) -> bool:
        """Whether nothing is wrong with the register itself: another moment may be better."""
        return self.reason == "in_use" or self.reason.startswith("server_")


@dataclass(eq=False)
class FileRefused(Expected):
    """A file somebody brought cannot be read.

    reason: doctype, too_large, too_many_parts, ratio, bad_zip, encrypted, macro, old_doc, unknown, damaged,
    empty, time, memory, crashed, not_text, no_text (a scanned picture), bad_name, too_long_line, no_page,
    unreadable (the system refuses), not_list (no CSV or XLSX), not_picture, not_scan, too_many_pages.
    """

    reason: str
    name: str = ""
    facts: dict[str, Any] = dataclasses.field(default_factory=dict)


@dataclass(eq=False)
class Cancelled(Expected):
    """The person stopped the work; nothing was kept."""


@dataclass(eq=False)
class Damaged(Expected):
    """What the register holds does not match what was recorded."""

    record: str
    expected: str = ""
    found: str = ""
    act: int = 0


@dataclass(eq=False)
class NotPossible(Expected):
    """The surroundings cannot do it: no_printer, cannot_write (path), disk_full (needed and free bytes)."""

    reason: str
    facts: dict[str, Any] = dataclasses.field(default_factory=dict)
