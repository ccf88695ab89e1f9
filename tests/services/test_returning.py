"""Sending back, correcting, reviewing without change, retiring, and texts found in use."""

from datetime import date

import pytest

from ewloe_desktop.domain.approvals import Body, Capacity, CorrectionAnswer, Forum, Meeting, ReturnAnswer
from ewloe_desktop.domain.errors import FieldsRefused, RuleBroken
from ewloe_desktop.domain.policies import RevisionFacts, RevisionKind, State
from ewloe_desktop.services import approvals, decisions, drafting, policies, returning, reviews, sheets, showing
from tests.services.conftest import School, on_both, some_text


def _return(school: School, revision_id: str, body: Body, **more: object) -> None:
    seen = school.ask("head", showing.show_revision, revision_id).revision.seen
    who = "head" if body is Body.HEAD else "chair"
    answer = ReturnAnswer(body, school.people[who], "Say who keeps the list.", f"brown heron calm {who}", **more)  # type: ignore[arg-type]
    school.do("head", returning.return_revision, revision_id, seen, answer)


def test_a_returned_text_goes_back_to_draft_and_reaches_whoever_settled_it(school: School) -> None:
    settled = school.settle(school.draft(by="office"), by="office")
    _return(school, settled.id, Body.HEAD)
    page = school.ask("office", showing.show_revision, settled.id)
    assert (page.revision.state, page.revision.number) == (State.DRAFT, None)
    assert page.returned_reason == "Say who keeps the list."
    [item] = [i for i in school.ask("office", reviews.what_needs).for_you if i.kind == "returned"]
    assert item.reason == "Say who keeps the list."


@on_both
def test_the_governing_bodys_return_makes_the_heads_signature_lapse_visibly(school: School) -> None:
    settled = school.settle(school.draft())
    school.head_signs(settled)
    meeting = Meeting(Forum.FULL, school.clock.today(), "14.3", 9, 14)
    _return(school, settled.id, Body.GOVERNORS, capacity=Capacity.CHAIR, meeting=meeting)
    head, back = school.ask("head", decisions.list_decisions, settled.id)
    assert (head.lapsed, back.outcome) == (True, "returned")
    again = school.settle(school.ask("head", showing.show_revision, settled.id).revision)
    with pytest.raises(RuleBroken):
        school.ask("head", approvals.prepare_signing, settled.id, Body.GOVERNORS)
    school.head_signs(again)
    school.chair_signs(again.id)


def test_a_return_needs_a_reason(school: School) -> None:
    settled = school.settle(school.draft())
    answer = ReturnAnswer(Body.HEAD, school.people["head"], "  ", "brown heron calm head")
    with pytest.raises(FieldsRefused):
        school.do("head", returning.return_revision, settled.id, settled.seen, answer)


@on_both
def test_a_wrong_minute_is_corrected_by_a_signed_act_and_the_first_sheet_stays(school: School) -> None:
    revision = school.in_force()
    first = school.ask("head", sheets.approval_sheet, revision.id)
    decision = school.ask("head", decisions.list_decisions, revision.id)[1]
    answer = CorrectionAnswer(
        decision.id, "minute", "15.1", "Read off the wrong page.", school.people["clerk"], "brown heron calm clerk"
    )
    receipt = school.do("clerk", returning.correct_decision, decision.seen, answer)
    now = school.ask("head", sheets.approval_sheet, revision.id)
    assert now.id == receipt.sheet_id != first.id
    assert school.ask("head", sheets.read_document, first.id) == first
    assert school.ask("head", decisions.list_decisions, revision.id)[1].minute == "15.1"
    assert "14.2" in school.ask("head", decisions.list_decisions, revision.id)[1].corrections[0]


WRONG = (
    ("present", "²"),
    ("present", "9" * 5000),
    ("present", "2"),  # not quorate
    ("present", "15"),  # of 14
    ("in_post", "19"),  # 9 are not half of them
    ("meeting_on", "2026-11-22"),  # the text was settled on the 23rd
    ("meeting_on", "2026-11-24"),
    ("meeting_on", "20261123"),
    ("declared_on", "2026-11-22"),
    ("person_name", "x" * 301),
)


