"""The files of a folder as one table: what was read of each, what is still missing, what will be kept."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, Qt, Signal

from ewloe_desktop.domain.errors import FieldProblem
from ewloe_desktop.domain.reviews import due_from_edition
from ewloe_desktop.domain.text import PolicyText
from ewloe_desktop.ui import wording
from ewloe_desktop.ui.tables import Index

if TYPE_CHECKING:
    from ewloe_desktop.services.folder_import import FoundInFile, KnownPolicies

KEEP, FILE, TITLE, MONTH, CYCLE, DUE, APPROVALS, PROBLEM = range(8)
_SHOW, _EDIT, _TICK = (int(role) for role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole, 10))
_SPOKEN = (int(Qt.ItemDataRole.ToolTipRole), int(Qt.ItemDataRole.AccessibleTextRole))
_NOWHERE = QModelIndex()
_TYPED = (TITLE, MONTH, CYCLE)
_YEARS = {"1": 12, "2": 24, "3": 36}


@dataclass(slots=True)
class FolderRow:
    """One file; `text` is None for one that could not be read, `known` one whose very bytes are kept already."""

    name: str
    title: str = ""
    month: str = ""
    cycle: int = 12
    keep: bool = True
    text: PolicyText | None = None
    original: bytes = b""
    digest: bytes = b""
    media_type: str = ""
    pages: int = 0
    doubts: int = 0
    found: "FoundInFile | None" = None
    refused: str = ""
    known: bool = False
    again: str = ""  # the file of the same bytes that stands above
    as_read: tuple[object, ...] = ()  # what can be typed over, before anybody did

    @property
    def typed(self) -> tuple[object, ...]:
        """What can be typed over, as it stands."""
        return self.title, self.month, self.cycle, self.keep

    @property
    def edition_month(self) -> date | None:
        """The first of the month that is typed."""
        day: date | None = wording.parse_day(f"1 {self.month.strip()}")
        return day.replace(day=1) if day else None

    @property
    def can_be_kept(self) -> bool:
        """Whether it was read and is not kept already."""
        return self.text is not None and not self.known and not self.again


class FolderModel(QAbstractTableModel):
    """Title, month and review can be typed over; a tick says what is kept."""

    changed = Signal()

    def __init__(self, today: date, folded: Callable[[str], str]) -> None:
        super().__init__()
        self.rows: list[FolderRow] = []
        self.known: KnownPolicies | None = None
        self._today, self._folded = today, folded
        self._titles: Counter[str] = Counter()

    def start(self, known: "KnownPolicies") -> None:
        """An empty table, held against what the register holds."""
        self.beginResetModel()
        self.rows, self.known = [], known
        self.endResetModel()
        self._touched()

    def add(self, row: FolderRow) -> None:
        """One more file; one whose bytes are there already is not kept twice."""
        assert self.known is not None
        row.known = bool(row.digest) and row.digest in self.known.files
        row.again = next((r.name for r in self.rows if r.digest and r.digest == row.digest), "")
        row.keep = row.keep and row.can_be_kept
        at = len(self.rows)
        self.beginInsertRows(QModelIndex(), at, at)
        self.rows.append(row)
        self.endInsertRows()
        self._touched()

    def take_off(self, kept: Sequence[FolderRow]) -> None:
        """These are in the register now."""
        gone = {id(row) for row in kept}
        self.beginResetModel()
        self.rows = [row for row in self.rows if id(row) not in gone]
        self.endResetModel()
        self._touched()

    def ready(self) -> list[FolderRow]:
        """What will be kept."""
        return [row for row in self.rows if row.keep and not self.problem(row)]

    def not_ready(self) -> int:
        """How many are ticked and lack something."""
        return sum(row.keep and bool(self.problem(row)) for row in self.rows)

    def problem(self, row: FolderRow) -> str:
        """What keeps a file from being kept, "" when nothing does."""
        if row.refused:
            return row.refused
        if row.known:
            return self.tr("In the register already")
        if row.again:
            return self.tr("The same file as {name}").format(name=row.again)
        if not row.title.strip():
            return wording.field_problem(FieldProblem("title", "missing"))
        folded = self._folded(row.title)
        if self.known is not None and folded in self.known.titles:
            return self.tr("A policy with this title is in the register. Bring it in as a new version of that one.")
        if self._titles[folded] > 1:
            return self.tr("Another file here has the same title. Untick one, or change a title.")
        return self._month_problem(row)

    def _month_problem(self, row: FolderRow) -> str:
        month = row.edition_month
        if month is None:
            return wording.field_problem(FieldProblem("edition_month", "missing"))
        return wording.field_problem(FieldProblem("edition_month", "in_future")) if month > self._today else ""

    def due(self, row: FolderRow) -> str:
        """When its review is due, counted from the edition."""
        month = row.edition_month
        return wording.day(due_from_edition(month, row.cycle)) if month is not None and row.can_be_kept else ""

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else PROBLEM + 1

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _SHOW) -> Any:
        if role != _SHOW or orientation is not Qt.Orientation.Horizontal:
            return None
        return (
            self.tr("Keep"),
            self.tr("File"),
            self.tr("Title"),
            self.tr("Month and year"),
            self.tr("Years"),
            self.tr("Review due"),
            self.tr("Approvals as found"),
            self.tr("To put right or to look at"),
        )[section]

    def flags(self, index: Index) -> Qt.ItemFlag:
        """What can be typed and ticked."""
        flags = super().flags(index)
        if index.isValid() and self.rows[index.row()].can_be_kept:
            if index.column() in _TYPED:
                flags |= Qt.ItemFlag.ItemIsEditable
            elif index.column() == KEEP:
                flags |= Qt.ItemFlag.ItemIsUserCheckable
        return flags

    def data(self, index: Index, role: int = _SHOW) -> Any:
        row, column = self.rows[index.row()], index.column()
        if column == KEEP:
            return self._ticked(row, role)
        if role in (_SHOW, _EDIT, *_SPOKEN):
            return self._shown(row, column)
        return None

    def _ticked(self, row: FolderRow, role: int) -> Any:
        if role == _TICK and row.can_be_kept:
            return Qt.CheckState.Checked if row.keep else Qt.CheckState.Unchecked
        return (self.tr("Kept") if row.keep else self.tr("Not kept")) if role in _SPOKEN else None

    def _shown(self, row: FolderRow, column: int) -> str:
        cells: dict[int, Callable[[], str]] = {
            FILE: lambda: row.name,
            TITLE: lambda: row.title,
            MONTH: lambda: row.month,
            CYCLE: lambda: str(row.cycle // 12) if row.can_be_kept else "",
            DUE: lambda: self.due(row),
            APPROVALS: lambda: self.approvals(row),
            PROBLEM: lambda: self.problem(row) or self.to_look_at(row),
        }
        return cells[column]()

    def approvals(self, row: FolderRow) -> str:
        """What the file says of its approvals, word for word."""
        if row.found is None:
            return ""
        blank = self.tr("{count} left blank").format(count=row.found.blank) if row.found.blank else ""
        return "; ".join(part for part in (*row.found.approvals, blank) if part) or self.tr("None written")

    def to_look_at(self, row: FolderRow) -> str:
        """What is worth a look and keeps nothing from being kept."""
        doubts = wording.count(row.doubts, self.tr("place"), self.tr("places"))
        told = self.tr("{places} in its text to look at").format(places=doubts) if row.doubts else ""
        review = self.tr("It says: {line}").format(line=row.found.review[0]) if row.found and row.found.review else ""
        return " · ".join(part for part in (told, review) if part)

    def setData(self, index: Index, value: Any, role: int = _EDIT) -> bool:
        """Takes what was typed or ticked."""
        row, column = self.rows[index.row()], index.column()
        if not row.can_be_kept:
            return False
        if column == KEEP and role == _TICK:
            row.keep = Qt.CheckState(value) == Qt.CheckState.Checked
        elif role == _EDIT and column == TITLE:
            row.title = " ".join(str(value).split())
        elif role == _EDIT and column == MONTH:
            month = FolderRow("", month=str(value)).edition_month
            row.month = wording.month(month) if month else str(value).strip()
        elif role == _EDIT and column == CYCLE and str(value).strip() in _YEARS:
            row.cycle = _YEARS[str(value).strip()]
        else:
            return False
        self._touched()
        return True

    def _touched(self) -> None:
        self._titles = Counter(self._folded(row.title) for row in self.rows if row.keep and row.can_be_kept)
        if self.rows:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self.rows) - 1, PROBLEM))
        self.changed.emit()
