"""The matrix of people by use: a letter in each cell, the name always in sight, read in pages."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QPushButton,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from ewloe_desktop.domain.photos import Standing
from ewloe_desktop.ui import photo_words, theme
from ewloe_desktop.ui.photo_header import NarrowHeader
from ewloe_desktop.ui.tables import Index, bold

if TYPE_CHECKING:
    from ewloe_desktop.services.photo_matrix import Matrix, MatrixRow
    from ewloe_desktop.services.photo_uses import UseFacts

TONE = int(Qt.ItemDataRole.UserRole) + 1  # a tone of the theme, "" for a letter without a ground
_DISPLAY = int(Qt.ItemDataRole.DisplayRole)
_ALOUD = int(Qt.ItemDataRole.AccessibleTextRole)
_TIP = int(Qt.ItemDataRole.ToolTipRole)
_ALIGN = int(Qt.ItemDataRole.TextAlignmentRole)
_CENTRE = int(Qt.AlignmentFlag.AlignCenter)
_ACROSS = Qt.Orientation.Horizontal
_NOWHERE = QModelIndex()


class MatrixModel(QAbstractTableModel):
    """People by use; `more` is asked for the next page when the list is scrolled to its end."""

    def __init__(self, more: Callable[[], None], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._more = more
        self._rows: list[MatrixRow] = []
        self._uses: tuple[UseFacts, ...] = ()
        self._signs = {standing: photo_words.sign(standing) for standing in Standing}
        plain = (Standing.NOT_ASKED, Standing.LEFT)
        self._tones = {one: "" if one in plain else tone for one, tone in photo_words.TONES.items()}
        self._all_here, self._asked = True, False

    def show(self, matrix: "Matrix") -> None:
        """Shows this page instead of what was there."""
        self.beginResetModel()
        self._uses, self._rows = matrix.uses, list(matrix.rows)
        self._all_here, self._asked = matrix.after is None, False
        self.endResetModel()

    def add(self, matrix: "Matrix") -> None:
        """Shows a further page below."""
        self._all_here, self._asked = matrix.after is None, False
        if matrix.rows:
            first = len(self._rows)
            self.beginInsertRows(_NOWHERE, first, first + len(matrix.rows) - 1)
            self._rows.extend(matrix.rows)
            self.endInsertRows()

    def stop_waiting(self) -> None:
        """The page asked for does not come: it may be asked for again."""
        self._asked = False

    @property
    def rows(self) -> "Sequence[MatrixRow]":
        """Every row shown so far."""
        return self._rows

    @property
    def uses(self) -> "tuple[UseFacts, ...]":
        """The uses across."""
        return self._uses

    @property
    def all_here(self) -> bool:
        """Whether there is no further page."""
        return self._all_here

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._uses)

    def data(self, index: Index, role: int = _DISPLAY) -> Any:
        if role == _DISPLAY:
            return self._signs[self._rows[index.row()].states[index.column()].standing]
        if role == TONE:
            return self._tones[self._rows[index.row()].states[index.column()].standing]
        if role == _ALIGN:
            return _CENTRE
        if role in (_ALOUD, _TIP):
            row, use = self._rows[index.row()], self._uses[index.column()]
            return f"{row.name}, {use.name}: {photo_words.stands(row.states[index.column()])}"
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _DISPLAY) -> Any:
        if role not in (_DISPLAY, _TIP):
            return None
        return self._uses[section].name if orientation is _ACROSS else self._rows[section].name

    def canFetchMore(self, parent: Index = _NOWHERE) -> bool:
        return not parent.isValid() and not self._all_here and not self._asked and bool(self._rows)

    def fetchMore(self, parent: Index = _NOWHERE) -> None:
        if self.canFetchMore(parent):
            self._asked = True
            self._more()


class MatrixView(QTableView):
    """The matrix; names stand at the left whatever is scrolled, Enter opens a person."""

    opened = Signal(int)  # the row
    use_pressed = Signal(int)  # the column, -1 for the names

    def __init__(
        self, model: QAbstractTableModel, name: str, parent: QWidget | None = None, *, names: str = "", wide: int = 30
    ) -> None:
        super().__init__(parent)
        self._wide = wide  # letters of the names' column
        self.setObjectName("matrix")
        self.setAccessibleName(name)
        self.setModel(model)
        self.across = NarrowHeader(self)
        self.setHorizontalHeader(self.across)
        self.setItemDelegate(Letter(self))
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        beside = self.verticalHeader()
        beside.setSectionsClickable(True)
        beside.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        beside.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        beside.setHighlightSections(True)
        beside.sectionClicked.connect(self.opened)
        self.across.sectionClicked.connect(self.use_pressed)
        self.activated.connect(lambda index: self.opened.emit(index.row()))
        self.corner = QPushButton(names or self.tr("Name"), self)
        self.corner.setObjectName("corner")
        self.corner.setAutoDefault(False)
        self.corner.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.corner.clicked.connect(lambda _checked=False: self.use_pressed.emit(-1))
        self.across.geometriesChanged.connect(self._place_corner)
        self.measure()

    def measure(self) -> None:
        """Takes heights and widths from the size of the words."""
        metrics = QFontMetrics(self.font())
        self.verticalHeader().setDefaultSectionSize(max(32, metrics.height() + 14))
        self._share()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        index = self.currentIndex()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if index.isValid():
                self.opened.emit(index.row())
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share()

    def updateGeometries(self) -> None:
        super().updateGeometries()
        self._place_corner()

    def share(self) -> None:
        """Shares the width among the uses again; for after a change of their number."""
        self._share()

    def _share(self) -> None:
        self._give_names_room()
        count = self.model().columnCount()
        if not count:
            return
        least = max(QFontMetrics(self.font()).horizontalAdvance(photo_words.sign(Standing.LEFT)) + 2, 44)
        room = self.width() - self.verticalHeader().width() - self.verticalScrollBar().sizeHint().width() - 4
        width = max(least, min(room // count, theme.scaled(120)))
        for column in range(count):
            self.across.resizeSection(column, width)
        self._place_corner()

    def _give_names_room(self) -> None:
        """As many letters as are wanted, but no more than a third where letters are large."""
        wanted = QFontMetrics(self.font()).averageCharWidth() * self._wide
        self.verticalHeader().setFixedWidth(min(wanted, max(theme.scaled(125), self.width() * 3 // 10)))

    def _place_corner(self) -> None:
        if hasattr(self, "corner"):
            inset = 2  # leaves room for the frame of the focus
            wide, high = self.verticalHeader().width(), self.across.height()
            self.corner.setGeometry(QRect(inset, inset, max(0, wide - 1), max(0, high - 1)))


class Letter(QStyledItemDelegate):
    """A letter on its tone; a frame around the cell the person is on."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        now, cell = theme.colours(), option.rect
        painter.save()
        view = self.parent()
        if isinstance(view, QTableView) and view.currentIndex().row() == index.row():
            painter.fillRect(cell, QColor(now.chosen))
        painter.fillRect(QRect(cell.left(), cell.bottom(), cell.width(), 1), QColor(now.edge))
        paint_letter(painter, cell, option.font, str(index.data(_DISPLAY) or ""), str(index.data(TONE) or ""))
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(theme.pen(now.focus, 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(cell.adjusted(1, 1, -2, -2))
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(44, option.fontMetrics.height() + 14)


def paint_letter(painter: QPainter, cell: QRect, font: QFont, words: str, tone: str) -> None:
    """Draws a letter in the middle of a cell, on its tone when it has one."""
    if not tone:
        painter.setFont(font)
        painter.setPen(QColor(theme.colours().quiet))
    else:
        ground, ink = theme.tone(tone)
        high = min(cell.height() - 8, cell.width() - 6)
        chip = QRect(0, 0, min(cell.width() - 6, high + 12), high)
        chip.moveCenter(cell.center())
        painter.setFont(bold(font))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(ground))
        painter.drawRoundedRect(chip, 5, 5)
        painter.setPen(QColor(ink))
    painter.drawText(cell, _CENTRE, words)
