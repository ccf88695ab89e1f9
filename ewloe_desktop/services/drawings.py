"""A signature drawn on the screen: a small PNG that every sheet can print, or none."""

import io

from ewloe_desktop.domain.errors import FieldProblem, FieldsRefused

MOST_BYTES = 500_000
MOST_PIXELS = 8_000_000


def require_drawing(png: bytes | None) -> None:
    """Raises FieldsRefused for anything that is no whole PNG of the size that a drawing has."""
    if png is not None and not _is_drawing(png):
        raise FieldsRefused((FieldProblem("method", "not_drawing"),))


def _is_drawing(png: bytes) -> bool:
    from PIL import Image

    if len(png) > MOST_BYTES:
        return False
    try:
        with Image.open(io.BytesIO(png), formats=("PNG",)) as picture:
            if picture.width * picture.height > MOST_PIXELS or getattr(picture, "n_frames", 1) != 1:
                return False
            picture.load()
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return False
    return True
