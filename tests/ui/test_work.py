"""Answers come back to the window's thread, in order, and never to something that is gone."""

import threading
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtWidgets import QLabel

from ewloe_desktop.domain.errors import Cancelled, RuleBroken
from ewloe_desktop.ui.work import Work

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from ewloe_desktop.app.keeper import RegisterKeeper


@pytest.fixture
def work(qtbot: "QtBot", school: "RegisterKeeper") -> Iterator[Work]:
    """A way to the register with nobody signed in."""
    made = Work(school)
    yield made
    qtbot.waitUntil(lambda: made.idle)
    assert made.end()


def test_answers_come_on_the_windows_thread_and_in_order(qtbot: "QtBot", work: Work) -> None:
    heard: list[tuple[int, bool]] = []
    for number in range(20):
        work.ask(
            lambda value: heard.append((value, threading.current_thread() is threading.main_thread())), int, number
        )
    qtbot.waitUntil(lambda: len(heard) == 20)
    assert heard == [(number, True) for number in range(20)]


def test_an_error_goes_to_its_own_taker_or_to_the_one_door(qtbot: "QtBot", work: Work) -> None:
    def refuse() -> None:
        raise RuleBroken("may_not")

    own: list[BaseException] = []
    with qtbot.waitSignal(work.unhandled) as unhandled:
        work.ask(lambda _v: None, refuse, failed=own.append)
        work.ask(lambda _v: None, refuse)
    assert isinstance(own[0], RuleBroken)
    assert isinstance(unhandled.args[0], RuleBroken)


def test_nothing_is_handed_to_a_widget_that_is_gone(qtbot: "QtBot", qapp: Any, work: Work) -> None:
    from shiboken6 import delete

    label = QLabel("before")
    gate = threading.Event()
    work.ask(label.setText, lambda: gate.wait(5) and "after")
    delete(label)
    gate.set()
    qtbot.waitUntil(lambda: work.idle)


def test_changed_is_heard_after_a_write_and_not_after_a_read(
    qtbot: "QtBot", work: Work, school: "RegisterKeeper"
) -> None:
    from ewloe_desktop.domain.people import PersonKind
    from ewloe_desktop.services.people import NewPerson, add_person, list_people
    from tests.ui.conftest import HEAD, HEAD_PASSWORD

    heard: list[str] = []
    work.changed.connect(lambda: heard.append("changed"))
    person = next(t.person_id for t in school.tiles() if t.name == HEAD)
    work.ask(lambda _s: heard.append("in"), school.sign_in, person, HEAD_PASSWORD)
    work.read(lambda _rows: heard.append("read"), list_people)
    work.write(lambda _facts: heard.append("written"), add_person, NewPerson("Mr Twm Rees", PersonKind.STAFF, True))
    qtbot.waitUntil(lambda: work.idle and len(heard) >= 4)
    assert heard == ["in", "read", "written", "changed"]


def test_slow_work_tells_how_far_it_is_and_can_be_stopped(qtbot: "QtBot", work: Work) -> None:
    listening = threading.Event()

    def slow(progress: Callable[[int, int], None], cancelled: Callable[[], bool]) -> None:
        listening.wait(10)
        progress(1, 2)
        while not cancelled():
            threading.Event().wait(0.005)
        raise Cancelled

    ended: list[BaseException] = []
    task = work.background(lambda _v: None, slow, watched=True, failed=ended.append)
    with qtbot.waitSignal(task.progressed) as told:
        listening.set()
    assert told.args == [1, 2]
    task.cancel()
    qtbot.waitUntil(lambda: bool(ended))
    assert isinstance(ended[0], Cancelled)
