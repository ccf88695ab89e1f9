"""Photo permissions through the use cases."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from ewloe_desktop.domain.errors import FieldsRefused, RuleBroken, WrongPassword
from ewloe_desktop.domain.people import PersonKind
from ewloe_desktop.domain.photos import Answer, How, Standing
from ewloe_desktop.services import (
    offices,
    people,
    photo_matrix,
    photo_uses,
    photos,
    picture_checks,
    placements,
)
from ewloe_desktop.services.people import NewPerson
from ewloe_desktop.services.photo_matrix import MatrixFilter
from ewloe_desktop.services.photo_recording import AnswerLine, RecordAnswers, record_answers, withdraw
from ewloe_desktop.services.photo_uses import UseAnswer
from ewloe_desktop.services.picture_checks import Question
from ewloe_desktop.services.placements import PlacementAnswer
from tests.services.conftest import PASSWORD, School, on_both, some_text
from tests.services.scans import SCAN


def use_of(school: School, code: str) -> str:
    return next(u.id for u in school.ask("head", photo_uses.list_uses) if u.code == code)


def _answers(school: School, who: str, *lines: AnswerLine, **changed: Any) -> RecordAnswers:
    told = school.ask("head", photo_uses.show_wording).id
    answer = {"given_on": school.clock.today(), "how": How.PAPER, "scan": SCAN, "wording_id": told}
    return RecordAnswers(school.people[who], lines, **answer | changed)


def says(school: School, who: str, answer: Answer, code: str = "website", only: str = "", **changed: Any) -> Any:
    line = AnswerLine(use_of(school, code), answer, only)
    return school.do("office", record_answers, _answers(school, who, line, **changed))


def state_of(school: School, who: str, code: str = "website", **more: Any) -> Any:
    with school.register.reading() as session:
        on = more.pop("on", school.clock.today())
        return photos.state_of(session, school.people[who], _use_in(session, code), on, **more)


def _use_in(session: Any, code: str) -> str:
    return next(u.id for u in photo_uses.list_uses(session, None) if u.code == code)  # type: ignore[arg-type]


def test_there_is_no_default_yes(school: School) -> None:
    page = school.ask("office", photos.person_permissions, school.people["teacher"])
    assert len(page.uses) == 9
    assert {s.standing for s in page.states} == {Standing.NOT_ASKED}


def test_the_office_records_a_paper_form_with_its_scan(school: School) -> None:
    says(school, "teacher", Answer.YES, kept_at="Blue folder")
    page = school.ask("office", photos.person_permissions, school.people["teacher"])
    (line,) = page.history
    assert (line.how, line.recorded_by, line.wording, line.kept_at) == (
        How.PAPER,
        "Office Sampl",
        "2026-1",
        "Blue folder",
    )
    assert line.until == date(2028, 11, 23)
    assert state_of(school, "teacher").permitted
    assert not state_of(school, "teacher", "press").permitted


def test_a_no_needs_no_evidence(school: School) -> None:
    says(school, "teacher", Answer.NO, scan=None)
    assert state_of(school, "teacher").standing is Standing.NO


def test_only_the_person_signs_with_their_own_password(school: School) -> None:
    for password in (PASSWORD.format("office"), ""):
        with pytest.raises(WrongPassword):
            says(school, "teacher", Answer.YES, how=How.SCREEN, scan=None, password=password)
    says(school, "teacher", Answer.YES, how=How.SCREEN, scan=None, password=PASSWORD.format("teacher"))
    assert school.ask("office", photos.person_permissions, school.people["teacher"]).history[0].how is How.SCREEN


def test_a_teacher_records_for_nobody_else(school: School) -> None:
    line = AnswerLine(use_of(school, "website"), Answer.NO)
    with pytest.raises(RuleBroken):
        school.do("teacher", record_answers, _answers(school, "clerk", line))
    with pytest.raises(RuleBroken):
        school.ask("teacher", photos.person_permissions, school.people["clerk"])


@on_both
def test_what_was_known_on_a_day_stays_what_was_known(school: School) -> None:
    says(school, "teacher", Answer.YES)
    school.later(days=10)
    known, on = school.clock.now(), school.clock.today()
    school.later(days=10)
    says(school, "teacher", Answer.WITHDRAWN, scan=None, given_on=on - timedelta(days=1))
    assert state_of(school, "teacher", on=on, known=known).permitted
    assert state_of(school, "teacher", on=on).standing is Standing.WITHDRAWN


def test_a_yes_lapses_after_two_years_or_with_new_wording_or_another_post(school: School) -> None:
    for who in ("teacher", "clerk", "governor"):
        says(school, who, Answer.YES)
    school.later(days=3)
    row = school.ask("head", people.show_person, school.people["clerk"]).row
    school.do("office", people.change_person, row.id, row.seen, NewPerson(row.name, PersonKind.STAFF, True))
    assert (state_of(school, "clerk").standing, state_of(school, "clerk").reason) == (Standing.LAPSED, "post")
    assert state_of(school, "teacher", on=date(2028, 11, 24)).reason == "until"
    school.do("office", photo_uses.change_wording, "2026-1", "Other words.")
    assert state_of(school, "teacher").reason == "wording"


def test_a_use_that_more_people_see_asks_again(school: School) -> None:
    says(school, "teacher", Answer.YES, "archive")
    school.later(days=1)
    use = next(u for u in school.ask("head", photo_uses.list_uses) if u.code == "archive")
    school.do("office", photo_uses.keep_use, UseAnswer(use.name, True, "screen", "consent", "", use.id, use.seen))
    assert state_of(school, "teacher", "archive").reason == "use"


@on_both
def test_a_picture_is_allowed_only_if_everyone_in_it_said_yes(school: School) -> None:
    for who in ("teacher", "clerk"):
        says(school, who, Answer.YES)
    ids = tuple(school.people[w] for w in ("teacher", "clerk"))
    today, website = school.clock.today(), use_of(school, "website")

    def ask(*more: str, **flags: bool) -> Any:
        question = Question(
            ids + more, website, "Concert", today, flags.get("children", False), flags.get("setting", False)
        )
        return school.ask("governor", picture_checks.check_picture, question).verdict

    assert ask().allowed
    refused = ask(school.people["governor"])
    assert (refused.allowed, [p.name for p in refused.in_the_way]) == (False, ["Governor Sampl"])
    assert [ask(children=True).rule, ask(setting=True).rule] == ["children_or_setting"] * 2


def test_the_refusal_quotes_the_clause_in_force_and_can_be_kept(school: School) -> None:
    school.in_force(some_text("Staff Pages Policy", "A picture that identifies a colleague needs their yes."))
    clause = "No picture may identify the building or a child."
    school.in_force(some_text("Staff Phones Policy", clause))
    question = Question((), use_of(school, "website"), "Sports day", school.clock.today(), True, False)
    kept = school.do("teacher", picture_checks.save_check, question)
    assert (kept.clause, kept.clause_from) == (clause, "Staff Phones Policy, Revision 1")
    assert kept.code and kept.act


def test_children_inside_the_school_are_for_the_school_to_decide(school: School) -> None:
    question = Question((), use_of(school, "internal_display"), "Board", school.clock.today(), True, True)
    assert school.ask("teacher", picture_checks.check_picture, question).verdict.allowed


def placed(school: School, *who: str, code: str = "website", what: str = "Concert") -> Any:
    ids = tuple(school.people[w] for w in who)
    answer = PlacementAnswer(
        use_of(school, code), what, "News page", school.clock.today(), ids, school.people["office"]
    )
    return school.do("office", placements.add_placement, answer)


@on_both
def test_a_withdrawal_lists_every_placement_until_each_is_dealt_with(school: School) -> None:
    says(school, "teacher", Answer.YES)
    says(school, "teacher", Answer.YES, "newsletter")
    web, paper = placed(school, "teacher"), placed(school, "teacher", code="newsletter", what="Spring issue")
    for code in ("website", "newsletter"):
        says(school, "teacher", Answer.WITHDRAWN, code, scan=None)
    items = {t.placement_id: t for t in school.ask("office", placements.list_takedowns)}
    assert {items[web.id].due, items[paper.id].due} == {school.clock.today() + timedelta(days=10)}
    with pytest.raises(FieldsRefused):
        school.do("office", placements.complete_takedown, items[web.id], "asked_press", "x", school.clock.today())
    done = school.do(
        "office", placements.complete_takedown, items[web.id], "removed", "Page seen empty", school.clock.today()
    )
    assert (done.done_by, done.outcome) == ("Office Sampl", "removed")
    assert [t.placement_id for t in school.ask("office", placements.list_takedowns)] == [paper.id]
    assert items[paper.id].outcomes[0] == "no_reprint"


@pytest.mark.parametrize("answer", [Answer.NO, Answer.WITHDRAWN])
def test_a_picture_found_after_a_refusal_is_listed_too(school: School, answer: Answer) -> None:
    says(school, "teacher", answer, scan=None)
    found = placed(school, "teacher")
    (item,) = school.ask("office", placements.list_takedowns)
    assert (item.placement_id, item.reason) == (found.id, "withdrawn")
    school.do("office", placements.complete_takedown, item, "removed", "Page seen empty", school.clock.today())
    assert school.ask("office", placements.list_takedowns) == ()


@on_both
def test_a_withdrawal_finds_its_picture_however_its_name_was_typed(school: School) -> None:
    says(school, "teacher", Answer.YES, only="Sports day")
    placed(school, "teacher", what="Sports Day")
    school.later(days=1)
    uses = (use_of(school, "website"),)
    school.do("teacher", withdraw, school.people["teacher"], uses, "sports  DAY", school.clock.today())
    assert not state_of(school, "teacher", only="Sports day").permitted
    assert len(school.ask("office", placements.list_takedowns)) == 1


def test_a_night_in_summer_is_the_schools_own_day(school: School) -> None:
    school.clock.set(datetime(2027, 7, 1, 23, 30, tzinfo=UTC))  # half past midnight on the second
    says(school, "teacher", Answer.YES, given_on=date(2027, 7, 1))
    school.do("teacher", withdraw, school.people["teacher"], (use_of(school, "website"),), "", date(2027, 7, 2))
    assert state_of(school, "teacher", on=date(2027, 7, 1)).permitted
    assert state_of(school, "teacher").since == date(2027, 7, 2)


def test_other_words_in_the_afternoon_end_a_yes_of_the_morning(school: School) -> None:
    says(school, "teacher", Answer.YES)
    school.later(hours=2)
    number = school.ask("head", photo_uses.show_wording).number
    school.do("office", photo_uses.change_wording, number, "Other words")
    assert state_of(school, "teacher").standing is Standing.LAPSED
    assert school.ask("head", photo_matrix.who_may_be_pictured, use_of(school, "website")) == ()
    school.later(hours=1)
    says(school, "teacher", Answer.YES)
    assert len(school.ask("head", photo_matrix.who_may_be_pictured, use_of(school, "website"))) == 1


def test_a_leaver_and_a_lapse_are_listed_too(school: School) -> None:
    for who in ("teacher", "governor"):
        says(school, who, Answer.YES)
        placed(school, who, what=who)
    row = school.ask("head", people.show_person, school.people["teacher"]).row
    today = school.clock.today()
    school.do("head", offices.person_leaves, row.id, row.seen, today, PASSWORD.format("head"))
    assert [(t.reason, t.person) for t in school.ask("office", placements.list_takedowns)] == [
        ("left", "Teacher Sampl")
    ]
    school.later(days=800)
    lapsed = next(t for t in school.ask("office", placements.list_takedowns) if t.reason == "lapsed")
    school.do("office", placements.complete_takedown, lapsed, "removed", "Gone", school.clock.today())
    assert {t.reason for t in school.ask("office", placements.list_takedowns)} == {"left"}
    counts = school.ask("office", photo_matrix.count_photos)
    assert (counts.takedowns, counts.leavers_pictured) == (1, 1)


def test_coming_back_revives_no_yes(school: School) -> None:
    says(school, "teacher", Answer.YES)
    school.later(days=1)
    row = school.ask("head", people.show_person, school.people["teacher"]).row
    page = school.do("head", offices.person_leaves, row.id, row.seen, school.clock.today(), PASSWORD.format("head"))
    assert state_of(school, "teacher").standing is Standing.LEFT
    school.later(days=30)
    school.do("head", offices.person_returns, row.id, page.row.seen, school.clock.today())
    assert state_of(school, "teacher").standing is Standing.LAPSED


@on_both
def test_the_matrix_pages_filters_and_sorts_by_name(school: School) -> None:
    says(school, "teacher", Answer.YES)
    says(school, "clerk", Answer.NO, scan=None)
    page = school.ask("office", photo_matrix.show_matrix, MatrixFilter(), None, 3)
    rest = school.ask("office", photo_matrix.show_matrix, MatrixFilter(), page.after, 100)
    names = [r.name for r in (*page.rows, *rest.rows)]
    assert names == sorted(names) and len(names) == 7
    website = use_of(school, "website")
    for wanted, who in (
        (MatrixFilter(use_id=website, standing=Standing.YES), ["Teacher Sampl"]),
        (MatrixFilter(use_id=website, standing=Standing.NO), ["Clerk Sampl"]),
        (MatrixFilter(find="teach"), ["Teacher Sampl"]),
        (MatrixFilter(lapsing=True), []),
        (MatrixFilter(leavers=True), []),
    ):
        assert [r.name for r in school.ask("office", photo_matrix.show_matrix, wanted).rows] == who
    school.later(days=700)
    lapsing = school.ask("office", photo_matrix.show_matrix, MatrixFilter(lapsing=True))
    assert [r.name for r in lapsing.rows] == ["Teacher Sampl"]


@on_both
def test_the_do_not_use_list_is_everybody_without_a_standing_yes(school: School) -> None:
    says(school, "teacher", Answer.YES)
    names = [d.name for d in school.ask("office", photo_matrix.do_not_use, use_of(school, "website"))]
    assert "Teacher Sampl" not in names and len(names) == 6
