"""The left side of the policies page: search over titles and wording, and the policies as cards."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QStackedWidget, QWidget

from ewloe_desktop.domain.policies import PolicyRow, RevisionFacts, State
from ewloe_desktop.ui import parts, theme, wording
from ewloe_desktop.ui.cards import Card, CardList, CardsModel
from ewloe_desktop.ui.tables import bold

if TYPE_CHECKING:
    from ewloe_desktop.services.policies import Hit

_PAUSE = 180  # milliseconds after the last letter


class PolicyList(parts.CardFrame):
    """Says what was typed and what was chosen; shows what it is given."""

    searched = Signal(str)
    chosen = Signal(str, str)  # policy, revision to show
    into_text = Signal()

    def __init__(self, offices: Sequence[str], first: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent, space=12)
        self._offices = frozenset(offices)
        self.today = wording.now().astimezone(wording.LONDON).date()  # a page says the register's own
        self.column.setContentsMargins(12, 14, 8, 8)
        self.search = _Search()
        self.search.setPlaceholderText(self.tr("Search policies and wording"))
        self.search.setAccessibleName(self.tr("Search policies and wording"))
        self.search.setClearButtonEnabled(True)
        self.search.addAction(theme.icon("search", theme.colours().quiet), QLineEdit.ActionPosition.LeadingPosition)
        self._model: CardsModel[Any] = CardsModel(self._card)
        self._model.setParent(self)
        self.cards = CardList(self._model, self.tr("Policies"))
        why = self.tr("No title and no wording has these words.")
        self._none = parts.Empty("search", self.tr("Nothing found"), why)
        self._first = first
        self._stack = QStackedWidget()
        for page in (self.cards, self._none, self._first):
            self._stack.addWidget(page)
        self.column.addWidget(self.search)
        self.column.addWidget(self._stack, 1)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_PAUSE)
        self._soon.timeout.connect(lambda: self.searched.emit(self.words))
        self.search.textChanged.connect(lambda _text: self._soon.start())
        self.search.returnPressed.connect(self._into_list)
        self.search.went_down.connect(self._into_list)
        self.cards.chosen.connect(self._chosen)
        self.cards.opened.connect(lambda _row: self.into_text.emit())

    @property
    def words(self) -> str:
        """What is searched for."""
        return self.search.text().strip()

    def show_rows(self, rows: Sequence[PolicyRow], hits: Sequence["Hit"]) -> None:
        """Shows the policies, and after them where else the words stand."""
        titled = {row.id for row in rows}
        found = [*rows, *(hit for hit in hits if hit.policy_id not in titled)]
        self._model.show(found)
        self._stack.setCurrentIndex(0 if found else (1 if self.words else 2))

    def choose(self, policy_id: str) -> bool:
        """Moves to that policy."""
        return self.cards.choose(lambda row: _policy_id(row) == policy_id)

    def enough(self) -> int:
        """How wide the list must be to show a badge whole."""
        font = bold(self.font())
        font.setPointSizeF(font.pointSizeF() * 0.9)
        return QFontMetrics(font).horizontalAdvance(self.tr("Review overdue since 30 September 2022")) + 58

    @property
    def first(self) -> tuple[str, str] | None:
        """The policy at the top and the revision to show of it."""
        rows = self._model.rows
        return (_policy_id(rows[0]), _revision_id(rows[0])) if rows else None

    def _into_list(self) -> None:
        if self._model.rowCount():
            self.cards.setFocus(Qt.FocusReason.TabFocusReason)
            if not self.cards.currentIndex().isValid():
                self.cards.setCurrentIndex(self._model.index(0, 0))

    def _chosen(self, row: Any) -> None:
        if row is not None:
            self.chosen.emit(_policy_id(row), _revision_id(row))

    def _card(self, row: Any) -> Card:
        if not isinstance(row, PolicyRow):
            snippet = row.snippet.replace("«", "").replace("»", "")
            return Card(row.title, snippet, self.tr("In the wording"), "calm")
        if row.retired:
            return Card(row.title, self.tr("Kept for reading"), wording.state(State.RETIRED.value), "calm")
        return Card(row.title, self.line(row), *self._badge(row, self.today))

    def line(self, row: PolicyRow) -> str:
        """Which revision, and whose turn it is."""
        revision = row.open or row.current
        if revision is None:
            return self.tr("No revision yet")
        said = self._turn(revision)
        return f"{wording.short_label(revision)} · {said}" if said else wording.short_label(revision)

    def _turn(self, revision: RevisionFacts) -> str:
        if revision.state is State.WITH_HEAD and "head_teacher" in self._offices:
            return self.tr("for your signature")
        if revision.state is State.WITH_GOVERNORS and self._offices & {"chair", "vice_chair"}:
            return self.tr("for your signature")
        if revision.state is State.DRAFT:
            return ""
        said = wording.state(revision.state.value)
        return said[:1].lower() + said[1:]

    def _badge(self, row: PolicyRow, today: date) -> tuple[str, str]:
        if row.current is None:
            return self.tr("Not yet in force"), "calm"
        return wording.review_badge(row.review, today)


def _policy_id(row: Any) -> str:
    return str(row.id if isinstance(row, PolicyRow) else row.policy_id)


def _revision_id(row: Any) -> str:
    if not isinstance(row, PolicyRow):
        return str(row.revision_id)
    shown = row.open or row.current
    return shown.id if shown is not None else ""


class _Search(QLineEdit):
    """A line that hands Down over to the list."""

    went_down = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Down:
            self.went_down.emit()
            return
        super().keyPressEvent(event)
