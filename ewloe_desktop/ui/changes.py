"""What changed between two revisions, marked by underline, strike and words, so that colour is never needed."""

from collections.abc import Callable, Iterable, Sequence

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QFont, QTextBlockFormat, QTextCharFormat, QTextCursor, QTextDocument

from ewloe_desktop.domain.text import Block, Change, Kind, Piece
from ewloe_desktop.ui import theme
from ewloe_desktop.ui.changes_beside import write_beside
from ewloe_desktop.ui.reading import (
    ReadingPane,
    Stop,
    block_format,
    char_format,
    lead,
    merged,
    start_block,
    write_block,
)

_LONGEST = 160  # letters of a marked run that are said again in words

Words = Callable[[str], str]


def said(how: str) -> str:
    """What happened to a block or to words, in a word."""
    return {
        "added": QCoreApplication.translate("Changes", "Added"),
        "removed": QCoreApplication.translate("Changes", "Removed"),
        "changed": QCoreApplication.translate("Changes", "Changed"),
        "moved": QCoreApplication.translate("Changes", "Moved here"),
        "moved_away": QCoreApplication.translate("Changes", "Moved away from here"),
    }[how]


class ChangesPane(ReadingPane):
    """Shows what changed: added words underlined, removed ones struck out, both said again in words."""

    def show_changes(self, changes: Sequence[Change], sentences: Sequence[str] = (), *, beside: bool = False) -> None:
        """Shows these changes from the first: the sentences, then one marked text or both texts side by side."""

        def write(document: QTextDocument) -> tuple[Stop, ...]:
            if beside:
                write_beside(document, changes, said, marked)
            else:
                write_changes(document, changes, said)
            if not count(changes):
                same = QCoreApplication.translate("Changes", "The words are the same.")
                write_block(QTextCursor(document), Block(Kind.PARAGRAPH, same))
            _write_sentences(document, sentences)
            return ()

        self.fill(write)


def count(changes: Iterable[Change]) -> int:
    """How many blocks are not the same; one that moved counts once."""
    return sum(1 for change in changes if change.how not in ("same", "moved_away"))


def write_changes(document: QTextDocument, changes: Sequence[Change], words: Words) -> None:
    """Fills the document with what changed, each under the heading it stands under; same blocks are left out."""
    document.clear()
    document.setDocumentMargin(0)
    cursor = QTextCursor(document)
    under: Block | None = None
    told: Block | None = None
    for change in changes:
        block = change.after or change.before
        if block is None:
            continue
        if change.how == "same":
            under = block if block.kind is Kind.HEADING else under
            continue
        if block.kind is not Kind.HEADING and under is not None and under is not told:
            write_block(cursor, Block(Kind.HEADING, under.text, 2, mark=under.mark))
        told = under = block if block.kind is Kind.HEADING else under
        _write_change(cursor, change, words)


def _write_sentences(document: QTextDocument, sentences: Sequence[str]) -> None:
    """The changes in short, before everything else."""
    cursor = QTextCursor(document)
    cursor.movePosition(QTextCursor.MoveOperation.Start)
    for sentence in reversed(sentences):
        _before_all(cursor, Block(Kind.ITEM, sentence, 1, "bullet"))
    if sentences:
        _before_all(cursor, Block(Kind.HEADING, QCoreApplication.translate("Changes", "In short"), 3))


def _before_all(cursor: QTextCursor, block: Block) -> None:
    cursor.movePosition(QTextCursor.MoveOperation.Start)
    cursor.insertBlock()
    cursor.movePosition(QTextCursor.MoveOperation.Start)
    cursor.setBlockFormat(block_format(cursor.document(), block))
    cursor.insertText(lead(block) + block.text, char_format(cursor.document(), block))


def _write_change(cursor: QTextCursor, change: Change, words: Words) -> None:
    _label(cursor, words(change.how))
    block = change.after or change.before
    if block is None:
        return
    if change.how not in ("changed", "moved") or not change.pieces:
        whole = change.how if change.how in ("added", "removed") else "same"
        if change.how == "changed" and change.before is not None:
            write_block(cursor, change.before, marked("removed"))
            whole = "added"
        write_block(cursor, block, marked(whole))
        return
    start_block(cursor, block)
    plain = char_format(cursor.document(), block)
    cursor.insertText(lead(block), plain)
    for piece in spaced(change.pieces):
        cursor.insertText(piece.text, merged(QTextCharFormat(plain), marked(piece.how)))
    _said(cursor, change.pieces, words)


def marked(how: str) -> QTextCharFormat:
    """Underlined when added, struck out when removed."""
    chars, now = QTextCharFormat(), theme.colours()
    if how == "added":
        chars.setFontUnderline(True)
        chars.setForeground(theme.colour(now.on_added))
        chars.setBackground(theme.colour(now.added))
    elif how == "removed":
        chars.setFontStrikeOut(True)
        chars.setForeground(theme.colour(now.on_removed))
        chars.setBackground(theme.colour(now.removed))
    return chars


def spaced(pieces: Sequence[Piece]) -> list[Piece]:
    """The pieces with one space between, none twice."""
    told: list[Piece] = []
    for piece in pieces:
        if told and not told[-1].text.endswith(" ") and not piece.text.startswith(" "):
            told.append(Piece("same", " "))
        told.append(piece)
    return told


def _label(cursor: QTextCursor, text: str) -> None:
    start_block(cursor, Block(Kind.PARAGRAPH))
    shape = QTextBlockFormat(cursor.blockFormat())
    shape.setTopMargin(10)
    shape.setBottomMargin(2)
    cursor.setBlockFormat(shape)
    chars = QTextCharFormat()
    chars.setFontWeight(QFont.Weight.DemiBold)
    chars.setForeground(theme.colour(theme.colours().quiet))
    cursor.insertText(text, chars)


def _said(cursor: QTextCursor, pieces: Sequence[Piece], words: Words) -> None:
    told = " · ".join(f"{words(p.how)}: “{_short(p.text)}”" for p in pieces if p.how != "same" and p.text.strip())
    if not told:
        return
    start_block(cursor, Block(Kind.PARAGRAPH))
    chars = QTextCharFormat()
    chars.setForeground(theme.colour(theme.colours().quiet))
    chars.setFontPointSize(cursor.document().defaultFont().pointSizeF() * 0.9)
    cursor.insertText(told, chars)


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST].rstrip()}…"
