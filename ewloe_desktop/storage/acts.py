"""One act for one unit: naming it, committing every changed row, sealing it into the chain."""

import re
import secrets
import uuid as uuids
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, Executable, TextClause, event, insert, select
from sqlalchemy.orm import ORMExecuteState, Session, UOWTransaction, object_mapper
from sqlalchemy.sql.dml import UpdateBase

from ewloe_desktop.domain.journal import CEREMONIES, GENESIS, Commitment, act_hash, canonical, short_code
from ewloe_desktop.domain.journal import mark as make_mark
from ewloe_desktop.storage.base import OUTSIDE_JOURNAL, Journalled
from ewloe_desktop.storage.journal import CommitmentRow, Event
from ewloe_desktop.storage.rows import SALT, row_digest
from ewloe_desktop.storage.signing_keys import OpenKey

GONE = bytes(32)


@dataclass(frozen=True, slots=True)
class Act:
    """The act a unit records: its number, mark, moment, code for a sheet and uuid."""

    seq: int
    mark: bytes
    at: datetime
    code: str
    uuid: str


@dataclass(frozen=True, slots=True)
class _Declared:
    act: Act
    columns: dict[str, Any]
    signer: OpenKey | None


@dataclass(frozen=True, slots=True)
class _Touched:
    row: Journalled
    change: str


class RegisterSession(Session):
    """A session that writes rows one by one, so that its hook sees each."""

    def _refuse(self, *_: object, **__: object) -> Any:
        raise RuntimeError("rows are written as objects, so that the act commits them")

    bulk_save_objects = bulk_insert_mappings = bulk_update_mappings = _refuse


def declare(
    session: Session,
    kind: str,
    facts: Mapping[str, object],
    *,
    subject: str = "",
    signer: OpenKey | None = None,
    at: datetime | None = None,
    uuid: str = "",
) -> Act:
    """Names the unit's one act; its mark is there at once for a sheet. `facts` can never be erased."""
    if session.info.get("act") is not None:
        raise RuntimeError("this unit has named its act already")
    if (kind in CEREMONIES) != (signer is not None):
        raise RuntimeError(f"{kind}: a ceremony is signed, and nothing else is")
    seq, previous = _head(session)
    moment = (at or session.info["clock"].now()).astimezone(UTC)
    columns = {
        "seq": seq + 1,
        "uuid": uuid or str(uuids.uuid4()),
        "kind": kind,
        "at": moment.isoformat(timespec="seconds"),
        "actor": session.info["actor"].person_id,
        "subject": subject,
        "key_id": signer.key_id if signer else None,
    }
    told = canonical(event_facts(columns, session.info["register"].id, signer.person_id if signer else "", facts))
    columns |= {"facts": told, "previous": previous, "mark": make_mark(previous, told)}
    act = Act(seq + 1, columns["mark"], moment, short_code(columns["mark"]), columns["uuid"])
    session.info["declared"] = _Declared(act, columns, signer)
    session.info["act"] = act
    return act


def event_facts(
    columns: Mapping[str, Any], register: str, signer: str, facts: Mapping[str, object]
) -> dict[str, object]:
    """What an act's hash covers: the event's own columns, the register, who signed, and the act's own facts."""
    own: dict[str, object] = {n: columns[n] for n in ("uuid", "kind", "at", "actor", "subject")}
    own |= {"act": columns["seq"], "register": register}
    if columns["key_id"] is not None:
        own |= {"key": columns["key_id"], "signer": signer}
    clash = own.keys() & facts.keys()
    if clash:
        raise RuntimeError(f"these facts stand in every act already: {sorted(clash)}")
    return own | dict(facts)


def _head(session: Session) -> tuple[int, bytes]:
    last = session.execute(select(Event.seq, Event.hash).order_by(Event.seq.desc()).limit(1)).first()
    return (last[0], last[1]) if last else (0, GENESIS)


def newest(session: Session) -> int:
    """The number of the newest act."""
    return _head(session)[0]


@dataclass(frozen=True, slots=True)
class Recorded:
    """An act that stands in the journal."""

    seq: int
    uuid: str
    kind: str
    at: str
    actor: str
    subject: str
    mark: bytes
    key_id: str | None

    @property
    def code(self) -> str:
        """The act's code for typing."""
        return short_code(self.mark)


_RECORDED = (Event.seq, Event.uuid, Event.kind, Event.at, Event.actor, Event.subject, Event.mark, Event.key_id)


