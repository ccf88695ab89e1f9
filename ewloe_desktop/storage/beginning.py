"""A first start on a file is marked while it lasts: what one that was cut short left is known by it and set aside."""

import contextlib
import os
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from ewloe_desktop.domain.errors import RegisterUnavailable
from ewloe_desktop.domain.places import is_network
from ewloe_desktop.storage.key_ring import FileRing, cannot_write, flush_folder, ring_path

FORM = b"ewloe/beginning/1\n"
_PARTS = ("", "-journal", ".keys", ".keys.part")  # after the register's own name; the register itself goes first


def marker(register: Path) -> Path:
    """The note beside a register that stands there for as long as its first start lasts."""
    return register.with_name(register.name + ".beginning")


def unfinished(register: Path) -> bool:
    """Whether a first start was cut short here, or is under way: nobody was ever told that this register is made."""
    if not marker(register).exists():
        return False
    try:
        # More than the head teacher: people have worked with it, whatever the note says.
        return len(FileRing(ring_path(register)).read().entries) <= 1
    except RegisterUnavailable:
        return True


@contextlib.contextmanager
def first_start(register: Path) -> Iterator[None]:
    """Marks the place, with what an earlier start left there set aside; the mark goes last of all.

    RegisterUnavailable: "exists" where a register stands, "in_use" where another first start is under way, "network"
    on another computer, where two PCs could write into one file at once.
    """
    if is_network(str(register)):
        raise RegisterUnavailable("network", str(register))
    try:
        note = _take(register)
    except OSError as error:
        raise RegisterUnavailable(cannot_write(error), str(register)) from error
    try:
        yield
    except BaseException:
        if any(path.exists() for path in _parts(register)):
            os.close(note)  # the mark stays with what could not be taken away
        else:
            with contextlib.suppress(RegisterUnavailable):
                _end(register, note)
        raise
    _end(register, note)


def _take(register: Path) -> int:
    stands = any(path.exists() for path in _parts(register))
    if stands and not unfinished(register):
        raise RegisterUnavailable("exists", str(register))
    register.parent.mkdir(parents=True, exist_ok=True)
    note = os.open(marker(register), os.O_CREAT | os.O_RDWR, 0o660)
    try:
        if not _locked(note):
            raise RegisterUnavailable("in_use", str(register))
        _require_own(register, note)
        os.write(note, FORM)
        os.fsync(note)
        flush_folder(register.parent)
        _set_aside(register)
    except BaseException:
        os.close(note)
        raise
    return note


def _locked(note: int) -> bool:
    """Takes the note for this process; the system lets go of it when the process ends, however it ends."""
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(note, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(note, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def _require_own(register: Path, note: int) -> None:
    """Another first start may have ended, and taken its note away, between our opening it and our locking it."""
    try:
        same = os.path.samestat(os.fstat(note), marker(register).stat())
    except FileNotFoundError:
        same = False
    if not same or (any(path.exists() for path in _parts(register)) and not unfinished(register)):
        raise RegisterUnavailable("exists", str(register))


def _set_aside(register: Path) -> None:
    """Renames what is there, and deletes nothing."""
    there = [path for path in _parts(register) if path.exists()]
    if not there:
        return
    stem = f"{register.name}.unfinished-{datetime.now(UTC):%Y%m%d-%H%M%S}"
    number, base = 1, stem
    while any(register.with_name(base + part).exists() for part in _PARTS):
        number += 1
        base = f"{stem}-{number}"
    for path in there:
        path.rename(register.with_name(base + path.name.removeprefix(register.name)))
    flush_folder(register.parent)


def _end(register: Path, note: int) -> None:
    on_windows = sys.platform == "win32"  # an open file cannot be taken away there
    if on_windows:
        os.close(note)
    try:
        marker(register).unlink()
        flush_folder(register.parent)
    except OSError as error:
        raise RegisterUnavailable(cannot_write(error), str(register)) from error
    finally:
        if not on_windows:
            os.close(note)


def _parts(register: Path) -> tuple[Path, ...]:
    return tuple(register.with_name(register.name + part) for part in _PARTS)
