"""Where things are: what the app brings along, and where this PC keeps the register, the settings and the log."""

import os
import sys
from dataclasses import dataclass
from pathlib import Path

APP = "ewloe-desktop"
REGISTER_FILE = "school.register"
_PACKAGE = Path(__file__).resolve().parent


def resources() -> Path:
    """How it looks and speaks: beside the package in a checkout, inside it in an installed wheel."""
    return _brought("resources")


def data() -> Path:
    """What it knows: beside the package in a checkout, inside it in an installed wheel."""
    return _brought("data")


def _brought(name: str) -> Path:
    inside = _PACKAGE / name
    return inside if inside.is_dir() else _PACKAGE.parent / name


def settings_file() -> Path:
    """This user's settings (EWLOE_SETTINGS names another file)."""
    named = os.environ.get("EWLOE_SETTINGS")
    if named:
        return Path(named)
    from platformdirs import user_config_path

    return user_config_path(APP, appauthor=False) / "settings.toml"


def state_folder() -> Path:
    """Where this PC remembers marks and writes its log, never beside the register (EWLOE_STATE names another)."""
    named = os.environ.get("EWLOE_STATE")
    if named:
        return Path(named)
    from platformdirs import user_state_path

    return user_state_path(APP, appauthor=False)


@dataclass(frozen=True, slots=True)
class Place:
    """A place proposed for the register; why is "shared" (every user of the PC) or "own" (this user alone)."""

    path: Path
    why: str


def shared_folder() -> Path:
    """The folder that all users of this PC share (EWLOE_SHARED names another); an installer makes it."""
    named = os.environ.get("EWLOE_SHARED")
    if named:
        return Path(named)
    if sys.platform == "win32":
        return Path(os.environ.get("PROGRAMDATA", r"C:\ProgramData")) / "Ewloe Desktop"
    if sys.platform == "darwin":
        return Path("/Users/Shared/Ewloe Desktop")
    return Path("/var/lib") / APP


def own_folder() -> Path:
    """The folder for this user's own register."""
    from platformdirs import user_data_path

    return user_data_path(APP, appauthor=False)


def proposed_places() -> tuple[Place, ...]:
    """Where a new register may go, the best first: the shared folder when this user can write there, then the own."""
    own = Place(own_folder() / REGISTER_FILE, "own")
    shared = shared_folder()
    return (Place(shared / REGISTER_FILE, "shared"), own) if can_write(shared) else (own,)


def can_write(folder: Path) -> bool:
    """Whether a file can be made there now: tried, because permissions alone do not tell on Windows."""
    import tempfile

    try:
        with tempfile.TemporaryFile(dir=folder):
            return True
    except OSError:
        return False


def is_network(place: str) -> bool:
    """Whether a path leads to another computer: by its name, or because the system says so of its drive."""
    from ewloe_desktop.domain import places

    if places.is_network(place):
        return True
    if sys.platform == "win32":
        import ctypes

        drive = Path(place).absolute().drive
        remote = 4  # DRIVE_REMOTE
        return bool(drive) and ctypes.windll.kernel32.GetDriveTypeW(f"{drive}\\") == remote
    return _mounted(place, Path("/proc/mounts")) in _NETWORK


def synced_by(place: str) -> str:
    """The cloud service that copies this path, "" when none is known."""
    from ewloe_desktop.domain import places

    named = {name: os.environ.get(name, "") for name in ("OneDrive", "OneDriveCommercial", "OneDriveConsumer")}
    return places.synced_by(place, {folder: "OneDrive" for folder in named.values() if folder})


_NETWORK = frozenset({"nfs", "nfs4", "cifs", "smb3", "smbfs", "afs", "fuse.sshfs", "fuse.davfs", "ceph"})


def _mounted(place: str, table: Path) -> str:
    """The kind of file system that a path lies on, "" where the system keeps no such table."""
    try:
        lines = [line.split() for line in table.read_text("utf-8", "replace").splitlines()]
    except OSError:
        return ""
    path = Path(place).absolute()
    over = [(len(Path(line[1]).parts), line[2]) for line in lines if len(line) > 2 and path.is_relative_to(line[1])]
    return max(over, default=(0, ""))[1]
