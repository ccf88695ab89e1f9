"""The school's recovery sheet shows every group in its place."""

from collections.abc import Callable

import pytest

from ewloe_desktop.documents.recovery_sheet import recovery_sheet
from tests.documents import made
from tests.documents.reading import read_aloud, words_of

GROUPS = tuple(f"AB{number:02}" for number in range(16))


def test_every_group_stands_under_its_number() -> None:
    told = read_aloud(recovery_sheet(made.SCHOOL, "EG-1A2B", GROUPS, made.AT))
    numbers = [words for tag, words in told if tag == "Lbl"]
    groups = [words for tag, words in told if tag == "LBody"]
    assert numbers == [str(number) for number in range(1, 17)]
    assert tuple(groups) == GROUPS


def test_it_says_whose_it_is_and_that_it_signs_nothing() -> None:
    (page,) = words_of(recovery_sheet(made.SCHOOL, "EG-1A2B", GROUPS, made.AT))
    for words in ("Taflen adfer yr ysgol", "EG-1A2B", "They sign nothing", "Kept at", "20 March 2026 at 16:04 GMT"):
        assert words in page, words


@pytest.mark.pdfa
def test_it_is_archival_and_accessible(verapdf: Callable[[bytes], list[str]]) -> None:
    assert verapdf(recovery_sheet(made.SCHOOL, "EG-1A2B", GROUPS, made.AT)) == []
