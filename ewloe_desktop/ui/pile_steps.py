"""The pages of entering a pile: the grid with its tools, and the check."""

import unicodedata
from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from ewloe_desktop.ui import parts, photo_words, theme, wording
from ewloe_desktop.ui.answer_grid import Said
from ewloe_desktop.ui.flow import FlowRow
from ewloe_desktop.ui.pile_model import EVERYBODY, FILLED, NOT_ASKED, Filled, PileModel
from ewloe_desktop.ui.pile_view import PileView

if TYPE_CHECKING:
    from datetime import date

    from ewloe_desktop.services.photo_uses import WordingFacts


def folded(words: str) -> str:
    """Words as names are found by: small letters without their marks."""
    plain = unicodedata.normalize("NFKD", words.strip()).casefold()
    return "".join(letter for letter in plain if not unicodedata.combining(letter))


class _Find(QLineEdit):
    """Enter goes to the first person found, the arrow down into the list."""

    taken = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Down):
            self.taken.emit()
            return
        super().keyPressEvent(event)


class EnterPage(QWidget):
    """Who, what, when and where the scan is."""

    scan_wanted = Signal(bool)  # True for everybody on the pile without one

    def __init__(self, model: PileModel, wordings: "Sequence[WordingFacts]") -> None:
        super().__init__()
        self.model, self._wordings = model, tuple(wordings)
        self.search = _Find()
        self.search.setPlaceholderText(self.tr("Part of a name, then Enter"))
        self.search.setAccessibleName(self.tr("Find the person whose form is next"))
        self.search.setClearButtonEnabled(True)
        self.whom = QComboBox()
        self.whom.setAccessibleName(self.tr("Show whom"))
        shown = ((self.tr("Everybody"), EVERYBODY), (self.tr("Not asked yet"), NOT_ASKED))
        for words, value in (*shown, (self.tr("Filled in here"), FILLED)):
            self.whom.addItem(words, value)
        self.day = QLineEdit(wording.day(model.usual_day))
        self.day.setAccessibleName(self.tr("Usual date on the forms"))
        self.day.setFixedWidth(self.day.fontMetrics().horizontalAdvance("30 September 2026") + 30)
        self.kept = QLineEdit()
        self.kept.setPlaceholderText(self.tr("Where the papers are kept"))
        self.kept.setAccessibleName(self.tr("Where the papers are kept"))
        self.view = PileView(model, self.tr("Answers of the pile"))
        self.view.setMinimumHeight(theme.scaled(250))
        self.told = parts.label("", "strong", wrap=False)
        self.scan_told = parts.label("", "quiet")
        self.scan_told.hide()
        self._lay_out()
        self.search.textChanged.connect(lambda _t: self._narrow())
        self.whom.currentIndexChanged.connect(lambda _i: self._narrow())
        self.search.taken.connect(lambda: self.view.start_at(0))
        self.view.next_wanted.connect(self.next_name)
        self.day.textChanged.connect(self._day_typed)
        model.changed.connect(self.tell)
        self.tell()

    def next_name(self) -> None:
        """Ready for the next form's name."""
        self.search.clear()
        self.search.setFocus(Qt.FocusReason.OtherFocusReason)

    def tell(self) -> None:
        """How large the pile is."""
        self.told.setText(totals(list(self.model.forms())))

    def tell_scan(self, words: str) -> None:
        """Something about a file that was read."""
        self.scan_told.setText(words)
        self.scan_told.show()
        parts.announce(self, words)

    def wording_id(self, given_on: "date") -> str:
        """The words that were asked about on a form of that day."""
        return photo_words.wording_of(self._wordings, given_on).id

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(10)
        top.addWidget(self.search, 4)
        top.addWidget(self.whom, 2)
        top.addWidget(parts.label(self.tr("Usual date"), "", wrap=False))
        top.addWidget(self.day)
        top.addWidget(self.kept, 3)
        one = parts.button(self.tr("Scan for this person…"), lambda: self.scan_wanted.emit(False), icon="folder")
        rest = parts.button(self.tr("One scan for the rest…"), lambda: self.scan_wanted.emit(True), icon="folder")
        rest.setToolTip(self.tr("Its pages go to the forms in the order you filled them in."))
        keys = parts.label(keys_told(), "small")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addLayout(top)
        column.addWidget(self.view, 1)
        column.addWidget(keys)
        column.addWidget(self.scan_told)
        column.addWidget(FlowRow(self.told, one, rest, space=12))

    def _narrow(self) -> None:
        self.model.narrow(folded(self.search.text()), self.whom.currentData())

    def _day_typed(self, words: str) -> None:
        day: date | None = wording.parse_day(words)
        if day is not None:
            self.model.usual_day = day


def totals(forms: Sequence[Filled]) -> str:
    """30 people, 214 yes (120 with the name), 41 no."""
    translate = QCoreApplication.translate
    people = wording.count(len(forms), translate("Pile", "person"), translate("Pile", "people"))
    yes, named, no = (sum(getattr(form, what) for form in forms) for what in ("yes", "named", "no"))
    words = translate("Pile", "{people}, {yes} yes ({named} with the name beside it), {no} no")
    if not named:
        words = translate("Pile", "{people}, {yes} yes, {no} no")
    return words.format(people=people, yes=f"{yes:,}", named=f"{named:,}", no=f"{no:,}")


def keys_told() -> str:
    """What each key says in the grid."""
    said = [f"{photo_words.answer_key(one.value)} {photo_words.answer_said(one.value).lower()}" for one in Said]
    more = QCoreApplication.translate("Pile", "Space blank · Enter: next name")
    return " · ".join([*said, more])
