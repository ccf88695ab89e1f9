"""Random changes that somebody makes with SQL behind the app, in any table of a register."""

import random
import string
from collections import Counter
from dataclasses import dataclass
from typing import Any

from ewloe_desktop.storage.rows import cell
from tests.storage.intruder import Intruder

Cells = tuple[Any, ...]
REFUSED = ("IntegrityError", "OperationalError", "InternalError", "DatabaseError", "DataError", "OverflowError")


@dataclass(frozen=True)
class Edit:
    """What was done: to which table, to which column where it was one, and how."""

    table: str
    column: str
    how: str

    def __str__(self) -> str:
        return " ".join(filter(None, (self.table, self.column, self.how)))


class Editor:
    """Makes one random change after the other; what the database refuses, or what changes nothing, is no change."""

    def __init__(self, other: Intruder, seed: object) -> None:
        self.random = random.Random(f"{seed}")
        self.on_file = other.on_file
        self._raw: Any = other.connection.connection.driver_connection
        self.tables = self._tables()
        self._columns = {table: self._names(table) for table in self.tables}

    def change(self) -> Edit | None:
        """Changes something at random inside a savepoint of the name `edit`."""
        table = self.random.choice(self.tables)
        column = self.random.choice(self._columns[table])
        how = self.random.choice(_HOWS)
        before = self._content(table)
        self._raw.execute("SAVEPOINT edit")
        try:
            how(self, table, column)
            changed = self._content(table) != before
        except Exception as error:
            if not isinstance(error, LookupError) and not {c.__name__ for c in type(error).__mro__} & set(REFUSED):
                raise
            changed = False
        return Edit(table, column if how.__name__.startswith("_cell") else "", how.__name__[1:]) if changed else None

    def undo(self) -> None:
        """Takes the change back."""
        self._raw.execute("ROLLBACK TO SAVEPOINT edit")
        self._raw.execute("RELEASE SAVEPOINT edit")

    def rows(self, table: str, *columns: str) -> list[Cells]:
        """Rows of a table, each with what finds it again in front."""
        place = self._place(table)
        names = ", ".join(f'"{n}"' for n in columns) if columns else "*"
        order = "" if self.on_file else " ORDER BY 1"
        return list(self._raw.execute(f'SELECT {place}, {names} FROM "{table}"{order}'))

    def one(self, table: str, *columns: str) -> Cells:
        """One of them; IndexError where there is none."""
        return self.random.choice(self.rows(table, *columns))

    def put(self, table: str, column: str, value: Any, place: Any = None) -> None:
        """Writes a value into one row, or into all."""
        clause = "" if place is None else f" WHERE {self._place(table)} = ?"
        self.run(f'UPDATE "{table}" SET "{column}" = ?{clause}', value, *(() if place is None else (place,)))

    def run(self, statement: str, *values: Any) -> None:
        """One statement; `?` stands for a value on both databases."""
        self._raw.execute(statement if self.on_file else statement.replace("?", "%s"), values)

    def delete(self, table: str, place: Any) -> None:
        """Takes one row out."""
        self.run(f'DELETE FROM "{table}" WHERE {self._place(table)} = ?', place)

    def insert(self, table: str, cells: dict[str, Any]) -> None:
        """Puts one row in."""
        names = ", ".join(f'"{n}"' for n in cells)
        self.run(f'INSERT INTO "{table}" ({names}) VALUES ({", ".join("?" * len(cells))})', *cells.values())

    def columns(self, table: str) -> list[str]:
        """A table's columns."""
        return self._columns[table]

    def value(self) -> Any:
        """Any value at all."""
        some = self.random
        return some.choice(
            (
                lambda: None,
                lambda: "",
                lambda: 0,
                lambda: some.randint(-(2**31), 2**31 - 1),
                lambda: some.randbytes(some.randint(0, 40)),
                lambda: "".join(some.choices(string.ascii_letters + " ŵŷâ", k=some.randint(1, 20))),
                lambda: f"20{some.randint(10, 40)}-{some.randint(1, 12):02}-{some.randint(1, 28):02}",
                lambda: some.random() if self.on_file else some.randint(0, 9),
            )
        )()

    def _tables(self) -> list[str]:
        query = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name"
        if not self.on_file:
            query = "SELECT tablename FROM pg_tables WHERE schemaname = current_schema() ORDER BY tablename"
        return [row[0] for row in self._raw.execute(query)]

    def _names(self, table: str) -> list[str]:
        return [told[0] for told in self._raw.execute(f'SELECT * FROM "{table}" LIMIT 0').description]

    def _place(self, table: str) -> str:
        if not self.on_file:
            return "ctid"
        return {"search_index_config": "k", "search_index_idx": "segid || '/' || hex(term)"}.get(table, "rowid")

    def _content(self, table: str) -> Counter[tuple[str, ...]]:
        return Counter(tuple(cell(c) for c in row[1:]) for row in self.rows(table))