def test_a_correction_makes_nothing_that_would_have_been_refused(school: School) -> None:
    approved = school.in_force()
    decision = school.ask("head", decisions.list_decisions, approved.id)[1]
    for field, new in WRONG:
        answer = CorrectionAnswer(decision.id, field, new, "A slip", school.people["chair"], "brown heron calm chair")
        with pytest.raises((RuleBroken, FieldsRefused)):
            school.do("chair", returning.correct_decision, decision.seen, answer)
    assert school.ask("head", decisions.list_decisions, approved.id)[1] == decision


def test_the_office_corrects_nothing(school: School) -> None:
    revision = school.in_force()
    decision = school.ask("head", decisions.list_decisions, revision.id)[0]
    answer = CorrectionAnswer(
        decision.id, "declared_on", "2026-11-20", "Slip.", school.people["office"], "brown heron calm office"
    )
    with pytest.raises(RuleBroken) as refused:
        school.do("office", returning.correct_decision, decision.seen, answer)
    assert refused.value.rule == "may_not"


def test_reviewed_no_change_is_two_signatures_on_the_same_words(school: School) -> None:
    first = school.in_force()
    school.later(days=360)
    policy = school.ask("head", showing.show_revision, first.id).policy
    again = school.do("head", drafting.start_no_change, policy.id, policy.seen)
    school.head_signs(again)
    school.chair_signs(again.id)
    page = school.ask("head", showing.show_revision, again.id)
    assert (page.revision.number, page.changes) == (2, 0)
    assert page.text == school.ask("head", showing.show_revision, first.id).text
    assert page.policy.review.due == date(2028, 11, 18)


def _no_change_sent_back(school: School) -> RevisionFacts:
    policy = school.ask("head", showing.show_revision, school.in_force().id).policy
    again = school.do("head", drafting.start_no_change, policy.id, policy.seen)
    _return(school, again.id, Body.HEAD)
    facts: RevisionFacts = school.ask("head", showing.show_revision, again.id).revision
    return facts


def test_a_no_change_whose_words_were_changed_says_so(school: School) -> None:
    back = _no_change_sent_back(school)
    changed = school.do("head", drafting.edit_draft, back.id, back.seen, some_text("Staff Phones Policy", "More."))
    page = school.ask("head", showing.show_revision, school.settle(changed).id)
    assert (page.revision.kind, page.changes) == (RevisionKind.REVISED, 1)


def test_a_no_change_is_no_more_than_that_once_other_words_are_in_force(school: School) -> None:
    back = _no_change_sent_back(school)
    policy = school.ask("head", showing.show_revision, back.id).policy
    school.in_force(some_text("Staff Phones Policy", "More."), policy_id=policy.id, seen=policy.seen)
    back = school.ask("head", showing.show_revision, back.id).revision
    page = school.ask("head", showing.show_revision, school.settle(back).id)
    assert (page.revision.kind, page.changes) == (RevisionKind.REVISED, 1)


def test_the_words_that_are_retired_are_the_words_in_force(school: School) -> None:
    policy = school.ask("head", showing.show_revision, school.in_force().id).policy
    last = school.do("head", drafting.start_retirement, policy.id, policy.seen, "Part of another policy now.")
    _return(school, last.id, Body.HEAD)
    back = school.ask("head", showing.show_revision, last.id)
    assert "edit" not in back.can
    with pytest.raises(RuleBroken):
        school.do("head", drafting.edit_draft, last.id, back.revision.seen, some_text("Anything", "Else."))
    newer = school.in_force(some_text("Phones Policy", "More."), policy_id=policy.id, seen=back.policy.seen)
    back = school.ask("head", showing.show_revision, last.id)
    settled = school.ask("head", showing.show_revision, school.settle(back.revision, summary="Not needed.").id)
    assert settled.text == school.ask("head", showing.show_revision, newer.id).text


def test_nothing_comes_into_force_once_a_policy_is_retired(school: School) -> None:
    policy = school.ask("head", showing.show_revision, school.in_force().id).policy
    draft = school.draft(some_text("Staff Phones Policy", "More."), policy_id=policy.id, seen=policy.seen)
    policy = school.ask("head", showing.show_revision, draft.id).policy
    last = school.do("head", drafting.start_retirement, policy.id, policy.seen, "Part of another policy now.")
    school.head_signs(last)
    school.chair_signs(last.id)
    with pytest.raises(RuleBroken) as refused:
        school.settle(school.ask("head", showing.show_revision, draft.id).revision)
    assert refused.value.rule == "policy_retired"


