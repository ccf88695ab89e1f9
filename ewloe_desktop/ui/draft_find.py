"""Finds words in a text whatever accents they carry: "ty" finds "tŷ", and "Wŷn" finds "wyn"."""

import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from PySide6.QtGui import QTextCursor, QTextDocument

from ewloe_desktop.ui.draft_document import is_table

Place = tuple[int, int]  # where it begins and ends in the document


def found(document: QTextDocument, words: str) -> tuple[Place, ...]:
    """Every place in the document where the words stand, from top to bottom; tables apart."""
    wanted = "".join(_bare(letter) for letter in words)
    if not wanted:
        return ()
    places: list[Place] = []
    block = document.begin()
    while block.isValid():
        if not is_table(block):
            places += [(block.position() + a, block.position() + b) for a, b in within(block.text(), wanted)]
        block = block.next()
    return tuple(places)


def within(text: str, wanted: str) -> Iterator[Place]:
    """Where the bare letters stand in a text, counted as Qt counts."""
    bare, at, count = [], [], 0
    for letter in text:
        for one in _bare(letter):
            bare.append(one)
            at.append((count, count + 1 + (ord(letter) > 0xFFFF)))
        count += 1 + (ord(letter) > 0xFFFF)
    line = "".join(bare)
    start = line.find(wanted)
    while start >= 0:
        yield at[start][0], at[start + len(wanted) - 1][1]
        start = line.find(wanted, start + len(wanted))


def replace_at(document: QTextDocument, places: tuple[Place, ...], words: str) -> None:
    """Puts the words in all those places, as one step that can be undone."""
    cursor = QTextCursor(document)
    cursor.beginEditBlock()
    for start, end in reversed(places):
        cursor.setPosition(start)
        cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        cursor.insertText(words)
    cursor.endEditBlock()


@lru_cache(4096)
def _bare(letter: str) -> str:
    apart = unicodedata.normalize("NFKD", letter)
    return "".join(one for one in apart if not unicodedata.combining(one)).casefold()
