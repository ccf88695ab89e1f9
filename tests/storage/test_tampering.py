"""A change in any column behind the app's back is found and named; tests/faults tries them at random and in numbers."""

import contextlib
from collections.abc import Iterator
from typing import Any

import pytest

from ewloe_desktop.domain.journal import CheckResult
from ewloe_desktop.storage.base import OUTSIDE_JOURNAL
from ewloe_desktop.storage.check_names import CALLED
from ewloe_desktop.storage.engine import Register
from ewloe_desktop.storage.rows import journalled_tables
from ewloe_desktop.storage.tables import METADATA
from tests.conftest import FixedClock, new_database
from tests.storage.intruder import Intruder, Row, intruder
from tests.storage.samples import MOMENT, Sample, approve, begin, fill

WATCHED = (*journalled_tables(), "event", "commitment")


@pytest.fixture(scope="module", params=["file", pytest.param("postgresql", marks=pytest.mark.postgres)])
def shared(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sample]:
    """One register for all columns: what an intruder does there is undone."""
    place = str(tmp_path_factory.mktemp("shared") / "school.register")
    with contextlib.ExitStack() as stack:
        if request.param == "postgresql":
            place = stack.enter_context(new_database(request.getfixturevalue("pg_server")))
        register = Register.create(place, bytes(32), "5" * 20, clock=FixedClock(MOMENT))
        made = begin(register)
        approve(made)
        fill(made)
        yield made
        register.close()


def named(result: CheckResult, table: str, row: Row) -> bool:
    """Whether a finding speaks of this row."""

    def called(name: str) -> str:
        return CALLED.get(name, name.replace("_", " ").capitalize())

    if table == "event":
        wanted = {f"act {row['seq']}", f"acts {row['seq']}"}
    elif table == "commitment":
        wanted = {f"act {row['act']}", called(row["row_table"])}
    else:
        wanted = {called(table)}
    return any(f.record.startswith(tuple(wanted)) for f in result.findings)


@pytest.mark.parametrize("table", WATCHED)
def test_every_column_is_watched(shared: Sample, table: str) -> None:
    columns = list(METADATA.tables[table].columns)
    # The same code reads both databases: on the server one column of each table is enough.
    for column in columns if shared.register.kind == "file" else columns[1:2]:
        with intruder(shared) as other:
            row = other.rows(table)[-1]
            clause, key = other.where(table, row)
            other.sql(
                f'UPDATE {table} SET "{column.name}" = ? WHERE {clause}',
                another(column.type.python_type, row[column.name]),
                *key,
            )
            result = other.check()
            assert named(result, table, row), (column.name, result.findings)


def another(kind: type, value: Any) -> Any:
    """Some other value of the column's own kind."""
    if kind is int:
        return (value or 0) + 1_000  # not the number of another row
    old = value or kind()
    first = (kind("x"), kind("y")) if kind is str else (b"x", b"y")
    return first[old[:1] == first[0]] + old[1:]


def test_tables_outside_the_journal_are_exactly_those_listed(shared: Sample) -> None:
    with intruder(shared) as other:
        there = set(other_tables(other))
    assert there == set(journalled_tables()) | (OUTSIDE_JOURNAL - (set() if "key_ring" in there else {"key_ring"}))


def other_tables(other: Intruder) -> list[str]:
    """Every table of the database, without what the search index keeps its own words in."""
    query = "SELECT name FROM sqlite_master WHERE type = 'table'"
    if not other.on_file:
        query = "SELECT tablename FROM pg_tables WHERE schemaname = current_schema()"
    names = [row[0] for row in other.connection.exec_driver_sql(query)]
    return [n for n in names if not n.startswith("search_index_")]


def test_what_somebody_typed_and_did_not_send_belongs_to_no_act(shared: Sample) -> None:
    with intruder(shared) as other:
        other.sql("UPDATE draft_form SET content = 'other'")
        assert other.check().whole
