"""The school's crest: a picture that every sheet can print, or none."""

import io

from ewloe_desktop.domain.errors import FieldProblem, FieldsRefused

MOST_PIXELS = 25_000_000


def require_crest(crest: bytes | None) -> None:
    """Raises FieldsRefused for anything that is no PNG or JPEG of a sensible size."""
    if crest is not None and not _is_picture(crest):
        raise FieldsRefused((FieldProblem("crest", "not_picture"),))


def _is_picture(crest: bytes) -> bool:
    from PIL import Image

    try:
        with Image.open(io.BytesIO(crest), formats=("PNG", "JPEG")) as picture:
            fits = picture.width * picture.height <= MOST_PIXELS
            picture.verify()
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return False
    return fits
