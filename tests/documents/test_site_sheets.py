"""The blank request, the register of sites, the yearly check and the list of accounts say what they are for."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from ewloe_desktop.documents.site_accounts import accounts_sheet
from ewloe_desktop.documents.site_check_sheet import check_sheet
from ewloe_desktop.documents.site_form_sheet import blank_form
from ewloe_desktop.documents.site_register import site_register
from ewloe_desktop.domain.journal import qr_text
from ewloe_desktop.domain.site_form import RequestKind
from tests.documents import made
from tests.documents import sited as s
from tests.documents.pictured import DEMONSTRATION
from tests.documents.reading import codes_on, read_aloud, words_of

PART = replace(s.BLANK, kind=RequestKind.TAKE_PART, basis=s.BASIS, hosts=())
NO_SITES = replace(s.REGISTER, sites=(), waiting=(), basis="")
LONG_REGISTER = replace(s.REGISTER, made=DEMONSTRATION, sites=(s.LONG_SITE, *s.REGISTER.sites))
BACK = replace(s.WAITING, state="returned", waiting_for="Mr Gethin Price")
NO_ACCOUNTS = replace(s.ACCOUNTS, sites=(), closed=0, basis="", proof=None)
LONG_ACCOUNTS = replace(s.ACCOUNTS, made=DEMONSTRATION, sites=(s.LONG_SITE,))
ANY_SITE = replace(s.CHECK, site=None, last=(), hosts=(), proof=None)
LONG_CHECK = replace(s.CHECK, made=DEMONSTRATION, site=s.LONG_SITE, last_by=s.LONG_NAME)


def told(pdf: bytes) -> str:
    return " ".join(words_of(pdf))


@pytest.mark.parametrize("kind", list(RequestKind))
def test_a_blank_form_asks_every_question_of_its_kind_and_no_other(kind: RequestKind) -> None:
    words = told(blank_form(replace(s.BLANK, kind=kind)))
    asked = s.form().questions(kind)
    assert all(question.label in words for question in asked)
    others = {q.label for k in RequestKind for q in s.form().questions(k)} - {q.label for q in asked}
    assert not [label for label in others if label in words]


def test_a_blank_form_has_room_for_ages_two_of_each_and_every_approval() -> None:
    words = told(blank_form(s.BLANK))
    assert words.count("Pupils of the school, aged from to years") == 2
    assert words.count("1. 2. 3. 4.") == 2
    for heading in ("1 Line manager", "2 Second approver", "3 Head teacher", "For the office", "Scan attached"):
        assert heading in words
    assert "Facebook 13; LinkedIn 16; Pennant not noted" in words
    assert "Never write a password" in words
    assert "2 Head teacher" in told(blank_form(PART))


def test_a_blank_form_is_a_draft_until_the_requirements_are_adopted() -> None:
    draft, adopted = told(blank_form(s.BLANK)), told(blank_form(PART))
    assert "DRAFT, NOT ADOPTED" in draft
    assert "DRAFT" not in adopted
    assert s.BASIS in adopted


def test_the_register_shows_every_site_its_runners_its_approvals_and_what_needs_attention() -> None:
    words = told(site_register(s.REGISTER))
    for site in s.REGISTER.sites:
        assert site.name in words
    for part in (
        "Fewer than two administrators",
        "Running since 1 September 2019, before it was approved",
        "Administrators: Ms Siân Ŵyn-Ellis, Mr Gethin Price",
        "Conditions: First names only",
        "Next check by 1 March 2027",
        "Closed on 31 January 2025",
        "Choir clips",
    ):
        assert part in words, part


def test_a_request_that_was_returned_waits_for_whoever_asked() -> None:
    assert "Mr Gethin Price, to whom it was returned" in told(site_register(replace(s.REGISTER, waiting=(BACK,))))


def test_an_empty_register_says_so() -> None:
    words = told(site_register(NO_SITES))
    assert "The register holds no official site yet." in words
    assert "head teacher’s authority" in words


def test_the_check_sheet_shows_what_is_known_and_asks_every_point() -> None:
    words = told(check_sheet(s.CHECK))
    for part in ("Fewer than two administrators", "youngest age 13", "1 March 2025 by Mr Gethin Price", "1 March 2026"):
        assert part in words
    assert all(point in words for point in s.CHECK.points)
    assert words.count("Yes No n/a") == len(s.CHECK.points)
    assert "Mrs Pugh puts them up by 1 April" in words
    assert "Bryn Derw on Facebook" not in told(check_sheet(ANY_SITE))


def test_the_accounts_sheet_answers_which_who_and_who_can_post() -> None:
    words = told(accounts_sheet(s.ACCOUNTS))
    for part in (
        "As at 20 March 2026 the school runs 2 accounts.",
        "1 more was closed earlier",
        "Mrs Marged Pugh, Head teacher, on 22 March 2026, on conditions",
        "Ms Siân Ŵyn-Ellis, administrator and moderator",
        "Mrs Carys Morgan, moderator",
        "Approved, not live yet",
        "Mr Gethin Price, for the school on somebody else’s site",
    ):
        assert part in words, part
    assert "runs no account" in told(accounts_sheet(NO_ACCOUNTS))


def test_a_sheet_names_the_act_up_to_which_it_knows_and_its_square_code_can_be_read() -> None:
    proof = made.HEAD_PROOF
    pdf = accounts_sheet(s.ACCOUNTS)
    assert [code.text for code in codes_on(pdf)] == [qr_text(proof.register, proof.act, proof.mark)]


def test_tables_are_read_out_with_their_headings() -> None:
    tags = [tag for tag, words in read_aloud(site_register(s.REGISTER)) if words]
    assert tags.count("TH") >= 6
    assert "H1" in tags


@pytest.mark.pdfa
@pytest.mark.parametrize(
    "pdf",
    [
        lambda: blank_form(s.BLANK),
        lambda: blank_form(replace(PART, made=DEMONSTRATION)),
        lambda: site_register(s.REGISTER),
        lambda: site_register(NO_SITES),
        lambda: site_register(LONG_REGISTER),
        lambda: check_sheet(s.CHECK),
        lambda: check_sheet(ANY_SITE),
        lambda: check_sheet(LONG_CHECK),
        lambda: accounts_sheet(s.ACCOUNTS),
        lambda: accounts_sheet(NO_ACCOUNTS),
        lambda: accounts_sheet(LONG_ACCOUNTS),
    ],
)
def test_every_sheet_is_archival_and_accessible(
    pdf: Callable[[], bytes], verapdf: Callable[[bytes], list[str]]
) -> None:
    assert verapdf(pdf()) == []


def test_a_demonstration_says_so_on_every_page() -> None:
    for pdf in (site_register(LONG_REGISTER), check_sheet(LONG_CHECK), accounts_sheet(LONG_ACCOUNTS)):
        assert all("DEMONSTRATION" in page for page in words_of(pdf))


def test_the_longest_name_stands_whole_on_every_sheet() -> None:
    for pdf in (site_register(LONG_REGISTER), check_sheet(LONG_CHECK), accounts_sheet(LONG_ACCOUNTS)):
        assert s.LONG_NAME in told(pdf)
