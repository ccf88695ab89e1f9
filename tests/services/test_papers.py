"""Paper and pen: a sheet signed in ink comes back, is filed by one person and confirmed by another."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from ewloe_desktop.documents.signing import check_signatures
from ewloe_desktop.domain.approvals import Body, Capacity, Forum, Meeting, Receipt, ReturnAnswer
from ewloe_desktop.domain.errors import FieldsRefused, RuleBroken, WrongPassword
from ewloe_desktop.domain.journal import qr_text, read_code
from ewloe_desktop.domain.papers import Compared, PaperAnswer, PaperConfirm, PaperFacts, PaperState, SheetStanding
from ewloe_desktop.domain.people import Office
from ewloe_desktop.domain.policies import RevisionFacts, State
from ewloe_desktop.services import drafting, offices, papers, people, policies, returning, sheets, showing
from ewloe_desktop.services.checking import check_whole
from ewloe_desktop.services.reviews import what_needs
from ewloe_desktop.services.sheets import settling_proof
from tests.documents.reading import words_of
from tests.documents.scanning import as_jpeg, printed
from tests.services.conftest import PASSWORD, School, on_both


def code_of(school: School, revision: RevisionFacts) -> str:
    """What the square code of the sheet printed for ink says."""
    with school.register.reading() as session:
        proof = settling_proof(session, revision.policy_id, revision.id)
        assert proof is not None
        return qr_text(proof.register, proof.act, proof.mark)


def head_answer(school: School, code: str, **changed: Any) -> PaperAnswer:
    answer = PaperAnswer(
        code, Body.HEAD, school.people["head"], school.clock.today(), "Minute book", Compared.NOT_COMPARED
    )
    return replace(answer, **changed)


def governors_answer(school: School, code: str, **changed: Any) -> PaperAnswer:
    meeting = Meeting(Forum.FULL, school.clock.today(), "14.2", 9, 14)
    answer = head_answer(school, code, body=Body.GOVERNORS, signer_id=school.people["chair"])
    return replace(answer, capacity=Capacity.CHAIR, meeting=meeting, **changed)


def file(school: School, answer: PaperAnswer, by: str = "office") -> PaperFacts:
    facts: PaperFacts = school.do(by, papers.file_paper, answer)
    return facts


def confirm(school: School, paper: PaperFacts, by: str = "clerk", **more: Any) -> Receipt:
    answer = PaperConfirm(school.people[by], PASSWORD.format(by), **more)
    receipt: Receipt = school.do(by, papers.confirm_paper, paper.id, paper.seen, answer)
    return receipt


@on_both
def test_a_text_comes_into_force_by_ink_alone(school: School) -> None:
    settled = school.settle(school.draft())
    code = code_of(school, settled)
    found = school.ask("office", papers.find_sheet, code)
    assert (found.standing, found.sides, found.refused) == (SheetStanding.OWN, (Body.HEAD,), "")
    head = file(school, head_answer(school, code))
    both = school.ask("office", papers.find_sheet, found.code)
    assert both.sides == (Body.GOVERNORS,)
    governors = file(school, governors_answer(school, found.code))
    assert confirm(school, head).next_step == "governors"
    receipt = confirm(school, governors)
    page = school.ask("head", showing.show_revision, settled.id)
    assert (page.revision.state, receipt.next_step) == (State.IN_FORCE, "in_force")
    assert receipt.next_review == date(2027, 11, 23)
    assert check_whole(school.register).findings == ()


def test_ink_and_screen_are_mixed_on_one_approval_and_each_sheet_says_which(school: School) -> None:
    school.in_force()
    (policy,) = school.ask("head", policies.list_policies)
    again = school.do("head", drafting.start_no_change, policy.id, policy.seen)
    head = confirm(school, file(school, head_answer(school, code_of(school, again))))
    sheet = school.ask("head", sheets.read_document, head.sheet_id).content
    assert [check.name for check in check_signatures(sheet)] == ["Clerk Sampl"]
    assert "Signed on paper on 23 November 2026; its code typed in by the office (Office Sampl)" in words_of(sheet)[0]
    chair = school.chair_signs(again.id)
    sheet = school.ask("head", sheets.read_document, chair.sheet_id).content
    assert [check.name for check in check_signatures(sheet)] == ["Clerk Sampl", "Chair Sampl"]
    (policy,) = school.ask("head", policies.list_policies)
    ending = school.do("head", drafting.start_retirement, policy.id, policy.seen, "Nobody needs it.")
    signed = school.head_signs(ending)
    paper = file(school, governors_answer(school, signed.code))
    receipt = confirm(school, paper)
    sheet = school.ask("head", sheets.read_document, receipt.sheet_id).content
    assert [check.name for check in check_signatures(sheet)] == ["Head Sampl", "Clerk Sampl"]
    assert receipt.next_step == "retired"
    assert all(check.valid and check.coverage_ok for check in check_signatures(sheet))
    shown = dict(school.ask("head", papers.find_sheet, receipt.code).rows)
    assert (shown["Head teacher"], shown["Governing body"]) == (
        "Head Sampl, 23 November 2026, signed on screen.",
        "Chair Sampl, 23 November 2026, signed on paper.",
    )
    assert check_whole(school.register).findings == ()


on_file = pytest.mark.parametrize("school", ["file"], indirect=True)


@on_file
def test_whoever_approved_as_head_teacher_never_confirms_the_governing_bodys_side(school: School) -> None:
    signed = school.head_signs(school.settle(school.draft()))
    paper = file(school, governors_answer(school, signed.code))
    with pytest.raises(RuleBroken) as refused:
        confirm(school, paper, by="head")
    assert refused.value.rule == school.ask("head", papers.show_paper, paper.id).refused == "head_confirms"
    may = {one.name: one.refused for one in school.ask("office", papers.paper_signers, paper.id)}
    assert may == {"Clerk Sampl": "", "Chair Sampl": "", "Head Sampl": "head_confirms"}
    assert [item.paper_id for item in school.ask("head", what_needs).for_you if item.paper_id] == []
    assert [item.paper_id for item in school.ask("clerk", what_needs).for_you if item.paper_id] == [paper.id]
    about = [item.kind for item in school.ask("chair", what_needs).for_you if item.policy_id == paper.policy_id]
    assert about == ["paper_waits_governors"], "not once more as a decision to record"
    about = [item.kind for item in school.ask("chair", what_needs).for_you if item.policy_id == paper.policy_id]
    assert about == ["paper_waits_governors"], "not once more as a decision to record"
    assert confirm(school, paper).next_step == "in_force"


@on_file
def test_whoever_filed_a_sheet_never_confirms_it_and_nobody_without_the_office_does(school: School) -> None:
    paper = file(school, head_answer(school, code_of(school, school.settle(school.draft()))), by="clerk")
    refusals = {}
    for who in ("clerk", "office", "teacher", "vice"):
        with pytest.raises(RuleBroken) as refused:
            confirm(school, paper, by=who)
        refusals[who] = refused.value.rule
    assert refusals == {"clerk": "filed_yourself"} | dict.fromkeys(("office", "teacher", "vice"), "may_not")
    with pytest.raises(WrongPassword):
        school.do("chair", papers.confirm_paper, paper.id, paper.seen, PaperConfirm(school.people["chair"], "not mine"))
    may = {one.name: one.refused for one in school.ask("clerk", papers.paper_signers, paper.id)}
    assert may == {"Clerk Sampl": "filed_yourself", "Chair Sampl": "", "Head Sampl": ""}
    assert confirm(school, paper, by="head").signer == "Head Sampl"
    with pytest.raises(RuleBroken) as refused:
        school.do("head", papers.refuse_paper, paper.id, paper.seen + 1, "Too late.")
    assert refused.value.rule == "paper_answered"


@on_file
def test_every_rule_of_the_screen_holds_on_paper_on_the_day_it_bears(school: School) -> None:
    settled = school.settle(school.draft())
    code, today = code_of(school, settled), school.clock.today()

    def refused(answer: PaperAnswer) -> str:
        with pytest.raises(RuleBroken) as broken:
            file(school, answer)
        return broken.value.rule

    assert refused(head_answer(school, code, signed_on=today + timedelta(days=1))) == "date_in_future"
    assert refused(head_answer(school, code, signed_on=today - timedelta(days=1))) == "date_before_text"
    assert refused(head_answer(school, code, signer_id=school.people["chair"])) == "may_not"
    assert refused(head_answer(school, code, minor=True)) == "nothing_before"
    assert refused(governors_answer(school, code)) == "head_first"
    head = file(school, head_answer(school, code))
    asked = school.ask("office", papers.prepare_paper, settled.id, Body.GOVERNORS)
    assert {one.name: one.refused for one in asked.signers}["Chair Sampl"] == ""
    assert (asked.head_signed_on, asked.settled_on) == (today, today)
    assert refused(head_answer(school, code)) == "paper_waiting"
    few = Meeting(Forum.FULL, today, "3", 6, 14)
    assert refused(replace(governors_answer(school, code), meeting=few)) == "not_quorate"
    assert refused(replace(governors_answer(school, code), signer_id=school.people["head"])) == "same_person"
    assert refused(replace(governors_answer(school, code), signer_id=school.people["vice"])) == "office_not_held"
    governors = file(school, governors_answer(school, code))
    with pytest.raises(RuleBroken) as early:
        confirm(school, governors)
    assert early.value.rule == "head_first"
    with pytest.raises(RuleBroken) as minor:
        confirm(school, governors, minor=True)
    assert minor.value.rule == "minor_by_head"
    confirm(school, head)
    confirm(school, governors)


@on_file
def test_a_term_that_ended_after_the_paper_was_signed_counts_on_its_day(school: School) -> None:
    settled = school.settle(school.draft())
    school.head_signs(settled)
    answer = governors_answer(school, code_of(school, settled), kept_at="Safe")
    school.later(days=3)
    person = school.ask("head", people.show_person, school.people["chair"])
    term = next(one for one in person.terms if one.office is Office.CHAIR)
    ended = (term.id, term.seen, answer.signed_on, PASSWORD.format("head"))
    school.do("head", offices.end_office, *ended)
    paper = file(school, answer)
    assert confirm(school, paper).signer == "Chair Sampl"
    assert check_whole(school.register).findings == ()


@on_file
def test_a_sheet_is_told_by_its_code_as_own_foreign_unknown_or_altered(school: School) -> None:
    settled = school.settle(school.draft())
    code = code_of(school, settled)
    found = school.ask("teacher", papers.find_sheet, code)
    short = found.code
    assert school.ask("teacher", papers.find_sheet, short.lower().replace("-", " ")) == found
    assert ("Policy", "Staff Phones Policy") in found.rows
    ours, act, letters = code.split(":")[1:]
    other = "B" if letters[0] != "B" else "C"
    told = {
        name: school.ask("teacher", papers.find_sheet, text)
        for name, text in {
            "foreign": f"EG1:{'ZZZZ' if ours != 'ZZZZ' else 'YYYY'}:{act}:{letters}",
            "unknown": f"{other}{short[1:]}",
            "beyond": f"EG1:{ours}:{int(act) + 9}:{letters}",
            "altered": f"EG1:{ours}:{act}:{other}{letters[1:]}",
            "moved": f"EG1:{ours}:{int(act) - 1}:{letters}",
        }.items()
    }
    assert {name: (one.standing, one.refused) for name, one in told.items()} == {
        "foreign": (SheetStanding.FOREIGN, "sheet_foreign"),
        "unknown": (SheetStanding.UNKNOWN, "sheet_unknown"),
        "beyond": (SheetStanding.UNKNOWN, "sheet_beyond"),
        "altered": (SheetStanding.ALTERED, "sheet_altered"),
        "moved": (SheetStanding.ALTERED, "sheet_altered"),
    }


@on_file
def test_a_sheet_of_a_text_that_was_returned_is_superseded_and_so_is_what_was_filed_with_it(school: School) -> None:
    settled = school.settle(school.draft())
    code = code_of(school, settled)
    paper = file(school, head_answer(school, code))
    back = ReturnAnswer(Body.HEAD, school.people["head"], "Clause 3 is unclear.", PASSWORD.format("head"))
    page = school.ask("head", showing.show_revision, settled.id)
    school.do("head", returning.return_revision, settled.id, page.revision.seen, back)
    gone = school.ask("teacher", papers.find_sheet, code)
    assert (gone.refused, gone.superseded) == (
        "sheet_superseded",
        "The text was returned on 23 November 2026: Clause 3 is unclear.",
    )
    with pytest.raises(RuleBroken) as refused:
        confirm(school, paper)
    assert refused.value.rule == "sheet_superseded"
    again = school.settle(school.ask("head", showing.show_revision, settled.id).revision)
    assert school.ask("office", papers.find_sheet, code_of(school, again)).sides == (Body.HEAD,)
    answered = school.do("clerk", papers.refuse_paper, paper.id, paper.seen, "The text was returned.")
    assert (answered.state, answered.answered_by) == (PaperState.REFUSED, "Clerk Sampl")


@on_file
def test_an_old_sheet_proves_the_register_and_the_register_the_sheet(school: School) -> None:
    settled = school.settle(school.draft())
    receipt = school.head_signs(settled)
    school.chair_signs(settled.id)
    found = school.ask("office", papers.find_sheet, receipt.code)
    assert (found.acts_before, found.what) == (receipt.act, "Head Sampl approved Staff Phones Policy as head teacher.")
    assert (found.refused, dict(found.rows)["Today"]) == ("sheet_decided", "In force from 23 November 2026.")
    assert school.ask("office", papers.stored_page, receipt.code).startswith(b"%PDF-")
    proved = check_whole(school.register, code=read_code(receipt.code))
    assert (proved.whole, proved.compared) == (True, True)
    with pytest.raises(FieldsRefused):
        school.ask("office", papers.find_sheet, "no code at all")


@on_file
def test_a_scan_that_was_answered_for_one_side_is_never_filed_for_the_other(school: School) -> None:
    settled = school.settle(school.draft())
    code = code_of(school, settled)
    scan = as_jpeg(printed(school.ask("office", papers.stored_page, code)))
    more: dict[str, Any] = {"scan": scan, "scan_name": "scan.jpg", "compared": Compared.SAME}
    confirm(school, file(school, head_answer(school, code, **more)))
    found = school.ask("office", papers.find_sheet, code)
    told = school.ask("office", papers.with_scan, found, scan)
    assert (found.sides, told.sides, told.refused) == ((Body.GOVERNORS,), (), "scan_answered")
    assert told.answered == "This very scan was filed on 23 November 2026 as signed by the head teacher and answered."
    with pytest.raises(RuleBroken) as refused:
        file(school, governors_answer(school, code, **more))
    assert refused.value.rule == "scan_answered"
    other = more | {"scan": as_jpeg(printed(school.ask("office", papers.stored_page, code)), 60)}
    paper = file(school, governors_answer(school, code, **other))
    school.do("clerk", papers.refuse_paper, paper.id, paper.seen, "The minute is 14.3.")
    assert confirm(school, file(school, governors_answer(school, code, **other))).next_step == "in_force"
