"""What the screen called recorded is on the disk when the power goes: F8."""

import json
import os
import random
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from ewloe_desktop.storage import file_engine
from ewloe_desktop.storage.key_ring import FileRing, RingData, ring_path
from ewloe_desktop.storage.pending import PendingNote
from tests.faults.amounts import WHOLE, trials
from tests.faults.figures import Figures
from tests.faults.kills import ROOT, Tally, Waiting, look, waiting
from tests.faults.unflushed import CALLS, Call, Disk, calls


def test_f8_a_commit_waits_for_the_disk_and_its_journal_is_surely_gone(tmp_path: Path) -> None:
    raw = file_engine.connect(tmp_path / "school.register", bytes(32), read_only=False)
    asked = ("synchronous", "journal_mode", "fullfsync", "locking_mode")
    told = [raw.execute(f"PRAGMA {name}").fetchone()[0] for name in asked]
    raw.close()
    assert told == [3, "delete", 0, "exclusive"]  # 3 is EXTRA: the folder, too, before a commit is acknowledged


def test_f8_what_is_written_beside_the_register_is_flushed_before_it_gets_its_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    done: list[tuple[str, str]] = []
    flush, rename = os.fsync, Path.replace

    def flushed(descriptor: int) -> None:
        done.append(("flush", Path(f"/proc/self/fd/{descriptor}").readlink().name))
        flush(descriptor)

    def renamed(part: Path, target: Path) -> Path:
        done.append(("rename", part.name))
        return rename(part, target)

    monkeypatch.setattr(os, "fsync", flushed)
    monkeypatch.setattr(Path, "replace", renamed)
    ring = ring_path(tmp_path / "school.register")
    FileRing(ring).write(RingData("5" * 20))
    part = ring.name + ".part"
    assert done == [("flush", part), ("rename", part), ("flush", tmp_path.name)]
    done.clear()
    note = PendingNote(tmp_path, "5" * 20)
    note.begin({"ceremony": "sign"})
    part = note.path.name + ".part"
    assert done == [("flush", part), ("rename", part), ("flush", tmp_path.name)]


def traced(where: Waiting, trace: Path) -> list[str]:
    """Signs everything that waits while strace writes down what reaches the disk; what the signer said."""
    watch = ["strace", "-f", "-y", "-xx", "-s", "10000000", "-e", f"trace={CALLS}", "-o", str(trace)]
    trial = json.dumps({**where.told(), "revisions": where.revisions}) + "\n"
    ran = subprocess.run(
        [*watch, sys.executable, "-m", "tests.faults.signer"],
        input=trial,
        capture_output=True,
        text=True,
        check=True,
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    return list(json.loads(ran.stdout.splitlines()[-1])["said"])


@pytest.mark.skipif(not WHOLE or shutil.which("strace") is None, reason="tried in the whole run, with strace")
def test_f8_the_power_goes_at_any_write_and_takes_any_part_of_what_was_not_flushed(
    tmp_path: Path, figures: Figures
) -> None:
    (tmp_path / "made").mkdir()
    made = waiting(str(tmp_path / "made" / "school.register"), tmp_path / "made" / "state", 3)
    where = made.copied(tmp_path / "school")
    folder = str(tmp_path / "school")
    said = traced(where, tmp_path / "trace")
    assert said[-1] == "all"
    steps = list(calls(tmp_path / "trace"))
    ours = [n for n, step in enumerate(steps) if step.path.startswith(folder)]
    dice, tally = random.Random(20261122), Tally()
    for number in range(trials(0, 300)):
        disk, until = Disk(tmp_path / "made", seen_as=folder), dice.choice(ours)
        heard = follow(disk, steps[: until + 1])
        target = tmp_path / f"cut{number}"
        disk.cut(target, dice)
        file, revisions = str(target / "school.register"), list(made.revisions)
        left = Waiting(file, target / "state", made.head, revisions, made.rows, made.adds)
        look(left, ["open", *heard], tally, old_note=True)
        shutil.rmtree(target)
    figures("F8", cuts=tally.kills, writes_and_flushes=len(ours), **tally.figures())
    assert tally.faultless(), tally


def follow(disk: Disk, steps: list[Call]) -> list[str]:
    """Lets the disk follow the calls; what had been said by then."""
    heard: list[str] = []
    for step in steps:
        disk.follow(step)
        if step.name == "write" and step.data.startswith((b"begin ", b"done ")):
            heard.append(step.data.decode().strip())
    return heard
