"""The site approval sheet: fixed by the first signature, each decision in its own field, sound at every stage."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from pyhanko.sign.general import SigningError

from ewloe_desktop.documents.ink import INK
from ewloe_desktop.documents.page import MM
from ewloe_desktop.documents.signing import check_signatures
from ewloe_desktop.documents.site_approval import site_sheet
from ewloe_desktop.documents.site_blocks import height_of
from ewloe_desktop.documents.site_signing import sign_site
from ewloe_desktop.domain.journal import short_code
from ewloe_desktop.domain.site_form import RequestKind
from tests.documents import made
from tests.documents import sited as s
from tests.documents.reading import codes_on, field_rects, read_aloud, words_of

FIELDS = ["line_manager", "second_approver", "head_teacher"]
PART = replace(
    s.SHEET,
    kind=RequestKind.TAKE_PART,
    parts=s.parts(s.PART_ANSWERS, RequestKind.TAKE_PART),
    steps=(s.STEPS[0], replace(s.STEPS[2], office="chair", logo_asked=True)),
)


def aloud(pdf: bytes) -> str:
    return " ".join(words for _, words in read_aloud(pdf))


def test_the_page_holds_the_whole_request_and_what_it_is_decided_under() -> None:
    told = " ".join(words_of(site_sheet(s.SHEET), fields=False))
    for words in (
        "Year 4 garden diary",
        "Pupils of the school, aged 8 to 9",
        "Ysgol Glan Aber",
        s.BASIS,
        "1 March 2027",
    ):
        assert words in told
    for name in ("Ms Siân Ŵyn-Ellis", "Mr Gethin Price", "Mrs Carys Morgan"):
        assert name in told
    assert "Data protection has not been looked at yet." in told
    assert "head teacher’s authority" not in told


def test_without_adopted_requirements_the_head_teachers_authority_is_named() -> None:
    none = replace(s.SHEET, basis="")
    assert "decided on the head teacher’s authority" in " ".join(words_of(site_sheet(none)))
    own = replace(none, steps=(*s.STEPS[:2], replace(s.STEPS[2], office="chair")))
    told = " ".join(words_of(site_sheet(own)))
    assert "decided on the authority of the chair of governors" in told
    assert "on the head teacher’s authority" not in told


def test_a_later_round_shows_what_changed_and_that_nobodys_word_stands_for_it() -> None:
    sheet = replace(
        s.SHEET, round=2, parts=s.parts(changed=("aims",)), changed_note="What the site is meant to achieve"
    )
    told = " ".join(words_of(site_sheet(sheet)))
    assert "Round 2" in told
    assert told.count("[changed]") == 1
    assert "counts no more" in told


def test_an_unsigned_sheet_says_so_and_has_room_for_ink() -> None:
    (*_, last) = words_of(site_sheet(s.SHEET))
    assert last.count("NOT YET ENDORSED") == 2
    assert last.count("NOT YET APPROVED") == 1
    assert "Waiting for Mrs Eleri Vaughan, the line manager." in last
    assert INK[1] >= 15 * MM


def test_every_approvers_box_stands_on_one_page_in_order_and_never_splits() -> None:
    for sheet in (s.SHEET, s.long_sheet(), replace(PART, parts=PART.parts[:1])):
        rects = field_rects(site_sheet(sheet))
        boxes = [rects[step.field] for step in sheet.steps]
        assert len({page for page, _ in boxes}) == 1
        tops = [rect[3] for _, rect in boxes]
        assert tops == sorted(tops, reverse=True)
        for step, (_, rect) in zip(sheet.steps, boxes, strict=True):
            assert rect[3] - rect[1] == pytest.approx(height_of(step.step), abs=0.1)
            assert rect[1] > 10 * MM


def test_each_decision_stands_in_its_approvers_own_field_with_its_own_mark() -> None:
    page, signed = words_of(s.finished(), fields=False)[-1], words_of(s.finished())[-1]
    for words in ("ENDORSED.", "APPROVED ON CONDITIONS.", "First names only", "Use of the school’s logo: approved."):
        assert words in signed
        assert words not in page
    assert "NOT YET" not in signed
    marks = {short_code(decided.proof.mark) for decided in s.DECISIONS}
    assert all(mark in signed for mark in marks)
    assert len(codes_on(s.finished(), page=2)) == 3


def test_signing_leaves_the_pages_as_the_first_approver_saw_them() -> None:
    before, after = words_of(s.finished(1), fields=False), words_of(s.finished(), fields=False)
    assert before == after


@pytest.mark.parametrize("count", [1, 2, 3])
def test_every_signature_stays_valid_while_others_follow(count: int) -> None:
    checks = check_signatures(s.finished(count))
    assert [check.field for check in checks] == FIELDS[:count]
    assert all(check.valid and check.coverage_ok for check in checks)


def test_after_the_last_signature_nothing_can_be_signed_any_more() -> None:
    with pytest.raises(SigningError):
        sign_site(s.finished(), made.key("signer 0"), s.DECISIONS[0])


@pytest.mark.pdfsig
def test_pdfsig_finds_all_three_valid(pdfsig: Callable[[bytes], str]) -> None:
    told = pdfsig(s.finished())
    assert told.count("Signature Validation: Signature is Valid.") == 3
    assert told.count("Total document signed") == 1
    assert "Signing Time: Mar 22 2026" in told


@pytest.mark.pdfa
def test_the_sheet_is_archival_and_accessible_at_every_stage(verapdf: Callable[[bytes], list[str]]) -> None:
    for count in (1, 3):
        assert verapdf(s.finished(count)) == [], count
    assert verapdf(s.long_finished()) == []
    assert verapdf(site_sheet(PART)) == []


def test_each_decision_reaches_a_screen_reader_whole() -> None:
    unsigned = aloud(site_sheet(s.SHEET))
    assert "Line manager’s decision in words: Line manager: Not yet endorsed. Waiting for Mrs Eleri Vaughan" in unsigned
    told = aloud(s.long_finished())
    assert told.count(s.LONG_WORDS) == 6  # as what the field holds, and as what the signature says
    assert "Not yet" not in told
    assert "Signed by the same person as the line manager’s box." in told


def test_the_longest_conditions_stand_whole_and_a_longer_note_is_told_by_the_register() -> None:
    last = words_of(s.long_finished())[-1]
    assert s.LONG_WORDS in last
    assert last.count("The whole text stands in the register") == 2
    assert "at act 1,240." in last


def test_conditions_of_many_short_lines_never_leave_the_box() -> None:
    many = replace(s.DECISIONS[2], conditions="\n".join(f"{number}. No." for number in range(200)))
    last = words_of(s.signed(3, decisions=(*s.DECISIONS[:2], many)))[-1]
    assert "The whole text stands in the register at act 1,242." in last


@pytest.mark.parametrize(
    ("number", "outcome", "words"),
    [
        (0, "returned", f"RETURNED FOR CHANGES. {s.READ} Reason: Who looks?"),
        (2, "refused", f"REFUSED. {s.READ} Reason: Who looks?"),
        (2, "approved", "APPROVED."),
    ],
)
def test_a_request_can_be_returned_or_refused_over_a_signature(number: int, outcome: str, words: str) -> None:
    reason = "" if outcome == "approved" else "Who looks?"
    decided = replace(s.DECISIONS[number], outcome=outcome, conditions="", reason=reason)
    pdf = s.signed(number + 1, decisions=(*s.DECISIONS[:number], decided))
    assert words in words_of(pdf)[-1]
    assert all(check.coverage_ok for check in check_signatures(pdf))


def test_the_chair_decides_the_heads_own_request_in_a_field_of_that_name() -> None:
    chair = replace(
        s.DECISIONS[2], office="chair", name="Mr Ieuan Bowen", outcome="approved", conditions="", logo=False
    )
    pdf = s.signed(2, PART, (s.DECISIONS[0], chair))
    assert [check.field for check in check_signatures(pdf)] == ["line_manager", "chair"]
    last = words_of(pdf)[-1]
    assert "Chair of governors" in last
    assert "Use of the school’s logo: not approved." in last


def test_one_person_who_signs_twice_is_named_openly() -> None:
    told = " ".join(words_of(site_sheet(replace(s.SHEET, same_person="Mrs Marged Pugh"))))
    assert "Mrs Marged Pugh is both the line manager" in told


def test_the_same_facts_give_the_same_bytes() -> None:
    assert site_sheet(s.SHEET) == site_sheet(s.SHEET)
