"""A sheet one side of which was signed in ink: sealed by whoever confirmed the paper, valid, and saying so."""

from collections.abc import Callable
from dataclasses import replace
from functools import cache

import pytest

from ewloe_desktop.documents.approval_facts import InkSigned
from ewloe_desktop.documents.approval_sheet import GOVERNORS_FIELD, HEAD_FIELD, approval_sheet
from ewloe_desktop.documents.signing import check_signatures, seal_head, sign_governors
from tests.documents import made
from tests.documents.reading import words_of

INK = InkSigned("Ms Siân Ŵyn-Ellis", "Mrs Angharad Llŷr", "the minute book, page 41")
HEAD = replace(made.HEAD, method="ink", ink=INK)
GOVERNORS = replace(made.GOVERNORS, method="ink", ink=replace(INK, scanned=False))


@cache
def ink_head() -> bytes:
    """The head teacher's side in ink, the governing body's still to come."""
    return seal_head(approval_sheet(replace(made.FACTS, head=HEAD)), made.key("clerk"), HEAD, made.AT)


@cache
def ink_both() -> bytes:
    """Both sides in ink, confirmed by the same person."""
    return sign_governors(ink_head(), made.key("clerk"), GOVERNORS, made.LATER)


def test_a_sheet_says_of_each_side_whether_it_was_signed_on_paper_or_on_screen() -> None:
    (mixed,) = words_of(sign_governors(ink_head(), made.key("chair"), made.GOVERNORS, made.LATER))
    assert (
        "Signed on paper on 20 March 2026; scan checked by the office (Ms Siân Ŵyn-Ellis), confirmed by Mrs Angharad "
        "Llŷr with their own password on 20 March 2026 at 16:04 GMT; the original is kept at: the minute book, page 41."
    ) in mixed
    assert "Signed on screen with the signer’s own password on 27 March 2026" in mixed
    (both,) = words_of(ink_both())
    assert both.count("Signed in ink on the paper sheet.") == 2
    assert "Signed on paper on 27 March 2026; its code typed in by the office" in both


def test_whoever_confirmed_the_paper_seals_its_field_under_their_own_name() -> None:
    sealed = check_signatures(ink_both())
    assert [(one.field, one.name, one.valid, one.coverage_ok) for one in sealed] == [
        (HEAD_FIELD, "clerk", True, True),
        (GOVERNORS_FIELD, "clerk", True, True),
    ]


@pytest.mark.pdfsig
def test_pdfsig_finds_a_mixed_sheet_valid(pdfsig: Callable[[bytes], str]) -> None:
    told = pdfsig(sign_governors(made.head_signed(), made.key("clerk"), GOVERNORS, made.LATER))
    assert told.count("Signature Validation: Signature is Valid.") == 2
    assert told.count("Total document signed") == 1


@pytest.mark.pdfa
def test_a_sheet_in_ink_stays_archival_and_accessible(verapdf: Callable[[bytes], list[str]]) -> None:
    assert verapdf(ink_both()) == []
