"""The mending bench by its buttons and keys; no typed word is lost on the way from part to part."""

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from ewloe_desktop.domain.text import Block, Doubt, Kind, LeftOut, PolicyText, Reading
from ewloe_desktop.ui import mending
from ewloe_desktop.ui.mending_view import MendingView
from tests.conftest import type_text

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", extend=True)

READING = Reading(
    PolicyText(
        "Garden Policy",
        "March 2021",
        (
            Block(Kind.PARAGRAPH, "Who may dig?"),
            Block(Kind.PARAGRAPH, "Everyone who has washed their"),
            Block(Kind.PARAGRAPH, "hands may dig."),
        ),
    ),
    (LeftOut("Garden Policy", "running_header", 2),),
    (Doubt("maybe_joined", "washed their", 1, 1),),
    2,
    (1, 1, 2),
)


@pytest.fixture
def view(qtbot: QtBot) -> MendingView:
    """The bench with a small text that was cut by a page end."""
    made = MendingView()
    qtbot.addWidget(made)
    made.resize(640, 480)
    made.start(mending.begin(READING))
    made.show()
    qtbot.waitExposed(made)
    return made


def go_to(view: MendingView, part: int) -> None:
    """Moves to a part of the list."""
    model = view.parts.model()
    assert model is not None
    view.parts.setCurrentIndex(model.index(part, 0))


def test_a_heading_is_made_and_a_cut_sentence_joined(view: MendingView) -> None:
    go_to(view, 0)
    view.heading.activated.emit(2)
    go_to(view, 2)
    view.join.click()
    text = mending.result(view.state)
    assert text.blocks == (
        Block(Kind.HEADING, "Who may dig?", 2),
        Block(Kind.PARAGRAPH, "Everyone who has washed their hands may dig."),
    )


def test_the_keys_do_what_the_buttons_do(view: MendingView, qtbot: QtBot) -> None:
    go_to(view, 0)
    view.parts.setFocus()
    qtbot.keyClick(view.parts, Qt.Key.Key_1, Qt.KeyboardModifier.ControlModifier)
    assert view.state.parts[0].block.kind is Kind.HEADING
    qtbot.keyClick(view.parts, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    assert view.state.parts[0].dropped
    qtbot.keyClick(view.parts, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert not view.state.parts[0].dropped


def test_words_typed_in_a_part_are_kept_when_one_moves_on(view: MendingView) -> None:
    go_to(view, 2)
    type_text(view.words, "Clean ")
    go_to(view, 0)
    assert view.state.parts[2].block.text == "Clean hands may dig."


def test_a_part_is_split_where_the_cursor_stands(view: MendingView) -> None:
    go_to(view, 0)
    cursor = view.words.textCursor()
    cursor.setPosition(len("Who may"))
    view.words.setTextCursor(cursor)
    view.split.click()
    assert [p.block.text for p in view.state.parts[:2]] == ["Who may", "dig?"]


def test_what_is_doubted_is_found_and_settled(view: MendingView) -> None:
    view.next_doubt.click()
    assert view.parts.currentIndex().row() == 1
    assert view.fine.isVisible()
    view.fine.click()
    assert mending.doubtful(view.state) == ()
    assert not view.next_doubt.isVisible()


def test_what_was_left_out_can_be_put_into_the_text(view: MendingView) -> None:
    view.show_left_out.click()
    view.left_out.setCurrentRow(0)
    view.bring_in.click()
    assert view.state.parts[-1].block.text == "Garden Policy"
    assert view.state.left_out == ()


def test_the_page_of_the_part_is_asked_for(view: MendingView, qtbot: QtBot) -> None:
    with qtbot.waitSignal(view.page_wanted, check_params_cb=lambda page: page == 2):
        go_to(view, 2)
