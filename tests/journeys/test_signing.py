"""The ceremony itself: read with the keyboard, signed with a drawing, led on when a term has run out."""

from datetime import timedelta
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from ewloe_desktop.domain.people import Office
from ewloe_desktop.domain.policies import State
from ewloe_desktop.services.people import show_person
from ewloe_desktop.services.sheets import read_document
from ewloe_desktop.ui.dialogs.grant_office import GrantDialog
from ewloe_desktop.ui.dialogs.sign import SignDialog
from tests.conftest import FixedClock, type_text
from tests.journeys import steps
from tests.journeys.conftest import CHAIR, HEAD, HEAD_PASSWORD, Sitting
from tests.journeys.test_from_file_to_sheet import sign_as_chair

pytestmark = [
    pytest.mark.qt_log_ignore("propagateSizeHints", extend=True),
    pytest.mark.parametrize("place", ["file"], indirect=True),
]
PAGES = 60


def ceremony(sitting: Sitting, page: Any, act: str = "sign_head") -> SignDialog:
    """The ceremony at its first step."""
    page.acts.all()[act]()
    asked = sitting.dialog(SignDialog)
    sitting.settle()
    return asked


def test_the_words_have_most_of_the_window(sitting: Sitting) -> None:
    sitting.window.resize(1280, 720)
    sitting.sign_in(sitting.head_id, HEAD_PASSWORD)
    page = steps.shown(sitting, steps.settled(sitting, steps.garden(PAGES)))
    asked = ceremony(sitting, page)
    assert asked.width() >= 960 and asked.height() >= 620
    words = asked.read.text
    assert words.width() >= asked.width() * 0.85
    assert words.height() >= asked.height() * 0.45
    asked.stop.click()


@pytest.mark.parametrize("keys", [[Qt.Key.Key_PageDown], [Qt.Key.Key_Space], [Qt.Key.Key_End]])
def test_the_last_line_is_reached_with_the_keyboard_and_counted(sitting: Sitting, keys: list[Qt.Key]) -> None:
    sitting.sign_in(sitting.head_id, HEAD_PASSWORD)
    page = steps.shown(sitting, steps.settled(sitting, steps.garden(PAGES)))
    asked = ceremony(sitting, page)
    assert asked.read.text.hasFocus(), "the keys that read on work at once"
    assert not asked.read.reached
    asked.next.click()
    assert asked.step == 0 and asked.read.summary.isVisible()
    asked.read.text.setFocus()
    for _ in range(PAGES):
        if not asked.read.reached:
            QTest.keyClick(asked.read.text, keys[0])
    assert asked.read.reached
    assert asked.read.told.text().startswith("✓")
    asked.next.click()
    assert asked.step == 1
    asked.stop.click()


def test_a_drawn_signature_stands_on_the_sheet_and_the_password_signs(sitting: Sitting) -> None:
    sitting.sign_in(sitting.head_id, HEAD_PASSWORD)
    page = steps.shown(sitting, steps.settled(sitting))
    asked = ceremony(sitting, page)
    asked.read.paper.set_value(True)
    asked.next.click()
    asked.next.click()
    asked.declare.agree.set_value(True)
    asked.next.click()
    asked.method.method.set_value("drawn")
    asked.next.click()
    assert asked.forms[asked.step] is asked.method, "nothing is drawn yet"
    draw(asked)
    asked.next.click()
    type_text(asked.check_form.password.line, HEAD_PASSWORD)
    asked.next.click()
    sitting.wait(lambda: asked.step == asked.receipt_step)
    receipt = asked._receipt
    assert receipt is not None
    asked.next.click()
    sitting.gone(SignDialog)
    pdf = sitting.ask(read_document, receipt.sheet_id).content
    assert b"/Image" in pdf


def draw(asked: SignDialog) -> None:
    """A stroke across the pad."""
    pad = asked.method.pad
    QTest.mousePress(pad, Qt.MouseButton.LeftButton, pos=QPoint(20, 40))
    for x in range(25, 160, 5):
        QTest.mouseMove(pad, QPoint(x, 40 + x % 20))
    QTest.mouseRelease(pad, Qt.MouseButton.LeftButton, pos=QPoint(160, 40))


def test_a_term_that_has_run_out_leads_to_its_renewal_and_back_to_the_ceremony(
    sitting: Sitting, clock: FixedClock
) -> None:
    sitting.sign_in(sitting.head_id, HEAD_PASSWORD)
    facts = steps.head_signed(sitting)
    ended = sitting.ask(show_person, sitting.chair_id).terms[0].until
    clock.advance(days=(ended - clock.today()).days + 3)
    page = steps.shown(sitting, facts)
    asked = ceremony(sitting, page, "sign_governors")
    asked.read.paper.set_value(True)
    asked.next.click()
    assert asked.who.signer is None
    (renew,) = asked.who.renewals
    assert renew.isVisible() and CHAIR in renew.text()
    renew.click()
    grant = sitting.dialog(GrantDialog)
    assert grant.office.value() == Office.CHAIR
    assert grant.since.value() == ended + timedelta(days=1)
    type_text(grant.form.fields["basis"].inner, "Minute 2")
    type_text(grant.form.fields["password"].line, HEAD_PASSWORD)
    grant.act.click()
    sitting.gone(GrantDialog)
    sitting.wait(lambda: asked.who.signer is not None)
    assert asked.who.signer is not None and asked.who.signer.name == CHAIR
    assert not asked.who.renewals and asked.forms[asked.step] is asked.who
    asked.stop.click()
    sitting.gone(SignDialog)
    sign_as_chair(Sitting(**vars(sitting) | {"today": clock.today()}), page).next.click()
    sitting.gone(SignDialog)
    assert page.pane.page.revision.state is State.IN_FORCE


def test_the_day_offered_is_the_registers_own(sitting: Sitting) -> None:
    sitting.sign_in(sitting.head_id, HEAD_PASSWORD)
    page = steps.shown(sitting, steps.settled(sitting))
    asked = ceremony(sitting, page)
    assert asked.declare.declared.value() == sitting.today
    assert asked.who.signer is not None and asked.who.signer.name == HEAD
    asked.stop.click()
