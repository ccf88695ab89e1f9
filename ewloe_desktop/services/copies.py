"""Copies of the register: made when somebody asks, taken away from the school, and what is recorded of them."""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.orm import Session

from ewloe_desktop.documents.photo_facts import Made
from ewloe_desktop.domain.errors import NotFound, RuleBroken
from ewloe_desktop.domain.people import Action, Actor
from ewloe_desktop.services.photo_sheets import made_file
from ewloe_desktop.services.school import register_code
from ewloe_desktop.services.sheet_facts import PDF, school_heading
from ewloe_desktop.services.sheets import StoredFile
from ewloe_desktop.services.site_sheet_facts import proof_of
from ewloe_desktop.services.standing import allow, fetch, moment, names_of, now, school, stamp
from ewloe_desktop.storage.acts import declare
from ewloe_desktop.storage.backup import Copy, Progress, list_copies, make_copy, thin, thinning_waits
from ewloe_desktop.storage.carrying import Carried, carry
from ewloe_desktop.storage.copies import CopyRecord
from ewloe_desktop.storage.documents import Document
from ewloe_desktop.storage.engine import Register

if TYPE_CHECKING:
    from ewloe_desktop.documents.copy_sheets import CopyShown

AWAY, TRIED, RESTORED = "away", "tried", "restored"


@dataclass(frozen=True, slots=True)
class CopyFacts:
    """What is recorded of a copy: kind is "away", "tried" or "restored"."""

    id: str
    seen: int
    kind: str
    copied_at: datetime
    copied_act: int
    place: str
    size: int
    seconds: int
    found: int
    lost_to: int
    recorded_by: str
    recorded_at: datetime
    sheet_id: str
    confirmed: bool


@dataclass(frozen=True, slots=True)
class CopyThere:
    """A copy in some folder: its file, its moment (UTC) and its newest act."""

    path: Path
    at: datetime
    act: int


@dataclass(frozen=True, slots=True)
class CopyRecorded:
    """A copy as it was recorded, with its sheet."""

    facts: CopyFacts
    sheet: StoredFile


def require_file(register: Register, actor: Actor) -> None:
    """Refuses whoever may not make copies, and a register on a server, which is not copied from here."""
    with register.reading() as session:
        allow(session, actor, Action.BACK_UP)
    if register.kind != "file":
        raise RuleBroken("copies_on_server")


def copy_now(register: Register, actor: Actor) -> Copy:
    """Copies both files and opens the copy again before it counts; RuleBroken unless the person may."""
    require_file(register, actor)
    copy = make_copy(register, register.copies)
    if not thinning_waits(register):
        thin(register.copies, copy)
    register.changed = False
    return copy


def take_away(
    register: Register,
    actor: Actor,
    place: Path,
    progress: Progress | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Carried:
    """Copies the register to a stick and checks the copy there; nothing is recorded yet."""
    require_file(register, actor)
    return carry(register, place, progress, cancelled)


def record_copy(session: Session, actor: Actor, carried: Carried, called: str) -> CopyRecorded:
    """Records a copy that was checked where it lies, with the label that goes with it."""
    from ewloe_desktop.documents.copy_sheets import copy_label

    allow(session, actor, Action.BACK_UP)
    row = CopyRecord(kind=AWAY, copied_at=stamp(carried.at), copied_act=carried.act, place=called, size=carried.size)
    label = copy_label(made_by(session, actor), copy_shown(session, row, carried.path.name))
    return keep_record(session, actor, row, "copy_taken", label)


def made_by(session: Session, actor: Actor) -> Made:
    """Who makes a sheet about a copy, and when."""
    return Made(school_heading(session), now(session), actor.name)


def copy_shown(session: Session, row: CopyRecord, name: str) -> "CopyShown":
    """A copy as its sheets tell of it; NotFound when its newest act is none of this register's."""
    from ewloe_desktop.documents.copy_sheets import CopyShown

    proof = proof_of(session, row.copied_act)
    if proof is None:
        raise NotFound("act", str(row.copied_act))
    own = register_code(school(session).id)
    return CopyShown(own, name, row.place, moment(row.copied_at), row.copied_act, row.size, proof)


def keep_record(session: Session, actor: Actor, row: CopyRecord, kind: str, pdf: bytes) -> CopyRecorded:
    """Keeps what was done with a copy, and its sheet, as one act."""
    at = stamp(now(session))
    sheet = Document(kind=kind, name="", media_type=PDF, content=pdf, sha256=hashlib.sha256(pdf).digest())
    shown = made_file(f"{register_code(school(session).id)} {row.place[:60]}", at[:10], pdf)
    sheet.name, sheet.size, sheet.pages, sheet.made_at, sheet.made_by = shown.name, len(pdf), 1, at, actor.person_id
    session.add(sheet)
    session.flush()
    row.sheet_id, row.recorded_by, row.recorded_at = sheet.id, actor.person_id, at
    facts: Mapping[str, object] = {
        "copied_act": row.copied_act,
        "copied_at": row.copied_at,
        "place": row.place,
        "sheet": sheet.sha256.hex(),
        "count": row.found or 0,
    }
    row.act = declare(session, kind, facts).seq
    session.add(row)
    session.flush()
    told = StoredFile(sheet.id, sheet.name, PDF, pdf, sheet.sha256)
    return CopyRecorded(copy_facts(row, {actor.person_id: actor.name}), told)


def copy_facts(row: CopyRecord, names: Mapping[str, str]) -> CopyFacts:
    """A row as a fact."""
    return CopyFacts(
        id=row.id,
        seen=row.version,
        kind=row.kind,
        copied_at=moment(row.copied_at),
        copied_act=row.copied_act,
        place=row.place,
        size=row.size,
        seconds=row.seconds,
        found=row.found,
        lost_to=row.lost_to,
        recorded_by=names.get(row.recorded_by, ""),
        recorded_at=moment(row.recorded_at),
        sheet_id=row.sheet_id or "",
        confirmed=row.confirmed_at is not None,
    )


def list_records(session: Session, actor: Actor) -> tuple[CopyFacts, ...]:
    """What was done with copies, the newest first."""
    allow(session, actor, Action.BACK_UP)
    rows = session.scalars(select(CopyRecord).order_by(CopyRecord.act.desc()).limit(50)).all()
    names = names_of(session, {row.recorded_by for row in rows})
    return tuple(copy_facts(row, names) for row in rows)


def confirm_restored(session: Session, actor: Actor, record_id: str, seen: int) -> CopyFacts:
    """Says that the register that was put back is right: the schedule takes older copies away again."""
    allow(session, actor, Action.RESTORE)
    row = fetch(session, CopyRecord, record_id, seen)
    if row.kind != RESTORED or row.confirmed_at is not None:
        raise NotFound("copy_record", record_id)
    row.confirmed_by, row.confirmed_at = actor.person_id, stamp(now(session))
    declare(session, "restore_confirmed", {"copied_act": row.copied_act})
    session.flush()
    return copy_facts(row, names_of(session, {row.recorded_by}))


def copies_there(folder: Path) -> tuple[CopyThere, ...]:
    """The copies in a folder, and in the folders in it that a copy to a stick makes; the newest first."""
    found = list(list_copies(folder))
    try:
        inside = [entry for entry in folder.iterdir() if entry.is_dir() and not entry.name.startswith(".")]
    except OSError:
        inside = []
    for entry in inside:
        found += list_copies(entry)
    newest_first = sorted(found, key=lambda c: (c.at, c.act), reverse=True)
    return tuple(CopyThere(copy.path, copy.at, copy.act) for copy in newest_first)
