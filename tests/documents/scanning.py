"""An office scanner made of arithmetic: a printed sheet comes out grey, skewed, upside down, noisy and written on."""

import io
import random
from collections.abc import Sequence
from dataclasses import dataclass

from PIL import Image, ImageChops, ImageDraw, ImageFilter

from ewloe_desktop.documents.preview import page_images

MM = 1 / 25.4  # inches
_PAPER = 240  # dots an inch of what lies on the glass


@dataclass(frozen=True)
class Office:
    """How one sheet was laid on one scanner."""

    dpi: int = 200
    skew: float = 0.0  # degrees
    turned: int = 0  # quarters
    quality: int = 50
    grey: float = 0.92  # how white its white is
    ink: int = 30  # how black its black is
    noise: float = 6.0
    blur: float = 0.6
    stroke: int = -1  # which of the two codes a pen went over
    stretch: float = 1.0
    seed: int = 0


def offices(count: int) -> Sequence[Office]:
    """So many ways an office scans: 150 and 200 dots, up to 3 degrees askew, any way up, pen over a code."""
    made = []
    for number in range(count):
        chance = random.Random(number)
        made.append(
            Office(
                dpi=(150, 200)[number % 2],
                skew=chance.uniform(-3, 3),
                turned=(0, 2, 0, 2, 1, 3)[number % 6],
                quality=50,
                grey=chance.uniform(0.8, 0.97),
                ink=chance.randrange(10, 70),
                noise=chance.uniform(2, 9),
                blur=chance.uniform(0.3, 0.9),
                stroke=number % 4 if number % 4 < 2 else -1,
                stretch=chance.uniform(0.995, 1.005),
                seed=number,
            )
        )
    return made


def printed(pdf: bytes, page: int = 0) -> Image.Image:
    """A page as it lies on paper: 240 dots an inch."""
    return page_images(pdf, scale=_PAPER / 72, first=page, count=1)[0].convert("L")


def scanned(sheet: bytes | Image.Image, office: Office | None = None, *, signed: bool = True) -> Image.Image:
    """A printed page as the scanner gives it, in grey, before it is written to a file."""
    office = office or Office()
    sheet = printed(sheet) if isinstance(sheet, bytes) else sheet.copy()
    chance = random.Random(office.seed)
    if signed:
        _write_on(sheet, chance)
    if office.stroke >= 0:
        _stroke(sheet, office.stroke, chance)
    return _through(sheet, office, chance)


def _write_on(sheet: Image.Image, chance: random.Random) -> None:
    """A signature and a date in the head teacher's row, in ink."""
    pen = ImageDraw.Draw(sheet)
    dot = _PAPER * MM
    for left, top, wide in ((24, 108, 45), (102, 112, 40), (160, 112, 20)):
        x, y, line = left * dot, top * dot, []
        for step in range(40):
            line.append((x + step * wide * dot / 40, y + chance.uniform(-3, 3) * dot))
        pen.line(line, fill=40, width=5, joint="curve")


def _stroke(sheet: Image.Image, which: int, chance: random.Random) -> None:
    """A pen stroke right across one of the two codes."""
    import zxingcpp

    codes = sorted(zxingcpp.read_barcodes(sheet), key=lambda code: code.position.top_left.y)
    at = codes[min(which, len(codes) - 1)].position
    ImageDraw.Draw(sheet).line(
        (
            at.top_left.x - 40,
            at.top_left.y + chance.randrange(60, 240),
            at.bottom_right.x + 40,
            at.top_left.y + chance.randrange(60, 240),
        ),
        fill=50,
        width=14,
    )


def _through(sheet: Image.Image, office: Office, chance: random.Random) -> Image.Image:
    wide, high = round(sheet.width * office.dpi / _PAPER), round(sheet.height * office.dpi / _PAPER * office.stretch)
    picture = sheet.resize((wide, high), Image.Resampling.LANCZOS)
    picture = picture.rotate(office.skew, resample=Image.Resampling.BICUBIC, expand=True, fillcolor=255)
    if office.turned:
        picture = picture.rotate(90 * office.turned, expand=True)
    picture = picture.filter(ImageFilter.GaussianBlur(office.blur))
    white, black = office.grey * 255, office.ink
    picture = picture.point(lambda grey: round(black + grey * (white - black) / 255))
    noise = Image.effect_noise(picture.size, office.noise * 2)
    picture = ImageChops.add(picture, noise, offset=-128)
    return _specked(picture, chance)


def _specked(picture: Image.Image, chance: random.Random) -> Image.Image:
    pen = ImageDraw.Draw(picture)
    for _ in range(12):
        x, y = chance.randrange(picture.width), chance.randrange(picture.height)
        pen.point((x, y), fill=60)
    return picture


def as_jpeg(picture: Image.Image, quality: int = 50) -> bytes:
    """What a scanner sends as a picture."""
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=quality)
    return out.getvalue()


def as_pdf(pictures: Sequence[Image.Image], dpi: int = 200, quality: int = 50) -> bytes:
    """What a scanner sends as a PDF: a page for each picture, packed as JPEG."""
    out = io.BytesIO()
    first, *more = (Image.open(io.BytesIO(as_jpeg(picture, quality))) for picture in pictures)
    first.save(out, "PDF", resolution=dpi, quality=quality, save_all=True, append_images=more)
    return out.getvalue()
