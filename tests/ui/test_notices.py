"""The one dialog that tells what went wrong."""

from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QLabel, QMainWindow, QScrollArea

from ewloe_desktop.domain.errors import RegisterUnavailable
from ewloe_desktop.ui import wording
from ewloe_desktop.ui.notices import Notices, Problem, Toast

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


@pytest.mark.parametrize("place", ["/srv/school.register", "/srv" + "/a folder" * 40 + "/school.register"])
def test_it_is_as_high_as_its_words_and_neither_scrolls_nor_stands_half_empty(qtbot: "QtBot", place: str) -> None:
    window = QMainWindow()
    qtbot.addWidget(window)
    window.resize(1280, 720)
    window.show()
    problem = Problem(window, wording.error(RegisterUnavailable("in_use", place)), lambda: None)
    problem.open()
    qtbot.waitUntil(lambda: problem.isVisible() and problem.height() > 0)
    [area] = problem.findChildren(QScrollArea)
    assert area.verticalScrollBar().maximum() == 0
    details = next(label for label in problem.findChildren(QLabel) if place[:20] in label.text())
    assert area.height() - details.geometry().bottom() < 60
    problem.reject()


def test_what_one_person_was_told_is_gone_for_the_next_and_a_newer_notice_can_be_cleared_too(qtbot: "QtBot") -> None:
    window = QMainWindow()
    qtbot.addWidget(window)
    window.show()
    notices = Notices(window)
    for words in ("Recorded.", "Recorded again."):
        notices.tell(words)
    qtbot.waitUntil(lambda: len(window.findChildren(Toast)) == 1)
    notices.clear()
    assert not any(toast.isVisible() for toast in window.findChildren(Toast))
