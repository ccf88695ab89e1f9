"""What a crash left behind on a file is undone or noticed, and looking at it changes nothing."""

import subprocess
import sys
from pathlib import Path

from ewloe_desktop.domain.errors import RegisterUnavailable
from ewloe_desktop.storage.check import check_register
from ewloe_desktop.storage.engine import Register
from tests.conftest import FixedClock
from tests.storage.samples import begin

CUT = """
import os, sys
from pathlib import Path
from ewloe_desktop.storage import file_engine
raw = file_engine.connect(Path(sys.argv[1]), bytes(32), read_only=False)
raw.execute("PRAGMA cache_size=2")
raw.execute("BEGIN IMMEDIATE")
raw.execute("UPDATE person SET name = 'half done'")
raw.execute("CREATE TABLE half (a)")
raw.executemany("INSERT INTO half VALUES (?)", [(os.urandom(5000),) for _ in range(50)])
os.kill(os.getpid(), 9)
"""


def test_a_check_after_a_crash_reads_what_was_recorded_and_writes_nothing_beside_it(
    tmp_path: Path, clock: FixedClock
) -> None:
    file = tmp_path / "school.register"
    register = Register.create(file, bytes(32), "5" * 20, clock=clock)
    begin(register)
    register.changed = False
    register.close()
    subprocess.run([sys.executable, "-c", CUT, str(file)], check=False)
    before = {p.name: p.read_bytes() for p in tmp_path.iterdir()}
    assert "school.register-journal" in before
    looking = Register.open(file, bytes(32), clock=clock, read_only=True)
    assert check_register(looking).whole
    looking.close()
    assert {p.name: p.read_bytes() for p in tmp_path.iterdir()} == before
    again = Register.open(file, bytes(32), clock=clock)
    assert check_register(again).whole
    again.close()
    assert "school.register-journal" not in {p.name for p in tmp_path.iterdir()}


def test_a_journal_taken_away_after_a_crash_is_noticed(tmp_path: Path, clock: FixedClock) -> None:
    file = tmp_path / "school.register"
    register = Register.create(file, bytes(32), "5" * 20, clock=clock)
    begin(register)
    register.changed = False
    register.close()
    subprocess.run([sys.executable, "-c", CUT, str(file)], check=False)
    (tmp_path / "school.register-journal").unlink()
    try:
        again = Register.open(file, bytes(32), clock=clock)
    except RegisterUnavailable as error:
        assert error.reason == "damaged"
        return
    assert not check_register(again).whole
    again.close()
