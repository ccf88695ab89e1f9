"""The first start, from the welcome to the page of people, on a real register."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.ui.conftest import HEAD, HEAD_PASSWORD

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from ewloe_desktop.app.keeper import RegisterKeeper
    from ewloe_desktop.ui.dialogs.first_start import FirstStartDialog
    from ewloe_desktop.ui.window import Window


@pytest.fixture
def welcome(
    new_keeper: "Callable[[str], RegisterKeeper]", new_window: "Callable[[RegisterKeeper], Window]"
) -> "Window":
    """A window on a PC that has no register yet."""
    return new_window(new_keeper(""))


@pytest.fixture
def dialog(qtbot: "QtBot", welcome: "Window") -> "FirstStartDialog":
    """The first start at its first step."""
    from ewloe_desktop.ui.dialogs.first_start import FirstStartDialog

    made = FirstStartDialog(welcome, welcome.work, welcome.notices)
    made.open()
    qtbot.waitUntil(lambda: welcome.work.idle)
    return made


def fill(dialog: "FirstStartDialog", place: Path) -> None:
    """Types everything up to making the register."""
    dialog.school.set_values({"school_name": "Ysgol Bryn Derw", "council": "Sample council"})
    dialog.go_on()
    dialog.you.fields["head_since"].line.setText("1 9 2020")  # type: ignore[attr-defined]
    dialog.you.set_values({"head_name": HEAD, "password": HEAD_PASSWORD})
    dialog.go_on()
    assert dialog.place.choice is not None
    dialog.place.choice.set_value("file")
    dialog.place.fields["place"].set_value(str(place))


def make(qtbot: "QtBot", dialog: "FirstStartDialog", window: "Window") -> None:
    """Makes the register and waits for the recovery sheet."""
    dialog.go_on()
    qtbot.waitUntil(lambda: window.work.idle)
    assert dialog.step == 3


def test_the_window_without_a_register_offers_to_set_one_up(welcome: "Window") -> None:
    from ewloe_desktop.ui.dialogs.welcome import Welcome

    assert isinstance(welcome.stack.currentWidget(), Welcome)


def test_each_step_asks_for_what_it_needs_before_going_on(dialog: "FirstStartDialog") -> None:
    dialog.go_on()
    assert dialog.step == 0
    dialog.school.set_values({"school_name": "Ysgol Bryn Derw"})
    dialog.go_on()
    assert dialog.step == 1
    dialog.go_on()
    assert dialog.step == 1
    dialog.go_back()
    assert dialog.school.values()["school_name"] == "Ysgol Bryn Derw"


def test_the_whole_way_makes_a_register_whose_head_can_sign_in(
    qtbot: "QtBot", dialog: "FirstStartDialog", welcome: "Window", tmp_path: Path
) -> None:
    fill(dialog, tmp_path)
    make(qtbot, dialog, welcome)
    assert (tmp_path / "school.register").exists()
    assert dialog.started is not None
    form = dialog.form_of(3)
    assert form is not None
    for number in dialog.asked:
        form.fields[f"group_{number}"].set_value(dialog.started.recovery_groups[number].lower())
    dialog.go_on()
    qtbot.waitUntil(lambda: welcome.work.idle and dialog.step == 4)
    own = dialog.form_of(4)
    assert own is not None
    dialog.go_on()
    assert dialog.step == 4
    own.set_values({"kept": True})
    dialog.go_on()
    qtbot.waitUntil(lambda: welcome.work.idle and dialog.person is not None)
    dialog.go_on()
    assert dialog.person is not None
    assert dialog.person.name == HEAD
    welcome.work.keeper.lock()
    assert welcome.work.keeper.sign_in(dialog.person.person_id, HEAD_PASSWORD).name == HEAD


def test_wrong_groups_are_not_taken_and_the_step_cannot_be_left(
    qtbot: "QtBot", dialog: "FirstStartDialog", welcome: "Window", tmp_path: Path
) -> None:
    fill(dialog, tmp_path)
    make(qtbot, dialog, welcome)
    form = dialog.form_of(3)
    assert form is not None
    for number in dialog.asked:
        form.fields[f"group_{number}"].set_value("AAAA")
    dialog.go_on()
    assert dialog.step == 3
    assert not dialog.stop.isVisible()
    assert not dialog.back.isVisible()
    dialog.reject()
    assert dialog.isVisible()
    dialog.hide()


def test_a_password_that_is_too_weak_leads_back_to_its_field(
    qtbot: "QtBot", dialog: "FirstStartDialog", welcome: "Window", tmp_path: Path
) -> None:
    fill(dialog, tmp_path)
    dialog.you.set_values({"password": "short"})
    dialog.go_on()
    qtbot.waitUntil(lambda: welcome.work.idle)
    assert dialog.step == 1
    assert "too short" in dialog.you.summary.accessibleName()
    assert dialog.you.values()["head_name"] == HEAD
    assert not (tmp_path / "school.register").exists()
    dialog.hide()


def test_a_head_teacher_from_tomorrow_on_is_refused(dialog: "FirstStartDialog") -> None:
    dialog.school.set_values({"school_name": "Ysgol Bryn Derw"})
    dialog.go_on()
    dialog.you.set_values({"head_name": HEAD, "password": HEAD_PASSWORD})
    dialog.you.fields["head_since"].line.setText("1 1 2199")  # type: ignore[attr-defined]
    dialog.go_on()
    assert dialog.step == 1
    dialog.hide()


def test_a_database_address_with_a_password_is_refused(dialog: "FirstStartDialog", tmp_path: Path) -> None:
    fill(dialog, tmp_path)
    assert dialog.place.choice is not None
    dialog.place.choice.set_value("database")
    dialog.place.fields["place"].set_value("postgresql://school:secret@server/school")
    dialog.go_on()
    assert dialog.step == 2
    assert dialog.place.fields["place"].error.text()
    dialog.hide()
