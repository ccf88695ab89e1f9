"""Pictures of sheets show what the fields show."""

import io

from PIL import Image, ImageChops

from ewloe_desktop.documents.approval_sheet import GOVERNORS_FIELD
from ewloe_desktop.documents.page import A4
from ewloe_desktop.documents.preview import page_count, page_images, page_picture
from tests.documents import made
from tests.documents.reading import field_rects


def test_pages_are_counted() -> None:
    assert page_count(made.finished()) == 1
    assert page_count(made.head_signed(made.long_facts())) == 2


def test_a_picture_has_the_width_asked_for_and_the_shape_of_the_page() -> None:
    picture = Image.open(io.BytesIO(page_picture(made.finished(), 1, 700)))
    assert picture.format == "PNG"
    assert picture.width == 700
    assert abs(picture.height - 700 * A4[1] / A4[0]) <= 1


def test_some_pages_can_be_asked_for() -> None:
    pdf = made.head_signed(made.long_facts())
    assert len(page_images(pdf, 0.5)) == 2
    (second,) = page_images(pdf, 0.5, first=1, count=5)
    assert ImageChops.difference(second, page_images(pdf, 0.5)[1]).getbbox() is None


def test_the_governing_bodys_box_is_in_the_picture() -> None:
    _, (left, bottom, right, top) = field_rects(made.finished())[GOVERNORS_FIELD]
    box = tuple(round(side) for side in (left, A4[1] - top, right, A4[1] - bottom))
    before, after = (page_images(pdf, 1.0)[0].crop(box) for pdf in (made.head_signed(), made.finished()))
    for picture in (before, after):
        assert min(picture.convert("L").tobytes()) < 60
    assert ImageChops.difference(before, after).getbbox() is not None
