"""The register as one PostgreSQL database: an advisory lock lets one act happen at a time."""

import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import (
    Column,
    Connection,
    Engine,
    Integer,
    LargeBinary,
    MetaData,
    NullPool,
    Pool,
    QueuePool,
    String,
    Table,
    create_engine,
    event,
    select,
    text,
)
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DBAPIError

from ewloe_desktop.domain.errors import RegisterUnavailable
from ewloe_desktop.storage.key_ring import Lock, Ring, RingData, RingEntry

WRITERS = 0x45574C4F45  # the advisory lock that whoever records an act holds
_WAIT = "5s"
Made = TypeVar("Made")

KEY_RING = Table(
    "key_ring",
    MetaData(),
    Column("person_id", String, primary_key=True),  # "" for the line that holds the register's id as its name
    Column("name", String, nullable=False),
    Column("kdf", String, nullable=False),
    Column("salt", LargeBinary, nullable=False),
    Column("wrapped", LargeBinary, nullable=False),
    Column("before_kdf", String),
    Column("before_salt", LargeBinary),
    Column("before_wrapped", LargeBinary),
    Column("tries", Integer, nullable=False),
    Column("last_try", String, nullable=False),
    Column("code_tries", Integer, nullable=False),
    Column("code_last_try", String, nullable=False),
    Column("visited", String, nullable=False),
)


def is_address(place: str | Path) -> bool:
    """Whether a place is a database's address and not a file."""
    return isinstance(place, str) and re.match(r"(postgresql|postgres)(\+psycopg)?://", place) is not None


def _make(place: str, pool: type[Pool] = QueuePool) -> Engine:
    url = make_url(re.sub(r"^[a-z+]+://", "postgresql+psycopg://", place))
    engine = create_engine(
        url, poolclass=pool, pool_pre_ping=True, hide_parameters=True, connect_args={"connect_timeout": 5}
    )
    event.listen(engine, "begin", _begin)
    return engine


def _begin(connection: Connection) -> None:
    write = connection.get_execution_options().get("ewloe_write")
    if write:
        connection.exec_driver_sql(f"SET LOCAL lock_timeout = '{_WAIT}'")
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({WRITERS})")
    elif write is False:
        connection.exec_driver_sql("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")


def new_engine(place: str) -> Engine:
    """An engine on an empty database."""
    engine, _ = _checked(place)
    if _taken(engine):
        engine.dispose()
        raise RegisterUnavailable("exists", shown(place))
    return engine


def is_empty(place: str) -> bool:
    """Whether a database holds no register yet."""
    engine, _ = _checked(place)
    try:
        return not _taken(engine)
    finally:
        engine.dispose()


def _holds(engine: Engine) -> bool:
    with engine.connect() as connection:
        return _has(connection, "alembic_version")


def _taken(engine: Engine) -> bool:
    """Whether anything was ever recorded: a first start that was cut short leaves empty tables, to be filled again."""
    with engine.connect() as connection:
        if not _has(connection, "alembic_version"):
            return False
        return not _has(connection, "event") or connection.scalar(text("SELECT 1 FROM event LIMIT 1")) is not None


def _has(connection: Connection, table: str) -> bool:
    return connection.scalar(text("SELECT to_regclass(:name)"), {"name": table}) is not None


def shown(place: str) -> str:
    """The address without a password."""
    return make_url(place).render_as_string(hide_password=True)


def open_engine(place: str, *, read_only: bool) -> tuple[Engine, bool]:
    """An engine on a register's database, and whether the server lets us only read."""
    engine, forced = _checked(place)
    if not _holds(engine):
        engine.dispose()
        raise RegisterUnavailable("not_a_register", shown(place))
    return engine, forced and not read_only


def _checked(place: str) -> tuple[Engine, bool]:
    engine = _make(place)
    try:
        with engine.connect() as connection:
            return engine, connection.scalar(text("SHOW transaction_read_only")) == "on"
    except DBAPIError as error:
        engine.dispose()
        raise unavailable(error.orig, place) or RegisterUnavailable("server_down", shown(place)) from error


