"""Opening a register: the one way in, and a plain reason for whatever keeps it shut."""

import sqlite3
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import select

from ewloe_desktop.domain.errors import RegisterUnavailable
from ewloe_desktop.storage import file_engine
from ewloe_desktop.storage.acts import declare, last_act
from ewloe_desktop.storage.check import check_register
from ewloe_desktop.storage.engine import Register, is_address
from ewloe_desktop.storage.key_ring import ring_path
from ewloe_desktop.storage.people import Person
from tests.conftest import FixedClock
from tests.storage.samples import CHAIR, HEAD, begin

KEY = bytes(range(32))
ID = "5" * 20


@pytest.fixture
def file(tmp_path: Path, clock: FixedClock) -> Path:
    """A closed register in a file."""
    path = tmp_path / "school.register"
    register = Register.create(path, KEY, ID, clock=clock)
    begin(register)
    register.close()
    return path


def why(opening: Callable[[], Register]) -> str:
    with pytest.raises(RegisterUnavailable) as caught:
        opening()
    return caught.value.reason


def add(register: Register, name: str) -> None:
    with register.unit(HEAD) as session:
        session.add(Person(name=name, folded=name.casefold(), kind="staff"))
        declare(session, "person_added", {"name": name})


def test_what_was_recorded_is_there_when_it_is_opened_again(
    register: Register, place: str, data_key: bytes, clock: FixedClock
) -> None:
    begin(register)
    own = register.id
    register.close()
    again = Register.open(place, data_key, clock=clock)
    assert again.id == own
    with again.reading() as session:
        assert session.scalars(select(Person.name).order_by(Person.name)).all() == [CHAIR.name, HEAD.name]
    assert not again.changed
    again.close()


def test_no_register_is_made_over_another(register: Register, place: str, data_key: bytes) -> None:
    add(register, "Mrs Marged Pugh")
    assert why(lambda: Register.create(place, data_key, ID)) == "exists"


def test_a_key_file_alone_is_not_written_over(tmp_path: Path) -> None:
    ring_path(tmp_path / "school.register").write_text("somebody's")
    assert why(lambda: Register.create(tmp_path / "school.register", KEY, ID)) == "exists"
    assert not (tmp_path / "school.register").exists()


def test_a_file_can_be_read_by_its_owner_and_group_alone(file: Path) -> None:
    assert file.stat().st_mode & 0o007 == 0
    assert ring_path(file).stat().st_mode & 0o007 == 0


def test_a_file_that_is_not_there_is_missing(tmp_path: Path) -> None:
    assert why(lambda: Register.open(tmp_path / "none.register", KEY)) == "missing"
    assert list(tmp_path.iterdir()) == []


