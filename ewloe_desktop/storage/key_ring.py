"""The key ring: for each enrolled person the data key, wrapped under that person's password, and the wrong tries."""

import base64
import binascii
import contextlib
import errno
import json
import os
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Protocol

from ewloe_desktop.domain.errors import RegisterUnavailable
from ewloe_desktop.storage.replacing import replace as replace_file

FORM = "ewloe/keys/1"
MOST_BYTES = 4 * 1024 * 1024
_LOCK_SECONDS = 5.0


@dataclass(frozen=True, slots=True)
class Lock:
    """One password's wrapping of the data key: Argon2 settings as JSON, salt, wrapped key."""

    kdf: str
    salt: bytes
    wrapped: bytes


@dataclass(frozen=True, slots=True)
class RingEntry:
    """One enrolled person; `before` is the lock of the last password until the new one is known to be recorded."""

    person_id: str
    name: str
    lock: Lock
    before: Lock | None = None
    tries: int = 0
    last_try: str = ""  # UTC ISO text
    code_tries: int = 0  # wrong recovery codes since the person last signed in
    code_last_try: str = ""
    visited: str = ""  # when the person last signed in, UTC ISO text


@dataclass(frozen=True, slots=True)
class RingData:
    """The whole ring."""

    register_id: str
    entries: tuple[RingEntry, ...] = ()

    def entry(self, person_id: str) -> RingEntry | None:
        """The person's entry, if enrolled."""
        return next((e for e in self.entries if e.person_id == person_id), None)

    def having(self, entry: RingEntry) -> "RingData":
        """The ring with this entry in its place, or at the end."""
        if self.entry(entry.person_id) is None:
            return replace(self, entries=(*self.entries, entry))
        return replace(self, entries=tuple(entry if e.person_id == entry.person_id else e for e in self.entries))

    def without(self, person_id: str) -> "RingData":
        """The ring without this person."""
        return replace(self, entries=tuple(e for e in self.entries if e.person_id != person_id))


class Ring(Protocol):
    """Where the ring is kept."""

    def read(self) -> RingData:
        """The ring as it is now; raises RegisterUnavailable."""

    def write(self, data: RingData) -> None:
        """Keeps the ring, whole or not at all."""

    def update(self, change: Callable[[RingData], RingData]) -> RingData:
        """Reads, changes and keeps the ring with nobody else between; gives the ring kept."""


def ring_path(register: Path) -> Path:
    """The key file that stands beside a register."""
    return register.with_name(register.name + ".keys")


class FileRing:
    """The ring as a small JSON file, replaced whole; its .part file is also the lock between two processes."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._part = path.with_name(path.name + ".part")

    def read(self) -> RingData:
        """The ring as it is now; a missing, foreign or damaged file raises RegisterUnavailable."""
        try:
            with self.path.open("rb") as file:
                raw = file.read(MOST_BYTES + 1)
        except FileNotFoundError:
            raise RegisterUnavailable("keys_missing", str(self.path)) from None
        except OSError as error:
            raise RegisterUnavailable("keys_missing", str(self.path), {"error": error.strerror or ""}) from error
        if len(raw) > MOST_BYTES:
            raise _damaged(self.path)
        try:
            return parse_ring(raw)
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
            raise _damaged(self.path) from error

    def write(self, data: RingData) -> None:
        """Keeps the ring: written .part, flushed to the disk, renamed, folder flushed."""
        self._keep(lambda: data)

    def update(self, change: Callable[[RingData], RingData]) -> RingData:
        """Reads, changes and keeps the ring with nobody else between; gives the ring kept."""
        return self._keep(lambda: change(self.read()))

    def _keep(self, make: Callable[[], RingData]) -> RingData:
        try:
            with _exclusive(self._part) as part:
                with os.fdopen(part, "wb") as file:  # closed before the rename: Windows renames no open file
                    data = make()
                    file.write(format_ring(data))
                    file.flush()
                    os.fsync(part)
                    _require_own(self._part, part)
                replace_file(self._part, self.path)
                flush_folder(self.path.parent)
                return data
        except OSError as error:
            raise RegisterUnavailable(cannot_write(error), str(self.path)) from error


@contextlib.contextmanager
def _exclusive(part: Path) -> Iterator[int]:
    descriptor = _take(part)
    try:
        yield descriptor
    except BaseException:
        part.unlink(missing_ok=True)
        raise


def _require_own(part: Path, descriptor: int) -> None:
    """Somebody who waited too long may have taken the lock meanwhile: what stands there now is not ours to rename."""
    if os.name != "nt" and not os.path.samestat(os.fstat(descriptor), part.stat()):
        raise FileNotFoundError(part)


def _take(part: Path) -> int:
    give_up = time.monotonic() + _LOCK_SECONDS
    flags = os.O_CREAT | os.O_EXCL | os.O_RDWR | getattr(os, "O_BINARY", 0)
    while True:
        try:
            return os.open(part, flags, 0o660)
        except FileExistsError:
            # A file that nobody has touched for as long was left by a crash.
            with contextlib.suppress(FileNotFoundError):
                if time.monotonic() > give_up or abs(time.time() - part.stat().st_mtime) > _LOCK_SECONDS:
                    part.unlink()
            time.sleep(0.01)


def cannot_write(error: OSError) -> str:
    """The reason of RegisterUnavailable for an operating system's refusal to write."""
    import errno

    if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
        return "disk_full"
    return "read_only"


