"""Before a copy takes the register's place: it is looked at whole and compared with what is there."""

import contextlib
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from ewloe_desktop.domain.authority import TELLING, Authority
from ewloe_desktop.domain.errors import Cancelled, RegisterUnavailable, RuleBroken
from ewloe_desktop.domain.people import MAY, Action, Actor, Office
from ewloe_desktop.services.checking import check_whole
from ewloe_desktop.services.disposal import Erased, erased_since
from ewloe_desktop.services.drills import HALF, copy_refused, half
from ewloe_desktop.services.journal import ActRow, acts_told
from ewloe_desktop.services.people import current_key, require_present
from ewloe_desktop.services.school import register_code
from ewloe_desktop.services.standing import allow, moment, now, school, stamp
from ewloe_desktop.storage import restoring
from ewloe_desktop.storage.backup import Progress, copied_at
from ewloe_desktop.storage.clock import Clock
from ewloe_desktop.storage.engine import Register
from ewloe_desktop.storage.highwater import HighWater
from ewloe_desktop.storage.journal import Event
from ewloe_desktop.storage.key_ring import FileRing, ring_path
from ewloe_desktop.storage.vault import unlock

MOST_SHOWN = 200
_CLOSED = ("in_use", "newer", "disk_full")  # why a register that is there cannot be looked at, and must not be replaced


@dataclass(frozen=True, slots=True)
class RestoreAsked:
    """Which copy, where it goes, and who asks: somebody who could sign in on the day it was made."""

    source: Path
    place: Path
    person_id: str
    password: str

    def __repr__(self) -> str:
        return f"RestoreAsked(source={self.source!r}, place={self.place!r}, password hidden)"


@dataclass(frozen=True, slots=True)
class RestorePlan:
    """What would be put back, and what would be missing: `there` is "nothing", "register" or "unreadable".

    missing holds the newest of the missing acts, missing_count tells how many there are; where the register there
    cannot be read, the acts up to `given_up` are known only by this PC's mark.
    """

    source: Path
    place: Path
    school: str
    register_code: str
    who: str
    newest_at: datetime
    copied_at: datetime
    size: int
    acts: int
    there: str
    given_up: int
    missing: tuple[ActRow, ...]
    missing_count: int
    erased: int


@dataclass
class Prepared:
    """A copy that was checked and waits beside the register; `let_go` takes it away again."""

    plan: RestorePlan
    register: Register
    asked: RestoreAsked
    head: tuple[int, bytes] | None  # of the register that is there
    erased: tuple[Erased, ...] = ()

    def let_go(self) -> None:
        """Takes away what was prepared; the register that is there was never touched."""
        self.register.changed = False
        self.register.close()
        restoring.give_up(self.asked.place)


