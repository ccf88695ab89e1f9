"""Mending what was read from a file: every step gives a new state and loses no word unless a person drops it."""

from dataclasses import dataclass, replace

from ewloe_desktop.domain.text import Block, Doubt, Kind, LeftOut, PolicyText, Reading, tidy


@dataclass(frozen=True, slots=True)
class Part:
    """One block as it stands, with the page it starts on (0 when unknown) and what the reader doubts about it."""

    block: Block
    page: int = 0
    dropped: bool = False
    doubts: tuple[Doubt, ...] = ()


@dataclass(frozen=True, slots=True)
class Mended:
    """The text under repair: title, edition, parts in order, and what the reader left out."""

    title: str
    edition: str
    parts: tuple[Part, ...]
    left_out: tuple[LeftOut, ...] = ()
    doubts: tuple[Doubt, ...] = ()  # those about no block in particular


def begin(reading: Reading) -> Mended:
    """What a person starts mending from."""
    doubts: dict[int, list[Doubt]] = {}
    for doubt in reading.doubts:
        doubts.setdefault(doubt.block, []).append(doubt)
    pages = reading.block_pages or (0,) * len(reading.text.blocks)
    parts = tuple(
        Part(block, page, doubts=tuple(doubts.pop(i, ())))
        for i, (block, page) in enumerate(zip(reading.text.blocks, pages, strict=True))
    )
    loose = tuple(d for found in doubts.values() for d in found)
    return Mended(reading.text.title, reading.text.edition, parts, reading.left_out, loose)


def begin_text(text: PolicyText) -> Mended:
    """A text that is in the register already, to be mended again."""
    return Mended(text.title, text.edition, tuple(Part(b) for b in text.blocks))


def result(state: Mended) -> PolicyText:
    """The words that would be kept."""
    return tidy(PolicyText(state.title, state.edition, tuple(p.block for p in state.parts if not p.dropped)))


def words(state: Mended) -> str:
    """Its words from top to bottom, a line for each part or row, those left out among them."""
    told = [state.title]
    for part in state.parts:
        told += ["\t".join(row) for row in part.block.rows] or [part.block.words]
    return "\n\n".join(line for line in told if line)


def retitle(state: Mended, title: str, edition: str) -> Mended:
    """The same text under another title and edition."""
    return replace(state, title=title, edition=edition)


def as_heading(state: Mended, index: int, level: int = 1) -> Mended:
    """The block as a heading of that level."""
    return _changed(state, index, Kind.HEADING, level, "")


def as_paragraph(state: Mended, index: int) -> Mended:
    """The block as a paragraph; a number or letter it had is kept in front of its words."""
    return _changed(state, index, Kind.PARAGRAPH, 0, "")


def as_item(state: Mended, index: int, level: int = 1, style: str = "bullet") -> Mended:
    """The block as an item of a list."""
    return _changed(state, index, Kind.ITEM, level, style)


def _changed(state: Mended, index: int, kind: Kind, level: int, style: str) -> Mended:
    old = state.parts[index].block
    if kind is Kind.PARAGRAPH or old.kind is Kind.TABLE:
        block = Block(kind, old.words, level, style)
    else:
        style = old.style if old.kind is Kind.ITEM and old.style and kind is Kind.ITEM else style
        block = Block(kind, old.text, level, style, old.mark)
    return _put(state, index, replace(state.parts[index], block=block, doubts=()))


def reword(state: Mended, index: int, text: str) -> Mended:
    """The block with other words; a table stays as it is."""
    part = state.parts[index]
    if part.block.kind is Kind.TABLE:
        return state
    return _put(state, index, replace(part, block=replace(part.block, text=text)))


def can_join(state: Mended, index: int) -> bool:
    """Whether the block has one before it that it could be joined to."""
    before = before_it(state, index)
    return before is not None and Kind.TABLE not in (state.parts[before].block.kind, state.parts[index].block.kind)


