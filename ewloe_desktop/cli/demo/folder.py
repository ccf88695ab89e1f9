"""The folder of the demonstration: taken only when it is empty or holds an earlier one, never a real register."""

from pathlib import Path

from ewloe_desktop.app import marking
from ewloe_desktop.cli.errors import CommandRefused
from ewloe_desktop.domain.errors import NotPossible
from ewloe_desktop.paths import REGISTER_FILE
from ewloe_desktop.storage.key_ring import ring_path

# What a demonstration leaves in its folder, and nothing else: only these are removed when it is made again.
_MADE = (
    "people.txt",
    f"{REGISTER_FILE}*",
    "sheets/*.pdf",
    "sheets/36-policy-reviews.ics",
    "sheets/04-policy-for-word.docx",
    "sheets/40-scan-of-the-signed-sheet.jpg",
    "pictures/*.png",
    "state/*",
    "state/logs/*",
    f"{REGISTER_FILE}.copies/*",
    "stick/*/*.register",
    "stick/*/*.register.keys",
    "*.part",
)
_FOLDERS = ("sheets", "pictures", "state/logs", "state", f"{REGISTER_FILE}.copies", "stick/*", "stick")


def take(folder: Path) -> bool:
    """Makes the folder ready; True when an earlier demonstration was removed. CommandRefused leaves it untouched."""
    folder = folder.resolve()
    try:
        earlier = _earlier(folder)
        folder.mkdir(parents=True, exist_ok=True)
        marking.mark(folder, "")
        if earlier:
            _remove(folder)
    except OSError as error:
        raise NotPossible("cannot_write", {"path": str(folder)}) from error
    return earlier


def _earlier(folder: Path) -> bool:
    """Whether an earlier demonstration stands there; refuses anything else but an empty or missing folder."""
    if not folder.is_dir():
        return False
    register = folder / REGISTER_FILE
    named = marking.marked(folder)
    if register.exists() or ring_path(register).exists():
        if not named or named != marking.register_at(register):
            raise CommandRefused("demo_refused_register", {"path": str(folder)})
    elif named is None and any(folder.iterdir()):
        raise CommandRefused("demo_refused_folder", {"path": str(folder)})
    return named is not None


def _remove(folder: Path) -> None:
    for pattern in _MADE:
        for file in folder.glob(pattern):
            if file.is_file() or file.is_symlink():
                file.unlink()
    for name in _FOLDERS:
        for place in list(folder.glob(name)):
            if place.is_dir() and not any(place.iterdir()):
                place.rmdir()
