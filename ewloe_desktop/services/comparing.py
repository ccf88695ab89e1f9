"""What changed between two texts: blocks first, then the words inside a changed block, then what only moved."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Hashable, Iterator, Sequence

from rapidfuzz import fuzz
from rapidfuzz.distance import Indel

from ewloe_desktop.domain.text import Block, Change, Kind, Piece, PolicyText

ALIKE = 50.0  # percent of shared words from which two blocks of one kind are one block, changed
MOVED_KIND = 80.0  # the same for blocks of two kinds, such as a paragraph made a heading
SAME_LABEL = 60.0  # two lines with one label ("Reviewed by:") are one line, however different what follows
OTHER_LABEL = 85.0  # two lines with two labels are one line only when nearly all else is the same
COMMON = 12  # a word in more blocks than this does not tell which block is which
FEW = 24  # pairs of blocks; so many are all compared
MOVED = 75.0  # percent of shared words from which a block left out here and new there has moved
MOVED_WORDS = 4  # fewer words are found twice by chance; headings apart
CRUMB = 4  # letters: sameness of no more, between two changes, only disturbs the reading


def compare(before: PolicyText, after: PolicyText) -> tuple[Change, ...]:
    """Every block of both texts in order: same, added, removed, moved, or changed with its words compared."""
    return _with_moves(list(_blocks(before.blocks, after.blocks)))


def _runs(before: Sequence[Hashable], after: Sequence[Hashable]) -> Iterator[tuple[bool, int, int, int, int]]:
    """Runs that are the same, and between them what was removed and added together."""
    numbers: dict[Hashable, int] = {}
    one, other = ([numbers.setdefault(x, len(numbers)) for x in side] for side in (before, after))
    start = (0, 0)
    for code in Indel.opcodes(one, other):
        if code.tag != "equal":
            continue
        if start != (code.src_start, code.dest_start):
            yield False, start[0], code.src_start, start[1], code.dest_start
        yield True, code.src_start, code.src_end, code.dest_start, code.dest_end
        start = (code.src_end, code.dest_end)
    if start != (len(before), len(after)):
        yield False, start[0], len(before), start[1], len(after)


def _blocks(before: Sequence[Block], after: Sequence[Block]) -> Iterator[Change]:
    for same, i, i2, j, j2 in _runs(before, after):
        if same:
            yield from (Change("same", b, a) for b, a in zip(before[i:i2], after[j:j2], strict=True))
        else:
            yield from _changed(before[i:i2], after[j:j2])


def _changed(before: Sequence[Block], after: Sequence[Block]) -> Iterator[Change]:
    """Blocks that differ: those that are one block, changed, side by side; the others removed and added."""
    i = j = 0
    if len(before) == len(after) == 1 or not before or not after:
        yield from _between(before, after)
        return
    for i2, j2 in [*_pairs(before, after), (len(before), len(after))]:
        yield from _between(before[i:i2], after[j:j2])
        if i2 < len(before):
            yield Change("changed", before[i2], after[j2], tuple(_pieces(before[i2].words, after[j2].words)))
        i, j = i2 + 1, j2 + 1


def _between(before: Sequence[Block], after: Sequence[Block]) -> Iterator[Change]:
    """Blocks without a partner; one against one is a change when they are alike."""
    if len(before) == len(after) == 1 and _likeness(before[0], after[0]):
        yield Change("changed", before[0], after[0], tuple(_pieces(before[0].words, after[0].words)))
        return
    yield from (Change("removed", block, None) for block in before)
    yield from (Change("added", None, block) for block in after)


def _pairs(before: Sequence[Block], after: Sequence[Block]) -> list[tuple[int, int]]:
    """Places of blocks that are one block, changed, both in rising order."""
    likely: list[tuple[int, int]] = []
    for i, places in enumerate(_candidates(before, after)):
        best = max(((_likeness(before[i], after[k]), -k) for k in places), default=(0.0, 0))
        if best[0]:
            likely.append((i, -best[1]))
    return _rising(likely)


def _candidates(before: Sequence[Block], after: Sequence[Block]) -> Iterator[Sequence[int]]:
    """For each block the few places it may have gone to: all when there are few, else by the rarer words they share."""
    if len(before) * len(after) <= FEW:
        yield from (range(len(after)) for _ in before)
        return
    holders: dict[str, list[int]] = {}
    for k, block in enumerate(after):
        for word in set(block.words.split()):
            holders.setdefault(word, []).append(k)
    telling = {word: places for word, places in holders.items() if len(places) <= COMMON}
    for block in before:
        votes: Counter[int] = Counter()
        for word in telling.keys() & set(block.words.split()):
            votes.update(telling[word])
        yield [k for k, _ in votes.most_common(3)]


def _rising(pairs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest choice of the pairs whose second places rise too."""
    ends: list[int] = []  # the smallest last place of a rising row of each length
    last: list[int] = []  # the pair that ends it
    before: list[int] = []
    for index, (_, place) in enumerate(pairs):
        at = bisect_left(ends, place)
        ends[at : at + 1] = [place]
        last[at : at + 1] = [index]
        before.append(last[at - 1] if at else -1)
    chosen: list[tuple[int, int]] = []
    index = last[-1] if last else -1
    while index >= 0:
        chosen.append(pairs[index])
        index = before[index]
    return chosen[::-1]


