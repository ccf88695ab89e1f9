"""Errors, rules and acts in words."""

import re

from ewloe_desktop.domain.errors import (
    ChangedMeanwhile,
    FieldProblem,
    FieldsRefused,
    RegisterUnavailable,
    RuleBroken,
    TooManyTries,
)
from ewloe_desktop.ui import wording


def test_a_refusal_says_what_is_not_allowed_and_who_may() -> None:
    said = wording.error(RuleBroken("may_not", ("head_teacher", "clerk"), {"action": "correct"}))
    assert "correct a recorded decision" in said.what
    assert "Head teacher" in said.aloud
    assert "Clerk to the governors" in said.aloud
    assert "Nothing was recorded" in said.safe


def test_every_part_of_an_error_is_there_and_the_code_is_only_in_the_details() -> None:
    said = wording.error(RegisterUnavailable("in_use", "school.register"))
    assert said.what and said.safe and said.do
    assert "in_use" not in said.aloud
    assert "in_use" in said.details


def test_an_error_never_says_please_sorry_or_invalid() -> None:
    spoken = " ".join(str(entry) for entry in wording.words("fields").values()).casefold()
    for word in ("please", "sorry", "invalid", "oops", "hash", "commit"):
        assert not re.search(rf"\b{word}\b", spoken)


def test_the_wait_is_told_in_seconds_then_in_minutes() -> None:
    assert "30 seconds" in wording.error(TooManyTries(30)).do
    assert "2 minutes" in wording.error(TooManyTries(120)).do
    assert "1 minute." in wording.error(TooManyTries(60)).do


def test_what_was_typed_is_said_to_be_kept_when_somebody_was_quicker() -> None:
    assert "still here" in wording.error(ChangedMeanwhile("revision", 1, 2)).safe


def test_a_problem_of_a_field_has_the_words_of_that_field_before_the_general_ones() -> None:
    own = wording.field_problem(FieldProblem("school_name", "missing"))
    general = wording.field_problem(FieldProblem("anything", "missing"))
    assert own != general
    assert own in wording.error(FieldsRefused((FieldProblem("school_name", "missing"),))).what


def test_a_fact_that_is_missing_leaves_no_hole_in_a_sentence() -> None:
    assert wording.fill("{who} signed {what} .", {"who": "Mrs Marged Pugh"}) == "Mrs Marged Pugh signed."


def test_days_and_offices_in_facts_are_worded() -> None:
    told = wording.fill("{office} from {since}", {"office": "chair", "since": "2026-09-01"})
    assert told == "Chair of governors from 1 September 2026"
