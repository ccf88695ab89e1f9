"""The approval sheet says all it must, fits, and is the same for the same facts."""

import hashlib
import io
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest

from ewloe_desktop.documents.approval_blocks import GOVERNORS_HEIGHT, governors_block
from ewloe_desktop.documents.approval_sheet import GOVERNORS_FIELD, HEAD_FIELD, SheetFacts, approval_sheet
from ewloe_desktop.documents.ink import INK
from ewloe_desktop.documents.page import A4, MM
from ewloe_desktop.domain.journal import qr_text, read_code, short_code
from tests.documents import made
from tests.documents.reading import codes_on, field_rects, read_aloud, words_of
from tests.faults.amounts import trials

UNSIGNED = replace(made.FACTS, head=None, proof=None)


def test_the_sheet_says_what_it_is_about() -> None:
    (page,) = words_of(approval_sheet(made.FACTS))
    for words in (
        "Bryn Derw Community Primary School",
        "Ysgol Gymunedol Bryn Derw",
        "Sample council",
        "Policy approval sheet · Taflen gymeradwyo polisi",
        "Pictures and Messages Policy",
        "Revision 2 · 6 pages · replaces March 2021",
        "P07 · edition March 2026",
        "Two lists nobody used are gone",
        "Every year",
        "Head teacher · Pennaeth",
        "Governing body · Corff Llywodraethu",
        "Sheet EG-P07-R2-A1 · made 20 March 2026 at 16:04 GMT by Mrs Marged Pugh",
        "Page 1 of 1",
        made.FACTS.text_digest.hex()[:8],
        made.FACTS.text_digest.hex()[-8:],
        short_code(made.HEAD_PROOF.mark),
    ):
        assert words in page, words


def test_an_unsigned_sheet_says_so_in_both_boxes_and_claims_no_approval() -> None:
    (page,) = words_of(approval_sheet(UNSIGNED))
    assert page.count("NOT YET APPROVED") == 2
    assert "HEB EI GYMERADWYO ETO" in page
    assert "IN FORCE" not in page
    assert "Signed on screen" not in page
    assert codes_on(approval_sheet(UNSIGNED)) == []


def test_a_sheet_signed_by_the_head_alone_is_still_not_approved() -> None:
    (page,) = words_of(made.head_signed())
    assert page.count("NOT YET APPROVED") == 1
    assert "Waiting for the governing body’s decision" in page
    assert "Signed on screen with the signer’s own password on 20 March 2026 at 16:04 GMT" in page
    assert "Signing key enrolled by Ms Siân Ŵyn-Ellis; key confirmed." in page


def test_a_sheet_signed_by_both_says_the_decision_in_words() -> None:
    (page,) = words_of(made.finished())
    assert "NOT YET APPROVED" not in page
    for words in (
        "APPROVED. IN FORCE FROM 26 MARCH 2026.",
        "quorate meeting of the full governing body on 26 March 2026, minute 14.2; 9 present of 14 in post (quorum 7)",
        "26 March 2027",
        "Mr Ieuan Bowen",
        "Chair of the governing body",
        "27 March 2026",
        "enrolled by Mrs Marged Pugh; key not yet confirmed.",
        "act 1,236",
        short_code(made.GOVERNORS_PROOF.mark),
    ):
        assert words in page, words


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"retirement": True, "next_review": None}, "APPROVED. POLICY RETIRED FROM 26 MARCH 2026."),
        ({"no_change": True}, "REVIEWED AND APPROVED WITHOUT CHANGE. IN FORCE FROM 26 MARCH 2026."),
        ({"forum": "committee", "committee": "Staffing Committee", "delegation_minute": "9.1"}, "minute 9.1"),
        ({"before_head": True}, "held before the head teacher’s date"),
        ({"review_cycle_months": 36}, "every 3 years"),
        ({"review_reason": "new guidance", "review_cycle_months": None}, "Reason for this date: new guidance"),
        ({"capacity": "vice_chair"}, "Vice-chair of the governing body"),
    ],
)
def test_every_kind_of_decision_has_its_words(change: dict[str, object], words: str) -> None:
    block = replace(made.GOVERNORS, **change)  # type: ignore[arg-type]
    assert words in words_of(made.both_signed(block=block))[0]


