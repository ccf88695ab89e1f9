"""A pile of returned forms: who is in it, what each said, when, and on which scan."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, Qt, Signal

from ewloe_desktop.domain.photos import Standing
from ewloe_desktop.ui import photo_words, wording
from ewloe_desktop.ui.answer_grid import Said, tone
from ewloe_desktop.ui.photo_matrix import TONE
from ewloe_desktop.ui.tables import Index

if TYPE_CHECKING:
    from ewloe_desktop.services.photo_matrix import MatrixRow
    from ewloe_desktop.services.photo_uses import UseFacts
    from ewloe_desktop.ui.scan_field import Scan

_DISPLAY = int(Qt.ItemDataRole.DisplayRole)
_EDIT = int(Qt.ItemDataRole.EditRole)
_SPOKEN = (int(Qt.ItemDataRole.AccessibleTextRole), int(Qt.ItemDataRole.ToolTipRole))
_ACROSS = Qt.Orientation.Horizontal
_NOWHERE = QModelIndex()
EVERYBODY, NOT_ASKED, FILLED = "", "not_asked", "filled"


@dataclass(slots=True)
class Filled:
    """One form of the pile."""

    person_id: str
    name: str
    given_on: date
    answers: dict[str, Said] = field(default_factory=dict)
    scan: "Scan | None" = None
    waits: bool = False  # its pages are in a file that is still to be shared out

    @property
    def yes(self) -> int:
        """How many uses it says yes to."""
        return sum(said.picture for said in self.answers.values())

    @property
    def named(self) -> int:
        """In how many of these the name may stand beside the picture."""
        return sum(said is Said.NAMED for said in self.answers.values())

    @property
    def no(self) -> int:
        """How many uses it says no to."""
        return len(self.answers) - self.yes


class PileModel(QAbstractTableModel):
    """People by use, each answer with its name; then the date on the form and the scan."""

    changed = Signal()

    def __init__(self, uses: "Sequence[UseFacts]", people: "Sequence[MatrixRow]", today: date) -> None:
        super().__init__()
        self.uses, self.people = tuple(uses), tuple(people)
        self.filled: dict[str, Filled] = {}  # in the order of the pile
        self.usual_day = today
        self._shown = list(self.people)
        self.day_column, self.scan_column = len(self.uses), len(self.uses) + 1

    def narrow(self, find: str, whom: str) -> None:
        """Shows people by part of a folded name: everybody, those not asked, or those filled in."""
        self.beginResetModel()
        self._shown = [row for row in self.people if find in row.folded and self._is(row, whom)]
        self.endResetModel()

    def _is(self, row: "MatrixRow", whom: str) -> bool:
        if whom == FILLED:
            return row.person_id in self.filled
        return whom != NOT_ASKED or any(state.standing is Standing.NOT_ASKED for state in row.states)

    def person(self, row: int) -> "MatrixRow":
        """Who stands in a row."""
        return self._shown[row]

    def row_of(self, person_id: str) -> int:
        """The row somebody stands in, -1 when they are not shown."""
        return next((n for n, row in enumerate(self._shown) if row.person_id == person_id), -1)

    def say(self, row: int, column: int, value: Said | None) -> None:
        """Takes an answer; a form with nothing on it is taken off the pile."""
        person = self._shown[row]
        form = self.filled.get(person.person_id) or Filled(person.person_id, person.name, self.usual_day)
        if value is None:
            form.answers.pop(self.uses[column].id, None)
        else:
            form.answers[self.uses[column].id] = value
        if form.answers or form.scan is not None or form.waits:
            self.filled[person.person_id] = form
        else:
            self.filled.pop(person.person_id, None)
        self._touched(row)

    def attach(self, scans: "Mapping[str, Scan]") -> None:
        """Gives people on the pile their scans."""
        for person_id, scan in scans.items():
            row = next((row for row in self.people if row.person_id == person_id), None)
            if row is not None:
                form = self.filled.setdefault(person_id, Filled(person_id, row.name, self.usual_day))
                form.scan, form.waits = scan, False
        self._touched()

    def let_wait(self, person_ids: Iterable[str]) -> None:
        """These forms' pages are in a file that is still to be shared out."""
        for person_id in person_ids:
            if person_id in self.filled:
                self.filled[person_id].scan, self.filled[person_id].waits = None, True
        self._touched()

    def take_off(self, person_ids: Sequence[str]) -> None:
        """Takes recorded forms off the pile."""
        for person_id in person_ids:
            self.filled.pop(person_id, None)
        self._touched()

    def show_pile(self, forms: Sequence[Filled]) -> None:
        """Puts a whole pile in place of this one."""
        self.filled = {form.person_id: form for form in forms}
        self._touched()

    def forms(self) -> Iterator[Filled]:
        """Those with at least one answer, in the order they were filled in."""
        return (form for form in self.filled.values() if form.answers)

    def value(self, row: int, column: int) -> Said | None:
        """What is said in a cell."""
        form = self.filled.get(self._shown[row].person_id)
        return None if form is None or column >= self.day_column else form.answers.get(self.uses[column].id)

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._shown)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.uses) + 2

    def flags(self, index: Index) -> Qt.ItemFlag:
        usual = super().flags(index)
        return usual | Qt.ItemFlag.ItemIsEditable if index.column() == self.day_column else usual

    def data(self, index: Index, role: int = _DISPLAY) -> Any:
        row, column = index.row(), index.column()
        if role in (_DISPLAY, _EDIT):
            return self._words(row, column)
        if role == TONE:
            value = self.value(row, column)
            return tone(None if value is None else value.picture)
        if role in _SPOKEN:
            said = self._words(row, column) if column >= self.day_column else told(self.value(row, column))
            return f"{self._shown[row].name}, {self.headerData(column, _ACROSS)}: {said}"
        return None

    def setData(self, index: Index, value: Any, role: int = _EDIT) -> bool:
        day = wording.parse_day(str(value))
        form = self.filled.get(self._shown[index.row()].person_id)
        if role != _EDIT or day is None or form is None:
            return False
        form.given_on = day
        self._touched(index.row())
        return True

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _DISPLAY) -> Any:
        if role not in (_DISPLAY, int(Qt.ItemDataRole.ToolTipRole)):
            return None
        if orientation is not _ACROSS:
            return self._shown[section].name
        if section < self.day_column:
            return self.uses[section].name
        return self.tr("Date on the form") if section == self.day_column else self.tr("Scan")

    def _words(self, row: int, column: int) -> str:
        if column < self.day_column:
            return sign(self.value(row, column))
        form = self.filled.get(self._shown[row].person_id)
        if form is None:
            return ""
        if column == self.day_column:
            return wording.day(form.given_on)
        waiting = self.tr("to be shared out") if form.waits else self.tr("none")
        return form.scan.name if form.scan else waiting

    def _touched(self, row: int = -1) -> None:
        first, last = (0, self.rowCount() - 1) if row < 0 else (row, row)
        if last >= 0:
            self.dataChanged.emit(self.index(first, 0), self.index(last, self.columnCount() - 1))
        self.changed.emit()


def sign(said: Said | None) -> str:
    """The key that says it, or nothing."""
    return "" if said is None else photo_words.answer_key(said.value)


def told(said: Said | None) -> str:
    """An answer as a screen reader says it."""
    return photo_words.blank() if said is None else photo_words.answer_said(said.value)
