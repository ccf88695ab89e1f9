"""How large a dialog is and where it stands."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect, QSize

if TYPE_CHECKING:
    from ewloe_desktop.ui.dialog import Dialog

_USUAL_LINE = 19  # pixels of a line of words at 100 %
_ROUND = QSize(40, 60)
_LOWEST = 220


def fitting(dialog: "Dialog", wanted: tuple[int, int], inside: Callable[[int], int]) -> QRect:
    """Over the middle of its window, as large as wanted at this size of letters, never larger than there is room.

    A height of 0 is what its inside needs at that width.
    """
    screen = dialog.screen().availableGeometry().size()
    above = dialog.parentWidget()
    window = above.window().frameGeometry() if above is not None else QRect(QPoint(), screen)
    room = screen.expandedTo(window.size()) - _ROUND
    beside = (window.size() - _ROUND).expandedTo(QSize(*wanted))  # letters that grow do not push it past its window
    scale = max(1.0, dialog.fontMetrics().height() / _USUAL_LINE)
    across, down = dialog.of_window
    width = max(round(wanted[0] * scale), round(window.width() * across))
    height = max(wanted[1] or inside(min(width, beside.width(), room.width())), round(window.height() * down))
    size = QSize(width, max(height, _LOWEST)).boundedTo(beside).boundedTo(room)
    middle = window.center()
    return QRect(QPoint(middle.x() - size.width() // 2, max(0, middle.y() - size.height() // 2)), size)
