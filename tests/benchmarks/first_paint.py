"""Starts the window, or an empty one, and ends the process at its first paint with what that took.

usage: python -m tests.benchmarks.first_paint REGISTER, or FLOOR for the empty window
Prints seconds of processor time, the most memory in KiB (1 where the system does not say), and every module
imported by then.
"""

import os
import sys
import time
from pathlib import Path
from typing import Any

FLOOR = "FLOOR"


def main(place: str) -> int:
    """Starts what is asked for; comes back only when nothing was painted."""
    from ewloe_desktop.app import bring_qt

    if place == FLOOR:
        start_floor()
        return 1
    bring_qt()
    end_at_first_paint()
    from ewloe_desktop.__main__ import main as start

    return start(["--register", place])


def start_floor() -> None:
    """The least a window can be."""
    import PySide6.QtWidgets as Qt

    application = Qt.QApplication([])
    end_at_first_paint()
    window = Qt.QMainWindow()
    window.resize(1280, 760)
    window.show()
    application.exec()


def end_at_first_paint() -> None:
    """Lets the event loop end the process once the first window has been painted."""
    from PySide6.QtCore import QEvent, QObject, QTimer
    from PySide6.QtWidgets import QApplication, QMainWindow

    class Watch(QObject):
        def eventFilter(self, watched: QObject, event: QEvent) -> bool:
            if event.type() == QEvent.Type.Paint:
                watched.removeEventFilter(self)
                QTimer.singleShot(0, lambda names=tuple(sys.modules): report(names))
            return False

    run = QApplication.exec

    def watched_run(*_: Any) -> int:
        watch = Watch()
        for window in QApplication.topLevelWidgets():
            if isinstance(window, QMainWindow):
                window.installEventFilter(watch)
        return run()

    QApplication.exec = watched_run  # type: ignore[method-assign,assignment]


def report(modules: tuple[str, ...]) -> None:
    """Says what it took, and ends at once."""
    used, status = time.process_time(), Path("/proc/self/status")
    lines = status.read_text().splitlines() if status.exists() else []
    memory = next((int(line.split()[1]) for line in lines if line.startswith("VmHWM:")), 1)
    print(used, memory, *modules, sep="\n", flush=True)
    os._exit(0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
