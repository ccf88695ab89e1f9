"""While nothing can be recorded: a strip says why, and what would record something is off; and the state line."""

import dataclasses
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtWidgets import QLabel, QPushButton

from ewloe_desktop.ui.gate import the_gate
from tests.ui.conftest import CHAIR, CHAIR_PASSWORD, HEAD, HEAD_PASSWORD

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from ewloe_desktop.app.keeper import RegisterKeeper
    from ewloe_desktop.ui.window import Window


@pytest.fixture(autouse=True)
def _open_gate() -> Iterator[None]:
    yield
    the_gate().shut("")


def shown_words(window: "Window") -> str:
    """Everything that stands in the window to be read."""
    return " | ".join(label.text() for label in window.findChildren(QLabel) if label.isVisible())


def tamper(keeper: "RegisterKeeper", statement: str) -> None:
    """Changes the closed register with the key of somebody who has one, without the program."""
    from sqlalchemy import text

    from ewloe_desktop.storage.engine import Register
    from ewloe_desktop.storage.vault import unlock

    head = next(t.person_id for t in keeper.tiles() if t.name == HEAD)
    key = unlock(keeper._ring(), head, HEAD_PASSWORD, datetime.now(UTC)).data_key
    register = Register.open(keeper.place, key)
    with register.engine.begin() as connection:
        connection.execute(text(statement))
    register.close()


def page(qtbot: "QtBot", window: "Window", key: str) -> Any:
    """A page with its facts."""
    window.show_page(key)
    qtbot.waitUntil(lambda: window.work.idle)
    return window.shell.page if window.shell else None


def test_a_register_changed_behind_the_program_is_told_on_today_and_over_every_page(
    qtbot: "QtBot", school: "RegisterKeeper", sign_in: "Callable[[str, str], Window]"
) -> None:
    tamper(school, "UPDATE event SET kind = 'person_changed' WHERE seq = (SELECT max(seq) FROM event)")
    window = sign_in(HEAD, HEAD_PASSWORD)
    qtbot.waitUntil(lambda: "does not match what was recorded" in shown_words(window))
    assert window.standstill.isVisible()
    assert ".register" in window.standstill.do.text()
    for key in ("people", "settings", "policies"):
        shown = page(qtbot, window, key)
        off = [b for b in shown.findChildren(QPushButton) if b.property("writes")]
        assert off
        assert not [b.text() for b in off if b.isEnabled()]
        assert {b.toolTip() for b in off} == {b.accessibleDescription() for b in off} == {the_gate().reason}
        assert window.standstill.isVisible()
    shown = page(qtbot, window, "settings")
    shown.form.fields["council"].set_value("Another council")  # turns its button on, elsewhere
    assert not shown.keep.isEnabled()


def test_a_whole_check_that_finds_something_stops_all_recording_at_once(qtbot: "QtBot", head: "Window") -> None:
    from sqlalchemy import text

    register = head.work.keeper._opened()[0]  # type: ignore[attr-defined]
    with register.engine.begin() as connection:
        connection.execute(text("UPDATE person SET name = 'Mr Somebody Else' WHERE name LIKE '%Bowen'"))
    assert not head.standstill.isVisible()
    shown = page(qtbot, head, "journal")
    shown.check.click()
    qtbot.waitUntil(lambda: head.work.idle and head.standstill.isVisible())
    assert "something was changed from outside" in head.shell.state.text()  # type: ignore[union-attr]
    assert not [b for b in page(qtbot, head, "people").findChildren(QPushButton) if b.isEnabled() and b.text() == "Add"]
    page(qtbot, head, "today")
    qtbot.waitUntil(lambda: "does not match what was recorded" in shown_words(head))


def test_a_full_disk_can_be_tried_again_from_the_strip(qtbot: "QtBot", head: "Window") -> None:
    import resource
    import signal

    heard = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    most = resource.getrlimit(resource.RLIMIT_FSIZE)
    head.lock()
    qtbot.waitUntil(lambda: head.work.idle)
    try:
        resource.setrlimit(resource.RLIMIT_FSIZE, (256 * 1024, most[1]))
        head.door.password.set_value(HEAD_PASSWORD)
        head.door.go_button.click()
        qtbot.waitUntil(lambda: head.is_open and head.work.idle)
        assert "The disk is full" not in head.standstill.do.text()
        assert "disk is full" in head.standstill.what.text()
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, most)
        signal.signal(signal.SIGXFSZ, heard)
    assert not page(qtbot, head, "settings").password.isEnabled()
    head.standstill.again.click()
    qtbot.waitUntil(lambda: head.work.idle and not head.standstill.isVisible())
    assert page(qtbot, head, "settings").password.isEnabled()
    assert page(qtbot, head, "settings").password.toolTip() == ""


def test_the_state_line_tells_check_and_copy_and_follows_check_now(qtbot: "QtBot", head: "Window") -> None:
    assert head.shell is not None
    assert head.shell.state.text().endswith("acts on record · not checked yet · copied " + copied(head))
    shown = page(qtbot, head, "journal")
    shown.check.click()
    state = head.shell.state
    qtbot.waitUntil(lambda: head.work.idle and "checked today at" in state.text())


def copied(window: "Window") -> str:
    """When the register was copied, in the words of the window."""
    from ewloe_desktop.storage.backup import list_copies
    from ewloe_desktop.ui import wording

    (newest, *_) = list_copies(Path(window.work.keeper.place + ".copies"))
    return wording.lately(newest.at, wording.now())


def test_the_state_line_of_a_server_does_not_promise_copies() -> None:
    from ewloe_desktop.services.reviews import Today
    from ewloe_desktop.ui.shell import state_line

    today = Today((), (), (), 0, 1)
    at = datetime(2026, 11, 2, 9, tzinfo=UTC)
    assert state_line(today, at) == "1 act on record · not checked yet · not copied yet"
    server = dataclasses.replace(today, copies_here=False, checked_at=at.isoformat())
    assert state_line(server, at) == "1 act on record · checked today at 09:00 · copies are the database's own"


def test_what_was_typed_in_the_settings_comes_back_for_each_person_alone(qtbot: "QtBot", head: "Window") -> None:
    page(qtbot, head, "settings").form.fields["council"].set_value("Typed by the head")
    for name, password, council in (
        (CHAIR, CHAIR_PASSWORD, "Sample council"),
        (HEAD, HEAD_PASSWORD, "Typed by the head"),
    ):
        head.switch_person()
        qtbot.waitUntil(lambda: head.work.idle)
        head.door.choose(next(t.person_id for t in head.work.keeper.tiles() if t.name == name))
        head.door.password.set_value(password)
        head.door.go_button.click()
        qtbot.waitUntil(lambda: head.is_open and head.work.idle)
        shown = page(qtbot, head, "settings")
        qtbot.waitUntil(lambda: head.work.idle)
        assert shown.form.fields["council"].value() == council
    qtbot.waitUntil(lambda: "Found again what you typed" in shown_words(head))
    assert shown.keep.isEnabled()
    shown.back.click()
    assert shown.form.fields["council"].value() == "Sample council"
