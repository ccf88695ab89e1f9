"""What changed is told by underline, strike and words, under the heading it stands under."""

import pytest
from PySide6.QtGui import QTextCursor, QTextDocument
from PySide6.QtWidgets import QApplication

from ewloe_desktop.domain.text import Block, Change, Kind, Piece, PolicyText
from ewloe_desktop.services.comparing import compare
from ewloe_desktop.ui import changes

HEADING = Block(Kind.HEADING, "What is the law?", 1)
OLD = Block(Kind.PARAGRAPH, "The Garden Act 1998 applies.")
NEW = Block(Kind.PARAGRAPH, "The Garden Act 2018 applies.")
GONE = Block(Kind.ITEM, "Sheds stay open.", 1, "bullet")
CHANGED = Change(
    "changed", OLD, NEW, (Piece("same", "The Garden Act"), Piece("removed", "1998"), Piece("added", "2018 applies."))
)


def written(told: tuple[Change, ...]) -> QTextDocument:
    """The document they make."""
    document = QTextDocument()
    changes.write_changes(document, told, changes.said)
    return document


def marks(document: QTextDocument, words: str) -> tuple[bool, bool]:
    """Whether the words are underlined and struck out."""
    cursor = document.find(words)
    assert not cursor.isNull(), words
    chars = cursor.charFormat()
    return chars.fontUnderline(), chars.fontStrikeOut()


def test_added_words_are_underlined_and_removed_words_struck_out_and_both_are_said(qapp: QApplication) -> None:
    document = written((Change("same", HEADING, HEADING), CHANGED))
    assert marks(document, "2018 applies.") == (True, False)
    assert marks(document, "1998") == (False, True)
    assert "Removed: “1998” · Added: “2018 applies.”" in document.toPlainText()


def test_a_change_stands_under_its_heading_and_what_is_the_same_is_left_out(qapp: QApplication) -> None:
    same = Block(Kind.PARAGRAPH, "Nothing new here.")
    told = (Change("same", HEADING, HEADING), Change("same", same, same), CHANGED, Change("removed", GONE, None))
    words = written(told).toPlainText()
    assert words.count("What is the law?") == 1
    assert "Nothing new here." not in words
    assert words.index("What is the law?") < words.index("Changed") < words.index("Removed\n")


def test_words_do_not_run_together(qapp: QApplication) -> None:
    pieces = changes.spaced((Piece("same", "one"), Piece("added", "two "), Piece("same", "three")))
    assert "".join(p.text for p in pieces) == "one two three"


@pytest.mark.parametrize("how", ["added", "removed"])
def test_a_whole_block_is_named_in_words(qapp: QApplication, how: str) -> None:
    change = Change(how, GONE if how == "removed" else None, None if how == "removed" else GONE)
    document = written((change,))
    assert document.toPlainText().startswith(how.capitalize())
    assert marks(document, "Sheds stay open.") == (how == "added", how == "removed")


def test_the_very_same_words_say_so(qapp: QApplication) -> None:
    pane = changes.ChangesPane("What changed")
    pane.show_changes((Change("same", OLD, OLD),))
    assert pane.toPlainText() == "The words are the same."


def test_what_the_register_compares_can_be_written_whole(qapp: QApplication) -> None:
    before = PolicyText("Garden", "", (HEADING, OLD, GONE))
    after = PolicyText("Garden", "", (HEADING, NEW))
    told = compare(before, after)
    document = written(told)
    assert changes.count(told) == 2
    cursor = QTextCursor(document)
    cursor.movePosition(QTextCursor.MoveOperation.End)
    assert "Sheds stay open." in document.toPlainText()
