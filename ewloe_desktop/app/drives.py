"""The drives of this PC that can be carried away, with their names and how much is free on each."""

import shutil
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

_MOUNTS = Path("/proc/self/mounts")
_CARRIED = ("/media/", "/run/media/", "/mnt/")
_VOLUMES = Path("/Volumes")
_REMOVABLE = 2  # what Windows calls a drive that can be taken out


def carried_drives() -> Sequence[tuple[Path, str, int]]:
    """Each removable drive that is there now: its folder, its name, its free bytes."""
    found = []
    for folder, name in _drives():
        try:
            found.append((folder, name, shutil.disk_usage(folder).free))
        except OSError:
            continue  # a card reader without a card
    return tuple(found)


def _drives() -> Iterator[tuple[Path, str]]:
    if sys.platform == "win32":
        yield from _on_windows()
    elif sys.platform == "darwin":
        yield from ((folder, folder.name) for folder in _there(_VOLUMES) if not folder.is_symlink())
    else:
        yield from _on_linux()


def _there(folder: Path) -> list[Path]:
    try:
        return sorted(folder.iterdir())
    except OSError:
        return []


def _on_linux() -> Iterator[tuple[Path, str]]:
    try:
        lines = _MOUNTS.read_text("utf-8", errors="surrogateescape").splitlines()
    except OSError:
        return
    for line in lines:
        place = line.split(" ")[1].encode("utf-8", "surrogateescape").decode("unicode_escape")
        if place.startswith(_CARRIED):
            yield Path(place), Path(place).name


def _on_windows() -> Iterator[tuple[Path, str]]:
    import ctypes
    from string import ascii_uppercase

    kernel = getattr(ctypes, "windll").kernel32  # noqa: B009 - there is none elsewhere
    for letter in ascii_uppercase:
        root = f"{letter}:\\"
        if kernel.GetDriveTypeW(root) == _REMOVABLE:
            name = ctypes.create_unicode_buffer(261)
            kernel.GetVolumeInformationW(root, name, 261, None, None, None, None, 0)
            yield Path(root), f"{name.value} ({letter}:)" if name.value else f"{letter}:"
