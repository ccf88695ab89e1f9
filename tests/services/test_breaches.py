"""The private log: for the head teacher alone, and told to nobody by any act, list, search or first page."""

from datetime import date, timedelta

import pytest

from ewloe_desktop.domain.errors import ChangedMeanwhile, FieldsRefused, RuleBroken
from ewloe_desktop.services import breaches
from ewloe_desktop.services.breaches import BreachAnswer, BreachFacts
from ewloe_desktop.services.journal import list_acts
from ewloe_desktop.services.policies import search_wording
from ewloe_desktop.services.reviews import what_needs
from ewloe_desktop.services.showing import show_revision
from ewloe_desktop.storage.check import check_register
from ewloe_desktop.ui import wording
from tests.documents.reading import words_of
from tests.services.conftest import School, on_both

WHAT = "Somebody rang a parent from their own telephone."


@on_both
def test_a_breach_is_kept_taken_further_and_told_to_nobody_else(school: School) -> None:
    policy, today = school.in_force(), school.clock.today()
    answer = BreachAnswer(today, WHAT, policy.policy_id, "4.2", review_on=today + timedelta(days=30))
    kept: BreachFacts = school.do("head", breaches.keep_breach, answer)
    further = BreachAnswer(today, WHAT, policy.policy_id, "4.2", "Head Sampl", "Talked it over.", closed_on=today)
    school.do("head", breaches.keep_breach, further, kept.id, kept.seen)
    (row,) = school.ask("head", breaches.show_breaches).rows
    assert (row.number, row.policy, row.outcome, row.closed_on) == (1, "Staff Phones Policy", "Talked it over.", today)
    with pytest.raises(ChangedMeanwhile):
        school.do("head", breaches.keep_breach, further, kept.id, kept.seen)
    told = " ".join(words_of(school.ask("head", breaches.breach_sheet, kept.id).content))
    assert WHAT in told and "Private: for the head teacher alone" in told
    acts = [act for act in school.ask("office", list_acts) if act.kind == "private_act"]
    assert [wording.act(act.kind, act.facts) for act in acts] == ["A private act.", "A private act."]
    assert {key for act in acts for key in act.facts} == {
        *("act", "actor", "actor_name", "at", "kind", "register", "subject", "uuid"),
    }
    assert {act.facts["subject"] for act in acts} == {""}
    assert school.ask("office", search_wording, "telephone") == ()
    page = school.ask("office", show_revision, policy.id)
    assert not [entry for entry in page.history if entry.what == "private_act"]
    items = school.ask("office", what_needs)
    assert WHAT not in repr((items, page.sheets))
    assert check_register(school.register).findings == ()


def test_nobody_but_the_head_teacher_is_shown_the_log_or_writes_in_it(school: School) -> None:
    answer = BreachAnswer(school.clock.today(), WHAT)
    for who in ("chair", "vice", "governor", "clerk", "office", "teacher"):
        for way, args in (
            (breaches.show_breaches, ()),
            (breaches.breach_sheet, ()),
            (breaches.keep_breach, (answer,)),
        ):
            with pytest.raises(RuleBroken) as told:
                school.do(who, way, *args)
            assert told.value.rule == "may_not"


def test_what_cannot_be_is_refused_beside_its_field(school: School) -> None:
    today = school.clock.today()
    answer = BreachAnswer(today + timedelta(days=1), " ", closed_on=date(2020, 1, 1))
    with pytest.raises(FieldsRefused) as told:
        school.do("head", breaches.keep_breach, answer)
    assert {(p.field, p.problem) for p in told.value.problems} == {
        ("what", "missing"),
        ("happened_on", "in_future"),
        ("closed_on", "before_it_happened"),
    }
