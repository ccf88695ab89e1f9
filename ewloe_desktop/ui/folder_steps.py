"""The pages of bringing in a folder: which one, and the check table."""

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog, QProgressBar, QVBoxLayout, QWidget

from ewloe_desktop.ui import parts, wording
from ewloe_desktop.ui.folder_model import FolderModel
from ewloe_desktop.ui.folder_table import FolderTable


class WhichFolder(QWidget):
    """A button that asks for the folder."""

    chosen = Signal(object)  # Path

    def __init__(self) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(14)
        told = self.tr(
            "Every Word, OpenDocument, PDF and text file in the folder, and in the folders in it, is read. "
            "You then see all of them in one table, put right what is wrong, and keep them at once."
        )
        column.addWidget(parts.label(told))
        told = self.tr(
            "The policies are kept as found in use, with their approval not evidenced. Bring in drafts one by one."
        )
        column.addWidget(parts.label(told))
        self.choose = parts.button(self.tr("Choose a folder…"), self._choose, "primary", icon="folder")
        column.addWidget(self.choose, 0, Qt.AlignmentFlag.AlignLeft)
        self.problem = parts.label("", "error")
        self.problem.hide()
        column.addWidget(self.problem)
        column.addStretch(1)

    def tell(self, words: str) -> None:
        """What was wrong with the folder."""
        self.problem.setText(words)
        self.problem.setVisible(bool(words))
        parts.announce(self, words)

    def _choose(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, self.tr("Choose the folder with the policies"))
        if chosen:
            self.chosen.emit(Path(chosen))


class CheckTable(QWidget):
    """How far the reading is, the table, and how many are ready."""

    stop_wanted = Signal()

    def __init__(self, model: FolderModel) -> None:
        super().__init__()
        self.model = model
        self.told = parts.label("", "strong")
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(self.tr("How many files are read"))
        self.stop = parts.button(self.tr("Stop reading"), self.stop_wanted.emit)
        self.table = FolderTable(model, self.tr("The files of the folder, to be checked"))
        self.detail = parts.label("", "quiet")
        self.counted = parts.label("", "strong")
        keys = self.tr("Type over a title, a month or the years between reviews. Space ticks what is kept.")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(self.told)
        column.addLayout(parts.row(self.bar, self.stop, stretch=False))
        column.addWidget(self.table, 1)
        column.addWidget(self.detail)
        column.addWidget(parts.label(keys, "small"))
        column.addWidget(self.counted)
        model.changed.connect(self.count)
        model.changed.connect(self.tell_row)
        self.table.selectionModel().currentChanged.connect(lambda _now, _before: self.tell_row())

    def tell_row(self) -> None:
        """Everything about the file in sight, for which a line of the table is too short."""
        index = self.table.currentIndex()
        if index.isValid():
            row = self.model.rows[index.row()]
            told = (row.name, self.model.problem(row), self.model.to_look_at(row), self.model.approvals(row))
            self.detail.setText(" · ".join(words for words in told if words))

    def reading(self, name: str, done: int, of: int) -> None:
        """Which file is read now, and how many are."""
        self.told.setText(self.tr("Reading {name} ({number} of {of})").format(name=name, number=done + 1, of=of))
        self.bar.setRange(0, of)
        self.bar.setValue(done)
        for widget in (self.bar, self.stop):
            widget.show()
        if not done:
            self.stop.setFocus(Qt.FocusReason.OtherFocusReason)

    def ended(self, read: int, of: int, others: int) -> None:
        """All is read, or somebody stopped it."""
        for widget in (self.bar, self.stop):
            widget.hide()
        files = wording.count(read, self.tr("file"), self.tr("files"))
        words = self.tr("{files} read.").format(files=files)
        if read < of:
            words += " " + self.tr("Stopped: {count} not read.").format(count=of - read)
        if others:
            words += " " + self.tr("Passed over, being no documents: {count}.").format(count=others)
        self.told.setText(words)
        parts.announce(self, words)

    def count(self) -> None:
        """How many are ready, and how many wait for something."""
        ready, wait = len(self.model.ready()), self.model.not_ready()
        policies = wording.count(ready, self.tr("policy"), self.tr("policies"))
        words = self.tr("{policies} ready to be kept.").format(policies=policies)
        if wait:
            words += " " + self.tr("{count} to put right first, or to untick.").format(count=wait)
        elif self.model.rows and not ready:
            words = self.tr("There is nothing new to keep.")
        self.counted.setText(words)
