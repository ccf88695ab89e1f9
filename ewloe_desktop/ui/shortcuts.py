"""The keys that work everywhere in the window."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtGui import QKeySequence, QShortcut

if TYPE_CHECKING:
    from ewloe_desktop.ui.window import Window

_PAGES = ("today", "policies", "photos", "sites", "people", "journal", "settings")


def make_shortcuts(window: "Window") -> None:
    """Help, loading again, locking, finding, printing, checking a picture, sizes and the pages."""
    keys: dict[str, Callable[[], object]] = {
        "F1": window.toggle_help,
        "F5": lambda: window.shell.load() if window.shell and window.is_open else None,
        "Ctrl+L": window.lock,
        "Ctrl+F": lambda: window.on_page("find_words"),
        "Ctrl+P": lambda: window.on_page("print_now"),
        "Ctrl+K": lambda: window.on_page("check_picture"),
        "Ctrl++": lambda: window.zoom(1),
        "Ctrl+=": lambda: window.zoom(1),
        "Ctrl+-": lambda: window.zoom(-1),
        "Ctrl+0": lambda: window.zoom(0),
    }
    keys |= {f"Ctrl+{number}": partial(window.show_page, page) for number, page in enumerate(_PAGES, 1)}
    for key, call in keys.items():
        QShortcut(QKeySequence(key), window).activated.connect(call)