def test_kinds_of_revision_are_named_under_the_title() -> None:
    no_change = replace(made.FACTS, kind="no_change")
    retirement = replace(made.FACTS, kind="retirement", replaces="Revision 3")
    found = replace(UNSIGNED, kind="found")
    assert "Reviewed: no change to the text" in words_of(approval_sheet(no_change))[0]
    assert "Retirement of this policy, last approved as Revision 3" in words_of(approval_sheet(retirement))[0]
    assert "Every year" not in words_of(approval_sheet(retirement))[0]
    assert "is not evidenced" in words_of(approval_sheet(found))[0]


def test_a_text_found_in_use_has_nothing_to_sign_and_the_proof_of_the_act_that_kept_it() -> None:
    sheet = approval_sheet(replace(UNSIGNED, kind="found", proof=made.FACTS.proof))
    [page] = words_of(sheet)
    assert not any(word in page for word in ("Signature", "Witness", "quorate", "□", "printed here"))
    with pikepdf.open(io.BytesIO(sheet)) as pdf:
        assert "/AcroForm" not in pdf.Root
    assert len(codes_on(sheet)) == 2


def test_welsh_letters_come_out_as_they_went_in() -> None:
    facts = replace(made.FACTS, title=made.WELSH, head=replace(made.HEAD, name=f"Ms {made.WELSH}"))
    (page,) = words_of(approval_sheet(facts))
    assert page.count(made.WELSH) >= 1
    assert f"Ms {made.WELSH}" in page


def test_letters_the_font_lacks_are_shown_as_boxes_and_break_nothing() -> None:
    facts = replace(made.FACTS, title="Policy 政策 \u202e\x07 ﬁne ½", what_changed="one\ntwo\tthree")
    (page,) = words_of(approval_sheet(facts))
    assert "Policy □□ fine ½" in page.replace("ﬁ", "fi")
    assert "one two three" in page


def test_everything_long_runs_on_to_a_second_page_and_no_box_is_split() -> None:
    pdf = made.both_signed(made.long_facts(), made.long_block())
    pages = words_of(pdf)
    assert len(pages) == 2
    assert " ".join(made.LONG_TITLE.split()) in pages[0]
    assert all(f"word{number}" in pages[0] for number in range(300))
    rects = field_rects(pdf)
    assert rects[HEAD_FIELD][0] == rects[GOVERNORS_FIELD][0] == 1
    assert all(0 < side < A4[number % 2] for _, rect in rects.values() for number, side in enumerate(rect))
    for words in ("Bowen-Tŷ’n-y-Coed", "minute FGB 12.3 of 4 September 2025", "new guidance is announced"):
        assert words in pages[1], words
    assert "The decisions and the signatures follow on the next page." in pages[0]
    assert "Page 2 of 2" in pages[1]
    assert pages[1].count("new guidance is announced for the spring") == 7


def test_a_change_summary_of_eighty_words_still_fits_one_page() -> None:
    facts = replace(made.FACTS, what_changed=" ".join(["lasting"] * 80))
    assert len(words_of(approval_sheet(facts))) == 1


def test_a_change_summary_of_many_pages_is_kept_whole() -> None:
    facts = replace(made.FACTS, what_changed=" ".join(f"word{number}" for number in range(3000)))
    told = " ".join(words_of(approval_sheet(facts)))
    assert all(f"word{number}" in told for number in range(3000))


def test_ink_boxes_are_at_least_15_mm_high() -> None:
    _, (_, bottom, _, top) = field_rects(approval_sheet(UNSIGNED))[HEAD_FIELD]
    assert INK[1] >= 15 * MM
    assert top - bottom >= 15 * MM - 0.1


def test_three_square_codes_are_read_at_150_dots_an_inch() -> None:
    head = qr_text(made.HEAD_PROOF.register, 1234, made.HEAD_PROOF.mark)
    governors = qr_text(made.GOVERNORS_PROOF.register, 1236, made.GOVERNORS_PROOF.mark)
    found = sorted(code.text for code in codes_on(made.finished()))
    assert found == sorted([head, head, governors])
    assert all(read_code(text) for text in found)
    assert [code.text for code in codes_on(made.head_signed())] == [head, head]


