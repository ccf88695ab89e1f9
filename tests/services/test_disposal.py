"""Disposal: proposed, confirmed by the head teacher, wholly erased, and the journal stays whole."""

import json
from typing import Any

import pytest
from sqlalchemy import select

from ewloe_desktop.domain.errors import ChangedMeanwhile, FieldsRefused, RuleBroken
from ewloe_desktop.domain.people import Office, PersonKind
from ewloe_desktop.domain.photos import Answer, How
from ewloe_desktop.services import disposal, drafts, offices, people, photo_matrix, photos, placements
from ewloe_desktop.services.disposal import Disposable
from ewloe_desktop.services.journal import list_acts
from ewloe_desktop.services.people import NewPerson
from ewloe_desktop.services.photo_matrix import MatrixFilter
from ewloe_desktop.services.picture_checks import Question, save_check
from ewloe_desktop.services.placements import PlacementAnswer
from ewloe_desktop.storage.check import check_register
from ewloe_desktop.storage.documents import Document
from ewloe_desktop.storage.tables import METADATA
from tests.services.conftest import PASSWORD, School, on_both
from tests.services.scans import picture, scan
from tests.services.site_school import SiteSchool, at
from tests.services.test_photos import placed, says, use_of

__all__ = ["at"]

NAME = "Ms Siân Maes-y-Coed"  # with letters that are written differently where a form is kept
HEAD = PASSWORD.format("head")


@pytest.fixture
def leaver(school: School) -> School:
    """Somebody of whom the register holds everything it can, who left more than six years ago."""
    school.people["gone"] = school.do("office", people.add_person, NewPerson(NAME, PersonKind.STAFF, True)).row.id
    facts = school.ask("head", people.show_person, school.people["gone"])
    school.do("head", people_key, facts.row.id, facts.row.seen)
    says(school, "gone", Answer.YES, how=How.SCREEN, scan=None, password=PASSWORD.format("gone"))
    says(school, "gone", Answer.YES, "press", kept_at=f"Folder of {NAME}")
    says(school, "clerk", Answer.YES, scan=None, how=How.SPOKEN, written_by=NAME)
    both = (school.people["gone"], school.people["clerk"])
    _placed_with_picture(school, both)
    placed(school, "gone", what="Alone")
    for what in ("Fair", f"{NAME} retires, with {NAME}-Pugh"):
        question = Question(both, use_of(school, "website"), what, school.clock.today(), children=False, setting=False)
        school.do("office", save_check, question)
    _leaves(school, "gone")
    school.do("gone", drafts.keep_typed, "permission", {"note": "mine"})
    school.do("office", drafts.keep_typed, f"permission/{school.people['gone']}", {"note": "theirs"})
    school.do("office", drafts.keep_typed, "pile", {"who": NAME})
    school.do("office", drafts.keep_typed, "other", {"who": "Teacher Sampl"})
    school.later(days=366 * 7)
    return school


def people_key(session: Any, actor: Any, person_id: str, seen: int) -> Any:
    """Enrols the leaver's key."""
    from ewloe_desktop.services.keys import enrol_key

    return enrol_key(session, actor, person_id, seen, PASSWORD.format("gone"))


def _placed_with_picture(school: School, ids: tuple[str, ...]) -> None:
    where, today = f"Page of {NAME}", school.clock.today()
    answer = PlacementAnswer(use_of(school, "website"), "Fair", where, today, ids, school.people["office"], picture())
    school.do("office", placements.add_placement, answer)


def _leaves(school: School, who: str) -> None:
    row = school.ask("head", people.show_person, school.people[who]).row
    school.do("head", offices.person_leaves, row.id, row.seen, school.clock.today(), HEAD)


def erased(school: School, *entries: Disposable, note: str = "Kept long enough.") -> Any:
    """Somebody's records disposed of by the head teacher."""
    return school.do("head", disposal.confirm_disposal, entries, note, HEAD)


def everything(school: School) -> str:
    """Every cell of every table as text, the names in the acts of that time included."""
    with school.register.reading() as session:
        cells = [
            cell
            for table in METADATA.sorted_tables
            if table.name not in ("key_ring",)
            for row in session.execute(select(table))
            for cell in row
        ]
    told = [cell.decode("utf-8", "replace") if isinstance(cell, bytes) else str(cell) for cell in cells]
    return json.dumps(told, ensure_ascii=False) + json.dumps(told)


