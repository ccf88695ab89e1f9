"""The school's crest: a picture that every sheet can print, or none."""

import io

from ewloe_desktop.domain.errors import FieldProblem, FieldsRefused
from ewloe_desktop.intake.bare import bare

MOST_PIXELS = 25_000_000


def require_crest(crest: bytes | None) -> bytes | None:
    """The crest as it is kept, bare of all but the picture; FieldsRefused for no PNG or JPEG of a sensible size."""
    if crest is not None and not _is_picture(crest):
        raise FieldsRefused((FieldProblem("crest", "not_picture"),))
    return bare(crest) if crest is not None else None


def _is_picture(crest: bytes) -> bool:
    from PIL import Image

    try:
        with Image.open(io.BytesIO(crest), formats=("PNG", "JPEG")) as picture:
            fits = picture.width * picture.height <= MOST_PIXELS
            picture.verify()
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return False
    return fits
