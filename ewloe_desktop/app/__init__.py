"""The only place where things are put together: settings → register → keeper → work → window."""


def open_window(register: str | None = None) -> int:
    """Opens the window on the register of the settings, or on the one given, until it is closed."""
    from ewloe_desktop.app.window import open_window as open_now

    return open_now(register)
