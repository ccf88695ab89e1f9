"""Controls go on in a further line where there is no room."""

from PySide6.QtWidgets import QApplication, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from ewloe_desktop.ui.flow import FlowRow


def row_of(qtbot: QtBot, width: int) -> tuple[FlowRow, list[QPushButton]]:
    """Five buttons in that width."""
    holder = QWidget()
    qtbot.addWidget(holder)
    buttons = [QPushButton(f"Button number {number}") for number in range(5)]
    row = FlowRow(*buttons)
    QVBoxLayout(holder).addWidget(row)
    row.held = holder  # type: ignore[attr-defined]  # else it is collected with its row
    holder.setFixedWidth(width)
    holder.show()
    QApplication.processEvents()
    return row, buttons


def test_they_stand_in_one_line_where_there_is_room(qtbot: QtBot) -> None:
    _row, buttons = row_of(qtbot, 2000)
    assert len({button.y() for button in buttons}) == 1


def test_they_go_on_below_and_none_is_cut(qtbot: QtBot) -> None:
    row, buttons = row_of(qtbot, 260)
    assert len({button.y() for button in buttons}) > 1
    assert all(button.width() >= button.sizeHint().width() for button in buttons)
    assert all(button.geometry().bottom() <= row.height() for button in buttons)


def test_the_row_is_lower_again_when_controls_go(qtbot: QtBot) -> None:
    row, buttons = row_of(qtbot, 260)
    high = row.minimumHeight()
    for button in buttons[1:]:
        button.hide()
    qtbot.waitUntil(lambda: row.minimumHeight() < high)
