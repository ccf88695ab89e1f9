"""Draws a page of a PDF. Runs in the child only."""

import io

import pypdfium2

from ewloe_desktop.domain.errors import FileRefused
from ewloe_desktop.intake.limits import Limits
from ewloe_desktop.intake.pdf_open import opened


def page_count(data: bytes) -> int:
    """How many pages the PDF has."""
    with opened(data) as document:
        return len(document)


def page_png(data: bytes, page: int, width: int, limits: Limits) -> bytes:
    """Page `page` (from 1) as a PNG `width` pixels wide; a page out of all proportion is drawn smaller."""
    with opened(data) as document:
        if not 1 <= page <= len(document):
            raise FileRefused("no_page", facts={"page": page, "pages": len(document)})
        return _draw(document, page - 1, width, limits)


def _draw(document: pypdfium2.PdfDocument, index: int, width: int, limits: Limits) -> bytes:
    page = document[index]
    wide, high = page.get_size()
    side = limits.picture_side / max(wide, high, 1)
    scale = min(width / max(wide, 1), side, (limits.picture_pixels / max(wide * high, 1)) ** 0.5)
    bitmap = page.render(scale=scale, may_draw_forms=False)
    out = io.BytesIO()
    bitmap.to_pil().convert("RGB").save(out, "PNG", compress_level=1)
    bitmap.close()
    page.close()
    return out.getvalue()
