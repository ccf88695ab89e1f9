"""The watch-list finds what has moved on, where it stands, and nothing that is all right."""

import tomllib
from datetime import date

import pytest

from ewloe_desktop.documents.words import resource
from ewloe_desktop.domain.errors import FieldsRefused
from ewloe_desktop.domain.text import Block, Kind, PolicyText
from ewloe_desktop.domain.watchlist import Choice, Hit, Moved, WatchList, find_hits, parse_list, require_choice

LIST = parse_list(tomllib.loads((resource().parent / "data" / "reference" / "watchlist.toml").read_text("utf-8")))


def text(*paragraphs: str) -> PolicyText:
    """A policy of these paragraphs; one that begins with # is a heading."""
    blocks = (
        Block(Kind.HEADING, p.removeprefix("# "), 1) if p.startswith("# ") else Block(Kind.PARAGRAPH, p)
        for p in paragraphs
    )
    return PolicyText("Lanterns and kites", "March 2021", tuple(blocks))


def ids(*paragraphs: str) -> list[str]:
    return [hit.watch.id for hit in find_hits(text(*paragraphs), LIST)]


def hit(name: str, *paragraphs: str) -> Hit:
    return next(h for h in find_hits(text(*paragraphs), LIST) if h.watch.id == name)


def test_an_act_that_was_repealed_is_found_at_every_place_with_what_replaced_it() -> None:
    words = "We keep the data protection\u00a0act 1998, and the DPA 1998."
    found = hit("data-protection-act-1998", "Kites.", words)
    assert [words[p.start : p.end] for p in found.places] == ["data protection\u00a0act 1998", "DPA 1998"]
    assert {p.block for p in found.places} == {1}
    assert "Data Protection Act 2018" in found.watch.instead
    assert found.watch.since == "25 May 2018"


def test_the_act_in_force_is_left_alone() -> None:
    assert ids("We keep the Data Protection Act 2018. Ask the data protection officer.") == []


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("Malicious Communications Act 1998", True),
        ("Malicious Communications Act 1988", False),
        ("Communications Act 2003", False),
        ("Equality Act (2011)", True),
    ],
)
def test_a_year_in_which_there_was_no_such_act_is_wrong(words: str, found: bool) -> None:
    assert any(i.startswith("wrong-year") for i in ids(f"We follow the {words}.")) is found


def test_a_wrong_year_is_named_with_the_right_one() -> None:
    found = hit("wrong-year:malicious-communications-act", "The Malicious Communications Act 1998 applies.")
    assert (found.watch.since, found.watch.instead) == ("1998", "Malicious Communications Act 1988")


def test_an_appendix_that_is_cited_but_not_there_is_missing() -> None:
    assert "missing-appendix:appendix-a" in ids("Sites follow Appendix A of this policy.")
    assert ids("Sites follow Appendix A of this policy.", "# Appendix A: how to ask") == []
    assert ids("Sites follow Appendix A of this policy.", "Appendix A", "Ask first.") == []
    assert "missing-appendix:appendix-a" in ids("Appendix A of this policy says how to ask for a site.")


@pytest.mark.parametrize(
    ("words", "right"),
    [("31 June 2021", ""), ("Monday 23rd of November 2026", None), ("Tuesday, 23 November 2026", "Monday")],
)
def test_a_day_that_cannot_be_is_wrong(words: str, right: str | None) -> None:
    found = [h.watch.instead for h in find_hits(text(f"Adopted on {words}."), LIST) if h.watch.kind is Moved.WRONG]
    assert found == ([] if right is None else [right])


def test_a_new_name_beside_the_old_one_is_enough() -> None:
    assert "twitter" in ids("We post on Twitter.")
    assert "twitter" not in ids("We post on X (formerly Twitter).")
    assert "twitter" not in ids("Birds were twittering.")


def test_what_is_missing_is_missed_only_where_the_text_speaks_of_the_subject() -> None:
    assert ids("Kites are flown in the field.") == []
    assert "online-safety-act" in ids("Social media are used with care.")
    assert "online-safety-act" not in ids("Social media are used with care, under the Online Safety Act 2023.")


def test_an_address_is_doubted_only_where_an_encyclopaedia_is_spoken_of() -> None:
    assert ids("The printer has an IP address.") == []
    assert ids("On Wikipedia the IP address is shown.") == ["wikipedia-address"]


def test_an_entry_that_cannot_be_used_is_named() -> None:
    broken = {"number": "1", "checked": date(2026, 1, 1), "watch": [{"id": "kites", "kind": "flown"}]}
    with pytest.raises(FieldsRefused) as refused:
        parse_list(broken)
    assert refused.value.problems[0].field == "kites"


def test_a_list_says_when_it_was_last_checked() -> None:
    assert isinstance(LIST, WatchList)
    assert LIST.checked == date(2026, 11, 22)


def test_keeping_doubted_words_needs_a_reason() -> None:
    with pytest.raises(FieldsRefused):
        require_choice(Choice.KEPT, "  ")
    require_choice(Choice.TAKEN, "")
