"""The only place where things are put together: settings → register → keeper → work → window."""

import builtins


def open_window(register: str | None = None) -> int:
    """Opens the window on the register of the settings, or on the one given, until it is closed."""
    bring_qt()
    from ewloe_desktop.app.window import open_window as open_now

    return open_now(register)


def bring_qt() -> None:
    """Imports Qt without the hook that PySide6 puts into every later import: nothing here needs it, and it is slow."""
    plain = builtins.__import__
    import PySide6.QtWidgets  # noqa: F401

    builtins.__import__ = plain
