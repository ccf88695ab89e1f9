"""The order of approval, who takes which step, and what a live site owes."""

from datetime import date
from typing import Any

import pytest

from ewloe_desktop.domain.errors import FieldsRefused, RuleBroken
from ewloe_desktop.domain.people import Office
from ewloe_desktop.domain.site_form import RequestKind
from ewloe_desktop.domain.sites import (
    STEPS,
    InPost,
    Outcome,
    RequestState,
    Role,
    Signed,
    SiteState,
    Step,
    after,
    below_two,
    check_soon,
    next_check,
    require_changeable,
    require_live,
    require_outcome,
    require_signer,
)

LINE, SECOND, HEAD = Step
CREATE, PART = RequestKind
ON = date(2026, 11, 23)


def who(name: str, *offices: Office) -> InPost:
    """Somebody in post."""
    return InPost(name, name, True, frozenset(offices))


AUTHOR, MANAGER = who("huw"), who("lowri", Office.LINE_MANAGER)
BURSAR, PENNAETH = who("nia", Office.BUSINESS_MANAGER), who("marged", Office.HEAD)
BEFORE = (Signed(LINE, "lowri", "lowri", "key of lowri"), Signed(SECOND, "nia", "nia", "key of nia"))


def takes(step: Step, signer: InPost, **changed: Any) -> Office:
    """The office in which somebody takes a step, in its turn."""
    state = {LINE: RequestState.WITH_LINE_MANAGER, SECOND: RequestState.WITH_SECOND, HEAD: RequestState.WITH_HEAD}
    told = {"kind": CREATE, "state": state[step], "key": f"key of {signer.person_id}", "author": AUTHOR}
    told |= {"manager": "lowri", "before": BEFORE[: list(Step).index(step)]} | changed
    named = {"line_manager": told["manager"]}
    return require_signer(step, told["kind"], told["state"], signer, told["key"], named, told["author"], told["before"])


def refused(step: Step, signer: InPost, **changed: Any) -> str:
    """The rule that refuses it."""
    with pytest.raises(RuleBroken) as broken:
        takes(step, signer, **changed)
    return broken.value.rule


def test_each_takes_their_own_step() -> None:
    found = (takes(LINE, MANAGER), takes(SECOND, BURSAR), takes(HEAD, PENNAETH))
    assert found == (Office.LINE_MANAGER, Office.BUSINESS_MANAGER, Office.HEAD)


def test_nobody_else_does() -> None:
    assert refused(LINE, who("other", Office.LINE_MANAGER)) == "named_line_manager"
    assert refused(LINE, who("lowri", Office.CHAIR)) == "not_a_line_manager"
    assert refused(SECOND, who("other", Office.OFFICE_STAFF)) == "office_not_held"
    assert refused(HEAD, who("other", Office.CHAIR)) == "office_not_held"
    assert refused(SECOND, BURSAR, state=RequestState.WITH_HEAD) == "site_order"
    assert refused(SECOND, BURSAR, kind=PART) == "site_order"


def test_nobody_takes_a_step_of_their_own_request() -> None:
    for step, signer in ((LINE, MANAGER), (SECOND, BURSAR), (HEAD, PENNAETH)):
        assert refused(step, signer, author=signer) == "own_request"


def test_the_chair_decides_about_the_head_and_may_endorse_it() -> None:
    chair = who("ieuan", Office.CHAIR)
    assert takes(HEAD, chair, author=PENNAETH) is Office.CHAIR
    assert takes(LINE, chair, author=PENNAETH, manager="ieuan") is Office.CHAIR
    assert refused(HEAD, who("other", Office.VICE_CHAIR), author=PENNAETH) == "heads_own_request"


def test_no_person_and_no_key_takes_two_steps_but_the_line_manager_who_decides() -> None:
    both = who("lowri", Office.LINE_MANAGER, Office.BUSINESS_MANAGER, Office.HEAD)
    assert refused(SECOND, both) == "two_steps"
    assert refused(SECOND, BURSAR, key="key of lowri") == "two_steps"
    assert takes(HEAD, both) is Office.HEAD
    assert refused(HEAD, who("nia", Office.HEAD)) == "two_steps"


def test_what_comes_after_each_outcome() -> None:
    assert [after(step, CREATE, Outcome.ENDORSED) for step in (LINE, SECOND)] == [
        RequestState.WITH_SECOND,
        RequestState.WITH_HEAD,
    ]
    assert after(LINE, PART, Outcome.ENDORSED) is RequestState.WITH_HEAD
    assert after(SECOND, CREATE, Outcome.RETURNED) is RequestState.RETURNED
    assert after(HEAD, CREATE, Outcome.CONDITIONS) is RequestState.APPROVED
    assert STEPS[PART] == (LINE, HEAD)


def test_a_return_and_a_refusal_have_a_reason_and_conditions_have_words() -> None:
    for step, outcome in ((LINE, Outcome.RETURNED), (HEAD, Outcome.REFUSED), (HEAD, Outcome.CONDITIONS)):
        with pytest.raises(FieldsRefused):
            require_outcome(step, outcome, " ", " ")
        require_outcome(step, outcome, "Because.", "If so.")
    for step, outcome in ((LINE, Outcome.APPROVED), (HEAD, Outcome.ENDORSED), (HEAD, Outcome.RETURNED)):
        with pytest.raises(RuleBroken):
            require_outcome(step, outcome, "Because.", "If so.")


def test_what_is_decided_stays() -> None:
    for state in (RequestState.APPROVED, RequestState.REFUSED, RequestState.WITHDRAWN):
        with pytest.raises(RuleBroken):
            require_changeable(state)
    require_changeable(RequestState.RETURNED)


def test_live_needs_an_approval_a_day_and_two_of_each() -> None:
    two = dict.fromkeys(Role, 2)
    require_live(SiteState.APPROVED, ON, ON, ON, two)
    cases: list[tuple[str, tuple[Any, ...]]] = [
        ("site_state", (SiteState.CLOSED, ON, ON, ON, two)),
        ("site_state", (SiteState.LIVE, ON, ON, ON, two)),
        ("date_in_future", (SiteState.APPROVED, date(2026, 11, 24), ON, ON, two)),
        ("live_before_approval", (SiteState.APPROVED, date(2026, 11, 22), ON, ON, two)),
        ("two_administrators", (SiteState.APPROVED, ON, ON, ON, {Role.MODERATOR: 2})),
        ("two_moderators", (SiteState.SUSPENDED, ON, ON, ON, {Role.MODERATOR: 1, Role.ADMINISTRATOR: 9})),
    ]
    for rule, case in cases:
        with pytest.raises(RuleBroken) as broken:
            require_live(*case)
        assert broken.value.rule == rule
    assert below_two(two) is None


def test_a_check_is_due_in_a_year_or_on_the_review_day() -> None:
    assert next_check(ON) == date(2027, 11, 23)
    assert next_check(ON, date(2027, 3, 1)) == date(2027, 3, 1)
    assert next_check(ON, date(2026, 3, 1)) == date(2027, 11, 23)
    assert next_check(date(2024, 2, 29)) == date(2025, 2, 28)
    assert (check_soon(date(2026, 12, 23), ON), check_soon(date(2026, 12, 24), ON)) == (True, False)
