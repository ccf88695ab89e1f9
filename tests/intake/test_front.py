"""Titles, editions and empty approval lines, told by their words."""

import pytest

from ewloe_desktop.intake.front import choose_title, edition_alone, is_blank_approval, is_filled_in, split_edition
from ewloe_desktop.intake.parts import Part

BLANK = [
    "Policy approved by Head Teacher: Date:.....",
    "Approved by the Governing Body: (Chair) Date:",
    "The date for the next policy review is",
    "Signed: ______________________ (Chair of Governors)  Date: ____________",
    "Date of next review: …………………",
    "Adopted by the governing body on:",
    "Signed on behalf of the Governing Body of Ysgol Bryn Derw: ________",
    "Cymeradwywyd gan y Corff Llywodraethu: ........ Dyddiad: ........",
]
FILLED = [
    "Approved by the governing body: 4 May 2023",
    "Date of adoption: March 2020",
    "The policy was approved by the governing body.",
    "The policy is reviewed by",
    "Review:",
    "MOST_SIGNED_NAME is the greatest number of letters that a name may have",
    "The head teacher and the chair signed by",
    "Every policy names the date of its review ... and who approved it",
    "What is the date of the next review?",
    "Staff are told by the head teacher in writing on",
]


@pytest.mark.parametrize("line", BLANK)
def test_a_line_that_asks_for_an_approval_and_holds_none_is_empty(line: str) -> None:
    assert is_blank_approval(line, near=False)


@pytest.mark.parametrize("line", FILLED[:3] + FILLED[4:6] + FILLED[7:])
def test_a_line_that_says_something_is_never_taken_for_an_empty_one(line: str) -> None:
    assert not is_blank_approval(line, near=True)


def test_a_bare_date_is_empty_only_beside_another_empty_line() -> None:
    assert is_blank_approval("Date:", near=True)
    assert not is_blank_approval("Date:", near=False)


def test_labels_with_something_behind_them_are_no_headings() -> None:
    assert is_filled_in("Date of adoption: March 2020")
    assert not is_filled_in("Stage 1: talk to the class teacher")


@pytest.mark.parametrize(
    ("line", "title", "edition"),
    [
        ("Social Networking Policy – March 2021", "Social Networking Policy", "March 2021"),
        ("Garden Policy - 4th May 2023", "Garden Policy", "4th May 2023"),
        ("Garden Policy (2023-24)", "Garden Policy", "2023-24"),
        ("Garden Policy, version 2.1", "Garden Policy", "version 2.1"),
        ("Polisi Iard: Mawrth 2024", "Polisi Iard", "Mawrth 2024"),
        ("Garden Policy 2023", "Garden Policy", "2023"),
        ("Garden Policy", "Garden Policy", ""),
        ("Key Stage 2 Policy", "Key Stage 2 Policy", ""),
        ("Data Protection Act 2018 Policy", "Data Protection Act 2018 Policy", ""),
    ],
)
def test_a_title_gives_up_the_edition_at_its_end(line: str, title: str, edition: str) -> None:
    assert split_edition(line) == (title, edition)


def test_an_edition_may_stand_alone() -> None:
    assert edition_alone("May 2023") == "May 2023"
    assert edition_alone("Version dated: January 2015") == "January 2015"
    assert edition_alone("Version 1.2") == "Version 1.2"
    assert edition_alone("2023") == ""
    assert edition_alone("In May 2023") == ""


def test_the_title_is_the_largest_line_that_names_a_policy() -> None:
    parts = [
        Part("Ysgol Bryn Derw", size=26),
        Part("Garden Policy", size=22),
        Part("Introduction", size=14, bold=True),
        Part(
            "Children may dig wherever the ground is marked with a stake, and nowhere near the pipes at all.", size=10
        ),
        Part("Monitoring this policy", size=14, bold=True),
    ]
    assert choose_title(parts, 10) == 1


def test_a_chapter_is_not_taken_for_the_title() -> None:
    assert choose_title([Part("Introduction", size=14), Part("Aims", size=14)], 10) == -1
