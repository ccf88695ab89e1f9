"""Disposal of photo records, and that the list of who may be pictured agrees with the single answers."""

import json
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from ewloe_desktop.domain.errors import RuleBroken
from ewloe_desktop.domain.photos import Answer
from ewloe_desktop.services import disposal, offices, people, photo_matrix, photo_uses, photos, placements
from ewloe_desktop.services.picture_checks import Question, save_check
from ewloe_desktop.storage.check import check_register
from ewloe_desktop.storage.photos import PictureCheck
from tests.services.conftest import PASSWORD, School
from tests.services.test_photos import placed, says, state_of, use_of

STEP = st.tuples(
    st.sampled_from(["teacher", "clerk"]),
    st.sampled_from(["yes", "no", "withdrawn", "asked", "wording", "leave", "return", "later", "only"]),
    st.integers(0, 40),
)


@settings(max_examples=10, deadline=None, suppress_health_check=list(HealthCheck))
@given(steps=st.lists(STEP, min_size=3, max_size=12))
def test_the_list_and_the_single_answer_always_agree(school: School, steps: list[tuple[str, str, int]]) -> None:
    for who, what, days in steps:
        school.later(days=days)
        _take(school, who, what)
    website = use_of(school, "website")
    for on in (
        school.clock.today(),
        school.clock.today() - timedelta(days=20),
        school.clock.today() + timedelta(days=740),
    ):
        allowed = {id_ for id_, _ in school.ask("head", photo_matrix.who_may_be_pictured, website, on)}
        one_by_one = {school.people[w] for w in school.people if state_of(school, w, on=on).permitted}
        assert allowed == one_by_one


def _take(school: School, who: str, what: str) -> None:
    row = school.ask("head", people.show_person, school.people[who]).row
    if what == "leave" and row.left_on is None:
        school.do("head", offices.person_leaves, row.id, row.seen, school.clock.today(), PASSWORD.format("head"))
    elif what == "return" and row.left_on is not None:
        school.do("head", offices.person_returns, row.id, row.seen, school.clock.today())
    elif what == "wording":
        number = school.ask("head", photo_uses.show_wording).number
        school.do("office", photo_uses.change_wording, number, f"Words of {school.clock.now()}")
    elif what in ("yes", "only") and row.left_on is None:
        says(school, who, Answer.YES, only="Fair" if what == "only" else "")
    elif what in ("no", "withdrawn", "asked"):
        says(school, who, Answer(what), scan=None)


def test_disposal_is_proposed_confirmed_by_the_head_and_leaves_the_journal_whole(school: School) -> None:
    says(school, "teacher", Answer.YES)
    placed(school, "teacher")
    both = (school.people["teacher"], school.people["clerk"])
    question = Question(both, use_of(school, "website"), "Fair", school.clock.today(), children=False, setting=False)
    school.do("office", save_check, question)
    row = school.ask("head", people.show_person, school.people["teacher"]).row
    school.do("head", offices.person_leaves, row.id, row.seen, school.clock.today(), PASSWORD.format("head"))
    assert school.ask("head", disposal.propose_disposal) == ()
    school.later(days=366 * 7)
    (entry,) = school.ask("head", disposal.propose_disposal)
    with pytest.raises(RuleBroken):
        school.do("office", disposal.confirm_disposal, (entry,), "Kept long enough.", PASSWORD.format("office"))
    school.do("head", disposal.confirm_disposal, (entry,), "Kept long enough.", PASSWORD.format("head"))
    assert school.ask("head", photos.person_permissions, school.people["teacher"]).history == ()
    with school.register.reading() as session:
        (kept,) = session.scalars(select(PictureCheck.people))
    assert [entry[0] for entry in json.loads(kept)] == [school.people["clerk"]]
    result = check_register(school.register)
    assert (result.whole, result.findings) == (True, ())


def test_what_comes_down_for_one_comes_down_for_everybody_in_it(school: School) -> None:
    for who in ("teacher", "clerk"):
        says(school, who, Answer.YES)
    placed(school, "teacher", "clerk")
    for who in ("teacher", "clerk"):
        says(school, who, Answer.WITHDRAWN, scan=None)
    first = school.ask("office", placements.list_takedowns)[0]
    school.do("office", placements.complete_takedown, first, "removed", "Page seen empty", school.clock.today())
    assert school.ask("office", placements.list_takedowns) == ()
