"""Today: one line and one way on for each thing that needs this person."""

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtWidgets import QLabel, QPushButton

from tests.ui.conftest import HEAD_PASSWORD

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from ewloe_desktop.app.keeper import RegisterKeeper
    from ewloe_desktop.ui.window import Window


def words(window: "Window") -> str:
    """Everything that is said on the page."""
    assert window.shell is not None
    page = window.shell.page
    assert page is not None
    return " | ".join(label.text() for label in page.findChildren(QLabel) if label.isVisible())


def press(window: "Window", name: str) -> None:
    """Presses a button of the page by its name."""
    assert window.shell is not None
    page = window.shell.page
    assert page is not None
    next(b for b in page.findChildren(QPushButton) if b.isVisible() and b.accessibleName().startswith(name)).click()


@pytest.fixture
def policy(school: "RegisterKeeper") -> None:
    """A policy that was in use before the register, overdue since 2022, and a text waiting for the head teacher."""
    from ewloe_desktop.domain.text import Block, Kind, PolicyText
    from ewloe_desktop.services.drafting import import_policy, settle_revision
    from ewloe_desktop.services.policies import ImportAnswer

    head = next(t.person_id for t in school.tiles() if t.name.endswith("Pugh"))
    school.sign_in(head, HEAD_PASSWORD)
    for title, found in (("Social Networking Policy", True), ("Garden Policy", False)):
        text = PolicyText(title, "March 2021", (Block(Kind.PARAGRAPH, "Be kind to one another."),))
        month = date(2021, 3, 1) if found else None
        answer = ImportAnswer(text, "a.txt", "text/plain", b"Be kind", 0, in_use=found, edition_month=month)
        facts = school.write(import_policy, answer)
        if not found:
            school.write(settle_revision, facts.id, facts.seen, "New.")
    school.lock()


def test_an_empty_register_says_what_to_do_first(qtbot: "QtBot", head: "Window") -> None:
    qtbot.waitUntil(lambda: "No policies in the register yet" in words(head))


def test_what_needs_the_head_teacher_stands_with_its_due_date(policy: None, qtbot: "QtBot", head: "Window") -> None:
    qtbot.waitUntil(lambda: "Garden Policy" in words(head))
    assert "Waiting for your signature as head teacher" in words(head)
    assert "Due since 31 March 2022; no review was ever set" in words(head)
    assert head.shell is not None
    assert head.shell.side.count.text() == "4"  # the fourth: nobody has been asked about pictures


def test_a_button_leads_to_the_policy_it_is_about(policy: None, qtbot: "QtBot", head: "Window") -> None:
    qtbot.waitUntil(lambda: "Needs you" in words(head))
    press(head, "Read and sign: Garden Policy")
    qtbot.waitUntil(lambda: head.work.idle)
    assert head.shell is not None
    assert head.shell.place()[0] == "policies"


def test_the_recovery_sheet_leads_to_the_settings(policy: None, qtbot: "QtBot", head: "Window") -> None:
    qtbot.waitUntil(lambda: "Needs you" in words(head))
    press(head, "Go to settings")
    assert head.shell is not None
    assert head.shell.place()[0] == "settings"


def test_wrong_passwords_typed_at_ones_name_are_told_until_they_are_read(qtbot: "QtBot", door: "Window") -> None:
    head = next(t.person_id for t in door.work.keeper.tiles() if t.name.endswith("Pugh"))
    door.door.choose(head)
    for typed in ("not this one at all", HEAD_PASSWORD):
        door.door.password.set_value(typed)
        door.door.go_button.click()
        qtbot.waitUntil(lambda: door.work.idle)
    qtbot.waitUntil(lambda: door.is_open and door.work.idle)
    qtbot.waitUntil(lambda: "1 wrong password was typed at your name" in words(door))
    press(door, "I have read this")
    assert "wrong password" not in words(door)


def test_what_became_of_a_signing_cut_short_is_told() -> None:
    from ewloe_desktop.ui.today_news import unfinished_lines

    assert "was recorded" in unfinished_lines("recorded", "x")[0]
    assert "was not recorded" in unfinished_lines("not_recorded", "x")[0]
    assert unfinished_lines("", "") == ()


def test_a_person_who_may_not_read_policies_is_told_so_calmly(qtbot: "QtBot", head: "Window") -> None:
    from ewloe_desktop.domain.errors import RuleBroken

    assert head.shell is not None
    page: Any = head.shell.page
    page.refused(RuleBroken("may_not", ("head_teacher",), {"action": "read"}))
    qtbot.waitUntil(lambda: "Nothing needs you here" in words(head))


def not_me(qtbot: "QtBot", head: "Window") -> Any:
    """The dialog about signatures that were not one's own, with the first one chosen."""
    from ewloe_desktop.ui.dialogs.doubts import NotMeDialog

    press(head, "Not you?…")
    qtbot.waitUntil(lambda: any(one.isVisible() for one in head.findChildren(NotMeDialog)))
    asked = next(one for one in head.findChildren(NotMeDialog) if one.isVisible())
    asked.form.fields["from_act"].buttons()[0].setChecked(True)  # type: ignore[attr-defined]
    return asked


def test_what_was_signed_since_the_last_visit_is_told_and_leads_to_ending_the_way_to_sign(
    policy: None, qtbot: "QtBot", head: "Window"
) -> None:
    """The line about passwords and offices stays, whatever is put away."""
    from ewloe_desktop.ui.dialog import Message
    from ewloe_desktop.ui.dialogs.doubts import TakeBackDialog

    qtbot.waitUntil(lambda: "Signed with your password" in words(head))
    press(head, "I have read this")
    assert "Signed with your password" not in words(head)
    assert "changes of passwords and offices in the last 90 days until" in words(head)
    head.lock()
    head.door.asked.emit(head.person.person_id if head.person else "", HEAD_PASSWORD)
    qtbot.waitUntil(lambda: head.is_open and head.work.idle)
    qtbot.waitUntil(lambda: "Signed with your password" in words(head))
    asked = not_me(qtbot, head)
    asked.form.set_values({"way": "report", "known": "I was away that week."})
    asked.act.click()
    qtbot.waitUntil(lambda: "You reported that somebody else signed in your name: I was away that week." in words(head))
    press(head, "Take it back")
    qtbot.waitUntil(lambda: bool(head.findChildren(TakeBackDialog)))
    back = head.findChildren(TakeBackDialog)[0]
    assert any("I was away that week." in label.text() for label in back.findChildren(QLabel))
    back.form.set_values({"reason": "It was after the assembly."})
    back.act.click()
    qtbot.waitUntil(lambda: "You reported" not in words(head) and head.work.idle)
    asked = not_me(qtbot, head)
    asked.form.set_values({"way": "revoke", "known": "I was away.", "password": HEAD_PASSWORD})
    asked.act.click()
    qtbot.waitUntil(lambda: any(one.isVisible() for one in head.findChildren(Message)))
    closing = next(one for one in head.findChildren(Message) if one.isVisible())
    said = " ".join(label.text() for label in closing.findChildren(QLabel))
    assert "You can sign nothing from now on" in said and "1 signature made" in said
    qtbot.waitUntil(lambda: "You have no way to sign." in words(head))
    closing.accept()
    qtbot.waitUntil(lambda: not head.is_open and head.work.idle)
    assert "Pugh" not in " ".join(tile.name for tile in head.work.keeper.tiles())
