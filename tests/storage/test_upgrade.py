"""Changes of the schema: whole or not at all, after a copy, and never backwards."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic import command
from sqlalchemy import Engine, inspect, text

from ewloe_desktop.domain.errors import RegisterUnavailable
from ewloe_desktop.storage import upgrade
from ewloe_desktop.storage.backup import copies_folder, list_copies
from ewloe_desktop.storage.check_schema import SHAPES, expected_shape
from ewloe_desktop.storage.engine import Register
from ewloe_desktop.storage.schema import NEWEST
from ewloe_desktop.storage.tables import METADATA
from tests.conftest import FixedClock
from tests.storage.samples import begin
from tests.storage.shapes import made


def test_the_newest_migration_is_the_one_the_app_works_with() -> None:
    assert upgrade.scripts().get_current_head() == NEWEST
    assert len(upgrade.scripts().get_heads()) == 1


def test_the_migrations_make_the_tables_that_the_models_describe(register: Register) -> None:
    with register.engine.connect().execution_options(ewloe_write=False) as connection:
        alembic = upgrade.config()
        alembic.attributes["connection"] = connection
        command.check(alembic)


def test_the_shape_written_down_is_the_one_the_migrations_make(register: Register) -> None:
    kind = "sqlite" if register.kind == "file" else "postgresql"
    written = (SHAPES / f"{kind}.txt").read_text("utf-8")
    assert made(register) == written, "run: python -m tests.storage.shapes ADDRESS"
    assert expected_shape(kind) == set(written.splitlines())


@pytest.mark.parametrize(("table", "column"), [("document", "content"), ("revision", "text")])
def test_what_can_be_large_stands_last_in_its_table(register: Register, table: str, column: str) -> None:
    """A list that needs a column behind it would read every byte of every file."""
    assert [c["name"] for c in inspect(register.engine).get_columns(table)][-1] == column


def set_version(register: Register, version: str) -> None:
    with register.engine.connect().execution_options(ewloe_write=True) as connection, connection.begin():
        connection.execute(text("UPDATE alembic_version SET version_num = :v"), {"v": version})


@pytest.mark.parametrize("read_only", [True, False])
def test_a_register_that_a_newer_app_has_changed_is_refused_untouched(
    register: Register, place: str, data_key: bytes, read_only: bool
) -> None:
    begin(register)
    set_version(register, "9999")
    register.close()
    with pytest.raises(RegisterUnavailable) as caught:
        Register.open(place, data_key, read_only=read_only)
    assert (caught.value.reason, caught.value.facts["schema"]) == ("newer", "9999")


@pytest.fixture
def next_version(tmp_path: Path, register: Register, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A later app than the one that began the register: its migration stands beside the others."""
    begin(register)
    register.changed = False
    register.close()
    folder = tmp_path / "later"
    versions = Path(upgrade.__file__).parent / "migrations"
    for source in (*versions.glob("*.py"), *versions.glob("versions/*.py")):
        target = folder / source.relative_to(versions)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(source.read_bytes())
    config = upgrade.config()
    config.set_main_option("script_location", str(folder))
    monkeypatch.setattr(upgrade, "config", lambda: config)
    monkeypatch.setattr("ewloe_desktop.storage.engine.NEWEST", NEXT)
    upgrade.scripts.cache_clear()
    yield folder / "versions" / f"v{NEXT}_later.py"
    upgrade.scripts.cache_clear()


NEXT = f"{int(NEWEST) + 1:04}"
LATER = '''"""A later schema."""

import sqlalchemy as sa
from alembic import op

revision = "{next}"
down_revision = "{newest}"
branch_labels = None
depends_on = None


def upgrade():
    with op.batch_alter_table("person") as batch:
        batch.add_column(sa.Column("pronoun", sa.String(), nullable=True))
    op.execute("UPDATE person SET pronoun = 'they'")
{then}
'''


def later(then: str) -> str:
    """The second migration's script."""
    return LATER.format(next=NEXT, newest=NEWEST, then=then)


def test_an_older_register_is_brought_up_to_date_after_a_copy(
    place: str, data_key: bytes, clock: FixedClock, next_version: Path
) -> None:
    next_version.write_text(later(""))
    opened = Register.open(place, data_key, clock=clock)
    assert "pronoun" in columns(opened.engine)
    with opened.reading() as session:
        assert session.scalar(text("SELECT count(*) FROM office_term")) == 2
    assert opened.changed
    if opened.kind == "file":
        assert [c.act for c in list_copies(copies_folder(Path(place)))] == [3]
    opened.changed = False
    opened.close()


def test_an_upgrade_that_fails_half_way_leaves_the_old_schema_whole(
    place: str, data_key: bytes, clock: FixedClock, next_version: Path
) -> None:
    next_version.write_text(later("    op.execute('CREATE TABLE half (a integer)')\n    raise OSError('no')"))
    with pytest.raises(OSError, match="no"):
        Register.open(place, data_key, clock=clock)
    next_version.unlink()
    upgrade.scripts.cache_clear()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("ewloe_desktop.storage.engine.NEWEST", NEWEST)
        again = Register.open(place, data_key, clock=clock)
    assert "pronoun" not in columns(again.engine)
    assert not has_table(again.engine, "half")
    again.close()


def columns(engine: Engine) -> set[str]:
    with engine.connect().execution_options(ewloe_write=False) as connection:
        return {c["name"] for c in inspect(connection).get_columns("person")}


def has_table(engine: Engine, name: str) -> bool:
    with engine.connect().execution_options(ewloe_write=False) as connection:
        return inspect(connection).has_table(name)


def test_a_schema_is_never_taken_back(register: Register) -> None:
    with register.engine.connect().execution_options(ewloe_write=True) as connection, connection.begin():
        alembic = upgrade.config()
        alembic.attributes["connection"] = connection
        with pytest.raises(RuntimeError, match="not downgraded"):
            command.downgrade(alembic, "base")
    assert {"person", "event"} <= set(METADATA.tables)
