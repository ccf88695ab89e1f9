"""The door, the lock, the switch and the close of the window, on a real register."""

import subprocess
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import Qt

from tests.conftest import type_text
from tests.ui.conftest import CHAIR, CHAIR_PASSWORD, HEAD, HEAD_PASSWORD

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from ewloe_desktop.ui.window import Window

SignIn = Callable[[str, str], "Window"]


def person(window: "Window", name: str) -> str:
    """A person's id by the name on the tile."""
    return next(t.person_id for t in window.work.keeper.tiles() if t.name == name)


def test_the_door_offers_everybody_who_can_sign_in_and_nobody_is_chosen(door: "Window") -> None:
    assert not door.is_open
    assert door.door.chosen == ""
    assert not door.door.password.isVisible()
    assert set(door.door.tile_names()) == {HEAD, CHAIR, "Ms Siân Ŵyn-Ellis"}


def test_a_person_signs_in_by_keyboard_alone(qtbot: "QtBot", door: "Window") -> None:
    tile = door.door.tile(person(door, HEAD))
    tile.setFocus()
    qtbot.keyClick(tile, Qt.Key.Key_Space)
    line = door.door.password.line
    type_text(line, HEAD_PASSWORD)
    qtbot.keyClick(line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: door.is_open)
    assert door.shell is not None
    assert door.shell.side.person.text() == HEAD
    assert door.shell.side.offices.text() == "Head teacher"
    qtbot.waitUntil(lambda: door.work.idle)
    assert door.shell.side.school.text() == "Ysgol Bryn Derw"
    assert "acts on record" in door.shell.state.text()


def test_a_wrong_password_keeps_the_person_and_empties_the_field(qtbot: "QtBot", door: "Window") -> None:
    door.door.choose(person(door, HEAD))
    door.door.password.set_value("not this one at all")
    door.door.go_button.click()
    qtbot.waitUntil(lambda: door.work.idle)
    assert not door.is_open
    assert door.door.password.value() == ""
    assert door.door.chosen == person(door, HEAD)
    assert "does not match" in door.door.problem.accessibleName()


def test_after_five_wrong_passwords_the_door_says_how_long_to_wait(qtbot: "QtBot", door: "Window") -> None:
    for _try in range(6):
        door.door.choose(person(door, HEAD))
        door.door.password.set_value("not this one at all")
        door.door.go_button.click()
        qtbot.waitUntil(lambda: door.work.idle)
    assert "15 seconds" in door.door.wait_words.text()
    assert "Nobody is locked out" in door.door.wait_words.text()
    assert not door.door.go_button.isEnabled()


def test_escape_goes_back_to_the_tiles(qtbot: "QtBot", door: "Window") -> None:
    door.door.choose(person(door, HEAD))
    qtbot.keyClick(door.door.password.line, Qt.Key.Key_Escape)
    assert door.door.chosen == ""


def test_locking_shuts_the_register_and_keeps_place_and_typed_words(qtbot: "QtBot", head: "Window") -> None:
    from ewloe_desktop.domain.errors import RegisterUnavailable
    from ewloe_desktop.services.people import list_people

    head.show_page("settings")
    qtbot.waitUntil(lambda: head.work.idle)
    page = head.shell.page if head.shell else None
    assert page is not None
    page.form.fields["council"].set_value("Another council")  # type: ignore[attr-defined]
    head.lock()
    qtbot.waitUntil(lambda: head.work.idle)
    assert not head.is_open
    assert head.door.chosen == person(head, HEAD)
    with pytest.raises(RegisterUnavailable):
        head.work.keeper.read(list_people)
    head.door.password.set_value(HEAD_PASSWORD)
    head.door.go_button.click()
    qtbot.waitUntil(lambda: head.is_open and head.work.idle)
    assert head.shell is not None
    assert head.shell.page is page
    assert page.form.fields["council"].value() == "Another council"  # type: ignore[attr-defined]


def test_a_dialog_is_hidden_by_the_lock_and_comes_back_without_its_passwords(qtbot: "QtBot", head: "Window") -> None:
    from ewloe_desktop.ui.dialogs.own_password import OwnPasswordDialog

    dialog = OwnPasswordDialog(head, head.work)
    ended: list[int] = []
    dialog.finished.connect(ended.append)
    dialog.ask()
    dialog.form.fields["password"].set_value(HEAD_PASSWORD)
    head.lock()
    assert not dialog.isVisible()
    assert ended == []
    qtbot.waitUntil(lambda: head.work.idle)
    head.door.password.set_value(HEAD_PASSWORD)
    head.door.go_button.click()
    qtbot.waitUntil(lambda: head.is_open and head.work.idle)
    assert dialog.isVisible()
    assert dialog.form.fields["password"].value() == ""
    dialog.reject()


