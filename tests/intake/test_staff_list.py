"""Staff lists in whatever letters and separators other systems write them; hostile ones are refused by name."""

import datetime
import io
import zipfile
from typing import Any

import pytest
from openpyxl import Workbook

from ewloe_desktop.domain.errors import FileRefused
from ewloe_desktop.domain.staff_list import StaffRows
from ewloe_desktop.intake.staff_list import read_staff_file, read_staff_list

ROWS = [["Surname", "Forename", "Start"], ["Pugh", "Marged", "01/09/2019"], ["Ŵyn-Ellis", "Siân", "1 Sep 2020"]]


def separated(by: str, end: str = "\r\n") -> str:
    return end.join(by.join(row) for row in ROWS) + end


def workbook(rows: list[list[Any]], *, before: list[list[Any]] | None = None) -> bytes:
    book = Workbook()
    sheet = book.active
    for row in rows:
        sheet.append(row)
    if before is not None:
        hidden = book.create_sheet("hidden", 0)
        hidden.sheet_state = "hidden"
        for row in before:
            hidden.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def repacked(data: bytes, **parts: bytes) -> bytes:
    """The same workbook with some parts put in or replaced."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if name not in parts:
                new.writestr(name, old.read(name))
        for name, part in parts.items():
            new.writestr(name, part)
    return out.getvalue()


def refused(data: bytes, name: str = "list.csv") -> str:
    with pytest.raises(FileRefused) as caught:
        read_staff_list(name, data)
    return caught.value.reason


@pytest.mark.parametrize("by", [",", ";", "\t", "|"])
@pytest.mark.parametrize("code", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_any_separator_and_any_usual_letters_are_read(by: str, code: str) -> None:
    found = read_staff_list("list.csv", separated(by).encode(code))
    assert [list(found.header), *map(list, found.rows)] == ROWS


@pytest.mark.parametrize("end", ["\n", "\r", "\r\n"])
def test_windows_letters_and_any_line_ends_are_read(end: str) -> None:
    found = read_staff_list("list.csv", separated(",", end).replace("Ŵ", "W").encode("cp1252"))
    assert found.rows[1][1] == "Siân"
    assert found.guessed


def test_quoted_cells_hold_separators_and_line_ends() -> None:
    found = read_staff_list("list.csv", b'Name,Post\n"Pugh, Marged","Teacher\nand more"\n')
    assert found.rows == (("Pugh, Marged", "Teacher\nand more"),)


def test_a_title_above_the_headings_and_the_separator_line_are_passed_over() -> None:
    found = read_staff_list("list.csv", b"sep=;\nStaff list\n\nName;Post\nPugh, Marged;Teacher\n")
    assert (found.header, found.first_line) == (("Name", "Post"), 4)
    assert found.rows == (("Pugh, Marged", "Teacher"),)


def test_one_column_of_names_is_a_list_too() -> None:
    assert read_staff_list("list.txt", "Name\nSiân Ŵyn\n".encode()) == StaffRows(("Name",), (("Siân Ŵyn",),))


def test_one_mark_is_taken_off_what_was_exported_as_harmless() -> None:
    found = read_staff_list("list.csv", b"Name,Post\n'=Pugh,''-x\n'Tis,a\n")
    assert found.rows == (("=Pugh", "'-x"), ("'Tis", "a"))


def test_a_workbook_is_read_with_its_dates_and_numbers() -> None:
    data = workbook([["Name", "Start", "No", "Left"], ["Pugh", datetime.datetime(2019, 9, 1), 12.0, None]])
    assert read_staff_list("list.xlsx", data).rows == (("Pugh", "2019-09-01", "12"),)


def test_a_hidden_sheet_is_not_read() -> None:
    data = workbook([["Name", "Post"], ["Pugh", "Teacher"]], before=[["Secret", "List"], ["x", "y"]])
    assert read_staff_list("list.xlsx", data).header == ("Name", "Post")


def test_a_sheet_that_lies_about_its_size_is_read_as_it_is() -> None:
    data = workbook([["Name", "Post"], ["Pugh", "Teacher"]])
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        sheet = book.read("xl/worksheets/sheet1.xml")
    lying = sheet.replace(b'<dimension ref="A1:B2"', b'<dimension ref="A1:XFD1048576"')
    assert lying != sheet
    assert len(read_staff_list("list.xlsx", repacked(data, **{"xl/worksheets/sheet1.xml": lying})).rows) == 1


def test_a_formula_is_never_calculated() -> None:
    data = workbook([["Name", "Post"], ["Pugh", '=WEBSERVICE("http://example.org")']])
    assert read_staff_list("list.xlsx", data).rows == (("Pugh", ""),)


@pytest.mark.parametrize(
    ("reason", "data"),
    [
        ("empty", b""),
        ("empty", b" \r\n \n"),
        ("empty", workbook([])),
        ("not_list", b"%PDF-1.7 x"),
        ("not_list", b"MZ\x90\x00"),
        ("not_list", b"<html><table>"),
        ("not_list", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)),
        ("not_text", b"Name,Post\nPu\x00gh,x\n"),
        ("not_text", b"Name,Post\nPu\x07gh,x\n"),
        ("too_long_line", b"Name,Post\n" + b"a" * 3000 + b",x\n"),
        ("too_large", b"Name,Post\n" + b"a,b\n" * 20_001),
        ("not_list", b"Name,Post\n" + b"," * 300 + b"x\n"),
        ("macro", repacked(workbook(ROWS), **{"xl/vbaProject.bin": b"x"})),
        ("bad_name", repacked(workbook(ROWS), **{"../evil.xml": b"<x/>"})),
        ("doctype", repacked(workbook(ROWS), **{"xl/sharedStrings.xml": b'<?xml version="1.0"?><!DOCTYPE x><x/>'})),
        ("ratio", repacked(workbook(ROWS), **{"xl/media/zeros.bin": bytes(30_000_000)})),
        ("damaged", repacked(workbook(ROWS), **{"xl/workbook.xml": b"<broken"})),
    ],
)
def test_what_is_no_list_or_means_harm_is_refused(reason: str, data: bytes) -> None:
    assert refused(data) == reason


def test_a_file_on_disk_is_read_from_a_copy(tmp_path: Any) -> None:
    place = tmp_path / "list.csv"
    place.write_text(separated(","), "utf-8")
    assert read_staff_file(place).header == ("Surname", "Forename", "Start")
