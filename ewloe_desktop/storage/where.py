"""Which PC and which account this is, for whoever waits for what is held here."""

import contextlib
import getpass
import platform
from pathlib import Path

_MOST = 200


def here() -> str:
    """The account and the PC, such as "office on OFFICE-PC"."""
    account = ""
    with contextlib.suppress(OSError, KeyError, ImportError):
        account = getpass.getuser()
    return " on ".join(part for part in (account, platform.node()) if part)


def note(register: Path) -> Path:
    """The note beside a register's file; it locks nothing, it only says who has the file open."""
    return register.with_name(register.name + ".in-use")


def say(register: Path) -> bool:
    """Notes that this account of this PC has the file open; False for a folder that takes no note."""
    with contextlib.suppress(OSError):
        note(register).write_text(here() + "\n", encoding="utf-8")
        return True
    return False


def unsay(register: Path) -> None:
    """Takes the note away."""
    with contextlib.suppress(OSError):
        note(register).unlink(missing_ok=True)


def who(register: Path) -> str:
    """Who has the file open, as far as it was noted."""
    try:
        with note(register).open("rb") as file:
            told = file.read(_MOST).decode("utf-8", "replace").strip()
    except OSError:
        return ""
    return "".join(c for c in told if c.isprintable())