def _recorded(session: Session, query: Executable) -> Recorded | None:
    row = session.execute(query).first()
    return Recorded(*tuple(row)) if row else None


def last_act(session: Session) -> Recorded | None:
    """The newest act."""
    return _recorded(session, select(*_RECORDED).order_by(Event.seq.desc()).limit(1))


def recorded(session: Session, uuid: str) -> Recorded | None:
    """The act with this uuid if it was recorded, for the start after a crash."""
    return _recorded(session, select(*_RECORDED).where(Event.uuid == uuid))


def was_recorded(connection: Connection, uuid: str) -> bool:
    """Whether there is an act with this uuid."""
    return connection.scalar(select(Event.seq).where(Event.uuid == uuid)) is not None


def watch(session: RegisterSession) -> None:
    """Makes the session commit what it changes."""
    session.info["touched"] = {}
    event.listen(session, "before_flush", _before_flush)
    event.listen(session, "before_commit", _before_commit)
    event.listen(session, "do_orm_execute", _before_execute)


_WRITES = re.compile(r"\s*(?:INSERT\s+INTO|REPLACE\s+INTO|UPDATE|DELETE\s+FROM)\s+\"?(\w+)", re.IGNORECASE)


def _before_execute(state: ORMExecuteState) -> None:
    statement, table = state.statement, None
    if isinstance(statement, UpdateBase):
        table = getattr(getattr(statement, "table", None), "name", "")
    elif isinstance(statement, TextClause) and (told := _WRITES.match(statement.text)):
        table = told[1].lower()
    if table is not None and table not in OUTSIDE_JOURNAL:
        raise RuntimeError("rows are written as objects, so that the act commits them")


def _before_flush(session: Session, context: UOWTransaction, instances: object) -> None:
    for row in session.new:
        _touch(session, row, "new")
    for row in session.dirty:
        if isinstance(row, Journalled) and session.is_modified(row):
            _touch(session, row, "changed")
    for row in session.deleted:
        _touch(session, row, "gone")


def _touch(session: Session, row: object, change: str) -> None:
    if not isinstance(row, Journalled):
        return
    touched: dict[int, _Touched] = session.info["touched"]
    before = touched.get(id(row))
    if change == "gone" and before is not None and before.change == "new":
        del touched[id(row)]
        return
    if before is None:
        row.version = (row.version or 0) + 1
        row.salt = secrets.token_bytes(16)
    touched[id(row)] = _Touched(row, before.change if before and change == "changed" else change)


def _before_commit(session: Session) -> None:
    session.flush()
    declared: _Declared | None = session.info.get("declared")
    touched: dict[int, _Touched] = session.info["touched"]
    if declared is None and not touched:
        return
    if declared is None:
        raise RuntimeError("rows changed and no act was named")
    if not touched:
        raise RuntimeError(f"{declared.columns['kind']}: an act was named and nothing changed")
    rows = [_commitment(t) for t in touched.values()]
    _seal(session, declared, rows)
    touched.clear()
    session.info["declared"] = None


def _seal(session: Session, declared: _Declared, rows: list[Commitment]) -> None:
    columns = declared.columns
    digest = act_hash(columns["previous"], columns["facts"], rows)
    signature = declared.signer.sign(digest) if declared.signer else None
    connection = session.connection()
    connection.execute(insert(Event), columns | {"hash": digest, "signature": signature})
    seq = columns["seq"]
    connection.execute(
        insert(CommitmentRow),
        [{"act": seq, "row_table": c.table, "row_key": c.key, "change": c.change, "digest": c.digest} for c in rows],
    )


def _commitment(touched: _Touched) -> Commitment:
    row = touched.row
    table = row.__tablename__  # type: ignore[attr-defined]
    if touched.change == "gone":
        return Commitment(table, row.id, "gone", GONE)
    names = _names(type(row), row)
    return Commitment(
        table, row.id, touched.change, row_digest(table, row.salt, names, [getattr(row, n) for n in names])
    )


_NAMES: dict[type, tuple[str, ...]] = {}


def _names(kind: type, row: Journalled) -> tuple[str, ...]:
    names = _NAMES.get(kind)
    if names is None:
        mapper = object_mapper(row)
        names = tuple(sorted(c.key for c in mapper.columns if c.key != SALT))
        _NAMES[kind] = names
    return names
