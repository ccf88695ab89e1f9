"""Copies at the window: one to a stick, one tested, one put back, and the register looked over afterwards."""

from datetime import date

import pytest
from PySide6.QtWidgets import QPushButton

from ewloe_desktop.domain.people import PersonKind
from ewloe_desktop.services.people import NewPerson, add_person
from ewloe_desktop.ui.dialog import Message
from ewloe_desktop.ui.dialogs.copy_away import CopyAwayDialog
from ewloe_desktop.ui.dialogs.preview import PreviewDialog
from ewloe_desktop.ui.dialogs.restore import RestoreDialog
from ewloe_desktop.ui.dialogs.try_copy import TryCopyDialog
from tests.conftest import type_text
from tests.journeys.conftest import HEAD_PASSWORD, Sitting

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", extend=True)


def test_a_copy_goes_to_a_stick_is_tested_and_comes_back(sitting: Sitting) -> None:
    stick = sitting.folder / "stick"
    stick.mkdir()
    sitting.sign_in(sitting.head_id, HEAD_PASSWORD)
    card = sitting.page("settings").copies
    assert card.beside.isVisibleTo(card)  # the copies lie on the register's own disk
    card.away.click()
    away = sitting.dialog(CopyAwayDialog)
    sitting.settle()
    away.offer([(stick, "SCHOOL", 10**10)])
    away.go.click()
    sitting.wait(lambda: away.made is not None)
    assert away.watched.verdict.property("tone") == "ok"
    away.label.click()
    sitting.dialog(PreviewDialog).reject()
    away.reject()
    card.test.click()
    tried = sitting.dialog(TryCopyDialog)
    sitting.settle()
    sitting.window.work.ask(tried.source.offer, sitting.keeper.copies_at, stick)
    sitting.settle()
    tried.go.click()
    sitting.wait(lambda: tried.made is not None)
    assert tried.watched.verdict.property("tone") == "ok"
    tried.reject()
    sitting.do(add_person, NewPerson("Ms Siân Ŵyn-Ellis", PersonKind.STAFF, paid=True, since=date(2026, 9, 1)))
    put_back(sitting, stick)
    sitting.sign_in(sitting.head_id, HEAD_PASSWORD)
    assert sitting.window.person is not None
    assert not sitting.window.person.read_only
    assert sitting.keeper._known.facts()["check_found"] == 0
    card = sitting.page("settings", {"copies": True, "put_back": True}).copies
    assert card.right.isVisibleTo(card)
    card.right.click()
    sitting.settle()
    assert not card.right.isVisibleTo(card)
    kept = list(sitting.folder.rglob("*.before-restore-*.register"))
    assert len(kept) == 1


def put_back(sitting: Sitting, stick: object) -> None:
    """From the settings, through every step, to the door."""
    sitting.page("settings").copies.restore.click()
    sitting.settle()
    asked = sitting.dialog(RestoreDialog)
    asked.look_in(stick)  # type: ignore[arg-type]
    sitting.settle()
    asked.go_on()
    sitting.settle()
    asked.person.set_value(sitting.head_id)
    type_text(asked.password.line, HEAD_PASSWORD)
    asked.go_on()
    sitting.wait(lambda: asked.plan is not None)
    assert asked.plan is not None
    assert asked.what.rows.topLevelItemCount() == asked.plan.missing_count == 3
    asked.go_on()
    assert asked.what.number.error.isVisible()
    type_text(asked.what.number.line, "3")
    asked.what.sure.set_value(True)
    asked.go_on()
    said = sitting.dialog(Message)
    said.findChildren(QPushButton)[-1].click()
    sitting.settle()
