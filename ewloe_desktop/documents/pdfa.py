"""Finishing a drawn PDF: tags, fields, links and all of PDF/A-2a and PDF/UA-1; the same bytes for the same facts."""

import io
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from html import escape

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Pdf, Stream, String

from ewloe_desktop.documents.page import Paper
from ewloe_desktop.documents.tagging import Annotation, Element, write_tree
from ewloe_desktop.documents.words import resource

PRODUCER = "Ewloe Desktop"
SIGNATURE, TEXT, LINK = "Sig", "Tx", "Link"
Rect = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Field:
    """A form field or a link on a page. `words` is what a screen reader calls it."""

    kind: str
    name: str
    page: int
    rect: Rect
    words: str
    element: Element
    appearance: int | None = None  # the drawn page that becomes its appearance
    value: str = ""
    locks: bool = False  # once it is signed, no field may change any more
    seals: tuple[str, ...] = ()  # or only these may not
    target: tuple[int, float] | None = None  # links: page and height


@dataclass(frozen=True, slots=True)
class About:
    """What the file says of itself."""

    title: str
    author: str
    subject: str
    made_at: datetime


def finish(paper: Paper, about: About, fields: Sequence[Field] = ()) -> bytes:
    """The finished file; pages drawn as appearances leave the page tree."""
    with pikepdf.open(io.BytesIO(paper.close())) as pdf:
        _describe(pdf, about)
        annotations = _annotations(pdf, fields)
        drawn = sorted((f.appearance for f in fields if f.appearance is not None), reverse=True)
        for page in drawn:
            del pdf.pages[page]
        for index, field in enumerate(fields):
            field.element.kids.append(Annotation(index))
        write_tree(pdf, paper.root, annotations)
        out = io.BytesIO()
        pdf.save(
            out,
            deterministic_id=True,
            force_version="1.7",
            object_stream_mode=pikepdf.ObjectStreamMode.disable,
            stream_decode_level=pikepdf.StreamDecodeLevel.none,
        )
    return out.getvalue()


def _describe(pdf: Pdf, about: About) -> None:
    at = about.made_at.astimezone(UTC).replace(microsecond=0)
    del pdf.docinfo
    info = pdf.make_indirect(Dictionary())
    info.Title, info.Author, info.Subject = String(about.title), String(about.author), String(about.subject)
    info.Creator = info.Producer = String(PRODUCER)
    info.CreationDate = info.ModDate = String(f"D:{at:%Y%m%d%H%M%S}Z")
    pdf.trailer.Info = info
    root = pdf.Root
    root.Lang = String("en-GB")
    root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
    root.Metadata = Stream(pdf, xmp(about, f"{at:%Y-%m-%dT%H:%M:%SZ}"), Type=Name.Metadata, Subtype=Name.XML)
    colours = Stream(pdf, profile(), N=3)
    condition = String("sRGB")
    intent = Dictionary(Type=Name.OutputIntent, S=Name.GTS_PDFA1, DestOutputProfile=colours)
    intent.OutputConditionIdentifier = intent.Info = condition
    root.OutputIntents = Array([pdf.make_indirect(intent)])


@cache
def profile() -> bytes:
    """The colour profile of every file."""
    return resource("icc", "sRGB.icc").read_bytes()


def _annotations(pdf: Pdf, fields: Sequence[Field]) -> list[Object]:
    made = [_link(pdf, field) if field.kind == LINK else _widget(pdf, field) for field in fields]
    for field, annotation in zip(fields, made, strict=True):
        page = pdf.pages[field.page].obj
        annotation.P = page
        if "/Annots" not in page:
            page.Annots = Array()
            page.Tabs = Name.S
        page.Annots.append(annotation)
    form = [a for a, field in zip(made, fields, strict=True) if field.kind != LINK]
    if form:
        pdf.Root.AcroForm = pdf.make_indirect(Dictionary(Fields=Array(form), SigFlags=1))
    return made


def _annotation(pdf: Pdf, field: Field, subtype: str) -> Object:
    rect = Array([pikepdf.Object.parse(f"{part:.2f}".encode()) for part in field.rect])
    made = Dictionary(Type=Name.Annot, Subtype=Name("/" + subtype), Rect=rect, F=4)
    return pdf.make_indirect(made)


def _link(pdf: Pdf, field: Field) -> Object:
    made = _annotation(pdf, field, "Link")
    assert field.target is not None
    page, height = field.target
    made.Contents = String(field.words)
    made.Border = Array([0, 0, 0])
    top = pikepdf.Object.parse(f"{height:.2f}".encode())
    made.Dest = Array([pdf.pages[page].obj, Name.XYZ, None, top, None])
    return made


def _widget(pdf: Pdf, field: Field) -> Object:
    made = _annotation(pdf, field, "Widget")
    made.FT = Name("/" + field.kind)
    made.T = String(field.name)
    made.TU = String(field.words)
    made.AP = Dictionary(N=_appearance(pdf, field))
    if field.kind == TEXT:
        made.Ff = 1 | 1 << 12  # read only, many lines
        made.V = String(field.value)
        made.DA = String("0 g")
    if field.locks:
        made.Lock = pdf.make_indirect(Dictionary(Type=Name.SigFieldLock, Action=Name.All))
    elif field.seals:
        sealed = Array([String(name) for name in field.seals])
        made.Lock = pdf.make_indirect(Dictionary(Type=Name.SigFieldLock, Action=Name.Include, Fields=sealed))
    return made


def _appearance(pdf: Pdf, field: Field) -> Object:
    if field.appearance is not None:
        form = pdf.pages[field.appearance].as_form_xobject()
        form.Type = Name.XObject
        return pdf.make_indirect(form)
    left, bottom, right, top = field.rect
    empty = Stream(pdf, b"/Tx BMC EMC\n" if field.kind == TEXT else b"")
    empty.Type, empty.Subtype, empty.Resources = Name.XObject, Name.Form, Dictionary()
    empty.BBox = Array([0, 0, *(pikepdf.Object.parse(f"{side:.2f}".encode()) for side in (right - left, top - bottom))])
    return pdf.make_indirect(empty)


def xmp(about: About, at: str) -> bytes:
    """The XMP packet that says what the file is and which standards it keeps."""
    facts = {"title": about.title, "author": about.author, "subject": about.subject, "at": at, "producer": PRODUCER}
    return re.sub(r"\{(\w+)\}", lambda found: escape(facts[found[1]], quote=False), _xmp_form()).encode()


@cache
def _xmp_form() -> str:
    return resource("pdf", "xmp.xml").read_text(encoding="utf-8")
