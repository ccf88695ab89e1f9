"""Pictures of the pages that stand beside what was read."""

import io

import pikepdf
import pytest
from PIL import Image
from reportlab.platypus import Paragraph

from ewloe_desktop.domain.errors import FileRefused
from ewloe_desktop.intake.pages import Pages, page_picture
from tests.intake.making import BODY, TITLE, new_page, pdf, prose


def three_pages() -> bytes:
    return pdf(
        [Paragraph("Garden Policy", TITLE), *(part for n in (1, 2) for part in (new_page(), Paragraph(prose(n), BODY)))]
    )


def test_a_page_is_drawn_at_the_width_asked_for() -> None:
    with Image.open(io.BytesIO(page_picture(three_pages(), 1, 400))) as picture:
        assert picture.format == "PNG"
        assert picture.size[0] == 400
        assert picture.convert("L").getextrema()[0] < 100


def test_many_pages_come_from_one_child() -> None:
    with Pages("garden.pdf", three_pages()) as pages:
        assert pages.count() == 3
        assert len({pages.picture(n, 120) for n in (1, 2, 3)}) == 3


def test_a_page_out_of_all_proportion_is_drawn_smaller() -> None:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(three_pages())) as document:
        document.pages[0].MediaBox = [0, 0, 200, 20_000]
        document.save(out)
    with Image.open(io.BytesIO(page_picture(out.getvalue(), 1, 4000))) as picture:
        assert max(picture.size) <= 10_000


def test_a_page_that_is_not_there_is_refused() -> None:
    with pytest.raises(FileRefused) as refused:
        page_picture(three_pages(), 4, 100)
    assert (refused.value.reason, refused.value.facts) == ("no_page", {"page": 4, "pages": 3})


def test_what_is_no_pdf_is_refused() -> None:
    with pytest.raises(FileRefused) as refused:
        page_picture(b"%PDF-1.7\nnothing more", 1, 100)
    assert refused.value.reason == "damaged"