@on_both
def test_a_policy_is_retired_by_the_same_approvals(school: School) -> None:
    first = school.in_force()
    policy = school.ask("head", showing.show_revision, first.id).policy
    last = school.do("head", drafting.start_retirement, policy.id, policy.seen, "Part of another policy now.")
    school.head_signs(last)
    assert school.ask("head", showing.show_revision, first.id).revision.state is State.IN_FORCE
    assert school.chair_signs(last.id).next_step == "retired"
    (row,) = school.ask("head", policies.list_policies)
    assert (row.retired, row.review.due) == (True, None)
    with pytest.raises(RuleBroken):
        school.draft(some_text("Staff Phones Policy", "More."), policy_id=row.id, seen=row.seen)


@on_both
def test_a_text_found_in_use_is_in_force_as_found_and_overdue(school: School) -> None:
    found = school.draft(some_text(edition="March 2021"), in_use=True, edition_month=date(2021, 3, 1))
    (row,) = school.ask("head", policies.list_policies)
    assert (found.state, found.number, found.label) == (State.IN_FORCE, None, "March 2021 — approval not evidenced")
    assert (row.review.due, row.review.never_set) == (date(2022, 3, 31), True)
    assert row.review.overdue_days == (school.clock.today() - date(2022, 3, 31)).days
    assert [i.kind for i in school.ask("head", reviews.what_needs).for_you if i.policy_id] == ["overdue"]


def test_a_settled_text_is_frozen(school: School) -> None:
    settled = school.settle(school.draft())
    with pytest.raises(RuleBroken) as refused:
        school.do("head", drafting.edit_draft, settled.id, settled.seen, some_text("Other"))
    assert refused.value.rule == "text_frozen"


def test_one_revision_at_a_time_is_before_the_approvers(school: School) -> None:
    first = school.in_force()
    policy = school.ask("head", showing.show_revision, first.id).policy
    one = school.draft(some_text("Staff Phones Policy", "A."), policy_id=policy.id, seen=policy.seen)
    two = school.draft(some_text("Staff Phones Policy", "B."), policy_id=policy.id, seen=policy.seen)
    school.settle(one)
    with pytest.raises(RuleBroken) as refused:
        school.settle(two)
    assert refused.value.rule == "one_at_a_time"


def test_the_same_words_again_are_refused_with_the_way_to_review_them(school: School) -> None:
    first = school.in_force()
    policy = school.ask("head", showing.show_revision, first.id).policy
    with pytest.raises(RuleBroken) as refused:
        school.draft(policy_id=policy.id, seen=policy.seen)
    assert refused.value.rule == "same_text"
    with pytest.raises(RuleBroken) as refused:
        school.draft()
    assert refused.value.rule == "policy_exists"


@on_both
def test_due_within_ninety_days_is_coming_and_late_is_for_the_owners(school: School) -> None:
    school.in_force()
    school.later(days=300)
    (item,) = [i for i in school.ask("head", reviews.what_needs).coming if i.policy_id]
    assert (item.kind, item.days) == ("due", 65)
    school.later(days=100)
    assert [i.kind for i in school.ask("head", reviews.what_needs).for_you if i.policy_id] == ["overdue"]
    assert [i.kind for i in school.ask("governor", reviews.what_needs).waiting] == ["overdue"]


@on_both
def test_words_in_force_are_found_without_accents(school: School) -> None:
    school.in_force(some_text("Staff Phones Policy", "Ŵyn keeps the list."))
    (hit,) = school.ask("governor", policies.search_wording, "wyn")
    assert (hit.title, "yn" in hit.snippet) == ("Staff Phones Policy", True)


def test_a_discarded_draft_stays_in_the_history(school: School) -> None:
    draft = school.draft()
    school.do("head", drafting.discard_draft, draft.id, draft.seen)
    page = school.ask("head", showing.show_revision, draft.id)
    assert page.revision.state is State.DISCARDED
    assert [h.what for h in page.history] == ["draft_discarded", "draft_imported"]


def test_a_governor_changes_only_drafts_of_their_own(school: School) -> None:
    draft = school.draft(by="head")
    with pytest.raises(RuleBroken) as refused:
        school.do("governor", drafting.edit_draft, draft.id, draft.seen, some_text("Staff Phones Policy", "Mine."))
    assert refused.value.rule == "not_your_draft"
