"""Both decisions, from a settled text to a policy in force."""

from datetime import date, timedelta

import pytest

from ewloe_desktop.domain.approvals import Body, Capacity, Forum, Meeting
from ewloe_desktop.domain.errors import ChangedMeanwhile, FieldsRefused, RuleBroken, WrongPassword
from ewloe_desktop.domain.people import Office
from ewloe_desktop.domain.policies import State
from ewloe_desktop.services import approvals, decisions, offices, sheets, showing
from ewloe_desktop.services.people import show_person as show_person_of
from tests.services.conftest import School, on_both, some_text


@on_both
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


def test_the_chair_cannot_sign_before_the_head(school: School) -> None:
    settled = school.settle(school.draft())
    with pytest.raises(RuleBroken) as refused:
        school.ask("chair", approvals.prepare_signing, settled.id, Body.GOVERNORS)
    assert refused.value.rule == "head_first"


def test_the_head_never_signs_for_the_governing_body(school: School) -> None:
    settled = school.settle(school.draft())
    school.head_signs(settled)
    with pytest.raises(RuleBroken) as refused:
        school.chair_signs(settled.id, who="head")
    assert refused.value.rule == "same_person"


def test_nobody_but_the_head_signs_as_head_and_office_staff_for_no_governor(school: School) -> None:
    settled = school.settle(school.draft())
    for who in ("office", "clerk", "teacher", "chair"):
        with pytest.raises(RuleBroken) as refused:
            school.head_signs(settled, signer_id=school.people[who], password=f"brown heron calm {who}")
        assert (refused.value.rule, refused.value.who_may) == ("may_not", ("head_teacher",)), who
    school.head_signs(settled)
    for who in ("office", "clerk", "teacher"):
        with pytest.raises(RuleBroken) as refused:
            school.chair_signs(settled.id, who=who)
        assert refused.value.rule == "office_not_held", who


def test_a_wrong_password_records_nothing_and_the_right_one_still_works(school: School) -> None:
    settled = school.settle(school.draft())
    acts = school.ask("head", showing.show_revision, settled.id).history[0].act
    with pytest.raises(WrongPassword):
        school.head_signs(settled, password="not the right one")
    page = school.ask("head", showing.show_revision, settled.id)
    assert (page.revision.state, page.history[0].act) == (State.WITH_HEAD, acts)
    school.head_signs(settled)


def test_the_password_of_somebody_else_opens_no_key(school: School) -> None:
    settled = school.settle(school.draft())
    with pytest.raises(WrongPassword):
        school.head_signs(settled, password="brown heron calm chair")


@on_both
def test_a_stale_screen_signs_nothing(school: School) -> None:
    draft = school.draft()
    school.settle(draft)
    with pytest.raises(ChangedMeanwhile):
        school.settle(draft)


def test_a_meeting_before_the_heads_date_is_allowed(school: School) -> None:
    settled = school.settle(school.draft())
    school.later(days=3)
    school.head_signs(settled)
    meeting = Meeting(Forum.FULL, school.clock.today() - timedelta(days=2), "3", 9, 14)
    assert school.chair_signs(settled.id, meeting=meeting).next_review == date(2027, 11, 24)


def test_half_of_those_in_post_rounded_up_is_needed(school: School) -> None:
    settled = school.settle(school.draft())
    school.head_signs(settled)
    with pytest.raises(RuleBroken) as refused:
        school.chair_signs(settled.id, meeting=Meeting(Forum.FULL, school.clock.today(), "3", 7, 15))
    assert (refused.value.rule, refused.value.facts["quorum"]) == ("not_quorate", 8)
    school.chair_signs(settled.id, meeting=Meeting(Forum.FULL, school.clock.today(), "3", 8, 15))


