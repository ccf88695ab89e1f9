"""Each rule about a request: with what it refuses or warns, and the neighbouring case that it lets pass."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from ewloe_desktop.domain.errors import FieldsRefused, RuleBroken
from ewloe_desktop.domain.people import Office
from ewloe_desktop.domain.site_answers import Answers, Group, Value
from ewloe_desktop.domain.site_form import RequestKind
from ewloe_desktop.domain.site_rules import Around, Host, judge, require_sound, youngest
from ewloe_desktop.domain.sites import InPost
from tests.domain.test_site_form import form

TODAY = date(2026, 11, 23)
FORM, CREATE, PART = form(), RequestKind.CREATE, RequestKind.TAKE_PART
PEOPLE = {
    "huw": InPost("huw", "Mr Huw Glyn", True),
    "lowri": InPost("lowri", "Miss Lowri Maes", True, frozenset({Office.LINE_MANAGER})),
    "marged": InPost("marged", "Mrs Marged Pugh", True, frozenset({Office.HEAD})),
    "ieuan": InPost("ieuan", "Mr Ieuan Bowen", True, frozenset({Office.CHAIR})),
    "gone": InPost("gone", "Ms Siân Bach", False, frozenset({Office.LINE_MANAGER})),
}
HOST = Host("h", "Sampl Tube", 13, TODAY - timedelta(days=10))
THIRD: dict[str, Value] = {"hosting": "third_party", "host": "h", "terms_checked": "2026-11-20"}


def day(days: int) -> str:
    """A day from today on, as answers hold it."""
    return (TODAY + timedelta(days=days)).isoformat()


def answers(**changed: Value) -> Answers:
    """A sound request."""
    told: dict[str, Value] = {
        **dict.fromkeys(("title", "team", "aims", "content", "security", "owner"), "words"),
        **dict.fromkeys(("two_step", "recovery_address", "images", "screening"), "yes"),
        "author": "huw",
        "line_manager": "lowri",
        "audience": (Group("pupils", 8, 9),),
        "administrators": ("huw", "lowri"),
        "moderators": ("huw", "marged"),
        "hosting": "school",
        "go_live": day(0),
        "ending": "closes",
        "closes": day(200),
        "logo": "no",
    }
    return told | changed


def around(host: Host | None = HOST, *, adopted: bool = True) -> Around:
    """This day, these people."""
    return Around(TODAY, PEOPLE, host, adopted)


def blocks(kind: RequestKind = CREATE, known: Host | None = HOST, **changed: Value) -> list[tuple[str, str]]:
    """What blocks a request: the rule and the question it is about."""
    return [(n.rule, n.question) for n in judge(FORM, kind, answers(**changed), around(known)).blocks]


def warnings(known: Host | None = HOST, *, adopted: bool = True, **changed: Value) -> list[str]:
    """What its approvers are told."""
    return [n.rule for n in judge(FORM, CREATE, answers(**changed), around(known, adopted=adopted)).warnings]


def test_a_sound_request_has_nothing_against_it() -> None:
    assert require_sound(FORM, CREATE, answers(), around()) == ()
    assert blocks(PART, administrators=(), moderators=()) == []


@pytest.mark.parametrize(
    ("rule", "question", "changed"),
    [
        ("site_not_in_post", "author", {"author": "gone"}),
        ("site_not_in_post", "line_manager", {"line_manager": "gone"}),
        ("own_line_manager", "line_manager", {"author": "lowri"}),
        ("not_a_line_manager", "line_manager", {"line_manager": "huw", "author": "lowri"}),
        ("not_a_line_manager", "line_manager", {"line_manager": "ieuan"}),
        ("two_administrators", "administrators", {"administrators": ("huw", "huw")}),
        ("two_moderators", "moderators", {"moderators": ("huw",)}),
        ("site_not_in_post", "moderators", {"moderators": ("huw", "gone")}),
        ("below_minimum_age", "host", THIRD),
        ("terms_unchecked", "terms_checked", THIRD | {"audience": (), "terms_checked": day(1)}),
        ("consent_missing", "consent", {"contributors": (Group("other_pupils", 9, 9, "Ysgol y Foel"),)}),
        ("live_before_approval", "go_live", {"go_live": day(-1)}),
        ("date_in_future", "running_since", {"running_since": day(1)}),
        ("closes_before_live", "closes", {"go_live": day(20), "closes": day(20)}),
        ("review_before_live", "review", {"closes": "", "review": day(-1), "ending": "ongoing"}),
        ("site_day_past", "closes", {"running_since": day(-500), "closes": day(0)}),
    ],
)
def test_a_rule_blocks_and_names_its_question(rule: str, question: str, changed: dict[str, Value]) -> None:
    assert (rule, question) in blocks(**changed)
    with pytest.raises((RuleBroken, FieldsRefused)):
        require_sound(FORM, CREATE, answers(**changed), around())


@pytest.mark.parametrize(
    "changed",
    [
        {"author": "marged", "line_manager": "ieuan"},
        {"line_manager": "marged"},
        THIRD | {"audience": (Group("families"),)},
        THIRD | {"audience": (Group("other_pupils", 13, 15, "Ysgol y Foel"),)},
        {"contributors": (Group("pupils", 8, 9),), "consent": "A letter."},
        {"contributors": (Group("families"),)},
        {"running_since": day(-400), "go_live": day(-400)},
        {"go_live": day(19), "closes": day(20)},
    ],
)
def test_its_neighbour_passes(changed: dict[str, Value]) -> None:
    assert blocks(**changed) == []


def test_the_youngest_child_counts_wherever_it_is_named() -> None:
    told = answers(audience=(Group("pupils", 9, 11),), contributors=(Group("other_pupils", 5, 6, "Ysgol y Foel"),))
    assert (youngest(told), youngest(answers(audience=(Group("public", 3, 4),)))) == (5, None)


def test_the_age_is_told_with_the_host_and_the_day_it_was_checked() -> None:
    (note,) = judge(FORM, CREATE, answers(**THIRD), around()).blocks
    assert note.facts == {"age": 8, "host": "Sampl Tube", "minimum": 13, "checked": HOST.checked_on}


def test_a_host_has_a_name_and_an_age_that_was_looked_up() -> None:
    assert ("host_missing", "host") in blocks(known=None, **THIRD)
    unknown = Host("h", "Sampl Tube", None, TODAY)
    assert ("minimum_age_unknown", "host") in blocks(known=unknown, **THIRD)
    assert blocks(known=unknown, **{**THIRD, "audience": (Group("staff"),)}) == []


def test_what_approvers_should_know_is_said_and_blocks_nothing() -> None:
    assert warnings(adopted=False) == ["no_requirements"]
    assert warnings(adopted=False, author="marged") == ["no_requirements_chair"]
    assert warnings(line_manager="marged") == ["same_line_manager_and_head"]
    assert warnings(author="marged", line_manager="ieuan") == ["same_line_manager_and_head"]
    assert warnings(author="marged") == []
    assert warnings(running_since=day(-9)) == ["already_running"]
    no: dict[str, Value] = dict.fromkeys(("two_step", "recovery_address", "images", "screening"), "no")
    assert warnings(**no) == ["no_two_step", "no_recovery_address", "no_images", "no_screening"]
    old = Host("h", "Sampl Tube", 3, TODAY - timedelta(days=366), "16 from 2027.")
    assert warnings(old, **THIRD) == ["host_checked_long_ago", "minimum_age_coming"]
    assert warnings(replace(HOST, minimum_age=3, ended=True), **THIRD) == ["host_ended"]


def test_one_who_left_is_told_of_once() -> None:
    assert blocks(line_manager="gone") == [("site_not_in_post", "line_manager")]


def test_what_is_missing_comes_before_what_is_not_allowed() -> None:
    with pytest.raises(FieldsRefused):
        require_sound(FORM, CREATE, answers(title="", author="lowri"), around())
