"""Answers: tidied, checked one by one, kept as text and found again."""

from hypothesis import given
from hypothesis import strategies as st

from ewloe_desktop.domain.site_answers import (
    Audience,
    Group,
    Value,
    as_day,
    changed,
    cleaned,
    field_problems,
    from_json,
    groups,
    holds,
    people,
    said,
    shown,
    to_json,
)
from ewloe_desktop.domain.site_form import RequestKind
from tests.domain.test_site_form import form

FORM, CREATE = form(), RequestKind.CREATE

GROUPS = st.builds(
    Group, st.sampled_from([a.value for a in Audience]), st.integers(2, 9), st.integers(9, 18), st.text()
)
VALUES: st.SearchStrategy[Value] = st.one_of(
    st.text(),
    st.lists(st.text(min_size=1)).map(tuple),
    st.lists(GROUPS).map(tuple),
)


@given(st.dictionaries(st.text(), VALUES))
def test_answers_kept_as_text_are_the_same_again(answers: dict[str, Value]) -> None:
    assert from_json(to_json(answers)) == answers


def test_only_what_is_asked_is_kept_and_tidied() -> None:
    told: dict[str, Value] = {
        "title": "  Garden   diary ",
        "aims": "One.\r\n\r\n\r\nTwo.",
        "hosting": "school",
        "host": "left over",
        "unknown": "x",
        "administrators": ("a", "b", "a"),
        "audience": (Group("others", details="  the  town "),),
    }
    kept = cleaned(FORM, CREATE, told)
    assert (kept["title"], kept["aims"], kept["administrators"]) == ("Garden diary", "One.\n\nTwo.", ("a", "b"))
    assert kept["audience"] == (Group("others", details="the town"),)
    assert {"host", "unknown", "terms_checked", "closes"}.isdisjoint(kept)


def test_a_question_is_shown_while_its_condition_holds() -> None:
    asked = {q.id for q in shown(FORM, CREATE, {"hosting": "third_party", "ending": "closes"})}
    assert {"host", "terms_checked", "closes"} <= asked
    assert "review" not in asked
    assert holds("", {})


def problems(**answers: Value) -> set[tuple[str, str]]:
    """What is wrong with these answers, without what is merely missing."""
    found = field_problems(FORM, CREATE, answers)
    return {(p.field, p.problem) for p in found if p.field in answers}


def test_each_answer_is_checked_by_its_kind() -> None:
    assert problems(title="x" * 301, go_live="soon", hosting="moon", logo="maybe") == {
        ("title", "too_long"),
        ("go_live", "not_a_date"),
        ("hosting", "choose"),
        ("logo", "choose"),
    }
    assert problems(title="x" * 300, go_live="2026-12-01", hosting="school", logo="no", vetting="") == set()


def test_children_need_ages_and_others_need_words() -> None:
    wrong = (Group("pupils"), Group("other_pupils", 9, 8, "Ysgol Gyfagos"), Group("others"), Group("aliens"))
    found = [(p.problem, p.facts["group"]) for p in field_problems(FORM, CREATE, {"audience": wrong}) if p.facts]
    assert found == [("ages", "pupils"), ("ages", "other_pupils"), ("details", "others"), ("choose", "aliens")]
    right = (Group("pupils", 7, 7), Group("other_pupils", 8, 11, "Ysgol Gyfagos"), Group("others", details="The town"))
    assert problems(audience=right) == set()
    assert problems(audience=(Group("others", details="x" * 301),)) == {("audience", "too_long")}


def test_what_is_missing_is_named() -> None:
    found = {(p.field, p.problem) for p in field_problems(FORM, CREATE, {})}
    assert {("title", "missing"), ("audience", "choose"), ("administrators", "choose")} <= found
    assert "contributors" not in {field for field, _ in found}


def test_changes_are_told_in_the_forms_order() -> None:
    before: dict[str, Value] = {"aims": "a", "title": "t", "vetting": ""}
    assert changed(FORM, CREATE, before, {"aims": "b", "title": "u"}) == ("title", "aims")


def test_odd_values_are_read_as_nothing() -> None:
    assert (as_day("31.2."), as_day(("x",)), said({"a": ("x",)}, "a")) == (None, None, "")
    assert (people("x"), people(""), groups("x")) == (("x",), (), ())