def test_another_person_gets_their_own_pages_and_no_dialog_of_the_first(qtbot: "QtBot", head: "Window") -> None:
    from ewloe_desktop.ui.dialogs.own_password import OwnPasswordDialog

    dialog = OwnPasswordDialog(head, head.work)
    ended: list[int] = []
    dialog.finished.connect(ended.append)
    dialog.ask()
    head.show_page("settings")
    head.switch_person()
    qtbot.waitUntil(lambda: head.work.idle)
    assert head.door.chosen == ""
    head.door.choose(person(head, CHAIR))
    head.door.password.set_value(CHAIR_PASSWORD)
    head.door.go_button.click()
    qtbot.waitUntil(lambda: head.is_open and head.work.idle)
    assert ended == [0]
    assert head.shell is not None
    assert head.shell.side.person.text() == CHAIR
    assert head.shell.place()[0] == "today"


def test_the_pages_are_reached_by_keys(qtbot: "QtBot", head: "Window") -> None:
    assert head.shell is not None
    for number, key in enumerate(("today", "policies", "photos", "sites", "people", "journal", "settings"), 1):
        qtbot.keyClick(head, getattr(Qt.Key, f"Key_{number}"), Qt.KeyboardModifier.ControlModifier)
        qtbot.waitUntil(lambda: head.work.idle)
        assert head.shell.page is not None
        assert head.shell.page.key == key


def test_size_and_colours_change_at_once_and_are_kept(qtbot: "QtBot", head: "Window", qapp: Any) -> None:
    before = qapp.font().pointSizeF()
    qtbot.keyClick(head, Qt.Key.Key_Plus, Qt.KeyboardModifier.ControlModifier)
    assert qapp.font().pointSizeF() > before
    assert head.theme.look.zoom == 110
    qtbot.keyClick(head, Qt.Key.Key_0, Qt.KeyboardModifier.ControlModifier)
    assert head.theme.look.zoom == 100


def test_help_explains_the_screen_that_is_shown(qtbot: "QtBot", head: "Window") -> None:
    head.show_page("settings")
    qtbot.keyClick(head, Qt.Key.Key_F1)
    assert head.help.isVisible()
    assert "stands at the head of every sheet" in head.help.text.toPlainText()
    qtbot.keyClick(head, Qt.Key.Key_F1)
    assert not head.help.isVisible()


def test_closing_makes_the_copy_first_and_then_goes(qtbot: "QtBot", head: "Window") -> None:
    head.close()
    assert head.isVisible()
    qtbot.waitUntil(lambda: not head.isVisible())
    with pytest.raises(Exception, match="RegisterUnavailable"):
        head.work.keeper.read(lambda _s, _a: None)


def test_the_door_paints_before_any_database_is_imported(school: Any) -> None:
    program = f"""
import sys
from pathlib import Path
from PySide6.QtWidgets import QApplication
from ewloe_desktop.app.keeper import RegisterKeeper
from ewloe_desktop.ui.window import Window
app = QApplication([])
window = Window(app, RegisterKeeper({school.place!r}, Path({str(school.place)!r}).parent))
window.work.warm = lambda: None
window.begin(); window.show(); app.processEvents(); window.grab()
heavy = {{"sqlalchemy", "alembic", "reportlab", "pikepdf", "pyhanko", "mammoth", "pdfplumber", "asyncio", "argon2"}}
print(len(window.door.tile_names()), sorted(heavy & {{name.partition(".")[0] for name in sys.modules}}))
window.work.end()
"""
    told = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "3 []"


@pytest.mark.parametrize("zoom", [100, 200])
def test_help_never_makes_a_page_scroll_sideways(qtbot: "QtBot", head: "Window", zoom: int) -> None:
    from PySide6.QtWidgets import QScrollArea

    from ewloe_desktop.ui.theme import Look

    head.resize(1280, 720)
    head.set_look(Look("light", zoom))
    for key in ("today", "people", "settings"):
        head.show_page(key)
        qtbot.waitUntil(lambda: head.work.idle)
        qtbot.keyClick(head, Qt.Key.Key_F1)
        assert head.help.isVisible()
        assert head.stack.isVisible() is (zoom == 100)
        areas = head.findChildren(QScrollArea)
        qtbot.waitUntil(lambda areas=areas: not any(a.horizontalScrollBar().maximum() for a in areas if a.isVisible()))
        head.help.hide()
        assert head.stack.isVisible()
    head.set_look(Look("light", 100))