def flush_folder(folder: Path) -> None:
    """Makes a rename in the folder survive a power cut, where the system and the stick's file system can."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    except OSError as error:
        if error.errno not in (errno.EINVAL, errno.ENOTSUP):
            raise
    finally:
        os.close(descriptor)


def _damaged(path: Path) -> RegisterUnavailable:
    return RegisterUnavailable("damaged", str(path), {"part": "keys"})


def format_ring(data: RingData) -> bytes:
    """The ring as bytes for a file."""
    people = [
        {
            "person": e.person_id,
            "name": e.name,
            "lock": _lock_out(e.lock),
            "before": _lock_out(e.before) if e.before else None,
            "tries": e.tries,
            "last_try": e.last_try,
            "code_tries": e.code_tries,
            "code_last_try": e.code_last_try,
            "visited": e.visited,
        }
        for e in data.entries
    ]
    value = {"form": FORM, "register": data.register_id, "people": people}
    return json.dumps(value, ensure_ascii=False, indent=1).encode()


def parse_ring(raw: bytes) -> RingData:
    """The ring in these bytes; raises ValueError, KeyError or TypeError for anything else."""
    value = json.loads(raw)
    if not isinstance(value, dict) or value["form"] != FORM:
        raise ValueError("not a key file")
    entries = tuple(_entry_in(e) for e in value["people"])
    if len({e.person_id for e in entries}) != len(entries):
        raise ValueError("a person stands twice")
    return RingData(_text(value["register"]), entries)


def _entry_in(value: dict[str, Any]) -> RingEntry:
    before = value.get("before")
    return RingEntry(
        person_id=_text(value["person"]),
        name=_text(value["name"]),
        lock=_lock_in(value["lock"]),
        before=_lock_in(before) if before is not None else None,
        tries=_count(value["tries"]),
        last_try=_text(value["last_try"]),
        code_tries=_count(value.get("code_tries", 0)),
        code_last_try=_text(value.get("code_last_try", "")),
        visited=_text(value.get("visited", "")),
    )


def _count(tries: object) -> int:
    if not isinstance(tries, int) or isinstance(tries, bool) or not 0 <= tries < 2**31:
        raise ValueError("tries")
    return tries


def _text(value: object) -> str:
    if not isinstance(value, str) or len(value) > 1000:
        raise ValueError("not a text")
    value.encode()
    return value


def _lock_out(lock: Lock) -> dict[str, str]:
    return {"kdf": lock.kdf, "salt": _b64(lock.salt), "wrapped": _b64(lock.wrapped)}


def _lock_in(value: dict[str, Any]) -> Lock:
    return Lock(_text(value["kdf"]), _unb64(value["salt"]), _unb64(value["wrapped"]))


def _b64(data: bytes) -> str:
    return base64.b64encode(data).decode()


def _unb64(text: object) -> bytes:
    try:
        return base64.b64decode(_text(text), validate=True)
    except binascii.Error as error:
        raise ValueError("not base64") from error
