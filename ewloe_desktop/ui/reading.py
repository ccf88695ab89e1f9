"""A policy's text as a document to read: headings, lists and tables, with an outline to move by."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import (
    QFont,
    QFontMetricsF,
    QKeyEvent,
    QShowEvent,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFrameFormat,
    QTextLength,
    QTextOption,
    QTextTableFormat,
)
from PySide6.QtWidgets import QAbstractSlider, QTextBrowser, QWidget

from ewloe_desktop.domain.text import Block, Kind, PolicyText
from ewloe_desktop.ui import theme

_BULLETS = ("•", "–", "·")
_HEADING_SIZE = {1: 1.22, 2: 1.1}
_NEAR = 4  # pixels of the last line that may still be hidden
_LINE = 118.0  # per cent of the font's own line


_STEPS = {
    Qt.Key.Key_PageDown: QAbstractSlider.SliderAction.SliderPageStepAdd,
    Qt.Key.Key_Space: QAbstractSlider.SliderAction.SliderPageStepAdd,
    Qt.Key.Key_PageUp: QAbstractSlider.SliderAction.SliderPageStepSub,
    Qt.Key.Key_Down: QAbstractSlider.SliderAction.SliderSingleStepAdd,
    Qt.Key.Key_Up: QAbstractSlider.SliderAction.SliderSingleStepSub,
    Qt.Key.Key_End: QAbstractSlider.SliderAction.SliderToMaximum,
    Qt.Key.Key_Home: QAbstractSlider.SliderAction.SliderToMinimum,
}


@dataclass(frozen=True, slots=True)
class Stop:
    """A heading in the document: its words, its level and where it stands."""

    text: str
    level: int
    position: int


def write_text(document: QTextDocument, text: PolicyText) -> tuple[Stop, ...]:
    """Fills the document with the text and returns its headings in order."""
    document.clear()
    document.setDocumentMargin(0)
    cursor = QTextCursor(document)
    stops: list[Stop] = []
    for block in text.blocks:
        if block.kind is Kind.HEADING:
            position = write_block(cursor, block)
            stops.append(Stop(block.words, block.level, position))
        else:
            write_block(cursor, block)
    return tuple(stops)


def write_block(cursor: QTextCursor, block: Block, chars: QTextCharFormat | None = None) -> int:
    """Adds one block at the end and returns where it begins."""
    if block.kind is Kind.TABLE:
        return _table(cursor, block)
    start = start_block(cursor, block)
    cursor.insertText(lead(block) + block.text, merged(char_format(cursor.document(), block), chars))
    return start


def start_block(cursor: QTextCursor, block: Block) -> int:
    """Opens an empty paragraph shaped for the block and returns where it begins."""
    cursor.movePosition(QTextCursor.MoveOperation.End)
    shape = block_format(cursor.document(), block)
    if cursor.document().isEmpty():
        shape.setTopMargin(0)
        cursor.setBlockFormat(shape)
    else:
        cursor.insertBlock(shape, QTextCharFormat())
    return cursor.position()


def lead(block: Block) -> str:
    """What stands before the words: the number as written, or a bullet."""
    if block.kind is Kind.ITEM:
        mark = block.mark if block.style != "bullet" and block.mark else _BULLETS[min(block.level, len(_BULLETS)) - 1]
        return f"{mark}\t"
    return f"{block.mark} " if block.mark else ""


def char_format(document: QTextDocument, block: Block) -> QTextCharFormat:
    """How the block's letters look."""
    chars = QTextCharFormat()
    if block.kind is Kind.HEADING:
        chars.setFontWeight(QFont.Weight.Bold)
        chars.setFontPointSize(document.defaultFont().pointSizeF() * _HEADING_SIZE.get(block.level, 1.0))
    return chars


def merged(first: QTextCharFormat, second: QTextCharFormat | None) -> QTextCharFormat:
    """The first format with what the second says on top."""
    if second is not None:
        first.merge(second)
    return first


