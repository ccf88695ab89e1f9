"""The reading list and the sheet of breaches keep to the archival and the accessible standard."""

from collections.abc import Callable
from datetime import date

import pytest

from ewloe_desktop.documents.breach_sheet import BreachLine, breach_sheet
from ewloe_desktop.documents.reading_list import ListLine, ReadingListFacts, reading_list
from tests.documents import sited as s
from tests.documents.reading import words_of

DAY = date(2026, 11, 16)
PEOPLE = (
    ListLine("Mr Gethin Price", "Teaching staff", DAY, "meeting", "Staff meeting"),
    ListLine("Ms Lleucu Môn", "Non-teaching staff", earlier=DAY),
    *(ListLine(f"Person {number}", "Teaching staff") for number in range(40)),
)
LIST = ReadingListFacts(s.CHECK.made, "Garden Policy", "Revision 2", DAY, "I have read it.", "Teaching staff", PEOPLE)
BREACH = BreachLine(3, DAY, "The shed was left open.", "Garden Policy", "Tools", "Mrs Marged Pugh")


@pytest.mark.pdfa
@pytest.mark.parametrize("pdf", [reading_list(LIST), breach_sheet(LIST.made, (BREACH,))], ids=["list", "breaches"])
def test_the_sheets_are_archival_and_accessible(pdf: bytes, verapdf: Callable[[bytes], list[str]]) -> None:
    assert verapdf(pdf) == []


def test_a_long_list_goes_on_with_a_line_for_everybody() -> None:
    told = " ".join(words_of(reading_list(LIST)))
    assert "1 of 42 have read it" in told
    assert "At a meeting: Staff meeting" in told
    assert "(Read an earlier text on 16 November 2026)" in told
    assert told.count("Signature") >= 2
    assert all(f"Person {number}" in told for number in range(40))
