"""The square code on a sheet, as one path of whole modules."""

from functools import lru_cache

import segno

MODULES = 29  # version 3
QUIET = 4  # modules of white on every side
SIDE_MM = 26.0  # the code itself, without its quiet zone


@lru_cache(maxsize=32)
def path(text: str) -> str:
    """Rectangles, one unit a module, origin at the bottom left; the text is at most 47 signs of QR's own alphabet."""
    code = segno.make(text, version=3, error="q", mode="alphanumeric", mask=2, boost_error=False)
    parts = []
    for row, line in enumerate(code.matrix):
        start = None
        for column, dark in enumerate((*line, 0)):
            if dark and start is None:
                start = column
            elif not dark and start is not None:
                parts.append(f"{start} {MODULES - 1 - row} {column - start} 1 re")
                start = None
    return " ".join(parts) + " f"
