"""Somebody who changes a register behind the app's back."""

import contextlib
from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

from hypothesis import assume
from sqlalchemy import Connection
from sqlalchemy.orm import Session

from ewloe_desktop.domain.journal import CheckResult
from ewloe_desktop.storage import server_ring
from ewloe_desktop.storage.check import check_session
from ewloe_desktop.storage.highwater import HighWater
from tests.storage.samples import Sample

KEYS = {"event": ("seq",), "commitment": ("act", "row_table", "row_key")}

Row = dict[str, Any]


class Intruder:
    """Somebody with the database open in another program."""

    def __init__(self, sample: Sample, connection: Connection) -> None:
        self.sample = sample
        self.connection = connection
        self.on_file = connection.dialect.name == "sqlite"

    def sql(self, statement: str, *values: object) -> None:
        """Runs a statement; one that the database itself refuses is no case."""
        raw: Any = self.connection.connection.driver_connection
        raw.execute("SAVEPOINT intruder")
        try:
            raw.execute(statement if self.on_file else statement.replace("?", "%s"), values)
        except Exception as error:
            raw.execute("ROLLBACK TO SAVEPOINT intruder")
            if type(error).__name__ in ("IntegrityError", "UniqueViolation", "NotNullViolation", "DataError"):
                assume(False)
            if type(error).__name__ in ("UntranslatableCharacter", "StringDataRightTruncation", "CheckViolation"):
                assume(False)
            if type(error).__name__ in ("NumericValueOutOfRange", "DatatypeMismatch", "ForeignKeyViolation"):
                assume(False)
            raise

    def rows(self, table: str) -> list[Row]:
        """All rows, in a fixed order."""
        order = ", ".join(KEYS.get(table, ("id",)))
        result = self.connection.exec_driver_sql(f"SELECT * FROM {table} ORDER BY {order}")
        return [dict(row._mapping) for row in result]

    def where(self, table: str, row: Row) -> tuple[str, list[object]]:
        """What finds one row again."""
        names = KEYS.get(table, ("id",))
        return " AND ".join(f"{name} = ?" for name in names), [row[name] for name in names]

    def check(self, earlier: HighWater | None = None) -> CheckResult:
        """What the check says now."""
        session = Session(bind=self.connection)
        register = self.sample.register
        if not self.on_file:  # the ring has a connection of its own, which does not see what is not yet kept
            ring = SimpleNamespace(read=lambda: server_ring._read(self.connection))
            register = SimpleNamespace(id=register.id, place=register.place, ring=ring)  # type: ignore[assignment]
        session.info["register"] = register
        return check_session(session, earlier=earlier)


@contextlib.contextmanager
def intruder(sample: Sample) -> Iterator[Intruder]:
    """An intruder whose changes are undone afterwards."""
    with sample.register.engine.connect().execution_options(ewloe_write=True) as connection:
        raw: Any = connection.connection.driver_connection
        if connection.dialect.name == "sqlite":
            raw.execute("PRAGMA foreign_keys=OFF")
        transaction = connection.begin()
        if connection.dialect.name == "postgresql":
            raw.execute("SET LOCAL session_replication_role = 'replica'")
        try:
            yield Intruder(sample, connection)
        finally:
            transaction.rollback()
