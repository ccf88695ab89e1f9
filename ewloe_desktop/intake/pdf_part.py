"""Takes pages of a PDF out into one of their own. Runs in the child only."""

import io

import pypdfium2

from ewloe_desktop.domain.errors import FileRefused
from ewloe_desktop.intake.pdf_open import opened


def pages_of(data: bytes, first: int, last: int) -> bytes:
    """A PDF of the pages from `first` to `last`, from 1, both in it."""
    with opened(data) as document:
        if not 1 <= first <= last <= len(document):
            raise FileRefused("no_page", facts={"page": last, "pages": len(document)})
        part = pypdfium2.PdfDocument.new()
        try:
            part.import_pages(document, list(range(first - 1, last)))
            out = io.BytesIO()
            part.save(out)
            return out.getvalue()
        finally:
            part.close()
