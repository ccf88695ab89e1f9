"""What somebody does to the file as a whole: bits, pages, its end, its age, its shape, the sheets that left it."""

import contextlib
import io
import random
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

import ewloe_check
from ewloe_desktop.documents.checking import check_signatures
from ewloe_desktop.domain.errors import RegisterUnavailable
from ewloe_desktop.domain.journal import Finding, read_code
from ewloe_desktop.storage.check import check_file
from ewloe_desktop.storage.engine import Register
from ewloe_desktop.storage.vault import ring_path
from tests.conftest import MONDAY, FixedClock
from tests.faults.amounts import trials
from tests.faults.figures import Figures
from tests.faults.tampering import PAGE, Kept, make, told, with_page


@pytest.fixture(scope="module")
def school(tmp_path_factory: pytest.TempPathFactory) -> Kept:
    """Made once; a test that changes it takes a copy."""
    return make(tmp_path_factory.mktemp("kept"), FixedClock(MONDAY))


@pytest.fixture
def copy(school: Kept, tmp_path: Path) -> Kept:
    return school.copy(tmp_path)


def pages_inside(kept: Kept) -> str:
    """What the app says of the file's pages, whatever they hold."""
    try:
        register = Register.open(kept.file, kept.key, read_only=True)
    except RegisterUnavailable as error:
        return error.reason
    try:
        with register.reading() as session:
            return told(check_file(session))
    finally:
        register.close()


def pages_outside(kept: Kept) -> str:
    """The same from the program for auditors."""
    report = ewloe_check.Report("")
    try:
        with contextlib.closing(ewloe_check.opened(kept.file, kept.key)) as db:
            ewloe_check.Check(db, report).pages()
    except ewloe_check.sqlcipher.Error as error:
        return str(error)
    return told(tuple(report.problems)) or ("" if beginning(kept) else "another beginning")


def beginning(kept: Kept) -> bool:
    return ewloe_check.begins_right(kept.file, kept.key)


