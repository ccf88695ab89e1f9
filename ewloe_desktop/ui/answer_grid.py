"""One person's answers, a line for each use: Y, N or Space for the picture, then for the name; B and O are both."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QCoreApplication, QModelIndex, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from ewloe_desktop.domain.photos import Answer, Standing
from ewloe_desktop.ui import photo_words, theme
from ewloe_desktop.ui.photo_matrix import TONE, MatrixView
from ewloe_desktop.ui.tables import Index

_DISPLAY = int(Qt.ItemDataRole.DisplayRole)
_ALOUD = int(Qt.ItemDataRole.AccessibleTextRole)
_ACROSS = Qt.Orientation.Horizontal
_NOWHERE = QModelIndex()
PICTURE, NAME = 0, 1


@dataclass(slots=True)
class Line:
    """One line of the form; `picture` and `name` are None while nothing is said."""

    use_id: str
    use: str
    only: str = ""
    picture: bool | None = None
    name: bool | None = None

    @property
    def about(self) -> str:
        """The use, or the single picture or event with it."""
        return f"{self.only} — {self.use}" if self.only else self.use

    @property
    def answer(self) -> Answer | None:
        """What is said about the picture."""
        return {None: None, True: Answer.YES, False: Answer.NO}[self.picture]


class Said(StrEnum):
    """What a form says about one use, in one key: of the name nothing, that it may stand there, that it may not."""

    YES = "yes"
    NAMED = "named"
    ALONE = "alone"
    NO = "no"

    @property
    def picture(self) -> bool:
        """Whether the picture may be used."""
        return self is not Said.NO

    @property
    def name_shown(self) -> bool | None:
        """Whether the name may stand beside it; None when nothing is said about it."""
        return {Said.NAMED: True, Said.ALONE: False}.get(self)


def key_answer(event: QKeyEvent) -> Said | str | None:
    """What a key says: an answer, None for blank, or "" for a key that says nothing here."""
    if event.modifiers() & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier):
        return ""
    if event.key() in (Qt.Key.Key_Space, Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
        return None
    typed = event.text().casefold()
    said = {photo_words.answer_key(one.value).casefold(): one for one in Said}
    return said.get(typed, "") if typed else ""


def next_answer(now: bool | None) -> bool | None:
    """What a press of the mouse makes of an answer: blank, yes, no, blank."""
    return {None: True, True: False, False: None}[now]


def next_said(now: Said | None) -> Said | None:
    """What a press of the mouse makes of an answer with its name: each in turn, then blank."""
    order: tuple[Said | None, ...] = (None, *Said)
    return order[(order.index(now) + 1) % len(order)]


class AnswersModel(QAbstractTableModel):
    """The lines of one form."""

    changed = Signal()

    def __init__(self, lines: Sequence[Line], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.lines = list(lines)

    def add(self, line: Line) -> None:
        """Adds a line for a single picture or event."""
        self.beginInsertRows(_NOWHERE, len(self.lines), len(self.lines))
        self.lines.append(line)
        self.endInsertRows()
        self.changed.emit()

    def show(self, lines: Sequence[Line]) -> None:
        """Shows these lines instead."""
        self.beginResetModel()
        self.lines = list(lines)
        self.endResetModel()
        self.changed.emit()

    def say(self, row: int, column: int, value: bool | None) -> None:
        """Takes an answer; a name stands only beside a picture that may be used."""
        line = self.lines[row]
        if column == PICTURE:
            line.picture = value
            line.name = line.name if value else None
        elif line.picture:
            line.name = value
        self.dataChanged.emit(self.index(row, 0), self.index(row, NAME))
        self.changed.emit()

    def value(self, row: int, column: int) -> bool | None:
        """What is said there."""
        line = self.lines[row]
        return line.picture if column == PICTURE else line.name

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.lines)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else 2

    def data(self, index: Index, role: int = _DISPLAY) -> Any:
        value = self.value(index.row(), index.column())
        if role == _DISPLAY:
            return sign(value)
        if role == TONE:
            return tone(value)
        if role == _ALOUD:
            heading = self.headerData(index.column(), _ACROSS)
            return f"{self.lines[index.row()].about}, {heading}: {told(value)}"
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _DISPLAY) -> Any:
        if role not in (_DISPLAY, int(Qt.ItemDataRole.ToolTipRole)):
            return None
        if orientation is _ACROSS:
            return self.tr("Picture") if section == PICTURE else self.tr("Name beside it")
        return self.lines[section].about


def sign(value: bool | None) -> str:
    """Y, N or nothing."""
    return "" if value is None else photo_words.sign(Standing.YES if value else Standing.NO)


def tone(value: bool | None) -> str:
    """The ground of an answer."""
    return "" if value is None else "ok" if value else "bad"


def told(value: bool | None) -> str:
    """An answer as a screen reader says it."""
    return photo_words.blank() if value is None else photo_words.standing(Standing.YES if value else Standing.NO)


class AnswersView(MatrixView):
    """The lines of one form, answered with Y, N and Space; the keys go on to the next place by themselves."""

    def __init__(self, model: AnswersModel, name: str, parent: QWidget | None = None) -> None:
        super().__init__(model, name, parent, names=QCoreApplication.translate("AnswersView", "Use"), wide=34)
        self._model = model
        self.setVerticalScrollMode(MatrixView.ScrollMode.ScrollPerPixel)
        self.clicked.connect(self._pressed)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.ignore()
            return
        index, said = self.currentIndex(), key_answer(event)
        if not (said is None or isinstance(said, Said)) or not index.isValid():
            super().keyPressEvent(event)
            return
        self._say(index.row(), index.column(), said)

    def start(self) -> None:
        """Goes to the first answer."""
        if self._model.rowCount() and not self.currentIndex().isValid():
            self.setCurrentIndex(self._model.index(0, 0))

    def _share(self) -> None:
        """Two columns of answers at the right; what is left is the use's."""
        if not hasattr(self, "corner"):
            return
        inside = self.width() - self.verticalScrollBar().sizeHint().width() - 2 * self.frameWidth()
        wide = min(theme.scaled(100), inside // 5)
        for column in (PICTURE, NAME):
            self.across.resizeSection(column, wide)
        self.verticalHeader().setFixedWidth(max(120, inside - 2 * wide))
        self._place_corner()

    def _say(self, row: int, column: int, said: Said | None) -> None:
        """Takes a key's answer and goes to the next place that is still to be answered."""
        if column == NAME:
            self._model.say(row, NAME, None if said is None else said in (Said.YES, Said.NAMED))
        else:
            self._model.say(row, PICTURE, None if said is None else said.picture)
            if said is not None and said.name_shown is not None:
                self._model.say(row, NAME, said.name_shown)
        if column == PICTURE and said is Said.YES:
            self.setCurrentIndex(self._model.index(row, NAME))
        elif row + 1 < self._model.rowCount():
            self.setCurrentIndex(self._model.index(row + 1, PICTURE))

    def _pressed(self, index: Index) -> None:
        value = self._model.value(index.row(), index.column())
        self._model.say(index.row(), index.column(), next_answer(value))
