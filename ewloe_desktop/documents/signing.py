"""Signing a sheet's field with a person's own key, and checking a signed sheet: pyHanko behind a few functions."""

import io
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from asn1crypto import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign import fields as pdf_fields
from pyhanko.sign import signers
from pyhanko.sign.general import SigningError
from pyhanko.stamp import BaseStampStyle
from pyhanko_certvalidator.registry import SimpleCertificateStore

from ewloe_desktop.documents import approval_words as told
from ewloe_desktop.documents.approval_blocks import GOVERNORS_HEIGHT, WIDTH, governors_block
from ewloe_desktop.documents.approval_facts import GovernorsBlock, HeadBlock
from ewloe_desktop.documents.approval_sheet import GOVERNORS_FIELD, HEAD_FIELD, WORDS_FIELD
from ewloe_desktop.documents.checking import SignatureCheck, check_signatures
from ewloe_desktop.documents.ink import INK, typed_name
from ewloe_desktop.documents.page import Paper
from ewloe_desktop.documents.tagging import Element

__all__ = [
    "Filling",
    "SignatureCheck",
    "SignerKey",
    "check_signatures",
    "seal_head",
    "sign_field",
    "sign_governors",
    "sign_head",
]


@dataclass(frozen=True)
class SignerKey:
    """A person's own key, opened for this signature: the private half and the self-signed certificate."""

    private_key: ec.EllipticCurvePrivateKey
    certificate_der: bytes

    def __repr__(self) -> str:
        return "SignerKey(hidden)"


@dataclass(frozen=True, slots=True)
class Filling:
    """What a signature puts into its field: the signer, what it says in words, and one drawn page to show it.

    `spoken` is the field that says the same words to a screen reader, "" when there is none.
    """

    field: str
    name: str
    reason: str
    drawn: bytes
    spoken: str = ""


def sign_head(pdf: bytes, key: SignerKey, name: str, office: str, at: datetime) -> bytes:
    """The sheet certified by the head teacher: from here on only the governing body's fields may be filled."""
    paper = Paper(INK, tagged=False)
    typed_name(paper, 0, 0, name)
    return sign_field(pdf, key, Filling(HEAD_FIELD, name, told.office(office), paper.close()), at)


def seal_head(pdf: bytes, key: SignerKey, head: HeadBlock, at: datetime) -> bytes:
    """The sheet of a head teacher who signed in ink, certified by whoever confirmed the paper, under their own name."""
    blank = Paper(INK, tagged=False).close()
    name = head.ink.confirmed_by if head.ink else head.name
    return sign_field(pdf, key, Filling(HEAD_FIELD, name, told.how_signed(head), blank), at)


def sign_governors(pdf: bytes, key: SignerKey, block: GovernorsBlock, at: datetime) -> bytes:
    """The sheet signed for the governing body: its whole block is the field's appearance, and no field may change.

    Where the block was signed in ink, the key and the name in the signature are of whoever confirmed the paper.
    """
    paper = Paper((WIDTH, GOVERNORS_HEIGHT), tagged=False)
    governors_block(block).block.onto(paper, 0, GOVERNORS_HEIGHT, Element("Sect"))
    name = block.ink.confirmed_by if block.ink else block.signer_name
    filling = Filling(GOVERNORS_FIELD, name, told.spoken(block), paper.close(), WORDS_FIELD)
    return sign_field(pdf, key, filling, at)


def sign_field(pdf: bytes, key: SignerKey, filling: Filling, at: datetime) -> bytes:
    """The sheet with one field signed; the first signature certifies: from then on only fields may be filled."""
    writer = IncrementalPdfFileWriter(io.BytesIO(pdf))
    certify = not writer.prev.embedded_signatures
    _update(writer, filling.field, generic.pdf_name("/AP"), _appearance(writer, filling.drawn))
    if filling.spoken:
        _update(writer, filling.spoken, generic.pdf_name("/V"), generic.pdf_string(filling.reason))
    meta = signers.PdfSignatureMetadata(
        field_name=filling.field,
        md_algorithm="sha256",
        subfilter=pdf_fields.SigSeedSubFilter.PADES,
        name=filling.name,
        reason=filling.reason,
        certify=certify,
        docmdp_permissions=pdf_fields.MDPPerm.FILL_FORMS,
    )
    signer = _PdfSigner(meta, _PersonalKey(key), stamp_style=_AlreadyDrawn(), at=at)
    reserved = 2 * (len(key.certificate_der) + 1500)  # in hexadecimal; known beforehand, so it is signed only once
    out = signer.sign_pdf(writer, existing_fields_only=True, bytes_reserved=reserved)
    signed: bytes = out.getvalue()
    return signed


class _PersonalKey(signers.Signer):
    """Signs with a key of the cryptography library, so that no second copy of it is made."""

    def __init__(self, key: SignerKey) -> None:
        certificate = x509.Certificate.load(key.certificate_der)
        super().__init__(signing_cert=certificate, cert_registry=SimpleCertificateStore.from_certs([certificate]))
        self._key = key

    async def async_sign_raw(self, data: bytes, digest_algorithm: str, dry_run: bool = False) -> bytes:
        """The ECDSA signature over data (DER)."""
        if dry_run or digest_algorithm != "sha256":
            raise SigningError("only real signatures over SHA-256")
        return self._key.private_key.sign(data, ec.ECDSA(hashes.SHA256()))


class _PdfSigner(signers.PdfSigner):
    """A signer that writes the time it is given instead of the PC's."""

    def __init__(self, *args: Any, at: datetime, **named: Any) -> None:
        super().__init__(*args, **named)
        self._at = at

    def init_signing_session(self, pdf_out: Any, existing_fields_only: bool = False) -> Any:
        """The session with our time."""
        session = super().init_signing_session(pdf_out, existing_fields_only)
        session.system_time = self._at
        return session


class _AlreadyDrawn(BaseStampStyle):
    """No stamp of pyHanko's own: the field has its appearance before it is signed."""

    def create_stamp(self, writer: Any, box: Any, text_params: dict[str, Any]) -> None:
        """Nothing."""


def _update(writer: Any, name: str, key: Any, value: Any) -> None:
    """Sets one entry of one field."""
    for reference in writer.root["/AcroForm"]["/Fields"]:
        field = reference.get_object()
        if field["/T"] == name:
            field[key] = value
            writer.mark_update(reference)


def _appearance(writer: Any, drawn: bytes) -> Any:
    """The first page of a small PDF as an appearance."""
    page = PdfFileReader(io.BytesIO(drawn)).root["/Pages"]["/Kids"][0]
    entries = {
        "/Type": generic.pdf_name("/XObject"),
        "/Subtype": generic.pdf_name("/Form"),
        "/BBox": generic.ArrayObject(page["/MediaBox"]),
        "/Resources": writer.import_object(page["/Resources"]),
    }
    form: Any = generic.StreamObject(
        {generic.pdf_name(key): value for key, value in entries.items()}, stream_data=page["/Contents"].data
    )
    form.compress()
    return generic.DictionaryObject({generic.pdf_name("/N"): writer.add_object(form)})
