"""The word files, read once; no Qt in it."""

import tomllib
from collections.abc import Mapping
from functools import cache
from typing import Any

from ewloe_desktop import paths


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
