"""Wrong tries and the waits they cost, and the tiles of the sign-in screen: no cryptography, no database."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from ewloe_desktop.domain.people import by_surname
from ewloe_desktop.storage.key_ring import Ring, RingEntry

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
    since = _since(entry, now)
    return 0 if since is not None and since >= FORGOTTEN_AFTER else entry.tries


def seconds_to_wait(entry: RingEntry, now: datetime) -> int:
    """How long until the next try."""
    tries, since = tries_counted(entry, now), _since(entry, now)
    if tries < FREE_TRIES or since is None:
        return 0
    whole = WAITS[min(tries - FREE_TRIES, len(WAITS) - 1)]
    # A clock put back must not make the wait longer than it ever was.
    left = whole - max(since, timedelta()).total_seconds()
    return max(0, -int(-left // 1))


def _since(entry: RingEntry, now: datetime) -> timedelta | None:
    try:
        last = datetime.fromisoformat(entry.last_try)
    except ValueError:
        return None
    return now - (last if last.tzinfo else last.replace(tzinfo=UTC))
