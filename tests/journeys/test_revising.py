"""The head teacher revises a clause of a policy in force; what she wrote outlives a stop, and the changes are told."""

from typing import Any

import pytest
from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QTest

from ewloe_desktop.domain.policies import State
from ewloe_desktop.domain.text import tidy
from ewloe_desktop.services.drafting import edit_draft
from ewloe_desktop.services.showing import show_revision
from ewloe_desktop.ui.dialogs.edit_draft import EditDraftDialog
from ewloe_desktop.ui.dialogs.settle import SettleDialog
from tests.journeys import steps
from tests.journeys.conftest import HEAD_PASSWORD, Sitting
from tests.journeys.test_typed_is_found_again import kept, says_so, somebody_else_and_back

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", extend=True)
ADDED = " Nobody digs in frost."


def open_editor(sitting: Sitting, page: Any) -> EditDraftDialog:
    """The words of the policy in sight, to be revised."""
    page.start("revise")
    asked = sitting.dialog(EditDraftDialog)
    sitting.settle()
    return asked


def test_a_clause_is_revised_settled_and_told(sitting: Sitting) -> None:
    sitting.sign_in(sitting.head_id, HEAD_PASSWORD)
    current = steps.in_force(sitting)
    asked = open_editor(sitting, steps.shown(sitting, current))
    cursor = asked.desk.edit.textCursor()
    cursor.movePosition(QTextCursor.MoveOperation.End)
    asked.desk.edit.setTextCursor(cursor)
    QTest.keyClicks(asked.desk.edit, ADDED)
    somebody_else_and_back(sitting)

    page = steps.shown(sitting, current)
    assert page.pane.page.text == tidy(steps.garden()), "what is in force stays as it was"
    asked = open_editor(sitting, page)
    says_so(sitting, asked)
    words = asked.desk.text
    assert words.blocks[-1].text.endswith(ADDED.strip())
    draft = page.pane.page.policy.open
    newer = sitting.ask(show_revision, draft.id)
    changed = steps.garden(2)
    sitting.do(edit_draft, draft.id, newer.revision.seen, changed)
    asked.next.click()
    sitting.wait(lambda: asked.desk.summary.isVisible())
    assert asked.desk.text == words, "nothing typed is lost to what somebody else kept meanwhile"
    asked.next.click()
    sitting.gone(EditDraftDialog)
    sitting.wait(lambda: page.pane.page.revision.id == draft.id)
    assert page.pane.page.text == words and kept(sitting, f"edit/{draft.id}") is None

    page.acts.settle()
    settling = sitting.dialog(SettleDialog)
    settling.fill_in.click()
    sitting.wait(lambda: bool(settling.summary_field.value()))
    settling.act.click()
    sitting.gone(SettleDialog)
    assert page.pane.page.revision.state is State.WITH_HEAD
    assert "Nobody digs in frost" in page.pane.page.revision.change_summary
    assert page.pane.page.changes == 1
