"""The words of sheets and commands: English in full, Welsh for courtesy headings; dates as people write them."""

import tomllib
from collections.abc import Mapping
from datetime import date, datetime
from functools import cache
from pathlib import Path
from types import MappingProxyType
from zoneinfo import ZoneInfo

_PACKAGE = Path(__file__).resolve().parents[1]
_LONDON = ZoneInfo("Europe/London")
_SPRING = ("January", "February", "March", "April", "May", "June")
_AUTUMN = ("July", "August", "September", "October", "November", "December")
_MONTHS = (*_SPRING, *_AUTUMN)


def resource(*parts: str) -> Path:
    """A file of resources/, in the wheel or in a checkout."""
    inside = _PACKAGE / "resources"
    return (inside if inside.is_dir() else _PACKAGE.parent / "resources").joinpath(*parts)


@cache
def _book(language: str) -> Mapping[str, Mapping[str, str]]:
    text = resource("i18n", f"sheets.{language}.toml").read_text(encoding="utf-8")
    return {name: MappingProxyType(section) for name, section in tomllib.loads(text).items()}


def words(section: str, language: str = "en") -> Mapping[str, str]:
    """One section's words by key; empty when that language has no such section."""
    return _book(language).get(section, MappingProxyType({}))


def day(on: date) -> str:
    """27 March 2026."""
    return f"{on.day} {_MONTHS[on.month - 1]} {on.year}"


def moment(at: datetime) -> str:
    """20 March 2026 at 16:04 GMT: school time, whatever the PC's zone."""
    local = at.astimezone(_LONDON)
    return f"{day(local.date())} at {local:%H:%M} {local.tzname()}"
