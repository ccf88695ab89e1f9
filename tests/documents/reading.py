"""Reading a finished PDF back: its words, its square codes, and what a screen reader comes by."""

import io
from dataclasses import dataclass
from typing import Any

import pdfplumber
import pikepdf
import pypdfium2
import zxingcpp

from ewloe_desktop.documents.preview import page_images

MM_AN_INCH = 25.4


def words_of(pdf: bytes, *, fields: bool = True) -> list[str]:
    """Each page's words, with the appearances of its fields unless they are left out."""
    document = pypdfium2.PdfDocument(pdf)
    document.init_forms()
    fields = fields and document.formenv is not None
    told = []
    for number in range(len(document)):
        if fields:
            flattened = document[number]
            flattened.flatten()
            flattened.close()
        page = document[number]
        told.append(" ".join(page.get_textpage().get_text_bounded().split()))
        page.close()
    document.close()
    return told


@dataclass(frozen=True)
class SquareCode:
    """A square code found on a page: its words, and its place in millimetres from the page's top left."""

    text: str
    left: float
    top: float
    side: float


def codes_on(pdf: bytes, page: int = 0, dpi: int = 150) -> list[SquareCode]:
    """The square codes a scanner of that many dots an inch reads."""
    (picture,) = page_images(pdf, dpi / 72, first=page, count=1)
    found = zxingcpp.read_barcodes(picture.convert("L"))
    scale = MM_AN_INCH / dpi
    return [
        SquareCode(
            one.text,
            one.position.top_left.x * scale,
            one.position.top_left.y * scale,
            (one.position.top_right.x - one.position.top_left.x) * scale,
        )
        for one in found
    ]


def read_aloud(pdf: bytes) -> list[tuple[str, str]]:
    """What a screen reader comes by in order: each element's tag and words; a field's name and what it holds."""
    with pdfplumber.open(io.BytesIO(pdf)) as plumbed:
        marks: dict[tuple[int, int], str] = {}
        for number, page in enumerate(plumbed.pages):
            for letter in page.chars:
                if letter["mcid"] is not None:
                    place = (number, letter["mcid"])
                    marks[place] = marks.get(place, "") + letter["text"]
    with pikepdf.open(io.BytesIO(pdf)) as document:
        pages = {page.obj.objgen: number for number, page in enumerate(document.pages)}
        told: list[tuple[str, str]] = []
        _walk(document.Root.StructTreeRoot.K, pages, marks, told, 0)
        return told


def _walk(element: Any, pages: dict[Any, int], marks: dict[tuple[int, int], str], told: Any, page: int) -> None:
    tag = str(element.S)[1:]
    if "/Pg" in element:
        page = pages[element.Pg.objgen]
    if "/Alt" in element:
        told.append((tag, str(element.Alt)))
    kids = element.get("/K", pikepdf.Array())
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, int):
            told.append((tag, marks.get((page, kid), "")))
        elif kid.get("/Type") == "/MCR":
            told.append((tag, marks.get((pages[kid.Pg.objgen], int(kid.MCID)), "")))
        elif kid.get("/Type") == "/OBJR":
            told.append((tag, _annotation(kid.Obj)))
        else:
            _walk(kid, pages, marks, told, page)


def _annotation(annotation: Any) -> str:
    if annotation.Subtype == "/Link":
        return str(annotation.Contents)
    value = annotation.get("/V", "")
    held = value.get("/Reason", "") if isinstance(value, pikepdf.Dictionary) else value
    return f"{annotation.TU}: {held}"


def field_rects(pdf: bytes) -> dict[str, tuple[int, list[float]]]:
    """Every field's page and rectangle, in points from the page's bottom left."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        pages = {page.obj.objgen: number for number, page in enumerate(document.pages)}
        return {
            str(field.T): (pages[field.P.objgen], [float(side) for side in field.Rect])
            for field in document.Root.AcroForm.Fields
        }
