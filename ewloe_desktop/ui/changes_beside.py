"""Two revisions side by side: the earlier words at the left, the later ones at the right, row by row."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import (
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFrameFormat,
    QTextLength,
    QTextTable,
    QTextTableFormat,
)

from ewloe_desktop.domain.text import Block, Change, Kind, Piece
from ewloe_desktop.ui import theme
from ewloe_desktop.ui.reading import char_format, lead, merged

_NEAR = 1  # blocks shown before and after a change, so that it can be placed


def write_beside(
    document: QTextDocument,
    changes: Sequence[Change],
    words: Callable[[str], str],
    marked: Callable[[str], QTextCharFormat],
) -> None:
    """Fills the document with a table: blocks that changed, with a little of what stands around them."""
    document.clear()
    document.setDocumentMargin(0)
    rows = _shown(changes)
    if not rows:
        return
    cursor = QTextCursor(document)
    table = cursor.insertTable(len(rows) + 1, 2, _frame())
    before = QCoreApplication.translate("Changes", "Before")
    after = QCoreApplication.translate("Changes", "After")
    for column, heading in enumerate((before, after)):
        _write(table.cellAt(0, column).firstCursorPosition(), Block(Kind.PARAGRAPH, heading), _strong())
    for number, change in enumerate(rows, 1):
        if change is None:
            table.mergeCells(number, 0, 1, 2)
            _write(table.cellAt(number, 0).firstCursorPosition(), Block(Kind.PARAGRAPH, "…"))
        else:
            _row(table, number, change, words, marked)


def _frame() -> QTextTableFormat:
    made = QTextTableFormat()
    made.setWidth(QTextLength(QTextLength.Type.PercentageLength, 100))
    half = QTextLength(QTextLength.Type.PercentageLength, 50)
    made.setColumnWidthConstraints([half, half])
    made.setCellPadding(8)
    made.setCellSpacing(0)
    made.setHeaderRowCount(1)
    made.setTopMargin(8)
    made.setBorder(1)
    made.setBorderCollapse(True)
    made.setBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
    made.setBorderBrush(theme.colour(theme.colours().field_edge))
    return made


def _strong() -> QTextCharFormat:
    chars = QTextCharFormat()
    chars.setFontWeight(600)
    return chars


def _shown(changes: Sequence[Change]) -> list[Change | None]:
    """Every change and its neighbours; None where something the same is left out."""
    near = {
        at
        for place, change in enumerate(changes)
        if change.how != "same"
        for at in range(place - _NEAR, place + _NEAR + 1)
    }
    rows: list[Change | None] = []
    for place, change in enumerate(changes):
        if place in near:
            rows.append(change)
        elif rows and rows[-1] is not None:
            rows.append(None)
    return rows


def _row(
    table: QTextTable,
    number: int,
    change: Change,
    words: Callable[[str], str],
    marked: Callable[[str], QTextCharFormat],
) -> None:
    left, right = (table.cellAt(number, column).firstCursorPosition() for column in (0, 1))
    if change.how == "changed" and change.pieces and change.before and change.after:
        _pieces(left, change.before, [p for p in change.pieces if p.how != "added"], marked)
        _pieces(right, change.after, [p for p in change.pieces if p.how != "removed"], marked)
        return
    for cursor, block, how in ((left, change.before, "removed"), (right, change.after, "added")):
        if block is None:
            if change.how in ("moved", "moved_away"):
                _write(cursor, Block(Kind.PARAGRAPH, words("moved" if cursor is left else "moved_away")), _quiet())
            continue
        plain = change.how in ("same", "moved", "moved_away")
        if change.how == "moved" and change.pieces:
            _pieces(cursor, block, list(change.pieces), marked)
        else:
            _write(cursor, block, None if plain else marked(how))


def _write(cursor: QTextCursor, block: Block, chars: QTextCharFormat | None = None) -> None:
    """A block's words in a cell; a table stands there cell by cell."""
    text = " | ".join(cell for row in block.rows for cell in row) if block.kind is Kind.TABLE else block.text
    cursor.insertText(_lead(block) + text, merged(char_format(cursor.document(), block), chars))


def _lead(block: Block) -> str:
    return lead(block).replace("\t", " ")


def _quiet() -> QTextCharFormat:
    chars = QTextCharFormat()
    chars.setForeground(theme.colour(theme.colours().quiet))
    return chars


def _pieces(
    cursor: QTextCursor, block: Block, pieces: Sequence[Piece], marked: Callable[[str], QTextCharFormat]
) -> None:
    plain = char_format(cursor.document(), block)
    for place, piece in enumerate(pieces):
        cursor.insertText(" " if place else "", plain)
        cursor.insertText(piece.text, merged(QTextCharFormat(plain), marked(piece.how)))
