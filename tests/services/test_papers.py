"""Paper and pen: a sheet signed in ink comes back, is filed by one person and confirmed by another."""

from dataclasses import replace
from datetime import date
from typing import Any

from ewloe_desktop.domain.approvals import Body, Capacity, Forum, Meeting, Receipt
from ewloe_desktop.domain.journal import qr_text
from ewloe_desktop.domain.papers import Compared, PaperAnswer, PaperConfirm, PaperFacts, SheetStanding
from ewloe_desktop.domain.policies import RevisionFacts, State
from ewloe_desktop.services import papers, showing
from ewloe_desktop.services.checking import check_whole
from ewloe_desktop.services.sheets import settling_proof
from tests.services.conftest import PASSWORD, School


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
