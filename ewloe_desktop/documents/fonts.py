"""Noto Sans for paper: which letters it has, how wide they are, and where lines break."""

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from ewloe_desktop.documents.words import resource

REGULAR, BOLD = "Noto", "NotoBold"
_INSTEAD = {"‐": "-", "‑": "-", "−": "-", "\u00ad": "", "\u200b": "", "\t": " ", "\n": " "}
_MISSING = "□"


@dataclass(frozen=True, slots=True)
class Run:
    """Words set alike: bold or not, black (0.0) or grey, and their language when it is not English."""

    text: str
    bold: bool = False
    grey: float = 0.0
    language: str = ""


Line = Sequence[Run]
BREAK = Run("\n")  # between runs: what follows begins a line


@cache
def _widths(bold: bool) -> dict[str, int]:
    """Every letter's width in thousandths of the size; registers the font with reportlab the first time."""
    name, file = (BOLD, "NotoSans-Bold.ttf") if bold else (REGULAR, "NotoSans-Regular.ttf")
    font = TTFont(name, str(resource("fonts", file)))
    pdfmetrics.registerFont(font)
    return {chr(code): width for code, width in font.face.charWidths.items()}


def load() -> None:
    """Makes both weights known to reportlab; costs nothing the second time."""
    _widths(False), _widths(True)


def shown(text: str) -> str:
    """The text in letters the font has: composed, decomposed or, where nothing helps, a box."""
    known = _widths(False)
    text = unicodedata.normalize("NFC", text)
    if all(letter in known for letter in text):
        return text
    return "".join(letter if letter in known else _substitute(letter) for letter in text)


def _substitute(letter: str) -> str:
    if letter in _INSTEAD:
        return _INSTEAD[letter]
    if letter.isspace():
        return " "
    if unicodedata.category(letter) in ("Cc", "Cf"):
        return ""
    plain = unicodedata.normalize("NFKC", letter)
    known = _widths(False)
    return plain if plain != letter and all(c in known for c in plain) else _MISSING


def width(text: str, size: float, bold: bool = False) -> float:
    """How wide the text is, in points."""
    table = _widths(bold)
    return sum(table[letter] for letter in text) * size / 1000


def line_width(line: Iterable[Run], size: float) -> float:
    """How wide a line of runs is, in points."""
    return sum(width(run.text, size, run.bold) for run in line)


def wrap(runs: str | Sequence[Run], size: float, room: float) -> list[list[Run]]:
    """Lines no wider than `room` points; a word that is wider by itself is broken."""
    if isinstance(runs, str):
        parts = runs.splitlines() or [""]
        return [line for part in parts for line in wrap((Run(part),), size, room)]
    if BREAK in runs:
        place = list(runs).index(BREAK)
        return [*wrap(runs[:place], size, room), *wrap(runs[place + 1 :], size, room)]
    lines: list[list[Run]] = [[]]
    used = 0.0
    for word, space in _words(runs):
        needed = width(word.text, size, word.bold)
        gap = width(" ", size, word.bold) if space and lines[-1] else 0.0
        if lines[-1] and used + gap + needed > room:
            lines.append([])
            used = gap = 0.0
        for number, part in enumerate(_broken(word, size, room) if needed > room else (word,)):
            if number:
                lines.append([])
                used = 0.0
            _add(lines[-1], part, gap > 0 and not number)
            used += gap + width(part.text, size, part.bold)
            gap = 0.0
    return lines


def _words(runs: Sequence[Run]) -> Iterable[tuple[Run, bool]]:
    """Every word and whether a space stands before it."""
    after_space = False
    for run in runs:
        text = shown(run.text)
        for number, word in enumerate(text.split(" ")):
            after_space = after_space or number > 0
            if word:
                yield Run(word, run.bold, run.grey, run.language), after_space
                after_space = False


def _broken(word: Run, size: float, room: float) -> Iterable[Run]:
    table, limit = _widths(word.bold), room * 1000 / size
    start = used = 0
    for place, letter in enumerate(word.text):
        if used + table[letter] > limit and place > start:
            yield replace(word, text=word.text[start:place])
            start, used = place, 0
        used += table[letter]
    yield replace(word, text=word.text[start:])


def _add(line: list[Run], word: Run, space: bool) -> None:
    text = f" {word.text}" if space else word.text
    last = line[-1] if line else None
    if last and (last.bold, last.grey, last.language) == (word.bold, word.grey, word.language):
        line[-1] = Run(last.text + text, word.bold, word.grey, word.language)
    else:
        line.append(Run(text, word.bold, word.grey, word.language))


def cut(text: str, size: float, room: float, bold: bool = False, grey: float = 0.0) -> list[Run]:
    """One line of the text, ended with … where it is too long for the room."""
    text = shown(text)
    if width(text, size, bold) > room:
        while text and width(text + "…", size, bold) > room:
            text = text[:-1]
        text = text.rstrip() + "…"
    return [Run(text, bold, grey)]
