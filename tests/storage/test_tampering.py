"""Random changes made behind the app's back, in every table and column of both databases: each is found and named."""

import contextlib
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from ewloe_desktop.domain.journal import CheckResult
from ewloe_desktop.storage.base import OUTSIDE_JOURNAL
from ewloe_desktop.storage.check_names import CALLED
from ewloe_desktop.storage.engine import Register
from ewloe_desktop.storage.highwater import HighWater
from ewloe_desktop.storage.rows import cell, journalled_tables
from ewloe_desktop.storage.tables import METADATA
from tests.conftest import FixedClock, new_database
from tests.storage.intruder import KEYS, Intruder, Row, intruder
from tests.storage.samples import MOMENT, Sample, approve, begin, fill

WATCHED = (*journalled_tables(), "event", "commitment")
COLUMNS = [(table, column.name) for table in WATCHED for column in METADATA.tables[table].columns]
MANY = settings(max_examples=80, deadline=None, suppress_health_check=list(HealthCheck))


@pytest.fixture
def sample(register: Any) -> Sample:
    made = begin(register)
    approve(made)
    fill(made)
    return made


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


def values(kind: type, on_file: bool) -> st.SearchStrategy[Any]:
    """What an intruder may write into a column."""
    text = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=20)
    number = st.integers(-(2**31), 2**31 - 1)
    own = {str: text, int: number, bytes: st.binary(max_size=40)}[kind]
    if not on_file:
        return st.one_of(own, st.none())
    return st.one_of(own, st.none(), text, number, st.binary(max_size=40), st.floats(allow_nan=False))


@MANY
@given(data=st.data())
def test_any_cell_written_over_is_found_and_named(sample: Sample, data: st.DataObject) -> None:
    table, column = data.draw(st.sampled_from(COLUMNS))
    with intruder(sample) as other:
        write_over(other, table, column, data.draw)


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


def write_over(other: Intruder, table: str, column: str, draw: Callable[[Any], Any]) -> None:
    """Writes another value into one cell and looks whether that is found."""
    row = draw(st.sampled_from(other.rows(table)))
    value = draw(values(METADATA.tables[table].columns[column].type.python_type, other.on_file))
    clause, key = other.where(table, row)
    other.sql(f'UPDATE {table} SET "{column}" = ? WHERE {clause}', value, *key)
    after = other.rows(table)
    assume(len(after) == len(other.rows(table)))
    same = [r for r in after if all(cell(r[n]) == cell(row[n]) for n in r)]
    assume(not same)
    result = other.check()
    assert not result.whole
    assert named(result, table, row), result.findings


@MANY
@given(data=st.data())
def test_rows_removed_added_or_exchanged_are_found_and_named(sample: Sample, data: st.DataObject) -> None:
    table = data.draw(st.sampled_from(WATCHED))
    how = data.draw(st.sampled_from((remove, add, exchange)))
    with intruder(sample) as other:
        row = data.draw(st.sampled_from(other.rows(table)))
        how(other, table, row, data.draw)
        result = other.check()
        assert not result.whole
        assert named(result, table, row) or how is add, result.findings


def remove(other: Intruder, table: str, row: Row, draw: Callable[[Any], Any]) -> None:
    """Takes a row out."""
    clause, key = other.where(table, row)
    other.sql(f"DELETE FROM {table} WHERE {clause}", *key)


def add(other: Intruder, table: str, row: Row, draw: Callable[[Any], Any]) -> None:
    """Puts a copy of a row in, under another key."""
    copy = dict(row)
    for name in {"id", "uuid", "reference", "row_key"} & copy.keys():
        copy[name] = draw(st.text("0123456789abcdef", min_size=20, max_size=20))
    if "seq" in copy:
        copy["seq"] = draw(st.integers(-3, 20))
    if table == "commitment":
        copy["act"] = draw(st.integers(-3, 20))
    names = ", ".join(f'"{n}"' for n in copy)
    other.sql(f"INSERT INTO {table} ({names}) VALUES ({', '.join('?' * len(copy))})", *copy.values())


def exchange(other: Intruder, table: str, row: Row, draw: Callable[[Any], Any]) -> None:
    """Exchanges the content of two rows, all but their keys, or of one column."""
    twin = draw(st.sampled_from(other.rows(table)))
    free = [n for n in row if n not in (*KEYS.get(table, ("id",)), "uuid", "reference")]
    names = draw(st.sampled_from([free, [draw(st.sampled_from(free))]]))
    assume(any(cell(row[n]) != cell(twin[n]) for n in names))
    for own, its in ((row, twin), (twin, row)):
        clause, key = other.where(table, own)
        told = ", ".join(f'"{n}" = ?' for n in names)
        other.sql(f"UPDATE {table} SET {told} WHERE {clause}", *[its[n] for n in names], *key)


@MANY
@given(count=st.integers(1, 8), with_rows=st.booleans())
def test_acts_cut_off_the_end_are_found(sample: Sample, count: int, with_rows: bool) -> None:
    with intruder(sample) as other:
        last = len(other.rows("event"))
        first = last + 1 - count
        highest = HighWater(last, other.rows("event")[-1]["hash"])
        if with_rows:
            cut_rows(other, first)
        other.sql("DELETE FROM event WHERE seq >= ?", first)
        other.sql("DELETE FROM commitment WHERE act >= ?", first)
        result = other.check(highest)
        assert result.compared
        told = f"act {first}" if count == 1 else f"acts {first} to {last}"
        assert told in {f.record for f in result.findings}


def cut_rows(other: Intruder, first: int) -> None:
    """Takes out what those acts made, as somebody does who knows the register well."""
    for told in other.rows("commitment"):
        if told["act"] >= first and told["change"] == "new":
            other.sql(f"DELETE FROM {told['row_table']} WHERE id = ?", told["row_key"])


def test_tables_outside_the_journal_are_exactly_those_listed(sample: Sample) -> None:
    with intruder(sample) as other:
        there = set(other_tables(other))
    assert there == set(journalled_tables()) | (OUTSIDE_JOURNAL - (set() if "key_ring" in there else {"key_ring"}))


def other_tables(other: Intruder) -> list[str]:
    """Every table of the database, without what the search index keeps its own words in."""
    query = "SELECT name FROM sqlite_master WHERE type = 'table'"
    if not other.on_file:
        query = "SELECT tablename FROM pg_tables WHERE schemaname = current_schema()"
    names = [row[0] for row in other.connection.exec_driver_sql(query)]
    return [n for n in names if not n.startswith("search_index_")]


def test_what_somebody_typed_and_did_not_send_belongs_to_no_act(sample: Sample) -> None:
    with intruder(sample) as other:
        other.sql("UPDATE draft_form SET content = 'other'")
        assert other.check().whole