def block_format(document: QTextDocument, block: Block) -> QTextBlockFormat:
    """How the block's lines stand: indent, room above and below."""
    shape = QTextBlockFormat()
    em = QFontMetricsF(document.defaultFont()).height()
    shape.setLineHeight(_LINE, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
    shape.setBottomMargin(em * 0.55)
    if block.kind is Kind.HEADING:
        shape.setHeadingLevel(block.level)
        shape.setTopMargin(em * (0.9 if block.level <= 2 else 0.5))
        shape.setLineHeight(105.0, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        shape.setBottomMargin(em * 0.35)
    elif block.kind is Kind.ITEM:
        wide = em * (1.1 if block.style == "bullet" else 1.9)
        shape.setLeftMargin(em * 0.4 + em * 1.4 * (max(block.level, 1) - 1) + wide)
        shape.setTextIndent(-wide)
        shape.setTabPositions([QTextOption.Tab(wide, QTextOption.TabType.LeftTab)])
        shape.setBottomMargin(em * 0.3)
    return shape


def _table(cursor: QTextCursor, block: Block) -> int:
    cursor.movePosition(QTextCursor.MoveOperation.End)
    em = QFontMetricsF(cursor.document().defaultFont()).height()
    columns = max(len(row) for row in block.rows)
    shape = QTextTableFormat()
    shape.setBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
    shape.setBorder(1)
    shape.setBorderCollapse(True)
    shape.setBorderBrush(theme.colour(theme.colours().field_edge))
    shape.setCellPadding(em * 0.35)
    shape.setHeaderRowCount(1)
    shape.setTopMargin(em * 0.3)
    shape.setBottomMargin(em * 0.8)
    shape.setWidth(QTextLength(QTextLength.Type.PercentageLength, 100))
    table = cursor.insertTable(len(block.rows), columns, shape)
    bold = QTextCharFormat()
    bold.setFontWeight(QFont.Weight.Bold)
    for r, row in enumerate(block.rows):
        for c, cell in enumerate(row):
            table.cellAt(r, c).firstCursorPosition().insertText(cell, bold if r == 0 else QTextCharFormat())
    return table.firstPosition()


class ReadingPane(QTextBrowser):
    """Shows a policy's text; says when its last line has been in sight, and which heading one is under."""

    reached_end = Signal()
    _filled = False
    _fresh = False  # filled while hidden: begins at the top when it is shown
    section_changed = Signal(int)  # index of the heading above the top of the view; -1 before the first

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setObjectName("reading")
        self.setOpenLinks(False)
        self.setFrameShape(QTextBrowser.Shape.NoFrame)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.stops: tuple[Stop, ...] = ()
        self._section = -2
        self._write: Callable[[QTextDocument], tuple[Stop, ...]] = lambda _document: ()
        self.verticalScrollBar().valueChanged.connect(self._moved)
        self.verticalScrollBar().rangeChanged.connect(self._moved)

    def show_text(self, text: PolicyText) -> None:
        """Shows the text from its beginning."""
        self.fill(lambda document: write_text(document, text))

    def fill(self, write: Callable[[QTextDocument], tuple[Stop, ...]]) -> None:
        """Shows what `write` puts into the document; it is asked again when letters or colours change."""
        self._write = write
        self._rewrite()
        self._fresh = not self.isVisible()
        self.verticalScrollBar().setValue(0)
        self._section = -2
        self._moved()

    def _rewrite(self) -> None:
        self._filled = False
        self.document().setDefaultFont(self.font())
        self.stops = self._write(self.document())
        self.moveCursor(QTextCursor.MoveOperation.Start)
        self._filled = True

    def changeEvent(self, event: QEvent) -> None:
        """Follows a change of scheme or size, and stays at the same place."""
        super().changeEvent(event)
        if self._filled and event.type() in (QEvent.Type.FontChange, QEvent.Type.PaletteChange):
            bar = self.verticalScrollBar()
            share = bar.value() / max(1, bar.maximum())
            self._rewrite()
            bar.setValue(round(share * bar.maximum()))

    def go_to(self, index: int) -> None:
        """Brings the heading with that index to the top."""
        cursor = QTextCursor(self.document())
        cursor.setPosition(self.stops[index].position)
        self.setTextCursor(cursor)
        layout = self.document().documentLayout()
        self.verticalScrollBar().setValue(int(layout.blockBoundingRect(cursor.block()).top()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Page Down, Space, End and the arrows read on; with Shift or Ctrl they mark words as anywhere."""
        step = _STEPS.get(Qt.Key(event.key()))
        if step is not None and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            self.verticalScrollBar().triggerAction(step)
            return
        super().keyPressEvent(event)

    def _moved(self, *_: int) -> None:
        if not self._filled or not self.isVisible():
            return
        bar = self.verticalScrollBar()
        top = self.cursorForPosition(self.viewport().rect().topLeft()).position()
        section = max((i for i, s in enumerate(self.stops) if s.position <= top + 1), default=-1)
        if section != self._section:
            self._section = section
            self.section_changed.emit(section)
        last = self.document().documentLayout().blockBoundingRect(self.document().lastBlock())
        if last.bottom() <= bar.value() + self.viewport().height() + _NEAR:
            self.reached_end.emit()

    def showEvent(self, event: QShowEvent) -> None:
        """A short text has reached its end as soon as it is seen."""
        super().showEvent(event)
        if self._fresh:
            self._fresh = False
            self.verticalScrollBar().setValue(0)
        self._moved()
