"""The other sheets about pictures of people: right in black and white, for every name, archival and accessible."""

import io
from collections.abc import Callable
from dataclasses import replace

import pikepdf
import pytest

from ewloe_desktop.documents.do_not_use import do_not_use
from ewloe_desktop.documents.permission_record import permission_record
from ewloe_desktop.documents.permission_register import permission_register
from ewloe_desktop.documents.picture_check import picture_check
from ewloe_desktop.documents.takedown_record import takedown_record
from ewloe_desktop.documents.withdrawal_slip import withdrawal_slip
from ewloe_desktop.domain.journal import qr_text
from tests.documents import made
from tests.documents import pictured as p
from tests.documents.reading import codes_on, read_aloud, words_of

SHEETS = {
    "list": do_not_use(p.LIST),
    "record": permission_record(p.RECORD),
    "register": permission_register(p.REGISTER),
    "takedown": takedown_record(p.TAKEDOWN),
    "check": picture_check(p.CHECK),
    "slip": withdrawal_slip(p.MADE, p.LONG_NAME, p.USES),
}
IN_DEMONSTRATION = {
    "list": do_not_use(replace(p.LIST, made=p.DEMONSTRATION, people=())),
    "record": permission_record(replace(p.RECORD, made=p.DEMONSTRATION, history=(), singles=(), places=())),
    "register": permission_register(replace(p.REGISTER, made=p.DEMONSTRATION, people=())),
    "takedown": takedown_record(replace(p.TAKEDOWN, made=p.DEMONSTRATION, picture=made.drawing(), rows=())),
    "check": picture_check(replace(p.KEPT, made=p.DEMONSTRATION, people=(), allowed=True, rule="nobody_pictured")),
    "slip": withdrawal_slip(p.DEMONSTRATION, "", p.USES),
}


@pytest.mark.pdfa
@pytest.mark.parametrize("name", SHEETS)
def test_it_is_archival_and_accessible(name: str, verapdf: Callable[[bytes], list[str]]) -> None:
    assert verapdf(SHEETS[name]) == []
    assert verapdf(IN_DEMONSTRATION[name]) == []


@pytest.mark.parametrize("name", SHEETS)
def test_every_page_is_numbered_and_a_demonstration_says_so(name: str) -> None:
    pages = words_of(IN_DEMONSTRATION[name])
    assert all(f"Page {n} of {len(pages)}" in page for n, page in enumerate(pages, 1))
    assert all("DEMONSTRATION" in page for page in pages)
    assert "DEMONSTRATION" not in words_of(SHEETS[name])[0]


@pytest.mark.parametrize("name", SHEETS)
def test_nothing_is_said_by_colour(name: str) -> None:
    with pikepdf.open(io.BytesIO(SHEETS[name])) as pdf:
        used = {str(op) for page in pdf.pages for _, op in pikepdf.parse_content_stream(page)}
    assert not used & {"rg", "RG", "k", "K", "sc", "SC", "scn", "SCN"}


def test_the_list_tells_the_use_the_day_and_how_each_stands() -> None:
    (page,) = words_of(SHEETS["list"])
    for words in ("School website", "20 March 2026", "2 of 14", "Mr Ieuan Bowen No", "Not asked", p.LONG_NAME[:40]):
        assert words in page
    (empty,) = words_of(IN_DEMONSTRATION["list"])
    assert "everybody in post has said yes" in empty


def test_the_record_keeps_what_was_taken_back() -> None:
    page = " ".join(words_of(SHEETS["record"]))
    for words in ("Yes, with name", "Withdrawn", "Lapsed: new wording", "Consent", "Paper form", "Spring concert"):
        assert words in page


def test_the_register_repeats_its_headings_and_breaks_no_word_of_them() -> None:
    people = (("Mr Ieuan Bowen", "Governor", p.STATES * 4),) * 40
    many = replace(p.REGISTER, uses=p.USES * 4, people=people)
    sheet = permission_register(many)
    pages = words_of(sheet)
    assert len(pages) > 2
    assert all("broadcasters" in page for page in pages)
    headings = [words for tag, words in read_aloud(sheet) if tag == "TH"]
    assert headings.count("Prospectus") == 4


def test_a_takedown_is_honest_about_print_and_press() -> None:
    for use, words in ((p.LEAFLET, "cannot be called back"), (p.PRESS, "cannot be promised")):
        assert words in " ".join(words_of(takedown_record(replace(p.TAKEDOWN, use=use))))
    page = " ".join(words_of(SHEETS["takedown"]))
    assert "Seen empty." in page and "To be filled in when it is done" in page


def test_a_kept_answer_carries_its_act_and_another_says_it_is_not_kept() -> None:
    (code,) = codes_on(picture_check(p.KEPT))
    assert code.text == qr_text("eg1a2b3c", 1240, p.KEPT.mark)
    (page,) = words_of(SHEETS["check"])
    assert "NO, IT MAY NOT BE USED" in page and "not kept in the register" in page and p.CLAUSE in page
    assert codes_on(SHEETS["check"]) == []


def test_the_slip_offers_every_use() -> None:
    told = [words for _, words in read_aloud(SHEETS["slip"])]
    assert {use.name for use in p.USES} <= set(told)
    assert "Mrs" not in words_of(IN_DEMONSTRATION["slip"])[0]