def _cell_other(editor: Editor, table: str, column: str) -> None:
    editor.put(table, column, editor.value(), editor.one(table)[0])


def _cell_nearly(editor: Editor, table: str, column: str) -> None:
    """One letter, one bit or one more: what somebody overlooks."""
    place, value = editor.one(table, column)
    some = editor.random
    if isinstance(value, int):
        value += some.choice((-1, 1))
    elif isinstance(value, str) and value:
        at = some.randrange(len(value))
        value = value[:at] + some.choice(("", " ", value[at].swapcase(), "0")) + value[at + 1 :]
    elif isinstance(value, bytes) and value:
        at = some.randrange(len(value))
        value = value[:at] + bytes([value[at] ^ 1 << some.randrange(8)]) + value[at + 1 :]
    else:
        value = "x"
    editor.put(table, column, value, place)


def _cell_of_another_row(editor: Editor, table: str, column: str) -> None:
    editor.put(table, column, editor.one(table, column)[1], editor.one(table)[0])


def _cells_all(editor: Editor, table: str, column: str) -> None:
    editor.put(table, column, editor.value())


def _cells_exchanged(editor: Editor, table: str, column: str) -> None:
    own, its = editor.one(table, column), editor.one(table, column)
    editor.put(table, column, its[1], own[0])
    if editor.on_file:  # on a server the row has another place by now
        editor.put(table, column, own[1], its[0])


def _row_taken(editor: Editor, table: str, column: str) -> None:
    editor.delete(table, editor.one(table)[0])


def _rows_all_taken(editor: Editor, table: str, column: str) -> None:
    editor.run(f'DELETE FROM "{table}"')


def _row_doubled(editor: Editor, table: str, column: str) -> None:
    cells = dict(zip(editor.columns(table), editor.one(table)[1:], strict=True))
    keys = {"id", "uuid", "reference", "number", "code", "folded", "row_key", "seq", "act", "place", "revision_id"}
    for name in (keys & cells.keys()) or {column}:
        value = cells[name]
        many = isinstance(value, int)
        cells[name] = value + editor.random.randint(1, 40) if many else editor.random.randbytes(10).hex()
    editor.insert(table, cells)


def _row_made_up(editor: Editor, table: str, column: str) -> None:
    cells = dict(zip(editor.columns(table), editor.one(table)[1:], strict=True))
    kinds: dict[type, Any] = {int: editor.random.randint(1, 10**6), bytes: editor.random.randbytes(32)}
    made = {n: kinds.get(type(v), editor.random.randbytes(10).hex()) for n, v in cells.items() if v is not None}
    editor.insert(table, made)


def _row_changed_places(editor: Editor, table: str, column: str) -> None:
    """Two rows change all they hold but their ids."""
    names = [n for n in editor.columns(table) if n not in ("id", "seq", "uuid")]
    own, its = editor.one(table, *names), editor.one(table, *names)
    for name, value in zip(names, its[1:], strict=True):
        editor.put(table, name, value, own[0] if editor.on_file else editor.one(table)[0])
    if editor.on_file:
        for name, value in zip(names, own[1:], strict=True):
            editor.put(table, name, value, its[0])


_HOWS = (
    *(_cell_other, _cell_other, _cell_nearly, _cell_nearly, _cell_nearly, _cell_of_another_row),
    *(_cells_all, _cells_exchanged, _row_taken, _rows_all_taken, _row_doubled, _row_made_up, _row_changed_places),
)
