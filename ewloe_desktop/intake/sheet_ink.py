"""Whether somebody wrote in the boxes that are signed by hand, and whether they are there. Runs in the child only."""

import ctypes
from collections.abc import Mapping, Sequence

import pypdfium2
import pypdfium2.raw as pdfium
from PIL import Image, ImageChops, ImageDraw, ImageFilter

WRITTEN, EMPTY, MISSING = "written", "empty", "missing"
SIDES = {"head_teacher": "head", "governing_body": "governors"}  # by the name of the field each side is signed in
_LINE = 11.0  # points: the labels below the lines to write on
_DARK = 128  # grey of a printed stroke
_OTHER = 60  # grey by which a dot is on one page only
_GONE = 0.5  # so much of what is printed in a box not on the scan: the box is not there
_STROKES = 100  # dots newly dark in a box, about 2 mm²: fewer are specks

Box = tuple[float, float, float, float]


def boxes_to_sign(page: pypdfium2.PdfPage) -> dict[str, Box]:
    """Each side's box with everything printed in it: left, bottom, right, top in points."""
    wide, _high = page.get_size()
    found: dict[str, Box] = {}
    for index in range(pdfium.FPDFPage_GetAnnotCount(page)):
        annotation = pdfium.FPDFPage_GetAnnot(page, index)
        side = SIDES.get(_name_of(annotation))
        rect = pdfium.FS_RECTF()
        if side and pdfium.FPDFAnnot_GetRect(annotation, ctypes.byref(rect)):
            whole = rect.right - rect.left > wide / 2
            found[side] = (
                (rect.left, rect.bottom, rect.right, rect.top)
                if whole
                else (rect.left, rect.bottom - _LINE, wide - rect.left, rect.top)
            )
        pdfium.FPDFPage_CloseAnnot(annotation)
    return found


def _name_of(annotation: pdfium.FPDF_ANNOTATION) -> str:
    size = pdfium.FPDFAnnot_GetStringValue(annotation, b"T", None, 0)
    room = ctypes.create_string_buffer(max(size, 2))
    pdfium.FPDFAnnot_GetStringValue(annotation, b"T", ctypes.cast(room, ctypes.POINTER(pdfium.FPDF_WCHAR)), size)
    return room.raw.decode("utf-16-le").rstrip("\0")


def ink_in(
    page: Image.Image, added: Image.Image, missing: Image.Image, boxes: Mapping[str, Box], left_out: Sequence[Box]
) -> dict[str, str]:
    """For each side what its box holds, by what only the scan and what only the stored page has; boxes in pixels."""
    clear = Image.new("L", page.size, 255)
    pen = ImageDraw.Draw(clear)
    for x, y, w, h in left_out:
        pen.rectangle((x, y, x + w, y + h), fill=0)
    return {side: _held(page, added, missing, clear, box) for side, box in boxes.items()}


def _held(page: Image.Image, added: Image.Image, missing: Image.Image, clear: Image.Image, box: Box) -> str:
    x, y, w, h = (round(part) for part in box)
    area = (x, y, x + w, y + h)
    allowed = clear.crop(area)
    printed = page.crop(area).point(lambda grey: 255 if grey < _DARK else 0)
    printed = ImageChops.darker(printed, allowed)
    gone = ImageChops.darker(_marked(missing.crop(area)), printed)
    if _count(gone) > _GONE * max(_count(printed), 1):
        return MISSING
    strokes = _marked(added.crop(area)).filter(ImageFilter.MinFilter(3))  # a speck has no middle
    return WRITTEN if _count(ImageChops.darker(strokes, allowed)) > _STROKES else EMPTY


def _marked(one: Image.Image) -> Image.Image:
    return one.point(lambda grey: 255 if grey > _OTHER else 0)


def _count(one: Image.Image) -> int:
    return one.histogram()[255]
