"""Copies of a register and its key file, each opened again and compared before it counts as one."""

import contextlib
import os
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlcipher3 import dbapi2 as sqlcipher

from ewloe_desktop.domain.errors import Cancelled, RegisterUnavailable
from ewloe_desktop.storage import file_engine
from ewloe_desktop.storage.key_ring import FileRing, cannot_write, flush_folder, format_ring, ring_path

if TYPE_CHECKING:
    from ewloe_desktop.storage.engine import Register

DAILY, WEEKLY, MONTHLY, YEARLY = 14, 8, 12, 7
AT_ONCE = 256  # pages written before somebody is told how far it is, and may stop it

Progress = Callable[[int, int], None]
_NAME = re.compile(r"(?P<stem>.+)\.(?P<at>\d{8}-\d{6})\.act(?P<act>\d+)\.register")


@dataclass(frozen=True, slots=True)
class Copy:
    """A copy that was verified when it was made: its file, its moment (UTC) and its newest act."""

    path: Path
    at: datetime
    act: int


def copies_folder(place: Path) -> Path:
    """Where a register's copies are kept unless the settings name another folder."""
    return place.with_name(place.name + ".copies")


def list_copies(folder: Path) -> tuple[Copy, ...]:
    """Every whole copy in a folder, newest first."""
    try:
        names = [p for p in folder.iterdir() if ring_path(p).exists()]
    except OSError:
        return ()
    return tuple(sorted(filter(None, map(_copy, names)), key=lambda c: (c.at, c.act), reverse=True))


def _copy(path: Path) -> Copy | None:
    told = _NAME.fullmatch(path.name)
    if told is None:
        return None
    try:
        at = datetime.strptime(told["at"], "%Y%m%d-%H%M%S").replace(tzinfo=UTC)
    except ValueError:
        return None
    return Copy(path, at, int(told["act"]))


def copied_at(path: Path) -> datetime:
    """When a copy was made: by its name, else by its file's own time."""
    told = _copy(path)
    return told.at if told else datetime.fromtimestamp(int(path.stat().st_mtime), UTC)


def named_act(path: Path) -> int:
    """The newest act of a copy by its name, 0 where the name does not tell."""
    told = _copy(path)
    return told.act if told else 0


def make_copy(register: "Register", folder: Path) -> Copy:
    """Copies both files and verifies the copy before it gets its name; RegisterUnavailable leaves none behind."""
    at = now(register)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        remove_leftovers(folder)
        with register.raw() as raw:
            return _made(register, raw, folder, at)
    except OSError as error:
        raise RegisterUnavailable(cannot_write(error), str(folder)) from error
    except sqlcipher.Error as error:
        told = file_engine.unavailable(error, str(folder))
        raise told or RegisterUnavailable("damaged", str(folder)) from error


def _made(register: "Register", raw: Any, folder: Path, at: datetime) -> Copy:
    require_pages(register, raw)
    head = head_of(raw)
    target = folder / copy_name(register, at, head[0])
    part, keys = target.with_name(target.name + ".part"), ring_path(target)
    keys_part = keys.with_name(keys.name + ".part")
    try:
        write_pages(register, raw, part)
        write_ring(register, keys_part)
        _verify(part, register.data_key, head)
        if FileRing(keys_part).read() != register.ring.read():
            raise RegisterUnavailable("damaged", str(keys_part))
        keys_part.replace(keys)
        part.replace(target)
        flush_folder(folder)
    except BaseException:
        for left in (part, keys_part):
            left.unlink(missing_ok=True)
        raise
    return Copy(target, at, head[0])


def now(register: "Register") -> datetime:
    """This moment as copies are named: UTC, whole seconds."""
    return register.clock.now().astimezone(UTC).replace(microsecond=0)


def copy_name(register: "Register", at: datetime, act: int) -> str:
    """What a copy of this moment is called."""
    return f"{Path(register.place).stem}.{at:%Y%m%d-%H%M%S}.act{act}.register"


