"""A forgotten password and the school's recovery sheet: at the door, on a person's page and in the settings."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtWidgets import QLabel, QPushButton

from tests.conftest import type_text
from tests.ui.conftest import CHAIR, CHAIR_PASSWORD, HEAD, HEAD_PASSWORD, OFFICE, OFFICE_PASSWORD

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from ewloe_desktop.app.keeper import RegisterKeeper
    from ewloe_desktop.ui.dialog import Dialog
    from ewloe_desktop.ui.window import Window

NEW_PASSWORD = "harbour candle seven tulip"


def front(window: "Window") -> Any:
    """The dialog in front."""
    from ewloe_desktop.ui.dialog import Dialog

    shown: list[Dialog] = [d for d in window.findChildren(Dialog) if d.isVisible()]
    return shown[-1] if shown else None


def said(widget: Any) -> str:
    """Everything that stands there to be read."""
    return " | ".join(label.text() for label in widget.findChildren(QLabel) if label.isVisible())


def page(qtbot: "QtBot", window: "Window", key: str, place: dict[str, Any] | None = None) -> Any:
    """A page with its facts."""
    window.show_page(key, place)
    qtbot.waitUntil(lambda: window.work.idle)
    qtbot.waitUntil(lambda: window.work.idle)
    return window.shell.page if window.shell else None


def press(widget: Any, name: str) -> None:
    """Presses a button by its words."""
    next(b for b in widget.findChildren(QPushButton) if b.isVisible() and b.text() == name).click()


@pytest.fixture
def groups(school: "RegisterKeeper") -> tuple[str, ...]:
    """The groups on the school's recovery sheet."""
    from ewloe_desktop.services.recovery import recovery_again

    head = next(t.person_id for t in school.tiles() if t.name == HEAD)
    school.sign_in(head, HEAD_PASSWORD)
    told: tuple[str, ...] = school.read(recovery_again, HEAD_PASSWORD)
    school.lock()
    return told


@pytest.fixture
def code(school: "RegisterKeeper") -> str:
    """The recovery code on the chair's card."""
    from ewloe_desktop.domain.people import PersonKind
    from ewloe_desktop.services.keys import enrol_key
    from ewloe_desktop.services.people import NewPerson, add_person

    head = next(t.person_id for t in school.tiles() if t.name == HEAD)
    school.sign_in(head, HEAD_PASSWORD)
    row = school.write(add_person, NewPerson("Mrs Nia Gwilt", PersonKind.GOVERNOR, paid=False)).row
    enrolled = school.write(enrol_key, row.id, row.seen, CHAIR_PASSWORD)
    school.lock()
    return str(enrolled.recovery_code)


def recover(qtbot: "QtBot", window: "Window", code: str) -> "Dialog":
    """The dialog on the governor's page, filled in and sent."""
    person = next(t.person_id for t in window.work.keeper.tiles() if t.name == "Mrs Nia Gwilt")
    shown = page(qtbot, window, "people", {"person_id": person})
    press(shown, "Forgotten password…")
    dialog: Any = front(window)
    dialog.next.click()
    type_text(dialog.form_of(1).fields["code"].line, code)
    dialog.form_of(1).fields["password"].set_value(NEW_PASSWORD)
    dialog.next.click()
    qtbot.waitUntil(lambda: window.work.idle)
    return dialog  # type: ignore[no-any-return]


def test_the_door_says_what_to_do_about_a_forgotten_password(qtbot: "QtBot", door: "Window") -> None:
    door.door.choose(next(t.person_id for t in door.work.keeper.tiles() if t.name == CHAIR))
    told: list[str] = []

    def close() -> None:
        told.append(said(front(door)))
        press(front(door), "Close")

    from PySide6.QtCore import QTimer

    QTimer.singleShot(100, close)
    door.door.forgotten_button.click()
    assert "Forgotten password…" in told[0]
    assert "recovery sheet" in told[0]


def test_a_person_chooses_a_new_password_against_the_code_and_gets_a_new_card(
    qtbot: "QtBot", code: str, sign_in: "Callable[[str, str], Window]"
) -> None:
    window = sign_in(OFFICE, OFFICE_PASSWORD)
    dialog: Any = recover(qtbot, window, code.lower().replace("-", " "))
    assert dialog.step == 2
    assert dialog.enrolled.recovery_code in said(dialog)
    assert dialog.enrolled.recovery_code != code
    dialog.next.click()
    assert dialog.isVisible()
    dialog.form_of(2).set_values({"kept": True})
    dialog.next.click()
    qtbot.waitUntil(lambda: front(window) is None and window.work.idle)
    window.work.keeper.lock()
    person = next(t.person_id for t in window.work.keeper.tiles() if t.name == "Mrs Nia Gwilt")
    assert window.work.keeper.sign_in(person, NEW_PASSWORD).name == "Mrs Nia Gwilt"


def test_a_wrong_code_is_told_beside_the_code_and_changes_nothing(
    qtbot: "QtBot", code: str, sign_in: "Callable[[str, str], Window]"
) -> None:
    window = sign_in(OFFICE, OFFICE_PASSWORD)
    dialog: Any = recover(qtbot, window, "AAAA" + code[4:])
    assert dialog.step == 1
    assert "Compare each letter" in dialog.form_of(1).fields["code"].error.text()
    dialog.reject()
    qtbot.waitUntil(lambda: front(window) is None)
    window.work.keeper.lock()
    person = next(t.person_id for t in window.work.keeper.tiles() if t.name == "Mrs Nia Gwilt")
    assert window.work.keeper.sign_in(person, CHAIR_PASSWORD).name == "Mrs Nia Gwilt"


