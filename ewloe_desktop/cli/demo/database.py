"""The database of the demonstration: taken only when it is empty or holds an earlier one, never a real register."""

import contextlib
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from ewloe_desktop.cli.errors import CommandRefused
from ewloe_desktop.domain.errors import FieldProblem, FieldsRefused, RegisterUnavailable
from ewloe_desktop.settings import is_address

if TYPE_CHECKING:
    import psycopg

_EVERYTHING = """
    SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE n.nspname NOT LIKE 'pg\\_%' AND n.nspname <> 'information_schema' AND c.relkind IN ('r', 'v', 'm', 'f', 'p')
    ORDER BY c.relname
"""


def require_free(address: str) -> None:
    """Raises CommandRefused unless the database is empty or holds a demonstration; touches nothing."""
    if not is_address(address):
        raise FieldsRefused((FieldProblem("--database", "unknown_database"),))
    with _connected(address) as connection:
        _tables(connection)


def clear(address: str) -> None:
    """Removes an earlier demonstration from the database."""
    with _connected(address) as connection:
        for name in _tables(connection):
            connection.execute(f'DROP TABLE IF EXISTS "{name}" CASCADE')  # type: ignore[call-overload,unused-ignore]


def _tables(connection: "psycopg.Connection[tuple[str]]") -> list[str]:
    """The tables of an earlier demonstration, none in an empty database; anything else is refused."""
    from ewloe_desktop.storage.tables import METADATA

    names = [name for (name,) in connection.execute(_EVERYTHING)]
    if not names:
        return []
    ours = {*METADATA.tables, "alembic_version", "key_ring", "search_index"}
    if not set(names) <= ours or "school" not in names:
        raise CommandRefused("demo_refused_database")
    told = connection.execute("SELECT CAST(demonstration AS text) FROM school").fetchall()
    if [value for (value,) in told] != ["1"]:
        raise CommandRefused("demo_refused_database")
    return names


@contextlib.contextmanager
def _connected(address: str) -> "Iterator[psycopg.Connection[tuple[str]]]":
    try:
        import psycopg
    except ImportError:
        raise CommandRefused("demo_no_driver") from None
    from ewloe_desktop.storage.engine import unavailable

    plain = re.sub(r"^[a-z+]+://", "postgresql://", address)
    try:
        with psycopg.connect(plain, connect_timeout=5) as connection:
            yield connection
    except psycopg.Error as error:
        raise unavailable(error, address) or RegisterUnavailable("server_refused", address) from error
