"""The bench for mending a text: its parts, the steps on the part one is on, its words, and what was left out."""

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QPlainTextEdit,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from ewloe_desktop.domain.text import Kind
from ewloe_desktop.ui import mending, parts, wording
from ewloe_desktop.ui.flow import FlowRow
from ewloe_desktop.ui.mending import Mended, Mending
from ewloe_desktop.ui.text_parts import PartsList

_LEVELS = 4


class MendingView(QWidget):
    """Shows a mending and takes every step of it; `page_wanted` names the original's page of the part one is on."""

    changed = Signal()
    page_wanted = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._mending = Mending(Mended("", "", ()))
        self._declare()
        self._build()
        self._connect()

    @property
    def state(self) -> Mended:
        """The text as it stands."""
        self._keep_words()
        return self._mending.state

    @property
    def snapshot(self) -> Mended:
        """The same, without taking a step for the words being typed."""
        if 0 <= self._current < len(self._mending.state.parts) and self.words.isEnabled():
            return mending.reword(self._mending.state, self._current, self.words.toPlainText())
        return self._mending.state

    def start(self, state: Mended) -> None:
        """Begins with this text."""
        self._mending = Mending(state)
        self._current = -1
        self._show(0)

    def restate(self, change: Callable[[Mended], Mended]) -> None:
        """Takes a step that is made outside, like another title."""
        self._keep_words()
        self._mending.step(change(self._mending.state))
        self._show(self._current)

    def _declare(self) -> None:
        self._current = -1
        self.parts = PartsList(self.tr("The text as it was read"), self)
        self.words = QPlainTextEdit(self)
        self.words.setAccessibleName(self.tr("Words of this part"))
        self.words.setTabChangesFocus(True)
        self.words.setFixedHeight(self.fontMetrics().lineSpacing() * 4 + 22)
        self.heading = QComboBox(self)
        self.heading.setAccessibleName(self.tr("Make this a heading"))
        self.heading.setToolTip(self.tr("Make this a heading — Ctrl+1 to Ctrl+4"))
        self.heading.addItem(self.tr("Heading…"))
        for level in range(1, _LEVELS + 1):
            self.heading.addItem(self.tr("Heading {level}").format(level=level), level)
        self.paragraph = self._button(self.tr("Paragraph"), self.tr("Make this a paragraph"), "Ctrl+0")
        self.item = self._button(self.tr("List item"), self.tr("Make this a list item"), "Ctrl+8")
        self.join = self._button(self.tr("Join with previous"), self.tr("Join with the part before"), "Ctrl+J")
        self.split = self._button(self.tr("Split here"), self.tr("Split where the cursor stands"), "Ctrl+Return")
        self.drop = self._button(self.tr("Leave out"), self.tr("Leave this part out, or put it back"), "Ctrl+D")
        self.fine = self._button(self.tr("It is right"), self.tr("I have looked: this part is right"), "Ctrl+K")
        self.undo = self._button(self.tr("Undo"), self.tr("Take the last step back"), "Ctrl+Z")
        self.next_doubt = self._button(self.tr("Next to look at"), self.tr("Go to the next part to look at"), "Ctrl+N")
        self.left_out = QListWidget(self)
        self.left_out.setAccessibleName(self.tr("What was left out"))
        self.left_out.setWordWrap(True)
        self.left_out.setFrameShape(QListWidget.Shape.NoFrame)
        self.bring_in = self._button(self.tr("Put into the text"), self.tr("Put these words into the text"), "")
        self.show_text = parts.button("", lambda: self.pages.setCurrentIndex(0), "link")
        self.show_left_out = parts.button("", lambda: self.pages.setCurrentIndex(1), "link")
        self.pages = QStackedWidget(self)

    def _button(self, text: str, tip: str, keys: str) -> QPushButton:
        button = parts.button(text, role="compact", hint=f"{tip} — {keys}" if keys else tip)
        if keys:
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(button.click)
        return button

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        tabs = QHBoxLayout()
        for tab in (self.show_text, self.show_left_out):
            tab.setCheckable(True)
            tab.setAutoExclusive(True)
            tabs.addWidget(tab)
        self.show_text.setChecked(True)
        tabs.addStretch()
        tabs.addWidget(self.next_doubt)
        tabs.addWidget(self.undo)
        column.addLayout(tabs)
        self.pages.addWidget(self._text_page())
        self.pages.addWidget(self._left_out_page())
        column.addWidget(self.pages, 1)

    def _text_page(self) -> QWidget:
        page = QWidget(self)
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.parts, 1)
        column.addWidget(FlowRow(self.heading, self.paragraph, self.item, self.join, self.drop))
        words = QHBoxLayout()
        words.setSpacing(8)
        words.addWidget(self.words, 1)
        side = QVBoxLayout()
        side.addWidget(self.split)
        side.addWidget(self.fine)
        side.addStretch()
        words.addLayout(side)
        column.addLayout(words)
        return page

    def _left_out_page(self) -> QWidget:
        page = QWidget(self)
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        said = self.tr("These words stand in the file but not in the policy's text. The file itself is kept too.")
        column.addWidget(parts.label(said, "quiet"))
        column.addWidget(self.left_out, 1)
        column.addWidget(self.bring_in, 0, Qt.AlignmentFlag.AlignLeft)
        return page

    def _connect(self) -> None:
        self.parts.chosen.connect(self._moved)
        self.words.textChanged.connect(self.changed)
        self.heading.activated.connect(self._as_heading)
        self.paragraph.clicked.connect(lambda: self._do(mending.as_paragraph))
        self.item.clicked.connect(lambda: self._do(mending.as_item))
        self.join.clicked.connect(self._join)
        self.split.clicked.connect(self._split)
        self.drop.clicked.connect(self._drop)
        self.fine.clicked.connect(lambda: self._do(mending.settle_doubts))
        self.undo.clicked.connect(self._undo)
        self.next_doubt.clicked.connect(self._next_doubt)
        self.bring_in.clicked.connect(self._bring_in)
        self.left_out.currentRowChanged.connect(self._left_out_moved)
        for level in range(1, _LEVELS + 1):
            keys = QShortcut(QKeySequence(f"Ctrl+{level}"), self)
            keys.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            keys.activated.connect(lambda n=level: self._as_heading(n))

    def _do(self, step: Callable[[Mended, int], Mended]) -> None:
        if self._current < 0:
            return
        self._keep_words()
        self._mending.step(step(self._mending.state, self._current))
        self._show(self._current)

    def _as_heading(self, level: int) -> None:
        if level:
            self._do(lambda state, at: mending.as_heading(state, at, level))

    def _join(self) -> None:
        if self._current < 0:
            return
        before = mending.before_it(self._mending.state, self._current)
        if before is not None:
            self._do(mending.join)
            self._show(before)

    def _split(self) -> None:
        at = self.words.textCursor().position()
        self._do(lambda state, index: mending.split(state, index, at))

    def _drop(self) -> None:
        if self._current >= 0:
            dropped = self._mending.state.parts[self._current].dropped
            self._do(mending.put_back if dropped else mending.drop)

    def _undo(self) -> None:
        self._keep_words()
        self._mending.back()
        self._current = min(self._current, len(self._mending.state.parts) - 1)
        self._show(self._current)

    def _next_doubt(self) -> None:
        open_ = mending.doubtful(self._mending.state)
        if open_:
            self.show_text.click()
            self._show(next((i for i in open_ if i > self._current), open_[0]))
            self.parts.scrollTo(self.parts.currentIndex())
            self.parts.setFocus()

    def _bring_in(self) -> None:
        row = self.left_out.currentRow()
        if row >= 0:
            state, at = mending.bring_in(self.state, row)
            self._mending.step(state)
            self.show_text.click()
            self._show(at)
            self.parts.scrollTo(self.parts.currentIndex())

    def _keep_words(self) -> None:
        if 0 <= self._current < len(self._mending.state.parts) and self.words.isEnabled():
            self._mending.step(mending.reword(self._mending.state, self._current, self.words.toPlainText()))

    def _moved(self, row: int) -> None:
        if row != self._current:
            self._keep_words()
        self._current = row
        all_parts = self._mending.state.parts
        part = all_parts[row] if 0 <= row < len(all_parts) else None
        table = part is None or part.block.kind is Kind.TABLE
        self.words.setEnabled(not table)
        self.words.setPlainText("" if part is None or table else part.block.text)
        for control in (self.heading, self.paragraph, self.item, self.split, self.drop):
            control.setEnabled(part is not None)
        self.join.setEnabled(part is not None and mending.can_join(self._mending.state, row))
        self.fine.setVisible(bool(part and part.doubts))
        self.drop.setText(self.tr("Put back") if part and part.dropped else self.tr("Leave out"))
        self.drop.setAccessibleName(self.drop.text())
        is_heading = part is not None and part.block.kind is Kind.HEADING
        self.heading.setCurrentIndex(part.block.level if part and is_heading and part.block.level <= _LEVELS else 0)
        if part is not None and part.page:
            self.page_wanted.emit(part.page)

    def _left_out_moved(self, row: int) -> None:
        self.bring_in.setEnabled(row >= 0)
        if row >= 0 and self._mending.state.left_out[row].page:
            self.page_wanted.emit(self._mending.state.left_out[row].page)

    def _show(self, current: int) -> None:
        state = self._mending.state
        self._current = -1
        self.parts.show_parts(state.parts, current)
        self.left_out.clear()
        for item in state.left_out:
            row = QListWidgetItem(f"{item.text or '—'}\n{self._why(item.why, item.page)}")
            row.setSizeHint(QSize(0, self.fontMetrics().lineSpacing() * 2 + 16))
            self.left_out.addItem(row)
        self.bring_in.setEnabled(False)
        doubts = len(mending.doubtful(state))
        self.show_text.setText(self.tr("Text ({count} parts)").format(count=len(state.parts)))
        self.show_left_out.setText(self.tr("Left out ({count})").format(count=len(state.left_out)))
        self.next_doubt.setText(self.tr("Next to look at ({count})").format(count=doubts))
        self.next_doubt.setVisible(doubts > 0)
        for control in (self.show_text, self.show_left_out, self.next_doubt):
            control.setAccessibleName(control.text())
        self.undo.setEnabled(self._mending.can_go_back)
        self.changed.emit()

    def _why(self, why: str, page: int) -> str:
        said = wording.left_out(why)
        return self.tr("{why}, page {page}").format(why=said, page=page) if page else said
