"""What makes a password good enough, suggestions of words, and the codes of the recovery sheets."""

import base64
import binascii
import hashlib
import re
import secrets
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from pathlib import Path

from ewloe_desktop.domain.errors import PasswordTooWeak, WrongPassword

LEAST_LETTERS = 12
LEAST_WORDS = 3


def _reference(name: str) -> str:
    packed = files("ewloe_desktop").joinpath("data", "reference", name)
    if packed.is_file():
        return packed.read_text("utf-8")
    return (Path(__file__).parents[2] / "data" / "reference" / name).read_text("utf-8")


@cache
def read_words() -> tuple[str, ...]:
    """The words that suggestions are made of."""
    return tuple(_reference("words.txt").split())


@cache
def _common() -> frozenset[str]:
    return frozenset(_plain(line) for line in _reference("common_passwords.txt").splitlines() if line.strip())


def _plain(password: str) -> str:
    return "".join(password.casefold().split())


def check_password_strength(password: str) -> None:
    """Twelve letters or three words, and none that everybody uses; raises PasswordTooWeak("short" or "common")."""
    words = [w for w in re.split(r"[\s\-_.,]+", password) if w]
    if len(password) < LEAST_LETTERS and len(words) < LEAST_WORDS:
        raise PasswordTooWeak("short")
    plain = _plain(password)
    if plain in _common() or len(set(plain)) < 5 or len({w.casefold() for w in words}) == 1 < len(words):
        raise PasswordTooWeak("common")


def suggest_password(words: Sequence[str], count: int = 4) -> str:
    """Random words with spaces between."""
    return " ".join(secrets.choice(words) for _ in range(count))


def recovery_words(data_key: bytes, register_id: str) -> str:
    """The school's recovery sheet: 16 groups of four letters holding the data key, the register and a checksum."""
    body = data_key + bytes.fromhex(register_id)[:5]
    return _groups(base64.b32encode(body + _checksum(body)).decode())


def read_recovery(text: str) -> bytes:
    """The data key on a typed recovery sheet; a slip of the pen raises WrongPassword."""
    return _read(text)[:32]


def recovery_register(text: str) -> str:
    """The first ten letters of the register's id on a typed recovery sheet; raises WrongPassword."""
    return _read(text)[32:37].hex()


def _read(text: str) -> bytes:
    letters = text.upper().replace("0", "O").replace("1", "I").replace("8", "B")
    try:
        raw = base64.b32decode("".join(c for c in letters if not c.isspace() and c != "-"))
    except (binascii.Error, ValueError):
        raise WrongPassword from None
    if len(raw) != 40 or _checksum(raw[:37]) != raw[37:]:
        raise WrongPassword
    return raw


def _checksum(body: bytes) -> bytes:
    return hashlib.sha256(b"ewloe/recovery sheet/1\n" + body).digest()[:3]


def person_recovery_code() -> str:
    """A person's recovery code: six groups of four letters, 120 random bits."""
    return _groups(base64.b32encode(secrets.token_bytes(15)).decode())


def _groups(letters: str) -> str:
    return "-".join(letters[i : i + 4] for i in range(0, len(letters), 4))
