"""Names and pictures made to deceive, and files that change under way: D8, D9 and D11 to D13."""

import csv
import hashlib
import io
import json
import tracemalloc
from typing import TYPE_CHECKING, Any

import openpyxl
import pypdfium2
import pytest
from PIL import Image
from sqlalchemy import select

from ewloe_desktop.app.files import FileWork
from ewloe_desktop.domain.cells import harmless, plain
from ewloe_desktop.domain.errors import FieldsRefused, FileRefused
from ewloe_desktop.domain.names import mixed
from ewloe_desktop.domain.people import PersonKind
from ewloe_desktop.domain.text import clean, digest
from ewloe_desktop.intake.bare import bare
from ewloe_desktop.intake.picture import small_picture
from ewloe_desktop.intake.reading import read_bytes
from ewloe_desktop.intake.staff_list import read_staff_list
from ewloe_desktop.services import drafting, exports, people, sheets, showing
from ewloe_desktop.services.crests import require_crest
from ewloe_desktop.services.drawings import require_drawing
from ewloe_desktop.services.people import NewPerson
from ewloe_desktop.services.photo_files import checked_scan
from ewloe_desktop.services.policies import ImportAnswer
from ewloe_desktop.storage.approvals import Signature
from ewloe_desktop.storage.journal import Event
from tests.faults.figures import Figures
from tests.intake.making import docx, paragraph
from tests.intake.test_picture import bomb, taken
from tests.services.conftest import School, school, school_on_file, school_on_server, some_text  # noqa: F401

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

on_file = pytest.mark.parametrize("school", ["file"], indirect=True)
FORMULAS = ["=1+1", "+44 7700 900123", "-2", "@SUM(A1)", "＝1+1", "'=1+1", "''@x", '=cmd|"/C calc"!A0']
STARTS = ("=", "+", "-", "@", "＝", "\t", "\r", "\n", "\0")


@on_file
def test_d8_a_name_that_a_spreadsheet_would_calculate_is_text_in_every_export_and_comes_back_as_it_was(
    school: School,  # noqa: F811
    figures: Figures,
) -> None:
    for name in FORMULAS:
        school.do("office", people.add_person, NewPerson(name, PersonKind.STAFF, paid=True))
    table = school.ask("head", exports.export_csv)
    rows = list(csv.reader(io.StringIO(table.content.decode("utf-8-sig"))))
    assert not [cell for row in rows for cell in row if cell.startswith(STARTS)]
    assert set(FORMULAS) <= {plain(row[0]) for row in rows}
    book = openpyxl.load_workbook(io.BytesIO(school.ask("head", exports.export_xlsx).content))
    cells = [cell for row in book.active.iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} == {"s"}
    assert not [cell.value for cell in cells if str(cell.value).startswith(STARTS)]
    back = {row[0] for row in read_staff_list("staff.csv", table.content).rows}
    assert set(FORMULAS) <= back
    for start in STARTS:
        assert harmless(f"{start}1") == f"'{start}1"
        assert plain(harmless(f"{start}1")) == f"{start}1"
    figures("D8", names=len(FORMULAS), cells=len(cells) + sum(map(len, rows)), calculated=0)


TURNED = ["Mrs \u202ehguP\u202c", "Mr \u2067Bowen\u2069", "Ms \u200fEllis", "Mr \u061cBowen"]
ONE_FORM = {
    "Si\u00e2n W\u0302yn": "Si\u00e2n \u0174yn",
    "Sia\u0302n \u200bWyn\u200d": "Si\u00e2n Wyn",
    "Mair\u0000\u0007  Pugh": "Mair Pugh",
    "Pugh" + "\u0301" * 100: "Pugh" + "\u0301" * 4,
    "Mr 🎓 Bowen": "Mr 🎓 Bowen",
    "w" * 300: "w" * 300,
}


@on_file
def test_d9_names_that_deceive_are_refused_or_kept_in_one_form_wherever_a_name_is_typed(
    school: School,  # noqa: F811
    qtbot: "QtBot",
) -> None:
    from ewloe_desktop.ui.name_field import NameField

    for number, name in enumerate(TURNED):
        with pytest.raises(FieldsRefused) as refused:
            school.do("office", people.add_person, NewPerson(name, PersonKind.STAFF, paid=True))
        assert [(p.field, p.problem) for p in refused.value.problems] == [("name", "turned")]
        kept = school.do(
            "head", drafting.import_policy, ImportAnswer(some_text(f"{name} {number}"), "a.txt", "text/plain", b"a", 0)
        )
        title = school.ask("head", showing.show_revision, kept.id).policy.title
        assert title == clean(f"{name} {number}")  # a title is read from a file: what turns the line is taken out
        assert not set(title) & set("\u202e\u202c\u2067\u2069\u200f\u061c")
    for typed, name in ONE_FORM.items():
        assert (clean(typed), clean(name)) == (name, name)
        assert school.do("office", people.add_person, NewPerson(typed, PersonKind.STAFF, paid=True)).row.name == name
    with pytest.raises(FieldsRefused):
        school.do("office", people.add_person, NewPerson("w" * 301, PersonKind.STAFF, paid=True))
    assert [mixed(name) for name in ("Mаir Pugh", "Mair Pugh", "Мария Pugh", "Siân Ŵyn-Ellis")] == ["Mаir", "", "", ""]
    field = NameField("name", "Name")
    qtbot.addWidget(field)
    field.set_value("Mаir Pugh")
    assert ("Mаir" in field.warning.text(), field.check()) == (True, "")
    field.set_value(TURNED[0])
    assert (field.warning.text(), field.check()) == ("", "turned")


