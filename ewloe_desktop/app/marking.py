"""The mark of a demonstration: a small file that names the made-up register beside it, so that none is mistaken."""

import json
from pathlib import Path

from ewloe_desktop.domain.errors import RegisterUnavailable
from ewloe_desktop.settings import is_address
from ewloe_desktop.storage.key_ring import FileRing, ring_path

FORM = "ewloe/demonstration/1"
NAME = "demonstration.json"


def mark(folder: Path, register_id: str) -> None:
    """Says that the folder holds the demonstration whose register has this id ("" while it is being made)."""
    part = folder / f"{NAME}.part"
    part.write_text(json.dumps({"form": FORM, "register": register_id}) + "\n", encoding="utf-8")
    part.replace(folder / NAME)


def marked(folder: Path) -> str | None:
    """The id of the demonstration's register in this folder, "" for one never finished, None where there is none."""
    try:
        told = json.loads((folder / NAME).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    if not isinstance(told, dict) or told.get("form") != FORM:
        return None
    return str(told.get("register", ""))


def register_at(file: Path) -> str:
    """The id of the register at this file, "" when its key file does not tell."""
    try:
        return FileRing(ring_path(file)).read().register_id
    except RegisterUnavailable:
        return ""


def is_demonstration(place: str) -> bool:
    """Whether the register at this place is the made-up one that the mark beside it names."""
    if not place or is_address(place):
        return False
    file = Path(place)
    named = marked(file.parent)
    return bool(named) and named == register_at(file)
