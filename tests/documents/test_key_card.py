"""A person's card keeps the recovery code above the cut and what the school keeps below it."""

import hashlib
from collections.abc import Callable

import pytest

from ewloe_desktop.documents.key_card import key_card
from ewloe_desktop.domain.journal import fingerprint
from tests.documents import made
from tests.documents.reading import read_aloud, words_of

CARD = key_card(made.SCHOOL, f"Ms {made.WELSH}", "ABCD-EFGH-IJKL-MNOP-QRST-UVWX", b"key", "Mrs Marged Pugh", made.AT)


def test_the_code_stands_once_and_above_the_cut() -> None:
    (page,) = words_of(CARD)
    assert page.count("EFGH") == 1
    told = [words for _, words in read_aloud(CARD)]
    cut = next(number for number, words in enumerate(told) if words.startswith("Cut here"))
    assert max(told.index(group) for group in ("ABCD", "UVWX")) < cut
    assert any("Enrolled by Mrs Marged Pugh" in words for words in told[cut:])


def test_the_lower_part_tells_the_signing_key_apart() -> None:
    (page,) = words_of(CARD)
    assert fingerprint(b"key") in page
    assert fingerprint(b"key").replace(" ", "") == hashlib.sha256(b"key").hexdigest()
    assert page.count(made.WELSH) == 3


@pytest.mark.pdfa
def test_it_is_archival_and_accessible(verapdf: Callable[[bytes], list[str]]) -> None:
    assert verapdf(CARD) == []
