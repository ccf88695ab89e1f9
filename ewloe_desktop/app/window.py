"""Starts the window: the settings, the keeper, then the first paint, and only then everything that can wait."""

import gc
import signal
import sys
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from ewloe_desktop import logs, paths, settings
from ewloe_desktop.app.keeper import RegisterKeeper
from ewloe_desktop.app.one_window import OneWindow, show_first, to_front
from ewloe_desktop.app.screen import require_screen
from ewloe_desktop.domain.errors import NotPossible
from ewloe_desktop.settings import Settings
from ewloe_desktop.ui.theme import STYLE, Look
from ewloe_desktop.ui.window import Window


def open_window(register: str | None = None) -> int:
    """Opens the window on the settings' register, or on the one given, until it is closed; gives the exit code."""
    kept = Kept(paths.settings_file(), register)
    copies = Path(kept.now.copies) if kept.now.copies else None
    if show_first(paths.state_folder(), kept.place):
        return 0
    keeper = RegisterKeeper(
        kept.place, paths.state_folder(), begun=kept.keep_place, copies=copies, keep_copies=kept.keep_copies
    )
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

    def keep_copies(self, folder: str) -> None:
        """Remembers in which folder copies are kept, "" for the one beside the register."""
        self._keep(replace(self._in_file, copies=folder))

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
    app = QApplication(["ewloe-desktop", "-style", STYLE])
    app.setProperty("style", STYLE)
    app.setApplicationName("ewloe-desktop")
    app.setApplicationDisplayName("Ewloe Desktop")
    app.setDesktopFileName("ewloe-desktop")
    window = make_window(app, keeper, kept)
    window.painted.connect(_settle)
    window.painted.connect(lambda: _stay_one(window, keeper))
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


def _settle() -> None:
    """After the first paint: the collector again, without what the start left; and the log."""
    gc.collect(0)
    gc.freeze()
    gc.enable()
    logs.start(paths.state_folder() / "logs")


def _stay_one(window: Window, keeper: RegisterKeeper) -> None:
    """After the first paint: a second start finds this window; a first start has no place yet."""
    if keeper.place:
        one = OneWindow(window, paths.state_folder(), keeper.place, lambda: to_front(window))
        QApplication.instance().aboutToQuit.connect(one.close)  # type: ignore[union-attr]


def stop_on_signals(window: Window) -> None:
    """Closes the window, with its copy of the register, when the terminal or the system asks the program to end."""
    for name in ("SIGINT", "SIGTERM", "SIGHUP"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), lambda *_: window.close())
    # Python runs its signal handlers between two of its own instructions: Qt must let it have some.
    heartbeat = QTimer(window)
    heartbeat.timeout.connect(lambda: None)
    heartbeat.start(500)
