"""Signing a sheet's field with a person's own key, and checking a signed sheet: pyHanko behind three functions."""

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
from ewloe_desktop.documents.approval_facts import GovernorsBlock
from ewloe_desktop.documents.approval_sheet import GOVERNORS_FIELD, HEAD_FIELD, WORDS_FIELD
from ewloe_desktop.documents.checking import SignatureCheck, check_signatures
from ewloe_desktop.documents.ink import INK, typed_name
from ewloe_desktop.documents.page import Paper
from ewloe_desktop.documents.tagging import Element

__all__ = ["SignatureCheck", "SignerKey", "check_signatures", "sign_governors", "sign_head"]


@dataclass(frozen=True)
class SignerKey:
    """A person's own key, opened for this signature: the private half and the self-signed certificate."""

    private_key: ec.EllipticCurvePrivateKey
    certificate_der: bytes

    def __repr__(self) -> str:
        return "SignerKey(hidden)"


def sign_head(pdf: bytes, key: SignerKey, name: str, office: str, at: datetime) -> bytes:
    """The sheet certified by the head teacher: from here on only the governing body's field may be filled."""
    paper = Paper(INK, tagged=False)
    typed_name(paper, 0, 0, name)
    return _sign(pdf, key, HEAD_FIELD, paper.close(), at, name, told.office(office), certify=True)


def sign_governors(pdf: bytes, key: SignerKey, block: GovernorsBlock, at: datetime) -> bytes:
    """The sheet signed for the governing body: its whole block becomes the field's appearance, and no field may change."""
    paper = Paper((WIDTH, GOVERNORS_HEIGHT), tagged=False)
    governors_block(block).block.onto(paper, 0, GOVERNORS_HEIGHT, Element("Sect"))
    in_words = told.spoken(block)
    return _sign(
        pdf, key, GOVERNORS_FIELD, paper.close(), at, block.signer_name, in_words, certify=False, in_words=in_words
    )


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


class _Drawn(BaseStampStyle):
    """An appearance drawn beforehand: the first page of a small PDF."""

    def __init__(self, page: bytes) -> None:
        super().__init__()
        object.__setattr__(self, "page", page)

    def create_stamp(self, writer: Any, box: Any, text_params: dict[str, Any]) -> "_DrawnStamp":
        """The stamp that puts the page into the field."""
        return _DrawnStamp(writer, self.page)  # type: ignore[attr-defined]


class _DrawnStamp:
    def __init__(self, writer: Any, page: bytes) -> None:
        self._writer = writer
        self._page = page

    def apply_appearance(self, annotation: Any) -> None:
        """Makes the page the field's appearance."""
        source = PdfFileReader(io.BytesIO(self._page))
        page = source.root["/Pages"]["/Kids"][0]
        form = generic.StreamObject(
            {
                generic.pdf_name("/Type"): generic.pdf_name("/XObject"),
                generic.pdf_name("/Subtype"): generic.pdf_name("/Form"),
                generic.pdf_name("/BBox"): generic.ArrayObject(page["/MediaBox"]),
                generic.pdf_name("/Resources"): self._writer.import_object(page["/Resources"]),
            },
            stream_data=page["/Contents"].data,
        )
        form.compress()
        appearance = generic.DictionaryObject({generic.pdf_name("/N"): self._writer.add_object(form)})
        annotation[generic.pdf_name("/AP")] = appearance


def _sign(
    pdf: bytes,
    key: SignerKey,
    field: str,
    appearance: bytes,
    at: datetime,
    name: str,
    reason: str,
    *,
    certify: bool,
    in_words: str = "",
) -> bytes:
    writer = IncrementalPdfFileWriter(io.BytesIO(pdf))
    if in_words:
        _say(writer, in_words)
    meta = signers.PdfSignatureMetadata(
        field_name=field,
        md_algorithm="sha256",
        subfilter=pdf_fields.SigSeedSubFilter.PADES,
        name=name,
        reason=reason,
        certify=certify,
        docmdp_permissions=pdf_fields.MDPPerm.FILL_FORMS,
    )
    signer = _PdfSigner(meta, _PersonalKey(key), stamp_style=_Drawn(appearance), at=at)
    reserved = 2 * (len(key.certificate_der) + 1500)
    out = signer.sign_pdf(writer, existing_fields_only=True, bytes_reserved=reserved)
    signed: bytes = out.getvalue()
    return signed


def _say(writer: Any, in_words: str) -> None:
    """Puts the governing body's box in words into the field a screen reader reads."""
    for reference in writer.root["/AcroForm"]["/Fields"]:
        field = reference.get_object()
        if field["/T"] == WORDS_FIELD:
            field[generic.pdf_name("/V")] = generic.pdf_string(in_words)
            writer.mark_update(reference)
