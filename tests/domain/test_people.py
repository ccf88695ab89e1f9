"""Offices and the table of who may do what."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ewloe_desktop.domain.errors import FieldsRefused, RuleBroken
from ewloe_desktop.domain.people import (
    MAY,
    OPEN_TO_ALL,
    Action,
    Holder,
    Office,
    PersonKind,
    Term,
    offices_held,
    overlaps,
    require,
    require_grant,
    require_term,
)

SINCE = date(2025, 9, 1)
SIGNING = (Action.APPROVE_AS_HEAD, Action.APPROVE_AS_GOVERNING_BODY)


def test_every_action_has_its_row_and_somebody_who_may() -> None:
    assert set(MAY) == set(Action)
    assert all(MAY.values())


def test_no_office_alone_may_sign_on_both_sides() -> None:
    head, body = (MAY[action] for action in SIGNING)
    assert not head & body


@pytest.mark.parametrize("office", [Office.OFFICE_STAFF, Office.CLERK, Office.BUSINESS_MANAGER, Office.ICT])
def test_the_office_signs_for_nobody(office: Office) -> None:
    for action in SIGNING:
        with pytest.raises(RuleBroken):
            require(action, frozenset({office}))


@given(st.sampled_from(list(Action)), st.frozensets(st.sampled_from(list(Office))))
def test_what_is_refused_says_who_may(action: Action, held: frozenset[Office]) -> None:
    if held & MAY[action] or (not held and action in OPEN_TO_ALL):
        require(action, held)
        return
    with pytest.raises(RuleBroken) as refused:
        require(action, held)
    assert set(refused.value.who_may) == {o.value for o in MAY[action]}


def test_a_term_holds_on_its_first_and_last_day() -> None:
    term = Term(Office.CHAIR, SINCE, date(2026, 8, 31))
    assert [term.holds(d) for d in (date(2025, 8, 31), SINCE, date(2026, 8, 31), date(2026, 9, 1))] == [
        False,
        True,
        True,
        False,
    ]
    assert offices_held((term,), SINCE) == {Office.CHAIR}


@given(st.dates(), st.dates(), st.dates(), st.dates())
def test_terms_overlap_when_they_share_a_day(a: date, b: date, c: date, d: date) -> None:
    one, other = Term(Office.CHAIR, min(a, b), max(a, b)), Term(Office.CHAIR, min(c, d), max(c, d))
    assert overlaps(one, other) == (max(one.since, other.since) <= min(max(a, b), max(c, d))) == overlaps(other, one)


def _refused(*args: object) -> str:
    with pytest.raises(RuleBroken) as refused:
        require_term(*args)  # type: ignore[arg-type]
    return refused.value.rule


def test_chair_and_vice_chair_are_unpaid_governors_and_never_the_head() -> None:
    chair, head = Term(Office.CHAIR, SINCE), Term(Office.HEAD, SINCE)
    assert _refused(chair, PersonKind.GOVERNOR, True, (), ()) == "paid_chair"
    assert _refused(chair, PersonKind.CONTRACTOR, False, (), ()) == "chair_is_governor"
    assert _refused(chair, PersonKind.GOVERNOR, False, (head,), ()) == "head_and_chair"
    assert _refused(head, PersonKind.GOVERNOR, False, (chair,), ()) == "head_and_chair"
    require_term(chair, PersonKind.GOVERNOR, False, (), ())


def test_a_former_chair_can_become_head() -> None:
    past = Term(Office.CHAIR, SINCE, date(2026, 1, 1))
    require_term(Term(Office.HEAD, date(2026, 1, 2)), PersonKind.STAFF, True, (past,), ())


def test_a_single_office_is_held_by_one_person_at_a_time() -> None:
    other = Holder("x", "Ms B", (Term(Office.CHAIR, SINCE, date(2026, 8, 31)),))
    assert _refused(Term(Office.CHAIR, date(2026, 8, 31)), PersonKind.GOVERNOR, False, (), (other,)) == "office_taken"
    require_term(Term(Office.CHAIR, date(2026, 9, 1)), PersonKind.GOVERNOR, False, (), (other,))


def test_a_term_does_not_end_before_it_begins() -> None:
    with pytest.raises(FieldsRefused):
        require_term(Term(Office.GOVERNOR, SINCE, date(2025, 8, 31)), PersonKind.GOVERNOR, False, (), ())


def test_only_the_chair_appoints_a_head_and_nobody_themselves() -> None:
    require_grant(Office.HEAD, frozenset({Office.CHAIR}), granter="c", person="p")
    for office, held, granter in ((Office.HEAD, Office.HEAD, "h"), (Office.GOVERNOR, Office.HEAD, "p")):
        with pytest.raises(RuleBroken):
            require_grant(office, frozenset({held}), granter=granter, person="p")
