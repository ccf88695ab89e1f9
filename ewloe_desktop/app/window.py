"""Starts the window: the settings, the keeper, then the first paint, and only then everything that can wait."""

import builtins
import gc
import os
import signal
import socket
import sys
from dataclasses import replace
from pathlib import Path

# PySide6 puts a hook of its own into every later import; nothing here needs it, and it slows the start.
_import = builtins.__import__
from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication

builtins.__import__ = _import

from ewloe_desktop import logs, paths, settings  # noqa: E402
from ewloe_desktop.app.keeper import RegisterKeeper  # noqa: E402
from ewloe_desktop.domain.errors import NotPossible  # noqa: E402
from ewloe_desktop.settings import Settings  # noqa: E402
from ewloe_desktop.ui.theme import Look  # noqa: E402
from ewloe_desktop.ui.window import Window  # noqa: E402


def open_window(register: str | None = None) -> int:
    """Opens the window on the settings' register, or on the one given, until it is closed; gives the exit code."""
    kept = Kept(paths.settings_file(), register)
    keeper = RegisterKeeper(kept.place, paths.state_folder(), begun=kept.keep_place)
    return show(keeper, kept)


class Kept:
    """The settings and the file they are kept in; a register given on the command line is not kept."""

    def __init__(self, file: Path, register: str | None = None) -> None:
        self._file = file
        self.now = settings.load(file, register=register)
        self._in_file = settings.load(file, environ={})

    @property
    def place(self) -> str:
        """The register to open: the one chosen, else one that stands where it would have been proposed."""
        if self.now.register:
            return self.now.register if self.now.is_address else str(Path(self.now.register).absolute())
        there = (str(place.path) for place in paths.proposed_places() if place.path.exists())
        return next(there, "")

    def keep_place(self, place: str) -> None:
        """Remembers where the register was made."""
        self._keep(replace(self._in_file, register=place))

    def keep_look(self, look: Look) -> None:
        """Remembers colours and size."""
        self._keep(replace(self._in_file, scheme=look.scheme, zoom=look.zoom))

    def _keep(self, changed: Settings) -> None:
        self._in_file = changed
        try:
            settings.save(self._file, changed)
        except NotPossible as error:
            logs.unexpected(error)  # the window goes on; only the next start will not remember


def show(keeper: RegisterKeeper, kept: Kept) -> int:
    """Shows the window and runs until it is closed."""
    require_screen()
    app = QApplication.instance() or QApplication(["ewloe-desktop"])
    assert isinstance(app, QApplication)  # noqa: S101 - we make no other
    app.setApplicationName("ewloe-desktop")
    app.setApplicationDisplayName("Ewloe Desktop")
    app.setDesktopFileName("ewloe-desktop")
    window = make_window(app, keeper, kept)
    AfterPaint(window)
    stop_on_signals(window)
    window.show()
    code = app.exec()
    keeper.close()
    logs.stop()
    return int(code)


def make_window(app: QApplication, keeper: RegisterKeeper, kept: Kept) -> Window:
    """The window with its door or first start, not yet shown."""
    look = Look(kept.now.scheme, kept.now.zoom)
    window = Window(app, keeper, look=look, keep_look=kept.keep_look, idle_seconds=60 * kept.now.lock_minutes)
    sys.excepthook = lambda _kind, error, _where: window.notices.show(error)
    window.begin()
    return window


class AfterPaint(QObject):
    """Does what can wait, once the window has been painted for the first time."""

    def __init__(self, window: Window) -> None:
        super().__init__(window)
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Waits for the first paint; lets every event pass."""
        if event.type() == QEvent.Type.Paint:
            watched.removeEventFilter(self)
            QTimer.singleShot(0, _settle)
        return False


def _settle() -> None:
    """The collector again, without what the start left; and the log."""
    gc.collect(0)
    gc.freeze()
    gc.enable()
    logs.start(paths.state_folder() / "logs")


def stop_on_signals(window: Window) -> None:
    """Closes the window, with its copy of the register, when the terminal or the system asks the program to end."""
    for name in ("SIGINT", "SIGTERM", "SIGHUP"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), lambda *_: window.close())
    # Python runs its signal handlers between two of its own instructions: Qt must let it have some.
    heartbeat = QTimer(window)
    heartbeat.timeout.connect(lambda: None)
    heartbeat.start(500)


def has_screen() -> bool:
    """Whether a window can be opened; Qt itself would end the program."""
    if sys.platform in ("win32", "darwin") or os.environ.get("QT_QPA_PLATFORM"):
        return True
    return _wayland() or _x_server(os.environ.get("DISPLAY", ""))


def require_screen() -> None:
    """Raises NotPossible("no_screen") where no window can be opened."""
    if not has_screen():
        raise NotPossible("no_screen")


def _wayland() -> bool:
    name = os.environ.get("WAYLAND_DISPLAY", "")
    return bool(name) and (Path(os.environ.get("XDG_RUNTIME_DIR", "/run")) / name).exists()


def _x_server(display: str) -> bool:
    """Whether an X server answers at a DISPLAY like ":0" or "host:10.0"."""
    host, _, number = display.rpartition(":")
    number = number.split(".")[0]
    if not number.isdigit():
        return False
    if host in ("", "unix") and _answers(socket.AF_UNIX, f"/tmp/.X11-unix/X{number}"):  # noqa: S108 - X11's own place
        return True
    return _answers(socket.AF_INET, (host or "localhost", 6000 + int(number)))


def _answers(family: socket.AddressFamily, address: object) -> bool:
    try:
        with socket.socket(family, socket.SOCK_STREAM) as tried:
            tried.settimeout(2)
            tried.connect(address)  # type: ignore[arg-type]
    except (OSError, OverflowError):
        return False
    return True
