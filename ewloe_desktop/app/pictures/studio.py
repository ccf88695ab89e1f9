"""Takes pictures of the real window while it stands still: each step waits until nothing is under way."""

from collections.abc import Callable, Generator, Iterator
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QPoint, Qt, QTimer
from PySide6.QtGui import QColor, QPainter, QPixmap
from PySide6.QtWidgets import QApplication, QWidget

from ewloe_desktop.app.pictures import SCHEMES
from ewloe_desktop.ui.dialog import Dialog
from ewloe_desktop.ui.theme import Look
from ewloe_desktop.ui.window import Window

_TICK_MS = 10
_QUIET_TICKS = 3  # how often in a row nothing must be under way
_MOST_TICKS = 6000
_PAUSE = 25  # steps
_QUICK = 80  # PNG's least compression but one: a third of the time for a tenth more bytes

Script = Iterator[None]


class Studio(QObject):
    """Plays a script: between two of its steps the window has come to rest."""

    def __init__(self, app: QApplication, window: Window, folder: Path, percent: int, scheme: str = SCHEMES[0]) -> None:
        super().__init__(window)
        self.window = window
        self.scheme = scheme
        self.taken: list[str] = []
        self._app, self._folder, self._percent = app, folder, percent
        self._quiet = self._waited = 0
        self._script: Script = iter(())
        self._stopped_by: BaseException | None = None
        self._timer = QTimer(self)
        self._timer.setInterval(_TICK_MS)
        self._timer.timeout.connect(self._tick)

    def play(self, script: Script) -> None:
        """Runs the script to its end; raises what stopped it."""
        self._script = script
        self._timer.start()
        self._app.exec()
        if self._stopped_by is not None:
            raise self._stopped_by

    def later(self, call: Callable[[], object]) -> None:
        """Does something that may wait for a person, outside the script's own step."""
        QTimer.singleShot(0, lambda: call() and None)

    def dress(self, scheme: str) -> None:
        """Puts the window into the light or the dark colours."""
        self.scheme = scheme
        self.window.set_look(Look(scheme))

    def asked(self, query: Callable[..., Any], *args: Any) -> Generator[None, None, Any]:
        """What a query answers, to be had with `yield from`."""
        answers: list[Any] = []
        self.window.work.read(answers.append, query, *args)
        yield
        return answers[0]

    def dialog(self, name: str, call: Callable[[], object]) -> Script:
        """Opens a dialog, takes it and leaves it without doing anything."""
        yield from self.opened(call)
        self.take(name)
        self.close_front()
        yield

    def pause(self) -> Script:
        """Gives time to what waits for somebody to stop typing."""
        for _ in range(_PAUSE):
            yield

    def opened(self, call: Callable[[], object]) -> Script:
        """Opens a dialog and waits until it stands still."""
        self.later(call)
        yield
        yield
        if self.front() is None:
            raise RuntimeError("no dialog has opened")

    def take(self, name: str) -> None:
        """Takes the window as it is, with the dialog in front of it, if any."""
        picture = self.window.grab()
        front = self.front()
        if front is not None:
            _put_in_front(picture, front)
        name = f"{name}-{self.scheme}-{self._percent}.png"
        if not picture.save(str(self._folder / name), "PNG", _QUICK):
            raise OSError(f"cannot write {self._folder / name}")
        self.taken.append(name)

    def front(self) -> Dialog | None:
        """The dialog in front."""
        shown = [d for d in self.window.findChildren(Dialog) if d.isVisible()]
        return shown[-1] if shown else None

    def close_front(self) -> None:
        """Leaves the dialog in front without doing anything."""
        front = self.front()
        if front is not None:
            front.reject()

    def _tick(self) -> None:
        self._waited += 1
        self._quiet = self._quiet + 1 if self.window.work.idle else 0
        if self._quiet < _QUIET_TICKS and self._waited < _MOST_TICKS:
            return
        self._quiet = self._waited = 0
        try:
            next(self._script)
        except StopIteration:
            self._timer.stop()
            self._app.exit()
        except BaseException as error:  # Qt would swallow it
            self._timer.stop()
            self._stopped_by = error
            self._app.exit()


def _put_in_front(picture: QPixmap, front: QWidget) -> None:
    """Draws a dialog over the middle of the window, which steps back a little."""
    shown = front.grab()
    ratio = picture.devicePixelRatio()
    wide, high = picture.width() / ratio, picture.height() / ratio
    over_wide, over_high = shown.width() / ratio, shown.height() / ratio
    painter = QPainter(picture)
    painter.fillRect(0, 0, round(wide), round(high), QColor(0, 0, 0, 90))
    corner = QPoint(round((wide - over_wide) / 2), max(0, round((high - over_high) / 2)))
    painter.drawPixmap(corner, shown)
    painter.setPen(QColor(Qt.GlobalColor.black))
    painter.drawRect(corner.x(), corner.y(), round(over_wide), round(over_high))
    painter.end()
