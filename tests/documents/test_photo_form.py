"""The permission form asks for each use by itself, fits every name, and comes in any number from the same memory."""

import io
import tracemalloc
from collections.abc import Callable, Iterator
from dataclasses import replace

import pikepdf
import pytest

from ewloe_desktop.documents.photo_facts import Who
from ewloe_desktop.documents.photo_form import permission_form, permission_forms
from tests.documents import made
from tests.documents import pictured as p
from tests.documents.reading import read_aloud, words_of
from tests.faults.amounts import trials


def batch(*people: Who | None) -> bytes:
    out = io.BytesIO()
    permission_forms(p.FORM, people, out)
    return out.getvalue()


def several(count: int) -> Iterator[Who]:
    return (replace(p.WHO, name=f"Mrs Marged Pugh {number}") for number in range(count))


def test_each_use_has_its_own_yes_and_no_and_the_name_beside_is_asked_too() -> None:
    told = read_aloud(permission_form(p.FORM, p.WHO))
    ticks = [words for tag, words in told if tag == "TD" and words in ("Yes", "No")]
    assert ticks == ["Yes", "No", "Yes", "No"] * len(p.USES)
    uses = [words for tag, words in told if tag == "TH"]
    assert all(use.name in uses for use in p.USES)


def test_it_says_what_a_person_must_be_told() -> None:
    first, second = words_of(permission_form(replace(p.FORM, contact="Mr Ieuan Bowen, 01234"), p.WHO))
    for words in (
        "Mrs Marged Pugh",
        "1 September 2019",
        p.CLAUSE,
        "wording 2026-1",
        "Mr Ieuan Bowen, 01234",
        "30 days",
    ):
        assert words in first
    for words in (
        "permits nothing",
        "Withdrawing permission",
        "Received by",
        "Page 2 of 2",
        "One picture or one event",
    ):
        assert words in second
    assert "GDPR" not in first + second


def test_a_blank_form_names_nobody_and_has_the_same_pages() -> None:
    blank, filled = words_of(permission_form(p.FORM)), words_of(permission_form(p.FORM, p.WHO))
    assert len(blank) == len(filled) == 2
    assert "Pugh" not in " ".join(blank)


def test_the_longest_name_stands_whole_on_the_form_and_moves_nothing() -> None:
    pages = words_of(permission_form(p.FORM, replace(p.WHO, name=p.LONG_NAME)))
    assert len(pages) == 2
    assert all(p.LONG_NAME in page for page in pages)


def test_a_demonstration_says_so_on_every_page() -> None:
    pages = words_of(permission_form(replace(p.FORM, made=p.DEMONSTRATION), p.WHO))
    assert all("DEMONSTRATION" in page for page in pages)


def test_a_batch_holds_one_form_for_each_person_numbered_by_itself() -> None:
    pages = words_of(batch(*several(3)))
    assert len(pages) == 6
    assert [f"Pugh {n // 2}" in page for n, page in enumerate(pages)] == [True] * 6
    assert ["Page 1 of 2" in page for page in pages] == [True, False] * 3
    one = read_aloud(permission_form(p.FORM, p.WHO))
    assert len(read_aloud(batch(*several(3)))) == 3 * len(one)


def test_the_memory_of_a_batch_does_not_grow_with_its_pages() -> None:
    class Nowhere(io.RawIOBase):
        def write(self, data: object) -> int:
            return len(data)  # type: ignore[arg-type]

    def peak(count: int) -> int:
        tracemalloc.start()
        permission_forms(p.FORM, several(count), Nowhere())
        most = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return most

    peak(2)
    few, many = trials(8, 20), trials(40, 200)
    assert peak(many) - peak(few) < (many - few) * 5_000  # a page under way takes 40,000


def test_the_same_facts_give_the_same_bytes() -> None:
    assert batch(p.WHO) == batch(p.WHO)


def test_what_all_forms_share_is_kept_once() -> None:
    assert len(batch(*several(50))) < 50 * 7_000
    with pikepdf.open(io.BytesIO(batch(*several(3)))) as pdf:
        assert pdf.check_pdf_syntax() == []
        assert len({page.obj.Contents[1].objgen for page in pdf.pages}) == 2


@pytest.mark.pdfa
def test_it_is_archival_and_accessible(verapdf: Callable[[bytes], list[str]]) -> None:
    longest = replace(p.WHO, name=p.LONG_NAME, posts=made.WELSH)
    assert verapdf(batch(None, p.WHO, longest)) == []
    demonstration = replace(p.FORM, made=p.DEMONSTRATION, uses=p.USES * 5)
    for who in (None, longest):
        assert verapdf(permission_form(demonstration, who)) == [], who
