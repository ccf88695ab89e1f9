"""The private log at the window: the head teacher writes one down and prints it, and the chair finds no trace."""

from typing import Any

import pytest

from ewloe_desktop.ui.dialogs.breaches import BreachDialog, BreachesDialog
from ewloe_desktop.ui.dialogs.preview import PreviewDialog
from tests.conftest import type_text
from tests.journeys import steps
from tests.journeys.conftest import CHAIR_PASSWORD, HEAD_PASSWORD, Sitting

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", extend=True)


def entries(page: Any) -> list[str]:
    """What the menu of the policies page offers."""
    return [action.text() for action in page.more.menu().actions() if not action.isSeparator()]


def test_the_head_teacher_keeps_a_log_that_nobody_else_is_offered(sitting: Sitting) -> None:
    sitting.sign_in(sitting.head_id, HEAD_PASSWORD)
    page = steps.shown(sitting, steps.in_force(sitting))
    assert "Breaches…" in entries(page)
    page.start("breaches")
    log = sitting.dialog(BreachesDialog)
    sitting.settle()
    log.add.click()
    asked = sitting.dialog(BreachDialog)
    asked.act.click()
    assert asked.form.fields["what"].error.isVisible()
    type_text(asked.form.fields["what"].area, "The shed was left open.")
    asked.act.click()
    sitting.gone(BreachDialog)
    assert log.told.text() == "The shed was left open."
    log.change()
    asked = sitting.dialog(BreachDialog)
    type_text(asked.form.fields["outcome"].area, "Talked over with the class.")
    asked.act.click()
    sitting.gone(BreachDialog)
    assert log.log is not None and log.log.rows[0].outcome == "Talked over with the class."
    log.print_sheet(whole=True)
    sitting.dialog(PreviewDialog).reject()
    log.reject()
    sitting.window.lock(keep_person=False)
    sitting.sign_in(sitting.chair_id, CHAIR_PASSWORD)
    assert "Breaches…" not in entries(sitting.page("policies"))
