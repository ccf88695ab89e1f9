"""What the first page says of copies: how old the newest are, the term's test, and what went wrong."""

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from pathlib import PurePosixPath, PureWindowsPath
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from ewloe_desktop.domain.errors import RuleBroken
from ewloe_desktop.domain.people import MAY, Action, Actor, Office
from ewloe_desktop.domain.terms import due_day, term_begins
from ewloe_desktop.services.copies import AWAY, RESTORED, TRIED
from ewloe_desktop.services.standing import allow, local_day, moment, now, school, today
from ewloe_desktop.services.today_items import CopiesState, TodayItem
from ewloe_desktop.storage.copies import CopyRecord

AMBER, RED = 7, 30  # days
_SETTLED_IN = 30  # days that a new register has before its first test


def copies_state(session: Session, offices: frozenset[Office]) -> CopiesState | None:
    """What whoever may make copies sees of them; None for others, and on a server."""
    if not offices & MAY[Action.BACK_UP] or session.info["register"].kind != "file":
        return None
    known: Mapping[str, Any] = session.info.get("known", {})
    copied = moment(str(known["copied_at"])) if "copied_at" in known else None
    away, not_away = _away(session)
    at, begun = now(session), moment(school(session).created_at)
    away_at = moment(away.copied_at) if away else None
    waiting = _unconfirmed(session)
    return CopiesState(
        copied_at=copied,
        copied_level=level(copied or begun, at),
        away_at=away_at,
        away_level=level(away_at or begun, at),
        away_place=away.place if away else "",
        not_away=not_away,
        failed=str(known.get("copy_failed", "")),
        restored_id=waiting.id if waiting else "",
        restored_seen=waiting.version if waiting else 0,
    )


def show_copies(session: Session, actor: Actor) -> CopiesState:
    """What the settings show of copies, for whoever may make them."""
    state = copies_state(session, allow(session, actor, Action.BACK_UP))
    if state is None:
        raise RuleBroken("copies_on_server")
    return state


def level(then: datetime, at: datetime) -> str:
    """How worrying the age of a copy is."""
    age = at - then
    return "bad" if age >= timedelta(days=RED) else "warn" if age >= timedelta(days=AMBER) else "ok"


def copy_items(session: Session, offices: frozenset[Office]) -> Iterator[TodayItem]:
    """What somebody has to do about copies, for those who may."""
    state = copies_state(session, offices)
    if state is None:
        return
    if state.failed:
        yield TodayItem("copy_failed", "", reason=state.failed)
    if state.restored_id and offices & MAY[Action.RESTORE]:
        yield TodayItem("restore_unconfirmed", "")
    on = today(session)
    begins, due = term_begins(on), due_day(on)
    begun = local_day(school(session).created_at)
    last = _newest(session, TRIED)
    if begun + timedelta(days=_SETTLED_IN) > on or (last is not None and local_day(last.recorded_at) >= begins):
        return
    yield TodayItem("copy_test_due", "", due=due, days=(due - on).days)


def _away(session: Session) -> tuple[CopyRecord | None, str]:
    """The newest copy on a stick, the one that was put back from a stick too; and where a newer one lies that is not.

    A whole path stands for a place on this PC's own disk, a name for a stick.
    """
    query = select(CopyRecord).where(CopyRecord.kind.in_((AWAY, RESTORED))).order_by(CopyRecord.act.desc())
    rows = session.scalars(query.limit(100)).all()
    on_stick = max((row for row in rows if not _is_path(row.place)), key=lambda row: row.copied_at, default=None)
    last = next((row for row in rows if row.kind == AWAY), None)
    newer = last is not None and _is_path(last.place) and (on_stick is None or last.copied_at > on_stick.copied_at)
    return on_stick, last.place if last is not None and newer else ""


def _is_path(place: str) -> bool:
    return PurePosixPath(place).is_absolute() or PureWindowsPath(place).is_absolute()


def _newest(session: Session, kind: str) -> CopyRecord | None:
    query = select(CopyRecord).where(CopyRecord.kind == kind).order_by(CopyRecord.act.desc()).limit(1)
    return session.scalars(query).first()


def _unconfirmed(session: Session) -> CopyRecord | None:
    query = select(CopyRecord).where(CopyRecord.kind == RESTORED, CopyRecord.confirmed_at.is_(None))
    return session.scalars(query.order_by(CopyRecord.act.desc()).limit(1)).first()
