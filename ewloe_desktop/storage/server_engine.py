"""The register as one PostgreSQL database: an advisory lock lets one act happen at a time."""

import re
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, NullPool, Pool, QueuePool, create_engine, event, text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import DBAPIError

from ewloe_desktop.domain.errors import RegisterUnavailable
from ewloe_desktop.storage.key_ring import Ring
from ewloe_desktop.storage.server_errors import shown, unavailable
from ewloe_desktop.storage.server_ring import TableRing
from ewloe_desktop.storage.where import here

WRITERS = 0x45574C4F45  # the advisory lock that whoever records an act holds
_NAME = "ewloe-desktop "  # how our connections are called in the server's list of them
# The lock comes first and the snapshot after it; a PC that is cut off in the middle holds nobody up for longer.
_WRITE = (
    "SET TRANSACTION ISOLATION LEVEL READ COMMITTED; "
    "SET LOCAL lock_timeout = '5s'; SET LOCAL idle_in_transaction_session_timeout = '30s'; "
    f"SELECT pg_advisory_xact_lock({WRITERS})"
)
_HOLDER = text(
    "SELECT a.application_name FROM pg_locks l JOIN pg_stat_activity a USING (pid) "
    "WHERE l.locktype = 'advisory' AND l.granted AND l.classid = :high AND l.objid = :low"
)
# A server that has gone without a word is noticed in some ten seconds; an address can say otherwise.
_USUAL: dict[str, Any] = {
    "connect_timeout": 5,
    "keepalives": 1,
    "keepalives_idle": 5,
    "keepalives_interval": 2,
    "keepalives_count": 3,
    "tcp_user_timeout": 10_000,
}


def is_address(place: str | Path) -> bool:
    """Whether a place is a database's address and not a file."""
    return isinstance(place, str) and re.match(r"(postgresql|postgres)(\+psycopg)?://", place) is not None


def address(place: str) -> URL:
    """The address as the driver takes it."""
    return make_url(re.sub(r"^[a-z+]+://", "postgresql+psycopg://", place))


def make_engine(place: str, pool: type[Pool] = QueuePool, **more: Any) -> Engine:
    """An engine on an address; nothing is connected yet."""
    url = address(place)
    usual = _USUAL | {"application_name": (_NAME + here()).encode("ascii", "replace").decode()[:63]}
    asked = {name: value for name, value in usual.items() if name not in url.query}
    engine = create_engine(url, poolclass=pool, hide_parameters=True, connect_args=asked, **more)
    event.listen(engine, "begin", _begin)
    return engine


def _begin(connection: Connection) -> None:
    write = connection.get_execution_options().get("ewloe_write")
    if write:
        connection.exec_driver_sql(_WRITE, execution_options={"no_parameters": True})
    elif write is False:
        connection.exec_driver_sql("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")


def holder(engine: Engine) -> str:
    """Which PC records something just now, "" when nobody does or the server does not say."""
    with engine.connect() as connection:
        told = connection.scalar(_HOLDER, {"high": WRITERS >> 32, "low": WRITERS & 0xFFFFFFFF})
    return str(told or "").removeprefix(_NAME).strip()


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


def open_engine(place: str, *, read_only: bool) -> tuple[Engine, bool]:
    """An engine on a register's database, and whether the server lets us only read."""
    engine, forced = _checked(place)
    if not _holds(engine):
        engine.dispose()
        raise RegisterUnavailable("not_a_register", shown(place))
    return engine, forced and not read_only


def only_reads(connection: Connection) -> bool:
    """Whether the server lets nobody change anything now: a standby, or one that was told so."""
    allowed = "SELECT pg_is_in_recovery() OR current_setting('default_transaction_read_only') = 'on'"
    return bool(connection.scalar(text(allowed)))


def _checked(place: str) -> tuple[Engine, bool]:
    engine = make_engine(place, pool_pre_ping=True)
    try:
        with engine.connect() as connection:
            return engine, only_reads(connection)
    except DBAPIError as error:
        engine.dispose()
        raise unavailable(error.orig, place) or RegisterUnavailable("server_down", shown(place)) from error


def table_ring(place: str) -> Ring:
    """The ring of a database, over a connection of its own that is let go after each use."""
    return TableRing(make_engine(place, NullPool))
