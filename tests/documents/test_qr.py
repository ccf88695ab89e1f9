"""The square code is always version 3 at level Q and reads back as it was written."""

import io

import pytest
import zxingcpp
from PIL import Image, ImageDraw

from ewloe_desktop.documents import qr
from ewloe_desktop.domain.journal import qr_text

LONGEST = qr_text("ABCD", 99_999_999, bytes(range(32)))


def _drawn(text: str) -> Image.Image:
    side = 10
    size = (qr.MODULES + 2 * qr.QUIET) * side
    picture = Image.new("L", (size, size), 255)
    draw = ImageDraw.Draw(picture)
    for rectangle in qr.path(text).removesuffix(" f").split(" re")[:-1]:
        x, y, width, _ = (int(part) for part in rectangle.split())
        left, top = (x + qr.QUIET) * side, (qr.MODULES - 1 - y + qr.QUIET) * side
        draw.rectangle((left, top, left + width * side - 1, top + side - 1), fill=0)
    return picture


@pytest.mark.parametrize("act", [1, 1234, 99_999_999])
def test_the_code_reads_back(act: int) -> None:
    text = qr_text("1a2b3c", act, bytes(range(32)))
    (found,) = zxingcpp.read_barcodes(_drawn(text))
    assert found.text == text
    assert found.ec_level == "Q"


def test_the_longest_text_still_fits_version_3() -> None:
    assert len(LONGEST) <= 47
    assert zxingcpp.read_barcodes(_drawn(LONGEST))[0].text == LONGEST


def test_a_poor_scan_is_still_read() -> None:
    picture = _drawn(LONGEST).resize((190, 190)).rotate(4, fillcolor=255, expand=True)
    file = io.BytesIO()
    picture.save(file, "JPEG", quality=40)
    assert zxingcpp.read_barcodes(Image.open(file))[0].text == LONGEST
