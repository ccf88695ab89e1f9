"""`check`: whole, changed or not checked, told by the exit code; and it never writes anything."""

import json
import os
import sqlite3
from pathlib import Path

import pytest

from ewloe_desktop.storage.vault import read_recovery
from tests.cli.conftest import Made, Run


def files_of(folder: Path) -> dict[str, tuple[bytes, int]]:
    """Every file's bytes and when it was last changed, and the folders themselves."""
    told = {str(p): (p.read_bytes(), p.stat().st_mtime_ns) for p in folder.rglob("*") if p.is_file()}
    told |= {str(p): (b"", p.stat().st_mtime_ns) for p in (folder, *folder.rglob("*")) if p.is_dir()}
    return told


def change(made: Made, statement: str) -> None:
    """Changes the register behind the app, with its own key."""
    from ewloe_desktop.storage.file_engine import connect

    raw = connect(Path(made.place), read_recovery(made.recovery_file.read_text()), read_only=False)
    raw.execute(statement)
    raw.close()


def test_a_whole_register_is_told_so_on_both_databases(made: Made, run: Run) -> None:
    ran = run("check", made.place, "--as", made.head, "--password-file", made.password_file)
    assert (ran.code, ran.err) == (0, "")
    assert "whole: 3 acts" in ran.out
    ran = run("check", made.place, "--as", made.head, "--password-file", made.password_file, "--json")
    assert ran.code == 0
    assert json.loads(ran.out) == {"whole": True, "acts": 3, "findings": []}


@pytest.mark.parametrize("name", ["mrs marged wyn-pugh", "Mrs  Marged Ŵyn-Pugh", "Mrs Marged Ŵyn-Pugh"])
def test_a_name_is_found_however_it_is_typed(made_file: Made, run: Run, name: str) -> None:
    assert run("check", made_file.place, "--as", name, "--password-file", made_file.password_file).code == 0


def test_checking_writes_nothing(made_file: Made, run: Run, tmp_path: Path, own_state: Path) -> None:
    wrong = tmp_path / "wrong.txt"
    wrong.write_text("not the password at all")
    folder = Path(made_file.place).parent
    before = files_of(folder)
    assert run("check", made_file.place, "--as", made_file.head, "--password-file", made_file.password_file).code == 0
    assert run("check", made_file.place, "--recovery-file", made_file.recovery_file).code == 0
    for _ in range(7):
        assert run("check", made_file.place, "--as", made_file.head, "--password-file", wrong).code == 2
    change_nothing = run("check", made_file.place, "--as", made_file.head, "--password-file", made_file.password_file)
    assert change_nothing.code == 0
    assert files_of(folder) == before
    assert not own_state.exists()


def test_a_changed_name_is_found_and_named(made_file: Made, run: Run) -> None:
    change(made_file, "UPDATE person SET name = 'Mr Neb' WHERE name = 'Mr Ieuan Bowen'")
    ran = run("check", made_file.place, "--recovery-file", made_file.recovery_file, "--json")
    told = json.loads(ran.out)
    assert ran.code == 1
    assert not told["whole"]
    assert set(told["findings"][0]) == {"record", "expected", "found", "act"}
    assert any("Mr Neb" in finding["record"] for finding in told["findings"])
    assert (
        "Something in the register was changed"
        in run("check", made_file.place, "--recovery-file", made_file.recovery_file).out
    )


