"""The reading pane: headings as headings, marks as written, tables as tables, and the last line noticed."""

import pytest
from PySide6.QtGui import QTextDocument
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ewloe_desktop.domain.text import Block, Kind, PolicyText
from ewloe_desktop.ui.reading import ReadingPane, write_text

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", extend=True)

MANY = tuple(Block(Kind.PARAGRAPH, f"Class {n} digs in bed {n}, and tells the class beside it.") for n in range(40))
TEXT = PolicyText(
    "Garden Policy",
    "",
    (
        Block(Kind.HEADING, "Who may dig?", 1, mark="2"),
        *MANY,
        Block(Kind.HEADING, "Tools", 2),
        Block(Kind.ITEM, "Spades are counted.", 1, "letter", "(a)"),
        Block(Kind.TABLE, rows=(("Bed", "Class"), ("North", "Derw"))),
    ),
)


def test_every_word_is_shown_once_and_in_order(qapp: QApplication) -> None:
    document = QTextDocument()
    write_text(document, TEXT)
    shown = document.toPlainText().replace("\t", " ").split()
    assert shown == [word for block in TEXT.blocks for word in block.words.split()]


def test_headings_are_headings_for_a_screen_reader_and_stops_to_move_by(qapp: QApplication) -> None:
    document = QTextDocument()
    stops = write_text(document, TEXT)
    assert [(s.text, s.level) for s in stops] == [("2 Who may dig?", 1), ("Tools", 2)]
    assert [document.findBlock(s.position).blockFormat().headingLevel() for s in stops] == [1, 2]


def test_the_end_is_noticed_only_when_the_last_line_is_in_sight(qtbot: QtBot) -> None:
    pane = ReadingPane("Text")
    qtbot.addWidget(pane)
    reached: list[bool] = []
    pane.reached_end.connect(lambda: reached.append(True))
    pane.resize(400, 200)
    pane.show_text(TEXT)
    pane.show()
    qtbot.waitExposed(pane)
    assert reached == []
    pane.verticalScrollBar().setValue(pane.verticalScrollBar().maximum())
    assert reached


def test_a_text_that_fits_is_at_its_end_as_soon_as_it_is_seen(qtbot: QtBot) -> None:
    pane = ReadingPane("Text")
    qtbot.addWidget(pane)
    pane.resize(400, 300)
    pane.show_text(PolicyText("A", "", (Block(Kind.PARAGRAPH, "Short."),)))
    with qtbot.waitSignal(pane.reached_end):
        pane.show()


def test_going_to_a_heading_brings_it_to_the_top(qtbot: QtBot) -> None:
    pane = ReadingPane("Text")
    qtbot.addWidget(pane)
    pane.resize(400, 200)
    pane.show_text(PolicyText("A", "", (*TEXT.blocks, *MANY)))
    pane.show()
    with qtbot.waitSignal(pane.section_changed, check_params_cb=lambda index: index == 1):
        pane.go_to(1)
