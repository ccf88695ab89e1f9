"""The list of who may be pictured agrees with the single answers, whatever happens to people."""

from datetime import timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ewloe_desktop.domain.photos import Answer, Standing
from ewloe_desktop.services import offices, people, photo_matrix, photo_uses, placements
from ewloe_desktop.services.photo_standings import standings
from tests.faults.amounts import trials
from tests.services.conftest import PASSWORD, School, on_both
from tests.services.test_photos import placed, says, state_of, use_of

STEP = st.tuples(
    st.sampled_from(["teacher", "clerk"]),
    st.sampled_from(["yes", "no", "withdrawn", "asked", "wording", "leave", "return", "later", "only"]),
    st.integers(0, 40),
)


@settings(max_examples=trials(5, 50), deadline=None, suppress_health_check=list(HealthCheck))
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
        one_by_one = {school.people[w]: state_of(school, w, on=on) for w in school.people}
        assert allowed == {id_ for id_, stands in one_by_one.items() if stands.permitted}
        with school.register.reading() as session:
            quick = standings(session, website, on)
        assert all(quick.get(id_, Standing.NOT_ASKED) is one.standing for id_, one in one_by_one.items())


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


@on_both
def test_what_comes_down_for_one_comes_down_for_everybody_in_it(school: School) -> None:
    for who in ("teacher", "clerk"):
        says(school, who, Answer.YES)
    placed(school, "teacher", "clerk")
    for who in ("teacher", "clerk"):
        says(school, who, Answer.WITHDRAWN, scan=None)
    first = school.ask("office", placements.list_takedowns)[0]
    school.do("office", placements.complete_takedown, first, "removed", "Page seen empty", school.clock.today())
    assert school.ask("office", placements.list_takedowns) == ()
