"""Opens a PDF's bytes, or says why not. Runs in the child only."""

import contextlib
from collections.abc import Iterator

import pypdfium2
import pypdfium2.raw as pdfium

from ewloe_desktop.domain.errors import FileRefused


@contextlib.contextmanager
def opened(data: bytes) -> Iterator[pypdfium2.PdfDocument]:
    """The document; scripts, actions and forms in it are never run. Raises FileRefused."""
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        code = getattr(error, "err_code", None)
        locked = code in (pdfium.FPDF_ERR_PASSWORD, pdfium.FPDF_ERR_SECURITY) or "assword" in str(error)
        raise FileRefused("encrypted" if locked else "damaged") from None
    try:
        if len(document) == 0:
            raise FileRefused("damaged")
        yield document
    finally:
        document.close()
