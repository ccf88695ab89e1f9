"""How much a file somebody brings may cost."""

from dataclasses import dataclass

MEBI = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds on one reading; sizes in bytes, times in seconds."""

    file_bytes: int = 40 * MEBI
    unpacked_bytes: int = 200 * MEBI  # all parts of a zipped document together
    ratio: int = 100  # unpacked to packed
    parts: int = 5000  # entries of a zipped document
    line: int = 250_000  # characters of one line of plain text
    blocks: int = 50_000
    output_bytes: int = 32 * MEBI  # what the child may hand back
    memory_bytes: int = 900 * MEBI  # of the child, where the system can bound it
    stall_seconds: float = 20.0  # without a sign of progress
    total_seconds: float = 900.0
    picture_side: int = 10_000  # pixels of a page picture's longer side
    picture_pixels: int = 25_000_000  # of the whole page picture
