"""Passwords and what they open: the register's data key and a person's wrapping key. Knows no database."""

import json
import os
import unicodedata
from dataclasses import asdict, dataclass, replace
from datetime import datetime

from argon2.low_level import Type, hash_secret_raw
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from ewloe_desktop.domain.errors import RegisterUnavailable, TooManyTries, WrongPassword
from ewloe_desktop.storage.key_ring import FileRing, Lock, Ring, RingData, RingEntry, ring_path
from ewloe_desktop.storage.passwords import (
    check_password_strength,
    person_recovery_code,
    read_recovery,
    read_words,
    recovery_register,
    recovery_words,
    suggest_password,
)
from ewloe_desktop.storage.tries import Tile, keep_tries, seconds_to_wait, tiles, tries_counted

__all__ = [
    "NO_DATA_KEY",
    "FileRing",
    "KdfSettings",
    "Lock",
    "NewEntry",
    "Opened",
    "Ring",
    "RingData",
    "RingEntry",
    "Tile",
    "add_entry",
    "change_password",
    "check_password_strength",
    "forget_before",
    "lock_again",
    "new_data_key",
    "new_person_entry",
    "person_recovery_code",
    "read_recovery",
    "read_words",
    "recovery_register",
    "recovery_secret",
    "recovery_words",
    "remove_entry",
    "rename_entry",
    "ring_path",
    "suggest_password",
    "tiles",
    "unlock",
    "unwrap",
    "wrap",
]

NO_DATA_KEY = bytes(32)  # what the ring of a database on a server wraps: it proves the password and opens nothing


@dataclass(frozen=True, slots=True)
class KdfSettings:
    """Argon2id's cost: memory in KiB, passes, lanes."""

    memory_kib: int = 65536
    passes: int = 3
    lanes: int = 4

    @classmethod
    def light(cls) -> "KdfSettings":
        """The least Argon2 takes, for tests and demonstrations."""
        return cls(8, 1, 1)

    def to_json(self) -> str:
        """As kept in the ring and beside a signing key."""
        return json.dumps(asdict(self), sort_keys=True, separators=(",", ":"))

    @classmethod
    def from_json(cls, text: str) -> "KdfSettings":
        """Reads kept settings; ValueError unless they are ones a PC can work with."""
        try:
            value = json.loads(text)
            settings = cls(*(int(value[name]) for name in ("memory_kib", "passes", "lanes")))
        except (KeyError, TypeError, RecursionError, OverflowError) as error:
            raise ValueError("not Argon2 settings") from error
        lanes_fit = 1 <= settings.lanes <= 16 and settings.memory_kib >= 8 * settings.lanes
        if not (lanes_fit and settings.memory_kib <= 1024 * 1024 and 1 <= settings.passes <= 20):
            raise ValueError("Argon2 settings out of bounds")
        return settings


@dataclass(frozen=True, slots=True)
class Opened:
    """What a right password opens; on a server the data key is 32 zero bytes. `lock` tells which lock opened."""

    person_id: str
    data_key: bytes
    wrap_key: bytes
    tries_before: int
    lock: Lock
    codes_before: int = 0  # wrong recovery codes typed at this person's name
    visited: str = ""  # when the person was here last

    def __repr__(self) -> str:
        return f"Opened(person_id={self.person_id!r}, keys hidden)"


@dataclass(frozen=True, slots=True)
class NewEntry:
    """A ring entry not yet written, and what the signing key is to be wrapped with and keeps beside it."""

    entry: RingEntry
    wrap_key: bytes
    kdf_json: str
    salt: bytes

    def __repr__(self) -> str:
        return f"NewEntry(person_id={self.entry.person_id!r}, keys hidden)"


def new_data_key() -> bytes:
    """A register's random key (32 bytes)."""
    return os.urandom(32)


def wrap(key: bytes, secret: bytes, context: str) -> bytes:
    """The key under AES-256-GCM: 12 bytes nonce, then the sealed key; opens only in the same context."""
    nonce = os.urandom(12)
    return nonce + AESGCM(secret).encrypt(nonce, key, context.encode())


def unwrap(wrapped: bytes, secret: bytes, context: str) -> bytes:
    """The key that `wrap` sealed; anything else raises WrongPassword."""
    try:
        return AESGCM(secret).decrypt(wrapped[:12], wrapped[12:], context.encode())
    except (InvalidTag, ValueError):
        raise WrongPassword from None


def recovery_secret(code: str, salt: bytes) -> bytes:
    """What a person's recovery code wraps the signing key with."""
    return _expand(_letters(code).encode(), salt, b"ewloe/recovery code")


def _letters(code: str) -> str:
    return "".join(c for c in code.upper().replace("0", "O").replace("1", "I").replace("8", "B") if c.isalnum())


