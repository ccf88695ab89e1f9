"""What comes after an approval: a wrong fact is put right on a new sheet, a policy is retired."""

import pytest

from ewloe_desktop.domain.policies import State
from ewloe_desktop.services.sheets import read_document
from ewloe_desktop.ui.dialogs.correct import CorrectDialog
from ewloe_desktop.ui.dialogs.settle import RetireDialog
from ewloe_desktop.ui.dialogs.sign import SignDialog
from tests.conftest import type_text
from tests.journeys import steps
from tests.journeys.conftest import CHAIR, CHAIR_PASSWORD, HEAD_PASSWORD, Sitting
from tests.journeys.test_from_file_to_sheet import sign_as_chair, sign_as_head, words_of

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", extend=True)


def test_a_wrong_minute_is_put_right_and_the_new_sheet_names_both(sitting: Sitting) -> None:
    sitting.sign_in(sitting.head_id, HEAD_PASSWORD)
    page = steps.shown(sitting, steps.in_force(sitting, minute="7.2"))
    before = {sheet.id for sheet in page.pane.page.sheets}
    page.acts.correct()
    asked = sitting.dialog(CorrectDialog)
    asked.field.set_value("minute")
    assert asked._now.text() == "Recorded now: 7.2"
    type_text(asked.new.line, "8.2")
    type_text(asked.reason.area, "The page of the minute book was misread.")
    asked.signer.set_value(sitting.chair_id)
    type_text(asked.password.line, CHAIR_PASSWORD)
    asked.act.click()
    sitting.gone(CorrectDialog)
    sheets = page.pane.page.sheets
    newest = next(sheet for sheet in sheets if sheet.id not in before)
    assert newest.current and not any(s.current for s in sheets if s.id in before and s.kind == newest.kind)
    said = words_of(sitting.ask(read_document, newest.id).content)
    assert "8.2" in said and "7.2" in said
    assert "The page of the minute book was misread." in said


@pytest.mark.parametrize("place", ["file"], indirect=True)
def test_a_fact_that_is_no_day_is_refused_beside_its_field(sitting: Sitting) -> None:
    sitting.sign_in(sitting.head_id, HEAD_PASSWORD)
    page = steps.shown(sitting, steps.in_force(sitting))
    page.acts.correct()
    asked = sitting.dialog(CorrectDialog)
    asked.field.set_value("meeting_on")
    type_text(asked.new.line, "the day before")
    type_text(asked.reason.area, "Misread.")
    type_text(asked.password.line, CHAIR_PASSWORD)
    asked.act.click()
    assert asked.new.error.isVisible()
    asked.cancel.click()
    sitting.gone(CorrectDialog)


@pytest.mark.parametrize("place", ["file"], indirect=True)
def test_a_policy_is_retired_by_both_and_can_still_be_read(sitting: Sitting) -> None:
    sitting.sign_in(sitting.head_id, HEAD_PASSWORD)
    page = steps.shown(sitting, steps.in_force(sitting))
    page.acts.retire()
    asked = sitting.dialog(RetireDialog)
    type_text(asked.form.fields["reason"].inner, "The garden was given to the village.")
    asked.act.click()
    sitting.gone(RetireDialog)
    assert page.pane.page.revision.state is State.WITH_HEAD
    sign_as_head(sitting, page).next.click()
    sitting.gone(SignDialog)
    signed = retire_as_chair(sitting, page)
    assert "retired" in signed.receipt_form._next.text()
    signed.next.click()
    sitting.gone(SignDialog)
    assert page.pane.page.policy.retired
    assert "waters it" in page.pane.read.toPlainText()
    assert CHAIR in page.approval.ladder.accessibleDescription()


def retire_as_chair(sitting: Sitting, page: object) -> SignDialog:
    """The chair's ceremony; a retirement has no next review."""
    signed = sign_as_chair(sitting, page, reviewed=False)
    assert not signed.reviews
    return signed
