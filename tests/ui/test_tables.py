"""A table only shows, and asks for further rows when it is scrolled to its end."""

from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from ewloe_desktop.ui.cards import CARD, Card, CardList, CardsModel
from ewloe_desktop.ui.tables import ROW, Column, RowsModel, Table


@dataclass(frozen=True)
class Pupil:
    """A row."""

    name: str
    age: int


ROWS = [Pupil(f"Pupil {number}", 5 + number % 7) for number in range(300)]
COLUMNS = (Column[Pupil]("Name", lambda p: p.name, "name"), Column[Pupil]("Age", lambda p: str(p.age), "age", 8))


def test_rows_are_shown_under_their_headings(qtbot: QtBot) -> None:
    model = RowsModel(COLUMNS)
    tester = QAbstractItemModelTester(model)
    model.show(ROWS[:3])
    assert model.rowCount() == 3
    assert model.index(1, 0).data() == "Pupil 1"
    assert model.index(1, 0).data(ROW) is ROWS[1]
    assert model.headerData(1, Qt.Orientation.Horizontal) == "Age"
    tester.deleteLater()


def test_further_rows_are_asked_for_once_and_from_the_last_row(qtbot: QtBot) -> None:
    asked: list[Pupil] = []
    model = RowsModel(COLUMNS, more=asked.append, page=100)
    model.show(ROWS[:100])
    assert model.canFetchMore(QModelIndex())
    model.fetchMore(QModelIndex())
    model.fetchMore(QModelIndex())
    assert asked == [ROWS[99]]
    model.add(ROWS[100:200])
    model.fetchMore(QModelIndex())
    model.add(ROWS[200:230])
    assert not model.canFetchMore(QModelIndex())
    assert model.rowCount() == 230


def test_enter_opens_and_a_heading_asks_for_its_order(qtbot: QtBot) -> None:
    model = RowsModel(COLUMNS)
    table = Table(model, "Pupils")
    qtbot.addWidget(table)
    model.show(ROWS[:5])
    table.selectRow(2)
    with qtbot.waitSignal(table.opened) as opened:
        qtbot.keyClick(table, Qt.Key.Key_Return)
    assert opened.args == [ROWS[2]]
    with qtbot.waitSignal(table.order_asked) as order:
        table.horizontalHeader().sectionClicked.emit(1)
    assert order.args == ["age"]


def test_painting_asks_for_what_is_seen_and_not_for_every_row(qtbot: QtBot) -> None:
    asked: list[int] = []
    counted = (Column[Pupil]("Name", lambda p: asked.append(1) or p.name),)
    model = RowsModel(counted)
    table = Table(model, "Pupils")
    qtbot.addWidget(table)
    table.resize(300, 400)
    model.show(ROWS)
    table.show()
    qtbot.waitExposed(table)
    table.grab()
    seen = 400 // table.rowHeight(0) + 1
    assert 0 < len(asked) <= 7 * seen


def test_a_card_says_everything_to_a_screen_reader(qtbot: QtBot) -> None:
    model = CardsModel[Pupil](lambda p: Card(p.name, f"{p.age} years", "Away", "warn"))
    cards = CardList(model, "Pupils")
    qtbot.addWidget(cards)
    model.show(ROWS[:4])
    index = model.index(0, 0)
    assert index.data(int(Qt.ItemDataRole.AccessibleTextRole)) == "Pupil 0, 5 years, Away"
    assert index.data(CARD).badge == "Away"
    with qtbot.waitSignal(cards.chosen) as chosen:
        assert cards.choose(lambda p: p.name == "Pupil 3")
    assert chosen.args == [ROWS[3]]
