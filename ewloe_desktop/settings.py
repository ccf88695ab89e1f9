"""This PC's settings: one frozen dataclass, read once from a TOML file, the environment and the command line."""

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Any

from ewloe_desktop.domain.errors import FieldProblem, FieldsRefused, NotPossible

SCHEMES = ("system", "light", "dark")
_ADDRESS = re.compile(r"(postgresql|postgres)(\+psycopg)?://")
_ANY_ADDRESS = re.compile(r"[A-Za-z][\w+.-]+://")


@dataclass(frozen=True, slots=True)
class Settings:
    """register is a file or a database address without a password, "" when none was chosen yet."""

    register: str = ""
    copies: str = ""  # the folder for verified copies, "" for the one beside the register
    scheme: str = "system"
    zoom: int = 100  # per cent, 80 to 200
    lock_minutes: int = 5  # 2 to 15

    @property
    def is_address(self) -> bool:
        """Whether the register is a database rather than a file."""
        return is_address(self.register)


def is_address(place: str) -> bool:
    """Whether a place is a database address."""
    return _ADDRESS.match(place) is not None


def load(file: Path, environ: Mapping[str, str] = os.environ, register: str | None = None) -> Settings:
    """The settings in the file, then EWLOE_REGISTER, then `register`; FieldsRefused names what is wrong in them."""
    read = _read(file)
    problems = [FieldProblem(name, "unknown_setting") for name in read if name not in _NAMES]
    known: dict[str, Any] = {name: value for name, value in read.items() if name in _NAMES}
    settings = replace(Settings(), **known)
    settings = replace(settings, register=register or environ.get("EWLOE_REGISTER") or settings.register)
    problems += _problems(settings)
    if problems:
        raise FieldsRefused(tuple(problems))
    return settings


_NAMES = frozenset(field.name for field in fields(Settings))


def _read(file: Path) -> dict[str, object]:
    try:
        written = file.read_bytes()
        if not written.strip():
            return {}
        import tomllib  # only where something was set: a start waits for it

        return tomllib.loads(written.decode())
    except (FileNotFoundError, NotADirectoryError):
        return {}
    except (OSError, ValueError) as error:
        raise FieldsRefused((FieldProblem("settings", "unreadable", {"path": str(file)}),)) from error


def _problems(settings: Settings) -> list[FieldProblem]:
    problems = []
    if not isinstance(settings.copies, str):
        problems.append(FieldProblem("copies", "not_text"))
    if not isinstance(settings.register, str):
        problems.append(FieldProblem("register", "not_text"))
    elif has_password(settings.register):
        problems.append(FieldProblem("register", "password_in_address"))
    elif _ANY_ADDRESS.match(settings.register) and not is_address(settings.register):
        problems.append(FieldProblem("register", "unknown_database"))
    if settings.scheme not in SCHEMES:
        problems.append(FieldProblem("scheme", "unknown_scheme"))
    for name, (least, most) in _BOUNDS.items():
        value = getattr(settings, name)
        if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
            problems.append(FieldProblem(name, "out_of_range", {"least": least, "most": most}))
    return problems


_BOUNDS = {"zoom": (80, 200), "lock_minutes": (2, 15)}


def has_password(place: str) -> bool:
    """Whether a database address carries a password, which belongs in libpq's own files."""
    return bool(split_password(place)[1])


def split_password(place: str) -> tuple[str, str]:
    """A database address without its password, and the password ("" when there is none)."""
    if not is_address(place):
        return place, ""
    from urllib.parse import parse_qsl, unquote, urlencode, urlsplit, urlunsplit  # only for an address

    try:
        parts = urlsplit(place)
        asked = parse_qsl(parts.query, keep_blank_values=True)
    except ValueError:
        return place, ""
    user, colon, typed = parts.netloc.rpartition("@")[0].partition(":")
    server = parts.netloc.rpartition("@")[2]
    named = [value for name, value in asked if name.lower() == "password"]
    kept = [(name, value) for name, value in asked if name.lower() != "password"]
    if not (colon or named):
        return place, ""
    bare = parts._replace(netloc=f"{user}@{server}" if user else server, query=urlencode(kept, safe="/"))
    return urlunsplit(bare), (named or [unquote(typed)])[-1]


def save(file: Path, settings: Settings) -> None:
    """Writes the settings beside and renames, so that a half-written file never stands there."""
    lines = [f"{field.name} = {_toml(getattr(settings, field.name))}\n" for field in fields(settings)]
    part = file.with_name(file.name + ".part")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        part.write_text("".join(lines), encoding="utf-8")
        part.replace(file)
    except OSError as error:
        raise NotPossible("cannot_write", {"path": str(file)}) from error


def _toml(value: object) -> str:
    if isinstance(value, int):
        return str(value)
    escaped = str(value).replace("\\", "\\\\").replace('"', '\\"')
    return '"' + "".join(c if c >= " " and c != "\x7f" else f"\\u{ord(c):04x}" for c in escaped) + '"'
