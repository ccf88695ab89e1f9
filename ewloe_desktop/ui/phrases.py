"""Sentences from the word files, with their {names} filled in; no Qt in it."""

import re
import tomllib
from collections.abc import Mapping
from datetime import date, datetime
from functools import cache
from typing import Any

from ewloe_desktop import paths
from ewloe_desktop.ui import dates

_ISO = re.compile(r"^\d{4}-\d{2}-\d{2}$")
_ISO_TIME = re.compile(r"^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}")


@cache
def file(name: str) -> dict[str, Any]:
    """A word file; an empty one when it is not there."""
    found = paths.resources() / "i18n" / name
    return tomllib.loads(found.read_text(encoding="utf-8")) if found.is_file() else {}


@cache
def words(section: str) -> Mapping[str, str]:
    """A section of the window's words, with the sheets' words of the same section in front."""
    return {**file("window.en.toml").get(section, {}), **file("sheets.en.toml").get(section, {})}


def word(section: str, key: str) -> str:
    """One entry of a section; an entry that is missing is told by its own name."""
    return words(section).get(key) or key.replace("_", " ").capitalize()


def fill(sentence: str, facts: Mapping[str, object]) -> str:
    """A sentence with its {names} filled in; dates and offices are worded, a missing fact leaves no hole."""
    told = _Facts({name: _shown(name, value) for name, value in facts.items()})
    return re.sub(r"\s+([.,;:])", r"\1", re.sub(r" {2,}", " ", sentence.format_map(told))).strip()


class _Facts(dict[str, str]):
    def __missing__(self, name: str) -> str:
        return ""


def _shown(name: str, value: object) -> str:
    if isinstance(value, datetime):
        return dates.moment(value)
    if isinstance(value, date):
        return dates.day(value)
    if isinstance(value, str):
        return _shown_text(name, value)
    if isinstance(value, bool) or value is None:
        return {True: "yes", False: "no"}.get(bool(value), "") if value is not None else ""
    if isinstance(value, int):
        return f"{value:,}"
    if isinstance(value, list | tuple):
        return ", ".join(_shown(name, part) for part in value)
    return str(value)


def _shown_text(name: str, value: str) -> str:
    if _ISO.match(value):
        return dates.day(date.fromisoformat(value))
    if _ISO_TIME.match(value):
        return dates.moment(datetime.fromisoformat(value))
    if name in ("office", "capacity"):
        return word("offices", value)
    if name == "kind":
        return word("kinds", value)
    return value
