"""A person's own key signs acts, and only the wrapped private half is ever kept."""

from datetime import datetime

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature, encode_dss_signature

from ewloe_desktop.domain.errors import WrongPassword
from ewloe_desktop.storage.signing_keys import OpenKey, new_signing_key, unwrap_private, verified, wrap_private
from tests.conftest import FixedClock

ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
ACT = bytes(range(32))


def test_a_signature_is_of_one_key_over_one_act(clock: FixedClock) -> None:
    private, public, certificate = new_signing_key("Mrs Marged Pugh", clock.now())
    _, other, _ = new_signing_key("Mr Ieuan Bowen", clock.now())
    key = OpenKey("k", "p", private, certificate)
    signature = key.sign(ACT)
    assert verified(public, ACT, signature)
    assert key.sign(ACT) == signature
    assert not verified(other, ACT, signature)
    assert not verified(public, ACT[::-1], signature)


def test_no_other_way_to_write_a_signature_counts(clock: FixedClock) -> None:
    private, public, certificate = new_signing_key("Mrs Marged Pugh", clock.now())
    signature = OpenKey("k", "p", private, certificate).sign(ACT)
    r, s = decode_dss_signature(signature)
    assert not verified(public, ACT, encode_dss_signature(r, ORDER - s))
    for wrong in (b"", b"x", signature + b"\0", signature[:-1]):
        assert not verified(public, ACT, wrong)
    for wrong in (b"", b"x", certificate):
        assert not verified(wrong, ACT, signature)


def test_the_certificate_names_the_person_and_does_not_end(clock: FixedClock) -> None:
    _, _, der = new_signing_key("Ms Siân Ŵyn-Ellis", clock.now())
    certificate = x509.load_der_x509_certificate(der)
    assert certificate.subject.rfc4514_string() == "CN=Ms Siân Ŵyn-Ellis"
    assert certificate.not_valid_after_utc.year == 9999
    usage = certificate.extensions.get_extension_for_class(x509.KeyUsage).value
    assert usage.digital_signature
    assert usage.content_commitment


def test_a_very_long_name_still_gets_a_key(clock: FixedClock) -> None:
    _, _, der = new_signing_key("Ŵ" * 300, clock.now())
    assert x509.load_der_x509_certificate(der).not_valid_before_utc == datetime.fromisoformat(
        "2026-11-23T10:00:00+00:00"
    )


def test_the_private_half_comes_back_only_with_its_secret_and_under_its_own_id(clock: FixedClock) -> None:
    private, public, certificate = new_signing_key("Mrs Marged Pugh", clock.now())
    wrapped = wrap_private(private, b"s" * 32, "key")
    again = unwrap_private(wrapped, b"s" * 32, "key")
    assert verified(public, ACT, OpenKey("key", "p", again, certificate).sign(ACT))
    for sealed, secret, key in ((wrapped, b"t" * 32, "key"), (wrapped, b"s" * 32, "other"), (None, b"s" * 32, "key")):
        with pytest.raises(WrongPassword):
            unwrap_private(sealed, secret, key)
    assert "hidden" in repr(OpenKey("key", "p", private, certificate))
