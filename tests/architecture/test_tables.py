"""A list asks its model for what it paints and no more."""

from collections import Counter
from typing import Any

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from ewloe_desktop.ui.tables import Column, RowsModel, Table

ROWS, COLUMNS = 5_000, 4
MOST_A_CELL = 7
DISPLAY = int(Qt.ItemDataRole.DisplayRole)


class Counting(RowsModel[int]):
    """Rows that count how often they are asked."""

    def __init__(self) -> None:
        columns = [Column(f"Column {n}", lambda row, n=n: f"{row} {n}", sort=str(n)) for n in range(COLUMNS)]
        super().__init__(columns)
        self.asked: Counter[int] = Counter()

    def data(self, index: Any, role: int = DISPLAY) -> Any:
        self.asked[int(role)] += 1
        return super().data(index, role)


def shown(qtbot: QtBot) -> tuple[Counting, Table]:
    """A painted table of many rows."""
    model = Counting()
    model.show(range(ROWS))
    table = Table(model, "Numbers")
    table.resize(900, 640)
    qtbot.addWidget(table)
    table.show()
    qtbot.waitExposed(table)
    return model, table


def test_the_first_paint_asks_for_the_visible_cells_alone(qtbot: QtBot) -> None:
    model, table = shown(qtbot)
    model.asked.clear()
    table.grab()
    visible = COLUMNS * (table.viewport().height() // table.rowHeight(0) + 2)
    assert 0 < model.asked.total() <= MOST_A_CELL * visible


def test_another_order_asks_the_model_for_nothing(qtbot: QtBot) -> None:
    model, table = shown(qtbot)
    model.asked.clear()
    with qtbot.waitSignal(table.order_asked, timeout=1000):
        table.horizontalHeader().sectionClicked.emit(1)
    assert model.asked.total() == 0
