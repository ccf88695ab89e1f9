"""Makes a small picture of a large one, without anything the camera wrote. Runs in the child only."""

import io
import warnings

from PIL import Image, ImageOps, UnidentifiedImageError

from ewloe_desktop.domain.errors import FileRefused

SIDE = 640
MOST_PIXELS = 120_000_000  # a large telephone's; anything beyond is no picture of people
KINDS = ("JPEG", "PNG", "WEBP")


def small_jpeg(data: bytes) -> bytes:
    """A JPEG of at most 640 pixels a side, upright, on white, with no metadata at all."""
    Image.MAX_IMAGE_PIXELS = None  # asked below, before anything is unpacked
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            return _small(data)
        except (UnidentifiedImageError, OSError, SyntaxError, ValueError):
            raise FileRefused("not_picture") from None


def _small(data: bytes) -> bytes:
    with Image.open(io.BytesIO(data), formats=KINDS) as opened:
        if opened.width * opened.height > MOST_PIXELS:
            raise FileRefused("too_large", facts={"pixels": opened.width * opened.height, "most": MOST_PIXELS})
        opened.draft("RGB", (SIDE * 2, SIDE * 2))
        opened.thumbnail((SIDE, SIDE))
        clear = ImageOps.exif_transpose(opened).convert("RGBA")
    flat = Image.new("RGB", clear.size, "white")
    flat.paste(clear, mask=clear.getchannel("A"))
    out = io.BytesIO()
    flat.save(out, "JPEG", quality=82, optimize=True)
    return out.getvalue()
