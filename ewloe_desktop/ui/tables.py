"""Tables that only show: one model over Column, a calm table, and badges."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from PySide6.QtCore import (
    QAbstractTableModel,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QTableView,
    QWidget,
)

from ewloe_desktop.ui import theme

Row = TypeVar("Row")
Index = QModelIndex | QPersistentModelIndex
_DISPLAY = int(Qt.ItemDataRole.DisplayRole)
_READ_ALOUD = int(Qt.ItemDataRole.AccessibleTextRole)
_TOOL_TIP = int(Qt.ItemDataRole.ToolTipRole)
ROW = int(Qt.ItemDataRole.UserRole)
_NOWHERE = QModelIndex()
_AROUND = 34  # what the style sheet puts around the words of a cell


@dataclass(frozen=True)  # no slots: they break Column[Row](...) on Python 3.11
class Column(Generic[Row]):
    """One column: its heading, what a row shows in it, and the order to ask for when its heading is pressed."""

    heading: str
    text: Callable[[Row], str]
    sort: str = ""
    width: int = 0  # 0 takes what is left
    tip: Callable[[Row], str] | None = None
    sample: str = ""  # the widest words there can be: never cut, whatever the size of the letters


class RowsModel(QAbstractTableModel, Generic[Row]):
    """Rows as they were given; `more` is asked for the next rows when the list is scrolled to its end."""

    def __init__(
        self,
        columns: Sequence[Column[Row]],
        parent: QWidget | None = None,
        more: Callable[[Row], None] | None = None,
        page: int = 256,
    ) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self._rows: list[Row] = []
        self._more = more
        self._page = page
        self._all_here = True
        self._asked = False

    def show(self, rows: Sequence[Row]) -> None:
        """Shows these rows instead of those before."""
        self.beginResetModel()
        self._rows = list(rows)
        self._asked = False
        self._all_here = self._more is None or len(rows) < self._page
        self.endResetModel()

    def add(self, rows: Sequence[Row]) -> None:
        """Shows further rows below; fewer than a page means that these were the last."""
        self._asked = False
        self._all_here = len(rows) < self._page
        if rows:
            first = len(self._rows)
            self.beginInsertRows(QModelIndex(), first, first + len(rows) - 1)
            self._rows.extend(rows)
            self.endInsertRows()

    def row(self, index: int) -> Row:
        """The facts behind a line."""
        return self._rows[index]

    @property
    def rows(self) -> tuple[Row, ...]:
        """Every row shown so far."""
        return tuple(self._rows)

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = _DISPLAY) -> Any:
        if role in (_DISPLAY, _READ_ALOUD):
            return self.columns[index.column()].text(self._rows[index.row()])
        if role == ROW:
            return self._rows[index.row()]
        if role == _TOOL_TIP:
            tip = self.columns[index.column()].tip
            return tip(self._rows[index.row()]) if tip else None
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _DISPLAY) -> Any:
        if role == _DISPLAY and orientation is Qt.Orientation.Horizontal:
            return self.columns[section].heading
        return None

    def canFetchMore(self, parent: Index = _NOWHERE) -> bool:
        return not parent.isValid() and not self._all_here and not self._asked and bool(self._rows)

    def fetchMore(self, parent: Index = _NOWHERE) -> None:
        if self._more is not None and self.canFetchMore(parent):
            self._asked = True
            self._more(self._rows[-1])


class Table(QTableView):
    """A calm table: whole rows, fixed heights, headings that ask for another order."""

    opened = Signal(object)  # the row on Enter or double click
    chosen = Signal(object)  # the row that is now current
    order_asked = Signal(str)

    def __init__(self, model: RowsModel[Any], name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows_model = model
        self.setModel(model)
        self.setAccessibleName(name)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self._lay_out()
        self.horizontalHeader().sectionClicked.connect(self._heading_pressed)
        self.activated.connect(lambda index: self.opened.emit(index.data(ROW)))
        self.selectionModel().currentRowChanged.connect(self._current_changed)

    def current(self) -> Any:
        """The row the person is on, or None."""
        index = self.currentIndex()
        return index.data(ROW) if index.isValid() else None

    def choose(self, is_it: Callable[[Any], bool]) -> bool:
        """Moves to the first row for which the question holds."""
        for number, row in enumerate(self._rows_model.rows):
            if is_it(row):
                self.selectRow(number)
                return True
        return False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        index = self.currentIndex()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and index.isValid():
            self.opened.emit(index.data(ROW))
            return
        super().keyPressEvent(event)

    def _lay_out(self) -> None:
        up = self.verticalHeader()
        up.hide()
        up.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        up.setDefaultSectionSize(_line_height(self.font()))
        across = self.horizontalHeader()
        across.setHighlightSections(False)
        across.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self._widen()

    def _widen(self) -> None:
        letters = QFontMetrics(self.font())
        across = self.horizontalHeader()
        for number, column in enumerate(self._rows_model.columns):
            if column.width:
                whole = letters.horizontalAdvance(column.sample) + _AROUND if column.sample else 0
                self.setColumnWidth(number, max(column.width * letters.averageCharWidth(), whole))
            else:
                across.setSectionResizeMode(number, QHeaderView.ResizeMode.Stretch)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self.verticalHeader().setDefaultSectionSize(_line_height(self.font()))
            self._widen()

    def _heading_pressed(self, section: int) -> None:
        order = self._rows_model.columns[section].sort
        if order:
            self.horizontalHeader().setSortIndicatorShown(True)
            self.horizontalHeader().setSortIndicator(section, Qt.SortOrder.AscendingOrder)
            self.order_asked.emit(order)

    def _current_changed(self, now: QModelIndex, _before: QModelIndex) -> None:
        self.chosen.emit(now.data(ROW) if now.isValid() else None)


def _line_height(font: QFont) -> int:
    return max(36, QFontMetrics(font).height() + 18)


def bold(font: QFont) -> QFont:
    """The same font, bold."""
    made = QFont(font)
    made.setBold(True)
    return made


def _badge_font(font: QFont) -> QFont:
    small = bold(font)
    small.setPointSizeF(font.pointSizeF() * 0.9)
    return small


def badge_height(font: QFont) -> int:
    """How high a badge is beside words of that font."""
    return QFontMetrics(_badge_font(font)).height() + 6


def paint_badge(painter: QPainter, at: QPoint, words: str, tone: str, most: int, icon: str = "") -> int:
    """Draws words on their tone, an icon before them if one is named, cut with an ellipsis at `most` pixels."""
    ground, ink = theme.tone(tone)
    painter.save()
    painter.setFont(_badge_font(painter.font()))
    metrics = painter.fontMetrics()
    sign = metrics.height() + 4 if icon else 0
    words = metrics.elidedText(words, Qt.TextElideMode.ElideRight, most - 16 - sign)
    box = QRect(at, QSize(metrics.horizontalAdvance(words) + 16 + sign, metrics.height() + 6))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.colour(ground))
    painter.drawRoundedRect(box, 5, 5)
    if icon:
        side = metrics.height()
        theme.icon(icon, ink).paint(painter, QRect(box.left() + 7, box.top() + 3, side, side))
    painter.setPen(theme.colour(ink))
    painter.drawText(box.adjusted(sign, 0, 0, 0), int(Qt.AlignmentFlag.AlignCenter), words)
    painter.restore()
    return box.width()
