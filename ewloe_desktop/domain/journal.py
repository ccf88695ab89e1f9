"""The journal's arithmetic: canonical bytes, a row's digest, chain, mark, short code and QR text."""

import base64
import hashlib
import json
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from json.encoder import encode_basestring
from typing import Any

GENESIS = bytes(32)
_ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"


def canonical(value: object) -> bytes:
    """JSON with sorted keys, no spaces, NFC strings and no floats: the same bytes for the same facts anywhere."""
    return json.dumps(_normal(value), ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def _normal(value: object) -> object:
    if isinstance(value, str):
        return unicodedata.normalize("NFC", value)
    if isinstance(value, Mapping):
        return {unicodedata.normalize("NFC", str(k)): _normal(v) for k, v in value.items()}
    if isinstance(value, list | tuple):
        return [_normal(v) for v in value]
    if value is None or isinstance(value, bool | int):
        return value
    raise TypeError(f"not a fact the journal keeps: {type(value).__name__}")


@dataclass(frozen=True, slots=True)
class Commitment:
    """What one act did to one row: change is new, changed or gone; digest is salted, 32 zero bytes when gone."""

    table: str
    key: str
    change: str
    digest: bytes


def row_digest(table: str, salt: object, names: Iterable[str], values: Iterable[Any]) -> bytes:
    """SHA-256 over salt, table and every cell with its type, without the salt's own; names in sorted order."""
    # Text, nothing and numbers are told here as `cell` tells them: a call for each would cost more than the digest.
    told = ",".join(
        [
            f"{name}={encode_basestring(value)}"
            if type(value) is str
            else f"{name}=null"
            if value is None
            else f"{name}={value if type(value) is int else cell(value)}"
            for name, value in zip(names, values, strict=True)
        ]
    )
    head = b"ewloe/row/1\n" + cell(salt).encode() + b"\n" + table.encode() + b"\n"
    return hashlib.sha256(head + told.encode("utf-8", "surrogatepass")).digest()


def cell(value: Any) -> str:
    """A cell's type and content as text; different contents never give the same text, whatever a file holds."""
    kind = type(value)
    if kind is str:
        return encode_basestring(value)
    if kind is int:
        return str(value)
    if value is None:
        return "null"
    if kind is bytes:
        return f"b{len(value)}:{hashlib.sha256(value).hexdigest()}"
    if isinstance(value, bytearray | memoryview):
        return cell(bytes(value))
    if isinstance(value, str):
        return encode_basestring(str.__str__(value))
    if isinstance(value, int):
        return str(int(value))
    return f"{kind.__name__}:{encode_basestring(repr(value))}"


def mark(previous: bytes, facts: bytes) -> bytes:
    """Binds every act before and the decision this one records (32 bytes)."""
    return hashlib.sha256(b"ewloe/mark/1\n" + previous + facts).digest()


def act_hash(previous: bytes, facts: bytes, commitments: Iterable[Commitment]) -> bytes:
    """The act's link of the chain: previous hash, signed facts and every row's commitment, sorted (32 bytes)."""
    return rows_hash(previous, facts, ((c.table, c.key, c.change, c.digest) for c in commitments))


def rows_hash(previous: bytes, facts: bytes, rows: Iterable[tuple[str, str, str, bytes]]) -> bytes:
    """`act_hash` over commitments as the register keeps them: table, key, change, digest."""
    quoted = encode_basestring
    told = [f'[{quoted(t)},{quoted(k)},{quoted(c)},"{d.hex()}"]' for t, k, c, d in sorted(rows)]
    head = b"ewloe/act/1\n" + previous + len(facts).to_bytes(8, "big")
    return hashlib.sha256(head + facts + f"[{','.join(told)}]".encode()).digest()


def letters(mark_bytes: bytes, count: int) -> str:
    """The first letters of the mark in base32."""
    return base64.b32encode(mark_bytes[: (count * 5 + 7) // 8]).decode()[:count]


def short_code(mark_bytes: bytes) -> str:
    """Twelve letters of the mark in groups of four, for typing."""
    code = letters(mark_bytes, 12)
    return "-".join(code[i : i + 4] for i in range(0, 12, 4))


def qr_text(register: str, act: int, mark_bytes: bytes) -> str:
    """What the sheet's QR says: EG1:<register 4>:<act>:<26 letters>, in QR's alphanumeric set, 47 at most."""
    return f"EG1:{register[:4].upper()}:{act}:{letters(mark_bytes, 26)}"


def fingerprint(public_der: bytes) -> str:
    """A signing key's SHA-256 in eight groups of eight: what the card and the screen both show."""
    told = hashlib.sha256(public_der).hexdigest()
    return " ".join(told[i : i + 8] for i in range(0, len(told), 8))


@dataclass(frozen=True, slots=True)
class Code:
    """A code read from a sheet: the register's four letters and the act are "" and 0 for a typed short code."""

    register: str
    act: int
    letters: str


def read_code(text: str) -> Code | None:
    """The code in what a camera or a person gives, or None when it is no code of ours."""
    text = text.strip().upper()
    parts = text.split(":")
    if len(parts) == 4 and parts[0] == "EG1" and parts[2].isdigit() and _only_letters(parts[3], 26):
        return Code(parts[1], int(parts[2]), parts[3])
    typed = text.replace("-", "").replace(" ", "").replace("0", "O").replace("1", "I").replace("8", "B")
    return Code("", 0, typed) if _only_letters(typed, 12) else None


def _only_letters(text: str, count: int) -> bool:
    return len(text) == count and all(c in _ALPHABET for c in text)


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing the check found: the record, what was expected, what was found, and the act it belongs to."""

    record: str
    expected: str
    found: str
    act: int = 0


@dataclass(frozen=True, slots=True)
class CheckResult:
    """What a check of the register says; `compared` tells whether an earlier mark was there to compare with."""

    whole: bool
    acts: int
    findings: tuple[Finding, ...]
    compared: bool = False


# Acts that somebody signs with their own password.
CEREMONIES = frozenset(
    {
        "school_begun",
        "office_granted",
        "office_ended",
        "person_left",
        "key_confirmed",
        "head_approved",
        "governors_approved",
        "revision_returned",
        "fact_corrected",
        "photo_answers_signed",
        "records_disposed",
        "site_endorsed",
        "site_seconded",
        "site_decided",
        "site_request_returned",
        "text_read",
        "paper_confirmed",
        "acting_granted",
        "key_revoked",
        "doubt_answered",
        "sheet_countersigned",
        "register_restored",
    }
)
