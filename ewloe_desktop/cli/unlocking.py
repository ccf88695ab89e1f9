"""The key of a register for `check`: from somebody's password or from the recovery sheet, writing nothing."""

import getpass
import sys
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from ewloe_desktop.cli.errors import CommandRefused
from ewloe_desktop.cli.saying import say
from ewloe_desktop.domain.errors import RegisterUnavailable, WrongPassword
from ewloe_desktop.settings import is_address
from ewloe_desktop.storage import vault
from ewloe_desktop.storage.clock import SystemClock
from ewloe_desktop.storage.engine import ring_for
from ewloe_desktop.storage.key_ring import Ring, RingData

_MOST = 4096  # letters of a password or recovery file


@dataclass(frozen=True, slots=True)
class Unlocked:
    """A data key; `sure` when it is known to be this register's own."""

    data_key: bytes
    sure: bool

    def __repr__(self) -> str:
        return f"Unlocked(sure={self.sure}, key hidden)"


class StillRing:
    """A ring that is read and never written: checking counts no tries and clears none."""

    def __init__(self, ring: Ring) -> None:
        self._ring = ring

    def read(self) -> RingData:
        """The ring as it is now."""
        return self._ring.read()

    def write(self, data: RingData) -> None:
        """Keeps nothing."""

    def update(self, change: Callable[[RingData], RingData]) -> RingData:
        """What the ring would be; keeps nothing."""
        return change(self.read())


def with_recovery(place: str, file: Path) -> Unlocked:
    """The data key that stands on the recovery sheet, without needing the key file."""
    if is_address(place):
        raise CommandRefused("check_server_recovery")
    text = first_lines(file)
    try:
        key, register = vault.read_recovery(text), vault.recovery_register(text)
    except WrongPassword:
        raise CommandRefused("check_wrong_recovery") from None
    try:
        own = ring_for(place).read().register_id
    except RegisterUnavailable as error:
        if error.reason not in ("keys_missing", "damaged"):
            raise
        return Unlocked(key, sure=False)
    if not own.startswith(register):
        raise CommandRefused("check_other_recovery")
    return Unlocked(key, sure=True)


def with_password(place: str, name: str | None, file: Path | None) -> Unlocked:
    """The data key that a person's password unwraps; asks at the terminal for what was not given."""
    return Unlocked(as_person(place, name, file).opened.data_key, sure=True)


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody whose password was right."""

    person_id: str
    name: str
    password: str
    opened: vault.Opened

    def __repr__(self) -> str:
        return f"Person(name={self.name!r}, password hidden)"


def as_person(place: str, name: str | None, file: Path | None) -> Person:
    """Somebody and their password; asks at the terminal for what was not given."""
    if not is_address(place) and not Path(place).exists():
        raise RegisterUnavailable("missing", place)
    ring = StillRing(ring_for(place))
    people = ring.read().entries
    name = name if name is not None else _ask(say("check_name"))
    found = _called(name, {e.person_id: e.name for e in people})
    password = first_line(file) if file else _ask_hidden(say("check_password", name=name))
    opened = vault.unlock(ring, found, password, SystemClock().now())
    called = next(entry.name for entry in people if entry.person_id == found)
    return Person(found, called, password, opened)


def _called(name: str, people: dict[str, str]) -> str:
    if name in people:
        return name
    for form in (_composed, _plain):
        found = [person_id for person_id, own in people.items() if form(own) == form(name)]
        if len(found) == 1:
            return found[0]
        if found:
            raise CommandRefused("check_several", {"name": name, "ids": ", ".join(found)})
    raise CommandRefused("check_nobody", {"name": name})


def _composed(name: str) -> str:
    return " ".join(unicodedata.normalize("NFC", name).split())


def _plain(name: str) -> str:
    letters = unicodedata.normalize("NFKD", " ".join(name.split())).casefold()
    return "".join(c for c in letters if not unicodedata.combining(c))


def _ask(prompt: str) -> str:
    if not sys.stdin.isatty():
        raise CommandRefused("check_no_terminal")
    try:
        print(prompt, end="", file=sys.stderr, flush=True)
        return input()
    except EOFError:
        raise CommandRefused("check_no_terminal") from None


def _ask_hidden(prompt: str) -> str:
    if not sys.stdin.isatty():
        raise CommandRefused("check_no_terminal")
    try:
        return getpass.getpass(prompt)
    except EOFError:
        raise CommandRefused("check_no_terminal") from None


def first_line(file: Path) -> str:
    """The first line of a small file, without its end."""
    lines = first_lines(file).splitlines()
    return lines[0] if lines else ""


def first_lines(file: Path) -> str:
    """The text of a small file."""
    try:
        with file.open(encoding="utf-8-sig", newline=None) as stream:
            return stream.read(_MOST)
    except (OSError, ValueError):
        raise CommandRefused("check_no_file", {"path": str(file)}) from None
