"""A corrected meeting day moves what was counted from it, and the sheet made again says so."""

from datetime import date
from typing import Any

from ewloe_desktop.domain.approvals import CorrectionAnswer
from ewloe_desktop.services import decisions, drafting, returning, sheets, showing
from ewloe_desktop.storage.check import check_register
from tests.documents.reading import words_of
from tests.services.conftest import School, on_both


def _meeting_was(school: School, revision_id: str, on: str) -> Any:
    decision = school.ask("head", decisions.list_decisions, revision_id)[1]
    answer = CorrectionAnswer(
        decision.id, "meeting_on", on, "A slip.", school.people["clerk"], "brown heron calm clerk"
    )
    return school.do("clerk", returning.correct_decision, decision.seen, answer)


@on_both
def test_a_corrected_meeting_day_moves_what_was_counted_from_it(school: School) -> None:
    first = school.settle(school.draft())
    school.head_signs(first)
    school.later(days=9)
    school.chair_signs(first.id, cycle_months=24)
    school.later(days=360)
    policy = school.ask("head", showing.show_revision, first.id).policy
    again = school.do("head", drafting.start_no_change, policy.id, policy.seen)
    school.head_signs(again)
    school.later(days=30)
    chosen: dict[str, Any] = {
        "cycle_months": None,
        "review_on": date(2028, 6, 30),
        "review_reason": "With the inspection.",
    }
    school.chair_signs(again.id, **chosen)

    assert _meeting_was(school, first.id, "2026-11-25").next_review == date(2028, 11, 25)
    page = school.ask("head", showing.show_revision, again.id)
    assert (page.policy.review.due, page.revision.in_force_from) == (date(2028, 6, 30), date(2027, 12, 27))
    assert _meeting_was(school, again.id, "2027-12-01").next_review == date(2028, 6, 30)
    page = school.ask("head", showing.show_revision, again.id)
    old, new = page.revisions[0], page.revision
    assert (old.in_force_from, new.in_force_from, page.policy.review.due) == (
        date(2026, 11, 25),
        date(2027, 12, 1),
        date(2028, 6, 30),
    )
    told = school.ask("head", decisions.list_decisions, first.id)[1].corrections
    assert told == (
        "Date of the meeting: 25 November 2026, not 2 December 2026. A slip. "
        "So in force from 25 November 2026. Next review: 25 November 2028.",
    )
    assert check_register(school.register).whole


def test_a_corrected_meeting_day_moves_the_review_that_is_due(school: School) -> None:
    settled = school.settle(school.draft())
    school.head_signs(settled)
    school.later(days=9)
    school.chair_signs(settled.id)
    due = _meeting_was(school, settled.id, "2026-11-25").next_review
    page = school.ask("head", showing.show_revision, settled.id)
    assert page.policy.review.due == due == date(2027, 11, 25)
    words = " ".join(words_of(school.ask("head", sheets.approval_sheet, settled.id).content))
    assert "25 November 2027" in words
    assert "2 December 2027" not in words
