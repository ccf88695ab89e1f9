"""The check of what was signed on paper: an insider without keys, and one who signs with their own."""

import pytest

from ewloe_desktop.services import deciding, paper_confirming
from ewloe_desktop.services.checking import check_whole
from ewloe_desktop.storage.acts import declare
from ewloe_desktop.storage.check import check_register
from ewloe_desktop.storage.papers import PaperFiling
from tests.services.conftest import School
from tests.services.test_papers import code_of, confirm, file, head_answer

pytestmark = pytest.mark.parametrize("school", ["file"], indirect=True)

HARM = {
    "signed_on": "2026-11-22",
    "signer_id": "vice",
    "filed_by": "head",
    "answered_by": "chair",
    "kept_at": "nowhere",
    "compared": "same",
    "code": "AAAA-BBBB-CCCC",
    "sheet_act": 1,
    "state": "refused",
    "decision_id": None,
    "meeting": '{"minor": true}',
}


def test_a_filed_sheet_that_another_act_changes_is_named(school: School) -> None:
    paper = file(school, head_answer(school, code_of(school, school.settle(school.draft()))))
    confirm(school, paper)
    assert check_whole(school.register).whole
    unnamed = []
    for column, wrong in HARM.items():
        right = _change(school, paper.id, column, school.people.get(str(wrong), wrong))
        told = [finding.record for finding in check_register(school.register).findings]
        if not any("Staff Phones Policy" in record for record in told):
            unnamed.append(column)
        _change(school, paper.id, column, right)
    assert unnamed == []
    assert check_register(school.register).whole


def _change(school: School, filing: str, column: str, value: object) -> object:
    """Changes one cell in an act that nobody signed; gives what stood there."""
    with school.register.unit(school.actor("office")) as session:
        row = session.get(PaperFiling, filing)
        before: object = getattr(row, column)
        setattr(row, column, value)
        declare(session, "draft_changed", {"title": "Something else"})
    return before


def test_a_decision_that_one_person_filed_and_confirmed_is_found(
    school: School, monkeypatch: pytest.MonkeyPatch
) -> None:
    paper = file(school, head_answer(school, code_of(school, school.settle(school.draft()))), by="clerk")
    monkeypatch.setattr(paper_confirming, "require_other_hand", lambda *_: None)
    confirm(school, paper)
    told = {(finding.expected, finding.found) for finding in check_whole(school.register).findings}
    assert ("confirmed by somebody who did not file it", "by whoever filed it") in told


def test_a_decision_confirmed_by_somebody_without_the_office_is_found(
    school: School, monkeypatch: pytest.MonkeyPatch
) -> None:
    paper = file(school, head_answer(school, code_of(school, school.settle(school.draft()))))
    monkeypatch.setattr(paper_confirming, "require", lambda *_: None)
    confirm(school, paper, by="teacher")
    assert not check_whole(school.register).whole


def test_a_decision_in_ink_without_a_filed_sheet_is_found(school: School, monkeypatch: pytest.MonkeyPatch) -> None:
    settled = school.settle(school.draft())
    kept = deciding.keep_decision

    def in_ink(session: object, revision: object, signing: object, *args: object, **more: object) -> object:
        object.__setattr__(signing, "method", "ink")
        return kept(session, revision, signing, *args, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(deciding, "keep_decision", in_ink)
    school.head_signs(settled)
    told = {finding.expected for finding in check_whole(school.register).findings}
    assert "a sheet in ink, filed and confirmed" in told
