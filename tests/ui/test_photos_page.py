"""Photo permissions: the matrix and its pages, letters that need no colour, the grids, one person's page."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QWidget

from ewloe_desktop.domain.people import PersonKind
from ewloe_desktop.domain.photos import Answer, How, Standing, State
from ewloe_desktop.ui import photo_words
from ewloe_desktop.ui.answer_grid import AnswersModel, AnswersView, Line, Said
from ewloe_desktop.ui.photo_matrix import TONE, MatrixModel, MatrixView
from ewloe_desktop.ui.pile_model import FILLED, PileModel
from ewloe_desktop.ui.pile_steps import folded, totals
from tests.ui.conftest import OFFICE, OFFICE_PASSWORD

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from ewloe_desktop.app.keeper import RegisterKeeper
    from ewloe_desktop.services.photo_matrix import Matrix, MatrixRow
    from ewloe_desktop.services.photo_uses import UseFacts
    from ewloe_desktop.ui.window import Window

TODAY = date(2026, 11, 23)
ALOUD = int(Qt.ItemDataRole.AccessibleTextRole)


def uses(count: int) -> "tuple[UseFacts, ...]":
    """That many uses."""
    from ewloe_desktop.services.photo_uses import UseFacts

    names = ("Newsletter to parents", "Press and broadcasters", "School website")
    return tuple(
        UseFacts(f"u{n}", 1, f"c{n}", names[n % 3], names[n % 3], True, "screen", "consent", None) for n in range(count)
    )


def row(number: int, *standings: Standing) -> "MatrixRow":
    """A person who stands so."""
    from ewloe_desktop.services.photo_matrix import MatrixRow

    states = tuple(State(standing, TODAY, date(2028, 11, 23)) for standing in standings)
    return MatrixRow(f"p{number}", f"Mrs Ŵyn {number:04d}", f"mrs wyn {number:04d}", PersonKind.STAFF, None, states)


def matrix(first: int, count: int, across: int = 9, *, more: bool = False) -> "Matrix":
    """A page of people."""
    from ewloe_desktop.services.photo_matrix import Matrix

    kinds = list(Standing)
    rows = tuple(row(n, *(kinds[(n + u) % 5] for u in range(across))) for n in range(first, first + count))
    return Matrix(uses(across), rows, (rows[-1].folded, rows[-1].person_id) if more else None)


# ---- the matrix


def test_each_cell_is_a_letter_with_its_word_and_needs_no_colour(qapp: Any) -> None:
    model = MatrixModel(lambda: None)
    model.show(matrix(0, 1, 5))
    signs = [model.data(model.index(0, column)) for column in range(5)]
    assert signs == ["–", "Y", "N", "W", "L"]
    said = model.data(model.index(0, 1), ALOUD)
    assert said == "Mrs Ŵyn 0000, Press and broadcasters: Yes, until 23 November 2028"
    assert len({photo_words.sign(standing) for standing in Standing}) == len(Standing)
    assert model.data(model.index(0, 0), TONE) == ""


def test_further_pages_are_asked_for_once_and_follow_on(qapp: Any) -> None:
    asked: list[None] = []
    model = MatrixModel(lambda: asked.append(None))
    model.show(matrix(0, 256, more=True))
    assert model.canFetchMore()
    model.fetchMore()
    model.fetchMore()
    assert len(asked) == 1
    model.add(matrix(256, 10))
    assert (model.rowCount(), model.canFetchMore()) == (266, False)


@pytest.mark.parametrize("across", [9, 14])
def test_names_stay_and_every_use_fits_a_small_window(qtbot: "QtBot", across: int) -> None:
    model = MatrixModel(lambda: None)
    model.show(matrix(0, 40, across))
    view = MatrixView(model, "Matrix")
    qtbot.addWidget(view)
    view.resize(1006, 480)
    view.show()
    view.share()
    assert view.horizontalScrollBar().maximum() == 0
    assert view.across.height() < 200
    assert view.verticalHeader().width() > 150
    opened: list[int] = []
    view.opened.connect(opened.append)
    view.setCurrentIndex(model.index(3, 2))
    QTest.keyClick(view, Qt.Key.Key_Return)
    assert opened == [3]


def test_five_thousand_people_need_no_widget_for_a_cell(qtbot: "QtBot") -> None:
    model = MatrixModel(lambda: None)
    model.show(matrix(0, 5000, 14))
    view = MatrixView(model, "Matrix")
    qtbot.addWidget(view)
    view.resize(1006, 480)
    view.show()
    view.scrollToBottom()
    view.grab()
    assert view.indexAt(QPoint(5, 5)).row() > 4900
    assert len(view.viewport().findChildren(QWidget)) == 0  # no widget for any cell


# ---- the grids


def test_answers_go_on_by_themselves_as_the_form_is_read(qtbot: "QtBot") -> None:
    model = AnswersModel([Line(f"u{n}", f"Use {n}") for n in range(4)])
    view = AnswersView(model, "Answers")
    qtbot.addWidget(view)
    view.show()
    view.start()
    QTest.keyClicks(view, "yn")  # yes, without the name
    QTest.keyClicks(view, "n ")
    QTest.keyClicks(view, "YY")
    said = [(line.picture, line.name) for line in model.lines]
    assert said == [(True, False), (False, None), (None, None), (True, True)]
    view.setCurrentIndex(model.index(0, 0))
    QTest.keyClicks(view, "bo")  # both in one key
    assert [(line.picture, line.name) for line in model.lines[:2]] == [(True, True), (True, False)]
    view.setCurrentIndex(model.index(0, 0))
    QTest.keyClick(view, Qt.Key.Key_Space)
    assert (model.lines[0].picture, model.lines[0].name) == (None, None)


def test_a_pile_keeps_its_order_and_counts(qapp: Any) -> None:
    model = PileModel(uses(9), matrix(0, 6).rows, TODAY)
    for person, answers in ((4, (Said.YES, Said.NAMED, Said.NO)), (1, (Said.NO,))):
        for column, answer in enumerate(answers):
            model.say(person, column, answer)
    assert [model.data(model.index(4, column)) for column in range(4)] == ["Y", "B", "N", ""]
    assert model.data(model.index(4, 1), ALOUD).endswith("Press and broadcasters: Yes, name beside it")
    assert [form.person_id for form in model.forms()] == ["p4", "p1"]
    assert totals(list(model.forms())) == "2 people, 2 yes (1 with the name beside it), 2 no"
    model.narrow(folded("ŴYN 0004"), FILLED)
    assert model.rowCount() == 1
    day = model.index(0, model.day_column)
    assert model.setData(day, "3 9 2026")
    assert not model.setData(day, "yesterday or so")
    assert model.filled["p4"].given_on == date(2026, 9, 3)
    model.say(0, 0, None)
    model.say(0, 1, None)
    model.say(0, 2, None)
    assert [form.person_id for form in model.forms()] == ["p1"]


def test_a_lapsed_or_withdrawn_yes_is_worded_with_its_day_and_reason() -> None:
    lapsed = State(Standing.LAPSED, date(2026, 1, 2), reason="wording")
    assert photo_words.stands(lapsed) == "Lapsed on 2 January 2026: the words people are told changed"
    assert photo_words.stands(replace(lapsed, standing=Standing.WITHDRAWN)) == "Withdrawn on 2 January 2026"
    assert photo_words.stands(State(Standing.NOT_ASKED, asked_on=TODAY)) == "Asked on 23 November 2026, no answer yet"
    only = State(Standing.YES, TODAY, date(2028, 1, 1), True, "only")
    assert photo_words.stands(only).endswith("with name, only for this picture or event")


# ---- the page


@pytest.fixture
def answered(school: "RegisterKeeper") -> str:
    """The id of a governor who said yes to everything."""
    from ewloe_desktop.services.photo_recording import AnswerLine, RecordAnswers, record_answers
    from ewloe_desktop.services.photo_uses import list_uses, show_wording
    from tests.ui.conftest import CHAIR

    ids = {tile.name: tile.person_id for tile in school.tiles()}
    school.sign_in(ids[OFFICE], OFFICE_PASSWORD)
    lines = tuple(AnswerLine(use.id, Answer.YES) for use in school.read(list_uses))
    told, today = school.read(show_wording).id, school.now().date()
    answer = RecordAnswers(ids[CHAIR], lines, today, How.SPOKEN, told, written_by=OFFICE)
    school.write(record_answers, answer)
    school.lock()
    return ids[CHAIR]


@pytest.fixture
def page(answered: str, qtbot: "QtBot", sign_in: "Callable[[str, str], Window]") -> Any:
    """The page as the office sees it."""
    window = sign_in(OFFICE, OFFICE_PASSWORD)
    window.show_page("photos")
    qtbot.waitUntil(lambda: window.work.idle)
    assert window.shell is not None
    return window.shell.page


def names(page: Any, qtbot: "QtBot") -> list[str]:
    """Who is shown, once it has come."""
    qtbot.waitUntil(lambda: page.work.idle)
    return [one.name for one in page.list.model.rows]


def test_filters_find_by_folded_letters_and_by_how_a_use_stands(page: Any, qtbot: "QtBot") -> None:
    assert len(names(page, qtbot)) == 3
    page.list.restore({"find": "wyn"})
    page.list.load()
    assert names(page, qtbot) == [OFFICE]
    page.list.restore({"standing": "yes", "use_id": page.list.model.uses[4].id})
    page.list.load()
    assert names(page, qtbot) == ["Mr Ieuan Bowen"]
    page.list.filters.who.setCurrentIndex(page.list.filters.who.findData("leavers"))
    assert names(page, qtbot) == []
    assert page.list.empty.isVisible()
    page.list.filters.clear()
    assert len(names(page, qtbot)) == 3


def test_a_heading_sorts_and_the_name_sorts_back(page: Any, qtbot: "QtBot") -> None:
    before = names(page, qtbot)
    page.list.view.use_pressed.emit(2)
    assert names(page, qtbot)[-1] == "Mr Ieuan Bowen"
    assert page.list.view.across.sorted_by == 2
    page.list.view.corner.click()
    assert names(page, qtbot) == before


def test_a_persons_page_shows_how_it_stands_and_leads_back(page: Any, answered: str, qtbot: "QtBot") -> None:
    page.show_person(answered)
    qtbot.waitUntil(lambda: page.stack.currentWidget() is page.person)
    assert page.person.name.text() == "Mr Ieuan Bowen"
    assert page.place() == {"person_id": answered}
    assert [b.isVisible() for b in (page.person.record, page.person.sign, page.person.withdraw)] == [True] * 3
    page.person.go_back.click()
    qtbot.waitUntil(lambda: page.stack.currentWidget() is page.list)
    assert page.list.current == answered
    for _again in range(3):  # the same person after an act takes the place of the one before
        page.show_person(answered)
        qtbot.waitUntil(lambda: page.stack.currentWidget() is page.person and page.work.idle)

    def shown() -> int:
        labels = page.person.body.findChildren(QLabel)
        return sum(label.text() == "School website" and not label.isHidden() for label in labels)

    qtbot.waitUntil(lambda: shown() == 1)


def test_every_dialog_of_it_names_its_controls(page: Any, answered: str, qtbot: "QtBot") -> None:
    from ewloe_desktop.ui.dialog import Dialog
    from tests.ui.test_every_screen import nameless

    page.show_person(answered)
    qtbot.waitUntil(lambda: page.person.shown is not None and page.person.isVisible())
    for opening in (page.person._record, page.person._sign, page.person._withdraw, page._enter_pile):
        opening()
        qtbot.waitUntil(lambda: any(d.isVisible() for d in page.window().findChildren(Dialog)))
        qtbot.waitUntil(lambda: page.work.idle)
        dialog = next(d for d in page.window().findChildren(Dialog) if d.isVisible())
        assert nameless(dialog) == [], dialog.windowTitle()
        dialog.reject()
        qtbot.waitUntil(lambda: not any(d.isVisible() for d in page.window().findChildren(Dialog)))


def test_what_was_typed_for_a_person_is_found_again(page: Any, answered: str, qtbot: "QtBot") -> None:
    from ewloe_desktop.ui.dialogs.permission import PermissionDialog

    def opened() -> Any:
        page.person._record()
        qtbot.waitUntil(lambda: any(d.isVisible() for d in page.window().findChildren(PermissionDialog)))
        qtbot.waitUntil(lambda: page.work.idle)
        return next(d for d in page.window().findChildren(PermissionDialog) if d.isVisible())

    page.show_person(answered)
    qtbot.waitUntil(lambda: page.person.shown is not None and page.person.isVisible())
    asked = opened()
    asked.view.setFocus()
    QTest.keyClicks(asked.view, "nnn")
    asked.kept.set_value("Blue folder")
    asked.reject()
    qtbot.waitUntil(lambda: page.work.idle)
    again = opened()
    qtbot.waitUntil(lambda: again.kept.value() == "Blue folder")
    assert [line.picture for line in again.answers.lines][:4] == [False, False, False, None]
    again.reject()
