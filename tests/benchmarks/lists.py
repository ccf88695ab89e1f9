"""The record's list, read and painted, against a C++ model of the same rows."""

import sqlite3
from pathlib import Path

from PySide6.QtSql import QSqlDatabase, QSqlQueryModel
from PySide6.QtWidgets import QApplication, QTableView

from ewloe_desktop.services.journal import ActRow, list_acts
from ewloe_desktop.ui.tables import Column, RowsModel, Table
from tests.benchmarks.measuring import Figure, side_by_side
from tests.benchmarks.samples import SampleSchool, lengthen, school

FEW, MANY = 1_000, 100_000
FRAME = 16  # milliseconds
QUERY = "SELECT seq, at, actor, kind FROM event ORDER BY seq DESC"
COLUMNS: tuple[Column[ActRow], ...] = (
    Column("Act", lambda act: str(act.act)),
    Column("When", lambda act: f"{act.at:%d %B %Y, %H:%M}"),
    Column("Who", lambda act: act.who),
    Column("What", lambda act: act.kind),
)


def figures(folder: Path) -> list[Figure]:
    """The first page of a short and of a long record."""
    application = QApplication.instance() or QApplication([])
    sample = school(folder)
    lengthen(sample, FEW)
    found = [listed(sample, folder, FEW)]
    lengthen(sample, MANY - FEW, first=FEW)
    found.append(listed(sample, folder, MANY))
    sample.register.close()
    del application
    return found


def listed(sample: SampleSchool, folder: Path, acts: int) -> Figure:
    """Load and paint, ours with its page from the register, the floor with Qt's own model on plain SQLite."""
    model = RowsModel(COLUMNS)
    view = sized(Table(model, "Record"))
    floor_view, database = floor(sample, folder / f"plain{acts}.sqlite")

    def ours() -> None:
        with sample.register.reading() as session:
            model.show(list_acts(session, sample.head))
        view.grab()

    def bare() -> None:
        query_model = QSqlQueryModel()
        query_model.setQuery(QUERY, database)
        floor_view.setModel(query_model)
        floor_view.grab()

    return side_by_side(f"list, first page of {acts:,} acts", ours, bare, goal=1.1, limit=FRAME)


def sized(view: QTableView) -> QTableView:
    """A view as large as the page's list."""
    view.resize(900, 640)
    return view


def floor(sample: SampleSchool, place: Path) -> tuple[QTableView, QSqlDatabase]:
    """The same rows in an open SQLite file, and a plain view."""
    with sample.register.reading() as session:
        rows = session.connection().exec_driver_sql(QUERY).fetchall()
    with sqlite3.connect(place) as plain:
        plain.execute("CREATE TABLE event (seq INTEGER PRIMARY KEY, at TEXT, actor TEXT, kind TEXT)")
        plain.executemany("INSERT INTO event VALUES (?, ?, ?, ?)", [tuple(row) for row in rows])
    plain.close()
    database = QSqlDatabase.addDatabase("QSQLITE", place.stem)
    database.setDatabaseName(str(place))
    database.open()
    view = sized(QTableView())
    view.verticalHeader().hide()
    view.setWordWrap(False)
    return view, database