def _likeness(one: Block, other: Block) -> float:
    """How alike two blocks are in percent, 0 when they are two blocks."""
    least = ALIKE if one.kind is other.kind else MOVED_KIND
    labels = (_label(one.words), _label(other.words))
    if all(labels) and labels[0] != labels[1]:
        least = OTHER_LABEL
    alike = fuzz.ratio(one.words.split(), other.words.split(), score_cutoff=least)
    return max(alike, SAME_LABEL) if all(labels) and labels[0] == labels[1] else alike


def _label(words: str) -> str:
    """What a line such as "Reviewed by: the committee" tells of, "" for other blocks."""
    label, colon, _ = words[:60].partition(":")
    return label.casefold() if colon and len(label.split()) <= 6 and len(words.split()) <= 20 else ""


def _with_moves(changes: list[Change]) -> tuple[Change, ...]:
    """Blocks left out at one place and new at another, told as moved: the likest pairs first."""
    gone = [i for i, c in enumerate(changes) if c.how == "removed" and _tells(c.before)]
    come = [i for i, c in enumerate(changes) if c.how == "added" and _tells(c.after)]
    taken: set[int] = set()
    for _, i, j in sorted(_moves(changes, gone, come), key=lambda pair: (-pair[0], pair[1], pair[2])):
        before, after = changes[i].before, changes[j].after
        if i in taken or j in taken or before is None or after is None:
            continue
        taken |= {i, j}
        pieces = tuple(_pieces(before.words, after.words)) if before.words != after.words else ()
        changes[i] = Change("moved_away", before, None, partner=j)
        changes[j] = Change("moved", None, after, pieces, partner=i)
    return tuple(changes)


def _tells(block: Block | None) -> bool:
    return block is not None and (block.kind is Kind.HEADING or len(block.words.split()) >= MOVED_WORDS)


def _moves(changes: list[Change], gone: list[int], come: list[int]) -> Iterator[tuple[float, int, int]]:
    """Pairs that may be one block, with how alike they are."""
    before = [b for i in gone if (b := changes[i].before) is not None]
    after = [b for j in come if (b := changes[j].after) is not None]
    for i, block, places in zip(gone, before, _candidates(before, after), strict=True):
        for place in places:
            other = after[place]
            alike = fuzz.ratio(block.words.split(), other.words.split(), score_cutoff=MOVED)
            if alike and block.kind is other.kind:
                yield alike, i, come[place]


def _pieces(before: str, after: str) -> Iterator[Piece]:
    """The words of a changed block; removed words stand before the added ones."""
    one, other = before.split(), after.split()
    i = j = 0
    for same, _, i2, _, j2 in _without_crumbs(list(_runs(one, other)), other):
        if same:
            yield Piece("same", " ".join(other[j:j2]))
        else:
            yield from (Piece("removed", " ".join(one[i:i2])),) if i < i2 else ()
            yield from (Piece("added", " ".join(other[j:j2])),) if j < j2 else ()
        i, j = i2, j2


def _without_crumbs(
    runs: list[tuple[bool, int, int, int, int]], words: list[str]
) -> Iterator[tuple[bool, int, int, int, int]]:
    """Joins two changes that are held apart by no more than a crumb of sameness."""
    waiting: tuple[bool, int, int, int, int] | None = None
    for at, run in enumerate(runs):
        same, i, i2, j, j2 = run
        inside = 0 < at < len(runs) - 1 and sum(map(len, words[j:j2])) <= CRUMB
        if same and not inside:
            if waiting:
                yield waiting
                waiting = None
            yield run
        else:
            waiting = (False, waiting[1], i2, waiting[3], j2) if waiting else (False, i, i2, j, j2)
    if waiting:
        yield waiting