def test_the_codes_are_26_mm_wide_and_20_mm_from_every_ink_box() -> None:
    pdf = made.finished()
    height = A4[1] / MM
    _, head = field_rects(pdf)[HEAD_FIELD]
    _, block = field_rects(pdf)[GOVERNORS_FIELD]
    boxed = governors_block(made.GOVERNORS)
    top = block[3] - boxed.ink_down
    boxes = [head, [block[0] + boxed.ink_x, top - INK[1], block[0] + boxed.ink_x + INK[0], top]]
    for code in codes_on(pdf):
        assert 25.5 <= code.side <= 26.8
        for left, bottom, right, upper in ([side / MM for side in box] for box in boxes):
            across = max(code.left - right, left - code.left - code.side)
            down = max(code.top - (height - bottom), (height - upper) - code.top - code.side)
            assert max(across, down) >= 20, (code, across, down)


def test_a_demonstration_is_marked_on_every_page() -> None:
    facts = replace(made.long_facts(), school=replace(made.SCHOOL, demonstration=True))
    pages = words_of(made.both_signed(facts))
    assert all("DEMONSTRATION" in page for page in pages)
    assert "This sheet records nothing." in pages[0]
    assert "DEMONSTRATION" not in words_of(made.finished())[0]


def test_a_sheet_made_again_names_the_corrections_and_has_nothing_to_sign() -> None:
    facts = replace(made.FACTS, governors=made.GOVERNORS, corrections=("Minute 14.2 became 14.3", "Name put right"))
    pdf = approval_sheet(facts)
    (page,) = words_of(pdf, fields=False)
    assert "APPROVED. IN FORCE FROM 26 MARCH 2026." in page
    assert "Minute 14.2 became 14.3" in page
    assert "Name put right" in page
    assert page.count("The signature stands on the first sheet.") == 2
    assert b"/AcroForm" not in pdf


def test_the_same_facts_give_the_same_bytes_in_any_process() -> None:
    here = hashlib.sha256(approval_sheet(made.long_facts())).hexdigest()
    script = (
        "import hashlib; from tests.documents import made; "
        "from ewloe_desktop.documents.approval_sheet import approval_sheet; "
        "print(hashlib.sha256(approval_sheet(made.long_facts())).hexdigest())"
    )
    root = Path(__file__).resolve().parents[2]
    there = subprocess.run(
        [sys.executable, "-c", script],
        cwd=root,
        env={"PYTHONHASHSEED": "77", "PYTHONPATH": str(root), "PATH": "", "TZ": "Asia/Tokyo"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert there.stdout.strip() == here


def test_sheets_made_by_several_threads_at_once_are_right() -> None:
    several = [replace(made.FACTS, title=made.WELSH[:number] + "Policy") for number in range(1, trials(8, 20))]
    alone = [approval_sheet(facts) for facts in several]
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(approval_sheet, several * 2)) == alone * 2


def test_other_facts_give_other_bytes() -> None:
    assert approval_sheet(made.FACTS) != approval_sheet(replace(made.FACTS, pages=7))


@pytest.mark.parametrize("facts", [made.FACTS, UNSIGNED], ids=["head", "unsigned"])
def test_a_screen_reader_comes_by_the_page_in_order(facts: SheetFacts) -> None:
    told = read_aloud(approval_sheet(facts))
    headings = [words for tag, words in told if tag in ("H1", "H2")]
    assert headings == ["Pictures and Messages Policy", "Head teacher", "Proof of this sheet"]
    assert ("Span", " · Pennaeth") in told
    everything = [words for tag, words in told if tag != "Figure"]
    assert "Governing body’s decision in words: Governing body: not yet approved." in " ".join(everything)
    assert ("TH", "What changed") in told
    assert all(words.strip() for words in everything)


def test_the_governing_bodys_box_fits_its_place_whatever_it_says() -> None:
    for block in (None, made.GOVERNORS, made.long_block()):
        assert governors_block(block).block.height == pytest.approx(GOVERNORS_HEIGHT)
