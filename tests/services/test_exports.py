"""The register for a spreadsheet: every cell is text, none is a formula, and it comes back as it went."""

import csv
import io
from typing import Any

import pytest
from openpyxl import load_workbook

from ewloe_desktop.domain.errors import RuleBroken
from ewloe_desktop.domain.people import PersonKind
from ewloe_desktop.domain.staff_list import StaffColumns
from ewloe_desktop.intake.staff_list import read_staff_list
from ewloe_desktop.services import exports, offices, people, staff_list
from ewloe_desktop.services.people import NewPerson
from tests.services.conftest import PASSWORD, School, on_both

EVIL = "=cmd|' /C calc'!A0"
NAMES = (EVIL, "+44 Pugh", "-Bowen", "@Ŵyn", "'=Tŷ", "Ŵyn-Ellis")


def cells(file: Any) -> list[list[str]]:
    if file.name.endswith(".csv"):
        return list(csv.reader(io.StringIO(file.content.decode("utf-8-sig"), newline="")))
    sheet = load_workbook(io.BytesIO(file.content)).active
    return [[str(cell.value) for cell in row] for row in sheet.iter_rows()]


@on_both
@pytest.mark.parametrize("export", [exports.export_csv, exports.export_xlsx])
def test_no_cell_is_a_formula_and_every_name_comes_back_as_it_was(school: School, export: Any) -> None:
    for name in NAMES:
        school.do("office", people.add_person, NewPerson(name, PersonKind.STAFF, True))
    file = school.ask("office", export)
    rows = cells(file)
    assert rows[0][:2] == ["Name", "At the school as"] and len(rows[0]) == 11
    assert not [cell for row in rows for cell in row if cell[:1] in tuple("=+-@\t\r\0")]
    back = read_staff_list(file.name, file.content)
    assert set(NAMES) <= {row[0] for row in back.rows}
    preview = school.ask("office", staff_list.preview_staff_list, back, StaffColumns(name=0, kind=1))
    assert (preview.empty, preview.problems, preview.missing) == (True, (), ())


def test_every_cell_of_a_workbook_is_typed_as_text(school: School) -> None:
    school.do("office", people.add_person, NewPerson("2026", PersonKind.STAFF, True))
    sheet = load_workbook(io.BytesIO(school.ask("head", exports.export_xlsx).content)).active
    assert {(cell.data_type, cell.number_format) for row in sheet.iter_rows() for cell in row} == {("s", "@")}


def test_leavers_are_exported_by_themselves(school: School) -> None:
    row = school.ask("head", people.show_person, school.people["teacher"]).row
    school.do("head", offices.person_leaves, row.id, row.seen, school.clock.today(), PASSWORD.format("head"))
    with school.register.reading() as session:
        file = exports.export_csv(session, school.actor("office"), leavers=True)
    assert [line[0] for line in cells(file)[1:]] == ["Teacher Sampl"]
    assert "Left" in cells(file)[1]


@pytest.mark.parametrize("export", [exports.export_csv, exports.export_xlsx])
def test_only_those_who_may_export_do(school: School, export: Any) -> None:
    for who in ("teacher", "governor"):
        with pytest.raises(RuleBroken) as refused:
            school.ask(who, export)
        assert refused.value.facts["action"] == "export"
