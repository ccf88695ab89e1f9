"""Testing a copy, once in each term: put back into a folder of its own, checked whole, reported and recorded."""

import shutil
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from ewloe_desktop.domain.errors import NotPossible, RegisterUnavailable
from ewloe_desktop.domain.journal import Finding
from ewloe_desktop.domain.people import Action, Actor
from ewloe_desktop.domain.terms import due_day
from ewloe_desktop.services.checking import check_whole
from ewloe_desktop.services.copies import (
    TRIED,
    CopyRecorded,
    copy_shown,
    keep_record,
    made_by,
    require_file,
)
from ewloe_desktop.services.standing import allow, stamp, today
from ewloe_desktop.storage import restoring
from ewloe_desktop.storage.backup import Progress, copied_at, named_act
from ewloe_desktop.storage.copies import CopyRecord
from ewloe_desktop.storage.engine import Register
from ewloe_desktop.storage.journal import Event
from ewloe_desktop.storage.key_ring import ring_path

HALF = 500  # of progress that counts to a thousand
MOST_TOLD = 20


@dataclass(frozen=True, slots=True)
class Tried:
    """What came of testing a copy; nothing is recorded yet."""

    path: Path
    at: datetime
    act: int
    acts: int
    later: int
    size: int
    seconds: int
    found: tuple[Finding, ...]


def try_copy(
    register: Register,
    actor: Actor,
    source: Path,
    progress: Progress | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Tried:
    """Puts a copy back into a folder of its own and checks all of it; the register itself is not touched.

    RegisterUnavailable when it does not open, or is another register's.
    """
    require_file(register, actor)
    begun = time.monotonic()
    with _folder(register, source) as folder:
        file = restoring.bring_in(source, Path(folder) / "tried.register", half(progress, 0), cancelled)
        try:
            copy = Register.open(file, register.data_key, clock=register.clock)
        except RegisterUnavailable as error:
            raise copy_refused(error, source) from error
        try:
            if copy.id != register.id:
                raise RegisterUnavailable("other_register", str(source))
            result = check_whole(copy, progress=half(progress, HALF), cancelled=cancelled)
            # What does not read as it was written cannot be compared act by act; its name still tells how far it goes.
            act, found = (named_act(source), ()) if result.findings else _same(register, copy, source)
        finally:
            copy.changed = False
            copy.close()
    with register.reading() as session:
        newest = session.scalar(select(Event.seq).order_by(Event.seq.desc()).limit(1)) or 0
    return Tried(
        path=source,
        at=copied_at(source),
        act=max(1, min(act, newest)),
        acts=result.acts,
        later=max(0, newest - act),
        size=source.stat().st_size + ring_path(source).stat().st_size,
        seconds=round(time.monotonic() - begun),
        found=(*result.findings, *found),
    )


def _folder(register: Register, source: Path) -> "tempfile.TemporaryDirectory[str]":
    """A folder for the test: among the PC's own temporary ones, or beside the register where those have no room."""
    needed = 3 * source.stat().st_size if source.exists() else 0
    try:
        roomy = shutil.disk_usage(tempfile.gettempdir()).free > needed
    except OSError:
        roomy = False
    try:
        return tempfile.TemporaryDirectory(prefix="ewloe-", dir=None if roomy else Path(register.place).parent)
    except OSError as error:
        raise NotPossible("cannot_write", {"path": str(Path(register.place).parent)}) from error


def half(progress: Progress | None, after: int) -> Progress | None:
    """Progress as one half of a thousand: the first one after 0, the second one after HALF."""
    if progress is None:
        return None
    return lambda done, of: progress(after + HALF * done // max(of, 1), 2 * HALF)


def _same(register: Register, copy: Register, source: Path) -> tuple[int, tuple[Finding, ...]]:
    """The newest act that the copy shares with the register, and what it says where they part."""
    with register.reading() as session, copy.reading() as other:
        common = restoring.last_common(other, session)
        newest = other.scalar(select(Event.seq).order_by(Event.seq.desc()).limit(1)) or 0
    if not common:
        raise RegisterUnavailable("other_register", str(source))
    if common == newest:
        return common, ()
    return common, (Finding(f"act {common + 1}", "the act in the register", "another act", common + 1),)


def copy_refused(error: RegisterUnavailable, source: Path) -> RegisterUnavailable:
    """Why a copy cannot be used, in words about the copy and not about the register."""
    reason = "copy_damaged" if error.reason in ("damaged", "not_a_register") else error.reason
    return RegisterUnavailable(reason, str(source), error.facts)


def record_trial(session: Session, actor: Actor, tried: Tried) -> CopyRecorded:
    """Records a test, with its report."""
    from ewloe_desktop.documents.copy_sheets import TestShown, copy_test

    allow(session, actor, Action.BACK_UP)
    row = CopyRecord(
        kind=TRIED,
        copied_at=stamp(tried.at),
        copied_act=tried.act,
        place=str(tried.path.parent),
        size=tried.size,
        seconds=tried.seconds,
        found=len(tried.found),
    )
    lines = tuple(f"{f.record}: {f.expected} / {f.found}" for f in tried.found[:MOST_TOLD])
    told = TestShown(tried.seconds, tried.acts, tried.later, lines, due_day(today(session)))
    pdf = copy_test(made_by(session, actor), copy_shown(session, row, tried.path.name), told)
    return keep_record(session, actor, row, "copy_tried", pdf)
