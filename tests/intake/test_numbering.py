"""Numbers that a word processor only shows."""

import pytest

from ewloe_desktop.intake.numbering import Counter, Level, written
from ewloe_desktop.intake.parts import depth, ends, join, starts_low, take_mark


@pytest.mark.parametrize(
    ("number", "form", "shown"),
    [
        (4, "decimal", "4"),
        (4, "zero", "04"),
        (3, "lower", "c"),
        (28, "upper", "BB"),
        (14, "roman", "xiv"),
        (9, "ROMAN", "IX"),
    ],
)
def test_each_form_is_written_as_word_shows_it(number: int, form: str, shown: str) -> None:
    assert written(number, form) == shown


def test_deeper_levels_begin_again() -> None:
    counter = Counter({0: Level("decimal", "%1."), 1: Level("lower", "%1(%2)"), 2: Level("bullet")})
    steps = [counter.next(level) for level in (0, 1, 1, 2, 0, 1)]
    assert steps == [
        ("number", "1."),
        ("letter", "1(a)"),
        ("letter", "1(b)"),
        ("bullet", ""),
        ("number", "2."),
        ("letter", "2(a)"),
    ]


@pytest.mark.parametrize(
    ("text", "style", "mark", "rest"),
    [
        ("- ♣ Libraries", "bullet", "", "Libraries"),
        ("• Peas", "bullet", "", "Peas"),
        ("2.1 Peas grow", "number", "2.1", "Peas grow"),
        ("1.) Peas grow", "number", "1.)", "Peas grow"),
        ("(iv) peas", "letter", "(iv)", "peas"),
        ("b) peas", "letter", "b)", "peas"),
    ],
)
def test_a_list_sign_is_taken_off(text: str, style: str, mark: str, rest: str) -> None:
    assert take_mark(text) == (style, mark, rest)


@pytest.mark.parametrize(
    "text", ["1998 was a dry year.", "-5 degrees", "A spade", "I. Jones dug", "9.10 am is early", "o peas"]
)
def test_what_only_looks_like_a_list_sign_stays(text: str) -> None:
    assert take_mark(text) is None


@pytest.mark.parametrize(
    ("before", "after", "whole"),
    [
        ("the co-", "ordinator says", "the co-ordinator says"),
        ("pre-", "and after-school care", "pre- and after-school care"),
        ("see www.example.org/", "garden", "see www.example.org/garden"),
        ("to protect the", "beans", "to protect the beans"),
    ],
)
def test_pieces_of_a_sentence_are_joined(before: str, after: str, whole: str) -> None:
    assert join(before, after) == whole


def test_ends_and_middles_of_sentences_are_told_apart() -> None:
    assert ends("They grow.”")
    assert not ends("They grow and")
    assert starts_low("“and then")
    assert not starts_low("And then")
    assert depth("2.1.4") == 3
