"""Everybody by use: the filters, the matrix with its key, and the asking for pages of it."""

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from ewloe_desktop.ui import parts, photo_words, wording
from ewloe_desktop.ui.flow import FlowRow
from ewloe_desktop.ui.photo_filters import PhotoFilters
from ewloe_desktop.ui.photo_matrix import MatrixModel, MatrixView
from ewloe_desktop.ui.work import Work

if TYPE_CHECKING:
    from ewloe_desktop.services.photo_matrix import Matrix, MatrixFilter

_PAGE = 256


class PhotoList(QWidget):
    """The matrix of people by use; `opened` names a person."""

    opened = Signal(str)

    def __init__(self, work: Work, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.work = work
        self._asked = 0
        self._after: tuple[str, str] | None = None
        self._here = self._sort_use = ""
        self.filters = PhotoFilters()
        self.model = MatrixModel(self._more, self)
        self.view = MatrixView(self.model, self.tr("Photo permissions: people by use"))
        self.told = parts.label("", "small", wrap=False)
        self.empty = parts.Empty(
            "photos",
            self.tr("Nobody stands so"),
            self.tr("Nobody in the register fits what is asked for above."),
            parts.button(self.tr("Show everybody again"), self.filters.clear),
        )
        self._middle = QStackedWidget()
        self._middle.addWidget(self.view)
        self._middle.addWidget(self.empty)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self.filters)
        column.addWidget(self._middle, 1)
        column.addLayout(self._key())
        self.filters.changed.connect(self.load)
        self.view.opened.connect(lambda row: self.opened.emit(self.model.rows[row].person_id))
        self.view.use_pressed.connect(self._sort)

    def load(self) -> None:
        """Asks for the matrix again, as far as it was read."""
        from ewloe_desktop.services.photo_matrix import show_matrix

        self._asked += 1
        asked, wanted = self._asked, self._wanted
        count = max(_PAGE, len(self.model.rows))
        self.work.read(lambda matrix: self._show(asked, matrix), show_matrix, wanted, None, count)

    def choose(self, person_id: str) -> None:
        """Goes to a person's row, now or when the rows have come."""
        self._here = person_id
        self._go_back()

    def place(self) -> dict[str, Any]:
        """What is asked for, and how it is sorted."""
        return {**self.filters.place(), "sort": self._sort_use}

    def restore(self, place: dict[str, Any]) -> None:
        """Asks for what another page or an earlier visit asks for."""
        self.filters.restore(place)
        self._sort_use = str(place.get("sort", ""))

    @property
    def current(self) -> str:
        """The id of the person the list is on, "" for nobody."""
        row = self.view.currentIndex().row()
        return self.model.rows[row].person_id if 0 <= row < len(self.model.rows) else ""

    @property
    def _wanted(self) -> "MatrixFilter":
        """What is asked for, in the order that is asked for."""
        return replace(self.filters.wanted(), sort_use=self._sort_use)

    def measure(self) -> None:
        """Takes sizes and colours again after a change of look."""
        self.filters.dress()
        self.view.measure()

    def _show(self, asked: int, matrix: "Matrix") -> None:
        if asked != self._asked:
            return
        here = self.current or self._here
        above, column = self.view.verticalScrollBar().value(), max(0, self.view.currentIndex().column())
        self._after = matrix.after
        place = next((n for n, use in enumerate(matrix.uses) if use.id == self._sort_use), -1)
        self.model.show(matrix)
        self.filters.show_uses(matrix.uses)
        self.view.across.show_sorted(place)
        self.view.share()
        self._here = here
        self._go_back(column)
        self.view.verticalScrollBar().setValue(above)
        self._middle.setCurrentWidget(self.view if matrix.rows else self.empty)
        self._tell()

    def _go_back(self, column: int = 0) -> None:
        number = next((n for n, row in enumerate(self.model.rows) if row.person_id == self._here), 0)
        if self.model.rowCount():
            self.view.setCurrentIndex(self.model.index(number, min(column, self.model.columnCount() - 1)))

    def _more(self) -> None:
        from ewloe_desktop.services.photo_matrix import show_matrix

        asked = self._asked
        wanted = self._wanted
        self.work.read(lambda m: self._add(asked, m), show_matrix, wanted, self._after, _PAGE, failed=self._no_more)

    def _add(self, asked: int, matrix: "Matrix") -> None:
        if asked == self._asked:
            self._after = matrix.after
            self.model.add(matrix)
            self._tell()

    def _no_more(self, failure: BaseException) -> None:
        self.model.stop_waiting()
        self.work.unhandled.emit(failure)

    def _sort(self, column: int) -> None:
        wanted = self.model.uses[column].id if column >= 0 else ""
        self._sort_use = "" if wanted == self._sort_use else wanted
        self.load()

    def _tell(self) -> None:
        count = wording.count(len(self.model.rows), self.tr("person"), self.tr("people"))
        if not self.model.all_here:
            count = self.tr("{people} so far").format(people=count)
        if self._sort_use:
            use = next((use.name for use in self.model.uses if use.id == self._sort_use), "")
            count = self.tr("{people}, by how {use} stands").format(people=count, use=use)
        self.told.setText(self.tr("{people} · open a name to see or record answers").format(people=count))
        parts.announce(self, count)

    def _key(self) -> QHBoxLayout:
        """What each letter means, with the number of people at the right."""
        told = []
        for standing, sign, words in photo_words.legend():
            pair = QWidget()
            beside = QHBoxLayout(pair)
            beside.setContentsMargins(0, 0, 8, 0)
            beside.setSpacing(6)
            beside.addWidget(parts.badge(sign, photo_words.TONES[standing]))
            beside.addWidget(parts.label(words, "small", wrap=False))
            told.append(pair)
        across = QHBoxLayout()
        across.addWidget(FlowRow(*told), 1)
        across.addWidget(self.told, 0, Qt.AlignmentFlag.AlignRight)
        return across
