"""Puts right what a crash left between the key ring and the register: the register is right."""

from dataclasses import replace
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from ewloe_desktop.storage.key_ring import RingData, RingEntry
from ewloe_desktop.storage.people import Person, SigningKey

_KEYS = (
    select(SigningKey.person_id, Person.name, SigningKey.kdf_salt)
    .join(Person, Person.id == SigningKey.person_id)
    .where(SigningKey.status != "ended", SigningKey.wrapped.is_not(None))
)


def mended(session: Session, data: RingData) -> RingData:
    """The ring as the register's keys say it should be; entries that the register does not know go."""
    keys: dict[str, tuple[str, Any]] = {row[0]: (row[1], row[2]) for row in session.execute(_KEYS)}
    kept = (_entry(e, *keys[e.person_id]) for e in data.entries if e.person_id in keys)
    return replace(data, entries=tuple(kept))


def _entry(entry: RingEntry, name: str, salt: object) -> RingEntry:
    before = entry.before
    if before is not None and entry.lock.salt != salt and before.salt == salt:
        return replace(entry, name=name, lock=before, before=None)  # the new password was never recorded
    if entry.lock.salt == salt:
        return replace(entry, name=name, before=None)
    return replace(entry, name=name)
