"""Every sheet about pictures is made from what the register holds, by those who may."""

from datetime import date
from typing import Any

import pytest

from ewloe_desktop.domain.errors import NotFound, RuleBroken
from ewloe_desktop.domain.photos import Answer, How
from ewloe_desktop.services import photo_sheets, photo_uses, picture_checks, picture_sheets, placements
from ewloe_desktop.services.photo_recording import AnswerLine, RecordAnswers, record_answers
from ewloe_desktop.services.picture_checks import Question
from ewloe_desktop.services.placements import PlacementAnswer
from tests.documents.made import drawing
from tests.documents.reading import codes_on, words_of
from tests.services.conftest import School, on_both, some_text
from tests.services.scans import SCAN


def use(school: School, code: str = "website") -> str:
    return next(u.id for u in school.ask("head", photo_uses.list_uses) if u.code == code)


def says(school: School, who: str, answer: Answer, code: str = "website", only: str = "") -> None:
    told = school.ask("head", photo_uses.show_wording).id
    line = AnswerLine(use(school, code), answer, only, True)
    scan = SCAN if answer is Answer.YES else None
    form = RecordAnswers(school.people[who], (line,), school.clock.today(), How.PAPER, told, kept_at="Box 3", scan=scan)
    school.do("office", record_answers, form)


def placed(school: School, *who: str, picture: bytes | None = None) -> Any:
    ids = tuple(school.people[one] for one in who)
    answer = PlacementAnswer(
        use(school), "Spring concert", "News page", school.clock.today(), ids, school.people["office"], picture
    )
    return school.do("office", placements.add_placement, answer)


def told(file: Any) -> str:
    assert file.media_type == "application/pdf"
    assert file.name.endswith(".pdf") and not set(file.name) & set('/\\:*?"<>|')
    return " ".join(words_of(file.content))


def test_a_batch_of_forms_names_each_person_with_kind_and_office(school: School) -> None:
    school.in_force(some_text("Staff Phones Policy", "No picture may identify the building."))
    ids = (school.people["teacher"], school.people["clerk"])
    words = told(school.ask("office", photo_sheets.permission_form, ids))
    for one in ("Teacher Sampl", "Teaching staff", "Clerk Sampl", "Non-teaching staff", "No picture may identify"):
        assert one in words
    assert words.count("Page 1 of 2") == 2


def test_a_form_for_nobody_is_blank_and_one_for_a_stranger_is_refused(school: School) -> None:
    assert "Teacher Sampl" not in told(school.ask("office", photo_sheets.permission_form))
    with pytest.raises(NotFound):
        school.ask("office", photo_sheets.permission_form, ("nobody",))


def test_the_file_is_named_for_the_person_without_letters_a_file_cannot_have(school: School) -> None:
    file = school.ask("office", photo_sheets.permission_form, (school.people["teacher"],))
    assert file.name == "Permission to use pictures - Teacher Sampl.pdf"
    assert photo_sheets.made_file("A/b", 'x:"?', b"").name == "A_b - x___.pdf"


def test_a_slip_is_made_for_one_person_or_for_anybody(school: School) -> None:
    assert "Teacher Sampl" in told(school.ask("teacher", photo_sheets.withdrawal_slip, school.people["teacher"]))
    assert "Name:" not in told(school.ask("teacher", photo_sheets.withdrawal_slip))


def test_the_record_tells_states_history_and_places_and_only_to_those_who_may(school: School) -> None:
    says(school, "teacher", Answer.YES)
    says(school, "teacher", Answer.NO, "press")
    placed(school, "teacher")
    words = told(school.ask("teacher", photo_sheets.permission_record, school.people["teacher"]))
    for one in ("Yes, with name", "Not asked", "Paper form; kept at Box 3", "Office Sampl", "News page", "Not noted"):
        assert one in words
    with pytest.raises(RuleBroken):
        school.ask("teacher", photo_sheets.permission_record, school.people["clerk"])


@on_both
def test_the_do_not_use_list_is_about_one_use_on_one_day(school: School) -> None:
    says(school, "teacher", Answer.YES)
    words = told(school.ask("office", photo_sheets.do_not_use_list, use(school)))
    assert "6 of 7 people" in words and "Teacher Sampl" not in words and "23 November 2026" in words
    earlier = school.ask("office", photo_sheets.do_not_use_list, use(school), date(2026, 11, 1))
    assert "7 of 7 people" in told(earlier)
    with pytest.raises(RuleBroken):
        school.ask("teacher", photo_sheets.do_not_use_list, use(school))


@on_both
def test_the_register_holds_everybody_by_every_use(school: School) -> None:
    says(school, "teacher", Answer.YES)
    words = told(school.ask("chair", photo_sheets.permission_register))
    assert "7 people, 9 uses" in words
    assert words.count("Not asked") >= 7 * 9 - 1
    assert "Yes, with name" in words


def test_the_takedown_record_tells_what_is_open_and_what_was_done(school: School) -> None:
    for who in ("teacher", "clerk"):
        says(school, who, Answer.YES)
    place = placed(school, "teacher", "clerk", picture=drawing())
    for who in ("teacher", "clerk"):
        says(school, who, Answer.WITHDRAWN)
    todo = next(t for t in school.ask("office", placements.list_takedowns) if t.person == "Teacher Sampl")
    school.do("office", placements.complete_takedown, todo, "not_possible", "Site closed.", school.clock.today())
    words = told(school.ask("office", picture_sheets.takedown_record, place.id))
    for one in (
        "Teacher Sampl",
        "Not possible Site closed.",
        "Clerk Sampl",
        "To be filled in",
        "Permission withdrawn",
    ):
        assert one in words


def test_a_check_is_printed_before_and_after_it_is_kept(school: School) -> None:
    says(school, "teacher", Answer.YES)
    ids = (school.people["teacher"], school.people["clerk"])
    question = Question(ids, use(school), "Spring concert", school.clock.today(), False, False)
    words = told(school.ask("teacher", picture_sheets.picture_check_sheet, question))
    assert "NO, IT MAY NOT BE USED" in words and "It is not kept" in words
    kept = school.do("teacher", picture_checks.save_check, question)
    says(school, "clerk", Answer.YES)
    file = school.ask("chair", picture_sheets.picture_check_sheet, str(kept.act))
    assert "NO, IT MAY NOT BE USED" in told(file) and "by Teacher Sampl" in told(file)
    assert codes_on(file.content)[0].text.startswith("EG1:")
    with pytest.raises(NotFound):
        school.ask("chair", picture_sheets.picture_check_sheet, "99999")