@pytest.mark.parametrize("secret", ["password", "recovery"])
@pytest.mark.parametrize("harm", ["head", "middle", "cut", "plain", "empty"])
def test_a_file_that_does_not_open_although_its_key_was_unwrapped_was_changed(
    made_file: Made, run: Run, harm: str, secret: str
) -> None:
    file = Path(made_file.place)
    content = bytearray(file.read_bytes())
    if harm == "head":
        content[:16] = bytes(16)
    elif harm == "middle":
        content[40:80] = bytes(40)
    elif harm == "cut":
        content = content[: len(content) // 2 + 100]
    elif harm == "empty":
        content = bytearray()
    file.write_bytes(content)
    if harm == "plain":
        file.unlink()
        plain = sqlite3.connect(file)
        plain.execute("CREATE TABLE event (seq)")
        plain.close()
    how = ("--as", made_file.head, "--password-file", made_file.password_file)
    ran = run("check", file, *(how if secret == "password" else ("--recovery-file", made_file.recovery_file)), "--json")
    assert ran.code == 1
    assert json.loads(ran.out)["whole"] is False
    assert len(json.loads(ran.out)["findings"]) >= 1


def test_what_keeps_it_from_checking_ends_with_two_and_a_sentence(made_file: Made, run: Run, tmp_path: Path) -> None:
    wrong, missing = tmp_path / "wrong.txt", tmp_path / "missing.txt"
    wrong.write_text("not the password at all")
    place, head = made_file.place, made_file.head
    tried = [
        run("check", place, "--as", head, "--password-file", wrong),
        run("check", place, "--as", "Nobody", "--password-file", made_file.password_file),
        run("check", place, "--as", head, "--password-file", missing),
        run("check", place, "--recovery-file", wrong),
        run("check", place, "--recovery-file", missing),
        run("check", tmp_path / "none.register", "--as", head, "--password-file", wrong),
        run("check", tmp_path / "none.register", "--recovery-file", made_file.recovery_file),
        run("check", place, "--mark", "nonsense", "--as", head, "--password-file", wrong),
        run("check", place, "--as", head, "--password-file", wrong, "--recovery-file", wrong),
        run("check", "postgresql://nobody@127.0.0.1:1/none", "--as", head, "--password-file", wrong),
    ]
    for ran in tried:
        assert (ran.code, ran.out) == (2, "")
        assert len(ran.err.strip()) > 20
        assert "Traceback" not in ran.err
    assert len({ran.err for ran in tried}) >= 8


def test_without_the_key_file_only_the_recovery_sheet_opens_it(made_file: Made, run: Run) -> None:
    Path(made_file.place + ".keys").unlink()
    assert run("check", made_file.place, "--as", made_file.head, "--password-file", made_file.password_file).code == 2
    ran = run("check", made_file.place, "--recovery-file", made_file.recovery_file)
    assert ran.code in (0, 1)  # the key file is part of what is checked
    assert ran.out


def test_a_recovery_sheet_of_another_register_is_said_to_be_one(made_file: Made, run: Run, tmp_path: Path) -> None:
    from tests.cli.conftest import make_register

    (tmp_path / "other").mkdir()
    other = make_register(str(tmp_path / "other" / "o.register"), tmp_path / "other")
    ran = run("check", made_file.place, "--recovery-file", other.recovery_file)
    assert (ran.code, ran.out) == (2, "")
    assert "another register" in ran.err


@pytest.mark.postgres
def test_a_database_has_no_recovery_sheet(pg_url: str, run: Run, tmp_path: Path) -> None:
    from tests.cli.conftest import make_register

    made = make_register(pg_url, tmp_path)
    ran = run("check", made.place, "--recovery-file", made.recovery_file)
    assert ran.code == 2
    assert "no recovery sheet" in ran.err


def test_a_register_in_use_is_not_checked(made_file: Made, run: Run, tmp_path: Path) -> None:
    from ewloe_desktop.storage.engine import Register

    register = Register.open(made_file.place, read_recovery(made_file.recovery_file.read_text()))
    try:
        ran = run("check", made_file.place, "--recovery-file", made_file.recovery_file)
    finally:
        register.close()
    assert (ran.code, ran.out) == (2, "")


def test_acts_cut_off_are_found_against_this_pcs_mark_and_against_a_sheets_code(
    made_file: Made, run: Run, own_state: Path
) -> None:
    from ewloe_desktop.domain.journal import qr_text, short_code
    from ewloe_desktop.storage.acts import last_act
    from ewloe_desktop.storage.engine import Register
    from ewloe_desktop.storage.highwater import Marks

    register = Register.open(made_file.place, read_recovery(made_file.recovery_file.read_text()), read_only=True)
    with register.reading() as session:
        last = last_act(session)
        assert last is not None
        Marks(own_state, register.id).remember(session)
    register.close()
    typed, square = short_code(last.mark), qr_text(made_file.register_id, last.seq, last.mark)
    check = ("check", made_file.place, "--recovery-file", made_file.recovery_file)
    assert [run(*check).code, run(*check, "--mark", typed).code, run(*check, "--mark", square).code] == [0, 0, 0]
    for table, column in (("commitment", "act"), ("event", "seq")):
        change(made_file, f"DELETE FROM {table} WHERE {column} = 3")
    change(made_file, "DELETE FROM person WHERE name = 'Ms Lowri Ffestin'")
    assert run(*check).code == 1
    (own_state / f"{made_file.register_id}.mark.json").unlink()
    assert run(*check).code == 0
    assert "Not compared" in run(*check).out
    assert run(*check, "--mark", typed).code == 1
    assert run(*check, "--mark", square).code == 1


def test_without_a_terminal_it_says_what_to_give(made_file: Made, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    with Path(os.devnull).open() as nothing:
        monkeypatch.setattr("sys.stdin", nothing)
        ran = run("check", made_file.place)
    assert ran.code == 2
    assert "--password-file" in ran.err


def test_a_demonstration_is_compared_with_the_mark_that_it_keeps_itself(made_file: Made, run: Run) -> None:
    from ewloe_desktop.app.marking import mark
    from ewloe_desktop.storage.engine import Register
    from ewloe_desktop.storage.highwater import Marks

    folder = Path(made_file.place).parent
    register = Register.open(made_file.place, read_recovery(made_file.recovery_file.read_text()), read_only=True)
    with register.reading() as session:
        Marks(folder / "state", register.id).remember(session)
    register.close()
    check = ("check", made_file.place, "--recovery-file", made_file.recovery_file)
    assert "Not compared" in run(*check).out
    mark(folder, made_file.register_id)
    assert "Not compared" not in run(*check).out
