"""Finds the square codes on scanned pages and turns the pages upright. Runs in the child only."""

import io
import math
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import pypdfium2
import zxingcpp
from PIL import Image, ImageFilter, ImageOps, UnidentifiedImageError

from ewloe_desktop.domain.errors import FileRefused
from ewloe_desktop.intake.limits import Limits
from ewloe_desktop.intake.pdf_open import opened

OURS = "EG1:"
WIDE = 1240  # pixels of an upright page's picture
SCAN_DPI, FINE_DPI = 200, 300
MOST_PAGES = 200
_POINTS = 72
_KINDS = ("JPEG", "PNG")
_WHITE = 255

Point = tuple[float, float]
Progress = Callable[[int, int], object]


@dataclass(frozen=True, slots=True)
class Found:
    """A code and its corners on the page: top left, top right, bottom right, bottom left as the code itself lies."""

    text: str
    corners: tuple[Point, Point, Point, Point]

    @property
    def turned(self) -> float:
        """By how many degrees, clockwise, the page lies turned."""
        (ax, ay), (bx, by) = self.corners[0], self.corners[1]
        return math.degrees(math.atan2(by - ay, bx - ax))


@contextmanager
def scan_pages(data: bytes, limits: Limits) -> "Iterator[Pages]":
    """The pages of a scan; raises FileRefused."""
    if b"%PDF-" in data[:1024]:
        with opened(data) as document:
            if len(document) > MOST_PAGES:
                raise FileRefused("too_many_pages", facts={"pages": len(document), "most": MOST_PAGES})
            yield Pages(limits, document=document)
        return
    yield Pages(limits, picture=_picture(data, limits))


def _picture(data: bytes, limits: Limits) -> Image.Image:
    """A PNG or JPEG in grey, upright as its camera says."""
    Image.MAX_IMAGE_PIXELS = None  # asked below, before anything is unpacked
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            with Image.open(io.BytesIO(data), formats=_KINDS) as image:
                if image.width * image.height > 4 * limits.picture_pixels:
                    facts = {"pixels": image.width * image.height, "most": 4 * limits.picture_pixels}
                    raise FileRefused("too_large", facts=facts)
                image.draft("L", (3000, 4200))
                upright: Image.Image = ImageOps.exif_transpose(image)
                if upright.mode in ("RGBA", "LA", "P", "PA"):
                    clear = upright.convert("RGBA")
                    upright = Image.new("RGB", clear.size, "white")
                    upright.paste(clear, mask=clear.getchannel("A"))
                grey = upright.convert("L")
        except (UnidentifiedImageError, OSError, SyntaxError, ValueError):
            raise FileRefused("not_scan") from None
    grey.thumbnail((5000, 5000))
    return grey


class Pages:
    """A scan's pages in grey, drawn when they are asked for."""

    def __init__(
        self, limits: Limits, *, document: pypdfium2.PdfDocument | None = None, picture: Image.Image | None = None
    ) -> None:
        self._limits, self._document, self._image = limits, document, picture

    def __len__(self) -> int:
        return len(self._document) if self._document is not None else 1

    def page(self, number: int, dpi: int = SCAN_DPI) -> Image.Image:
        """Page `number` (from 1) at so many dots an inch; a picture is as it is."""
        if not 1 <= number <= len(self):
            raise FileRefused("no_page", facts={"page": number, "pages": len(self)})
        if self._image is not None:
            return self._image
        assert self._document is not None
        return draw(self._document, number, dpi, self._limits)


def draw(document: pypdfium2.PdfDocument, number: int, dpi: int, limits: Limits, *, forms: bool = False) -> Image.Image:
    """A page of a PDF in grey."""
    page = document[number - 1]
    wide, high = page.get_size()
    scale = min(dpi / _POINTS, limits.picture_side / max(wide, high, 1))
    scale = min(scale, (limits.picture_pixels / max(wide * high, 1)) ** 0.5)
    bitmap = page.render(scale=scale, grayscale=True, may_draw_forms=forms)
    picture: Image.Image = bitmap.to_pil().convert("L")
    bitmap.close()
    page.close()
    return picture


def codes_on(pages: Pages, number: int) -> list[Found]:
    """The codes of a page at the usual fineness, and finer or softened where that shows none."""
    usual = pages.page(number)
    found = read_codes(usual)
    if found:
        return found
    soft = usual.filter(ImageFilter.MedianFilter(3))
    for again in (pages.page(number, FINE_DPI), soft, ImageOps.autocontrast(soft, cutoff=2)):
        found = read_codes(again)
        if found:
            across, down = usual.width / again.width, usual.height / again.height
            return [_scaled(one, across, down) for one in found]
    return []


def read_codes(picture: Image.Image) -> list[Found]:
    """Every one of our codes on a picture in grey."""
    told = zxingcpp.read_barcodes(picture, formats=zxingcpp.BarcodeFormats([zxingcpp.BarcodeFormat.QRCode]))
    return [_found(one) for one in told if one.valid and one.text.startswith(OURS)]


def _found(code: zxingcpp.Barcode) -> Found:
    at = code.position
    corners = (at.top_left, at.top_right, at.bottom_right, at.bottom_left)
    first, second, third, fourth = ((float(corner.x), float(corner.y)) for corner in corners)
    return Found(code.text, (first, second, third, fourth))


def _scaled(found: Found, across: float, down: float) -> Found:
    first, second, third, fourth = ((x * across, y * down) for x, y in found.corners)
    return Found(found.text, (first, second, third, fourth))


def read_pages(data: bytes, limits: Limits, progress: Progress) -> list[dict[str, object]]:
    """For each page its codes, and by how much it lies turned."""
    told: list[dict[str, object]] = []
    with scan_pages(data, limits) as pages:
        for number in range(1, len(pages) + 1):
            found = codes_on(pages, number)
            told.append({"codes": [one.text for one in found], "turned": found[0].turned if found else 0.0})
            progress(number, len(pages))
    return told


def upright_jpeg(data: bytes, number: int, turned: float, limits: Limits) -> bytes:
    """A page turned upright, at most 1240 pixels wide, without anything the camera wrote."""
    with scan_pages(data, limits) as pages:
        picture = pages.page(number)
    quarters = round(turned / 90) % 4
    if quarters:
        picture = picture.rotate(90 * quarters, expand=True)
    rest = (turned + 45) % 90 - 45
    if abs(rest) > 0.2:
        picture = picture.rotate(rest, resample=Image.Resampling.BICUBIC, fillcolor=_WHITE)
    if picture.width > WIDE:
        picture = picture.resize((WIDE, round(picture.height * WIDE / picture.width)), Image.Resampling.BOX)
    return jpeg(picture)


def jpeg(picture: Image.Image) -> bytes:
    """A picture's bytes."""
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=80)
    return out.getvalue()
