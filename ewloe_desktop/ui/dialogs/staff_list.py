"""Bringing in the staff list of a school's other system: file, columns, what would change, done."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication

from ewloe_desktop.domain.errors import Cancelled, ChangedMeanwhile, Expected
from ewloe_desktop.ui import dialog, parts, photo_papers
from ewloe_desktop.ui.asking import ActSteps
from ewloe_desktop.ui.forms import Form
from ewloe_desktop.ui.import_steps import FileForm
from ewloe_desktop.ui.staff_steps import ColumnsForm, PreviewForm
from ewloe_desktop.ui.work import Task

if TYPE_CHECKING:
    from collections.abc import Callable

    from ewloe_desktop.domain.staff_list import StaffRows
    from ewloe_desktop.services.staff_facts import StaffBroughtIn, StaffPreview
    from ewloe_desktop.ui.page import Page

FILE, COLUMNS, PREVIEW, DONE = range(4)


class StaffListDialog(ActSteps):
    """Nothing is kept before the third step; the same list twice changes nothing."""

    help_topic = "staff_list"
    idle_seconds = dialog.IDLE_READING

    def __init__(self, page: "Page") -> None:
        title = QCoreApplication.translate("StaffListDialog", "Bring in the staff list")
        super().__init__(page, page.work, title, width=1120, height=690)
        self.page = page
        self.preview: StaffPreview | None = None
        self._task: Task | None = None
        self.file = FileForm(
            told=self.tr("The list is read and shown before anything of it is kept."),
            kinds=self.tr("A list with headings, as .csv or .xlsx"),
            chosen=(self.tr("Choose the staff list"), self.tr("Lists (*.csv *.xlsx *.txt);;All files (*)")),
        )
        self.add_form(self.tr("Which file?"), self.file)
        self.columns = ColumnsForm()
        self.add_form(self.tr("Which column holds what?"), self.columns, fills=True)
        self.shown = PreviewForm()
        self.add_form(self.tr("What would change"), self.shown, fills=True)
        self.receipt = Form()
        self.done_words = self.receipt.add_words("", "h2")
        self._added: tuple[str, ...] = ()
        self.forms_button = parts.button(
            self.tr("Print permission forms for the new people…"), self.print_forms, icon="print"
        )
        self.receipt.column.addLayout(parts.row(self.forms_button))
        self.add_form(self.tr("Done"), self.receipt)
        self.act_step = PREVIEW
        self.file.file_chosen.connect(self.read_file)
        self.file.stopped.connect(self._stop)

    @classmethod
    def ask(cls, page: "Page") -> "StaffListDialog":
        """Opens at the first step."""
        asked = cls(page)
        asked.open()
        asked.show_step(FILE)
        asked.file.choose.setFocus()
        return asked

    # ---- the file

    def read_file(self, file: Path) -> None:
        """Reads a list away from the window and leads on when it is read."""
        if self._task is None:
            self.file.reading(file)
            self.file.file = file
            self._task = self.work.background(self._was_read, _read, file, watched=True, failed=self._not_read)

    def _stop(self) -> None:
        if self._task is not None:
            self._task.cancel()

    def _was_read(self, rows: "StaffRows") -> None:
        self._task = None
        self.file.reading(None)
        self.columns.start(rows)
        self.show_step(COLUMNS)

    def _not_read(self, failure: BaseException) -> None:
        self._task = None
        self.file.file = None
        self.file.reading(None)
        if not isinstance(failure, Expected):
            self.work.unhandled.emit(failure)
        elif not isinstance(failure, Cancelled):
            self.file.show_failure(failure)

    # ---- what would change

    def entered(self, number: int) -> None:
        """The third step asks the register."""
        super().entered(number)
        if number == PREVIEW:
            self._ask_preview()

    def _ask_preview(self) -> None:
        from ewloe_desktop.services.staff_list import preview_staff_list

        assert self.columns.rows is not None
        self.preview = None
        self.shown.wait()
        self.next.setEnabled(False)
        rows, chosen = self.columns.rows, self.columns.chosen()
        self.work.read(self._show_preview, preview_staff_list, rows, chosen, failed=self.failed)

    def _show_preview(self, preview: "StaffPreview") -> None:
        self.preview = preview
        self.shown.show_preview(preview)
        self.next.setEnabled(True)
        self.next.setText(self.words_of_next(PREVIEW))
        self.next.setAccessibleName(self.next.text())
        self.next.setFocus()

    def words_of_next(self, number: int) -> str:
        """The third step's button says the act, or that there is none."""
        if number == PREVIEW and self.preview is not None and self.preview.empty:
            return self.tr("Close")
        return {PREVIEW: self.tr("Bring these in"), DONE: self.tr("Close")}.get(number, self.tr("Continue"))

    def send(self) -> None:
        """Keeps what was shown, in one act; nothing at all when nothing changes."""
        from ewloe_desktop.services.staff_list import apply_staff_list

        assert self.preview is not None
        if self.preview.empty:
            self.set_busy(False)
            self.accept()
            return
        rows = len(self.preview.new) + len(self.preview.changed) + len(self.preview.left)
        self.work.ask(lambda _none: None, self.work.keeper.copy_before_many, rows)
        self.work.write(self._done, apply_staff_list, self.preview, failed=self.failed)

    def failed(self, failure: BaseException) -> None:
        """After a change by somebody else the list is held against the register again."""
        super().failed(failure)
        if isinstance(failure, ChangedMeanwhile):
            self._ask_preview()

    def _done(self, told: "StaffBroughtIn") -> None:
        self.set_busy(False)
        words = self.tr("{new} new, {changed} changed, {left} left. It stands in the record as act {act}.")
        counts = {"new": len(told.added), "changed": len(told.changed), "left": len(told.left), "act": told.act}
        self.done_words.setText(words.format(**{name: f"{count:,}" for name, count in counts.items()}))
        self._added = told.added
        self.forms_button.setVisible(bool(told.added) and self.page.around.may("print"))
        self.show_step(DONE)
        parts.announce(self, self.done_words.text())

    def print_forms(self) -> None:
        """A filled permission form for everybody who is new, in one file."""
        from ewloe_desktop.services.photo_sheets import permission_form

        photo_papers.show_sheet(self, self.work, self.page.notices, permission_form, self._added)

    def reject(self) -> None:
        """Cancel ends the reading too."""
        self._stop()
        super().reject()


def _read(file: Path, _progress: Any, cancelled: "Callable[[], bool]") -> "StaffRows":
    from ewloe_desktop.intake.staff_list import read_staff_file

    return read_staff_file(file, cancelled=cancelled)
