"""Signing a sheet: whole, valid in two independent checkers, and nothing but what was meant changes."""

import io
import re
from collections.abc import Callable

import pikepdf
import pytest
from cryptography.hazmat.primitives import serialization
from pyhanko.sign.general import SigningError

from ewloe_desktop.documents.approval_sheet import GOVERNORS_FIELD, HEAD_FIELD, WORDS_FIELD, approval_sheet
from ewloe_desktop.documents.signing import check_signatures, sign_governors
from ewloe_desktop.domain.journal import short_code
from tests.documents import made
from tests.documents.reading import field_rects, read_aloud
from tests.faults.amounts import trials


def test_a_new_sheet_has_two_empty_fields_to_sign() -> None:
    pdf = approval_sheet(made.FACTS)
    assert check_signatures(pdf) == ()
    assert set(field_rects(pdf)) == {HEAD_FIELD, GOVERNORS_FIELD, WORDS_FIELD}


def test_both_signatures_are_valid_and_name_their_signers_keys() -> None:
    head, governors = check_signatures(made.finished())
    assert (head.field, head.name, head.valid, head.coverage_ok) == (HEAD_FIELD, "head", True, True)
    assert (governors.field, governors.name, governors.valid, governors.coverage_ok) == (
        GOVERNORS_FIELD,
        "chair",
        True,
        True,
    )
    for check, name in ((head, "head"), (governors, "chair")):
        public = made.key(name).private_key.public_key()
        form = serialization.PublicFormat.SubjectPublicKeyInfo
        assert check.public_der == public.public_bytes(serialization.Encoding.DER, form)


def test_the_heads_signature_stands_alone_too() -> None:
    (head,) = check_signatures(made.head_signed())
    assert head.valid
    assert head.coverage_ok


@pytest.mark.pdfsig
def test_pdfsig_finds_both_signatures_valid(pdfsig: Callable[[bytes], str]) -> None:
    one = pdfsig(made.head_signed())
    assert one.count("Signature Validation: Signature is Valid.") == 1
    assert "Total document signed" in one
    two = pdfsig(made.finished())
    assert two.count("Signature Validation: Signature is Valid.") == 2
    assert two.count("Total document signed") == 1
    assert "Signing Time: Mar 27 2026" in two


@pytest.mark.pdfsig
def test_pdfsig_finds_a_changed_byte_too(pdfsig: Callable[[bytes], str]) -> None:
    pdf = bytearray(made.finished())
    pdf[pdf.index(b"/StructTreeRoot")] ^= 1
    assert "Digest Mismatch" in pdfsig(bytes(pdf)) or "Signature is Valid" not in pdfsig(bytes(pdf))


@pytest.mark.pdfa
def test_the_sheet_stays_archival_and_accessible_at_every_stage(verapdf: Callable[[bytes], list[str]]) -> None:
    assert verapdf(approval_sheet(made.FACTS)) == []
    assert verapdf(made.head_signed()) == []
    assert verapdf(made.finished()) == []


@pytest.mark.pdfa
def test_long_sheets_with_drawn_signatures_stay_archival_and_accessible_too(
    verapdf: Callable[[bytes], list[str]],
) -> None:
    assert verapdf(made.both_signed(made.long_facts(), made.long_block())) == []


def test_the_governing_bodys_decision_reaches_a_screen_reader() -> None:
    unsigned = " ".join(words for _, words in read_aloud(approval_sheet(made.FACTS)))
    assert "Governing body’s decision in words: Governing body: not yet approved." in unsigned
    told = [words for tag, words in read_aloud(made.finished()) if tag == "Form"]
    assert len(told) == 3
    in_words = next(words for words in told if words.startswith("Governing body’s decision in words:"))
    signature = next(words for words in told if words.startswith("Governing body: decision and signature:"))
    for words in (
        "APPROVED. IN FORCE FROM 26 MARCH 2026.",
        "minute 14.2; 9 present of 14 in post (quorum 7)",
        "Next review: 26 March 2027.",
        "Signed by Mr Ieuan Bowen, Chair of the governing body, dated 27 March 2026.",
        "key not yet confirmed",
        f"mark {short_code(made.GOVERNORS_PROOF.mark)}",
    ):
        assert words in in_words, words
        assert words in signature, words
    assert "not yet approved" not in in_words


def test_the_signing_time_is_the_acts_and_not_the_pcs() -> None:
    with pikepdf.open(io.BytesIO(made.finished())) as pdf:
        times = {str(field.T): str(field.V.M) for field in pdf.Root.AcroForm.Fields if field.FT == "/Sig"}
    assert times[HEAD_FIELD].startswith("D:20260320160400")
    assert times[GOVERNORS_FIELD].startswith("D:20260327154000")


def test_appended_bytes_are_found() -> None:
    head, governors = check_signatures(made.finished() + b"\n% more\n")
    assert head.valid
    assert governors.valid
    assert not governors.coverage_ok


def test_a_further_revision_is_found() -> None:
    with pikepdf.open(io.BytesIO(made.finished())) as pdf:
        number = pdf.make_indirect(pikepdf.Dictionary()).objgen[0]
    start = int(re.findall(rb"startxref\s+(\d+)", made.finished())[-1])
    body = f"\n{number} 0 obj\n<<>>\nendobj\n".encode()
    place = len(made.finished()) + len(body)
    table = f"xref\n{number} 1\n{len(made.finished()) + 1:010} 00000 n \n".encode()
    root = re.findall(rb"/Root (\d+ \d+ R)", made.finished())[-1].decode()
    end = f"trailer\n<< /Size {number + 1} /Root {root} /Prev {start} >>\nstartxref\n{place}\n%%EOF\n".encode()
    checks = check_signatures(made.finished() + body + table + end)
    assert not checks[-1].coverage_ok


def test_a_changed_byte_anywhere_under_a_signature_is_found() -> None:
    pdf = made.finished()
    contents = [found.span() for found in re.finditer(rb"/Contents\s*<[0-9a-fA-F]+>", pdf)]
    assert len(contents) == 2
    outside = range(contents[1][0], contents[1][1])  # the second signature itself, which it cannot cover
    for place in range(100, len(pdf) - 10, len(pdf) // trials(11, 37)):
        if place in outside:
            continue
        changed = bytearray(pdf)
        changed[place] ^= 0x11
        assert not _whole(bytes(changed)), place


def _whole(pdf: bytes) -> bool:
    from ewloe_desktop.domain.errors import Damaged

    try:
        checks = check_signatures(pdf)
    except Damaged:
        return False
    return len(checks) == 2 and all(check.valid and check.coverage_ok for check in checks)


def test_a_sheet_cannot_be_signed_twice_for_the_same_office() -> None:
    with pytest.raises(SigningError):
        sign_governors(made.finished(), made.key("chair"), made.GOVERNORS, made.LATER)


def test_after_the_governing_body_signed_no_field_may_be_filled_any_more() -> None:
    with pikepdf.open(io.BytesIO(made.finished())) as pdf:
        (field,) = (field for field in pdf.Root.AcroForm.Fields if field.T == GOVERNORS_FIELD)
        transforms = {str(reference.TransformMethod) for reference in field.V.Reference}
    assert "/FieldMDP" in transforms


def test_a_key_hides_itself_when_printed() -> None:
    assert repr(made.key("head")) == "SignerKey(hidden)"
