# ruff: noqa: F811 - fixtures are named where they are asked for
"""What is kept about people: A12 to A14."""

import json
from datetime import timedelta

import pytest
from sqlalchemy import select

from ewloe_desktop.domain.errors import (
    FieldsRefused,
    RuleBroken,
)
from ewloe_desktop.domain.photos import Answer, How, Standing
from ewloe_desktop.services import (
    disposal,
    drafts,
    photos,
    placements,
)
from ewloe_desktop.services.photo_recording import withdraw
from ewloe_desktop.storage.check import check_register
from ewloe_desktop.storage.photos import PhotoTurn, PictureCheck
from tests.faults.people import on_file
from tests.services.conftest import (  # noqa: F401
    PASSWORD,
    School,
    on_both,
    school,
    school_on_file,
    school_on_server,
    some_text,
)
from tests.services.test_disposal import NAME, erased, everything, leaver  # noqa: F401
from tests.services.test_photos import placed, says, state_of, use_of


@on_file
def test_a12_a_yes_on_behalf_without_evidence_is_refused(school: School) -> None:
    with pytest.raises(RuleBroken) as refused:
        says(school, "teacher", Answer.YES, scan=None)
    assert refused.value.rule == "evidence_missing"
    with pytest.raises(FieldsRefused) as fields:
        says(school, "teacher", Answer.YES, how=How.SPOKEN, scan=None)
    assert fields.value.problems[0].field == "written_by"
    assert state_of(school, "teacher").standing is Standing.NOT_ASKED


@on_file
def test_a13_withdrawing_is_one_step_at_once_with_the_places_and_the_earlier_yes_stays(school: School) -> None:
    says(school, "teacher", Answer.YES)
    web = placed(school, "teacher")
    school.later(days=10)
    today = school.clock.today()
    page = school.do("teacher", withdraw, school.people["teacher"], (use_of(school, "website"),), "", today)
    assert state_of(school, "teacher").standing is Standing.WITHDRAWN
    assert [t.placement_id for t in school.ask("office", placements.list_takedowns)] == [web.id]
    assert [line.answer for line in page.history] == [Answer.WITHDRAWN, Answer.YES]
    assert state_of(school, "teacher", on=today - timedelta(days=1)).permitted


@on_both
def test_a14_erasing_leaves_nothing_of_a_leaver_and_the_journal_whole(leaver: School) -> None:
    assert NAME in everything(leaver)
    (entry,) = leaver.ask("head", disposal.propose_disposal)
    assert erased(leaver, entry) == ()
    for written in (NAME, json.dumps(NAME)[1:-1]):  # somebody else's longer name is theirs
        assert written not in everything(leaver).replace(f"{written}-Pugh", "")
    page = leaver.ask("head", photos.person_permissions, entry.person_id)
    assert (page.name, page.history, page.open_placements) == ("Erased person 1", (), 0)
    assert page.left_on == entry.left_on.replace(month=12, day=31)
    with leaver.register.reading() as session:
        assert session.scalars(select(PhotoTurn).where(PhotoTurn.person_id == entry.person_id)).all() == []
        checks = session.execute(select(PictureCheck.what, PictureCheck.people)).all()
    assert {tuple(one[0] for one in json.loads(row.people)) for row in checks} == {(leaver.people["clerk"],)}
    assert {row.what for row in checks} == {"Fair", f"Erased person 1 retires, with {NAME}-Pugh"}
    (place,) = leaver.ask("head", placements.show_placements)
    assert ([name for _, name in place.people], place.has_picture) == (["Clerk Sampl"], False)
    clerk = leaver.ask("head", photos.person_permissions, leaver.people["clerk"])
    assert [line.written_by for line in clerk.history] == ["Erased person 1"]
    assert leaver.ask("office", drafts.typed, "other") is not None
    assert leaver.ask("office", drafts.typed, "pile") is leaver.ask("gone", drafts.typed, "permission") is None
    result = check_register(leaver.register)
    assert (result.whole, result.findings) == (True, ())
