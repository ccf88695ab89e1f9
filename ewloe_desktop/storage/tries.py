"""Wrong tries and the waits they cost, and the tiles of the sign-in screen: no cryptography, no database."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import TypeVar

from ewloe_desktop.domain.errors import RegisterUnavailable, TooManyTries, WrongPassword
from ewloe_desktop.domain.people import by_surname
from ewloe_desktop.storage.key_ring import Ring, RingData, RingEntry

Opened = TypeVar("Opened")

FREE_TRIES = 5
WAITS = (15, 30, 60, 120, 240, 480, 900)  # seconds, by try after the free ones
FORGOTTEN_AFTER = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class Tile:
    """What the sign-in screen shows of a person."""

    person_id: str
    name: str
    tries: int
    wait_seconds: int


def tiles(ring: Ring, now: datetime) -> tuple[Tile, ...]:
    """Everybody who can sign in, by surname."""
    data = ring.read()
    told = (Tile(e.person_id, e.name, tries_counted(e, now), seconds_to_wait(e, now)) for e in data.entries)
    return tuple(sorted(told, key=lambda t: (*by_surname(t.name), t.person_id)))


def tries_counted(entry: RingEntry, now: datetime) -> int:
    """The wrong tries that still count: none after a day."""
    return _counted(entry.tries, entry.last_try, now)


def seconds_to_wait(entry: RingEntry, now: datetime) -> int:
    """How long until the next try."""
    return _wait(entry.tries, entry.last_try, now)


def keep_tries(ring: Ring, counted: RingEntry) -> None:
    """Keeps an entry's counts and nothing else of it."""
    told = {name: getattr(counted, name) for name in ("tries", "last_try", "code_tries", "code_last_try", "visited")}

    def change(data: RingData) -> RingData:
        now = data.entry(counted.person_id)
        return data.having(replace(now, **told)) if now else data

    try:
        ring.update(change)
    except RegisterUnavailable as error:
        # On a full disk, a stick or a server that cannot be written, looking must still be possible.
        if error.reason not in ("read_only", "disk_full", "server_read_only", "server_full"):
            raise


def with_code(ring: Ring, person_id: str, now: datetime, unwrap: Callable[[], Opened]) -> Opened:
    """What a recovery code opens; wrong ones are counted apart from passwords, with the same waits."""
    entry = ring.read().entry(person_id)
    if entry is None:
        return unwrap()
    wait = _wait(entry.code_tries, entry.code_last_try, now)
    if wait:
        raise TooManyTries(wait)
    try:
        return unwrap()
    except WrongPassword:
        tries = _counted(entry.code_tries, entry.code_last_try, now) + 1
        failed = replace(entry, code_tries=tries, code_last_try=now.isoformat())
        keep_tries(ring, failed)
        raise WrongPassword(_wait(failed.code_tries, failed.code_last_try, now)) from None


def note_visit(ring: Ring, person_id: str, now: datetime) -> None:
    """Notes that somebody has come in, and clears the count of wrong recovery codes, once they have been told."""
    entry = ring.read().entry(person_id)
    if entry is not None:
        keep_tries(ring, replace(entry, code_tries=0, code_last_try="", visited=now.isoformat(timespec="seconds")))


def _counted(tries: int, last_try: str, now: datetime) -> int:
    since = _since(last_try, now)
    return 0 if since is not None and since >= FORGOTTEN_AFTER else tries


def _wait(tries: int, last_try: str, now: datetime) -> int:
    counted, since = _counted(tries, last_try, now), _since(last_try, now)
    if counted < FREE_TRIES or since is None:
        return 0
    whole = WAITS[min(counted - FREE_TRIES, len(WAITS) - 1)]
    # A clock put back must not make the wait longer than it ever was.
    left = whole - max(since, timedelta()).total_seconds()
    return max(0, -int(-left // 1))


def _since(last_try: str, now: datetime) -> timedelta | None:
    try:
        last = datetime.fromisoformat(last_try)
    except ValueError:
        return None
    return now - (last if last.tzinfo else last.replace(tzinfo=UTC))
