"""A staff list is shown before anything is kept, kept in one act, and changes nothing the second time."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from ewloe_desktop.domain.errors import ChangedMeanwhile, RuleBroken
from ewloe_desktop.domain.people import PersonKind
from ewloe_desktop.domain.photos import Answer, Standing
from ewloe_desktop.domain.staff_list import StaffRows, guess_columns
from ewloe_desktop.services import offices, people, photos, placements, staff_list
from ewloe_desktop.services.journal import list_acts
from ewloe_desktop.services.people import NewPerson
from ewloe_desktop.storage.check import check_register
from tests.services.conftest import PASSWORD, School, on_both
from tests.services.test_photo_sheets import placed, says, use

HEADER = ("Name", "Job title", "Start date", "Leaving date", "Payroll number")
STARTED = date(2024, 9, 2)


def rows(*lines: tuple[str, ...]) -> StaffRows:
    return StaffRows(HEADER, lines)


def preview(school: School, *lines: tuple[str, ...], who: str = "office") -> Any:
    found = rows(*lines)
    return school.ask(who, staff_list.preview_staff_list, found, guess_columns(found))


def bring_in(school: School, *lines: tuple[str, ...]) -> Any:
    return school.do("office", staff_list.apply_staff_list, preview(school, *lines))


def person(school: School, name: str) -> Any:
    (row,) = [row for row in school.ask("head", people.list_people) if row.name == name]
    return school.ask("head", people.show_person, row.id)


def add(school: School, name: str, since: date | None = STARTED, kind: PersonKind = PersonKind.STAFF) -> str:
    return str(school.do("office", people.add_person, NewPerson(name, kind, True, since)).row.id)


def problems(shown: Any) -> list[tuple[int, str]]:
    return [(problem.line, problem.problem) for problem in shown.problems]


def state_of_listed(school: School) -> Any:
    website = use(school)
    with school.register.reading() as session:
        return photos.state_of(session, school.people["listed"], website, school.clock.today())


@on_both
def test_new_changed_and_left_are_told_and_kept_in_one_act(school: School) -> None:
    for name in ("Mrs Marged Pugh", "Mr Ieuan Bowen"):
        add(school, name)
    lines = (
        ("Ms Siân Ŵyn", "Teacher", "01/09/2026", "", ""),
        ("PUGH, Marged", "Teaching assistant", "02/09/2024", "", ""),
        ("Bowen, Ieuan", "Teacher", "02/09/2024", "31/08/2026", ""),
    )
    shown = preview(school, *lines)
    assert [(e.name, e.kind, e.since) for e in shown.new] == [("Ms Siân Ŵyn", PersonKind.STAFF, date(2026, 9, 1))]
    assert [(e.name, e.kind_before, e.kind) for e in shown.changed] == [
        ("Mrs Marged Pugh", PersonKind.STAFF, PersonKind.NON_TEACHING)
    ]
    assert [(e.name, e.left_on) for e in shown.left] == [("Mr Ieuan Bowen", date(2026, 8, 31))]
    assert len(school.ask("head", people.list_people)) == 9
    done = bring_in(school, *lines)
    assert [len(done.added), len(done.changed), len(done.left)] == [1, 1, 1]
    assert person(school, "Ms Siân Ŵyn").since == date(2026, 9, 1)
    assert person(school, "Mrs Marged Pugh").row.kind is PersonKind.NON_TEACHING
    assert person(school, "Mr Ieuan Bowen").row.left_on == date(2026, 8, 31)
    act = school.ask("head", list_acts)[0]
    assert (act.kind, act.facts["added"], act.facts["left"]) == ("staff_list_brought_in", 1, 1)
    assert check_register(school.register).whole


@on_both
def test_the_same_list_twice_changes_nothing(school: School) -> None:
    add(school, "Mr Ieuan Bowen")
    lines = (("Siân Ŵyn", "Cook", "1 Sep 2025", "", ""), ("Ieuan Bowen", "", "2/9/2024", "1/9/2026", ""))
    bring_in(school, *lines)
    again = preview(school, *lines)
    assert (again.empty, again.problems, len(again.same)) == (True, (), 2)
    with pytest.raises(RuleBroken) as refused:
        bring_in(school, *lines)
    assert refused.value.rule == "nothing_to_bring_in"


def test_a_leaver_of_the_list_has_the_same_consequences_as_any_leaver(school: School) -> None:
    school.people["listed"] = add(school, "Mr Ieuan Bowen")
    says(school, "listed", Answer.YES)
    placed(school, "listed")
    bring_in(school, ("Mr Ieuan Bowen", "Teacher", "02/09/2024", "31/08/2026", ""))
    state = state_of_listed(school)
    assert state.standing is Standing.LEFT
    assert [t.reason for t in school.ask("office", placements.list_takedowns)] == ["left"]


def test_another_post_ends_earlier_yeses(school: School) -> None:
    school.people["listed"] = add(school, "Mr Ieuan Bowen")
    says(school, "listed", Answer.YES)
    school.later(days=1)
    bring_in(school, ("Mr Ieuan Bowen", "Caretaker", "", "", ""))
    state = state_of_listed(school)
    assert (state.standing, state.reason) == (Standing.LAPSED, "post")


def test_who_holds_an_office_or_a_password_leaves_on_their_own_page(school: School) -> None:
    gone = (school.clock.today() - timedelta(days=1)).isoformat()
    shown = preview(school, ("Teacher Sampl", "", "", gone, ""), ("Clerk Sampl", "", "", gone, ""))
    assert problems(shown) == [(2, "holds_office"), (3, "holds_office")]
    assert problems(preview(school, ("Office Sampl", "", "", gone, ""))) == [(2, "own_leaving")]


def test_the_chair_stays_a_governor(school: School) -> None:
    assert problems(preview(school, ("Chair Sampl", "Teacher", "", "", ""))) == [(2, "still_governor")]


def test_a_leaving_date_to_come_is_not_leaving(school: School) -> None:
    add(school, "Mr Ieuan Bowen")
    later = (school.clock.today() + timedelta(days=30)).isoformat()
    shown = preview(school, ("Mr Ieuan Bowen", "", "", later, ""), ("Ms Siân Ŵyn", "Cook", "", later, ""))
    assert (shown.left, [e.name for e in shown.new]) == ((), ["Ms Siân Ŵyn"])


@on_both
def test_people_of_one_name_are_told_apart_by_their_start(school: School) -> None:
    add(school, "Mrs Marged Pugh", date(2020, 1, 1))
    add(school, "Miss Marged Pugh", date(2024, 1, 1))
    shown = preview(school, ("Marged Pugh", "Caretaker", "1/1/2024", "", ""), ("Marged Pugh", "", "1/1/2020", "", ""))
    assert [e.name for e in shown.changed] == ["Miss Marged Pugh"]
    assert problems(preview(school, ("Marged Pugh", "Caretaker", "", "", ""))) == [(2, "several_alike")]


def test_rows_of_one_payroll_number_are_one_person(school: School) -> None:
    lines = (
        ("Siân Ŵyn", "Teacher", "1/9/2024", "31/8/2025", "77"),
        ("Siân Ŵyn", "Midday supervisor", "1/9/2023", "", "77"),
    )
    shown = preview(school, *lines)
    assert [(e.kind, e.since) for e in shown.new] == [(PersonKind.STAFF, date(2023, 9, 1))]
    twice = preview(school, *((*line[:2], "1/9/2024", "", "") for line in lines))
    assert problems(twice) == [(2, "twice"), (3, "twice")]


def test_what_does_not_fit_is_a_problem_and_the_rest_goes_on(school: School) -> None:
    shown = preview(
        school,
        ("", "Teacher", "1/9/2024", "", ""),
        ("Siân Ŵyn", "Teacher", "soon", "", ""),
        ("Ieuan Bowen", "Teacher", "1/9/2024", "1/9/2023", ""),
        ("x" * 301, "Teacher", "", "", ""),
        ("Marged Pugh", "Teacher", "", "", ""),
    )
    assert problems(shown) == [
        (2, "name_missing"),
        (3, "since_unreadable"),
        (4, "left_before_start"),
        (5, "name_too_long"),
    ]
    assert [e.name for e in shown.new] == ["Marged Pugh"]


def test_odd_rows_add_nobody_by_mistake(school: School) -> None:
    shown = preview(
        school,
        ("Mr", "Teacher", "", "", ""),
        ("Siân Ŵyn", "Teacher", "1/9/2024", "", "7"),
        ("Ieuan Bowen", "Cook", "1/9/2024", "", "7"),
        ("Marged Pugh", "Teacher", "", "", ""),
        ("\u202ePugh,  MARGED", "Cook", "", "", ""),
        ("y" * 300, "Teacher", "1/9/2024", "1/9/2024", ""),
    )
    found = [(2, "name_missing"), (3, "one_reference"), (5, "twice"), (6, "twice")]
    assert sorted(problems(shown)) == found
    assert (shown.new, shown.gone) == ((), 1)  # whoever left long ago is not added either
    assert [p.facts for p in shown.problems if p.problem == "one_reference"] == [{"told": "Ieuan Bowen"}]


def test_somebody_who_left_is_never_brought_back_by_a_list(school: School) -> None:
    row = school.ask("head", people.show_person, school.people["teacher"]).row
    school.do("head", offices.person_leaves, row.id, row.seen, school.clock.today(), PASSWORD.format("head"))
    here = ("Teacher Sampl", "Teacher", "", "", "")
    assert problems(preview(school, here)) == [(2, "left_in_register")]
    assert problems(preview(school, (*here[:2], school.clock.today().isoformat(), "", ""))) == [(2, "came_back")]


def test_people_the_list_does_not_name_are_told_and_left_alone(school: School) -> None:
    shown = preview(school, ("Teacher Sampl", "", "", "", ""), ("Nobody Known", "", "", "1/9/2020", ""))
    assert set(shown.missing) == {"Head Sampl", "Clerk Sampl", "Office Sampl"}
    assert (shown.empty, shown.gone) == (True, 1)


def test_a_preview_is_refused_once_people_have_changed(school: School) -> None:
    shown = preview(school, ("Siân Ŵyn", "Teacher", "", "", ""))
    add(school, "Mr Ieuan Bowen")
    with pytest.raises(ChangedMeanwhile):
        school.do("office", staff_list.apply_staff_list, shown)


def test_only_those_who_add_people_bring_a_list_in(school: School) -> None:
    with pytest.raises(RuleBroken):
        preview(school, ("Siân Ŵyn", "Teacher", "", "", ""), who="teacher")
    shown = preview(school, ("Siân Ŵyn", "Teacher", "", "", ""))
    with pytest.raises(RuleBroken):
        school.do("teacher", staff_list.apply_staff_list, replace(shown))
