"""The part of a dialog that shows slow work: what it is, how far it is, a way to stop it, and what came of it."""

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QFrame, QProgressBar, QVBoxLayout, QWidget

from ewloe_desktop.ui import parts
from ewloe_desktop.ui.work import Task, Work


class WatchedWork(QWidget):
    """Hidden until work begins; afterwards it holds the verdict."""

    def __init__(self) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        self._told = parts.label("", "strong")
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(self.tr("How far it is"))
        self.stop = parts.button(self.tr("Stop"), self._stop)
        self.verdict = QFrame()
        self.verdict.setObjectName("verdict")
        inside = QVBoxLayout(self.verdict)
        inside.setContentsMargins(16, 12, 16, 12)
        self._title = parts.label("", "h2")
        self._words = parts.label("")
        inside.addWidget(self._title)
        inside.addWidget(self._words)
        column.addWidget(self._told)
        column.addWidget(self.bar)
        column.addLayout(parts.row(self.stop))
        column.addWidget(self.verdict)
        for widget in (self._told, self.bar, self.stop, self.verdict):
            widget.hide()
        self._task: Task | None = None

    @property
    def under_way(self) -> bool:
        """Whether work is being done now."""
        return self._task is not None

    def watch(
        self,
        words: str,
        work: Work,
        done: Callable[[Any], None],
        failed: Callable[[BaseException], None],
        call: Callable[..., Any],
        *args: Any,
    ) -> None:
        """Does slow work with the register on its thread: `call` is also given (progress, cancelled) at the end."""
        task = self._task = Task(work)
        work.ask(done, call, *args, task.progress, task.cancelled, failed=failed)
        self._told.setText(words)
        self.bar.setRange(0, 0)
        task.progressed.connect(self._progress)
        self.verdict.hide()
        for widget in (self._told, self.bar, self.stop):
            widget.show()
        self.stop.setEnabled(True)
        self.stop.setFocus()
        parts.announce(self, words)

    def end(self, good: bool | None, title: str = "", words: str = "") -> None:
        """Shows what came of it; None: nothing is left to say here."""
        self._task = None
        for widget in (self._told, self.bar, self.stop):
            widget.hide()
        if good is None:
            return
        self.verdict.setProperty("tone", "ok" if good else "bad")
        parts.restyle(self.verdict)
        self._title.setText(("✓ " if good else "") + title)
        self._words.setText(words)
        self._words.setVisible(bool(words))
        self.verdict.show()
        parts.announce(self, f"{title}. {words}")

    def _progress(self, done: int, of: int) -> None:
        self.bar.setRange(0, of)
        self.bar.setValue(done)

    def _stop(self) -> None:
        if self._task is not None:
            self._task.cancel()
            self.stop.setEnabled(False)
