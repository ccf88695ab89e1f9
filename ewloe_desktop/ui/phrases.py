"""Sentences from the word files, with their {names} filled in; no Qt in it."""

import re
from collections.abc import Mapping
from datetime import date, datetime

from ewloe_desktop.ui import dates
from ewloe_desktop.ui.lexicon import file, word, words

__all__ = ["file", "fill", "word", "words"]

_ISO = re.compile(r"^\d{4}-\d{2}-\d{2}$")
_ISO_TIME = re.compile(r"^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}")


def fill(sentence: str, facts: Mapping[str, object]) -> str:
    """A sentence with its {names} filled in; dates and offices are worded, a missing fact leaves no hole."""
    told = _Facts({name: _shown(name, value) for name, value in facts.items()})
    return re.sub(r"\s+([.,;:](?!\w))", r"\1", re.sub(r" {2,}", " ", sentence.format_map(told))).strip()


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
    if name == "outcome":
        return word("site_outcomes", value)
    if name == "kind":
        return word("kinds", value)
    return value
