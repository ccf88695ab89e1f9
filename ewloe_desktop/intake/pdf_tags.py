"""What a tagged PDF says about its own pieces: paragraphs, headings, list items, table cells."""

import ctypes
from dataclasses import dataclass
from typing import Any

import pypdfium2.raw as pdfium

DEEPEST, MOST = 60, 50_000
BLOCKS = {"P", "H", "Title", "LI", "TD", "TH", "Caption", "Note", "FENote", "BlockQuote", "TOCI", "Quote"}
BLOCKS |= {f"H{level}" for level in range(1, 7)}


@dataclass(frozen=True, slots=True)
class Tag:
    """The piece some words belong to; numbers are unique within the document, 0 is none."""

    block: int = 0
    kind: str = ""  # its type: "P", "H2", ...
    item: int = 0  # the list item it stands in
    table: int = 0
    row: int = 0
    cell: int = 0
    contents: bool = False


NO_TAG = Tag()


def page_tags(page: Any, number: int) -> tuple[dict[int, Tag], list[Tag]]:
    """The tag of each marked piece of the page, and every table cell in order; both empty without tags."""
    tree = pdfium.FPDF_StructTree_GetForPage(page)
    if not tree:
        return {}, []
    walk = _Walk(number * 1_000_000)
    try:
        for i in range(min(pdfium.FPDF_StructTree_CountChildren(tree), MOST)):
            walk.visit(pdfium.FPDF_StructTree_GetChildAtIndex(tree, i), NO_TAG, 0)
    finally:
        pdfium.FPDF_StructTree_Close(tree)
    return walk.tags, walk.cells


class _Walk:
    def __init__(self, start: int) -> None:
        self.tags: dict[int, Tag] = {}
        self.cells: list[Tag] = []
        self._begun: set[int] = set()  # list items whose first paragraph has come
        self._number, self._most = start, start + MOST

    def visit(self, element: Any, outer: Tag, deep: int) -> None:
        """Notes the tags of an element's pieces and goes into its children."""
        if not element or deep > DEEPEST or self._number > self._most:
            return
        self._number += 1
        tag = self._tag(_type(element), outer)
        if tag.cell != outer.cell:
            self.cells.append(tag)
        for i in range(min(pdfium.FPDF_StructElement_CountChildren(element), MOST)):
            child = pdfium.FPDF_StructElement_GetChildAtIndex(element, i)
            if child:
                self.visit(child, tag, deep + 1)
            else:
                content = pdfium.FPDF_StructElement_GetChildMarkedContentID(element, i)
                if content >= 0:
                    self.tags[content] = tag

    def _tag(self, kind: str, outer: Tag) -> Tag:
        here = self._number
        block, named = (here, kind) if kind in BLOCKS else (outer.block, outer.kind)
        if kind == "P" and outer.block == outer.item != 0 and outer.item not in self._begun:
            block, named = outer.block, outer.kind  # one with its list sign
            self._begun.add(outer.item)
        inner = outer.table and outer.cell  # a table within a cell is that cell's text
        return Tag(
            block=block,
            kind=named,
            item=here if kind == "LI" else outer.item,
            table=here if kind == "Table" and not outer.table else outer.table,
            row=here if kind == "TR" and not inner else outer.row,
            cell=here if kind in ("TD", "TH") and not inner else outer.cell,
            contents=outer.contents or kind in ("TOC", "TOCI"),
        )


def _type(element: Any) -> str:
    text = (ctypes.c_ushort * 32)()
    size = pdfium.FPDF_StructElement_GetType(element, text, 64)
    return bytes(text)[: max(0, min(size, 64) - 2)].decode("utf-16-le", "replace")
