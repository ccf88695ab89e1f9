"""A made-up school at its own PC: the real window on a real register, the head teacher and the chair beside it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any, TypeVar

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.exceptions import TimeoutError as TooLong
from pytestqt.qtbot import QtBot

from ewloe_desktop.app.keeper import RegisterKeeper
from ewloe_desktop.domain.people import Office, PersonKind
from ewloe_desktop.services.keys import enrol_key
from ewloe_desktop.services.offices import grant_office
from ewloe_desktop.services.people import GrantAnswer, NewPerson, PersonFacts, add_person, show_person
from ewloe_desktop.services.school import FirstStart
from ewloe_desktop.storage.vault import KdfSettings
from ewloe_desktop.ui.forms import Summary
from ewloe_desktop.ui.theme import Look
from ewloe_desktop.ui.window import Window
from tests import templates
from tests.conftest import MONDAY, FixedClock
from tests.templates import Template

HEAD, CHAIR = "Mrs Marged Pugh", "Mr Ieuan Ŵyn-Bowen"
HEAD_PASSWORD, CHAIR_PASSWORD = "umber kettle lantern", "harbour violet stone"
SERVER = pytest.param("postgresql", marks=pytest.mark.postgres)
on_both = pytest.mark.parametrize("place", ["file", SERVER], indirect=True)
IDS = pytest.StashKey[tuple[str, str]]()
Shown = TypeVar("Shown", bound=QWidget)

GARDEN = """Ysgol Bryn Derw

Garden Policy

March 2021

Introduction

The school garden belongs to everybody. This policy says who may dig in it, who waters it, and who shuts the gate.

Who may dig?

Every class digs in its own bed. A class that wants another bed asks the class it belongs to.

Tools

Tools are counted before and after each lesson, and the shed is locked when the last class has left the garden.
"""


@dataclass
class Sitting:
    """Somebody at the window: finds dialogs, waits until nothing is under way."""

    window: Window
    keeper: RegisterKeeper
    qtbot: QtBot
    head_id: str
    chair_id: str
    folder: Path
    today: date

    def settle(self) -> None:
        """Waits until every answer has come."""
        self.qtbot.waitUntil(lambda: self.window.work.idle, timeout=60_000)
        QApplication.processEvents()
        self.qtbot.waitUntil(lambda: self.window.work.idle, timeout=60_000)

    def dialog(self, kind: type[Shown]) -> Shown:
        """The dialog of that kind, once it is there."""
        found: list[Shown] = []

        def there() -> bool:
            found[:] = [d for d in self.window.findChildren(kind) if d.isVisible()]
            return bool(found)

        self.qtbot.waitUntil(there, timeout=60_000)
        return found[-1]

    def gone(self, kind: type[QWidget]) -> None:
        """Waits until no dialog of that kind is shown; says what it says when it stays."""
        try:
            self.wait(lambda: not any(d.isVisible() for d in self.window.findChildren(kind)))
        except TooLong:
            said = [s.accessibleName() for s in self.window.findChildren(Summary) if s.isVisible()]
            pytest.fail(f"{kind.__name__} stays: {said}")
        self.settle()

    def do(self, use_case: Callable[..., Any], *args: Any) -> Any:
        """Acts as the person signed in, as another window of the school would; everybody hears of it."""
        answers: list[Any] = []
        self.window.work.write(answers.append, use_case, *args)
        self.settle()
        return answers[0]

    def ask(self, query: Callable[..., Any], *args: Any) -> Any:
        """Reads as the person signed in."""
        answers: list[Any] = []
        self.window.work.read(answers.append, query, *args)
        self.settle()
        return answers[0]

    def page(self, key: str, place: dict[str, Any] | None = None) -> Any:
        """That page, loaded."""
        self.window.show_page(key, place)
        self.settle()
        assert self.window.shell is not None
        return self.window.shell.page

    def sign_in(self, person_id: str, password: str) -> None:
        """Signs in at the door."""
        self.settle()
        self.window.door.asked.emit(person_id, password)
        self.qtbot.waitUntil(lambda: self.window.is_open, timeout=60_000)
        self.settle()

    def wait(self, call: Callable[[], bool]) -> None:
        """Waits until something holds."""
        self.qtbot.waitUntil(call, timeout=60_000)


def enrol_chair(keeper: RegisterKeeper, today: date) -> str:
    """A chair with an office and a password, as the People page records them."""
    chair: PersonFacts = keeper.write(add_person, NewPerson(CHAIR, PersonKind.GOVERNOR, paid=False))
    since, until = today - timedelta(days=90), today + timedelta(days=270)
    answer = GrantAnswer(chair.row.id, Office.CHAIR, since, until, "Minute 3", HEAD_PASSWORD)
    keeper.write(grant_office, answer)
    seen = keeper.read(show_person, chair.row.id).row.seen
    keeper.write(enrol_key, chair.row.id, seen, CHAIR_PASSWORD)
    return chair.row.id


def begin_school(place: str, state: Path) -> tuple[str, str]:
    """The register every journey begins with; the ids of the head teacher and the chair."""
    clock = FixedClock(MONDAY)
    keeper = RegisterKeeper(place, state, clock=clock, kdf=KdfSettings.light())
    school = FirstStart("Ysgol Bryn Derw", HEAD, date(2024, 9, 1), HEAD_PASSWORD, place, council="Sample council")
    started = keeper.begin(school)
    chair_id = enrol_chair(keeper, clock.today())
    keeper.close()
    return started.head_id, chair_id


@pytest.fixture(scope="session")
def school_on_file(tmp_path_factory: pytest.TempPathFactory) -> Template:
    """That school, made once."""
    return templates.in_file(tmp_path_factory.mktemp("school"), begin_school)


@pytest.fixture(scope="session")
def school_on_server(pg_server: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Template]:
    """The same on a server."""
    with templates.on_server(pg_server, tmp_path_factory.mktemp("school"), begin_school) as made:
        yield made


@pytest.fixture(params=["file"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """A copy of that school: in a file, as the window knows no database; `on_both` where a journey goes on both."""
    made: Template = request.getfixturevalue("school_on_file" if request.param == "file" else "school_on_server")
    with made.copied(tmp_path) as copy:
        request.node.stash[IDS] = made.told
        yield copy


@pytest.fixture
def sitting(
    request: pytest.FixtureRequest, place: str, tmp_path: Path, clock: FixedClock, qtbot: QtBot, qapp: QApplication
) -> Iterator[Sitting]:
    """The window at its door; its clock is not the PC's."""
    head_id, chair_id = request.node.stash[IDS]
    keeper = RegisterKeeper(place, tmp_path / "state", clock=clock, kdf=KdfSettings.light())
    window = Window(qapp, keeper, look=Look("light"))
    window.begin()
    window.show()
    yield Sitting(window, keeper, qtbot, head_id, chair_id, tmp_path, clock.today())
    closed: list[bool] = []
    window.work.ask(lambda _none: closed.append(True), keeper.close)
    qtbot.waitUntil(lambda: bool(closed), timeout=60_000)
    assert window.work.end()
    window.close()
    window.deleteLater()
    QApplication.sendPostedEvents(window, QEvent.Type.DeferredDelete)  # or the next window's dress is put on it too
