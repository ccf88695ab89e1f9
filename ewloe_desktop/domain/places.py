"""Folders in which a register is not safe: those a cloud service copies while it is open, and network drives."""

import re
from collections.abc import Mapping

# As a folder is named by the service itself; "OneDrive - Ysgol Bryn Derw" is one of OneDrive's.
_SERVICES = {
    "onedrive": "OneDrive",
    "dropbox": "Dropbox",
    "google drive": "Google Drive",
    "googledrive": "Google Drive",
    "google drive streaming": "Google Drive",
    "my drive": "Google Drive",
    "iclouddrive": "iCloud Drive",
    "icloud drive": "iCloud Drive",
    "com~apple~clouddocs": "iCloud Drive",
    "box sync": "Box",
    "nextcloud": "Nextcloud",
    "owncloud": "ownCloud",
    "pclouddrive": "pCloud",
    "megasync": "MEGA",
}
_UNC = re.compile(r"[\\/]{2}[^\\/?.]")  # \\server\share, also written with slashes; not \\?\C:\ of this PC
_LONG_UNC = re.compile(r"\\\\\?\\UNC\\", re.IGNORECASE)


def is_network(place: str) -> bool:
    """Whether a path names another computer."""
    return bool(_UNC.match(place) or _LONG_UNC.match(place))


def synced_by(place: str, folders: Mapping[str, str] | None = None) -> str:
    """The service that copies this path, "" when none is known; `folders` are further folders with their services."""
    parts = [part.strip().casefold() for part in re.split(r"[\\/]+", place)]
    for part in parts:
        name = re.split(r" - | \(", part, maxsplit=1)[0]
        if name in _SERVICES:
            return _SERVICES[name]
    for folder, service in (folders or {}).items():
        own = [part.strip().casefold() for part in re.split(r"[\\/]+", folder.rstrip("\\/"))]
        if folder and parts[: len(own)] == own:
            return service
    return ""
