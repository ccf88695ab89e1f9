"""What changed between two texts: blocks first, then the words inside a changed block."""

from collections.abc import Hashable, Iterator, Sequence

from rapidfuzz import fuzz
from rapidfuzz.distance import Indel

from ewloe_desktop.domain.text import Block, Change, Piece, PolicyText

ALIKE = 50.0  # percent of shared words from which two blocks are one block, changed


def compare(before: PolicyText, after: PolicyText) -> tuple[Change, ...]:
    """Every block of both texts in order: same, added, removed or changed with its words compared."""
    return tuple(_blocks(before.blocks, after.blocks))


def _opcodes(before: Sequence[Hashable], after: Sequence[Hashable]) -> Iterator[tuple[str, int, int, int, int]]:
    numbers: dict[Hashable, int] = {}
    one, other = ([numbers.setdefault(x, len(numbers)) for x in side] for side in (before, after))
    for code in Indel.opcodes(one, other):
        yield code.tag, code.src_start, code.src_end, code.dest_start, code.dest_end


def _runs(before: Sequence[Hashable], after: Sequence[Hashable]) -> Iterator[tuple[bool, int, int, int, int]]:
    """Runs that are the same, and between them what was removed and added together."""
    start = (0, 0)
    for tag, i, i2, j, j2 in _opcodes(before, after):
        if tag != "equal":
            continue
        if start != (i, j):
            yield False, start[0], i, start[1], j
        yield True, i, i2, j, j2
        start = (i2, j2)
    if start != (len(before), len(after)):
        yield False, start[0], len(before), start[1], len(after)


def _blocks(before: Sequence[Block], after: Sequence[Block]) -> Iterator[Change]:
    for same, i, i2, j, j2 in _runs(before, after):
        if same:
            yield from (Change("same", b, a) for b, a in zip(before[i:i2], after[j:j2], strict=True))
        else:
            yield from _changed(before[i:i2], after[j:j2])


def _changed(before: Sequence[Block], after: Sequence[Block]) -> Iterator[Change]:
    at = 0
    for block in before:
        found = next((k for k in range(at, len(after)) if _alike(block, after[k])), None)
        if found is None:
            yield Change("removed", block, None)
            continue
        yield from (Change("added", None, new) for new in after[at:found])
        yield Change("changed", block, after[found], tuple(_pieces(block.words, after[found].words)))
        at = found + 1
    yield from (Change("added", None, new) for new in after[at:])


def _alike(one: Block, other: Block) -> bool:
    return one.kind is other.kind and fuzz.ratio(one.words.split(), other.words.split()) >= ALIKE


def _pieces(before: str, after: str) -> Iterator[Piece]:
    one, other = before.split(), after.split()
    for same, i, i2, j, j2 in _runs(one, other):
        if same:
            yield Piece("same", " ".join(other[j:j2]))
            continue
        if i < i2:
            yield Piece("removed", " ".join(one[i:i2]))
        if j < j2:
            yield Piece("added", " ".join(other[j:j2]))