def unlock(ring: Ring, person_id: str, password: str, now: datetime) -> Opened:
    """Tries a password: Opened, WrongPassword (also for nobody we know) or TooManyTries while waiting."""
    data = ring.read()
    entry = data.entry(person_id)
    if entry is None:
        _derive(password, bytes(16), KdfSettings())
        raise WrongPassword
    wait = seconds_to_wait(entry, now)
    if wait:
        raise TooManyTries(wait)
    opened = _open(data.register_id, entry, password, now)
    if opened is None:
        failed = replace(entry, tries=tries_counted(entry, now) + 1, last_try=now.isoformat())
        keep_tries(ring, failed)
        raise WrongPassword(seconds_to_wait(failed, now))
    if entry.tries:
        keep_tries(ring, replace(entry, tries=0, last_try=""))
    return opened


def _open(register_id: str, entry: RingEntry, password: str, now: datetime) -> Opened | None:
    for lock in (entry.lock, entry.before):
        if lock is None:
            continue
        try:
            data_secret, wrap_key = _derive(password, lock.salt, KdfSettings.from_json(lock.kdf))
        except ValueError as error:
            raise RegisterUnavailable("damaged", facts={"part": "keys"}) from error
        try:
            data_key = unwrap(lock.wrapped, data_secret, _context(register_id, entry.person_id))
        except WrongPassword:
            continue
        return Opened(
            entry.person_id, data_key, wrap_key, tries_counted(entry, now), lock, entry.code_tries, entry.visited
        )
    return None


def _context(register_id: str, person_id: str) -> str:
    return f"ewloe/data key/{register_id}/{person_id}"


def _derive(password: str, salt: bytes, kdf: KdfSettings) -> tuple[bytes, bytes]:
    secret = unicodedata.normalize("NFC", password).encode("utf-8", "surrogatepass")
    root = hash_secret_raw(secret, salt, kdf.passes, kdf.memory_kib, kdf.lanes, 32, Type.ID)
    return _expand(root, salt, b"ewloe/data key"), _expand(root, salt, b"ewloe/signing key")


def _expand(root: bytes, salt: bytes, purpose: bytes) -> bytes:
    return HKDF(SHA256(), 32, salt, purpose).derive(root)


def new_person_entry(
    ring_register: str, person_id: str, name: str, password: str, data_key: bytes, kdf: KdfSettings
) -> NewEntry:
    """An entry for somebody's new password, not yet written; raises PasswordTooWeak."""
    check_password_strength(password)
    salt = os.urandom(16)
    data_secret, wrap_key = _derive(password, salt, kdf)
    wrapped = wrap(data_key, data_secret, _context(ring_register, person_id))
    lock = Lock(kdf.to_json(), salt, wrapped)
    return NewEntry(RingEntry(person_id, name, lock), wrap_key, lock.kdf, salt)


def lock_again(register_id: str, person_id: str, lock: Lock, password: str, data_key: bytes) -> Lock:
    """The same lock round another data key: what else the password opens stays as it is."""
    data_secret, _ = _derive(password, lock.salt, KdfSettings.from_json(lock.kdf))
    return replace(lock, wrapped=wrap(data_key, data_secret, _context(register_id, person_id)))


def add_entry(ring: Ring, new: NewEntry, recorded: bytes | None = None) -> None:
    """Writes an entry, before the commit that records its key; the last lock stays until that is recorded.

    `recorded` is the salt that the register knows: an attempt before this one may not have been recorded, either.
    """

    def change(data: RingData) -> RingData:
        old = data.entry(new.entry.person_id)
        locks = [lock for lock in (old.lock, old.before) if lock is not None] if old else []
        known = next((lock for lock in locks if lock.salt == recorded), locks[0] if locks else None)
        return data.having(replace(new.entry, before=known, visited=old.visited if old else ""))

    ring.update(change)


def rename_entry(ring: Ring, person_id: str, name: str) -> None:
    """Puts another name on somebody's tile, after the commit that recorded it."""

    def change(data: RingData) -> RingData:
        entry = data.entry(person_id)
        return data.having(replace(entry, name=name)) if entry else data

    ring.update(change)


def remove_entry(ring: Ring, person_id: str) -> None:
    """Takes somebody out, after the commit that ended their key."""
    ring.update(lambda data: data.without(person_id))


def forget_before(ring: Ring, person_id: str) -> None:
    """Drops the last password's lock, after the commit that recorded the new one."""

    def change(data: RingData) -> RingData:
        entry = data.entry(person_id)
        return data.having(replace(entry, before=None)) if entry and entry.before else data

    ring.update(change)


def change_password(
    ring: Ring, person_id: str, old: str, new: str, now: datetime, kdf: KdfSettings
) -> tuple[Opened, NewEntry]:
    """What the old password opens, and the entry for the new one: then `add_entry`, commit, `forget_before`."""
    opened = unlock(ring, person_id, old, now)
    data = ring.read()
    entry = data.entry(person_id)
    name = entry.name if entry else ""
    return opened, new_person_entry(data.register_id, person_id, name, new, opened.data_key, kdf)
