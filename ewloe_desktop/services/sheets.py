"""Sheets: the stored ones as they were made, and unsigned ones made on the spot."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class StoredFile:
    """Bytes with the name they are saved under."""

    id: str
    name: str
    media_type: str
    content: bytes
    sha256: bytes
