"""Testing a copy once a term: which one, watch, and the report."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QFileDialog, QWidget

from ewloe_desktop.domain.errors import Cancelled, Expected
from ewloe_desktop.ui import parts, wording
from ewloe_desktop.ui.dialog import IDLE_READING, Dialog
from ewloe_desktop.ui.forms import Form, ListField
from ewloe_desktop.ui.notices import Notices
from ewloe_desktop.ui.watched_work import WatchedWork
from ewloe_desktop.ui.work import Work

if TYPE_CHECKING:
    from ewloe_desktop.services.copies import CopyRecorded, CopyThere

translate = QCoreApplication.translate


class TryCopyDialog(Dialog):
    """Puts a copy back into a folder of its own and checks it; the register is not touched."""

    idle_seconds = IDLE_READING
    help_topic = "copies"

    def __init__(self, parent: QWidget | None, work: Work, notices: Notices) -> None:
        super().__init__(parent, translate("TryCopyDialog", "Test a copy"), width=700, height=420)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._work, self._notices = work, notices
        self.made: CopyRecorded | None = None
        self.form = Form()
        self.form.add_words(
            self.tr(
                "A copy is only worth something if the register can be put back from it. This puts one back beside "
                "the register, opens it, checks all of it and prints a report. The register itself is not touched."
            )
        )
        self.source = self.form.add(CopyField(self.tr("Which copy?")))
        self.body.addWidget(self.form)
        self.other = parts.button(self.tr("A copy on a stick or in another folder…"), self._other, icon="folder")
        self.body.addLayout(parts.row(self.other))
        self.watched = WatchedWork()
        self.body.addWidget(self.watched)
        self.body.addStretch(1)
        self.go = parts.button(self.tr("Test it"), self._go, "primary", writes=True)
        self.report = parts.button(self.tr("Show the report…"), self._show, "primary", icon="print")
        self.close_button = parts.button(self.tr("Cancel"), self.reject, "link")
        self.add_buttons(self.go, self.report, None, self.close_button)
        self.report.hide()
        work.ask(self.source.offer, work.keeper.copies_at)

    def reject(self) -> None:
        """Not while the test is under way: that has a button of its own."""
        if not self.watched.under_way:
            super().reject()

    def _other(self) -> None:
        folder = QFileDialog.getExistingDirectory(self, self.tr("Choose the stick or the folder"))
        if folder:
            self._work.ask(self.source.offer, self._work.keeper.copies_at, Path(folder))

    def _go(self) -> None:
        if self.watched.under_way or not self.form.check():
            return
        self._set_busy(True)
        words = self.tr("Putting the copy back into a folder of its own, and checking all of it…")
        call = self._work.keeper.try_copy
        self.watched.watch(words, self._work, self._tested, self._failed, call, self.source.value())

    def _tested(self, done: "CopyRecorded") -> None:
        self._work.changed.emit()
        self.made = done
        self._set_busy(False)
        for widget in (self.form, self.other, self.go):
            widget.hide()
        took = wording.count(max(1, done.facts.seconds), self.tr("second"), self.tr("seconds"))
        if done.facts.found:
            found = wording.count(done.facts.found, self.tr("thing was found"), self.tr("things were found"))
            words = self.tr("{found}; the report names them. Make a new copy today and test that one.")
            self.watched.end(False, self.tr("This copy is not good"), words.format(found=found))
        else:
            words = self.tr("The register can be put back from it, up to act {act}. Putting it back took about {took}.")
            told = words.format(act=f"{done.facts.copied_act:,}", took=took)
            self.watched.end(True, self.tr("This copy is good"), told)
        self.report.show()
        self.close_button.setText(self.tr("Close"))
        self.report.setFocus()

    def _failed(self, failure: BaseException) -> None:
        self._set_busy(False)
        if isinstance(failure, Cancelled):
            self.watched.end(False, self.tr("Stopped"), self.tr("Nothing was recorded."))
        elif isinstance(failure, Expected):
            said = wording.error(failure)
            self.watched.end(False, self.tr("This copy cannot be used"), " ".join((said.what, said.safe, said.do)))
        else:
            self.watched.end(None)
            self._work.unhandled.emit(failure)

    def _show(self) -> None:
        from ewloe_desktop.ui.dialogs.preview import PreviewDialog

        if self.made is not None:
            PreviewDialog.show_file(self, self._work, self._notices, self.made.sheet, self.tr("Test of a copy"))

    def _set_busy(self, busy: bool) -> None:
        for widget in (self.form, self.other, self.go, self.close_button):
            widget.setEnabled(not busy)


class CopyField(ListField):
    """The copies in a folder, by when they were made and up to which act they go."""

    def __init__(self, words: str) -> None:
        super().__init__("copy", words, ())

    def offer(self, copies: "Sequence[CopyThere]") -> None:
        """Offers these, the newest first."""
        told = translate("CopyField", "{when} · up to act {act}")
        self.set_choices([(c.path, told.format(when=wording.moment(c.at), act=f"{c.act:,}")) for c in copies])
        self.box.setCurrentIndex(0 if copies else -1)
        self.hint.setText("" if copies else translate("CopyField", "There is no copy in that folder."))
        self.hint.setVisible(not copies)

    def check(self) -> str:
        return "" if self.value() is not None else "no_copy"
