"""A policy's text as blocks: the form everything else works with, its canonical bytes and its digest."""

import hashlib
import json
import re
import unicodedata
from dataclasses import dataclass, replace
from enum import StrEnum

FORM = "ewloe/text/1"  # names the canonical form, and marks a Word file that the app wrote itself


class Kind(StrEnum):
    """What a block is."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    ITEM = "item"
    TABLE = "table"


@dataclass(frozen=True, slots=True)
class Block:
    """One piece of a policy; `level` is 1 to 6 for headings, 1 and up for items, 0 otherwise."""

    kind: Kind
    text: str = ""
    level: int = 0
    style: str = ""  # items only: "bullet", "number" or "letter"
    mark: str = ""  # headings and items: the number or letter as written, "2.1" or "(a)"
    rows: tuple[tuple[str, ...], ...] = ()  # tables only: cells by row; the first row is the heading

    @property
    def words(self) -> str:
        """The block's text with its mark; a table's cells in reading order, one space between."""
        if self.kind is Kind.TABLE:
            return " ".join(cell for row in self.rows for cell in row if cell)
        return f"{self.mark} {self.text}".strip()


@dataclass(frozen=True, slots=True)
class PolicyText:
    """The words that are approved: title, edition as written ("" when there is none) and blocks in order."""

    title: str
    edition: str
    blocks: tuple[Block, ...]

    @property
    def headings(self) -> tuple[Block, ...]:
        """The outline."""
        return tuple(b for b in self.blocks if b.kind is Kind.HEADING)


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Words of the file that are not part of the policy's text.

    why: running_header, running_footer, page_number, blank_approval_line, contents, repeated_title, empty,
    picture, deleted_text, hidden_text, comment, decoration.
    """

    text: str
    why: str
    page: int = 0  # 1-based; 0 when the format has no pages


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something the reader is not sure of, for a person to look at; `block` is an index into blocks or -1."""

    what: str  # an id worded in sheets.en.toml [doubts]
    text: str
    block: int = -1
    page: int = 0


@dataclass(frozen=True, slots=True)
class Reading:
    """What intake makes of a file."""

    text: PolicyText
    left_out: tuple[LeftOut, ...]
    doubts: tuple[Doubt, ...]
    pages: int  # 0 when the format has no pages
    block_pages: tuple[int, ...] = ()  # 1-based page each block starts on; empty when the format has no pages


_MARKS = "[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]"
_PILE = re.compile(f"({_MARKS}{{4}}){_MARKS}+")


def clean(text: str) -> str:
    """NFC, one space between words, no control or bidirectional characters, at most four marks on a letter."""
    spaced = (" " if c.isspace() else c for c in text)
    kept = "".join(c for c in spaced if unicodedata.category(c) not in ("Cc", "Cf", "Cs") or c == "­")
    # Composed last: what stood between a letter and its mark is gone only now.
    return " ".join((kept if kept.isascii() else _PILE.sub(r"\1", unicodedata.normalize("NFC", kept))).split())


def clean_lines(text: str) -> str:
    """The same for what is typed in several lines; runs of empty lines become one."""
    lines = [clean(line) for line in text.splitlines()]
    kept = [line for i, line in enumerate(lines) if line or (i and lines[i - 1])]
    return "\n".join(kept).strip()


def tidy(text: PolicyText) -> PolicyText:
    """The same text with every word cleaned and empty blocks dropped."""
    blocks = []
    for block in text.blocks:
        rows = tuple(tuple(clean(cell) for cell in row) for row in block.rows)
        cleaned = replace(block, text=clean(block.text), mark=clean(block.mark), rows=rows)
        if cleaned.words:
            blocks.append(cleaned)
    return PolicyText(clean(text.title), clean(text.edition), tuple(blocks))


def canonical(text: PolicyText) -> bytes:
    """The bytes that are digested and signed: the same for the same words and structure, on every machine."""
    tidied = tidy(text)
    blocks = []
    for b in tidied.blocks:
        entry: dict[str, object] = {"kind": b.kind.value, "level": b.level}
        if b.kind is Kind.TABLE:
            entry["rows"] = [list(row) for row in b.rows]
        else:
            entry["text"] = b.text
        if b.style:
            entry["style"] = b.style
        if b.mark:
            entry["mark"] = b.mark
        blocks.append(entry)
    value = {"form": FORM, "title": tidied.title, "edition": tidied.edition, "blocks": blocks}
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def from_canonical(data: bytes) -> PolicyText:
    """The text that `canonical` made these bytes of."""
    value = json.loads(data)
    blocks = tuple(
        Block(
            kind=Kind(b["kind"]),
            text=b.get("text", ""),
            level=b["level"],
            style=b.get("style", ""),
            mark=b.get("mark", ""),
            rows=tuple(tuple(row) for row in b.get("rows", ())),
        )
        for b in value["blocks"]
    )
    return PolicyText(value["title"], value["edition"], blocks)


def digest(text: PolicyText) -> bytes:
    """SHA-256 of the canonical bytes (32 bytes)."""
    return hashlib.sha256(canonical(text)).digest()


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of words in a changed block: how is "same", "added" or "removed"."""

    how: str
    text: str


@dataclass(frozen=True, slots=True)
class Change:
    """One block compared: how is "same", "added", "removed", "changed", or, as a pair, "moved_away" and "moved".

    A pair stands at the old and at the new place, each with the other's place among the changes in `partner`; the
    pieces of "moved" tell what else changed, () when its words are the same.
    """

    how: str
    before: Block | None
    after: Block | None
    pieces: tuple[Piece, ...] = ()
    partner: int = -1
