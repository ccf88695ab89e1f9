"""The one door through which the window tells people what happened: toasts, errors, and the unforeseen."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from ewloe_desktop import logs
from ewloe_desktop.domain.errors import Cancelled, ChangedMeanwhile, Expected, RegisterUnavailable
from ewloe_desktop.ui import parts, wording
from ewloe_desktop.ui.dialog import Dialog

TOAST_MS = 10_000


class Notices(QObject):
    """Shows toasts in the window and errors in one calm dialog."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._toast: Toast | None = None
        self.absorbs: Callable[[object], bool] = lambda _failure: False  # what is told elsewhere in the window

    def tell(self, words: str, undo: Callable[[], None] | None = None) -> None:
        """Says that something is done, for at least ten seconds; `undo` offers to take it back."""
        self.clear()
        self._toast = Toast(self._window, words, undo)
        self._toast.gone.connect(self._gone)
        parts.announce(self._window, words)

    def clear(self) -> None:
        """Takes away what one person was told, before the next one is at the PC."""
        if self._toast is not None:
            self._toast.go()

    def show(self, failure: object, again: Callable[[], None] | None = None) -> None:
        """Tells a failure: expected ones in their words, others with a short number that the log knows."""
        if isinstance(failure, Cancelled):
            self.tell(wording.error(failure).aloud)
            return
        if self.absorbs(failure):
            return
        if isinstance(failure, Expected):
            retry = again if isinstance(failure, RegisterUnavailable | ChangedMeanwhile) else None
            Problem(self._top(), wording.error(failure), retry).run()
        elif isinstance(failure, BaseException):
            Problem(self._top(), wording.unexpected(logs.unexpected(failure)), again).run()

    def _top(self) -> QWidget:
        """The dialog in front, or the window."""
        shown = [d for d in self._window.findChildren(Dialog) if d.isVisible()]
        return shown[-1] if shown else self._window

    def _gone(self) -> None:
        self._toast = None


class Problem(Dialog):
    """One calm window: what happened, what is safe, what to do; the details can be copied."""

    def __init__(self, parent: QWidget, said: wording.Said, again: Callable[[], None] | None = None) -> None:
        super().__init__(parent, said.what, width=560)
        self._again = again
        for words, icon in ((said.safe, "shield"), (said.do, "arrow-right")):
            if words:
                self.body.addLayout(_line(icon, words))
        if said.details:
            self.body.addSpacing(4)
            told = self.tr("Details: {details}").format(details=said.details)
            shown = parts.label(told, "small")
            shown.setTextInteractionFlags(
                Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
            )
            shown.setAccessibleName(told)
            self.body.addWidget(shown)
        self.body.addStretch(1)
        self._copied = f"{said.aloud} [{said.details}]"
        retry = parts.button(self.tr("Try again"), self._try_again, "primary") if again else None
        close = parts.button(self.tr("Close"), self.reject, "" if again else "primary")
        copy = parts.button(self.tr("Copy details"), self._copy, "link")
        self.add_buttons(*([retry] if retry else []), close, None, copy)
        (retry or close).setFocus()

    def _try_again(self) -> None:
        self.accept()
        if self._again is not None:
            self._again()

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._copied)
        parts.announce(self, self.tr("Copied"))


class Toast(QFrame):
    """A line at the foot of the window that goes by itself; it stays while the pointer or the focus is in it."""

    gone = Signal()

    def __init__(self, window: QWidget, words: str, undo: Callable[[], None] | None) -> None:
        super().__init__(window)
        self.setObjectName("toast")
        self._undo = undo
        self._window = window
        across = QHBoxLayout(self)
        across.setContentsMargins(18, 10, 10, 10)
        across.setSpacing(14)
        self.words = QLabel(words)
        self.words.setWordWrap(True)
        self.words.setMinimumWidth(min(460, self.words.fontMetrics().horizontalAdvance(words) + 8))
        across.addWidget(self.words, 1)
        if undo is not None:
            across.addWidget(parts.button(self.tr("Undo"), self._take_back))
        across.addWidget(parts.button(self.tr("Dismiss"), self.go))
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._time_over)
        self._timer.start(TOAST_MS)
        window.installEventFilter(self)
        self._place()
        self.show()
        self.raise_()

    def go(self) -> None:
        """Takes the toast away."""
        self._timer.stop()
        self.hide()
        self.gone.emit()
        self.deleteLater()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self._place()
        return False

    def _time_over(self) -> None:
        if self.underMouse() or self.isAncestorOf(QApplication.focusWidget() or self):
            self._timer.start(TOAST_MS)
            return
        self.go()

    def _take_back(self) -> None:
        undo = self._undo
        self.go()
        if undo is not None:
            undo()

    def _place(self) -> None:
        window = self._window
        self.setMaximumWidth(max(320, window.width() - 80))
        self.adjustSize()
        self.move((window.width() - self.width()) // 2, window.height() - self.height() - 28)


def _line(icon: str, words: str) -> QHBoxLayout:
    picture = parts.picture(icon)
    picture.setAlignment(Qt.AlignmentFlag.AlignTop)
    across = QHBoxLayout()
    across.setSpacing(12)
    across.addWidget(picture)
    column = QVBoxLayout()
    column.addWidget(parts.label(words))
    across.addLayout(column, 1)
    return across
