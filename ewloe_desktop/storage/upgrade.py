"""Brings a register's schema up to date, whole or not at all, and refuses one that a newer app has changed."""

from functools import cache
from pathlib import Path

from alembic import command
from alembic.config import Config
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


def require_older(found: str | None) -> None:
    """A schema that this app can bring up to date, or RegisterUnavailable("newer" or "not_a_register")."""
    if found not in {s.revision for s in scripts().walk_revisions()}:
        raise RegisterUnavailable("newer" if found else "not_a_register", facts={"schema": found or ""})


def bring_up_to_date(engine: Engine) -> None:
    """Runs what is missing in one transaction, whole or not at all."""
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


def _driver(connection: Connection, statement: str) -> None:
    # Outside every transaction, or SQLite takes no notice of it.
    connection.connection.driver_connection.execute(statement)  # type: ignore[union-attr]
