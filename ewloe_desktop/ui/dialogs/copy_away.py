"""Copying the register to a stick: choose the drive, watch, and only a copy that was checked there counts."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QFileDialog, QWidget

from ewloe_desktop.domain.errors import Cancelled, Expected
from ewloe_desktop.ui import parts, wording
from ewloe_desktop.ui.dialog import IDLE_READING, Dialog
from ewloe_desktop.ui.forms import ChoiceField, Form
from ewloe_desktop.ui.notices import Notices
from ewloe_desktop.ui.watched_work import WatchedWork
from ewloe_desktop.ui.work import Work

if TYPE_CHECKING:
    from ewloe_desktop.services.copies import CopyRecorded

translate = QCoreApplication.translate
_GB = 1024**3
_LEAST = 1024**2  # bytes: a place with less is not chosen beforehand


class CopyAwayDialog(Dialog):
    """Offers the drives that can be carried away, and any other folder."""

    idle_seconds = IDLE_READING
    help_topic = "copies"

    def __init__(self, parent: QWidget | None, work: Work, notices: Notices) -> None:
        super().__init__(parent, translate("CopyAwayDialog", "Copy to a USB stick"), width=700, height=420)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._work, self._notices = work, notices
        self.made: CopyRecorded | None = None
        self._names: dict[Path, str] = {}
        self.form = Form()
        self.form.add_words(
            self.tr(
                "The whole register and its key file are copied, sealed as they are. The copy is then opened on the "
                "stick and checked from beginning to end; only then it counts."
            )
        )
        self.place: ChoiceField | None = None
        self.body.addWidget(self.form)
        self.other = parts.button(self.tr("Look again, or choose another place…"), self._other, icon="folder")
        self.watched = WatchedWork()
        self.body.addWidget(self.watched)
        self.body.addStretch(1)
        self.go = parts.button(self.tr("Copy and check"), self._go, "primary", writes=True)
        self.label = parts.button(self.tr("Print its label…"), self._print, "primary", icon="print")
        self.close_button = parts.button(self.tr("Cancel"), self.reject, "link")
        self.add_buttons(self.go, self.label, self.other, None, self.close_button)
        self.label.hide()
        work.ask(self.offer, work.keeper.drives)

    def reject(self) -> None:
        """Not while the copy is being made: that has a button of its own."""
        if not self.watched.under_way:
            super().reject()

    def offer(self, drives: Sequence[tuple[Path, str, int]], chosen: Path | None = None) -> None:
        """Offers these drives, and a folder that was chosen besides."""
        self._names = {folder: name for folder, name, _free in drives}
        free = self.tr("{free} GB free")
        choices = [(folder, name, free.format(free=f"{room / _GB:,.1f}")) for folder, name, room in drives]
        if chosen is not None and chosen not in self._names:
            self._names[chosen] = str(chosen)
            choices.append((chosen, chosen.name or str(chosen), str(chosen)))
        if self.place is not None:
            self.place.hide()
            self.place.deleteLater()
            self.form.fields.pop("place", None)
        hint = "" if choices else self.tr("No stick was found. Put one in and look again, or choose a folder.")
        self.place = self.form.add(ChoiceField("place", self.tr("Where to?"), choices, hint))
        if chosen is not None:
            self.place.set_value(chosen)
        elif len(choices) == 1 and drives[0][2] > _LEAST:
            self.place.set_value(choices[0][0])
        self.go.setEnabled(bool(choices))

    def _other(self) -> None:
        folder = QFileDialog.getExistingDirectory(self, self.tr("Choose the stick or the folder"))
        chosen = Path(folder) if folder else None
        self._work.ask(lambda drives: self.offer(drives, chosen), self._work.keeper.drives)

    def _go(self) -> None:
        if self.watched.under_way or self.place is None or not self.form.check():
            return
        folder: Path = self.place.value()
        self._set_busy(True)
        words, call = self.tr("Copying, then checking what is on the stick. Leave it in…"), self._work.keeper.take_away
        self.watched.watch(words, self._work, self._copied, self._failed, call, folder, self._names[folder])

    def _copied(self, done: "CopyRecorded") -> None:
        self._work.changed.emit()
        self.made = done
        self._set_busy(False)
        for widget in (self.form, self.other, self.go):
            widget.hide()
        words = self.tr(
            "Up to act {act}, copied to {place} and checked there from beginning to end. Take the stick out as your PC "
            "asks you to, and keep it away from the school."
        )
        told = words.format(act=f"{done.facts.copied_act:,}", place=done.facts.place)
        self.watched.end(True, self.tr("The copy is good"), told)
        self.label.show()
        self.close_button.setText(self.tr("Close"))
        self.label.setFocus()

    def _failed(self, failure: BaseException) -> None:
        self._set_busy(False)
        if isinstance(failure, Cancelled):
            self.watched.end(False, self.tr("Stopped"), self.tr("No copy was left on the stick."))
        elif isinstance(failure, Expected):
            said = wording.error(failure)
            self.watched.end(False, self.tr("No copy was made"), " ".join((said.what, said.safe, said.do)))
        else:
            self.watched.end(None)
            self._work.unhandled.emit(failure)

    def _print(self) -> None:
        from ewloe_desktop.ui.dialogs.preview import PreviewDialog

        if self.made is not None:
            PreviewDialog.show_file(self, self._work, self._notices, self.made.sheet, self.tr("Label of the copy"))

    def _set_busy(self, busy: bool) -> None:
        for widget in (self.form, self.other, self.go, self.close_button):
            widget.setEnabled(not busy)
