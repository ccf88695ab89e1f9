"""Both decisions, from a settled text to a policy in force."""

from datetime import date, timedelta

import pytest

from ewloe_desktop.domain.approvals import Body, Capacity, Forum, Meeting
from ewloe_desktop.domain.errors import ChangedMeanwhile, FieldsRefused, RuleBroken, WrongPassword
from ewloe_desktop.domain.policies import State
from ewloe_desktop.services import approvals, showing
from tests.services.conftest import School, some_text


def test_a_text_goes_from_draft_through_head_and_governing_body_into_force(school: School) -> None:
    settled = school.settle(school.draft())
    head = school.head_signs(settled)
    assert head.next_step == "governors"
    chair = school.chair_signs(settled.id)
    page = school.ask("head", showing.show_revision, settled.id)
    assert (page.revision.state, page.revision.number) == (State.IN_FORCE, 1)
    assert page.policy.review.due == date(2027, 11, 23) == chair.next_review
    assert [step.state for step in page.steps] == ["done"] * 4
    assert [(s.signatures, s.current) for s in page.sheets if s.kind == "approval_sheet"] == [(2, True), (1, False)]
    assert chair.act == head.act + 1
