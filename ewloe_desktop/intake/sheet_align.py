"""Lays a scanned page over the stored one by its square codes and marks what differs. Runs in the child only."""

import base64
import ctypes
from collections.abc import Sequence

import pypdfium2
import pypdfium2.raw as pdfium
from PIL import Image, ImageChops, ImageDraw, ImageFilter

from ewloe_desktop.domain.errors import FileRefused
from ewloe_desktop.intake.limits import Limits
from ewloe_desktop.intake.pdf_open import opened
from ewloe_desktop.intake.sheet_ink import boxes_to_sign, ink_in
from ewloe_desktop.intake.sheet_laying import Area, best_move, laid_over, shifted
from ewloe_desktop.intake.sheet_pages import SCAN_DPI, WIDE, Found, codes_on, draw, jpeg, read_codes, scan_pages

_SCALE = SCAN_DPI / 72
_FOOT = 37.0  # points: what stands at the foot of every page says when this copy was printed
_INK_WIDTH = 260.0  # a field narrower than this is an ink box: its whole row is written by hand
_LINE = 11.0
_CELL = (110, 60)  # pixels that are laid exactly over one another before they are compared
_SOME = 30  # dark pixels, by which a part can be laid at all
_ROOM = 4  # pixels round such a part, so that no letter is cut at its edge
_REACH = 2
_INK = 190  # grey that may be ink
_FULLER = ImageFilter.MinFilter(3)
_TELLING = 25  # grey, of a spot of a digit's size
_GRID = 8

Box = tuple[float, float, float, float]


def aligned(scan: tuple[bytes, int], stored: tuple[bytes, int], limits: Limits) -> dict[str, object]:
    """Both pictures in base64, the boxes where they differ, their share of the page, and what each side's box holds."""
    with opened(stored[0]) as document:
        document.init_forms()
        if not 1 <= stored[1] <= len(document):
            raise FileRefused("no_page", facts={"page": stored[1], "pages": len(document)})
        # Drawn twice as fine: at the scan's own fineness every letter would be pushed to a whole dot.
        page = draw(document, stored[1], 2 * SCAN_DPI, limits, forms=True).reduce(2)
        by_hand, to_sign = _left_out(document, stored[1])
    printed = read_codes(page)
    with scan_pages(scan[0], limits) as pages:
        picture, found = pages.page(scan[1]), codes_on(pages, scan[1])
    over = laid_over(picture, found, page, printed)
    if over is None:
        raise FileRefused("no_code")
    added, missing = _alone(over, page)
    codes = [_of_code(code) for code in printed]
    boxes = _differing(ImageChops.lighter(added, missing), [*by_hand, *codes])
    wide, high = page.size
    return {
        "scan": base64.b64encode(_shown(over)).decode(),
        "stored": base64.b64encode(_shown(page)).decode(),
        "boxes": [(x / wide, y / high, w / wide, h / high) for x, y, w, h in boxes],
        "share": sum(w * h for _x, _y, w, h in boxes) / (wide * high),
        "ink": ink_in(page, added, missing, to_sign, codes),
    }


def _shown(picture: Image.Image) -> bytes:
    return jpeg(picture.resize((WIDE, round(picture.height * WIDE / picture.width)), Image.Resampling.BOX))


def _of_code(code: Found) -> Box:
    across, down = [x for x, _y in code.corners], [y for _x, y in code.corners]
    return (min(across) - 12, min(down) - 12, max(across) - min(across) + 24, max(down) - min(down) + 24)


def _left_out(document: pypdfium2.PdfDocument, number: int) -> tuple[list[Box], dict[str, Box]]:
    """What is written by hand or says when this copy was printed, and each side's box: pixels of the page's picture."""
    page = document[number - 1]
    wide, high = page.get_size()
    rects = [(0.0, 0.0, wide, _FOOT)]
    for left, bottom, right, top in _fields(page):
        by_hand = right - left < _INK_WIDTH
        rects.append((0.0, bottom - _LINE, wide, top) if by_hand else (left, bottom, right, top))
    rects += _made_lines(page, wide)
    to_sign = {side: _pixels(box, high) for side, box in boxes_to_sign(page).items()}
    page.close()
    return [_pixels(rect, high) for rect in rects], to_sign


def _pixels(rect: Box, high: float) -> Box:
    left, bottom, right, top = rect
    return (_SCALE * left, _SCALE * (high - top), _SCALE * (right - left), _SCALE * (top - bottom))


