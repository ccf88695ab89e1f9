"""Changing one's own password, and a person at the PC choosing theirs."""

from typing import TYPE_CHECKING, Any

import pytest

from ewloe_desktop.domain.errors import WrongPassword
from tests.ui.conftest import HEAD, HEAD_PASSWORD

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from ewloe_desktop.ui.window import Window

NEW = "slate bridge lemon owl"


def me(window: "Window") -> str:
    """The head teacher's id."""
    return next(t.person_id for t in window.work.keeper.tiles() if t.name == HEAD)


def test_a_changed_password_opens_the_register_and_the_old_one_no_longer_does(qtbot: "QtBot", head: "Window") -> None:
    from ewloe_desktop.ui.dialogs.own_password import OwnPasswordDialog

    dialog = OwnPasswordDialog(head, head.work)
    done: list[Any] = []
    dialog.ask(done.append)
    dialog.form.set_values({"password": HEAD_PASSWORD, "new_password": NEW})
    dialog.act.click()
    qtbot.waitUntil(lambda: bool(done) and head.work.idle)
    head.work.keeper.lock()
    with pytest.raises(WrongPassword):
        head.work.keeper.sign_in(me(head), HEAD_PASSWORD)
    assert head.work.keeper.sign_in(me(head), NEW).name == HEAD


@pytest.mark.parametrize(
    ("old", "new", "said"), [("wrong one here", NEW, "does not match"), (HEAD_PASSWORD, "short", "too short")]
)
def test_a_password_refused_leaves_the_dialog_open_and_empties_it(
    qtbot: "QtBot", head: "Window", old: str, new: str, said: str
) -> None:
    from ewloe_desktop.ui.dialogs.own_password import OwnPasswordDialog

    dialog = OwnPasswordDialog(head, head.work)
    dialog.ask()
    dialog.form.set_values({"password": old, "new_password": new})
    dialog.act.click()
    qtbot.waitUntil(lambda: head.work.idle)
    assert dialog.isVisible()
    assert said in dialog.form.summary.accessibleName()
    assert dialog.form.values() == {"password": "", "new_password": ""}
    dialog.reject()


def test_a_suggestion_is_used_and_can_be_read(qtbot: "QtBot", head: "Window") -> None:
    from ewloe_desktop.ui.new_password import NewPassword

    field = NewPassword(head.work)
    qtbot.addWidget(field)
    qtbot.waitUntil(lambda: bool(field.suggestion.text()))
    assert len(field.suggestion.text().split()) == 4
    field.use.click()
    assert field.value() == field.suggestion.text()
    assert field.show_button.isChecked()


def test_a_person_chooses_a_password_and_can_sign_in_with_it(qtbot: "QtBot", head: "Window") -> None:
    from ewloe_desktop.domain.people import PersonKind
    from ewloe_desktop.services.people import NewPerson, add_person
    from ewloe_desktop.ui.dialogs.enrol import EnrolDialog

    person = head.work.keeper.write(add_person, NewPerson("Mr Twm Ŵyn Rees", PersonKind.STAFF, True))
    dialog = EnrolDialog(head, head.work, head.notices, person)
    dialog.open()
    dialog.go_on()
    form = dialog.form_of(1)
    form.set_values({"password": NEW})
    dialog.go_on()
    qtbot.waitUntil(lambda: dialog.enrolled is not None and head.work.idle)
    assert dialog.step == 2
    assert form.values() == {"password": ""}
    dialog.reject()
    assert dialog.isVisible()
    dialog.go_on()
    assert dialog.isVisible()
    dialog.form_of(2).set_values({"kept": True})
    dialog.go_on()
    assert not dialog.isVisible()
    head.work.keeper.lock()
    assert head.work.keeper.sign_in(person.row.id, NEW).name == "Mr Twm Ŵyn Rees"
