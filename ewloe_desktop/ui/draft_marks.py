"""The numbers and letters of a list while it is written: which comes next, and which make way."""

import re
from collections.abc import Sequence
from itertools import pairwise

from ewloe_desktop.domain.text import Block, Kind

FIRST = {"number": "1.", "letter": "(a)", "bullet": ""}
_COUNTED = re.compile(r"(?P<before>.*?)(?P<count>\d+|[ivx]+|[IVX]+|[A-Za-z])(?P<after>\W*)")
_ROMAN = ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii", "xiii", "xiv", "xv", "xvi")


def next_mark(mark: str, before: str = "") -> str:
    """What comes after "2.1", "(b)" or "iv."; `before` is the mark above, which tells the letter i from the number."""
    match = _COUNTED.fullmatch(mark)
    if match is None:
        return mark
    written = match["count"]
    return f"{match['before']}{_after(written, before)}{match['after']}"


def _after(written: str, before: str) -> str:
    small = written.lower()
    if written.isdigit():
        return str(int(written) + 1).zfill(len(written))
    lettered = len(small) == 1 and re.search(rf"(?<!\w){chr(ord(small) - 1)}(?!\w)", before.lower()) is not None
    if small in _ROMAN[:-1] and not lettered and (small != "x" or before):
        following = _ROMAN[_ROMAN.index(small) + 1]
    else:
        following = chr(ord(small[-1]) + 1) if small[-1] < "z" else small[-1] * 2
    return following.upper() if written.isupper() else following


def siblings(blocks: Sequence[Block], place: int) -> list[int]:
    """The items of the list that the block at `place` stands in: the same level and style, with no break between."""
    here = blocks[place]
    if here.kind is not Kind.ITEM:
        return []
    first = place
    while first and _inside(blocks[first - 1], here):
        first -= 1
    last = place
    while last + 1 < len(blocks) and _inside(blocks[last + 1], here):
        last += 1
    return [n for n in range(first, last + 1) if blocks[n].level == here.level and blocks[n].style == here.style]


def _inside(block: Block, here: Block) -> bool:
    same = block.level == here.level and block.style == here.style
    return block.kind is Kind.ITEM and (same or block.level > here.level)


def making_way(blocks: Sequence[Block], place: int) -> dict[int, str]:
    """The marks below a new item that it pushes on: each one that its neighbour above has taken, and no other."""
    pushed: dict[int, str] = {}
    marks = {n: blocks[n].mark for n in siblings(blocks, place)}
    for above, below in pairwise(sorted(marks)):
        if below <= place or not marks[below] or marks[below] != marks[above]:
            if below > place:
                break
            continue
        earlier = [marks[n] for n in sorted(marks) if n < above]
        pushed[below] = marks[below] = next_mark(marks[above], earlier[-1] if earlier else "")
    return pushed


def counted_again(blocks: Sequence[Block], place: int) -> dict[int, str]:
    """The marks of the whole list, counted on from its first."""
    found = siblings(blocks, place)
    fresh: dict[int, str] = {}
    before, mark = "", ""
    for n in found:
        before, mark = mark, next_mark(mark, before) if mark else blocks[n].mark or FIRST[blocks[n].style]
        fresh[n] = mark
    return {n: mark for n, mark in fresh.items() if mark != blocks[n].mark}


def mark_for(blocks: Sequence[Block], place: int, style: str) -> str:
    """The mark of a block that becomes an item: it goes on where the item above stopped."""
    if style == "bullet":
        return ""
    level = max(blocks[place].level, 1) if blocks[place].kind is Kind.ITEM else 1
    above = blocks[place - 1] if place else None
    if above is not None and above.kind is Kind.ITEM and (above.style, above.level) == (style, level) and above.mark:
        earlier = blocks[place - 2].mark if place > 1 else ""
        return next_mark(above.mark, earlier)
    return FIRST[style]
