"""Document control is kept beside a policy, printed on its next sheet, and never touches an approval."""

import io
from dataclasses import replace
from datetime import date

import pikepdf
import pytest

from ewloe_desktop.documents.approval_sheet import approval_sheet as make
from ewloe_desktop.domain.errors import ChangedMeanwhile, FieldsRefused, RuleBroken
from ewloe_desktop.domain.policy_control import Consulted, ControlFacts
from ewloe_desktop.services.journal import list_acts
from ewloe_desktop.services.policy_control import ControlAnswer, control_rows, keep_control, show_control
from ewloe_desktop.services.sheets import approval_sheet
from ewloe_desktop.services.showing import show_revision
from ewloe_desktop.storage.check import check_register
from tests.conftest import MONDAY
from tests.documents import made
from tests.documents.reading import words_of
from tests.services.conftest import School, on_both, some_text

TODAY = MONDAY.date()


@on_both
def test_what_is_filled_in_stands_by_the_policy_and_on_its_next_sheet(school: School) -> None:
    other = school.in_force(some_text("Visits Policy"))
    draft = school.draft()
    asked = school.ask("office", show_control, draft.policy_id)
    assert asked.facts == ControlFacts(draft.policy_id)
    assert [one.name for one in asked.policies] == ["Visits Policy"]
    answer = ControlAnswer(
        school.people["office"],
        statutory=True,
        published="School website",
        related=(other.policy_id,),
        consulted=(Consulted(" School  council ", date(2026, 10, 12)),),
        effective_on=date(2027, 1, 4),
        retention="In force and six years",
    )
    kept = school.do("office", keep_control, draft.policy_id, 0, answer)
    page = school.ask("teacher", show_revision, draft.id)
    assert page.control == kept
    assert kept.consulted == (Consulted("School council", date(2026, 10, 12)),)
    sheet = " ".join(words_of(school.ask("office", approval_sheet, draft.id).content))
    for words in (
        "Office Sampl · statutory: the law asks for it · to be followed from 4 January 2027",
        "Published · Cyhoeddwyd School website · Kept for: In force and six years",
        "School council, 12 October 2026",
        "Visits Policy",
    ):
        assert words in sheet, words
    assert next(act.kind for act in school.ask("head", list_acts)) == "control_kept"
    assert check_register(school.register).findings == ()


def test_what_cannot_be_so_is_refused_and_a_signed_sheet_stays(school: School) -> None:
    revision = school.in_force()
    before = school.ask("office", approval_sheet, revision.id).content
    policy = revision.policy_id
    with pytest.raises(RuleBroken, match="RuleBroken"):
        school.do("teacher", keep_control, policy, 0, ControlAnswer(published="Website"))
    for wrong in (
        ControlAnswer(related=(policy,)),
        ControlAnswer(consulted=(Consulted("Parents", date(2026, 12, 1)),)),
        ControlAnswer(consulted=(Consulted("  ", TODAY),)),
    ):
        with pytest.raises(FieldsRefused):
            school.do("office", keep_control, policy, 0, wrong)
    kept = school.do("office", keep_control, policy, 0, ControlAnswer(published="Website", statutory=False))
    with pytest.raises(ChangedMeanwhile):
        school.do("office", keep_control, policy, 0, ControlAnswer(published="Staff room"))
    with pytest.raises(RuleBroken) as same:
        school.do("office", keep_control, policy, kept.seen, ControlAnswer(published="Website", statutory=False))
    assert same.value.rule == "control_unchanged"
    assert school.ask("office", approval_sheet, revision.id).content == before


def test_a_sheet_with_every_row_of_document_control_is_still_one_page() -> None:
    facts = ControlFacts(
        "p",
        1,
        "o",
        "Mrs Marged Pugh",
        True,
        "School website, staff room, a paper copy on request",
        ("a", "b"),
        ("Behaviour and Relationships Policy", "Safeguarding and Child Protection Policy"),
        (Consulted("School council", date(2026, 10, 12)), Consulted("Parents’ evening", date(2026, 10, 20))),
        date(2027, 1, 4),
        "As long as it is in force and six years after",
    )
    pdf = make(replace(made.FACTS, control=control_rows(facts)))
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        assert len(opened.pages) == 1
