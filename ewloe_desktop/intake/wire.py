"""A reading as plain values, for the pipe from the child and for `read --json`."""

import struct
from typing import Any

from ewloe_desktop.domain.text import Block, Doubt, Kind, LeftOut, PolicyText, Reading

FRAME = struct.Struct(">cI")  # what the child sends: kind (P progress, J values, B bytes, R refused), length


def to_plain(reading: Reading) -> dict[str, Any]:
    """The reading as JSON values; a block's text holds all of its words, its mark and its cells too."""
    pages = reading.block_pages or (0,) * len(reading.text.blocks)
    blocks = []
    for block, page in zip(reading.text.blocks, pages, strict=True):
        entry: dict[str, Any] = {"kind": block.kind.value, "level": block.level, "text": block.words}
        entry |= {"style": block.style, "mark": block.mark, "page": page}
        if block.kind is Kind.TABLE:
            entry["rows"] = [list(row) for row in block.rows]
        blocks.append(entry)
    return {
        "title": reading.text.title,
        "edition": reading.text.edition,
        "blocks": blocks,
        "left_out": [{"text": x.text, "why": x.why, "page": x.page} for x in reading.left_out],
        "doubts": [{"what": x.what, "text": x.text, "block": x.block, "page": x.page} for x in reading.doubts],
        "pages": reading.pages,
    }


def from_plain(value: dict[str, Any]) -> Reading:
    """The reading that `to_plain` made these values of."""
    blocks = tuple(_block(entry) for entry in value["blocks"])
    pages = tuple(int(entry["page"]) for entry in value["blocks"])
    return Reading(
        text=PolicyText(str(value["title"]), str(value["edition"]), blocks),
        left_out=tuple(LeftOut(str(x["text"]), str(x["why"]), int(x["page"])) for x in value["left_out"]),
        doubts=tuple(Doubt(str(x["what"]), str(x["text"]), int(x["block"]), int(x["page"])) for x in value["doubts"]),
        pages=int(value["pages"]),
        block_pages=pages if any(pages) else (),
    )


def _block(entry: dict[str, Any]) -> Block:
    kind, mark, text = Kind(entry["kind"]), str(entry["mark"]), str(entry["text"])
    if kind is Kind.TABLE:
        return Block(kind, rows=tuple(tuple(map(str, row)) for row in entry["rows"]))
    if mark:
        text = text[len(mark) :].lstrip()
    return Block(kind, text, int(entry["level"]), str(entry["style"]), mark)
