"""The structure a screen reader follows: elements, the marked content under them, and their place in the file."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Pdf, String


class Mark(NamedTuple):
    """Marked content: the page it stands on (from 0) and its number there."""

    page: int
    number: int


class Annotation(NamedTuple):
    """A field or a link: its place in the list that is handed to `write_tree`."""

    place: int


@dataclass(slots=True)
class Element:
    """One structure element; `attributes` are those of its own owner (Table, List or Layout)."""

    tag: str
    alt: str = ""
    language: str = ""
    attributes: Mapping[str, object] = field(default_factory=dict)
    kids: "list[Element | Mark | Annotation]" = field(default_factory=list)

    def child(self, tag: str, alt: str = "", language: str = "", **attributes: object) -> "Element":
        """A new element at the end of this one."""
        made = Element(tag, alt, language, attributes)
        self.kids.append(made)
        return made

    def walk(self) -> "Iterator[Element]":
        """This element and everything under it, in reading order."""
        yield self
        for kid in self.kids:
            if isinstance(kid, Element):
                yield from kid.walk()


_OWNERS = {"Scope": "Table", "ColSpan": "Table", "ListNumbering": "List", "BBox": "Layout"}


def write_tree(pdf: Pdf, root: Element, annotations: Sequence[Object]) -> None:
    """Writes the elements, both parent trees and the document's language marks into the file."""
    writer = _Writer(pdf, annotations)
    top = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
    top.K = writer.element(root, top)
    nums = Array()
    for page, parents in sorted(writer.marks.items()):
        pdf.pages[page].obj.StructParents = page
        nums.append(page)
        nums.append(pdf.make_indirect(Array([parents[n] for n in range(len(parents))])))
    for number, parent in sorted(writer.annotation_parents.items()):
        key = len(pdf.pages) + number
        annotations[number].StructParent = key
        nums.append(key)
        nums.append(parent)
    top.ParentTree = pdf.make_indirect(Dictionary(Nums=nums))
    top.ParentTreeNextKey = len(pdf.pages) + len(annotations)
    pdf.Root.StructTreeRoot = top
    pdf.Root.MarkInfo = Dictionary(Marked=True)


class _Writer:
    def __init__(self, pdf: Pdf, annotations: Sequence[Object]) -> None:
        self._pdf = pdf
        self._annotations = annotations
        self._pages = [page.obj for page in pdf.pages]
        self.marks: dict[int, dict[int, Object]] = {}
        self.annotation_parents: dict[int, Object] = {}

    def element(self, element: Element, parent: Object) -> Object:
        """The element and everything under it as indirect objects."""
        made = self._pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name("/" + element.tag), P=parent))
        if element.alt:
            made.Alt = String(element.alt)
        if element.language:
            made.Lang = String(element.language)
        if element.attributes:
            made.A = _attributes(element.attributes)
        home = next((kid.page for kid in element.kids if isinstance(kid, Mark)), None)
        if home is not None:
            made.Pg = self._pages[home]
        kids = [self._kid(kid, made, home) for kid in element.kids]
        if kids:
            made.K = kids[0] if len(kids) == 1 else Array(kids)
        return made

    def _kid(self, kid: Element | Mark | Annotation, parent: Object, home: int | None) -> Object | int:
        if isinstance(kid, Element):
            return self.element(kid, parent)
        if isinstance(kid, Mark):
            self.marks.setdefault(kid.page, {})[kid.number] = parent
            if kid.page == home:
                return kid.number
            return Dictionary(Type=Name.MCR, Pg=self._pages[kid.page], MCID=kid.number)
        self.annotation_parents[kid.place] = parent
        target = self._annotations[kid.place]
        return Dictionary(Type=Name.OBJR, Obj=target, Pg=target.P)


def attribute_text(attributes: Mapping[str, object]) -> str:
    """An element's attributes as a file holds them."""
    return _attributes(attributes).unparse().decode()


def _attributes(attributes: Mapping[str, object]) -> Object:
    made = Dictionary(O=Name("/" + _OWNERS[next(iter(attributes))]))
    for key, value in attributes.items():
        made["/" + key] = Name("/" + value) if isinstance(value, str) else _number(value)
    return made


def _number(value: object) -> Object | int:
    if isinstance(value, int):
        return value
    if isinstance(value, Sequence):
        return Array([pikepdf.Object.parse(f"{part:.2f}".encode()) for part in value])
    raise TypeError(type(value).__name__)
