"""May we use this picture? Keyboard only, one answer, nothing answered beforehand, nothing kept unasked."""

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tests.conftest import type_text
from tests.ui.conftest import CHAIR, HEAD, OFFICE, OFFICE_PASSWORD

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from ewloe_desktop.ui.dialogs.picture_check import PictureCheckDialog
    from ewloe_desktop.ui.window import Window

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", extend=True)


@pytest.fixture
def office(sign_in: Callable[[str, str], "Window"]) -> "Window":
    """The window with the office signed in; the chair has said yes to the website, in person."""
    from ewloe_desktop.domain.photos import Answer

    window = sign_in(OFFICE, OFFICE_PASSWORD)
    say(window, CHAIR, Answer.YES)
    return window


def person(window: "Window", name: str) -> str:
    """Somebody's id."""
    return next(str(t.person_id) for t in window.work.keeper.tiles() if t.name == name)


def use_of(window: "Window", code: str) -> str:
    """A use's id."""
    from ewloe_desktop.services.photo_uses import list_uses

    return next(use.id for use in window.work.keeper.read(list_uses) if use.code == code)


def say(window: "Window", name: str, answer: Any, code: str = "website") -> None:
    """An answer said in person and written down by the office."""
    from ewloe_desktop.domain.photos import How
    from ewloe_desktop.services.photo_recording import AnswerLine, RecordAnswers, record_answers
    from ewloe_desktop.services.photo_uses import show_wording

    keeper = window.work.keeper
    told = keeper.read(show_wording).id
    line = AnswerLine(use_of(window, code), answer)
    today = window.work.today()
    keeper.write(
        record_answers, RecordAnswers(person(window, name), (line,), today, How.SPOKEN, told, written_by=OFFICE)
    )


@pytest.fixture
def check(qtbot: "QtBot", office: "Window") -> Iterator["PictureCheckDialog"]:
    """The check, opened by its keys."""
    from ewloe_desktop.ui.dialogs.picture_check import PictureCheckDialog

    assert office.shell is not None and office.shell.page is not None
    office.shell.page.check_picture()
    dialog = next(d for d in office.findChildren(PictureCheckDialog) if d.isVisible())
    qtbot.waitUntil(lambda: office.work.idle and dialog.form.use.box.count() > 1)
    yield dialog
    dialog.done(0)


def answered(qtbot: "QtBot", check: "PictureCheckDialog") -> Any:
    """The answer, once it stands there."""
    qtbot.waitUntil(lambda: check.checked is not None and check.work.idle)
    return check.checked


def ask(check: Any, *names: str, children: bool = False, setting: bool = False) -> None:
    """The website, today."""
    for name in names:
        check.form.people.pick(person(check.window_of_person, name))
    check.form.use.box.setCurrentIndex(check.form.use.box.findText("School website"))
    check.form.children_field.set_value(children)
    check.form.setting_field.set_value(setting)


@pytest.fixture(autouse=True)
def _window_of_person(check: Any, office: "Window") -> None:
    check.window_of_person = office


def test_it_is_asked_and_answered_with_the_keyboard_alone(qtbot: "QtBot", check: "PictureCheckDialog") -> None:
    form = check.form
    assert form.people.line.hasFocus()
    type_text(form.people.line, "bowen")
    form.people._find("bowen")
    QTest.keyClick(form.people.line, Qt.Key.Key_Return)
    assert form.people.names() == (CHAIR,)
    QTest.keyClick(form.people.line, Qt.Key.Key_Return)
    assert check.focusWidget() is form.use.box
    QTest.keyClicks(form.use.box, "school")
    QTest.keyClick(form.use.box, Qt.Key.Key_Tab)
    QTest.keyClick(form.on.line, Qt.Key.Key_Tab)
    for field in (form.children_field, form.setting_field):
        no = field.buttons()[1]
        assert field.isAncestorOf(check.focusWidget())
        no.setFocus()
        QTest.keyClick(no, Qt.Key.Key_Space)
        QTest.keyClick(no, Qt.Key.Key_Tab)
    told = answered(qtbot, check)
    assert told.verdict.allowed
    assert check.answer.aloud.startswith("Yes, it may be used")


def test_nothing_is_answered_beforehand_and_what_is_wanting_is_said(check: "PictureCheckDialog") -> None:
    form = check.form
    assert form.children_field.value() is None and form.setting_field.value() is None
    assert form.use.value() is None
    assert len(form.wanting()) == 4
    assert not check.keep.isEnabled() and not check.print.isEnabled()


def test_one_who_was_not_asked_stands_in_the_way_by_name(qtbot: "QtBot", check: "PictureCheckDialog") -> None:
    ask(check, CHAIR, HEAD)
    told = answered(qtbot, check)
    assert [p.name for p in told.verdict.in_the_way] == [HEAD]
    qtbot.waitUntil(lambda: "No, it may not be used" in words(check))
    assert "In the way: 1 of 2 people" in words(check)


def test_children_are_refused_whatever_anybody_said(qtbot: "QtBot", check: "PictureCheckDialog") -> None:
    ask(check, CHAIR, children=True)
    assert answered(qtbot, check).verdict.rule == "children_or_setting"
    check.form.children_field.set_value(False)
    assert check.checked is None
    assert answered(qtbot, check).verdict.allowed


def test_nobody_in_it_must_be_said(qtbot: "QtBot", check: "PictureCheckDialog") -> None:
    ask(check)
    assert check.form.question() is None
    check.form.nobody.set_value(True)
    assert answered(qtbot, check).verdict.rule == "nobody_pictured"


def test_a_check_is_kept_only_when_asked_and_only_once(
    qtbot: "QtBot", check: "PictureCheckDialog", office: "Window"
) -> None:
    from ewloe_desktop.services.journal import list_acts

    ask(check, CHAIR)
    answered(qtbot, check)
    assert not office.work.keeper.read(list_acts, None, 5, "picture_checked")
    check.keep.click()
    qtbot.waitUntil(lambda: office.work.idle)
    assert check.form.what.error.text()  # a kept check names its picture
    type_text(check.form.what.line, "Harvest fair")
    answered(qtbot, check)
    check.keep.click()
    qtbot.waitUntil(lambda: bool(check.checked and check.checked.act))
    code = check.checked.code if check.checked is not None else ""
    qtbot.waitUntil(lambda: code in words(check))
    assert not check.keep.isEnabled()
    assert len(office.work.keeper.read(list_acts, None, 5, "picture_checked")) == 1
    check.again.click()
    assert check.form.people.value() == () and check.form.use.value() is not None
    assert check.form.children_field.value() is None


def test_the_last_person_is_given_back_and_nobody_is_found_twice(check: Any) -> None:
    people = check.form.people
    people.pick(person(check.window_of_person, CHAIR))
    people._find("bowen")
    assert people.found.item(0).text() == "Nobody has a name like this."
    people.line.clear()
    QTest.keyClick(people.line, Qt.Key.Key_Backspace)
    assert people.value() == ()
    people.line.setText("wyn-ell")
    people._find("wyn-ell")
    assert people.found.item(0).text() == OFFICE
    QTest.keyClick(people.line, Qt.Key.Key_Escape)
    assert not people.found.isVisible() and check.isVisible()


def words(check: "PictureCheckDialog") -> list[str]:
    """Every label of the answer."""
    from PySide6.QtWidgets import QLabel

    return [label.text() for label in check.answer.findChildren(QLabel) if label.isVisible()]
