"""Nothing typed is lost: when somebody changes the record meanwhile, when the window locks, when Enter is pressed."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt

from ewloe_desktop.domain.policies import State
from ewloe_desktop.services.drafting import edit_draft
from ewloe_desktop.ui.dialogs.settle import SettleDialog
from ewloe_desktop.ui.dialogs.sign import SignDialog
from tests.conftest import type_text
from tests.journeys.conftest import GARDEN, HEAD_PASSWORD, Sitting
from tests.journeys.test_from_file_to_sheet import bring_in, settle

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", extend=True)


def test_a_change_made_meanwhile_is_shown_and_what_was_typed_is_kept(sitting: Sitting) -> None:
    sitting.sign_in(sitting.head_id, HEAD_PASSWORD)
    page = sitting.page("policies")
    bring_in(sitting, page, GARDEN, in_use=False)
    page.acts.settle()
    asked = sitting.dialog(SettleDialog)
    type_text(asked.summary_field.area, "First policy.")

    shown = page.pane.page
    newer = replace(shown.text, blocks=shown.text.blocks[:-1])
    sitting.window.work.write(lambda _facts: None, edit_draft, shown.revision.id, shown.revision.seen, newer)
    sitting.settle()
    asked.act.click()
    sitting.wait(lambda: asked.form.summary.isVisible())
    sitting.settle()
    assert page.pane.page.text == newer
    assert asked.summary_field.value() == "First policy."
    asked.act.click()
    sitting.gone(SettleDialog)
    assert page.pane.page.revision.state is State.WITH_HEAD


def test_a_lock_in_the_ceremony_keeps_the_place_and_forgets_the_password(sitting: Sitting) -> None:
    sitting.sign_in(sitting.head_id, HEAD_PASSWORD)
    page = sitting.page("policies")
    bring_in(sitting, page, GARDEN, in_use=False)
    settle(sitting, page, "First.")
    page.acts.all()["sign_head"]()
    asked = sitting.dialog(SignDialog)
    asked.read.paper.set_value(True)
    for _ in range(2):
        asked.next.click()
    asked.declare.agree.set_value(True)
    for _ in range(2):
        asked.next.click()
    type_text(asked.check_form.password.line, HEAD_PASSWORD)

    sitting.window.lock()
    sitting.settle()
    assert not asked.isVisible()
    sitting.sign_in(sitting.head_id, HEAD_PASSWORD)
    assert sitting.dialog(SignDialog) is asked
    assert asked.step == asked.act_step
    assert asked.check_form.password.value() == ""
    type_text(asked.check_form.password.line, HEAD_PASSWORD)
    sitting.qtbot.keyClick(asked.check_form.password.line, Qt.Key.Key_Return)
    sitting.wait(lambda: asked.step == asked.receipt_step)
    asked.next.click()
    sitting.gone(SignDialog)


def test_enter_on_stop_stops_and_signs_nothing(sitting: Sitting) -> None:
    sitting.sign_in(sitting.head_id, HEAD_PASSWORD)
    page = sitting.page("policies")
    bring_in(sitting, page, GARDEN, in_use=False)
    settle(sitting, page, "First.")
    page.acts.all()["sign_head"]()
    asked = sitting.dialog(SignDialog)
    asked.read.paper.set_value(True)
    asked.stop.setFocus()
    sitting.qtbot.keyClick(asked.stop, Qt.Key.Key_Return)
    sitting.gone(SignDialog)
    assert page.pane.page.revision.state is State.WITH_HEAD
