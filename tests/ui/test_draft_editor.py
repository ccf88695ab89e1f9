"""Writing in a draft: lists go on, tables stay, what is pasted comes without its looks, every step can be undone."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from ewloe_desktop.domain.text import Block, Kind, PolicyText
from ewloe_desktop.ui.dialogs.edit_draft import DraftForm

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", extend=True)
TABLE = Block(Kind.TABLE, rows=(("Who", "When"), ("Derw", "Monday")))
TEXT = PolicyText(
    "Garden Policy",
    "",
    (
        Block(Kind.HEADING, "Tools", 2, mark="1.1"),
        Block(Kind.ITEM, "Spades.", 1, "letter", "(a)"),
        Block(Kind.ITEM, "Forks.", 1, "letter", "(b)"),
        TABLE,
        Block(Kind.PARAGRAPH, "The tŷ gwydr is shut."),
    ),
)
Desk = Callable[[int, bool], DraftForm]


@pytest.fixture
def desk(qtbot: QtBot) -> Desk:
    """A form with the text, the cursor at the beginning or the end of one of its paragraphs."""
    form = DraftForm()
    qtbot.addWidget(form)
    form.show_text(TEXT)
    form.show()

    def at(number: int, end: bool) -> DraftForm:
        cursor = form.edit.textCursor()
        cursor.setPosition(form.edit.document().findBlockByNumber(number).position())
        if end:
            cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock)
        form.edit.setTextCursor(cursor)
        return form

    return at


def words(form: DraftForm) -> list[str]:
    return [block.words for block in form.text.blocks]


def test_enter_goes_on_with_the_list_and_those_below_make_way(desk: Desk) -> None:
    edit = desk(1, True).edit
    QTest.keyClick(edit, Qt.Key.Key_Return)
    QTest.keyClicks(edit, "Rakes.")
    form = desk(2, True)
    assert words(form)[1:4] == ["(a) Spades.", "(b) Rakes.", "(c) Forks."]
    assert form.tools.mark.text() == "(b)" and "(b)" in form.tools.what.text()
    for _ in range(9):
        edit.undo()
    assert form.text == TEXT
    desk(0, True)
    QTest.keyClick(edit, Qt.Key.Key_Return)
    QTest.keyClicks(edit, "Plain")
    assert form.text.blocks[1] == Block(Kind.PARAGRAPH, "Plain")


def test_a_paragraph_becomes_what_the_button_says_and_its_number_is_the_one_written(desk: Desk) -> None:
    form = desk(4, False)
    form.edit.make(Kind.ITEM, 1, "number")
    form.tools.mark.setFocus()
    form.tools.mark.selectAll()
    QTest.keyClicks(form.tools.mark, "7.")
    form.tools.mark.editingFinished.emit()
    assert form.text.blocks[4] == Block(Kind.ITEM, "The tŷ gwydr is shut.", 1, "number", "7.")
    form.edit.deepen(1)
    assert form.text.blocks[4].level == 2
    form.edit.make(Kind.HEADING, 1)
    assert form.text.blocks[4] == Block(Kind.HEADING, "The tŷ gwydr is shut.", 1)
    for _ in range(4):
        form.edit.undo()
    assert form.text == TEXT


@pytest.mark.parametrize(
    ("number", "end", "key"), [(3, True, "x"), (3, False, "\b"), (2, True, "\x7f"), (4, False, "\b")]
)
def test_nothing_is_written_into_a_table_or_joined_to_it(desk: Desk, number: int, end: bool, key: str) -> None:
    form = desk(number, end)
    keys = {"\b": Qt.Key.Key_Backspace, "\x7f": Qt.Key.Key_Delete, "x": Qt.Key.Key_X}
    QTest.keyClick(form.edit, keys[key])
    assert form.text == TEXT
    assert "Tables are changed in Word" in form.tools.what.text()
    QTest.keyClick(desk(3, True).edit, Qt.Key.Key_Return)
    QTest.keyClicks(form.edit, "after")
    assert form.text.blocks[3:5] == (TABLE, Block(Kind.PARAGRAPH, "after"))


def test_what_is_pasted_comes_without_its_looks(desk: Desk) -> None:
    form = desk(4, True)
    copied = QMimeData()
    copied.setHtml("<h1>Big</h1><p>and <b>bold</b></p>")
    copied.setText(" Big\r\n\r\nand\u00a0bold\u200b")
    form.edit.insertFromMimeData(copied)
    assert form.text.blocks[4:] == (
        Block(Kind.PARAGRAPH, "The tŷ gwydr is shut. Big"),
        Block(Kind.PARAGRAPH, "and bold"),
    )


def test_the_search_counts_and_replaces_and_esc_leads_back_to_the_words(desk: Desk) -> None:
    form = desk(0, False)
    form.finding.open()
    QTest.keyClicks(form.finding.words, "TY GWYDR")
    assert form.finding.count.text() == "1 found"
    QTest.keyClick(form.finding.words, Qt.Key.Key_Return)
    assert form.edit.textCursor().selectedText() == "tŷ gwydr"
    form.finding.instead.setText("glasshouse")
    form.finding.all.click()
    assert form.text.blocks[4].text == "The glasshouse is shut."
    form.finding.leave()
    assert not form.finding.isVisible()
    form.edit.undo()
    assert form.text == TEXT
