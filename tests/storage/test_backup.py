"""A copy counts only once it was opened again and compared; old ones go by the schedule."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from ewloe_desktop.domain.errors import RegisterUnavailable
from ewloe_desktop.storage import vault
from ewloe_desktop.storage.acts import declare
from ewloe_desktop.storage.backup import copies_folder, kept, list_copies, make_copy, remove_leftovers, thin
from ewloe_desktop.storage.check import check_register
from ewloe_desktop.storage.engine import Register
from ewloe_desktop.storage.key_ring import ring_path
from ewloe_desktop.storage.people import Person
from tests.conftest import FixedClock
from tests.storage.samples import HEAD, PASSWORD, approve, begin

KEY = bytes(range(32))


@pytest.fixture
def file(tmp_path: Path, clock: FixedClock) -> Path:
    path = tmp_path / "school.register"
    register = Register.create(path, KEY, "5" * 20, clock=clock)
    approve(begin(register))
    register.close()
    return path


def add(register: Register) -> None:
    with register.unit(HEAD) as session:
        session.add(Person(name="x", folded="x", kind="staff"))
        declare(session, "person_added", {})


def test_closing_after_a_change_leaves_a_copy_that_opens_with_the_same_password(file: Path, clock: FixedClock) -> None:
    [copy] = list_copies(copies_folder(file))
    assert copy.path.name == "school.20261123-100000.act7.register"
    assert (copy.at, copy.act) == (clock.now(), 7)
    opened = vault.unlock(vault.FileRing(ring_path(copy.path)), HEAD.person_id, PASSWORD, clock.now())
    register = Register.open(copy.path, opened.data_key, clock=clock)
    assert check_register(register).whole
    assert register.close() is None


def test_closing_without_a_change_makes_no_copy(file: Path, clock: FixedClock) -> None:
    clock.advance(hours=1)
    register = Register.open(file, KEY, clock=clock)
    check_register(register)
    assert register.close() is None
    assert len(list_copies(copies_folder(file))) == 1


def test_the_register_stays_locked_while_it_is_copied(file: Path, clock: FixedClock) -> None:
    import subprocess
    import sys

    register = Register.open(file, KEY, clock=clock)
    clock.advance(hours=1)
    make_copy(register, copies_folder(file))
    program = (
        "import sys; from pathlib import Path; from ewloe_desktop.storage import file_engine\n"
        "raw = file_engine.connect(Path(sys.argv[1]), bytes(range(32)), read_only=False)\n"
        "raw.execute('BEGIN IMMEDIATE')"
    )
    told = subprocess.run([sys.executable, "-c", program, str(file)], capture_output=True, text=True, check=False)
    assert "database is locked" in told.stderr
    add(register)
    register.close()


def test_a_damaged_register_gives_no_copy_and_says_so(file: Path, clock: FixedClock) -> None:
    content = bytearray(file.read_bytes())
    content[-2000] ^= 1
    file.write_bytes(content)
    clock.advance(hours=1)
    register = Register.open(file, KEY, clock=clock)
    with pytest.raises(RegisterUnavailable) as caught:
        make_copy(register, copies_folder(file))
    assert caught.value.reason == "damaged"
    register.close()
    assert len(list_copies(copies_folder(file))) == 1
    assert not list(copies_folder(file).glob("*.part"))


def test_closing_works_even_where_no_copy_can_be_made(
    file: Path, clock: FixedClock, caplog: pytest.LogCaptureFixture
) -> None:
    register = Register.open(file, KEY, clock=clock)
    register.copies = file / "cannot" / "be"
    add(register)
    assert register.close() is None
    assert "no copy was made" in caplog.text
    Register.open(file, KEY, clock=clock).close()


def test_what_a_copy_cut_short_left_is_taken_away(file: Path, clock: FixedClock) -> None:
    folder = copies_folder(file)
    halves = ("school.20261124-100000.act8.register.part", "school.20261124-100000.act8.register.keys")
    for name in (*halves, "notes.part", "other.register.keys"):
        (folder / name).write_bytes(b"half")
    remove_leftovers(folder)
    assert not any((folder / name).exists() for name in halves)
    assert (folder / "notes.part").exists()
    assert (folder / "other.register.keys").exists()
    assert len(list_copies(folder)) == 1


def test_other_files_are_no_copies(tmp_path: Path) -> None:
    for name in ("a.register", "a.20261399-990000.act1.register", "a.20261123-100000.act1.register"):
        (tmp_path / name).touch()
    (tmp_path / "a.20261399-990000.act1.register.keys").touch()
    assert list_copies(tmp_path) == ()
    assert list_copies(tmp_path / "none") == ()


def test_several_copies_of_one_day_come_down_to_the_newest() -> None:
    morning = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
    assert kept([morning, morning + timedelta(hours=2), morning + timedelta(hours=1)]) == {morning + timedelta(hours=2)}
    assert kept([]) == frozenset()
    assert kept([morning]) == {morning}


def test_thinning_takes_both_files(file: Path, clock: FixedClock) -> None:
    for _ in range(3):
        clock.advance(minutes=5)
        register = Register.open(file, KEY, clock=clock)
        add(register)
        register.close()
    folder = copies_folder(file)
    assert [c.act for c in list_copies(folder)] == [10]
    assert len(list(folder.iterdir())) == 2
    assert thin(folder) == ()
