"""Made-up facts for sheets: a school, its people, their keys and both decisions."""

import hashlib
import io
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import cache

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from PIL import Image, ImageDraw

from ewloe_desktop.documents.approval_sheet import (
    GovernorsBlock,
    HeadBlock,
    Proof,
    SchoolHeading,
    SheetFacts,
    approval_sheet,
)
from ewloe_desktop.documents.signing import SignerKey, sign_governors, sign_head

AT = datetime(2026, 3, 20, 16, 4, tzinfo=UTC)
LATER = datetime(2026, 3, 27, 15, 40, tzinfo=UTC)
SCHOOL = SchoolHeading("Bryn Derw Community Primary School", "Ysgol Gymunedol Bryn Derw", "Sample council")
HEAD_PROOF = Proof("eg1a2b3c", 1234, hashlib.sha256(b"head").digest())
GOVERNORS_PROOF = Proof("eg1a2b3c", 1236, hashlib.sha256(b"governors").digest())
HEAD = HeadBlock(
    name="Mrs Marged Pugh",
    office="head_teacher",
    declared_on=date(2026, 3, 20),
    signed_at=AT,
    declaration="I have read this text to its end and approve it for the school.",
    key_confirmed=True,
    enrolled_by="Ms Siân Ŵyn-Ellis",
)
GOVERNORS = GovernorsBlock(
    forum="full",
    meeting_on=date(2026, 3, 26),
    minute="14.2",
    present=9,
    in_post=14,
    signer_name="Mr Ieuan Bowen",
    capacity="chair",
    declared_on=date(2026, 3, 27),
    signed_at=LATER,
    proof=GOVERNORS_PROOF,
    quorum=7,
    next_review=date(2027, 3, 26),
    review_cycle_months=12,
    in_force_from=date(2026, 3, 26),
    enrolled_by="Mrs Marged Pugh",
)
FACTS = SheetFacts(
    school=SCHOOL,
    title="Pictures and Messages Policy",
    reference="P07",
    label="Revision 2",
    edition="March 2026",
    pages=6,
    replaces="March 2021",
    what_changed="Two lists nobody used are gone; who answers for what is named.",
    control=(("Owner", "Mrs Marged Pugh"),),
    text_digest=hashlib.sha256(b"text").digest(),
    original_sha256=hashlib.sha256(b"file").digest(),
    review_words="Every year",
    head=HEAD,
    proof=HEAD_PROOF,
    made_at=AT,
    made_by="Mrs Marged Pugh",
    sheet_no="EG-P07-R2-A1",
)
WELSH = "Ŵŵ Ŷŷ Ẁẁ Ẃẃ Ẅẅ Ỳỳ Ââ Êê Îî Ôô Ûû Ïï"
LONG_TITLE = (
    "Policy on pictures, messages and sites, with the conditions for staff members, governors and others " * 3
)[:300].strip()
LONG_SUMMARY = " ".join(f"word{number}" for number in range(300))


@cache
def drawing(colour: str = "navy") -> bytes:
    """A drawn signature with a clear ground."""
    picture = Image.new("RGBA", (600, 200), (0, 0, 0, 0))
    ImageDraw.Draw(picture).line([(x, 100 + x % 90) for x in range(20, 580, 35)], fill=colour, width=7)
    file = io.BytesIO()
    picture.save(file, "PNG")
    return file.getvalue()


def long_facts() -> SheetFacts:
    """Everything as long as it may be."""
    head = replace(
        HEAD,
        name="Mrs Marged Angharad Pugh-Llewelyn-Davies, BEd (Hons), NPQH, MA (Wales)",
        declaration=HEAD.declaration * 4,
        method="drawn",
        drawn_png=drawing(),
    )
    school = replace(SCHOOL, name=f"{SCHOOL.name} and Nursery at Cwm Tŷ’r Ŵyn", crest_png=drawing("green"))
    return replace(FACTS, school=school, title=LONG_TITLE, what_changed=LONG_SUMMARY, head=head)


def long_block() -> GovernorsBlock:
    """A decision with every fact there can be, all of them long."""
    return replace(
        GOVERNORS,
        forum="committee",
        committee="Staffing, Safeguarding, Wellbeing and Communications Committee",
        delegation_minute="FGB 12.3 of 4 September 2025",
        signer_name="The Reverend Canon Ieuan Gruffudd Bowen-Tŷ’n-y-Coed, OBE",
        capacity="meeting_chair",
        review_reason="new guidance is announced for the spring " * 7,
        before_head=True,
        method="drawn",
        drawn_png=drawing(),
    )


@cache
def key(name: str) -> SignerKey:
    """A person's own key with its self-signed certificate."""
    private = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    usage = x509.KeyUsage(True, True, False, False, False, False, False, False, False)
    certificate = (
        x509.CertificateBuilder(subject, subject, private.public_key(), serial_number=7)
        .not_valid_before(datetime(2020, 1, 1, tzinfo=UTC))
        .not_valid_after(datetime(9999, 12, 31, 23, 59, 59, tzinfo=UTC))
        .add_extension(usage, critical=True)
        .sign(private, hashes.SHA256())
    )
    return SignerKey(private, certificate.public_bytes(serialization.Encoding.DER))


def head_signed(facts: SheetFacts = FACTS) -> bytes:
    """A sheet with one signature."""
    assert facts.head
    return sign_head(approval_sheet(facts), key("head"), facts.head.name, facts.head.office, AT)


def both_signed(facts: SheetFacts = FACTS, block: GovernorsBlock = GOVERNORS) -> bytes:
    """A sheet with both signatures."""
    return sign_governors(head_signed(facts), key("chair"), block, LATER)


@cache
def finished() -> bytes:
    """The usual sheet with both signatures, made once."""
    return both_signed()
