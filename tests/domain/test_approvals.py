"""What a decision must hold."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ewloe_desktop.domain.approvals import (
    Capacity,
    Forum,
    Meeting,
    next_review,
    quorum,
    require_capacity,
    require_declared,
    require_key,
    require_meeting,
    require_other_signer,
)
from ewloe_desktop.domain.errors import FieldsRefused, RuleBroken
from ewloe_desktop.domain.people import Office, Term

TODAY = date(2026, 11, 23)
SETTLED = date(2026, 11, 1)


@pytest.mark.parametrize(("in_post", "needed"), [(1, 1), (2, 1), (3, 2), (14, 7), (15, 8), (20, 10)])
def test_the_quorum_is_half_of_those_in_post_rounded_up(in_post: int, needed: int) -> None:
    assert quorum(in_post) == needed


@given(st.integers(1, 60), st.integers(1, 60))
def test_a_full_body_decides_exactly_when_it_is_quorate(in_post: int, present: int) -> None:
    meeting = Meeting(Forum.FULL, TODAY, "1", present, in_post)
    if present > in_post:
        with pytest.raises(FieldsRefused):
            require_meeting(meeting, TODAY, SETTLED)
    elif 2 * present >= in_post:
        assert require_meeting(meeting, TODAY, SETTLED) == quorum(in_post)
    else:
        with pytest.raises(RuleBroken):
            require_meeting(meeting, TODAY, SETTLED)


def test_a_committee_counts_by_its_own_terms_of_reference() -> None:
    meeting = Meeting(Forum.COMMITTEE, TODAY, "1", 3, 9, "Policies", "8", 3)
    assert require_meeting(meeting, TODAY, SETTLED) == 3


@pytest.mark.parametrize(
    ("on", "rule"), [(date(2026, 11, 24), "date_in_future"), (date(2026, 10, 31), "date_before_text")]
)
def test_a_declared_date_lies_between_the_text_and_today(on: date, rule: str) -> None:
    with pytest.raises(RuleBroken) as refused:
        require_declared(on, TODAY, SETTLED)
    assert refused.value.rule == rule
    require_declared(TODAY, TODAY, SETTLED)
    require_declared(SETTLED, TODAY, SETTLED)


@pytest.mark.parametrize(
    ("office", "capacity", "fits"),
    [
        (Office.CHAIR, Capacity.CHAIR, True),
        (Office.VICE_CHAIR, Capacity.CHAIR, False),
        (Office.VICE_CHAIR, Capacity.VICE_CHAIR, True),
        (Office.GOVERNOR, Capacity.MEETING_CHAIR, True),
        (Office.GOVERNOR, Capacity.CHAIR, False),
        (Office.HEAD, Capacity.MEETING_CHAIR, False),
        (Office.OFFICE_STAFF, Capacity.MEETING_CHAIR, False),
        (Office.CLERK, Capacity.CHAIR, False),
    ],
)
def test_each_capacity_rests_on_an_office_held_today(office: Office, capacity: Capacity, fits: bool) -> None:
    terms = (Term(office, date(2025, 9, 1), None),)
    if fits:
        assert require_capacity(capacity, terms, False, TODAY) is office
    else:
        with pytest.raises(RuleBroken):
            require_capacity(capacity, terms, False, TODAY)


def test_a_paid_governor_signs_for_no_meeting() -> None:
    with pytest.raises(RuleBroken) as refused:
        require_capacity(Capacity.MEETING_CHAIR, (Term(Office.GOVERNOR, SETTLED),), True, TODAY)
    assert refused.value.rule == "paid_chair"


def test_a_term_that_ended_is_named() -> None:
    with pytest.raises(RuleBroken) as refused:
        require_capacity(Capacity.CHAIR, (Term(Office.CHAIR, SETTLED, date(2026, 11, 20)),), False, TODAY)
    assert (refused.value.rule, refused.value.facts["until"]) == ("term_ended", date(2026, 11, 20))


def test_one_person_and_one_key_fill_one_side() -> None:
    for person, key, rule in (("a", "k2", "same_person"), ("b", "k1", "same_key")):
        with pytest.raises(RuleBroken) as refused:
            require_other_signer("a", "k1", person, key)
        assert refused.value.rule == rule
    require_other_signer("a", "k1", "b", "k2")


@pytest.mark.parametrize(
    ("status", "counts"), [("enrolled", True), ("confirmed", True), ("awaiting", False), ("ended", False)]
)
def test_a_key_made_again_counts_only_once_confirmed(status: str, counts: bool) -> None:
    if counts:
        require_key(status)
    else:
        with pytest.raises(RuleBroken):
            require_key(status)


def test_the_next_review_is_counted_from_the_meeting_or_given_with_a_reason() -> None:
    assert next_review(date(2026, 3, 26), 12, None, "") == date(2027, 3, 26)
    assert next_review(date(2028, 2, 29), 12, None, "") == date(2029, 2, 28)
    assert next_review(TODAY, None, date(2027, 1, 5), "New law in spring.") == date(2027, 1, 5)
    for months, on, reason in ((18, None, ""), (None, date(2027, 1, 5), " "), (None, TODAY, "x")):
        with pytest.raises(FieldsRefused):
            next_review(TODAY, months, on, reason)
