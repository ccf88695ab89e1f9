"""What a row of a staff list says, whoever's system wrote it; and cells that no spreadsheet calculates."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ewloe_desktop.domain.cells import harmless, plain
from ewloe_desktop.domain.people import PersonKind
from ewloe_desktop.domain.staff_list import (
    StaffColumns,
    StaffRows,
    guess_columns,
    read_day,
    read_kind,
    read_lines,
    same_name,
)


@pytest.mark.parametrize(
    ("headings", "columns"),
    [
        (("Surname", "Forename", "Job Title"), StaffColumns(last=0, first=1, kind=2)),
        (("Title", "Legal Surname", "Legal Forename"), StaffColumns(title=0, last=1, first=2)),
        (("Full Name", "Role", "Start Date", "Date of leaving"), StaffColumns(name=0, kind=1, since=2, left=3)),
        (("Payroll No", "Name", "Post", "Joined"), StaffColumns(reference=0, name=1, kind=2, since=3)),
        (("Employee ID", "First name", "Last name", "End date"), StaffColumns(reference=0, first=1, last=2, left=3)),
        (("Enw", "Swydd", "Dyddiad dechrau"), StaffColumns(name=0, kind=1, since=2)),
        (("START_DATE", "SURNAME", "NAME"), StaffColumns(since=0, last=1)),
        (("One", "Two"), StaffColumns()),
    ],
)
def test_the_first_guess_finds_the_usual_headings(headings: tuple[str, ...], columns: StaffColumns) -> None:
    assert guess_columns(StaffRows(headings, ())) == columns


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("01/09/2019", date(2019, 9, 1)),
        ("1.9.19", date(2019, 9, 1)),
        ("2019-09-01", date(2019, 9, 1)),
        ("2019-09-01T00:00:00", date(2019, 9, 1)),
        ("01/09/2019 00:00", date(2019, 9, 1)),
        ("1 Sep 2019", date(2019, 9, 1)),
        ("01-Sep-19", date(2019, 9, 1)),
        ("1st September 2019", date(2019, 9, 1)),
        ("1/9/85", date(1985, 9, 1)),
        ("31/02/2019", None),
        ("09/2019", None),
        ("soon", None),
        ("43709", None),
    ],
)
def test_a_day_is_read_with_the_day_before_the_month(words: str, day: date | None) -> None:
    assert read_day(words) == day


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("Class teacher", PersonKind.STAFF),
        ("Deputy Head", PersonKind.STAFF),
        ("Teaching assistant", PersonKind.NON_TEACHING),
        ("Midday Supervisor", PersonKind.NON_TEACHING),
        ("Support staff", PersonKind.NON_TEACHING),
        ("Parent governor", PersonKind.GOVERNOR),
        ("Supply teacher", PersonKind.CONTRACTOR),
        ("Athrawes", None),
        ("Athro", PersonKind.STAFF),
        ("", None),
    ],
)
def test_a_post_tells_the_kind(words: str, kind: PersonKind | None) -> None:
    assert read_kind(words) is kind


def test_names_come_together_from_their_columns() -> None:
    rows = StaffRows(("", "", "", ""), (("Mrs", "Marged", "Pugh", ""), ("", "", "", ""), ("Ms", "", "Ŵyn, Siân", "")))
    apart = read_lines(rows, StaffColumns(title=0, first=1, last=2))
    assert [line.name for line in apart] == ["Mrs Marged Pugh", "Ms Ŵyn, Siân"]
    assert [line.line for line in apart] == [2, 4]
    assert read_lines(rows, StaffColumns(title=0, name=2))[1].name == "Ms Siân Ŵyn"


@pytest.mark.parametrize(
    "row", [("Mr", "", ""), ("", "Mrs.", ""), ("Ms", "-", "n0"[1:]), ("Dr", "Miss", "Rev."), ("", "", "42")]
)
def test_a_title_a_dash_or_a_number_alone_is_nobody(row: tuple[str, str, str]) -> None:
    (line,) = read_lines(StaffRows(("", "", ""), (row,)), StaffColumns(title=0, first=1, last=2))
    assert (line.name, line.problems) == ("", (("name_missing", ""),))
    (line,) = read_lines(StaffRows(("", ""), ((row[0] or row[1] or row[2], ""),)), StaffColumns(name=0))
    assert line.problems == (("name_missing", ""),)


def test_a_name_that_is_also_a_title_names_somebody_with_another_word() -> None:
    rows = StaffRows(("", "", ""), (("Mrs", "Lady", "Sampl"), ("", "O", "Prof"), ("", "Ŵ.", "")))
    lines = read_lines(rows, StaffColumns(title=0, first=1, last=2))
    assert [line.name for line in lines] == ["Lady Sampl", "O Prof", "Ŵ."]


def test_letters_that_turn_the_reading_are_left_out() -> None:
    (line,) = read_lines(StaffRows(("",), (("\u202eSi\u2066a\u0302n\u200b W\u0302yn\u2069",),)), StaffColumns(name=0))
    assert line.name == "Siân Ŵyn"


def test_two_lists_agree_on_a_name() -> None:
    assert same_name("Ms. Siân ŴYN") == same_name("sian wyn") == "sian wyn"
    assert same_name("Dr") == "dr"


def test_what_cannot_be_read_is_a_problem_and_not_a_guess() -> None:
    (line,) = read_lines(StaffRows(("", ""), (("", "soon"),)), StaffColumns(name=0, since=1))
    assert line.problems == (("since_unreadable", "soon"), ("name_missing", ""))


@given(st.text(alphabet="'=+-@\t\r\n\0aŵ ", max_size=8))
def test_every_cell_comes_back_as_it_went_and_none_is_a_formula(cell: str) -> None:
    assert plain(harmless(cell)) == cell
    assert harmless(cell)[:1] not in tuple("=+-@\t\r\n\0")
