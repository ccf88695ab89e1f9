"""Notices that nobody is there: a warning half a minute before, then the lock; a PC that slept is locked at once."""

import time

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtWidgets import QLabel, QWidget

from ewloe_desktop.ui import parts
from ewloe_desktop.ui.dialog import Dialog

WARN_SECONDS = 30
_SLEPT_SECONDS = 60
_ACTIVITY = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.TabletPress,
    }
)


class IdleWatch(QObject):
    """Counts the seconds since the last key, click or movement in the windows it watches."""

    warned = Signal(int)  # seconds left
    stayed = Signal()
    gone = Signal()

    def __init__(self, window: QWidget, seconds: int) -> None:
        super().__init__(window)
        self._window = window
        self._seconds = seconds
        self._last = time.monotonic()
        self._tick_at = (time.monotonic(), time.time())
        self._warning = False
        self._timer = QTimer(self)
        self._timer.setInterval(1000)
        self._timer.timeout.connect(self.tick)

    def start(self) -> None:
        """Begins to count."""
        self.touch()
        self._tick_at = (time.monotonic(), time.time())
        self._timer.start()

    def stop(self) -> None:
        """Stops counting."""
        self._timer.stop()
        self._warning = False

    def watch(self, widget: QWidget) -> None:
        """Listens to a window on the screen."""
        handle = widget.window().windowHandle()
        if handle is not None:
            handle.installEventFilter(self)

    def touch(self) -> None:
        """Somebody is there."""
        self._last = time.monotonic()
        if self._warning:
            self._warning = False
            self.stayed.emit()

    def tick(self) -> None:
        """Looks at the clock, once a second."""
        before, self._tick_at = self._tick_at, (time.monotonic(), time.time())
        slept = max(self._tick_at[0] - before[0], self._tick_at[1] - before[1]) > _SLEPT_SECONDS
        left = self.limit() - (self._tick_at[0] - self._last)
        if slept or left <= 0:
            self.stop()
            self.gone.emit()
        elif left <= WARN_SECONDS:
            self._warning = True
            self.warned.emit(round(left))

    def limit(self) -> int:
        """The seconds allowed now: a dialog in front may allow more for reading or less for a ceremony."""
        fronts = [d for d in self._window.findChildren(Dialog) if d.isVisible() and d.idle_seconds]
        return fronts[-1].idle_seconds if fronts else self._seconds

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _ACTIVITY:
            self.touch()
        return False


class StillThere(Dialog):
    """Says that the window is about to lock; staying is one press, and any key or movement stays too."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, parent.tr("Still there?"), width=460)
        self._words: QLabel = parts.label("")
        self.body.addWidget(self._words)
        self.body.addWidget(parts.label(self.tr("What you have typed is kept, and so is your place."), "quiet"))
        self.body.addStretch(1)
        self.stay = parts.button(self.tr("Stay signed in"), self.accept, "primary")
        self.add_buttons(self.stay)
        self.stay.setFocus()

    def show_seconds(self, left: int) -> None:
        """Says how many seconds are left."""
        self._words.setText(self.tr("The window locks in {seconds} seconds.").format(seconds=left))


class Warner(QObject):
    """Shows the warning over whatever is in front, and takes it away again."""

    def __init__(self, window: QWidget, watch: IdleWatch) -> None:
        super().__init__(window)
        self._window = window
        self._watch = watch
        self._shown: StillThere | None = None
        watch.warned.connect(self.warn)
        watch.stayed.connect(self.hide)

    def warn(self, left: int) -> None:
        """Says how many seconds are left."""
        if self._shown is None:
            fronts = [d for d in self._window.findChildren(Dialog) if d.isVisible()]
            self._shown = StillThere(fronts[-1] if fronts else self._window)
            self._shown.finished.connect(self._stay)
            self._shown.show()
            self._watch.watch(self._shown)
        self._shown.show_seconds(left)

    def hide(self) -> None:
        """Takes the warning away."""
        shown, self._shown = self._shown, None
        if shown is not None:
            shown.hide()
            shown.deleteLater()

    def _stay(self) -> None:
        self.hide()
        self._watch.touch()
