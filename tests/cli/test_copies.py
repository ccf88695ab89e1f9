"""The commands that copy a register, put a copy back and move it, and how they end."""

from pathlib import Path

from ewloe_desktop.services.copies import copies_there
from tests.cli.conftest import Made, Run


def test_a_copy_is_made_put_back_and_moved(made_file: Made, run: Run, tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    person = ("--as", made_file.head, "--password-file", made_file.password_file)
    ran = run("backup", made_file.place, "--to", stick, *person)
    assert (ran.code, ran.err) == (0, "")
    copy = copies_there(stick)[0]
    assert f"up to act {copy.act}" in ran.out
    assert [p.suffix for p in sorted(copy.path.parent.iterdir())].count(".pdf") == 1
    ran = run("backup", made_file.place, "--to", stick, "--recovery-file", made_file.recovery_file)
    assert ran.code == 0
    ran = run("restore", copy.path, "--to", made_file.place, *person)
    assert ran.code == 2
    assert "would be missing: 1." in ran.err
    ran = run("restore", copy.path.parent, "--to", made_file.place, *person, "--missing", "1")
    assert ran.code == 0, ran.err
    assert "kept as" in ran.out
    assert run("check", made_file.place, *person).code == 0
    ran = run("move", made_file.place, "--to", tmp_path / "moved.register", *person)
    assert ran.code == 0, ran.err
    assert not Path(made_file.place).exists()
    assert run("check", tmp_path / "moved.register", *person).code == 0


def test_what_cannot_be_copied_or_put_back_is_said_and_nothing_touched(
    made_file: Made, run: Run, tmp_path: Path
) -> None:
    person = ("--as", made_file.head, "--password-file", made_file.password_file)
    assert run("backup", made_file.place, "--to", tmp_path / "not there", *person).code == 2
    assert run("restore", tmp_path / "nothing.register", "--to", made_file.place, *person).code == 2
    empty = tmp_path / "empty"
    empty.mkdir()
    ran = run("restore", empty, "--to", made_file.place, *person)
    assert (ran.code, "no copy in" in ran.err) == (2, True)
    assert run("move", made_file.place, "--to", made_file.place, *person).code == 2
    for name in ("backup", "restore", "move"):
        ran = run(name, "--help")
        assert ran.code == 0
        assert "Exit code 0" in " ".join(ran.out.split())
