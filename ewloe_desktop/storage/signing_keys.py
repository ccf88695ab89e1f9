"""A person's own signing key: ECDSA P-256, a certificate in that person's name, and the wrapped private half."""

from dataclasses import dataclass
from datetime import UTC, datetime

from cryptography import x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature, encode_dss_signature
from cryptography.x509.oid import NameOID

from ewloe_desktop.domain.errors import WrongPassword
from ewloe_desktop.storage.vault import unwrap, wrap

_CONTEXT = b"ewloe/act signature/1\n"
_ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551  # of the curve P-256
_ALGORITHM = ec.ECDSA(hashes.SHA256(), deterministic_signing=True)
_CHECKING = ec.ECDSA(hashes.SHA256())


@dataclass(frozen=True, slots=True)
class OpenKey:
    """A signing key in somebody's hand: kept only while one ceremony lasts."""

    key_id: str
    person_id: str
    private: ec.EllipticCurvePrivateKey
    certificate_der: bytes

    def sign(self, act_hash: bytes) -> bytes:
        """The one signature (DER) this key makes over an act's hash, no good for anything but an act."""
        r, s = decode_dss_signature(self.private.sign(_CONTEXT + act_hash, _ALGORITHM))
        return encode_dss_signature(r, min(s, _ORDER - s))

    def __repr__(self) -> str:
        return f"OpenKey(key_id={self.key_id!r}, key hidden)"


def verified(public_der: bytes, act_hash: bytes, signature: bytes) -> bool:
    """Whether this key made this signature over this act; False for anything that is no key or no signature."""
    try:
        public = serialization.load_der_public_key(public_der)
        if not isinstance(public, ec.EllipticCurvePublicKey):
            return False
        # Of the two forms every signature has, and of all ways to write it, only ours counts.
        r, s = decode_dss_signature(signature)
        if s > _ORDER // 2 or encode_dss_signature(r, s) != signature:
            return False
        public.verify(signature, _CONTEXT + act_hash, _CHECKING)
    except (InvalidSignature, ValueError, TypeError, UnsupportedAlgorithm):
        return False
    return True


def new_signing_key(name: str, now: datetime) -> tuple[ec.EllipticCurvePrivateKey, bytes, bytes]:
    """A new private key, its public half (SubjectPublicKeyInfo) and its self-signed certificate, both DER."""
    private = ec.generate_private_key(ec.SECP256R1())
    public = private.public_key()
    # 64 bytes are all a common name may hold here; a letter is never cut in half.
    common = name.encode()[:64].decode(errors="ignore")
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, common)])
    usage = x509.KeyUsage(True, True, False, False, False, False, False, False, False)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(public)
        .serial_number(x509.random_serial_number())
        .not_valid_before(now.astimezone(UTC))
        .not_valid_after(datetime(9999, 12, 31, 23, 59, 59, tzinfo=UTC))
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(usage, critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(public), critical=False)
        .sign(private, hashes.SHA256())
    )
    public_der = public.public_bytes(serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo)
    return private, public_der, certificate.public_bytes(serialization.Encoding.DER)


def wrap_private(private: ec.EllipticCurvePrivateKey, secret: bytes, key_id: str) -> bytes:
    """The private half under a secret, bound to the key's id."""
    number = private.private_numbers().private_value
    return wrap(number.to_bytes(32, "big"), secret, f"ewloe/signing key/{key_id}")


def unwrap_private(wrapped: bytes | None, secret: bytes, key_id: str) -> ec.EllipticCurvePrivateKey:
    """The private half again; a wrong secret, or a key whose private half was destroyed, raises WrongPassword."""
    if wrapped is None:
        raise WrongPassword
    number = unwrap(wrapped, secret, f"ewloe/signing key/{key_id}")
    return ec.derive_private_key(int.from_bytes(number, "big"), ec.SECP256R1())
