"""A made-up school's register with its real keeper, and the window on it."""

import os
import tempfile
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.ui.site_fixtures import site_school, site_template, stories, stories_template

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from ewloe_desktop.app.keeper import RegisterKeeper
    from ewloe_desktop.ui.window import Window
    from tests.templates import Template

__all__ = ["site_school", "site_template", "stories", "stories_template"]
HEAD, HEAD_PASSWORD = "Mrs Marged Pugh", "garden lamp river stone"
CHAIR, CHAIR_PASSWORD = "Mr Ieuan Bowen", "window apple cloud chair"
OFFICE, OFFICE_PASSWORD = "Ms Siân Ŵyn-Ellis", "pencil meadow train cup"


@pytest.fixture(autouse=True)
def _screen_of_an_office_pc(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing here reads this PC's own settings."""
    monkeypatch.setenv("EWLOE_SETTINGS", str(Path(tempfile.gettempdir()) / "no-such-settings.toml"))


@pytest.fixture
def new_keeper(tmp_path: Path) -> Iterator["Callable[[str], RegisterKeeper]"]:
    """Makes keepers with quick passwords, closed at the end."""
    from ewloe_desktop.app.keeper import RegisterKeeper
    from ewloe_desktop.storage.vault import KdfSettings

    made: list[RegisterKeeper] = []

    def make(place: str) -> RegisterKeeper:
        made.append(RegisterKeeper(place, tmp_path / "state", kdf=KdfSettings.light()))
        return made[-1]

    yield make
    for keeper in made:
        keeper.close()


@pytest.fixture(scope="session")
def school_template(tmp_path_factory: pytest.TempPathFactory) -> "Template":
    """A register with a head teacher, a chair and somebody in the office, made once."""
    from tests import templates

    return templates.in_file(tmp_path_factory.mktemp("school"), _begin_school)


def _begin_school(place: str, state: Path) -> None:
    from ewloe_desktop.app.keeper import RegisterKeeper
    from ewloe_desktop.domain.people import Office, PersonKind
    from ewloe_desktop.services.keys import enrol_key
    from ewloe_desktop.services.offices import grant_office
    from ewloe_desktop.services.people import GrantAnswer, NewPerson, add_person
    from ewloe_desktop.services.school import FirstStart
    from ewloe_desktop.storage.vault import KdfSettings

    keeper = RegisterKeeper(place, state, kdf=KdfSettings.light())
    keeper.begin(FirstStart("Ysgol Bryn Derw", HEAD, date(2020, 9, 1), HEAD_PASSWORD, place, council="Sample council"))
    since = date(2025, 9, 1)
    for name, kind, paid, offices, password in (
        (CHAIR, PersonKind.GOVERNOR, False, (Office.GOVERNOR, Office.CHAIR), CHAIR_PASSWORD),
        (OFFICE, PersonKind.NON_TEACHING, True, (Office.OFFICE_STAFF,), OFFICE_PASSWORD),
    ):
        person = keeper.write(add_person, NewPerson(name, kind, paid)).row
        keeper.write(enrol_key, person.id, person.seen, password)
        for office in offices:
            keeper.write(grant_office, GrantAnswer(person.id, office, since, None, "minute 4", HEAD_PASSWORD))
    keeper.close()


@pytest.fixture
def school(
    tmp_path: Path, school_template: "Template", new_keeper: "Callable[[str], RegisterKeeper]"
) -> "RegisterKeeper":
    """A copy of that register, closed."""
    with school_template.copied(tmp_path) as place:
        return new_keeper(place)


@pytest.fixture
def new_window(qtbot: "QtBot", qapp: Any) -> Iterator["Callable[[RegisterKeeper], Window]"]:
    """Opens windows and closes them, with their threads, at the end."""
    from PySide6.QtCore import QCoreApplication, QEvent

    from ewloe_desktop.ui.theme import Look
    from ewloe_desktop.ui.window import Window

    opened: list[Window] = []

    def make(keeper: "RegisterKeeper") -> "Window":
        window = Window(qapp, keeper, look=Look("light", 100))
        opened.append(window)
        window.begin()
        window.show()
        return window

    yield make
    for window in opened:
        for dialog in window.findChildren(_dialog_kind()):
            dialog.hide()
        qtbot.waitUntil(lambda window=window: window.work.idle)
        window.work.end()
        window.deleteLater()
        QCoreApplication.sendPostedEvents(window, QEvent.Type.DeferredDelete)  # or the next dress is put on it too
    qapp.setStyleSheet("")
    assert os.environ["QT_QPA_PLATFORM"].startswith("offscreen")


@pytest.fixture
def door(school: "RegisterKeeper", new_window: "Callable[[RegisterKeeper], Window]") -> "Window":
    """The window with its door shut."""
    return new_window(school)


@pytest.fixture
def sign_in(qtbot: "QtBot", door: "Window") -> "Callable[[str, str], Window]":
    """Signs somebody in by name and waits until the window has come to rest."""

    def go(name: str, password: str) -> "Window":
        person = next(t.person_id for t in door.work.keeper.tiles() if t.name == name)
        door.door.choose(person)
        door.door.password.set_value(password)
        door.door.go_button.click()
        qtbot.waitUntil(lambda: door.work.idle and door.is_open)
        qtbot.waitUntil(lambda: door.work.idle)
        return door

    return go


@pytest.fixture
def head(sign_in: "Callable[[str, str], Window]") -> "Window":
    """The window with the head teacher signed in."""
    return sign_in(HEAD, HEAD_PASSWORD)


def _dialog_kind() -> type:
    from PySide6.QtWidgets import QDialog

    return QDialog