def _fields(page: pypdfium2.PdfPage) -> list[Box]:
    """Where the page's fields are: left, bottom, right, top in points."""
    found = []
    for index in range(pdfium.FPDFPage_GetAnnotCount(page)):
        annotation = pdfium.FPDFPage_GetAnnot(page, index)
        rect = pdfium.FS_RECTF()
        is_field = pdfium.FPDFAnnot_GetSubtype(annotation) == pdfium.FPDF_ANNOT_WIDGET
        if is_field and pdfium.FPDFAnnot_GetRect(annotation, ctypes.byref(rect)):
            found.append((rect.left, rect.bottom, rect.right, rect.top))
        pdfium.FPDFPage_CloseAnnot(annotation)
    return found


def _made_lines(page: pypdfium2.PdfPage, wide: float) -> list[Box]:
    """The lines that say, as the foot does, which copy this is and when it was printed."""
    text = page.get_textpage()
    foot = text.get_text_bounded(bottom=0, top=_FOOT).split("·")
    when = " ".join(foot[1].split()[:4]) if len(foot) > 1 else ""  # "made 27 March 2026"
    rects = []
    search = text.search(when) if when else None
    while search is not None and (place := search.get_next()) is not None:
        _left, bottom, _right, top = text.get_charbox(place[0])
        if bottom > _FOOT:
            rects.append((0.0, bottom - _LINE, wide, top + 2.0))
    text.close()
    return rects


def _alone(scan: Image.Image, page: Image.Image) -> tuple[Image.Image, Image.Image]:
    """Ink that only the scan has, and ink that only the page has: nothing within a dot of it on the other."""
    one, other = scan.filter(ImageFilter.GaussianBlur(0.7)), page.filter(ImageFilter.GaussianBlur(0.9))
    added, missing = Image.new("L", page.size, 0), Image.new("L", page.size, 0)
    fuller = other.filter(_FULLER)
    wide, high = _CELL
    for top in range(0, page.height, high):
        for left in range(0, page.width, wide):
            alone = _ink_alone(one, (other, fuller), (left, top, left + wide, top + high))
            if alone is not None:
                added.paste(alone[0], (left, top))
                missing.paste(alone[1], (left, top))
    return added, missing


def _differing(marks: Image.Image, left_out: Sequence[Box]) -> list[Box]:
    """Boxes round the ink that only one page has."""
    draw_on = ImageDraw.Draw(marks)
    for x, y, w, h in left_out:
        draw_on.rectangle((x, y, x + w, y + h), fill=0)
    spots = marks.filter(ImageFilter.BoxBlur(3)).point(lambda grey: 255 if grey > _TELLING else 0)
    return _boxes(spots)


def _ink_alone(
    one: Image.Image, page: tuple[Image.Image, Image.Image], area: Area
) -> tuple[Image.Image, Image.Image] | None:
    """A part's ink that only one page has, laid where it fits best: paper stretches, and no scanner is straight.

    `page` is the stored one, and with every stroke a dot fuller; None for a part that is white on both.
    """
    round_it = (area[0] - _ROOM, area[1] - _ROOM, area[2] + _ROOM, area[3] + _ROOM)
    there, here = page[0].crop(round_it), one.crop(round_it)
    if not any(there.histogram()[:_INK]) and not any(here.histogram()[:_INK]):
        return None
    if sum(there.histogram()[:128]) > _SOME:
        here = shifted(one, round_it, best_move(one, there, round_it, _REACH))
    inside = (_ROOM, _ROOM, there.width - _ROOM, there.height - _ROOM)
    added = ImageChops.subtract(page[1].crop(round_it), here)
    missing = ImageChops.subtract(here.filter(_FULLER), there)
    return added.crop(inside), missing.crop(inside)


def _boxes(spots: Image.Image) -> list[Box]:
    """Rectangles round spots that touch or nearly do."""
    small = spots.resize((spots.width // _GRID + 1, spots.height // _GRID + 1), Image.Resampling.BOX)
    grown = small.point(lambda grey: 255 if grey > 24 else 0).filter(ImageFilter.MaxFilter(3))
    left = {(i % grown.width, i // grown.width) for i, grey in enumerate(grown.tobytes()) if grey}
    boxes = []
    while left:
        group, edge = set(), [left.pop()]
        while edge:
            x, y = edge.pop()
            group.add((x, y))
            for near in ((x + 1, y), (x - 1, y), (x, y + 1), (x, y - 1)):
                if near in left:
                    left.discard(near)
                    edge.append(near)
        across, down = [x for x, _ in group], [y for _, y in group]
        x, y = min(across) * _GRID, min(down) * _GRID
        boxes.append((float(x), float(y), (max(across) + 1) * _GRID - x, (max(down) + 1) * _GRID - y))
    return sorted(boxes, key=lambda box: (box[1], box[0]))
