"""The first and the later pages of bringing a policy in: the file, what it is, and the check."""

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QProgressBar, QWidget

from ewloe_desktop.domain.errors import FieldProblem
from ewloe_desktop.domain.policies import PolicyRow
from ewloe_desktop.domain.reviews import due_from_edition
from ewloe_desktop.ui import parts, wording
from ewloe_desktop.ui.fields import ChoiceField, TextField, WordsField
from ewloe_desktop.ui.forms import Form

Problems = Callable[[], Sequence[FieldProblem]]


class FileForm(Form):
    """A place to drop a file on, a button that does the same, and how far the reading is."""

    file_chosen = Signal(object)  # Path
    stopped = Signal()

    def __init__(self, *, told: str = "", kinds: str = "", chosen: tuple[str, str] | None = None) -> None:
        super().__init__()
        self.file: Path | None = None
        policies = self.tr("Policies (*.docx *.odt *.pdf *.txt);;All files (*)")
        self._asked_for = chosen or (self.tr("Choose the policy's file"), policies)
        self.add_words(told or self.tr("The file is read and shown beside what was read of it. Nothing is kept yet."))
        self.zone = _Drop(self.tr("Drop the file here"))
        self.choose = parts.button(self.tr("Choose a file…"), self._choose, "primary", icon="folder")
        self.zone.column.addWidget(self.choose, 0, Qt.AlignmentFlag.AlignHCenter)
        taken = parts.label(kinds or self.tr("Word (.docx), OpenDocument (.odt), PDF or plain text"), "small")
        taken.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.zone.column.addWidget(taken)
        self.column.addWidget(self.zone)
        self.told = parts.label("", "strong")
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(self.tr("How far the file is read"))
        self.stop = parts.button(self.tr("Stop reading"), self.stopped.emit)
        for widget in (self.told, self.bar, self.stop):
            self.column.addWidget(widget)
        self.zone.dropped.connect(self.file_chosen.emit)
        self.reading(None)

    def reading(self, file: Path | None) -> None:
        """Shows that a file is being read, or that none is."""
        for widget in (self.bar, self.stop):
            widget.setVisible(file is not None)
        self.choose.setEnabled(file is None)
        self.told.setText(self.tr("Reading {name}…").format(name=file.name) if file else "")
        self.told.setVisible(file is not None)
        self.bar.setRange(0, 0)
        if file is not None:
            self.show_problems(())
            parts.announce(self, self.told.text())

    def progress(self, done: int, of: int) -> None:
        """How far it is."""
        self.bar.setRange(0, max(of, 0))
        self.bar.setValue(done)

    def check(self, more: Problems | None = None) -> bool:
        """A file that was read leads on by itself; without one there is nothing to go on with."""
        return super().check(lambda: () if self.file else (FieldProblem("file", "missing"),))

    def _choose(self) -> None:
        title, kinds = self._asked_for
        chosen, _kind = QFileDialog.getOpenFileName(self, title, "", kinds)
        if chosen:
            self.file_chosen.emit(Path(chosen))


class _Drop(parts.CardFrame):
    """Takes one local file."""

    dropped = Signal(object)

    def __init__(self, words: str, parent: QWidget | None = None) -> None:
        super().__init__(parent, space=10)
        self.setAcceptDrops(True)
        self.column.setContentsMargins(20, 34, 20, 28)
        title = parts.label(words, "h2")
        title.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.column.addWidget(title)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        urls = event.mimeData().urls()
        if len(urls) == 1 and urls[0].isLocalFile():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        event.acceptProposedAction()
        self.dropped.emit(Path(event.mimeData().urls()[0].toLocalFile()))


class AboutForm(Form):
    """Whether the text was in use before or is a draft, from when it is, and what changed."""

    def __init__(self, policy: PolicyRow | None, today: date) -> None:
        super().__init__()
        self._policy, self._today = policy, today
        in_use = self.tr("It has been in use at the school")
        kept = self.tr("Kept as found and in force; the sheet says that its approval is not evidenced.")
        draft = self.tr("It is a draft")
        goes = self.tr("It comes into force once the head teacher and the governing body have approved it.")
        choices = ((True, in_use, kept), (False, draft, goes))
        self.in_use = self.add(ChoiceField("in_use", self.tr("What is this text?"), choices))
        hint = self.tr("As printed on the document, such as March 2021")
        self.month = self.add(TextField("edition_month", self.tr("Month and year of this edition"), hint, width=240))
        cycles = ((12, self.tr("1 year")), (24, self.tr("2 years")), (36, self.tr("3 years")))
        self.cycle = self.add(ChoiceField("cycle_months", self.tr("How often is it reviewed?"), cycles, across=True))
        self.cycle.set_value(policy.review.cycle_months if policy else 12)
        self._due = parts.badge("", "calm")
        self.column.addWidget(self._due)
        hint = self.tr("For the approval sheet. It can be completed when the text is settled.")
        self.summary_field = self.add(
            WordsField("change_summary", self.tr("What changed?"), hint, optional=True, lines=4)
        )
        self.changed.connect(self._show)
        if policy is not None:
            self.in_use.set_value(False)
            self.in_use.hide()
        self._show()

    def entered(self, edition: str) -> None:
        """Offers the edition that was read."""
        if not self.month.value() and _month(edition) is not None:
            self.month.set_value(edition)

    @property
    def edition_month(self) -> date | None:
        """The first of the month, for a text in use."""
        return _month(self.month.value()) if self.in_use.value() else None

    def check(self, more: Problems | None = None) -> bool:
        """Whether the edition's month is one that has come."""
        return super().check(self._problems)

    def _problems(self) -> Sequence[FieldProblem]:
        if not self.in_use.value():
            return ()
        month = _month(self.month.value())
        if month is None:
            return (FieldProblem("edition_month", "not_a_month"),)
        return (FieldProblem("edition_month", "in_future"),) if month > self._today else ()

    def lines(self) -> list[tuple[str, str]]:
        """The answers in words."""
        if self._policy is not None:
            told = self.tr("A draft of a new version of {title}").format(title=self._policy.title)
            return [(self.tr("What it is"), told)]
        what = self.tr("In use; approval not evidenced") if self.in_use.value() else self.tr("A draft")
        review = self.tr("Every year") if self.cycle.value() == 12 else ""
        years = self.tr("Every {years} years").format(years=self.cycle.value() // 12)
        return [(self.tr("What it is"), what), (self.tr("Review"), review or years)]

    def _show(self) -> None:
        in_use = bool(self.in_use.value())
        self.month.setVisible(in_use)
        self.cycle.setVisible(self._policy is None)
        self.summary_field.setVisible(self._policy is not None)
        month, cycle = _month(self.month.value()), self.cycle.value()
        due = due_from_edition(month, cycle) if in_use and month and cycle else None
        self._due.setVisible(due is not None)
        if due is not None:
            late = due < self._today
            words = self.tr("Review overdue since {day}") if late else self.tr("Next review {day}")
            self._due.setText(words.format(day=wording.day(due)))
            parts.set_tone(self._due, "warn" if late else "ok")


def _month(typed: str) -> date | None:
    day = wording.parse_day(f"1 {typed}")
    return day.replace(day=1) if day else None
