"""Checking any printed sheet: what it is, which decision it records, and that the register still agrees with it."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QProgressBar, QWidget

from ewloe_desktop.domain.errors import Cancelled, Expected
from ewloe_desktop.domain.papers import SheetStanding
from ewloe_desktop.ui import dialog, parts, wording
from ewloe_desktop.ui.paper_beside import Beside
from ewloe_desktop.ui.paper_pictures import PaperPair
from ewloe_desktop.ui.paper_reading import ScanRead, own_pages
from ewloe_desktop.ui.paper_start import SheetForm
from ewloe_desktop.ui.paper_steps import FactsCard, beside

if TYPE_CHECKING:
    from ewloe_desktop.domain.journal import CheckResult
    from ewloe_desktop.domain.papers import SheetFound
    from ewloe_desktop.ui.notices import Notices
    from ewloe_desktop.ui.work import Task, Work

SHEET, ANSWER = range(2)


class CheckSheetDialog(dialog.Steps):
    """Asks for a sheet and answers in plain words; it changes nothing."""

    help_topic = "check_sheet"
    idle_seconds = dialog.IDLE_READING
    of_window = (0.94, 0.96)

    def __init__(self, parent: QWidget | None, work: "Work", notices: "Notices") -> None:
        title = QCoreApplication.translate("CheckSheetDialog", "Check a sheet")
        super().__init__(parent, title, width=1020, height=700)
        self.setObjectName("check_sheet")
        self.work, self._notices = work, notices
        self.found: SheetFound | None = None
        self._own: ScanRead | None = None
        self._task: Task | None = None
        told = self.tr("Any sheet this register has printed, however old. Nothing is changed or kept.")
        self.sheet = SheetForm(work, told)
        self.add_step(self.tr("Which sheet?"), self.sheet)
        self.answer = self._answer_page()
        self.add_step(self.tr("What this sheet is"), self.answer)
        self._beside = Beside(self, work, self.pair)
        self.sheet.busy.connect(self.next.setDisabled)
        self.sheet.read_now.connect(self._read)

    @classmethod
    def ask(
        cls, parent: QWidget | None, work: "Work", notices: "Notices", path: Path | None = None
    ) -> "CheckSheetDialog":
        """Opens it; a file that was dropped is read at once."""
        asked = cls(parent, work, notices)
        asked.open()
        asked.show_step(SHEET)
        asked.sheet.choose.setFocus()
        if path is not None:
            asked.sheet.take(path)
        return asked

    def _answer_page(self) -> QWidget:
        page = parts.CardFrame(name="scrolled", space=12)
        page.column.setContentsMargins(0, 0, 0, 0)
        self.card = FactsCard()
        self.proves = parts.label("", "strong")
        self.open_sheet = parts.button(self.tr("Open the stored sheet…"), self._open, icon="eye")
        self.check = parts.button(self.tr("Check the register against it"), self._check, icon="shield")
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(self.tr("How far the check is"))
        self.halt = parts.button(self.tr("Stop checking"), self._halt)
        self.said = parts.label("", "strong")
        self.pair = PaperPair()
        buttons = (self.open_sheet, self.check, self.bar, self.halt)
        facts = (self.card, self.proves, *buttons, self.said, self.card.rows)
        page.column.addLayout(beside(self.pair, *facts), 1)
        for widget in (self.bar, self.halt, self.said, self.pair):
            widget.hide()
        return page

    # ---- the sheet

    def _read(self, read: ScanRead) -> None:
        if len(read.sheets) == 1:
            self.go_on()

    def go_on(self) -> None:
        """Looks the code up; at the end it closes."""
        if self.step == ANSWER:
            self.accept()
        elif not self.sheet.scanner.under_way and self.sheet.check():
            from ewloe_desktop.services.papers import find_sheet

            self.next.setEnabled(False)
            self.work.read(self._found, find_sheet, self.sheet.wanted, failed=self._not_found)

    def _not_found(self, failure: BaseException) -> None:
        self.next.setEnabled(True)
        if isinstance(failure, Expected):
            self.sheet.show_failure(failure)
        else:
            self.work.unhandled.emit(failure)

    def _found(self, found: "SheetFound") -> None:
        self.next.setEnabled(True)
        self.found, self._own = found, None
        own = found.standing is SheetStanding.OWN
        self.card.show_checked(found)
        acts = wording.count(found.acts_before, self.tr("act"), self.tr("acts"))
        proves = self.tr("It proves {acts}: everything up to and with act {act}, {when}.")
        when = wording.moment(found.at) if found.at is not None else ""
        self.proves.setText(proves.format(acts=acts, act=f"{found.act:,}", when=when))
        self.proves.setVisible(own)
        self.check.setVisible(own)
        self.open_sheet.setVisible(bool(found.document_id))
        for widget in (self.bar, self.halt, self.said, self.pair):
            widget.hide()
        self.show_step(ANSWER)
        read, sheet = self.sheet.read, self.sheet.sheet
        if own and read is not None and sheet is not None:
            self.pair.show()
            self.pair.wait()
            self.work.background(self._cut_out, own_pages, read, sheet, failed=self._no_picture)

    def _cut_out(self, own: ScanRead) -> None:
        from ewloe_desktop.services.papers import stored_page

        self._own = own
        if self.found is not None:
            self.work.read(self._lay_over, stored_page, self.found.code, failed=self._no_picture)

    def _lay_over(self, stored: bytes) -> None:
        if self._own is not None and self.found is not None:
            scan = self._own.scan
            self._beside.begin(self.found.code, scan.content, scan.name, stored, self._own.pages)

    def _no_picture(self, failure: BaseException) -> None:
        """What it is stands there all the same."""
        self.pair.no_scan()
        if not isinstance(failure, Expected):
            self.work.unhandled.emit(failure)

    # ---- what can be done with the answer

    def _open(self) -> None:
        from ewloe_desktop.services.sheets import read_document
        from ewloe_desktop.ui.dialogs.preview import preview_over

        assert self.found is not None
        show = preview_over(self, self.work, self._notices)
        self.work.read(show, read_document, self.found.document_id)

    def _check(self) -> None:
        if self._task is not None or self.found is None:
            return
        self.bar.setRange(0, 0)
        self._under_way(True)
        self._task = self.work.check(self._checked, self._not_checked, self.found.code)
        self._task.progressed.connect(self._progress)

    def _progress(self, done: int, of: int) -> None:
        self.bar.setRange(0, of)
        self.bar.setValue(done)

    def _halt(self) -> None:
        if self._task is not None:
            self._task.cancel()

    def _under_way(self, now: bool) -> None:
        for widget in (self.bar, self.halt):
            widget.setVisible(now)
        self.check.setEnabled(not now)
        self.said.hide()
        if not now:
            self._task = None
            self.check.setFocus()

    def _checked(self, result: "CheckResult") -> None:
        self._under_way(False)
        acts = wording.count(result.acts, self.tr("act"), self.tr("acts"))
        whole = self.tr("The register is whole and agrees with this sheet: {acts} checked.").format(acts=acts)
        found = wording.count(len(result.findings), self.tr("thing does"), self.tr("things do"))
        other = self.tr("{found} not agree. Keep the PC as it is; the page Record names each of them.")
        self._say(whole if result.whole else other.format(found=found), "" if result.whole else "error")

    def _not_checked(self, failure: BaseException) -> None:
        self._under_way(False)
        if isinstance(failure, Cancelled):
            self._say(self.tr("The check was stopped. It is not complete."), "")
        elif isinstance(failure, Expected):
            self._say(wording.error(failure).aloud, "error")
        else:
            self.work.unhandled.emit(failure)

    def _say(self, words: str, role: str) -> None:
        self.said.setText(words)
        self.said.setProperty("role", role or "strong")
        parts.restyle(self.said)
        self.said.show()
        parts.announce(self, words)

    # ---- the steps

    def words_of_next(self, number: int) -> str:
        """What the button does."""
        return self.tr("Close") if number == ANSWER else self.tr("Check it")

    def may_stop(self, number: int) -> bool:
        """At the end it is closed."""
        return number == SHEET

    def reject(self) -> None:
        """What is under way ends."""
        self.sheet.scanner.stop()
        self._halt()
        super().reject()