def test_another_key_is_the_wrong_key(file: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert why(lambda: Register.open(file, bytes(31) + b"\1")) == "wrong_key"
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize("content", [b"", b"SQLite format 3\0" + bytes(4080), b"x" * 4096])
def test_another_file_is_not_taken_for_a_register(file: Path, content: bytes) -> None:
    file.write_bytes(content)
    assert why(lambda: Register.open(file, KEY)) in ("not_a_register", "wrong_key")


def test_a_plain_database_is_no_register(tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "other.register") as plain:
        plain.execute("CREATE TABLE a (b)")
    plain.close()
    assert why(lambda: Register.open(tmp_path / "other.register", KEY)) == "not_a_register"


def test_a_damaged_first_page_is_damage_and_not_a_wrong_key(file: Path) -> None:
    content = bytearray(file.read_bytes())
    content[100] ^= 1
    file.write_bytes(content)
    assert why(lambda: Register.open(file, KEY)) == "damaged"


@pytest.mark.parametrize("left", [1, 15, 4095, 5000])
def test_a_file_cut_short_is_damaged(file: Path, left: int) -> None:
    file.write_bytes(file.read_bytes()[:left])
    assert why(lambda: Register.open(file, KEY)) == "damaged"


def test_without_its_key_file_a_register_still_opens_by_its_data_key(file: Path, clock: FixedClock) -> None:
    ring_path(file).unlink()
    register = Register.open(file, KEY, clock=clock)
    assert register.id == ID
    assert [f.found for f in check_register(register).findings] == ["keys_missing"]
    register.close()


def test_a_file_of_another_program_with_our_key_is_no_register(tmp_path: Path) -> None:
    raw = file_engine.connect(tmp_path / "other.register", KEY, read_only=False)
    raw.execute("CREATE TABLE a (b)")
    raw.close()
    assert why(lambda: Register.open(tmp_path / "other.register", KEY)) == "not_a_register"


def test_reading_only_leaves_no_trace_and_allows_no_act(file: Path, clock: FixedClock) -> None:
    before = {p: p.read_bytes() for p in sorted(file.parent.iterdir()) if p.is_file()}
    register = Register.open(file, KEY, clock=clock, read_only=True)
    assert check_register(register).whole
    with pytest.raises(RegisterUnavailable) as caught, register.unit(HEAD):
        pass
    assert caught.value.reason == "read_only"
    register.close()
    assert {p: p.read_bytes() for p in sorted(file.parent.iterdir()) if p.is_file()} == before


READER = """
import os, sys
from pathlib import Path
from ewloe_desktop.storage.check import check_register
from ewloe_desktop.storage.engine import Register
if os.getuid() == 0:  # nothing is forbidden to the superuser
    os.setgroups([])
    os.setgid(65534)
    os.setuid(65534)
register = Register.open(Path(sys.argv[1]), bytes(range(32)))
print(register.read_only, check_register(register).whole)
"""


def test_a_folder_that_cannot_be_written_still_opens_for_reading(clock: FixedClock) -> None:
    # Not below pytest's own folder, which only this user may enter.
    with tempfile.TemporaryDirectory(prefix="ewloe-read-only-") as folder:
        file = Path(folder) / "school.register"
        register = Register.create(file, KEY, ID, clock=clock)
        begin(register)
        register.changed = False
        register.close()
        for path, mode in ((file, 0o444), (ring_path(file), 0o444), (file.parent, 0o555)):
            path.chmod(mode)
        told = subprocess.run([sys.executable, "-c", READER, str(file)], capture_output=True, text=True, check=False)
        file.parent.chmod(0o755)
    assert (told.stdout.strip(), told.stderr) == ("True True", "")


def test_a_register_opened_on_one_thread_works_on_another(register: Register) -> None:
    failures: list[BaseException] = []

    def work(number: int) -> None:
        try:
            add(register, f"Person {number}")
        except BaseException as error:
            failures.append(error)

    threads = [threading.Thread(target=work, args=(n,)) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    with register.reading() as session:
        last = last_act(session)
    assert last is not None
    assert last.seq == 4


def test_one_session_at_a_time_on_one_thread(register: Register) -> None:
    with register.reading(), pytest.raises(RuntimeError), register.unit(HEAD):
        pass


def test_the_settings_that_keep_a_file_safe_are_on(file: Path) -> None:
    raw = file_engine.connect(file, KEY, read_only=False)
    settings = ("foreign_keys", "trusted_schema", "cell_size_check", "secure_delete", "synchronous", "temp_store")
    told = {name: raw.execute(f"PRAGMA {name}").fetchone()[0] for name in settings}
    modes = [raw.execute(f"PRAGMA {name}").fetchone()[0] for name in ("locking_mode", "journal_mode")]
    raw.close()
    assert told == {
        "foreign_keys": 1,
        "trusted_schema": 0,
        "cell_size_check": 1,
        "secure_delete": 1,
        "synchronous": 3,
        "temp_store": 2,
    }
    assert modes == ["exclusive", "delete"]


def test_nothing_of_the_content_stands_readable_in_the_file(file: Path, clock: FixedClock) -> None:
    register = Register.open(file, KEY, clock=clock)
    add(register, "Canary Quartz")
    register.close()
    assert b"Canary Quartz" not in file.read_bytes()


def test_addresses_are_told_from_files() -> None:
    assert is_address("postgresql://school@server/register")
    assert is_address("postgresql+psycopg://server/register")
    assert not is_address("/srv/school.register")
    assert not is_address(Path("postgresql"))
