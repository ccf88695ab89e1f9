"""The buttons above a draft's words: what a paragraph is, its number, undo, and find and replace."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut, QTextCursor
from PySide6.QtWidgets import QLineEdit, QPushButton, QVBoxLayout, QWidget

from ewloe_desktop.domain.text import Block, Kind
from ewloe_desktop.ui import parts, text_parts, theme
from ewloe_desktop.ui.draft_editor import DraftEdit, tinted
from ewloe_desktop.ui.draft_find import Place, found, replace_at
from ewloe_desktop.ui.flow import FlowRow
from ewloe_desktop.ui.mending import Part


class DraftTools(QWidget):
    """One row of buttons with shortcuts; it goes on in a second where letters are large."""

    find_wanted = Signal()

    def __init__(self, edit: DraftEdit, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._edit = edit
        self._told = ""
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        self.mark = QLineEdit()
        self.mark.setAccessibleName(self.tr("Number or letter of this heading or item"))
        self.mark.setPlaceholderText(self.tr("Number"))
        self.mark.setToolTip(self.mark.accessibleName())
        self.mark.setMaxLength(20)
        self.mark.setFixedWidth(self.mark.fontMetrics().horizontalAdvance("0" * 11))
        self.mark.editingFinished.connect(self._mark)
        self.again = parts.button(self.tr("Number again"), edit.count_again, hint=self.tr("Counts this list anew"))
        self.what = parts.label("", "small")
        column.addWidget(FlowRow(*self._buttons()))
        across = parts.row(self.mark, self.again, self.what, stretch=False)
        across.setStretch(2, 1)
        column.addLayout(across)
        edit.cursorPositionChanged.connect(self._look)
        edit.textChanged.connect(self._look)
        edit.table_met.connect(self._say_table)

    def _buttons(self) -> list[QPushButton]:
        edit = self._edit
        self.undo = self._button(self.tr("Undo"), edit.undo, QKeySequence.StandardKey.Undo, own=False)
        self.redo = self._button(self.tr("Redo"), edit.redo, QKeySequence.StandardKey.Redo, own=False)
        for button, changed in (
            (self.undo, edit.document().undoAvailable),
            (self.redo, edit.document().redoAvailable),
        ):
            button.setEnabled(False)
            changed.connect(button.setEnabled)
        heading, item = Kind.HEADING, Kind.ITEM
        return [
            self.undo,
            self.redo,
            self._button(self.tr("Paragraph"), partial(edit.make, Kind.PARAGRAPH), "Ctrl+Alt+0"),
            self._button(self.tr("Heading 1"), partial(edit.make, heading, 1), "Ctrl+Alt+1"),
            self._button(self.tr("Heading 2"), partial(edit.make, heading, 2), "Ctrl+Alt+2"),
            self._button(self.tr("Bullets"), partial(edit.make, item, 1, "bullet"), "Ctrl+Shift+8"),
            self._button(self.tr("Numbers"), partial(edit.make, item, 1, "number"), "Ctrl+Shift+7"),
            self._button(self.tr("Letters"), partial(edit.make, item, 1, "letter"), "Ctrl+Shift+9"),
            self._button(self.tr("Further in"), partial(edit.deepen, 1), "Ctrl+]"),
            self._button(self.tr("Further out"), partial(edit.deepen, -1), "Ctrl+["),
            self._button(self.tr("Find and replace"), self.find_wanted.emit, "Ctrl+F"),
        ]

    def _button(
        self, words: str, act: Callable[[], object], keys: str | QKeySequence.StandardKey, *, own: bool = True
    ) -> QPushButton:
        sequence = QKeySequence(keys)
        said = sequence.toString(QKeySequence.SequenceFormat.NativeText)
        made = parts.button(words, act, hint=f"{words} ({said})")
        if own:
            QShortcut(sequence, self._edit, act)
        return made

    def _mark(self) -> None:
        if self.mark.isModified():
            self._edit.mark(self.mark.text())
            self.mark.setModified(False)

    def _look(self) -> None:
        """Says what the cursor stands in, aloud when it is something else than before."""
        here = self._edit.here
        counted = here.kind in (Kind.HEADING, Kind.ITEM) and here.style != "bullet"
        self.mark.setEnabled(counted)
        self.again.setEnabled(here.kind is Kind.ITEM and counted)
        if not self.mark.hasFocus():
            self.mark.setText(here.mark)
        words = self._words(here)
        if words != self._told:
            self._told = words
            self.what.setText(words)
            if self._edit.hasFocus():
                parts.announce(self._edit, words)

    def _words(self, here: Block) -> str:
        kind = text_parts.kind_words(Part(here))
        if here.kind is Kind.TABLE:
            return self.tr("Table. Tables are changed in Word: save the policy as a Word file, and import it again.")
        return f"{kind} · {here.mark}" if here.mark else kind

    def _say_table(self) -> None:
        words = self.tr("Tables are changed in Word: save the policy as a Word file, and import it again.")
        self._told = words
        self.what.setText(words)
        parts.announce(self._edit, words)


class FindBar(QWidget):
    """Finds words whatever accents they carry, says how many there are, and replaces one or all."""

    def __init__(self, edit: DraftEdit, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._edit = edit
        self._places: tuple[Place, ...] = ()
        self.words, self.instead = QLineEdit(), QLineEdit()
        for line, name in ((self.words, self.tr("Find")), (self.instead, self.tr("Replace with"))):
            line.setAccessibleName(name)
            line.setPlaceholderText(name)
            line.setMinimumWidth(line.fontMetrics().averageCharWidth() * 18)
        self.count = parts.label("", "small", wrap=False)
        self.next = parts.button(self.tr("Next"), self.go_on, hint=self.tr("Next place (Enter)"))
        self.one = parts.button(self.tr("Replace"), self.replace_one)
        self.all = parts.button(self.tr("Replace all"), self.replace_all)
        self.shut = parts.button(self.tr("Close"), self.leave, "link")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(FlowRow(self.words, self.instead, self.next, self.one, self.all, self.shut, self.count))
        self.words.textChanged.connect(self._look)
        self.words.returnPressed.connect(self.go_on)
        edit.textChanged.connect(self._look)
        self.hide()

    def open(self) -> None:
        """Shows the bar with the words that are marked."""
        self.show()
        for beside in (self.shut, self.count):
            beside.setMinimumHeight(self.next.sizeHint().height())
        marked = self._edit.textCursor().selectedText()
        if marked and len(marked) < 100 and "\u2029" not in marked:
            self.words.setText(marked)
        self._look()
        self.words.selectAll()
        self.words.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def leave(self) -> None:
        """Hides the bar and goes back to the words."""
        self.hide()
        self._edit.setExtraSelections([])
        self._edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def go_on(self) -> None:
        """Marks the next place, from the first again after the last."""
        if self._places:
            at = self._edit.textCursor().selectionEnd()
            here = self._edit.textCursor().selectionStart()
            self._mark(next((p for p in self._places if p[0] >= at and p[0] != here), self._places[0]))

    def replace_one(self) -> None:
        """Replaces the place that is marked and goes to the next."""
        cursor = self._edit.textCursor()
        here = (cursor.selectionStart(), cursor.selectionEnd())
        if here in self._places:
            replace_at(self._edit.document(), (here,), self.instead.text())
        self.go_on()

    def replace_all(self) -> None:
        """Replaces every place in one step."""
        places = self._places
        if places:
            replace_at(self._edit.document(), places, self.instead.text())
            self._tell(self.tr("{count} replaced").format(count=len(places)))

    def _mark(self, place: Place) -> None:
        cursor = self._edit.textCursor()
        cursor.setPosition(place[0])
        cursor.setPosition(place[1], QTextCursor.MoveMode.KeepAnchor)
        self._edit.setTextCursor(cursor)
        self._edit.ensureCursorVisible()
        number, of = self._places.index(place) + 1, len(self._places)
        self._tell(self.tr("{number} of {of}").format(number=number, of=of))

    def _look(self) -> None:
        if not self.isVisible():
            return
        self._places = found(self._edit.document(), self.words.text())
        self._edit.setExtraSelections(tinted(self._places, self._edit, theme.colour(theme.colours().warn)))
        for button in (self.next, self.one, self.all):
            button.setEnabled(bool(self._places))
        self._tell(self.tr("{count} found").format(count=len(self._places)) if self.words.text() else "")

    def _tell(self, words: str) -> None:
        self.count.setText(words)
        parts.announce(self, words)
