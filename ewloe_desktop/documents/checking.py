"""Checking a signed sheet: each signature, what it covers, and whether anything was added after it."""

import io
import logging
from dataclasses import dataclass
from typing import Any

from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.diff_analysis import ModificationLevel
from pyhanko.sign.general import SigningError
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko.sign.validation.status import SignatureCoverageLevel
from pyhanko_certvalidator import ValidationContext

from ewloe_desktop.domain.errors import Damaged

_UNREADABLE = (PdfError, SigningError, ValueError, LookupError, TypeError, AttributeError, RecursionError)
logging.getLogger("pyhanko").addHandler(logging.NullHandler())  # what it finds is told by the check itself


@dataclass(frozen=True, slots=True)
class SignatureCheck:
    """One signature: valid means whole and made by that key; coverage_ok, that only the next signature followed."""

    field: str
    name: str
    valid: bool
    coverage_ok: bool
    public_der: bytes


def check_signatures(pdf: bytes) -> tuple[SignatureCheck, ...]:
    """Every signature of a sheet in the order they were made; raises Damaged when it is no PDF that can be read."""
    try:
        signatures = PdfFileReader(io.BytesIO(pdf)).embedded_signatures
        return tuple(_check(one, last=one is signatures[-1]) for one in signatures)
    except (
        PdfError,
        SigningError,
        ValueError,
        KeyError,
        TypeError,
        AttributeError,
        IndexError,
        RecursionError,
    ) as error:
        raise Damaged("sheet", "a sheet that can be read", type(error).__name__) from error


def _check(signature: Any, *, last: bool) -> SignatureCheck:
    certificate = signature.signer_cert
    context = ValidationContext(trust_roots=[certificate], allow_fetching=False)
    status = validate_pdf_signature(signature, signer_validation_context=context)
    if last:
        covered = status.coverage == SignatureCoverageLevel.ENTIRE_FILE
    else:
        covered = status.coverage == SignatureCoverageLevel.ENTIRE_REVISION and _only_filled(status)
    return SignatureCheck(
        field=signature.field_name,
        name=certificate.subject.native.get("common_name", ""),
        valid=bool(status.intact and status.valid),
        coverage_ok=covered,
        public_der=certificate.public_key.dump(),
    )


def _only_filled(status: Any) -> bool:
    return bool(status.docmdp_ok) and status.modification_level in (
        ModificationLevel.NONE,
        ModificationLevel.LTA_UPDATES,
        ModificationLevel.FORM_FILLING,
    )
