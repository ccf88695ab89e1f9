"""Draws a table of a draft in the editor: to be seen among the words, and to be changed in Word."""

import json
from typing import cast

from PySide6.QtCore import QPointF, QRect, QRectF, QSizeF
from PySide6.QtGui import QPainter, QPyTextObject, QTextDocument, QTextFormat

from ewloe_desktop.domain.text import Block, Kind, PolicyText
from ewloe_desktop.ui import reading, theme
from ewloe_desktop.ui.draft_document import WHAT

_LEAST = 200.0  # pixels


class DraftTable(QPyTextObject):
    """Makes a small document of each table and draws it as wide as the text."""

    def __init__(self, parent: QTextDocument) -> None:
        super().__init__(parent)
        self._made: dict[tuple[str, int, str, str], QTextDocument] = {}

    def intrinsicSize(self, doc: QTextDocument, _position: int, format: QTextFormat) -> QSizeF:  # noqa: A002
        """As wide as the text and as high as its rows."""
        made = self._drawn(doc, format)
        return QSizeF(made.textWidth(), made.size().height())

    def drawObject(
        self,
        painter: QPainter,
        rect: QRectF | QRect,
        doc: QTextDocument,
        _position: int,
        format: QTextFormat,  # noqa: A002
    ) -> None:
        """Draws the rows where the editor has room for them."""
        made = self._drawn(doc, format)
        painter.save()
        painter.translate(QPointF(rect.topLeft()))
        made.drawContents(painter)
        painter.restore()

    def _drawn(self, doc: QTextDocument, format: QTextFormat) -> QTextDocument:  # noqa: A002
        said = cast("str", format.property(WHAT))
        width = max(_LEAST, doc.textWidth() - 2 * doc.documentMargin() - 2)
        key = (said, int(width), doc.defaultFont().toString(), theme.colours().field_edge)
        if key not in self._made:
            self._made = {k: v for k, v in self._made.items() if k[1:] == key[1:]}
            made = QTextDocument(self)
            made.setDefaultFont(doc.defaultFont())
            made.setDocumentMargin(0)
            rows = tuple(tuple(row) for row in json.loads(said)[4])
            reading.write_text(made, PolicyText("", "", (Block(Kind.TABLE, rows=rows),)))
            made.setTextWidth(width)
            self._made[key] = made
        return self._made[key]
