"""The page of a pile that is worked off one by one: how far it is, how to stop, and what was refused."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QProgressBar, QVBoxLayout, QWidget

from ewloe_desktop.ui import parts


class OneByOnePage(QWidget):
    """Counts with `told` ("{done} of {of} …"); `left` ("{told}. {left} …") says at the end what was not done."""

    stop_wanted = Signal()

    def __init__(self, name: str, told: str, left: str = "{told}") -> None:
        super().__init__()
        self._words, self._left = told, left
        self.told = parts.label("", "big")
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(name)
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
        """Nothing done yet."""
        parts.clear(self._failures)
        self.bar.setRange(0, of)
        self.stop.show()
        self.progress(0, of)

    def progress(self, done: int, of: int) -> None:
        """How many are done."""
        self.bar.setValue(done)
        self.told.setText(self._words.format(done=done, of=of))

    def failed(self, what: str, why: str) -> None:
        """One was refused; the others go on."""
        self._failures.addWidget(parts.label(self.tr("{what}: {why}").format(what=what, why=why), "error"))

    def end(self, left: int = 0) -> None:
        """It is over; so many were not done."""
        self.stop.hide()
        if left:
            self.told.setText(self._left.format(told=self.told.text(), left=left))
        parts.announce(self, self.told.text())
