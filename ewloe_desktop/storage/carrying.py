"""A copy to carry away: written as a folder, checked whole where it lies, and only then given its name."""

import contextlib
import errno
import os
import re
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlcipher3 import dbapi2 as sqlcipher

from ewloe_desktop.domain.errors import NotPossible, RegisterUnavailable
from ewloe_desktop.storage import backup
from ewloe_desktop.storage.backup import Progress
from ewloe_desktop.storage.check import check_register
from ewloe_desktop.storage.engine import Register
from ewloe_desktop.storage.key_ring import flush_folder, ring_path

STEPS = 1000  # what progress counts to: half for writing, half for checking
_MB = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Carried:
    """A copy that was checked whole where it lies: its folder, its file, its moment and newest act, its size."""

    folder: Path
    path: Path
    at: datetime
    act: int
    head: bytes
    size: int


def carry(
    register: Register,
    place: Path,
    progress: Progress | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Carried:
    """Copies both files to a folder on another disk; NotPossible, Cancelled or RegisterUnavailable leave no copy."""
    at, needed = backup.now(register), size_of(register)
    require_room(place, needed)
    written, checked = _halves(progress)
    part = place / f".{Path(register.place).stem}.{at:%Y%m%d-%H%M%S}.part"
    with telling(place, needed), _gone_unless_done(part):
        remove_leftovers(place, Path(register.place).stem)
        part.mkdir()
        with register.raw() as raw:
            backup.require_pages(register, raw)
            head = backup.head_of(raw)
            file = part / backup.copy_name(register, at, head[0])
            backup.write_pages(register, raw, file, written, cancelled)
        backup.write_ring(register, ring_path(file))
        flush_folder(part)
        forget_cached(file)
        require_whole(file, register.data_key, head, checked, cancelled)
        made = _free_name(place, f"{Path(register.place).stem} {at:%Y-%m-%d %H%M%S} act {head[0]}")
        part.rename(made)
        flush_folder(place)
        path = made / file.name
        size = path.stat().st_size + ring_path(path).stat().st_size
    return Carried(made, path, at, head[0], head[1], size)


def on_same_disk(one: Path, other: Path) -> bool:
    """Whether two places lie on one disk: a copy there is lost with it. Unknown counts as the same."""
    try:
        return _device(one) == _device(other)
    except OSError:
        return True


def _device(place: Path) -> int:
    return next(p for p in (place, *place.parents) if p.exists()).stat().st_dev


def called(folder: Path, register: Path) -> str:
    """What a place is called in the record: by its name, or by its whole path when a copy there stays on this PC."""
    path = str(folder.absolute())
    return path if on_same_disk(folder, register) else folder.name or path.rstrip("\\/")


def stick_of(source: Path, place: Path) -> str:
    """The name of the stick from which a copy is put back, "" when it is none: such a copy has a folder of its own."""
    carried = re.search(r" act \d+( \(\d+\))?$", source.parent.name) and not on_same_disk(source, place)
    stick = source.parent.parent
    return (stick.name or str(stick).rstrip("\\/") or "/") if carried else ""


def _free_name(place: Path, name: str) -> Path:
    """A name that nothing has there: two copies of one second are two copies."""
    number, made = 1, place / name
    while made.exists():
        number += 1
        made = place / f"{name} ({number})"
    return made


def _halves(progress: Progress | None) -> tuple[Progress | None, Progress | None]:
    """The same progress for writing, which is its first half, and for checking, its second one."""
    if progress is None:
        return None, None
    half = STEPS // 2

    def written(done: int, of: int) -> None:
        progress(half * done // max(of, 1), STEPS)

    def checked(done: int, of: int) -> None:
        progress(half + half * done // max(of, 1), STEPS)

    return written, checked


def size_of(register: Register) -> int:
    """How many bytes a copy needs: the file, its key file, and what opening it writes beside it."""
    file = Path(register.place)
    return file.stat().st_size + ring_path(file).stat().st_size + _MB


def require_room(place: Path, needed: int) -> None:
    """Refuses a place that is gone, cannot be written or has too little room; says how much is needed and free."""
    try:
        free = shutil.disk_usage(place).free
    except OSError as error:
        raise NotPossible("place_gone", {"path": str(place)}) from error
    if not os.access(place, os.W_OK):
        raise NotPossible("cannot_write", {"path": str(place)})
    if free < needed:
        raise _full(needed, free)


def _full(needed: int, free: int) -> NotPossible:
    return NotPossible("no_room", {"needed": -(-needed // _MB), "free": free // _MB})


@contextlib.contextmanager
def telling(place: Path, needed: int) -> Iterator[None]:
    """Says what is wrong with the place when writing to it or reading from it fails."""
    try:
        yield
    except (OSError, sqlcipher.Error) as error:
        raise why_not(place, needed, error) from error


def why_not(place: Path, needed: int, error: BaseException) -> NotPossible:
    """What a failure to write means: the stick is gone, cannot be written, is full, or broken."""
    require_room(place, needed)
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    if code == sqlcipher.SQLITE_FULL or getattr(error, "errno", None) in _TOO_LARGE:
        return _full(needed, shutil.disk_usage(place).free)
    return NotPossible("place_fails", {"path": str(place)})


_TOO_LARGE = frozenset({errno.ENOSPC, errno.EFBIG, getattr(errno, "EDQUOT", errno.ENOSPC)})


@contextlib.contextmanager
def _gone_unless_done(part: Path) -> Iterator[None]:
    try:
        yield
    finally:
        shutil.rmtree(part, ignore_errors=True)


def remove_leftovers(place: Path, stem: str) -> None:
    """Takes away what a copy to this place that was cut short left."""
    for left in place.glob(f".{stem}.*.part"):
        shutil.rmtree(left, ignore_errors=True)


def forget_cached(file: Path) -> None:
    """Lets the system forget what it holds of a file, where it can: reading it again then reads the disk."""
    advise = getattr(os, "posix_fadvise", None)
    if advise is None:
        return
    with file.open("rb") as opened:
        advise(opened.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)


def require_whole(
    file: Path,
    data_key: bytes,
    head: tuple[int, bytes],
    progress: Progress | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> None:
    """Opens a copy and checks all of it; RegisterUnavailable("damaged") unless it is whole and ends in this act."""
    copy = Register.open(file, data_key, read_only=True)
    try:
        result = check_register(copy, progress=progress, cancelled=cancelled)
        with copy.raw() as raw:
            same = backup.head_of(raw) == head
    finally:
        copy.close()
    if result.findings or not same:
        raise RegisterUnavailable("damaged", str(file))
