"""The pages of entering a pile: the grid with its tools, the check, and how the recording goes."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QProgressBar, QVBoxLayout, QWidget

from ewloe_desktop.ui import parts, theme, wording
from ewloe_desktop.ui.flow import FlowRow
from ewloe_desktop.ui.pile_model import EVERYBODY, FILLED, NOT_ASKED, Filled, PileModel
from ewloe_desktop.ui.pile_view import PileView
from ewloe_desktop.ui.tables import Column, RowsModel, Table

if TYPE_CHECKING:
    from datetime import date


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

    def __init__(self, model: PileModel) -> None:
        super().__init__()
        self.model = model
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
        keys = parts.label(self.tr("Y yes · N no · Space blank · Enter: next name"), "small", wrap=False)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addLayout(top)
        column.addWidget(self.view, 1)
        column.addWidget(FlowRow(self.told, keys, one, rest, space=12))

    def _narrow(self) -> None:
        self.model.narrow(folded(self.search.text()), self.whom.currentData())

    def _day_typed(self, words: str) -> None:
        day: date | None = wording.parse_day(words)
        if day is not None:
            self.model.usual_day = day


@dataclass(frozen=True, slots=True)
class Checked:
    """One form as it will be recorded, and what keeps it from being recorded."""

    form: Filled
    problem: str = ""


class CheckPage(QWidget):
    """Everything once more in numbers, what is not ready first."""

    def __init__(self) -> None:
        super().__init__()
        self.total = parts.label("", "big")
        self.not_ready = parts.label("", "error")
        columns: list[Column[Checked]] = [
            Column(self.tr("Person"), lambda one: one.form.name, width=30),
            Column(self.tr("Yes"), lambda one: str(one.form.yes), width=7),
            Column(self.tr("No"), lambda one: str(one.form.no), width=7),
            Column(self.tr("Date on the form"), lambda one: wording.day(one.form.given_on), width=22),
            Column(self.tr("Scan"), lambda one: one.form.scan.name if one.form.scan else self.tr("none"), width=22),
            Column(self.tr("Not ready"), lambda one: one.problem, tip=lambda one: one.problem),
        ]
        self.rows: RowsModel[Checked] = RowsModel(columns)
        self.rows.setParent(self)
        self.table = Table(self.rows, self.tr("The pile, to be checked"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        for widget in (self.total, self.not_ready):
            column.addWidget(widget)
        column.addWidget(self.table, 1)

    def show_pile(self, checked: Sequence[Checked]) -> None:
        """Shows the pile."""
        ready = [one.form for one in checked if not one.problem]
        self.total.setText(totals(ready))
        kept = wording.count(len(checked) - len(ready), self.tr("form is"), self.tr("forms are"))
        self.not_ready.setText(self.tr("{forms} not ready and stay on the pile.").format(forms=kept))
        self.not_ready.setVisible(len(ready) < len(checked))
        self.rows.show(sorted(checked, key=lambda one: not one.problem))


class RecordPage(QWidget):
    """How far it is, and what could not be recorded."""

    stop_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.told = parts.label("", "big")
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(self.tr("How many are recorded"))
        self.stop = parts.button(self.tr("Stop after this one"), self.stop_wanted.emit)
        self._failures = QVBoxLayout()
        self._failures.setSpacing(8)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self.told)
        column.addWidget(self.bar)
        column.addWidget(self.stop, 0, Qt.AlignmentFlag.AlignLeft)
        column.addLayout(self._failures)
        column.addStretch(1)

    def begin(self, of: int) -> None:
        """Nothing recorded yet."""
        parts.clear(self._failures)
        self.bar.setRange(0, of)
        self.stop.show()
        self.progress(0, of)

    def progress(self, done: int, of: int) -> None:
        """How many are recorded."""
        self.bar.setValue(done)
        self.told.setText(self.tr("{done} of {of} recorded").format(done=done, of=of))

    def failed(self, name: str, why: str) -> None:
        """Somebody's form was refused; the others go on."""
        self._failures.addWidget(parts.label(self.tr("{name}: {why}").format(name=name, why=why), "error"))

    def end(self, left: int) -> None:
        """It is over; what is left stays on the pile."""
        self.stop.hide()
        words = self.told.text()
        if left:
            words = self.tr("{told}. {left} stay on the pile.").format(told=words, left=left)
        self.told.setText(words)
        parts.announce(self, words)


def totals(forms: Sequence[Filled]) -> str:
    """30 people, 214 yes, 41 no."""
    page = _words()
    people = wording.count(len(forms), *page[:2])
    yes, no = sum(form.yes for form in forms), sum(form.no for form in forms)
    return page[2].format(people=people, yes=f"{yes:,}", no=f"{no:,}")


def _words() -> tuple[str, str, str]:
    from PySide6.QtCore import QCoreApplication

    translate = QCoreApplication.translate
    return (
        translate("Pile", "person"),
        translate("Pile", "people"),
        translate("Pile", "{people}, {yes} yes, {no} no"),
    )