def test_t1_any_bit_turned_over_is_found_and_its_page_named(copy: Kept, figures: Figures) -> None:
    whole = copy.file.read_bytes()
    some, found, outside, named = random.Random(1), 0, 0, 0
    many = trials(6, 3_000)
    for _ in range(many):
        place, content = some.randrange(len(whole) * 8), bytearray(whole)
        content[place // 8] ^= 1 << place % 8
        copy.file.write_bytes(content)
        inside = pages_inside(copy)
        found += bool(inside)
        named += f"page {place // 8 // PAGE + 1}" in inside
        outside += bool(pages_outside(copy))
    figures("T1", bits=many, found=found, found_from_outside=outside, page_named=named)
    assert (found, outside) == (many, many)
    assert named > many * 0.9 - 1  # one of the first page may keep the file from opening at all


def harms(whole: bytes, some: random.Random, many: int) -> Iterator[tuple[str, bytes]]:
    """The file cut off anywhere, with a page of zeros, with two pages in each other's place."""
    last = len(whole) // PAGE
    for _ in range(many):
        yield "cut", whole[: some.randrange(len(whole))]
        yield "cut at a page", whole[: some.randrange(last) * PAGE]
        yield "zeros", with_page(whole, some.randrange(last), bytes(PAGE))
        one, other = some.sample(range(last), 2)
        pages = [whole[n * PAGE : (n + 1) * PAGE] for n in (one, other)]
        yield "swapped", with_page(with_page(whole, one, pages[1]), other, pages[0])


def test_t2_a_file_cut_off_or_with_pages_zeroed_or_swapped_is_found(copy: Kept, figures: Figures) -> None:
    whole = copy.file.read_bytes()
    tried, missed = 0, []
    for harm, content in harms(whole, random.Random(2), trials(1, 100)):
        copy.file.write_bytes(content)
        tried += 1
        if not (pages_inside(copy) and pages_outside(copy)):
            missed.append((harm, len(content)))
    figures("T2", harmed=tried, found=tried - len(missed))
    assert missed == []
    copy.file.write_bytes(with_page(whole, 7, bytes(PAGE)))
    assert all("the file" in found[0].record or "file" in found[0].record for found in copy.both())


def cut_last(kept: Kept, count: int) -> int:
    """Takes the last acts out with the rows that they made, and puts back what they changed; gives the first one."""
    last = kept.printed[-1].act
    first = last - count + 1
    made = kept.rows(f"SELECT row_table, row_key FROM commitment WHERE act >= {first} AND change = 'new'")
    kept.sql(
        *((f"DELETE FROM {table} WHERE id = ?", key) for table, key in made),
        ("DELETE FROM commitment WHERE act >= ?", first),
        ("DELETE FROM event WHERE seq >= ?", first),
    )
    return first


def test_t7_acts_cut_off_the_end_are_found_against_this_pc_and_any_newer_sheet(copy: Kept, figures: Figures) -> None:
    count = 3
    first, newest = cut_last(copy, count), copy.printed[-1]
    missing = f"acts {first} to {newest.act}"
    assert missing in {f.record for f in copy.inside(earlier=newest.seen)}
    assert missing in {f.record for f in copy.inside(code=read_code(newest.square))}
    assert missing in {f.record for f in copy.outside("--code", newest.square)}
    assert "no such act" in told(copy.inside(code=read_code(newest.letters)))
    assert "no such act" in told(copy.outside("--code", newest.letters))
    figures("T7", acts_cut_off=count, ways_it_was_found=5)


def test_t8_an_older_copy_in_its_place_is_found_as_acts_that_are_missing(copy: Kept, school: Kept) -> None:
    shutil.copy2(school.older, copy.file)
    shutil.copy2(ring_path(school.older), ring_path(copy.file))
    assert (copy.inside(), copy.outside()) == ((), ())  # whole in itself: only what is newer tells
    newest = copy.printed[-1]
    acts = copy.report().acts
    for found in (
        copy.inside(newest.seen),
        copy.inside(code=read_code(newest.square)),
        copy.outside("--code", newest.square),
    ):
        assert [f.record for f in found] == [f"acts {acts + 1} to {newest.act}"]
    assert copy.report().compared == []
    assert copy.report("--code", copy.printed[2].letters).compared  # a sheet as old as the copy is in it


def test_t9_a_register_made_anew_under_the_same_names_has_other_codes_and_other_keys(
    school: Kept, tmp_path: Path
) -> None:
    anew = make(tmp_path, FixedClock(MONDAY), policies=False)
    sheet = school.printed[-1]
    assert (anew.inside(), anew.outside()) == ((), ())
    for code in (sheet.square, sheet.letters):
        assert anew.inside(code=read_code(code))
        assert anew.outside("--code", code)
    assert "register" in anew.outside("--code", sheet.square)[0].expected
    cards = [{key["name"]: key["fingerprint"] for key in kept.report().keys} for kept in (school, anew)]
    assert cards[0].keys() == cards[1].keys()
    assert not set(cards[0].values()) & set(cards[1].values())


def test_t11_a_stored_pdf_that_is_changed_or_exchanged_is_named(copy: Kept) -> None:
    sheets = copy.rows("SELECT id, name, content, sha256 FROM document WHERE kind = 'approval_sheet' ORDER BY made_at")
    (one, name, content, digest), (other, other_name, others, _) = sheets[0], sheets[-1]
    changed = content.replace(b"%PDF-1", b"%PDF-2", 1)
    copy.sql(("UPDATE document SET content = ? WHERE id = ?", changed, one))
    for found in copy.both():
        assert name in told(found)
        assert digest.hex() in told(found)
    copy.sql(("UPDATE document SET content = ? WHERE id = ?", others, one))
    copy.sql(("UPDATE document SET content = ? WHERE id = ?", content, other))
    for found in copy.both():
        assert name in told(found) and other_name in told(found)


def grown(pdf: bytes) -> bytes:
    """The PDF with an update put behind its signatures, as any PDF program writes one."""
    writer = IncrementalPdfFileWriter(io.BytesIO(pdf))
    writer.root["/PageLabels"] = generic.pdf_string("other")
    writer.update_root()
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def test_t12_whatever_is_added_to_an_exported_pdf_shows(school: Kept, tmp_path: Path) -> None:
    [(content,), *_] = school.rows("SELECT content FROM document WHERE kind = 'approval_sheet' AND signatures = 2")
    file = tmp_path / "sheet.pdf"
    file.write_bytes(content)
    assert all(check.valid and check.coverage_ok for check in check_signatures(content))
    assert "as the register keeps it" in school.report("--sheet", file).compared[0]
    for other in (content + b"\n% a word more", content + content[-200:], grown(content)):
        assert not all(check.valid and check.coverage_ok for check in check_signatures(other))
        file.write_bytes(other)
        [found] = school.outside("--sheet", file)
        assert (found.record, "changed after signing" in found.found) == ("the file sheet.pdf", True)


@pytest.mark.parametrize(
    "statement",
    [
        "CREATE TRIGGER sly AFTER INSERT ON person BEGIN SELECT 1; END",
        "CREATE VIEW sly AS SELECT 1 AS one",
        "CREATE INDEX sly ON person (name)",
        "ALTER TABLE person ADD COLUMN sly integer",
    ],
)
def test_t15_what_is_slipped_into_the_schema_is_found(copy: Kept, statement: str) -> None:
    copy.sql(statement)
    inside, outside = copy.both()
    assert {"the register's tables"} <= {f.record for f in inside}
    assert "the tables" in {f.record for f in outside}


def test_t15_the_database_runs_nothing_that_its_schema_holds(copy: Kept) -> None:
    register = Register.open(copy.file, copy.key, read_only=True)
    with register.reading() as session:
        assert session.connection().exec_driver_sql("PRAGMA trusted_schema").scalar() == 0
    register.close()


def test_findings_have_the_same_form_inside_and_outside(copy: Kept) -> None:
    copy.sql("UPDATE decision SET declared_on = '2026-11-01' WHERE body = 'head'")
    inside, outside = copy.both()
    assert {type(f) for f in (*inside, *outside)} == {Finding}
    assert {(f.expected, f.found, f.act) for f in inside} == {(f.expected, f.found, f.act) for f in outside}