def require_pages(register: "Register", raw: Any) -> None:
    """Refuses a damaged file: a page that does not prove itself would be copied as an empty one that looks whole."""
    if raw.execute("PRAGMA cipher_integrity_check").fetchall():
        raise RegisterUnavailable("damaged", register.place)


def write_pages(
    register: "Register",
    raw: Any,
    part: Path,
    progress: Progress | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> None:
    """Writes the register's file, flushed to the disk; Cancelled when somebody stops it."""

    def told(_status: int, left: int, total: int) -> None:
        if cancelled is not None and cancelled():
            raise Cancelled
        if progress is not None:
            progress(total - left, total)

    # Page by page over the register's own connection: opening the file a second time would let go of its lock.
    copy = file_engine.connect(part, register.data_key, read_only=False)
    try:
        if progress is None and cancelled is None:
            raw.backup(copy)
        else:
            raw.backup(copy, pages=AT_ONCE, progress=told)
    finally:
        copy.close()
    flush(part)


def write_ring(register: "Register", part: Path) -> None:
    """Writes the key file, flushed to the disk."""
    part.write_bytes(format_ring(register.ring.read()))
    flush(part)


def flush(path: Path) -> None:
    """Makes a file's content survive a power cut."""
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def head_of(raw: Any) -> tuple[int, bytes]:
    """The newest act's number and digest."""
    row = raw.execute("SELECT seq, hash FROM event ORDER BY seq DESC LIMIT 1").fetchone()
    return (row[0], row[1]) if row else (0, b"")


def _verify(part: Path, data_key: bytes, head: tuple[int, bytes]) -> None:
    copy = file_engine.connect(part, data_key, read_only=True)
    try:
        pages = copy.execute("PRAGMA cipher_integrity_check").fetchall()
        told = copy.execute("PRAGMA integrity_check(1)").fetchone()
        if pages or told != ("ok",) or head_of(copy) != head:
            raise RegisterUnavailable("damaged", str(part))
    finally:
        copy.close()


def remove_leftovers(folder: Path) -> None:
    """Takes away what a copy that was cut short left, and key files whose register is not there."""
    for left in folder.glob("*.part"):
        if ".act" in left.name:
            left.unlink(missing_ok=True)
    for keys in folder.glob("*.register.keys"):
        own = keys.with_name(keys.name.removesuffix(".keys"))
        if _copy(own) is not None and not own.exists():
            keys.unlink(missing_ok=True)


def thin(folder: Path, verified: Copy | None = None) -> tuple[Copy, ...]:
    """Takes away the copies that the schedule does not keep, never the one just verified; gives those it took."""
    there = list_copies(folder)
    keep = kept(c.at for c in there)
    gone = tuple(c for c in there if c.at not in keep and (verified is None or c.path != verified.path))
    for copy in gone:
        with contextlib.suppress(OSError):
            copy.path.unlink(missing_ok=True)
            ring_path(copy.path).unlink(missing_ok=True)
    return gone


def thinning_waits(register: "Register") -> bool:
    """Whether a copy was put back and nobody has looked the register over since: no copy is taken away till then."""
    from sqlalchemy import select

    from ewloe_desktop.storage.copies import CopyRecord

    query = select(CopyRecord.id).where(CopyRecord.kind == "restored", CopyRecord.confirmed_at.is_(None)).limit(1)
    with register.reading() as session:
        return session.execute(query).first() is not None


def kept(moments: Iterable[datetime]) -> frozenset[datetime]:
    """The newest copy of each of the last 14 days, 8 weeks, 12 months and 7 school years that have one."""
    newest_first = sorted(set(moments), reverse=True)
    rules: tuple[tuple[Callable[[datetime], object], int], ...] = (
        (lambda m: m.date(), DAILY),
        (lambda m: m.isocalendar()[:2], WEEKLY),
        (lambda m: (m.year, m.month), MONTHLY),
        (lambda m: m.year + (m.month >= 9), YEARLY),
    )
    keep: set[datetime] = set()
    for period, count in rules:
        newest: dict[object, datetime] = {}
        for moment in newest_first:
            newest.setdefault(period(moment), moment)
        keep.update(list(newest.values())[:count])
    return frozenset(keep)
