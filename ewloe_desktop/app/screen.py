"""Whether there is a screen to open a window on; asked before Qt, which would end the program."""

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from ewloe_desktop.domain.errors import NotPossible

if TYPE_CHECKING:
    import socket


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
    import socket  # only where there may be an X server

    if host in ("", "unix") and _answers(socket.AF_UNIX, f"/tmp/.X11-unix/X{number}"):  # noqa: S108 - X11's own place
        return True
    return _answers(socket.AF_INET, (host or "localhost", 6000 + int(number)))


def _answers(family: "socket.AddressFamily", address: object) -> bool:
    import socket

    try:
        with socket.socket(family, socket.SOCK_STREAM) as tried:
            tried.settimeout(2)
            tried.connect(address)  # type: ignore[arg-type]
    except (OSError, OverflowError):
        return False
    return True
