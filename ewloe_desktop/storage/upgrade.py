"""Brings a register's schema up to date, whole or not at all, and refuses one that a newer app has changed."""

from functools import cache
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, text

from ewloe_desktop.domain.errors import RegisterUnavailable


def config() -> Config:
    """Alembic's configuration: the scripts lie inside the package."""
    made = Config()
    made.set_main_option("script_location", str(Path(__file__).parent / "migrations").replace("%", "%%"))
    made.set_main_option("path_separator", "os")
    return made


@cache
def scripts() -> ScriptDirectory:
    """The migration scripts."""
    return ScriptDirectory.from_config(config())


@cache
def newest() -> str:
    """The schema this app works with."""
    head = scripts().get_current_head()
    if head is None:
        raise RuntimeError("the package holds no migrations")
    return head


def current(connection: Connection) -> str | None:
    """The schema a register has; None for a new one."""
    return MigrationContext.configure(connection).get_current_revision()


def require_known_schema(engine: Engine) -> None:
    """For reading only: the schema must be the one this app works with."""
    with engine.connect().execution_options(ewloe_write=False) as connection:
        found = current(connection)
    if found != newest():
        raise _refused(engine, found)


def bring_up_to_date(engine: Engine) -> bool:
    """Runs what is missing in one transaction; True when something was changed."""
    with engine.connect().execution_options(ewloe_write=False) as connection:
        found = current(connection)
    if found == newest():
        return False
    if found is not None and found not in {s.revision for s in scripts().walk_revisions()}:
        raise _refused(engine, found)
    on_file = engine.dialect.name == "sqlite"
    with engine.connect().execution_options(ewloe_write=True) as connection:
        if on_file:
            _driver(connection, "PRAGMA foreign_keys=OFF")
        try:
            with connection.begin():
                made = config()
                made.attributes["connection"] = connection
                command.upgrade(made, "head")
                if on_file and connection.execute(text("PRAGMA foreign_key_check")).first():
                    raise RegisterUnavailable("damaged", facts={"part": "references"})
        finally:
            if on_file:
                _driver(connection, "PRAGMA foreign_keys=ON")
    return True


def _driver(connection: Connection, statement: str) -> None:
    # Outside every transaction, or SQLite takes no notice of it.
    connection.connection.driver_connection.execute(statement)  # type: ignore[union-attr]


def _refused(engine: Engine, found: str | None) -> RegisterUnavailable:
    known = {s.revision for s in scripts().walk_revisions()}
    if found in known:
        return RegisterUnavailable("older", facts={"schema": found})
    return RegisterUnavailable("newer" if found else "not_a_register", facts={"schema": found or ""})
