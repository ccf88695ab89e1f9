"""What makes a password good enough, and the codes of the recovery sheets."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ewloe_desktop.domain.errors import PasswordTooWeak, WrongPassword
from ewloe_desktop.storage.passwords import (
    check_password_strength,
    person_recovery_code,
    read_recovery,
    read_words,
    recovery_register,
    recovery_words,
    suggest_password,
)


@pytest.mark.parametrize("password", ["Tr0ubadour&3x", "lantern otter quarry", "a bee swims", "y ddraig goch"])
def test_twelve_letters_or_three_words_are_enough(password: str) -> None:
    check_password_strength(password)


@pytest.mark.parametrize("password", ["", "short", "two words", "elevenchars", "  a  "])
def test_less_is_too_short(password: str) -> None:
    with pytest.raises(PasswordTooWeak) as caught:
        check_password_strength(password)
    assert caught.value.reason == "short"


@pytest.mark.parametrize(
    "password", ["Password1234", "correct horse battery staple", "aaaaaaaaaaaa", "otter otter otter", "PASS WORD 1234"]
)
def test_what_everybody_uses_is_too_common(password: str) -> None:
    with pytest.raises(PasswordTooWeak) as caught:
        check_password_strength(password)
    assert caught.value.reason == "common"


def test_there_are_enough_plain_short_words_to_suggest_from() -> None:
    words = read_words()
    assert len(set(words)) == len(words) >= 1500
    assert all(w.isascii() and w.islower() and 3 <= len(w) <= 9 for w in words)


def test_every_suggestion_is_good_enough_and_another() -> None:
    made = {suggest_password(read_words()) for _ in range(50)}
    assert len(made) == 50
    for password in made:
        check_password_strength(password)
        assert len(password.split()) == 4


@given(st.binary(min_size=32, max_size=32), st.text("0123456789abcdef", min_size=20, max_size=20))
def test_a_recovery_sheet_gives_the_key_back_however_it_is_typed(key: bytes, register: str) -> None:
    groups = recovery_words(key, register)
    assert [len(g) for g in groups.split("-")] == [4] * 16
    typed = groups.lower().replace("-", "\n ").replace("o", "0").replace("i", "1").replace("b", "8")
    assert read_recovery(typed) == key
    assert recovery_register(typed) == register[:10]


@given(st.integers(0, 63), st.sampled_from("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"))
def test_a_slip_of_the_pen_is_noticed(place: int, letter: str) -> None:
    letters = recovery_words(bytes(range(32)), "5" * 20).replace("-", "")
    typed = letters[:place] + letter + letters[place + 1 :]
    if typed != letters:
        with pytest.raises(WrongPassword):
            read_recovery(typed)


@given(st.text(max_size=100))
def test_any_other_text_is_refused(text: str) -> None:
    with pytest.raises(WrongPassword):
        read_recovery(text)


def test_a_persons_code_has_six_groups_of_four() -> None:
    code = person_recovery_code()
    assert [len(g) for g in code.split("-")] == [4] * 6
    assert code != person_recovery_code()
