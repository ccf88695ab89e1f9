"""The journal's arithmetic."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ewloe_desktop.domain.journal import (
    GENESIS,
    Commitment,
    act_hash,
    canonical,
    mark,
    qr_text,
    read_code,
    row_digest,
    short_code,
)

FACTS = st.dictionaries(st.text(max_size=8), st.one_of(st.none(), st.booleans(), st.integers(), st.text()), max_size=5)
ROWS = st.lists(
    st.builds(
        Commitment, st.text(max_size=5), st.text(max_size=5), st.just("new"), st.binary(min_size=32, max_size=32)
    ),
    max_size=4,
)


def test_canonical_bytes_do_not_depend_on_order_or_on_how_a_letter_is_composed() -> None:
    assert canonical({"b": 1, "a": "w\u0302"}) == canonical({"a": "\u0175", "b": 1}) == '{"a":"ŵ","b":1}'.encode()
    with pytest.raises(TypeError):
        canonical({"a": 1.5})


@given(st.binary(min_size=32, max_size=32), FACTS, ROWS)
def test_an_acts_link_depends_on_everything_it_covers(
    previous: bytes, facts: dict[str, object], rows: list[Commitment]
) -> None:
    told = canonical(facts)
    link = act_hash(previous, told, rows)
    assert link == act_hash(previous, told, list(reversed(rows)))
    assert link != act_hash(previous, told + b" ", rows)
    assert link != act_hash(previous, told, [*rows, Commitment("more", "", "new", GENESIS)])
    assert mark(previous, told) != link


@given(st.binary(min_size=16, max_size=16), st.binary(max_size=50))
def test_a_rows_digest_depends_on_its_salt_and_every_cell(salt: bytes, cell: bytes) -> None:
    one = row_digest("t", salt, ("a", "b"), (cell, 1))
    assert one == row_digest("t", salt, ("a", "b"), (bytearray(cell), 1))
    assert one != row_digest("t", salt, ("a", "b"), (cell, "1"))
    assert one != row_digest("t", salt + b"x", ("a", "b"), (cell, 1))
    assert one != row_digest("u", salt, ("a", "b"), (cell, 1))


@given(st.binary(min_size=32, max_size=32), st.integers(1, 99_999_999))
def test_a_printed_code_is_read_back_scanned_and_typed(bytes_: bytes, act: int) -> None:
    text = qr_text("ab12cd", act, bytes_)
    assert len(text) <= 47
    assert re.fullmatch(r"[0-9A-Z:]+", text)
    scanned, typed = read_code(text), read_code(short_code(bytes_).lower().replace("-", " "))
    assert scanned is not None and typed is not None
    assert (scanned.register, scanned.act, scanned.letters[:12]) == ("AB12", act, typed.letters)


@pytest.mark.parametrize("text", ["", "hello", "EG1:AB12:x:ABC", "EG2:AB12:1:" + "A" * 26, "AAAA-BBBB"])
def test_what_is_no_code_is_none(text: str) -> None:
    assert read_code(text) is None
