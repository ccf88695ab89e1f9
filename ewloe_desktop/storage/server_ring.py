"""The key ring of a register on a server: a table, read with the database login before anybody has signed in."""

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from sqlalchemy import Column, Connection, Engine, Integer, LargeBinary, MetaData, String, Table, select, text
from sqlalchemy.exc import DBAPIError

from ewloe_desktop.domain.errors import RegisterUnavailable
from ewloe_desktop.storage.key_ring import Lock, RingData, RingEntry
from ewloe_desktop.storage.server_errors import unavailable

Made = TypeVar("Made")
# A PC that is cut off in the middle keeps nobody from signing in for longer than this.
_ALONE = "SET LOCAL lock_timeout = '5s'; SET LOCAL idle_in_transaction_session_timeout = '15s'"

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


class TableRing:
    """The ring as a table, read with the database login.

    No data key is made for a server; a register that came from a file keeps the file's, wrapped, to go back with.
    """

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
            connection.exec_driver_sql(_ALONE, execution_options={"no_parameters": True})
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
