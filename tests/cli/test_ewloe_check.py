"""The program for auditors, run as they run it: a file beside one other, without Qt and without the database layer."""

import ast
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pikepdf
import pytest

import ewloe_check
from tests.conftest import MONDAY, FixedClock
from tests.faults.tampering import Kept, make
from tests.services.conftest import PASSWORD

ROOT = Path(__file__).parents[2]
WITHOUT = ("PySide6", "sqlalchemy", "alembic", "reportlab", "pyhanko", "pikepdf", "ewloe_desktop")


@pytest.fixture(scope="module")
def school(tmp_path_factory: pytest.TempPathFactory) -> Kept:
    """A school with two policies in force."""
    return make(tmp_path_factory.mktemp("audited"), FixedClock(MONDAY))


@pytest.fixture(scope="module")
def program(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The program beside a copy of the journal's arithmetic, where nothing else of the app can be imported."""
    folder = tmp_path_factory.mktemp("auditor")
    shutil.copy2(ROOT / "ewloe_check.py", folder)
    shutil.copy2(ROOT / "ewloe_desktop" / "domain" / "journal.py", folder)
    for name in WITHOUT:
        (folder / f"{name}.py").write_text(f"raise ImportError({name!r})\n")
    return folder / "ewloe_check.py"


def run(program: Path, *words: str | Path) -> subprocess.CompletedProcess[str]:
    """The program in a process of its own, with nobody at the keyboard."""
    inherited = {n: v for n, v in os.environ.items() if n not in ("PYTHONPATH", "PYTHONSAFEPATH")}
    command = [sys.executable, "-W", "error", str(program), *map(str, words)]
    return subprocess.run(
        command,
        cwd=program.parent,
        env=inherited,
        capture_output=True,
        text=True,
        stdin=subprocess.DEVNULL,
        check=False,
    )


def here(capsys: pytest.CaptureFixture[str], *words: str | Path) -> tuple[int, str, str]:
    """The same in this process, which is quicker: exit code, what it printed, what it complained of."""
    code = ewloe_check.main([str(word) for word in words])
    said = capsys.readouterr()
    return code, said.out, said.err


def test_a_whole_copy_is_one_page_with_every_approval(program: Path, school: Kept) -> None:
    before = school.file.read_bytes(), sorted(school.file.parent.iterdir())
    ran = run(program, school.file.parent, "--recovery-file", school.groups, "--code", school.printed[-1].letters)
    assert (ran.returncode, ran.stderr) == (0, "")
    assert "4 decisions, 0 problems" in ran.stdout
    assert "Staff Phones Policy, revision 1: approved by Head Sampl, head teacher, on screen" in ran.stdout
    assert "Lost Property Policy, revision 1: approved by Chair Sampl, chair, on screen, at the meeting" in ran.stdout
    assert f"act {school.printed[-1].act} (governors approved, Lost Property Policy" in ran.stdout
    assert "No problems were found." in ran.stdout
    assert (school.file.read_bytes(), sorted(school.file.parent.iterdir())) == before


def test_problems_are_named_and_end_with_one(program: Path, school: Kept, tmp_path: Path) -> None:
    copy = school.copy(tmp_path)
    copy.sql("UPDATE decision SET minute = '9.9' WHERE body = 'governors'")
    ran = run(program, copy.file, "--recovery-file", copy.groups, "--json", "--code", "AAAA-AAAA-AAAA")
    page = json.loads(ran.stdout)
    assert (ran.returncode, ran.stderr) == (1, "")
    problems = [(p["record"], p["expected"], p["found"]) for p in page["problems"]]
    assert ("decision Staff Phones Policy, revision 1 by Chair Sampl: minute", "14.2", "9.9") in problems
    assert ("a typed code: AAAA-AAAA-AAAA", "an act with this mark") in {(r, e) for r, e, _ in problems}
    assert "or mistyped" in json.dumps(page["problems"])
    assert page["compared"] == ["a typed code: AAAA-AAAA-AAAA, which no act has"]
    assert page["acts"] == school.printed[-1].act


@pytest.mark.parametrize("name", [None, "head sampl", "Head Sampl"])
def test_a_password_opens_it_with_or_without_its_owners_name(
    school: Kept, tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str | None
) -> None:
    secret = tmp_path / "password.txt"
    secret.write_text(PASSWORD.format("head") + "\n")
    code, _, complaint = here(capsys, school.file, "--password-file", secret, *(("--as", name) if name else ()))
    assert (code, complaint) == (0, "")


def test_what_keeps_it_from_checking_ends_with_two_and_a_sentence(
    program: Path, school: Kept, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    wrong, alone = tmp_path / "wrong.txt", tmp_path / "alone.register"
    wrong.write_text("not the password at all")
    shutil.copy2(school.file, alone)
    ran = run(program, school.file)
    opens = (school.file, "--recovery-file", school.groups)
    tried = [
        (ran.returncode, ran.stdout, ran.stderr),
        here(capsys, school.file, "--password-file", wrong),
        here(capsys, school.file, "--recovery-file", wrong),
        here(capsys, school.file, "--recovery-file", tmp_path / "none.txt"),
        here(capsys, alone, "--password-file", wrong),
        here(capsys, tmp_path / "none.register", "--password-file", wrong),
        here(capsys, *opens, "--code", "nonsense"),
        here(capsys, *opens, "--sheet", tmp_path / "none.pdf"),
        here(capsys, *opens, "--scan", wrong),
    ]
    for code, page, complaint in tried:
        assert (code, page) == (2, ""), complaint
        assert 20 < len(complaint.strip()) < 300
        assert "Traceback" not in complaint
    assert here(capsys, alone, "--recovery-file", school.groups)[0] == 0  # the sheet needs no key file


@pytest.mark.parametrize("harm", [b"", b"SQLite format 3\0" + bytes(4080), b"\x07" * 8192])
def test_a_copy_that_does_not_open_with_its_own_key_is_a_problem(
    school: Kept, tmp_path: Path, capsys: pytest.CaptureFixture[str], harm: bytes
) -> None:
    copy = school.copy(tmp_path)
    copy.file.write_bytes(harm)
    code, page, complaint = here(capsys, copy.file, "--recovery-file", copy.groups)
    assert (code, complaint) == (1, "")
    assert "the file" in page


def test_a_scan_of_a_sheet_tells_which_act_it_proves(school: Kept, tmp_path: Path) -> None:
    [*_, (content,)] = school.rows("SELECT content FROM document WHERE kind = 'approval_sheet' ORDER BY made_at")
    scan = tmp_path / "scan.pdf"
    scan.write_bytes(content)
    page = school.report("--scan", scan)
    assert page.problems == []
    assert any(told.startswith("the scan scan.pdf: act ") for told in page.compared)


def test_a_sheet_to_be_signed_in_ink_is_no_problem_and_a_changed_signed_one_is(school: Kept, tmp_path: Path) -> None:
    [*_, (content,)] = school.rows("SELECT content FROM document WHERE kind = 'approval_sheet' ORDER BY made_at")
    signed, ink = tmp_path / "signed.pdf", tmp_path / "ink.pdf"
    signed.write_bytes(content + b" ")
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.save(ink)
    page = school.report("--sheet", signed, "--sheet", ink)
    assert [problem.record for problem in page.problems] == ["the file signed.pdf"]
    [note] = page.notes
    assert note.startswith("the file ink.pdf: an unsigned sheet")
    with pikepdf.open(signed) as pdf:  # a signature in a packed part is one still
        pdf.save(ink, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    assert ewloe_check.holds_signature(ink.read_bytes())


def test_help_tells_every_exit_code() -> None:
    told = " ".join(ewloe_check.parser().format_help().split())
    assert "Exit codes: 0 nothing found, 1 problems found, 2 could not be checked" in told


def test_it_knows_the_newest_schema(program: Path, school: Kept) -> None:
    shape = (ROOT / "ewloe_desktop" / "storage" / "migrations" / "sqlite.txt").read_text("utf-8")
    newest = next(line.split()[1] for line in shape.splitlines() if line.startswith("schema "))
    assert newest in ewloe_check.SHAPES
    assert school.report().notes == []


def test_it_takes_the_journals_arithmetic_from_the_app_and_nothing_else() -> None:
    tree = ast.parse((ROOT / "ewloe_check.py").read_text("utf-8"))
    taken = {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    taken |= {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    own = {name for name in taken if name and name.startswith("ewloe_desktop")}
    assert own == {"ewloe_desktop.domain"}
    others = {str(name).partition(".")[0] for name in taken} - sys.stdlib_module_names - {"ewloe_desktop"}
    assert others == {"argon2", "cryptography", "sqlcipher3", "journal", "zxingcpp", "pypdfium2", "PIL"}
