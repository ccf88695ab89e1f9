"""PCs of a school that keeps its register on a server: desks with their windows, each on a wire that can be cut."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from ewloe_desktop.app.keeper import RegisterKeeper
from ewloe_desktop.domain.approvals import Body, HeadAnswer
from ewloe_desktop.services.approvals import approve_revision, prepare_signing
from ewloe_desktop.services.showing import show_revision
from tests.conftest import MONDAY
from tests.faults import kills
from tests.faults.kills import PASSWORD, Waiting
from tests.faults.servers import Server, Wire, own_server, wire_to


@dataclass
class Schools:
    """A server with a school whose head teacher has policies to sign, and as many copies of it as are asked for."""

    server: Server
    made: Waiting
    copies: int = 0

    def another(self, state: Path) -> Waiting:
        """A school of the trial's own."""
        self.copies += 1
        name = f"school{self.copies}"
        self.server.tell(f"CREATE DATABASE {name} TEMPLATE made")
        waiting = self.made
        address = self.server.address(name)
        return Waiting(address, state, waiting.head, list(waiting.revisions), waiting.rows, waiting.adds)


@pytest.fixture(scope="session")
def schools(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Schools]:
    """One server for all trials."""
    with own_server() as server:
        server.tell("CREATE DATABASE made TEMPLATE template0")
        made = kills.waiting(server.address("made"), tmp_path_factory.mktemp("state"), 3)
        yield Schools(server, made)


@pytest.fixture
def on_server(schools: Schools, tmp_path: Path) -> Waiting:
    """A school of this trial's own."""
    return schools.another(tmp_path / "state")


@dataclass
class Desk:
    """One PC of the school: its keeper, and the wire that leads from it to the server."""

    keeper: RegisterKeeper
    wire: Wire
    school: Waiting

    def sign(self, number: int = 0) -> Any:
        """The head teacher signs one of the policies that wait."""
        revision = self.school.revisions[number]
        facts = self.keeper.read(prepare_signing, revision, Body.HEAD)
        answer = HeadAnswer(self.school.head, MONDAY.date(), facts.declaration_version, PASSWORD)
        return self.keeper.write(approve_revision, revision, facts.seen, answer)

    def state(self, number: int = 0) -> str:
        """Where that policy stands."""
        return str(self.keeper.read(show_revision, self.school.revisions[number]).revision.state.value)


@pytest.fixture
def new_desk(on_server: Waiting, tmp_path: Path) -> Iterator[Callable[[], Desk]]:
    """Sits the head teacher down at one more PC."""
    with ExitStack() as ends:
        count = 0

        def make() -> Desk:
            nonlocal count
            count += 1
            wire, address = ends.enter_context(wire_to(on_server.place))
            where = replace(on_server, place=address, state=tmp_path / f"pc{count}")
            keeper = where.keeper()
            ends.callback(keeper.close)
            keeper.sign_in(on_server.head, PASSWORD)
            return Desk(keeper, wire, where)

        yield make


def cut_at(wire: Wire, words: bytes, how: str, then: Callable[[], Any] | None = None) -> None:
    """Cuts the wire where the act is on its way to the server, at the act itself or at its COMMIT."""
    begun = False

    def decide(data: bytes, to_server: bool) -> str:
        nonlocal begun
        begun = begun or (to_server and b"INSERT INTO event" in data)
        if not begun or not to_server or words not in data:
            return ""
        if then is not None:
            threading.Timer(0.3, then).start()
        return how

    wire.watch(decide)


@pytest.fixture
def new_office(new_desk: Callable[[], Desk], qtbot: QtBot, qapp: Any) -> Iterator[Callable[[], Any]]:
    """Opens the window of one more PC, with the head teacher signed in."""
    from ewloe_desktop.ui.theme import Look
    from ewloe_desktop.ui.window import Window

    opened: list[Window] = []

    def make() -> Window:
        desk = new_desk()
        window = Window(qapp, desk.keeper, look=Look("light", 100))
        opened.append(window)
        window.setProperty("wire", desk.wire)
        window.begin()
        window.show()
        qtbot.waitUntil(lambda: window.work.idle)
        window.door.asked.emit(desk.school.head, PASSWORD)
        qtbot.waitUntil(lambda: window.is_open and window.work.idle)
        return window

    yield make
    for window in opened:
        window.following.stop()
        for dialog in window._dialogs():
            dialog.hide()
        qtbot.waitUntil(lambda window=window: window.work.idle)
        window.work.end()
        window.deleteLater()
    qapp.setStyleSheet("")


def page(window: Any, qtbot: QtBot, key: str, place: dict[str, Any] | None = None) -> Any:
    """A page of a window, with its facts."""
    window.show_page(key, place)
    qtbot.waitUntil(lambda: window.work.idle)
    return window.shell.page


def do(window: Any, qtbot: QtBot, use_case: Callable[..., Any], *args: Any) -> Any:
    """An act in a window."""
    answers: list[Any] = []
    window.work.write(answers.append, use_case, *args)
    qtbot.waitUntil(lambda: bool(answers) and window.work.idle)
    return answers[0]


def sign_in_window(window: Any, qtbot: QtBot, school: Waiting, number: int = 0) -> Any:
    """The head teacher signs one of the policies that wait, in a window."""
    facts: list[Any] = []
    window.work.read(facts.append, prepare_signing, school.revisions[number], Body.HEAD)
    qtbot.waitUntil(lambda: bool(facts))
    answer = HeadAnswer(school.head, MONDAY.date(), facts[0].declaration_version, PASSWORD)
    return do(window, qtbot, approve_revision, school.revisions[number], facts[0].seen, answer)


def open_change(window: Any, qtbot: QtBot, name: str) -> Any:
    """The dialog that changes what is kept about somebody."""
    from ewloe_desktop.ui.dialogs.person import PersonDialog

    people = page(window, qtbot, "people")
    people.cards.choose(lambda row: row.name == name)
    qtbot.waitUntil(lambda: window.work.idle and people.pane.person is not None and people.pane.person.row.name == name)
    people._change()
    qtbot.waitUntil(lambda: window.work.idle)
    return next(d for d in window.findChildren(PersonDialog) if d.isVisible())


def type_over(dialog: Any, name: str) -> None:
    """Another name than the one that stands there."""
    dialog.form.fields["name"].set_value(name)


def gone(dialog: Any) -> bool:
    """Whether a dialog has closed."""
    return not isValid(dialog) or not dialog.isVisible()


def wait_for(holds: Callable[[], bool]) -> bool:
    """Waits until something holds, for at most ten seconds."""
    until = time.monotonic() + 10
    while not holds() and time.monotonic() < until:
        threading.Event().wait(0.01)
    return holds()
