"""A text under repair as plain values that can be kept, and back."""

from collections.abc import Mapping
from typing import Any

from ewloe_desktop.domain.text import Block, Doubt, Kind, LeftOut
from ewloe_desktop.ui.mending import Mended, Part


def plain(state: Mended) -> dict[str, object]:
    """Everything of it; nothing but words, numbers and lists."""
    return {
        "title": state.title,
        "edition": state.edition,
        "parts": [_plain_part(part) for part in state.parts],
        "left_out": [[item.text, item.why, item.page] for item in state.left_out],
        "doubts": _plain_doubts(state.doubts),
    }


def mended(kept: Mapping[str, Any]) -> Mended:
    """What `plain` was given."""
    return Mended(
        title=kept["title"],
        edition=kept["edition"],
        parts=tuple(_part(part) for part in kept["parts"]),
        left_out=tuple(LeftOut(text, why, page) for text, why, page in kept["left_out"]),
        doubts=_doubts(kept["doubts"]),
    )


def _plain_part(part: Part) -> dict[str, object]:
    block = part.block
    return {
        "block": [
            block.kind.value,
            block.text,
            block.level,
            block.style,
            block.mark,
            [list(row) for row in block.rows],
        ],
        "page": part.page,
        "dropped": part.dropped,
        "doubts": _plain_doubts(part.doubts),
    }


def _part(kept: Mapping[str, Any]) -> Part:
    kind, text, level, style, mark, rows = kept["block"]
    block = Block(Kind(kind), text, level, style, mark, tuple(tuple(row) for row in rows))
    return Part(block, kept["page"], kept["dropped"], _doubts(kept["doubts"]))


def _plain_doubts(doubts: tuple[Doubt, ...]) -> list[list[object]]:
    return [[doubt.what, doubt.text, doubt.block, doubt.page] for doubt in doubts]


def _doubts(kept: list[list[Any]]) -> tuple[Doubt, ...]:
    return tuple(Doubt(*doubt) for doubt in kept)
