"""The school's database is lost, refuses, is full, or is written by several PCs at once."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from ewloe_desktop.app.keeper import RegisterKeeper
from ewloe_desktop.domain.approvals import Body, HeadAnswer
from ewloe_desktop.domain.errors import RegisterUnavailable
from ewloe_desktop.services.approvals import approve_revision, prepare_signing
from ewloe_desktop.services.showing import show_revision
from ewloe_desktop.storage.check import check_register
from tests.conftest import MONDAY
from tests.faults import kills
from tests.faults.kills import PASSWORD, Waiting
from tests.faults.servers import Server, Wire, own_server, wire_to

pytestmark = pytest.mark.postgres


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


@pytest.fixture(scope="module")
def schools(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Schools]:
    """One server for the trials of this file."""
    with own_server() as server:
        server.tell("CREATE DATABASE made TEMPLATE template0")
        made = kills.waiting(server.address("made"), tmp_path_factory.mktemp("state"), 3)
        yield Schools(server, made)


@pytest.fixture
def school(schools: Schools, tmp_path: Path) -> Waiting:
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
def new_desk(school: Waiting, tmp_path: Path) -> Iterator[Callable[[], Desk]]:
    """Sits the head teacher down at one more PC."""
    with ExitStack() as ends:
        count = 0

        def make() -> Desk:
            nonlocal count
            count += 1
            wire, address = ends.enter_context(wire_to(school.place))
            where = Waiting(address, tmp_path / f"pc{count}", school.head, school.revisions, school.rows, school.adds)
            keeper = where.keeper()
            ends.callback(keeper.close)
            keeper.sign_in(school.head, PASSWORD)
            return Desk(keeper, wire, where)

        yield make


def cut_at(wire: Wire, words: bytes, how: str, mend_after: float = 0.5) -> None:
    """Cuts the wire where the act is on its way to the server, at the act itself or at its COMMIT."""
    begun = False

    def decide(data: bytes, to_server: bool) -> str:
        nonlocal begun
        begun = begun or (to_server and b"INSERT INTO event" in data)
        if not begun or not to_server or words not in data:
            return ""
        if mend_after:
            threading.Timer(mend_after, wire.mend).start()
        return how

    wire.watch(decide)


@pytest.mark.parametrize(
    ("words", "how", "outcome"),
    [
        (b"INSERT INTO event", "before", "server_down"),
        (b"COMMIT", "before", "not_recorded"),
        (b"COMMIT", "after", "recorded"),
    ],
    ids=["before the commit", "at the commit", "after the commit"],
)
def test_b5_a_server_lost_while_signing_is_found_out_once_it_is_back(
    new_desk: Callable[[], Desk], words: bytes, how: str, outcome: str
) -> None:
    desk = new_desk()
    cut_at(desk.wire, words, how)
    if outcome == "recorded":
        receipt = desk.sign()
        assert receipt.act > 0
        assert desk.state() == "with_governors"
    else:
        with pytest.raises(RegisterUnavailable) as caught:
            desk.sign()
        assert caught.value.reason == outcome
        desk.wire.mend()
        assert desk.state() == "with_head"
        assert desk.sign().act > 0
    result = check_register(desk.keeper._opened()[0])
    assert (result.whole, result.findings) == (True, ())


# ---- in the window


@pytest.fixture
def new_window(new_desk: Callable[[], Desk], qtbot: QtBot, qapp: Any) -> Iterator[Callable[[], Any]]:
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


def test_b6_two_windows_see_each_others_acts_and_keep_what_is_typed(
    school: Waiting, new_window: Callable[[], Any], qtbot: QtBot, figures: Any
) -> None:
    from ewloe_desktop.domain.people import PersonKind
    from ewloe_desktop.services.people import NewPerson, add_person

    here, there = new_window(), new_window()
    policies = page(there, qtbot, "policies", {"policy_id": "", "revision_id": ""})
    policies.list.search.setText("Lost")
    chosen = policies.pane.page.revision.id
    number = school.revisions.index(chosen) if chosen in school.revisions else 0
    begun = time.monotonic()
    sign_in_window(here, qtbot, school, number)
    qtbot.waitUntil(lambda: policies.pane.page.revision.state.value == "with_governors")
    took = time.monotonic() - begun
    assert (policies.list.search.text(), policies.pane.page.revision.id) == ("Lost", chosen)
    figures("B6", seconds_until_the_other_window_shows_it=round(took, 2))
    people = page(here, qtbot, "people")
    do(there, qtbot, add_person, NewPerson("Ms Nia Sampl", PersonKind.NON_TEACHING, True))
    qtbot.waitUntil(lambda: "Ms Nia Sampl" in [row.name for row in people._model.rows])
