"""A whole register into another place, a file or a server: every row as it is, so the newest act stays the same."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Table, bindparam, func, insert, select
from sqlalchemy.orm import Session

from ewloe_desktop.domain.errors import Cancelled, RegisterUnavailable
from ewloe_desktop.domain.text import from_canonical
from ewloe_desktop.storage import vault
from ewloe_desktop.storage.check import check_register
from ewloe_desktop.storage.engine import Register, is_address
from ewloe_desktop.storage.journal import Event
from ewloe_desktop.storage.key_ring import RingData, ring_path
from ewloe_desktop.storage.policies import Revision
from ewloe_desktop.storage.search import index_revision
from ewloe_desktop.storage.tables import METADATA

Progress = Callable[[int, int], None]
_AT_ONCE = 200
_LARGE = frozenset({"document", "revision", "site_form", "watch_version"})  # a row of these may be megabytes


def transfer(
    source: Register,
    place: str,
    opened: vault.Opened,
    password: str,
    progress: Progress | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Register:
    """The register in another, empty place, checked whole; RegisterUnavailable, Cancelled leave the place empty.

    A register that was begun on a server has no data key: a file is given a new one, which only the person moving it
    can open at first; the others choose a new password with their own recovery codes.
    """
    data_key = opened.data_key
    ring = source.ring.read()
    if not is_address(place) and data_key == vault.NO_DATA_KEY:
        data_key = vault.new_data_key()
        ring = _opening(ring, opened, password, data_key)
    target = Register.create(place, data_key, source.id, clock=source.clock)
    try:
        _fill(source, target, progress, cancelled)
        target.ring.write(ring)
        _require_same(source, target)
    except BaseException:
        _empty(target)
        raise
    return target


def _opening(ring: RingData, opened: vault.Opened, password: str, data_key: bytes) -> RingData:
    """The ring in which the lock of the person who moves the register holds a data key."""
    entry = ring.entry(opened.person_id)
    if entry is None:
        raise RegisterUnavailable("damaged", facts={"part": "keys"})
    lock = vault.lock_again(ring.register_id, entry.person_id, opened.lock, password, data_key)
    return ring.having(replace(entry, lock=lock, before=None))


def _fill(source: Register, target: Register, progress: Progress | None, cancelled: Callable[[], bool] | None) -> None:
    with source.reading() as session, target.engine.connect().execution_options(ewloe_write=True) as writing:
        reading = session.connection()
        tables = [table for table in METADATA.sorted_tables if table.name != "alembic_version"]
        total = sum(reading.scalar(select(func.count()).select_from(table)) or 0 for table in tables)
        done = 0
        with writing.begin():
            for table in tables:
                for rows in _rows(reading, table):
                    if cancelled is not None and cancelled():
                        raise Cancelled
                    _put(writing, table, rows)
                    done += len(rows)
                    if progress is not None:
                        progress(done, total)
                _point(reading, writing, table)
            _index(writing)


def _rows(reading: Connection, table: Table) -> Iterator[list[dict[str, Any]]]:
    some = 5 if table.name in _LARGE else _AT_ONCE
    query = select(table).order_by(*table.primary_key.columns)
    for part in reading.execution_options(yield_per=some).execute(query).mappings().partitions(some):
        yield [dict(row) for row in part]


def _own(table: Table) -> list[str]:
    """Columns that point into their own table: filled when all of its rows are there."""
    return [c.name for c in table.columns for key in c.foreign_keys if key.column.table is table]


def _put(writing: Connection, table: Table, rows: list[dict[str, Any]]) -> None:
    own = _own(table)
    writing.execute(insert(table), [{k: None if k in own else v for k, v in row.items()} for row in rows])


def _point(reading: Connection, writing: Connection, table: Table) -> None:
    for name in _own(table):
        column = table.c[name]
        rows = reading.execute(select(table.c.id, column).where(column.is_not(None))).all()
        if rows:
            change = table.update().where(table.c.id == bindparam("which")).values({name: bindparam("points")})
            writing.execute(change, [{"which": id_, "points": points} for id_, points in rows])


def _index(writing: Connection) -> None:
    with Session(bind=writing) as session:
        query = select(Revision.policy_id, Revision.id, Revision.text).where(Revision.state == "in_force")
        for policy_id, revision_id, text in session.execute(query).all():
            index_revision(session, policy_id, revision_id, from_canonical(text))


def _require_same(source: Register, target: Register) -> None:
    if check_register(target).findings or head_of(source) != head_of(target):
        raise RegisterUnavailable("damaged", target.place)


def head_of(register: Register) -> tuple[int, bytes]:
    """The newest act's number and digest."""
    with register.reading() as session:
        row = session.execute(select(Event.seq, Event.hash).order_by(Event.seq.desc()).limit(1)).one()
    return row.seq, bytes(row.hash)


def _empty(target: Register) -> None:
    """Leaves no half of a register: a file goes, a server's tables are emptied so that they count as free."""
    target.changed = False
    if target.kind != "file":
        with target.engine.connect().execution_options(ewloe_write=True) as writing, writing.begin():
            for table in reversed(METADATA.sorted_tables):
                for name in _own(table):
                    writing.execute(table.update().values({name: None}))
                writing.execute(table.delete())
    target.close()
    if target.kind == "file":
        for left in (Path(target.place), ring_path(Path(target.place))):
            left.unlink(missing_ok=True)


def set_aside(place: Path, at: str) -> Path:
    """Renames a register that has moved away, and deletes nothing; gives its new name."""
    kept = place.with_name(f"{place.stem}.moved-{at}{place.suffix}")
    if ring_path(place).exists():
        ring_path(place).rename(ring_path(kept))
    place.rename(kept)
    return kept
