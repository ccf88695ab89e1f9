"""The check page of a pile: each form's answers once more in the order of the paper, and which pages are whose."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from ewloe_desktop.domain.photos import Standing
from ewloe_desktop.ui import parts, photo_words, theme, wording
from ewloe_desktop.ui.pile_model import Filled, sign
from ewloe_desktop.ui.pile_steps import totals
from ewloe_desktop.ui.tables import Column, RowsModel, Table

if TYPE_CHECKING:
    from ewloe_desktop.ui.pile_scans import SharedFile


@dataclass(frozen=True, slots=True)
class Checked:
    """One form as it will be recorded, what keeps it from being recorded, and the file it shares with others."""

    form: Filled
    problem: str = ""
    pages: str = ""  # of the shared file: 3-4
    file: "SharedFile | None" = None


class _Table(Table):
    """A digit says how many pages the form has, and goes on to the next one."""

    pages_typed = Signal(int)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        digit = event.text()
        if digit.isascii() and digit.isdigit() and digit != "0" and not event.modifiers():
            self.pages_typed.emit(int(digit))
            self.selectRow(min(self.currentIndex().row() + 1, self.model().rowCount() - 1))
            return
        super().keyPressEvent(event)


class CheckPage(QWidget):
    """Everything once more, what is not ready first; `pages_said` when a form gets another number of pages."""

    pages_said = Signal(str, int)  # the person's id

    def __init__(self, use_ids: Sequence[str]) -> None:
        super().__init__()
        self._use_ids = tuple(use_ids)
        self._order: list[str] = []
        self.total = parts.label("", "big")
        self.not_ready = parts.label("", "error")
        heading = self.tr("Answers, in the order of the form")
        columns: list[Column[Checked]] = [
            Column(self.tr("Person"), lambda one: one.form.name, width=24),
            Column(heading, self._answers, width=len(self._use_ids) * 2 + 3, sample=heading),
            Column(
                self.tr("Date on the form"),
                lambda one: wording.day(one.form.given_on),
                sample="30 September 2026",
                width=18,
            ),
            Column(self.tr("Scan"), self._scan, width=24, tip=self._scan),
            Column(self.tr("Not ready"), lambda one: one.problem, tip=lambda one: one.problem),
        ]
        self.rows: RowsModel[Checked] = RowsModel(columns)
        self.rows.setParent(self)
        self.table = _Table(self.rows, self.tr("The pile, to be checked"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        for widget in (self.total, self.not_ready):
            column.addWidget(widget)
        column.addWidget(self.table, 1)
        column.addWidget(self._pages_line())
        self.table.chosen.connect(lambda _row: self._show_pages())
        self.table.pages_typed.connect(self._said)
        self.pages.textEdited.connect(lambda typed: self._said(int(typed)) if typed.isdecimal() else None)

    def _pages_line(self) -> QWidget:
        """How many pages of a shared file the form in sight has."""
        self.whose = parts.label("", "strong", wrap=False)
        self.pages = QLineEdit()
        self.pages.setMaxLength(2)
        self.pages.setFixedWidth(theme.scaled(56))
        self.pages.setAccessibleName(self.tr("Pages of this form"))
        self.shared = parts.label("", "small")
        self.sharing = QWidget()
        across = QHBoxLayout(self.sharing)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(10)
        across.addWidget(self.whose)
        across.addWidget(self.pages)
        across.addWidget(self.shared, 1)
        self.sharing.hide()
        return self.sharing

    def show_pile(self, checked: Sequence[Checked], *, again: bool = False) -> None:
        """Shows the pile; `again` leaves everybody where they stand."""
        ready = [one.form for one in checked if not one.problem]
        told = self.tr("Ready to record: {totals}") if ready else self.tr("Nothing is ready to be recorded yet")
        self.total.setText(told.format(totals=totals(ready)))
        kept = wording.count(len(checked) - len(ready), self.tr("form is"), self.tr("forms are"))
        self.not_ready.setText(self.tr("{forms} not ready and stay on the pile.").format(forms=kept))
        self.not_ready.setVisible(len(ready) < len(checked))
        if not again or len(self._order) != len(checked):
            # Where pages are shared out, the order is the paper's: only so can they be counted.
            shared = any(one.file is not None and not one.file.fits for one in checked)
            first = checked if shared else sorted(checked, key=lambda one: not one.problem)
            self._order = [one.form.person_id for one in first]
        row = max(0, self.table.currentIndex().row()) if again else 0
        place = {person_id: number for number, person_id in enumerate(self._order)}
        self.rows.show(sorted(checked, key=lambda one: place.get(one.form.person_id, len(place))))
        self.table.selectRow(row)
        self._show_pages()

    def _answers(self, one: Checked) -> str:
        blank = photo_words.sign(Standing.NOT_ASKED)
        answers = one.form.answers
        return " ".join(sign(answers[use]) if use in answers else blank for use in self._use_ids)

    def _scan(self, one: Checked) -> str:
        if one.file is not None:
            told = self.tr("pages {pages} of {file}") if "-" in one.pages else self.tr("page {pages} of {file}")
            return told.format(pages=one.pages, file=one.file.scan.name)
        return one.form.scan.name if one.form.scan else self.tr("none")

    def _show_pages(self) -> None:
        one: Checked | None = self.table.current()
        self.sharing.setVisible(one is not None and one.file is not None)
        if one is None or one.file is None:
            return
        file = one.file
        self.whose.setText(self.tr("Pages of {name}’s form in {file}").format(name=one.form.name, file=file.scan.name))
        if self.pages.text() != (count := str(file.counts[one.form.person_id])):
            self.pages.setText(count)
        told = self.tr("{done} of {pages} pages are shared out. Type a number in the list to go on to the next form.")
        self.shared.setText(told.format(done=file.shared_out, pages=file.pages))
        self.shared.setProperty("role", "small" if file.fits else "error")
        parts.restyle(self.shared)

    def _said(self, count: int) -> None:
        one: Checked | None = self.table.current()
        if one is not None and one.file is not None:
            self.pages_said.emit(one.form.person_id, count)
