"""A policy's text as a document that can be written in, and back again: nothing is lost on the way."""

import json
from dataclasses import replace
from typing import cast

from PySide6.QtGui import QFontMetricsF, QTextBlock, QTextBlockFormat, QTextCharFormat, QTextCursor, QTextDocument
from PySide6.QtGui import QTextFormat as Format

from ewloe_desktop.domain.text import Block, Kind, PolicyText, tidy
from ewloe_desktop.ui import reading

WHAT = Format.Property.UserProperty.value + 1  # what the paragraph is, as JSON: all but its words
TABLE = Format.ObjectTypes.UserObject.value + 1  # how a table is drawn: see ui.draft_table
OBJECT = "\ufffc"
_NOT_WORDS = dict.fromkeys((0xFFFC, 0xFDD0, 0xFDD1, 0xFFFE, 0xFFFF, 0x2028, 0x2029), " ")


def write_draft(document: QTextDocument, text: PolicyText) -> None:
    """Fills the document; from here on every step can be undone."""
    document.setUndoRedoEnabled(False)
    document.clear()
    cursor = QTextCursor(document)
    cursor.beginEditBlock()
    for place, block in enumerate(text.blocks or (Block(Kind.PARAGRAPH),)):
        if place:
            cursor.insertBlock(shape_of(document, block), QTextCharFormat())
        else:
            cursor.setBlockFormat(shape_of(document, block))
        if block.kind is Kind.TABLE:
            drawn = QTextCharFormat()
            drawn.setObjectType(TABLE)
            drawn.setProperty(WHAT, _plain(block))
            cursor.insertText(OBJECT, drawn)
        else:
            cursor.insertText(block.text.translate(_NOT_WORDS), QTextCharFormat())
    cursor.endEditBlock()
    document.setUndoRedoEnabled(True)
    document.setModified(False)


def read_draft(document: QTextDocument, title: str, edition: str) -> PolicyText:
    """The words as they stand in the document."""
    return tidy(PolicyText(title, edition, blocks_of(document)))


def blocks_of(document: QTextDocument) -> tuple[Block, ...]:
    """Every paragraph of the document as a block, the empty ones among them."""
    found = []
    place = document.begin()
    while place.isValid():
        found.append(block_of(place))
        place = place.next()
    return tuple(found)


def block_of(place: QTextBlock) -> Block:
    """One paragraph of the document as a block."""
    block = _told(place)
    if block.kind is Kind.TABLE:
        return block
    return replace(block, text=place.text().translate(_NOT_WORDS))


def is_table(place: QTextBlock) -> bool:
    """Whether a table stands here."""
    return _told(place).kind is Kind.TABLE


def shape_of(document: QTextDocument, block: Block) -> QTextBlockFormat:
    """How a paragraph stands that is such a block, with what it is written into it."""
    shape = reading.block_format(document, block)
    shape.setTextIndent(0)
    shape.clearProperty(Format.Property.TabPositions.value)
    em = QFontMetricsF(document.defaultFont())
    if block.kind is Kind.HEADING and block.mark:
        shape.setLeftMargin(em.horizontalAdvance(block.mark) * 1.25 + em.height() * 0.6)
    elif block.kind is Kind.ITEM:
        wider = em.horizontalAdvance(block.mark) + em.height() * 0.6 - em.height() * 1.9
        shape.setLeftMargin(shape.leftMargin() + max(0.0, wider))
    if block.kind is Kind.TABLE:  # else a share of the whole table would stand empty above it
        shape.setLineHeight(100.0, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
    shape.setProperty(WHAT, _plain(replace(block, text="")))
    return shape


def change(cursor: QTextCursor, block: Block) -> None:
    """Makes the paragraph under the cursor such a block; its words stay."""
    cursor.setBlockFormat(shape_of(cursor.document(), block))


def _plain(block: Block) -> str:
    """All of a block but its words, as one line."""
    return json.dumps([block.kind.value, block.level, block.style, block.mark, block.rows])


def _told(place: QTextBlock) -> Block:
    said = place.blockFormat().property(WHAT)
    if not said:
        return Block(Kind.PARAGRAPH)
    kind, level, style, mark, rows = json.loads(cast("str", said))
    return Block(Kind(kind), "", level, style, mark, tuple(tuple(row) for row in rows))
