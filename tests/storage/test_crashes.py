"""Killed, out of disk, pulled apart: an act is whole or absent, and what was acknowledged is there."""

import os
import random
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import select

from ewloe_desktop.domain.errors import RegisterUnavailable
from ewloe_desktop.storage.acts import last_act, recorded
from ewloe_desktop.storage.check import check_register
from ewloe_desktop.storage.documents import Document
from ewloe_desktop.storage.engine import Register
from ewloe_desktop.storage.people import Person
from tests.conftest import FixedClock
from tests.storage.samples import begin

KILLS = 8

# Starts writers and kills each some instant after its first act: forked, so that a hundred kills take seconds.
KILLER = """
import hashlib, os, signal, sys
from ewloe_desktop.domain.people import Actor
from ewloe_desktop.storage.acts import declare
from ewloe_desktop.storage.documents import Document
from ewloe_desktop.storage.engine import Register
from ewloe_desktop.storage.people import Person

def write():
    register = Register.open(sys.argv[1], bytes.fromhex(sys.argv[2]))
    for number in range(10_000):
        content = os.urandom(60_000)
        with register.unit(Actor("a" * 20, "Mrs Marged Pugh")) as session:
            for part in range(3):
                session.add(Person(name=f"{number}.{part}", folded="p", kind="staff"))
                session.flush()
            session.add(Document(kind="original", name=str(number), media_type="x", content=content, made_at="now",
                                 sha256=hashlib.sha256(content).digest(), size=len(content), made_by="x"))
            act = declare(session, "draft_imported", {"number": number})
        os.write(out, act.uuid.encode() + b"\\n")

for after in sys.stdin:
    into, out = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(into)
        write()
    os.close(out)
    with os.fdopen(into, "rb") as said:
        told = [said.readline()]
        signal.signal(signal.SIGALRM, lambda *_: os.kill(child, signal.SIGKILL))
        signal.setitimer(signal.ITIMER_REAL, float(after))
        for line in said:  # each round lets the alarm in
            told.append(line)
    os.waitpid(child, 0)
    print(told[-1].decode().strip(), flush=True)
"""


@pytest.mark.parametrize("place", [pytest.param("postgresql", marks=pytest.mark.postgres)], indirect=True)
def test_killed_at_any_instant_an_act_is_whole_or_absent(
    register: Register, place: str, data_key: bytes, clock: FixedClock
) -> None:
    begin(register)
    register.changed = False
    register.close()
    dice = random.Random(os.urandom(8))
    command = [sys.executable, "-c", KILLER, place, data_key.hex()]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as killer:
        assert killer.stdin is not None
        assert killer.stdout is not None
        for _ in range(KILLS):
            killer.stdin.write(f"{dice.uniform(0.0001, 0.05)}\n")
            killer.stdin.flush()
            look(place, data_key, clock, killer.stdout.readline().strip())
        killer.stdin.close()


def look(place: str, data_key: bytes, clock: FixedClock, acknowledged: str) -> None:
    """Opens the register again: whole, no act in part, and the acknowledged one among the last two."""
    again = Register.open(place, data_key, clock=clock)
    result = check_register(again)
    assert result.findings == ()
    with again.reading() as session:
        people = len(session.scalars(select(Person.id).where(Person.folded == "p")).all())
        files = len(session.scalars(select(Document.id)).all())
        newest, known = last_act(session), recorded(session, acknowledged)
    assert (people, files) == (3 * (result.acts - 3), result.acts - 3)
    assert newest is not None
    assert known is not None
    assert newest.seq - known.seq <= 1
    again.close()


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
