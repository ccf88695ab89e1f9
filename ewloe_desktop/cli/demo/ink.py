"""A sheet as it comes back from the scanner: printed, signed with a pen, a little crooked and grey, as JPEG."""

import io
import math

from PIL import Image, ImageDraw, ImageFilter

from ewloe_desktop.documents.preview import page_images

_DOTS = 150  # an inch
_SKEW = 1.2  # degrees
_QUALITY = 60
_INK = (28, 40, 110)
# Where a pen writes on an unsigned approval sheet: signature, name and date; left, foot and width as parts of the page.
HEAD = ((0.13, 0.412, 0.22), (0.49, 0.41, 0.14), (0.75, 0.41, 0.08))
GOVERNORS = ((0.13, 0.662, 0.22), (0.49, 0.66, 0.14), (0.75, 0.66, 0.08))


def scan_of(pdf: bytes, strokes: tuple[tuple[float, float, float], ...] = HEAD) -> bytes:
    """The first page with something written at each place."""
    page = page_images(pdf, _DOTS / 72, count=1)[0]
    pen = ImageDraw.Draw(page)
    for left, foot, width in strokes:
        points = _signature(left * page.width, foot * page.height, width * page.width)
        pen.line(points, fill=_INK, width=4, joint="curve")
    paper = page.rotate(_SKEW, Image.Resampling.BICUBIC, expand=True, fillcolor="white")
    paper = paper.convert("L").filter(ImageFilter.GaussianBlur(0.6))
    file = io.BytesIO()
    paper.save(file, "JPEG", quality=_QUALITY, dpi=(_DOTS, _DOTS))
    return file.getvalue()


def _signature(left: float, foot: float, width: float) -> list[tuple[float, float]]:
    """Loops that get smaller to the right, and a stroke below them."""
    high = width / 5
    loops = [
        (left + width * step / 120 + high * 0.4 * math.sin(step / 4), foot - high * (1.2 - step / 160) * _up(step))
        for step in range(120)
    ]
    return [*loops, (left + width, foot - high * 0.2), (left + width * 0.1, foot + high * 0.15)]


def _up(step: int) -> float:
    return 0.5 + 0.5 * math.cos(step / 4)