def unavailable(error: BaseException | None, place: str) -> RegisterUnavailable | None:
    """What psycopg's error means to a person; None for a mistake of ours."""
    state = getattr(error, "sqlstate", None)
    reason = _reason(state) if state else _lost(error)
    return RegisterUnavailable(reason, shown(place), {"error": str(error)}) if reason else None


def _reason(state: str) -> str | None:
    if state == "55P03":
        return "in_use"
    if state == "25006":
        return "read_only"
    if state == "53100":
        return "disk_full"
    if state[:2] in ("28", "3D", "42") and state in ("28000", "28P01", "3D000", "42501"):
        return "server_refused"
    if state[:2] in ("08", "57"):
        return "server_down"
    return "damaged" if state[:2] == "XX" else None


def _lost(error: BaseException | None) -> str | None:
    if type(error).__name__ not in ("OperationalError", "ConnectionTimeout"):
        return None
    told = str(error)
    return "server_refused" if "authentication" in told or "does not exist" in told else "server_down"


def table_ring(place: str) -> Ring:
    """The ring of a database, over a connection of its own that is let go after each use."""
    return TableRing(_make(place, NullPool))


class TableRing:
    """The ring as a table, read with the database login; it holds no data key."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def read(self) -> RingData:
        """The ring as it is now."""
        return self._told(_read)

    def write(self, data: RingData) -> None:
        """Keeps the ring, whole or not at all."""
        self._told(lambda connection: _write(connection, data))

    def update(self, change: Callable[[RingData], RingData]) -> RingData:
        """Reads, changes and keeps the ring with nobody else between; gives the ring kept."""

        def work(connection: Connection) -> RingData:
            connection.execute(text("LOCK TABLE key_ring IN EXCLUSIVE MODE"))
            data = change(_read(connection))
            _write(connection, data)
            return data

        return self._told(work)

    def _told(self, work: Callable[[Connection], Made]) -> Made:
        place = self._engine.url.render_as_string(hide_password=True)
        try:
            with self._engine.begin() as connection:
                return work(connection)
        except DBAPIError as error:
            raise unavailable(error.orig, place) or RegisterUnavailable("not_a_register", place) from error


def _there(connection: Connection) -> list[Column[Any]]:
    """The columns that are there: the ring is read before an older register is brought up to date."""
    names = connection.execute(text("SELECT * FROM key_ring LIMIT 0")).keys()
    return [column for column in KEY_RING.c if column.name in names]


def _read(connection: Connection) -> RingData:
    rows = connection.execute(select(*_there(connection)).order_by(KEY_RING.c.person_id)).mappings().all()
    own = [r["name"] for r in rows if r["person_id"] == ""]
    if len(own) != 1:
        raise RegisterUnavailable("damaged", facts={"part": "keys"})
    return RingData(own[0], tuple(_entry(r) for r in rows if r["person_id"]))


def _entry(r: Mapping[Any, Any]) -> RingEntry:
    return RingEntry(
        person_id=r["person_id"],
        name=r["name"],
        lock=Lock(r["kdf"], r["salt"], r["wrapped"]),
        before=Lock(r["before_kdf"], r["before_salt"], r["before_wrapped"]) if r["before_kdf"] is not None else None,
        tries=r["tries"],
        last_try=r["last_try"],
        code_tries=r.get("code_tries", 0),
        code_last_try=r.get("code_last_try", ""),
        visited=r.get("visited", ""),
    )


def _write(connection: Connection, data: RingData) -> None:
    names = {column.name for column in _there(connection)}
    connection.execute(KEY_RING.delete())
    own = RingEntry("", data.register_id, Lock("", b"", b""))
    rows = [{name: cell for name, cell in _row(e).items() if name in names} for e in (own, *data.entries)]
    connection.execute(KEY_RING.insert(), rows)


def _row(e: RingEntry) -> dict[str, object]:
    return {
        "person_id": e.person_id,
        "name": e.name,
        "kdf": e.lock.kdf,
        "salt": e.lock.salt,
        "wrapped": e.lock.wrapped,
        "before_kdf": e.before.kdf if e.before else None,
        "before_salt": e.before.salt if e.before else None,
        "before_wrapped": e.before.wrapped if e.before else None,
        "tries": e.tries,
        "last_try": e.last_try,
        "code_tries": e.code_tries,
        "code_last_try": e.code_last_try,
        "visited": e.visited,
    }