def join(state: Mended, index: int) -> Mended:
    """The block's words put at the end of the one before it."""
    before = before_it(state, index)
    if before is None or not can_join(state, index):
        return state
    first, second = state.parts[before], state.parts[index]
    words = f"{first.block.text.rstrip()} {second.block.words.lstrip()}".strip()
    kept = replace(first, block=replace(first.block, text=words), doubts=())
    between, after = state.parts[before + 1 : index], state.parts[index + 1 :]
    return replace(state, parts=(*state.parts[:before], kept, *between, *after))


def before_it(state: Mended, index: int) -> int | None:
    """The nearest block before this one that was not dropped."""
    return next((i for i in range(index - 1, -1, -1) if not state.parts[i].dropped), None)


def can_split(state: Mended, index: int, at: int) -> bool:
    """Whether words stand on both sides of that place in the block."""
    block = state.parts[index].block
    return block.kind is not Kind.TABLE and bool(block.text[:at].strip() and block.text[at:].strip())


def split(state: Mended, index: int, at: int) -> Mended:
    """The block cut in two at that place; after a heading the rest is a paragraph."""
    if not can_split(state, index, at):
        return state
    part = state.parts[index]
    first = replace(part, block=replace(part.block, text=part.block.text[:at].strip()), doubts=())
    rest = replace(part.block, text=part.block.text[at:].strip(), mark="")
    if part.block.kind is Kind.HEADING:
        rest = Block(Kind.PARAGRAPH, rest.text)
    second = Part(rest, part.page)
    return replace(state, parts=(*state.parts[:index], first, second, *state.parts[index + 1 :]))


def drop(state: Mended, index: int) -> Mended:
    """The block left out; it stays in sight and can be put back."""
    return _put(state, index, replace(state.parts[index], dropped=True))


def put_back(state: Mended, index: int) -> Mended:
    """A dropped block in the text again."""
    return _put(state, index, replace(state.parts[index], dropped=False))


def bring_in(state: Mended, left_out: int) -> tuple[Mended, int]:
    """Words the reader left out, as a paragraph at the end of their page; and where they now stand."""
    item = state.left_out[left_out]
    at = max((i + 1 for i, p in enumerate(state.parts) if p.page <= item.page), default=0) if item.page else 0
    part = Part(Block(Kind.PARAGRAPH, item.text), item.page)
    rest = (*state.left_out[:left_out], *state.left_out[left_out + 1 :])
    return replace(state, parts=(*state.parts[:at], part, *state.parts[at:]), left_out=rest), at


def settle_doubts(state: Mended, index: int) -> Mended:
    """The block as it is, with nothing left to doubt: a person has looked."""
    return _put(state, index, replace(state.parts[index], doubts=()))


def doubtful(state: Mended) -> tuple[int, ...]:
    """The blocks a person should still look at."""
    return tuple(i for i, p in enumerate(state.parts) if p.doubts and not p.dropped)


def problems(state: Mended) -> tuple[str, ...]:
    """Why this text cannot be kept yet: no_title, no_words."""
    text = result(state)
    return tuple(name for name, missing in (("no_title", not text.title), ("no_words", not text.blocks)) if missing)


def _put(state: Mended, index: int, part: Part) -> Mended:
    return replace(state, parts=(*state.parts[:index], part, *state.parts[index + 1 :]))


class Mending:
    """A mending with steps that can be taken back and taken again."""

    def __init__(self, state: Mended) -> None:
        self._past: list[Mended] = []
        self._future: list[Mended] = []
        self.state = state

    def step(self, state: Mended) -> None:
        """A new state; what was taken back before is forgotten."""
        if state != self.state:
            self._past.append(self.state)
            self._future.clear()
            self.state = state

    def back(self) -> bool:
        """Takes the last step back; False when there is none."""
        if not self._past:
            return False
        self._future.append(self.state)
        self.state = self._past.pop()
        return True

    def again(self) -> bool:
        """Takes a step again that was taken back; False when there is none."""
        if not self._future:
            return False
        self._past.append(self.state)
        self.state = self._future.pop()
        return True

    @property
    def can_go_back(self) -> bool:
        """Whether there is a step to take back."""
        return bool(self._past)
