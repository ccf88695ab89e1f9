"""The pile as it is filled in: arrow keys, Y, B, O, N and Space; Enter asks for the next name."""

from typing import Any

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QStyleOptionViewItem, QWidget

from ewloe_desktop.ui import theme, wording
from ewloe_desktop.ui.answer_grid import Said, key_answer, next_said
from ewloe_desktop.ui.photo_matrix import Letter, MatrixView
from ewloe_desktop.ui.pile_model import PileModel
from ewloe_desktop.ui.tables import Index


class PileView(MatrixView):
    """People by use, to type into."""

    next_wanted = Signal()

    def __init__(self, model: PileModel, name: str, parent: QWidget | None = None) -> None:
        words = QCoreApplication.translate("PileView", "Person")
        super().__init__(model, name, parent, names=words, wide=24)
        self._model = model
        triggers = MatrixView.EditTrigger
        self.setEditTriggers(triggers.AnyKeyPressed | triggers.EditKeyPressed | triggers.DoubleClicked)
        self.setItemDelegateForColumn(model.day_column, _Day(self))
        self.clicked.connect(self._pressed)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.next_wanted.emit()
            return
        index, said = self.currentIndex(), key_answer(event)
        answers = index.isValid() and index.column() < self._model.day_column
        if not (said is None or isinstance(said, Said)) or not answers:
            super().keyPressEvent(event)
            return
        self._model.say(index.row(), index.column(), said)
        self.setCurrentIndex(self._model.index(index.row(), min(index.column() + 1, self._model.day_column - 1)))

    def start_at(self, row: int) -> None:
        """Goes to somebody's first use."""
        if 0 <= row < self._model.rowCount():
            self.setCurrentIndex(self._model.index(row, 0))
            self.setFocus(Qt.FocusReason.OtherFocusReason)

    def _share(self) -> None:
        pile = self.model()
        if not hasattr(self, "corner") or not isinstance(pile, PileModel):
            return
        self._give_names_room()
        letter = self.fontMetrics().averageCharWidth()
        day, scan = letter * 21, letter * 16
        fixed = self.verticalHeader().width() + self.verticalScrollBar().sizeHint().width() + day + scan + 4
        count = pile.day_column
        least = theme.scaled(40)
        width = max(least, min((self.width() - fixed) // count, theme.scaled(110)))
        for column in range(count):
            self.across.resizeSection(column, width)
        self.across.resizeSection(pile.day_column, day)
        self.across.resizeSection(pile.scan_column, scan)
        self._place_corner()

    def _pressed(self, index: Index) -> None:
        if index.column() < self._model.day_column:
            value = self._model.value(index.row(), index.column())
            self._model.say(index.row(), index.column(), next_said(value))


class _Day(Letter):
    """A day is typed as everywhere; words that are none leave the day as it was."""

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        line = QLineEdit(parent)
        line.setObjectName("cell")
        line.setAccessibleName(str(index.model().headerData(index.column(), Qt.Orientation.Horizontal)))
        return line

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        if isinstance(editor, QLineEdit):
            editor.setText(str(index.data(int(Qt.ItemDataRole.EditRole)) or ""))
            editor.selectAll()

    def setModelData(self, editor: QWidget, model: Any, index: Index) -> None:
        if isinstance(editor, QLineEdit) and wording.parse_day(editor.text()):
            model.setData(index, editor.text())