@on_file
@pytest.mark.parametrize("name", ["Mrs 🎓 אבג Mаir Pugh" + "\u0301" * 100, "w" * 300])
def test_d9_on_paper_nothing_around_such_a_name_moves(school: School, name: str) -> None:  # noqa: F811
    person = school.ask("head", people.show_person, school.people["head"])
    row = person.row
    school.do("office", people.change_person, row.id, row.seen, NewPerson(name, PersonKind.STAFF, True, person.since))
    waiting = school.settle(school.draft())
    sheet = school.ask("head", sheets.read_document, school.head_signs(waiting).sheet_id)
    document = pypdfium2.PdfDocument(sheet.content)
    words = " ".join(document[0].get_textpage().get_text_range().split())
    document.close()
    around = [f" by {name[:4]}", "Page 1 of", "Ysgol Sampl", "Staff Phones Policy", "NOT YET APPROVED"]
    places = [words.index(part) for part in around[:-1]]
    assert places == sorted(places)
    assert not set(words) & set("\u202d\u202e\u2067")


BOMB = bomb(50_000, 50_000)


def test_d11_a_picture_that_unpacks_without_end_is_refused_wherever_a_picture_or_a_scan_is_taken(
    figures: Figures,
) -> None:
    huge = taken((400, 300))
    huge = huge[:2] + (b"\xff\xe1\xff\xff" + b"Exif\0\0" + bytes(65527)) * 60 + huge[2:]  # four megabytes of Exif
    tracemalloc.start()
    for take in (small_picture, lambda data: checked_scan(data, "form.png")):
        for data in (BOMB, bomb(1, 2**31 - 1)):
            with pytest.raises(FileRefused):
                take(data)
    for require in (require_crest, require_drawing):
        for data in (BOMB, bomb(1, 2**31 - 1), BOMB[:60]):
            with pytest.raises(FieldsRefused):
                require(data)
    assert len(small_picture(huge)) < 100_000
    assert len(bare(huge)) < 100_000
    grown = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    figures("D11", pictures=12, refused=10, grown_by_more_than_50_mb=int(grown > 50 * 1024 * 1024))
    assert grown < 50 * 1024 * 1024


@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
@pytest.mark.parametrize("turned", [1, 6])
def test_d11_what_is_stored_does_not_tell_where_or_with_what_a_picture_was_taken(kind: str, turned: int) -> None:
    data = taken((400, 300), kind, turned)
    scan = checked_scan(data, "form.jpg")
    crest = require_crest(data)
    assert scan is not None and crest is not None
    for kept in (scan.content, crest):
        with Image.open(io.BytesIO(kept)) as picture, Image.open(io.BytesIO(data)) as before:
            assert set(picture.getexif()) <= {0x0112}
            assert kind == "PNG" or picture.getexif().get(0x0112, 1) == turned  # still the right way up
            assert not picture.getexif().get_ifd(0x8825)
            assert picture.tobytes() == before.tobytes()
        assert b"Sample Camera" not in kept
        assert b"home" not in kept
    assert bare(scan.content) == scan.content


@on_file
def test_d12_the_bytes_that_were_read_are_the_ones_approved_whatever_becomes_of_the_file(
    school: School,  # noqa: F811
    tmp_path: "Path",
) -> None:
    file = tmp_path / "phones.txt"
    file.write_text("Staff Phones Policy\n\nPhones stay in a bag.\n", encoding="utf-8")
    before = file.read_bytes()
    reading, original, media = FileWork().read_policy(file, lambda *_: None, lambda: False)
    file.write_text("Staff Phones Policy\n\nPhones are allowed.\n", encoding="utf-8")
    answer = ImportAnswer(reading.text, file.name, media, original, 0)
    waiting = school.settle(school.do("head", drafting.import_policy, answer))
    file.unlink()
    school.head_signs(waiting)
    page: Any = school.ask("head", showing.show_revision, waiting.id)
    assert "in a bag" in " ".join(block.words for block in page.text.blocks)
    kept = school.ask("head", sheets.read_document, page.original_id)
    assert kept.content == before
    assert bound(school) == (digest(reading.text).hex(), hashlib.sha256(before).digest())


def bound(at: School) -> tuple[str, bytes | None]:
    """What the newest signature is over: the text's digest in the signed facts, the file's in the sealed row."""
    with at.register.reading() as session:
        facts = json.loads(session.scalars(select(Event.facts).order_by(Event.seq.desc()).limit(1)).one())
        row = session.scalars(select(Signature).order_by(Signature.signed_at.desc()).limit(1)).one()
    assert row.text_digest.hex() == facts["text"]
    return facts["text"], row.original_sha256


@on_file
def test_d13_tracked_changes_comments_and_hidden_words_are_named_and_both_text_and_file_are_bound(
    school: School,  # noqa: F811
) -> None:
    deleted = "<w:del><w:r><w:delText>were never allowed</w:delText></w:r></w:del>"
    hidden = "<w:r><w:rPr><w:vanish/></w:rPr><w:t>secret words</w:t></w:r>"
    inserted = "<w:ins><w:r><w:t> and quietly</w:t></w:r></w:ins>"
    body = (
        paragraph("Staff Phones Policy")
        + f"<w:p><w:r><w:t>Phones stay in a bag.</w:t></w:r>{deleted}{hidden}{inserted}</w:p>"
    )
    data = docx(body)
    reading = read_bytes("phones.docx", data)
    named = {doubt.what for doubt in reading.doubts}
    assert len(named) >= 2, reading.doubts
    words = " ".join(block.words for block in reading.text.blocks)
    assert "never allowed" not in words
    answer = ImportAnswer(reading.text, "phones.docx", "application/x-docx", data, len(reading.doubts))
    waiting = school.settle(school.do("head", drafting.import_policy, answer))
    school.head_signs(waiting)
    assert bound(school) == (digest(reading.text).hex(), hashlib.sha256(data).digest())
