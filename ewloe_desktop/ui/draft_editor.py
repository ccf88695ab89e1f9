"""The words of a draft to write in: headings, paragraphs and lists as the reader will see them."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from PySide6.QtCore import QMimeData, QPointF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QFont,
    QFontMetricsF,
    QInputMethodEvent,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QPalette,
    QSyntaxHighlighter,
    QTextBlock,
    QTextCharFormat,
    QTextCursor,
)
from PySide6.QtWidgets import QTextEdit, QWidget

from ewloe_desktop.domain.text import Block, Kind, PolicyText, clean
from ewloe_desktop.ui import draft_marks, reading
from ewloe_desktop.ui.draft_document import TABLE, block_of, blocks_of, change, is_table, read_draft, write_draft
from ewloe_desktop.ui.draft_table import DraftTable

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_TAKING = (
    QKeySequence.StandardKey.Cut,
    QKeySequence.StandardKey.DeleteEndOfLine,
    QKeySequence.StandardKey.DeleteCompleteLine,
)
_MENU = ("edit-cut", "edit-delete", "edit-paste")  # what Qt calls these entries
_MOST_LEVELS = {Kind.HEADING: 6, Kind.ITEM: 6}


class DraftEdit(QTextEdit):
    """Rich text of blocks; `table_met` says that somebody tried to write in a table."""

    table_met = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setAcceptRichText(False)
        self.setTabChangesFocus(True)
        self.setAcceptDrops(False)  # what is dragged would leave its place
        self.document().setDocumentMargin(10)
        self._looks = _Looks(self.document())
        self._tables = DraftTable(self.document())
        self.document().documentLayout().registerHandler(TABLE, self._tables)

    def show_text(self, text: PolicyText) -> None:
        """Begins with these words."""
        self.document().setDefaultFont(self.font())
        write_draft(self.document(), text)
        self.moveCursor(QTextCursor.MoveOperation.Start)

    def text(self, title: str, edition: str) -> PolicyText:
        """The words as they stand."""
        return read_draft(self.document(), title, edition)

    @property
    def here(self) -> Block:
        """What the cursor stands in."""
        return block_of(self.textCursor().block())

    def make(self, kind: Kind, level: int = 0, style: str = "") -> None:
        """Makes the paragraphs under the cursor headings, items or plain ones, as one step."""
        blocks = list(blocks_of(self.document()))
        with _Step(self) as cursor:
            for number in self._chosen():
                old = blocks[number]
                if old.kind is Kind.TABLE:
                    self.table_met.emit()
                    continue
                mark = draft_marks.mark_for(blocks, number, style) if kind is Kind.ITEM else ""
                if kind is Kind.HEADING and old.kind is Kind.HEADING:
                    mark = old.mark
                deep = max(1, old.level) if kind is Kind.ITEM and old.kind is Kind.ITEM else level
                blocks[number] = Block(kind, "", deep, style, mark)
                _put(cursor, number, blocks[number])

    def deepen(self, by: int) -> None:
        """Moves headings and items one level in or out."""
        blocks = blocks_of(self.document())
        with _Step(self) as cursor:
            for number in self._chosen():
                old = blocks[number]
                if old.kind in _MOST_LEVELS:
                    level = min(max(old.level + by, 1), _MOST_LEVELS[old.kind])
                    _put(cursor, number, replace(old, level=level))

    def mark(self, mark: str) -> None:
        """Gives the heading or item under the cursor another number or letter."""
        old = self.here
        if old.kind in _MOST_LEVELS and old.style != "bullet" and old.mark != clean(mark):
            with _Step(self) as cursor:
                _put(cursor, self.textCursor().blockNumber(), replace(old, mark=clean(mark)))

    def count_again(self) -> None:
        """Counts the list under the cursor on from its first number."""
        marks = draft_marks.counted_again(blocks_of(self.document()), self.textCursor().blockNumber())
        with _Step(self) as cursor:
            self._mark_all(cursor, marks)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes on as a list or heading does; what would write into a table does not."""
        if event.key() in _ENTER and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._enter()
            return
        if self._changes(event) and self._meets_table(event):
            self.table_met.emit()
            return
        super().keyPressEvent(event)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Letters that are put together, as ŵ and ŷ are on some keyboards, stay out of tables too."""
        if self._in_table():
            self.table_met.emit()
            return
        super().inputMethodEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """The usual menu; nothing of it reaches into a table."""
        menu = self.createStandardContextMenu(event.pos())
        for action in menu.actions():
            if action.objectName() in _MENU and self._in_table():
                action.setEnabled(False)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(event.globalPos())

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        """Only words are taken."""
        return source.hasText()

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Pastes the words alone: a line of what was copied is a paragraph here, without its looks."""
        if self._in_table():
            self.table_met.emit()
            return
        lines = [line for line in map(clean, source.text().splitlines()) if line]
        cursor = self.textCursor()
        cursor.beginEditBlock()
        for number, line in enumerate(lines):
            if number:
                cursor.insertBlock()
            around = " " if number == 0 and source.text()[:1].isspace() else ""
            cursor.insertText(around + line)
        if len(lines) == 1 and source.text()[-1:] == " ":
            cursor.insertText(" ")
        cursor.endEditBlock()
        self.setTextCursor(cursor)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The words, and before them the numbers, letters and bullets."""
        super().paintEvent(event)
        painter = QPainter(self.viewport())
        top = self.verticalScrollBar().value()
        block = self.cursorForPosition(event.rect().topLeft()).block()
        block = block.previous() if block.previous().isValid() else block
        while block.isValid() and block.layout().position().y() - top < event.rect().bottom():
            self._paint_mark(painter, block, top)
            block = block.next()
        painter.end()

    def _paint_mark(self, painter: QPainter, block: QTextBlock, top: int) -> None:
        said = block_of(block)
        line = block.layout().lineAt(0)
        if said.kind not in _MOST_LEVELS or not line.isValid() or not (words := reading.lead(said).strip()):
            return
        font = QFont(self.document().defaultFont())
        if said.kind is Kind.HEADING:
            looks = reading.char_format(self.document(), said)
            font.setPointSizeF(looks.fontPointSize())
            font.setBold(True)
        start = block.layout().position() + line.position()
        left = start.x() - block.blockFormat().leftMargin()
        if said.kind is Kind.ITEM:
            room = QFontMetricsF(self.document().defaultFont()).height() * (1.1 if said.style == "bullet" else 1.9)
            left = start.x() - max(room, QFontMetricsF(font).horizontalAdvance(words) + room / 3)
        painter.setFont(font)
        painter.setPen(self.palette().color(QPalette.ColorRole.Text))
        painter.drawText(QPointF(max(2.0, left), start.y() + line.ascent() - top), words)

    def _enter(self) -> None:
        if self._crosses_table() and self.textCursor().hasSelection():
            self.table_met.emit()
            return
        old, cursor = self.here, self.textCursor()
        with _Step(self):
            if old.kind is Kind.ITEM and not old.text.strip() and not cursor.hasSelection():
                change(cursor, Block(Kind.PARAGRAPH))
                return
            at_end = cursor.atBlockEnd() or is_table(cursor.block())
            if is_table(cursor.block()):
                cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock)
            cursor.insertBlock()
            cursor.setCharFormat(QTextCharFormat())
            if old.kind is Kind.TABLE or (old.kind is Kind.HEADING and at_end):
                change(cursor, Block(Kind.PARAGRAPH))
            elif old.kind is Kind.ITEM and old.mark:
                self._next_item(cursor)
        self.setTextCursor(cursor)
        self.ensureCursorVisible()

    def _next_item(self, cursor: QTextCursor) -> None:
        """The new item takes the next number, and those below make way."""
        place = cursor.blockNumber()
        blocks = list(blocks_of(self.document()))
        same = draft_marks.siblings(blocks, place)
        above = [blocks[n].mark for n in same if n < place]
        mark = draft_marks.next_mark(blocks[place].mark, above[-2] if len(above) > 1 else "")
        blocks[place] = replace(blocks[place], mark=mark)
        self._mark_all(QTextCursor(cursor), {place: mark} | draft_marks.making_way(blocks, place))

    def _mark_all(self, cursor: QTextCursor, marks: Mapping[int, str]) -> None:
        blocks = blocks_of(self.document())
        for number, mark in marks.items():
            _put(cursor, number, replace(blocks[number], mark=mark))

    def _chosen(self) -> Sequence[int]:
        cursor = self.textCursor()
        document = self.document()
        first = document.findBlock(cursor.selectionStart()).blockNumber()
        return range(first, document.findBlock(cursor.selectionEnd()).blockNumber() + 1)

    def _changes(self, event: QKeyEvent) -> bool:
        """Whether the key writes or takes away."""
        if any(event.matches(key) for key in _TAKING) or event.key() in (Qt.Key.Key_Backspace, Qt.Key.Key_Delete):
            return True
        held = event.modifiers() & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier)
        return bool(event.text()) and event.text().isprintable() and held != Qt.KeyboardModifier.ControlModifier

    def _meets_table(self, event: QKeyEvent) -> bool:
        cursor = self.textCursor()
        if self._in_table():
            return True
        if cursor.hasSelection():
            return False
        before, after = cursor.block().previous(), cursor.block().next()
        if event.key() == Qt.Key.Key_Backspace and cursor.atBlockStart():
            return before.isValid() and is_table(before) and bool(cursor.block().text())
        return event.key() == Qt.Key.Key_Delete and cursor.atBlockEnd() and after.isValid() and is_table(after)

    def _in_table(self) -> bool:
        return is_table(self.textCursor().block()) or self._crosses_table()

    def _crosses_table(self) -> bool:
        return any(is_table(self.document().findBlockByNumber(number)) for number in self._chosen())


class _Step:
    """What is done within is one step that can be undone."""

    def __init__(self, edit: QTextEdit) -> None:
        self._cursor = QTextCursor(edit.document())

    def __enter__(self) -> QTextCursor:
        self._cursor.beginEditBlock()
        return self._cursor

    def __exit__(self, *_: object) -> None:
        self._cursor.endEditBlock()


class _Looks(QSyntaxHighlighter):
    """Makes headings large and bold; their words are plain all the same."""

    def highlightBlock(self, text: str) -> None:
        """The block's letters as they are read."""
        block = block_of(self.currentBlock())
        if block.kind is Kind.HEADING:
            self.setFormat(0, len(text.encode("utf-16-le")) // 2, reading.char_format(self.document(), block))


def _put(cursor: QTextCursor, number: int, block: Block) -> None:
    place = cursor.document().findBlockByNumber(number)
    cursor.setPosition(place.position())
    change(cursor, block)


def tinted(places: Sequence[tuple[int, int]], edit: QTextEdit, ground: QColor) -> list[QTextEdit.ExtraSelection]:
    """The places found, on a ground of their own."""
    shown = []
    for start, end in places:
        one = QTextEdit.ExtraSelection()
        one.cursor = QTextCursor(edit.document())
        one.cursor.setPosition(start)
        one.cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        one.format.setBackground(ground)
        shown.append(one)
    return shown
