"""Pieces of a document on their way to being blocks, and how the words on a page give them away."""

import re
from dataclasses import dataclass, field

from ewloe_desktop.domain.text import Kind, clean


@dataclass(slots=True)
class Part:
    """One paragraph, heading, item or table as a reader found it; what it could not tell is left at its default."""

    text: str = ""
    kind: Kind | None = None  # None: plain text that the words and the look must place
    level: int = 0
    style: str = ""
    mark: str = ""
    rows: tuple[tuple[str, ...], ...] = ()
    inner: list["Part"] = field(default_factory=list)  # tables: the paragraphs of the cells in reading order
    page: int = 0
    size: float = 0.0  # letter height in points; 0: not known
    bold: bool = False  # every word of it
    lines: int = 1
    boxed: bool = False  # stands in a frame
    ran_on: bool = False  # its last line was full, so its sentence may go on in the next part
    breaks: bool = False  # first of a page or column
    indent: float = 0.0
    role: str = ""  # what the file itself calls it: "title" or "contents"


BULLETS = "•◦▪▫●○■□◆◇►▶▸➢➤➔➣→✓✔✗✘❖♣♠♥♦★☆*·∙‣⁃–—-−"
PRIVATE = {  # letters of Symbol and Wingdings as Word leaves them, and the sign people see
    0xF0A7: "▪", 0xF0B7: "•", 0xF0D8: "➢", 0xF0FC: "✓", 0xF076: "❖", 0xF06F: "□", 0xF0A8: "□", 0xF071: "□",
    0xF0E0: "→", 0xF0E8: "➔", 0xF06C: "●", 0xF06E: "■", 0xF0A1: "○", 0xF0FE: "☒", 0xF0FB: "✗", 0xF02D: "-",
    0xF0BE: "—", 0xF0D7: "◆", 0xF077: "◆", 0xF0AA: "♦", 0xF0AE: "→", 0xF0B4: "×", 0xF0B0: "°", 0xF0A3: "≤",
    0xF0B3: "≥", 0xF0F0: "➔", 0xF020: " ",
}  # fmt: skip
LIGATURES = {0xFB00: "ff", 0xFB01: "fi", 0xFB02: "fl", 0xFB03: "ffi", 0xFB04: "ffl", 0xFB05: "st", 0xFB06: "st"}
SIGNS = PRIVATE | LIGATURES | {0x2028: " ", 0x2029: " ", 0xFFFE: "-", 0x0002: "-"}

_BULLET = re.compile(rf"[{re.escape(BULLETS)}]\s+(?=\S)|[•▪●■◆►➢➤✓✔❖♣♠♥♦‣](?=\w)")
_SMALL_O = re.compile(r"o\s+(?=\S)")
_NUMBER = re.compile(
    r"\(?(?:\d{1,2}(?:\.\d{1,2})+\.?\)?|\d{1,3}[.)]{1,2})\s+(?!am\b|pm\b|million\b)(?=\S)|\(\d{1,3}\)\s*(?=\S)"
)
_LETTER = re.compile(
    r"\((?:[A-Za-z]|[ivx]{1,5})\)\s*(?=\S)|(?:[A-Za-z]|[ivx]{2,5})\)\s+(?=\S)|(?:[a-z]|[ivx]{2,5})\.\s+(?=\S)"
)


def plain(text: str) -> str:
    """The words with Word's private letters and ligatures as the letters people see."""
    return clean(text.translate(SIGNS))


def take_mark(text: str, *, small_o: bool = False) -> tuple[str, str, str] | None:
    """(style, mark, rest) when the text begins with a list sign; "-" before another sign is part of it."""
    rest, found = text, False
    while match := _BULLET.match(rest) or (_SMALL_O.match(rest) if small_o else None):
        rest, found = rest[match.end() :], True
    if found:
        return "bullet", "", rest
    if match := _NUMBER.match(text):
        return "number", match.group().strip(), text[match.end() :]
    if match := _LETTER.match(text):
        return "letter", match.group().strip(), text[match.end() :]
    return None


def depth(mark: str) -> int:
    """1 for "2." or "(a)", 2 for "2.1", 3 for "2.1.4"."""
    return max(1, len(re.findall(r"\d+|[A-Za-z]+", mark)))


END = re.compile(r"[.!?:;…][\"'”’)\]]*$")


def ends(text: str) -> bool:
    """Whether a sentence may end here."""
    return bool(END.search(text.rstrip()))


def starts_low(text: str) -> bool:
    """Whether this can only be the middle of a sentence."""
    first = text.lstrip("\"'“‘([")[:1]
    return first.islower() or first in ",;:.)"


def join(before: str, after: str) -> str:
    """Two pieces of a sentence as one; a word cut at its hyphen closes up again."""
    if re.search(r"\w[-\u00ad]$", before) and re.match(r"(?!(?:and|or|to|a|neu)\b)\w", after):
        return before.rstrip("\u00ad") + after
    if before.endswith("/") or (re.search(r"\S*(://|www\.|@)\S*$", before) and after[:1] in "_-/?=&"):
        return before + after
    return f"{before} {after}"


def folded(text: str) -> str:
    """Letters and digits only, in one case: what is left when two titles are the same."""
    return "".join(char for char in text.casefold() if char.isalnum())