def test_nobody_is_offered_to_forget_their_own_password(qtbot: "QtBot", head: "Window") -> None:
    shown = page(qtbot, head, "people", {"person_id": head.person.person_id if head.person else ""})
    assert not [b for b in shown.findChildren(QPushButton) if b.text() == "Forgotten password…"]


def test_the_recovery_sheet_opens_the_register_for_reading(
    qtbot: "QtBot", groups: tuple[str, ...], door: "Window"
) -> None:
    door.door.sheet.click()
    dialog = front(door)
    dialog.groups.set_value(" ".join(groups).lower())
    dialog.go.click()
    qtbot.waitUntil(lambda: door.is_open and door.work.idle)
    assert front(door) is None
    assert "Opened with the recovery sheet" in door.standstill.what.text()
    assert door.standstill.isVisible()
    assert door.shell is not None
    assert door.shell.side.offices.text() == "Reads only"
    shown = page(qtbot, door, "people")
    assert HEAD in [row.name for row in shown._model._rows]
    assert not [b for b in shown.findChildren(QPushButton) if b.isEnabled() and b.property("writes")]
    door.lock()
    assert not door.standstill.isVisible()


@pytest.mark.parametrize(
    ("typed", "words"),
    [("ABCD EFGH", "8 were typed"), (" ".join(["ABCD"] * 16), "a letter is wrong"), ("", "")],
)
def test_wrong_groups_are_told_beside_the_field(qtbot: "QtBot", door: "Window", typed: str, words: str) -> None:
    door.door.sheet.click()
    dialog = front(door)
    dialog.groups.set_value(typed)
    dialog.go.click()
    qtbot.waitUntil(lambda: door.work.idle)
    assert words in dialog.groups.error.text()
    assert dialog.groups.error.text()
    assert not door.is_open
    dialog.reject()
    assert dialog.groups.value() == ""


def test_the_sheet_is_offered_where_the_file_with_the_passwords_is_lost(
    qtbot: "QtBot", school: "RegisterKeeper", new_window: "Callable[[RegisterKeeper], Window]", groups: tuple[str, ...]
) -> None:
    from pathlib import Path

    from ewloe_desktop.storage.key_ring import ring_path

    ring_path(Path(school.place)).unlink()
    window = new_window(school)
    assert "recovery sheet" in said(window.door)
    window.door.sheet.click()
    front(window).groups.set_value(" ".join(groups))
    front(window).go.click()
    qtbot.waitUntil(lambda: window.is_open and window.work.idle)


def test_the_head_teacher_prints_the_sheet_again_and_types_two_groups_back(qtbot: "QtBot", head: "Window") -> None:
    from ewloe_desktop.services.school import show_school

    shown = page(qtbot, head, "settings", {"recovery": True})
    qtbot.waitUntil(shown.recovery.hasFocus)
    shown.recovery.click()
    dialog = front(head)
    dialog.mine.fields["password"].set_value("not this one at all")
    dialog.next.click()
    qtbot.waitUntil(lambda: head.work.idle)
    assert dialog.step == 0
    assert "does not match" in dialog.mine.summary.accessibleName()
    dialog.mine.fields["password"].set_value(HEAD_PASSWORD)
    dialog.next.click()
    qtbot.waitUntil(lambda: dialog.step == 1)
    dialog.next.click()
    assert dialog.step == 1
    form = dialog.form_of_groups()
    for number in dialog.asked:
        form.fields[f"group_{number}"].set_value(dialog.groups[number].lower())
    dialog.next.click()
    qtbot.waitUntil(lambda: front(head) is None and head.work.idle)
    assert head.work.keeper.read(show_school).recovery_checked
    assert "typed back" in said(shown)


def test_locking_ends_the_showing_of_the_groups(qtbot: "QtBot", head: "Window") -> None:
    shown = page(qtbot, head, "settings")
    shown.recovery.click()
    front(head).mine.fields["password"].set_value(HEAD_PASSWORD)
    front(head).next.click()
    qtbot.waitUntil(lambda: front(head).step == 1)
    head.lock()
    assert front(head) is None


def test_only_the_head_teacher_is_offered_the_sheet(qtbot: "QtBot", sign_in: "Callable[[str, str], Window]") -> None:
    shown = page(qtbot, sign_in(OFFICE, OFFICE_PASSWORD), "settings")
    assert not shown.recovery.isVisible()


def test_the_way_to_ones_own_password_leads_to_its_dialog(qtbot: "QtBot", head: "Window") -> None:
    from ewloe_desktop.ui.dialogs.own_password import OwnPasswordDialog

    page(qtbot, head, "settings", {"own_password": True})
    qtbot.waitUntil(lambda: isinstance(front(head), OwnPasswordDialog))
    front(head).reject()


def test_a_new_card_is_given_to_its_owner_under_their_own_password(
    qtbot: "QtBot", sign_in: "Callable[[str, str], Window]"
) -> None:
    window = sign_in(OFFICE, OFFICE_PASSWORD)
    own = next(t.person_id for t in window.work.keeper.tiles() if t.name == OFFICE)
    shown = page(qtbot, window, "people", {"person_id": own})
    qtbot.waitUntil(lambda: shown.pane.person is not None and shown.pane.person.row.id == own)
    press(shown, "New recovery code…")
    dialog: Any = front(window)
    dialog.next.click()
    dialog.form_of(1).fields["password"].set_value(OFFICE_PASSWORD)
    dialog.next.click()
    qtbot.waitUntil(lambda: window.work.idle and dialog.step == 2)
    assert dialog.enrolled.recovery_code in said(dialog)
    dialog.form_of(2).set_values({"kept": True})
    dialog.next.click()
    qtbot.waitUntil(lambda: front(window) is None and window.work.idle)
