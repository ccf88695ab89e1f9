"""A first start that was killed: the place is free again, and what stood there is set aside and never deleted."""

import os
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from ewloe_desktop.app.doorstep import Doorstep
from ewloe_desktop.domain.errors import RegisterUnavailable
from ewloe_desktop.services.school import FirstStart, begin_register
from ewloe_desktop.storage.beginning import first_start, marker, unfinished
from ewloe_desktop.storage.check import check_register
from ewloe_desktop.storage.engine import Register
from ewloe_desktop.storage.key_ring import RingData, RingEntry, ring_path
from ewloe_desktop.storage.vault import KdfSettings, Lock
from tests.conftest import FixedClock
from tests.faults.amounts import trials

PASSWORD = "lantern otter quarry mild"

# Makes registers, one a folder, each in a process that ends itself before its n-th touch of a file or at its commit;
# prints one line for each: how many bytes lay there afterwards, or "done" from the one that lived to its end.
KILLER = """
import os, sys
from datetime import date
from pathlib import Path
from sqlalchemy import event
from sqlalchemy.orm import Session
from ewloe_desktop.services.school import FirstStart, begin_register
from ewloe_desktop.storage.vault import KdfSettings

def begin(place, last):
    left = [last]
    def touch():
        left[0] -= 1
        if left[0] < 0:
            os._exit(9)
    def heard(name, args):
        if name in ("open", "os.rename", "os.remove") and str(args[0]).startswith(place):
            touch()
    event.listen(Session, "before_commit", lambda _: touch())
    event.listen(Session, "after_commit", lambda _: touch())
    sys.addaudithook(heard)
    begin_register(FirstStart("Ysgol Bryn Derw", "Mrs Marged Pugh", date(2020, 9, 1), sys.argv[2], place),
                   kdf=KdfSettings.light(), begun=lambda _: touch())
    os._exit(0)

for number in range(0, 100, int(sys.argv[3])):
    folder = Path(sys.argv[1], str(number))
    folder.mkdir()
    child = os.fork()
    if child == 0:
        begin(str(folder / "school.register"), number)
    ended = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    if ended != 9:
        print("done" if ended == 0 else "failed")
        break
    print(sum(path.stat().st_size for path in folder.iterdir()))
"""


def start(folder: Path) -> FirstStart:
    return FirstStart("Ysgol Bryn Derw", "Mrs Marged Pugh", date(2020, 9, 1), PASSWORD, str(folder / "school.register"))


@pytest.mark.skipif(os.name == "nt", reason="needs fork")
def test_killed_at_any_moment_a_first_start_begins_afresh_and_deletes_nothing(
    tmp_path: Path, clock: FixedClock
) -> None:
    step = trials(3, 1)
    told = subprocess.run(
        [sys.executable, "-c", KILLER, str(tmp_path), PASSWORD, str(step)], capture_output=True, text=True, check=True
    ).stdout.split()
    assert told[-1] == "done"
    assert len(told) * step > 10
    for number, bytes_left in enumerate(told[:-1]):
        folder = tmp_path / str(number * step)
        place = folder / "school.register"
        assert not Doorstep(str(place), clock).exists()
        register, _ = begin_register(start(folder), clock=clock, kdf=KdfSettings.light())
        kept = sum(p.stat().st_size for p in folder.iterdir() if ".unfinished-" in p.name)
        assert kept + 100 > int(bytes_left)  # the note itself is not kept
        if number % 3 == 0:
            assert check_register(register).whole
        register.changed = False
        register.close()
        assert Doorstep(str(place), clock).exists()
        assert not marker(place).exists()
    finished = tmp_path / str((len(told) - 1) * step) / "school.register"
    assert Doorstep(str(finished), clock).exists()
    with pytest.raises(RegisterUnavailable) as caught:
        begin_register(start(finished.parent), kdf=KdfSettings.light())
    assert caught.value.reason == "exists"


def test_two_first_starts_at_one_place_do_not_take_each_others_files(tmp_path: Path) -> None:
    place = tmp_path / "school.register"
    with first_start(place):
        place.write_bytes(b"under way")
        with pytest.raises(RegisterUnavailable) as caught, first_start(place):
            raise AssertionError
        assert caught.value.reason == "in_use"
        assert place.read_bytes() == b"under way"
    assert not marker(place).exists()


def test_a_note_beside_a_register_that_people_work_with_counts_for_nothing(tmp_path: Path, clock: FixedClock) -> None:
    place = tmp_path / "school.register"
    register = Register.create(place, bytes(32), "5" * 20, clock=clock)
    lock = Lock("{}", b"", b"")
    register.ring.write(RingData("5" * 20, (RingEntry("a", "Mrs A", lock), RingEntry("b", "Mr B", lock))))
    register.close()
    marker(place).touch()
    assert not unfinished(place)
    with pytest.raises(RegisterUnavailable) as caught, first_start(place):
        raise AssertionError
    assert caught.value.reason == "exists"
    assert ring_path(place).exists()
    assert place.exists()
