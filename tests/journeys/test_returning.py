"""A text goes back with a reason: from the head teacher, and from the governing body with its meeting."""

import pytest

from ewloe_desktop.domain.approvals import Forum
from ewloe_desktop.domain.policies import State
from ewloe_desktop.services.decisions import list_decisions
from ewloe_desktop.ui.dialogs.return_text import ReturnDialog
from tests.conftest import type_text
from tests.journeys import steps
from tests.journeys.conftest import CHAIR, CHAIR_PASSWORD, HEAD, HEAD_PASSWORD, Sitting

pytestmark = [
    pytest.mark.qt_log_ignore("propagateSizeHints", extend=True),
    pytest.mark.parametrize("place", ["file"], indirect=True),
]


def test_the_head_teacher_returns_a_text_and_the_reason_stands_above_the_draft(sitting: Sitting) -> None:
    sitting.sign_in(sitting.head_id, HEAD_PASSWORD)
    page = steps.shown(sitting, steps.settled(sitting))
    page.acts.return_text()
    asked = sitting.dialog(ReturnDialog)
    assert asked.who.signer.name == HEAD
    asked.next.click()
    asked.next.click()
    assert asked.step == asked.act_step, "without a reason and a password nothing is sent"
    assert asked.why.summary.isVisible()
    type_text(asked.reason.area, "Say who shuts the gate.")
    type_text(asked.password.line, HEAD_PASSWORD)
    assert asked.next.text() == "Return the text"
    asked.next.click()
    sitting.gone(ReturnDialog)
    assert page.pane.page.revision.state is State.DRAFT
    assert page.pane._notice_words.text() == "Say who shuts the gate."
    assert "Returned" in page.approval.ladder.accessibleDescription()


def test_a_committee_returns_a_text_with_its_delegation_and_the_head_teachers_signature_lapses(
    sitting: Sitting,
) -> None:
    sitting.sign_in(sitting.head_id, HEAD_PASSWORD)
    facts = steps.head_signed(sitting)
    page = steps.shown(sitting, facts)
    page.acts.return_text()
    asked = sitting.dialog(ReturnDialog)
    assert asked.who.signer.name == CHAIR
    asked.next.click()
    meeting = asked.meeting
    meeting.forum.set_value(Forum.COMMITTEE)
    asked.next.click()
    assert meeting.summary.isVisible() and asked.forms[asked.step] is meeting
    meeting.set_values({"committee": "Premises", "delegation_minute": "Minute 5", "quorum": 3})
    meeting.set_values({"meeting_on": sitting.today, "minute": "P 2.1", "present": 3, "in_post": 5})
    asked.next.click()
    type_text(asked.reason.area, "The shed is not named.")
    type_text(asked.password.line, CHAIR_PASSWORD)
    asked.next.click()
    sitting.gone(ReturnDialog)
    assert page.pane.page.revision.state is State.DRAFT
    head, governors = sitting.ask(list_decisions, facts.id)
    assert head.lapsed and governors.outcome == "returned"
    assert (governors.minute, governors.reason) == ("P 2.1", "The shed is not named.")