def test_a_committee_needs_its_name_its_delegation_and_its_own_quorum(school: School) -> None:
    settled = school.settle(school.draft())
    school.head_signs(settled)
    today = school.clock.today()
    with pytest.raises(FieldsRefused) as refused:
        school.chair_signs(settled.id, meeting=Meeting(Forum.COMMITTEE, today, "3", 3, 5))
    assert {p.field for p in refused.value.problems} == {"committee", "delegation_minute", "quorum"}
    meeting = Meeting(Forum.COMMITTEE, today, "3", 3, 5, "Policies committee", "9.1", 3)
    school.chair_signs(settled.id, meeting=meeting)


def test_the_vice_chair_or_who_chaired_the_meeting_signs_in_that_capacity(school: School) -> None:
    for who, capacity in (("vice", Capacity.VICE_CHAIR), ("governor", Capacity.MEETING_CHAIR)):
        settled = school.settle(school.draft(some_text(f"Policy of {who}")))
        school.head_signs(settled)
        assert school.chair_signs(settled.id, who=who, capacity=capacity).signer.startswith(who.title())


def test_a_term_that_has_run_out_is_named_and_can_be_renewed(school: School) -> None:
    settled = school.settle(school.draft())
    school.head_signs(settled)
    page = school.ask("head", show_person_of, school.people["chair"])
    term = page.terms[0]
    yesterday = school.clock.today() - timedelta(days=1)
    school.do("head", offices.end_office, term.id, term.seen, yesterday, "brown heron calm head")
    with pytest.raises(RuleBroken) as refused:
        school.chair_signs(settled.id)
    assert (refused.value.rule, refused.value.facts["until"]) == ("term_ended", yesterday)
    school.grant("chair", Office.CHAIR, since=school.clock.today())
    assert school.chair_signs(settled.id).next_step == "in_force"


def test_another_review_date_needs_a_reason(school: School) -> None:
    settled = school.settle(school.draft())
    school.head_signs(settled)
    on = school.clock.today() + timedelta(days=400)
    with pytest.raises(FieldsRefused):
        school.chair_signs(settled.id, review_on=on)
    receipt = school.chair_signs(settled.id, review_on=on, review_reason="New law is expected.")
    assert receipt.next_review == on


@on_both
def test_the_second_revision_walks_the_same_path_and_the_first_stays_as_it_was(school: School) -> None:
    first = school.in_force(some_text(edition="One"))
    before = school.ask("head", sheets.approval_sheet, first.id)
    school.later(days=300)
    policy = school.ask("head", showing.show_revision, first.id).policy
    second = school.in_force(some_text("Staff Phones Policy", "And watches."), policy_id=policy.id, seen=policy.seen)
    page = school.ask("head", showing.show_revision, first.id)
    assert (second.number, second.state, page.revision.state) == (2, State.IN_FORCE, State.SUPERSEDED)
    assert school.ask("head", sheets.approval_sheet, first.id) == before
    assert school.ask("head", showing.show_revision, second.id).changes == 1


def test_both_declared_date_and_recorded_time_are_kept(school: School) -> None:
    settled = school.settle(school.draft())
    school.later(days=2)
    school.head_signs(settled, declared_on=school.clock.today() - timedelta(days=1))
    (decision,) = school.ask("head", decisions.list_decisions, settled.id)
    assert decision.declared_on == school.clock.today() - timedelta(days=1)
    facts = school.ask("head", showing.show_revision, settled.id).history[0]
    assert facts.at == school.clock.now()


def test_the_signed_sheet_is_valid_and_carries_both_offices_fields(school: School) -> None:
    revision = school.in_force()
    from ewloe_desktop.documents.signing import check_signatures

    sheet = school.ask("chair", sheets.approval_sheet, revision.id)
    fields = {c.field: c for c in check_signatures(sheet.content)}
    assert set(fields) == {"head_teacher", "governing_body"}
    assert all(c.valid and c.coverage_ok for c in fields.values())
    assert fields["head_teacher"].public_der != fields["governing_body"].public_der