def prepare(
    asked: RestoreAsked,
    clock: Clock,
    mark: Callable[[str], HighWater | None],
    progress: Progress | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Prepared:
    """Copies a copy in beside the register and checks all of it; every refusal leaves everything as it was."""
    _require_own(asked)
    opened = unlock(FileRing(ring_path(asked.source)), asked.person_id, asked.password, clock.now())
    file = restoring.bring_in(asked.source, asked.place, half(progress, 0), cancelled)
    try:
        register = Register.open(file, opened.data_key, clock=clock)
    except BaseException as error:
        restoring.give_up(asked.place)
        if isinstance(error, RegisterUnavailable):
            raise copy_refused(error, asked.source) from error
        raise
    try:
        _require_whole(register, asked, half(progress, HALF), cancelled)
        return _compared(register, asked, opened.data_key, mark(register.id))
    except BaseException:
        register.changed = False
        register.close()
        restoring.give_up(asked.place)
        raise


def _require_own(asked: RestoreAsked) -> None:
    """Refuses a copy whose key file names another register than the one that is there."""
    if not asked.source.exists():
        raise RegisterUnavailable("missing", str(asked.source))
    if asked.source.resolve() == asked.place.resolve():
        raise RegisterUnavailable("exists", str(asked.place))
    theirs, here = FileRing(ring_path(asked.source)).read().register_id, ""
    with contextlib.suppress(RegisterUnavailable):
        here = FileRing(ring_path(asked.place)).read().register_id
    if here not in ("", theirs):
        raise RegisterUnavailable("other_register", str(asked.source))


def _require_whole(
    register: Register, asked: RestoreAsked, progress: Progress | None, cancelled: Callable[[], bool] | None
) -> None:
    with register.reading() as session:
        require_present(session, asked.person_id)
        allow(session, Actor(asked.person_id, ""), Action.RESTORE)
    if check_whole(register, progress=progress, cancelled=cancelled).findings:
        raise RegisterUnavailable("copy_damaged", str(asked.source))
    if cancelled is not None and cancelled():
        raise Cancelled


def _compared(register: Register, asked: RestoreAsked, data_key: bytes, mark: HighWater | None) -> Prepared:
    with _there(asked.place, data_key) as there, register.reading() as session:
        newest = session.execute(select(Event.seq, Event.at).order_by(Event.seq.desc()).limit(1)).one()
        lost = _Lost()
        if there is not None:
            with there.reading() as live:
                common = restoring.last_common(session, live)
                if there.id != register.id or not common:
                    raise RegisterUnavailable("other_register", str(asked.source))
                _require_still(session, live, asked.person_id)
                lost = _lost(live, common)
        if lost.erased:  # they are erased again at once, which is the head teacher's
            allow(session, Actor(asked.person_id, ""), Action.DISPOSE)
        seen = mark.act if mark is not None and mark.act > newest.seq else 0
        row = school(session)
        plan = RestorePlan(
            source=asked.source,
            place=asked.place,
            school=row.name,
            register_code=register_code(row.id),
            who=require_present(session, asked.person_id).name,
            newest_at=moment(newest.at),
            copied_at=copied_at(asked.source),
            size=asked.source.stat().st_size,
            acts=newest.seq,
            there="nothing" if not asked.place.exists() else "register" if there else "unreadable",
            given_up=max(lost.to, seen),
            missing=lost.newest,
            missing_count=max(lost.count, seen - newest.seq if seen else 0),
            erased=len(lost.erased),
        )
    return Prepared(plan, register, asked, lost.head, lost.erased)


def _require_still(copy: Session, live: Session, person_id: str) -> None:
    """By the acts of the register that is there whoever asks may do so still: nobody's old office or key comes back.

    By its acts and not by its rows: a register whose rows were changed is a reason to put a copy back.
    """
    authority = Authority()
    signed = or_(Event.key_id.is_not(None), Event.kind.in_(TELLING))
    for seq, kind, facts in live.execute(select(Event.seq, Event.kind, Event.facts).where(signed).order_by(Event.seq)):
        for _ in authority.doubts(seq, kind, json.loads(facts)):
            pass  # a check tells of it; here it only has to be replayed
    may = [o.value for o in Office if o in MAY[Action.RESTORE]]
    if authority.held(person_id, stamp(now(copy))).isdisjoint(may):
        raise RuleBroken("may_not", tuple(may), {"action": Action.RESTORE.value})
    own = current_key(copy, person_id)
    if own is not None and own.id in authority.keys and authority.keys[own.id].ended:
        raise RuleBroken("key_ended")


@dataclass(frozen=True, slots=True)
class _Lost:
    """What the register that is there holds and the copy does not."""

    newest: tuple[ActRow, ...] = ()
    count: int = 0
    to: int = 0
    head: tuple[int, bytes] | None = None
    erased: tuple[Erased, ...] = ()


def _lost(live: Session, common: int) -> _Lost:
    columns = (Event.seq, Event.at, Event.kind, Event.facts, Event.mark, Event.signature)
    newest = live.execute(select(Event.seq, Event.hash).order_by(Event.seq.desc()).limit(1)).one()
    query = select(*columns).where(Event.seq > common).order_by(Event.seq.desc()).limit(MOST_SHOWN)
    acts, count = acts_told(live, list(live.execute(query))), newest.seq - common
    head = (newest.seq, bytes(newest.hash))
    return _Lost(acts, count, newest.seq if count else 0, head, erased_since(live, common))


@contextlib.contextmanager
def _there(place: Path, data_key: bytes) -> Iterator[Register | None]:
    """The register that is there, for reading; None when there is none or it does not open."""
    register: Register | None = None
    try:
        if place.exists():
            register = Register.open(place, data_key, read_only=True)
    except RegisterUnavailable as error:
        if error.reason in _CLOSED:
            raise
    try:
        yield register
    finally:
        if register is not None:
            register.close()
