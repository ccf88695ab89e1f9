"""A copy put in the register's place: prepared beside it, and exchanged only when it is whole; nothing is deleted."""

import contextlib
import json
import os
import shutil
import time
from collections.abc import Callable
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from ewloe_desktop.domain.errors import Cancelled, RegisterUnavailable
from ewloe_desktop.storage import backup
from ewloe_desktop.storage.backup import Progress
from ewloe_desktop.storage.carrying import require_room, telling
from ewloe_desktop.storage.journal import Event
from ewloe_desktop.storage.key_ring import cannot_write, flush_folder, ring_path

FORM = "ewloe/restoring/1"
READY = "ready.json"
_JOURNAL, _KEYS = "-journal", ".keys"
_AT_ONCE = 1024 * 1024
_LONG_AGO = 3600.0  # seconds


def work_folder(place: Path) -> Path:
    """Where a copy is prepared, on the register's own disk."""
    return place.with_name(place.name + ".restoring")


def bring_in(
    source: Path, place: Path, progress: Progress | None = None, cancelled: Callable[[], bool] | None = None
) -> Path:
    """Copies a register and its key file into the work folder and gives the file; the source is only read."""
    give_up(place)
    work = work_folder(place)
    try:
        sizes = [source.stat().st_size, ring_path(source).stat().st_size]
        work.parent.mkdir(parents=True, exist_ok=True)
    except FileNotFoundError as error:
        reason = "missing" if not source.exists() else "keys_missing"
        raise RegisterUnavailable(reason, str(error.filename or source)) from error
    except OSError as error:
        raise RegisterUnavailable(cannot_write(error), str(work.parent)) from error
    needed = 2 * sum(sizes)  # bringing an older one up to date makes a copy of its own first
    require_room(work.parent, needed)
    try:
        with telling(work.parent, needed):
            work.mkdir()
            shutil.copyfile(ring_path(source), ring_path(work / place.name))
            backup.flush(ring_path(work / place.name))
            _copy(source, work / place.name, progress, cancelled)
    except BaseException:
        give_up(place)
        raise
    return work / place.name


def _copy(source: Path, target: Path, progress: Progress | None, cancelled: Callable[[], bool] | None) -> None:
    size, done = source.stat().st_size, 0
    with source.open("rb") as read, target.open("wb") as write:
        while piece := read.read(_AT_ONCE):
            if cancelled is not None and cancelled():
                raise Cancelled
            write.write(piece)
            done += len(piece)
            if progress is not None:
                progress(done, size)
    backup.flush(target)


def give_up(place: Path) -> None:
    """Takes away what was prepared and never decided; a decided exchange is brought to its end instead."""
    if not finish(place):
        shutil.rmtree(work_folder(place), ignore_errors=True)


def tidy(place: Path) -> None:
    """At a start: ends a decided exchange, and takes away what somebody prepared long ago and never decided."""
    work = work_folder(place)
    with contextlib.suppress(FileNotFoundError):
        if not finish(place) and abs(time.time() - work.stat().st_mtime) > _LONG_AGO:
            shutil.rmtree(work, ignore_errors=True)


def aside(place: Path, at: str) -> Path:
    """The name under which the register that was there is kept: one that nothing has."""
    number, stem = 1, f"{place.stem}.before-restore-{at}"
    while any(place.with_name(f"{stem}{place.suffix}{end}").exists() for end in ("", _KEYS, _JOURNAL)):
        number += 1
        stem = f"{place.stem}.before-restore-{at}-{number}"
    return place.with_name(stem + place.suffix)


def decide(place: Path, kept: Path) -> None:
    """Notes, flushed to the disk, that the prepared copy is whole and takes the register's place now."""
    work = work_folder(place)
    shutil.rmtree(work / (place.name + ".copies"), ignore_errors=True)
    part = work / f"{READY}.part"
    part.write_text(json.dumps({"form": FORM, "aside": kept.name}), encoding="utf-8")
    for file in (work / place.name, ring_path(work / place.name), part):
        backup.flush(file)
    part.replace(work / READY)
    flush_folder(work)


def finish(place: Path) -> bool:
    """Brings a decided exchange to its end, however often it was cut short; False when none was decided."""
    work = work_folder(place)
    try:
        told = json.loads((work / READY).read_text("utf-8"))
        kept = place.with_name(Path(str(told["aside"])).name)
        if told["form"] != FORM:
            return False
    except (OSError, ValueError, KeyError, TypeError):
        return False
    try:
        # The journal of an unfinished act belongs to the old file: beside the new one it would be played into it.
        if (work / place.name).exists():
            _move(place, kept, _JOURNAL)
        for end in (_KEYS, ""):
            if _ended(work / place.name, end).exists():
                _move(place, kept, end)
                _ended(work / place.name, end).replace(_ended(place, end))
        flush_folder(place.parent)
    except OSError as error:
        raise RegisterUnavailable("in_use" if os.name == "nt" else cannot_write(error), str(place)) from error
    shutil.rmtree(work, ignore_errors=True)
    return True


def _ended(path: Path, end: str) -> Path:
    return path.with_name(path.name + end)


def _move(place: Path, kept: Path, end: str) -> None:
    if _ended(place, end).exists() and not _ended(kept, end).exists():
        _ended(place, end).rename(_ended(kept, end))


def last_common(older: Session, newer: Session) -> int:
    """The newest act that both registers have: after it they differ, or one of them ends."""
    low, high = 0, min(_last(older), _last(newer))
    while low < high:
        middle = (low + high + 1) // 2
        if _hash(older, middle) == _hash(newer, middle):
            low = middle
        else:
            high = middle - 1
    return low


def _last(session: Session) -> int:
    return session.scalar(select(Event.seq).order_by(Event.seq.desc()).limit(1)) or 0


def _hash(session: Session, act: int) -> bytes | None:
    return session.scalar(select(Event.hash).where(Event.seq == act))
