"""One window for each register and user: a second start brings the first window to the front and ends."""

import hashlib
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QApplication, QWidget

_MILLISECONDS = 500
_ASKED = b"show\n"


def _note(state: Path, place: str) -> Path:
    # Without it nobody is asked, and Qt's network part is not imported before the first picture.
    return state / f"window-{hashlib.sha256(place.encode()).hexdigest()[:16]}"


def _name(state: Path, place: str) -> str:
    """What the window listens to: its own for each user and place."""
    return "ewloe-desktop-" + hashlib.sha256(f"{state.absolute()}|{place}".encode()).hexdigest()[:16]


def show_first(state: Path, place: str) -> bool:
    """Whether a window of this user is open on this place already; it comes to the front."""
    if not place or not _note(state, place).exists():
        return False
    from PySide6.QtNetwork import QLocalSocket

    line = QLocalSocket()
    line.connectToServer(_name(state, place))
    if not line.waitForConnected(_MILLISECONDS):
        return False  # the note of one that was killed
    line.write(_ASKED)
    line.flush()
    answered = line.waitForReadyRead(_MILLISECONDS)  # one that hangs does not keep the second one from opening
    line.abort()
    return answered


class OneWindow(QObject):
    """Listens for a second start as long as the window is open."""

    def __init__(self, parent: QObject, state: Path, place: str, shown: Callable[[], object]) -> None:
        super().__init__(parent)
        from PySide6.QtNetwork import QLocalServer

        self._shown = shown
        self._note = _note(state, place)
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._asked)
        name = _name(state, place)
        if not self._server.listen(name):
            QLocalServer.removeServer(name)  # left by one that was killed: a living one would have answered
            self._server.listen(name)
        try:
            self._note.parent.mkdir(parents=True, exist_ok=True)
            self._note.touch()
        except OSError:
            self._server.close()  # a second start opens a second window, and the register says who has it

    def close(self) -> None:
        """Listens no longer."""
        self._server.close()
        self._note.unlink(missing_ok=True)

    def _asked(self) -> None:
        while (line := self._server.nextPendingConnection()) is not None:
            line.write(_ASKED)
            line.flush()
            line.disconnected.connect(line.deleteLater)
            self._shown()


def to_front(window: QWidget) -> None:
    """Shows a window that may be small or behind others; where the system forbids it, its entry in the bar blinks."""
    window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
    window.show()
    window.raise_()
    window.activateWindow()
    QApplication.alert(window)