def test_nothing_is_proposed_before_its_time_and_nothing_goes_without_the_head(leaver: School) -> None:
    (entry,) = leaver.ask("head", disposal.propose_disposal)
    assert (entry.name, entry.answers, entry.placements, entry.keeps_name) == (NAME, 2, 2, "")
    with pytest.raises(RuleBroken):
        leaver.do("office", disposal.confirm_disposal, (entry,), "Kept long enough.", PASSWORD.format("office"))
    with pytest.raises(FieldsRefused):
        erased(leaver, entry, note=" ")
    stale = Disposable(entry.person_id, 1, NAME, entry.left_on, entry.kept_until, 2, 2)
    with pytest.raises(ChangedMeanwhile):
        erased(leaver, stale)
    leaver.clock.moment = leaver.clock.moment.replace(year=entry.kept_until.year)
    assert leaver.ask("head", disposal.propose_disposal) == ()


@on_both
def test_the_act_tells_ids_and_its_note_can_be_read_and_is_not_in_it(leaver: School) -> None:
    (entry,) = leaver.ask("head", disposal.propose_disposal)
    erased(leaver, entry, note=f"Looked at with the file of {NAME}.")
    act = leaver.ask("head", list_acts)[0]
    assert (act.kind, act.facts["people"], act.facts["note"]) == (
        "records_disposed",
        [entry.person_id],
        f"Looked at with the file of {NAME}.",
    )
    (gone,) = leaver.ask("head", disposal.list_erased)
    assert (gone.person_id, gone.act, gone.on) == (entry.person_id, act.act, leaver.clock.today())
    assert not gone.keeps_name
    rows = leaver.ask("head", photo_matrix.show_matrix, MatrixFilter(leavers=True)).rows
    assert [row.name for row in rows] == ["Erased person 1"]


def test_who_held_an_office_or_signed_keeps_their_name_and_loses_the_rest(school: School) -> None:
    school.grant("teacher", Office.LINE_MANAGER)
    says(school, "teacher", Answer.YES)
    for who in ("teacher", "vice"):
        _leaves(school, who)
    school.later(days=366 * 7)
    (entry,) = school.ask("head", disposal.propose_disposal)  # of the vice-chair nothing could be erased
    assert (entry.person_id, entry.keeps_name) == (school.people["teacher"], "held_office")
    assert erased(school, entry) == ()
    page = school.ask("head", photos.person_permissions, entry.person_id)
    assert (page.name, page.history) == ("Teacher Sampl", ())
    assert [one.keeps_name for one in school.ask("head", disposal.list_erased)] == [True]
    assert check_register(school.register).whole


def test_who_stands_on_the_signed_sheet_of_a_site_keeps_their_name(at: SiteSchool) -> None:
    names = {who: at.school.add(who, PersonKind.STAFF, True) for who in ("moderates", "asked")}
    says(at.school, "moderates", Answer.YES)
    at.endorse(at.send(moderators=(names["moderates"], at.school.people["office"])))
    at.send("asked", line_manager=at.school.people["manager"])  # nobody signed it: no sheet of it is kept
    for who in names:
        _leaves(at.school, who)
    at.school.later(days=366 * 7)
    told = {entry.name: entry.keeps_name for entry in at.school.ask("head", disposal.propose_disposal)}
    assert told == {"Moderates Sampl": "official_site", "Asked Sampl": ""}


def test_a_scan_that_holds_others_forms_is_told_and_stays_with_theirs(school: School) -> None:
    pile = scan(2)
    school.people["gone"] = school.do("office", people.add_person, NewPerson(NAME, PersonKind.STAFF, True)).row.id
    for who in ("gone", "teacher"):
        says(school, who, Answer.YES, scan=pile)
    _leaves(school, "gone")
    school.later(days=366 * 7)
    (entry,) = school.ask("head", disposal.propose_disposal)
    assert entry.shared_scans == 1
    erased(school, entry)
    with school.register.reading() as session:
        kept = session.scalars(select(Document.content).where(Document.kind == "photo_evidence")).all()
    assert kept == [pile]
    assert check_register(school.register).whole


@on_both
def test_an_older_copy_put_back_loses_again_what_was_erased(leaver: School) -> None:
    (entry,) = leaver.ask("head", disposal.propose_disposal)
    listed = (disposal.Erased(entry.person_id, 99, leaver.clock.today(), False),)  # as the newer register told it
    unknown = (disposal.Erased("f" * 20, 100, leaver.clock.today(), False),)
    done = leaver.do("head", disposal.erase_again, listed + unknown, HEAD)
    assert done.people == (entry.person_id,)
    assert leaver.ask("head", disposal.propose_disposal) == ()
    assert leaver.do("head", disposal.erase_again, listed + unknown, HEAD).people == ()
    assert check_register(leaver.register).whole
