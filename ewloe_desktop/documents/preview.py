"""Sheets as pictures: the same words, fields and signatures that a printer or another reader would show."""

import io
from collections.abc import Iterator
from contextlib import contextmanager

import pypdfium2
from PIL import Image

MOST_PIXELS = 20_000  # a side


@contextmanager
def _opened(pdf: bytes) -> Iterator[pypdfium2.PdfDocument]:
    document = pypdfium2.PdfDocument(pdf)
    try:
        document.init_forms()  # without it the fields, so the governing body's box, stay empty
        yield document
    finally:
        document.close()


def page_count(pdf: bytes) -> int:
    """How many pages it has."""
    with _opened(pdf) as document:
        return len(document)


def page_images(pdf: bytes, scale: float = 2.0, first: int = 0, count: int | None = None) -> list[Image.Image]:
    """Pages as pictures from page `first` (from 0) on; a scale of 1 is 72 dots an inch."""
    with _opened(pdf) as document:
        last = len(document) if count is None else min(len(document), first + count)
        return [_picture(document, number, scale) for number in range(first, last)]


def page_picture(pdf: bytes, page: int, width: int) -> bytes:
    """One page (from 1) as PNG, `width` pixels wide."""
    with _opened(pdf) as document:
        scale = (min(width, MOST_PIXELS) - 0.01) / document[page - 1].get_width()  # it rounds up
        picture = _picture(document, page - 1, scale)
    file = io.BytesIO()
    picture.save(file, "PNG", compress_level=1)
    return file.getvalue()


def _picture(document: pypdfium2.PdfDocument, number: int, scale: float) -> Image.Image:
    picture: Image.Image = document[number].render(scale=scale, may_draw_forms=True).to_pil()
    return picture.convert("RGB")
