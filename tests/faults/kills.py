"""Signers that are killed: a register with policies that wait, a process to sign them, and a look at what is left."""

import contextlib
import json
import os
import random
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from sqlalchemy import text

from ewloe_desktop.app.keeper import RegisterKeeper
from ewloe_desktop.domain.approvals import Body, HeadAnswer
from ewloe_desktop.domain.text import Block, Kind, PolicyText
from ewloe_desktop.services.approvals import approve_revision, prepare_signing
from ewloe_desktop.services.drafting import import_policy, settle_revision
from ewloe_desktop.services.policies import ImportAnswer
from ewloe_desktop.services.school import FirstStart
from ewloe_desktop.storage.check import check_register
from ewloe_desktop.storage.key_ring import ring_path
from ewloe_desktop.storage.tables import METADATA
from ewloe_desktop.storage.vault import KdfSettings
from tests.conftest import MONDAY, FixedClock

HEAD, PASSWORD = "Mrs Marged Ŵyn-Pugh", "umber kettle lantern"
ROOT = Path(__file__).parents[2]
NEVER = lambda *_: None  # noqa: E731 - hears how far a check is


@dataclass
class Waiting:
    """A closed register whose head teacher has so many policies to sign, and what one signing adds to each table."""

    place: str
    state: Path
    head: str
    revisions: list[str]
    rows: Counter[str]
    adds: Counter[str]

    def keeper(self) -> RegisterKeeper:
        """A keeper as after a new start."""
        return RegisterKeeper(self.place, self.state, clock=FixedClock(MONDAY))

    def told(self) -> dict[str, str]:
        """What a process needs to sign in."""
        return {"place": self.place, "state": str(self.state), "head": self.head, "password": PASSWORD}

    def copied(self, folder: Path) -> "Waiting":
        """The same on a copy of the files."""
        folder.mkdir()
        place, state = folder / "school.register", folder / "state"
        for path in (Path(self.place), ring_path(Path(self.place))):
            shutil.copy(path, folder / path.name)
        shutil.copytree(self.state, state)
        return Waiting(str(place), state, self.head, list(self.revisions), Counter(self.rows), self.adds)


def waiting(place: str, state: Path, policies: int) -> Waiting:
    """Makes a register in which so many policies wait for the head teacher, one more being signed already."""
    keeper = RegisterKeeper(place, state, clock=FixedClock(MONDAY), kdf=KdfSettings.light())
    head = keeper.begin(FirstStart("Ysgol Bryn Derw", HEAD, date(2024, 9, 1), PASSWORD, place)).head_id
    revisions = [_settled(keeper, number) for number in range(policies + 1)]
    before = rows(keeper)
    facts = keeper.read(prepare_signing, revisions[0], Body.HEAD)
    answer = HeadAnswer(head, MONDAY.date(), facts.declaration_version, PASSWORD)
    keeper.write(approve_revision, revisions[0], facts.seen, answer)
    after = rows(keeper)
    keeper._opened()[0].changed = False
    keeper.close()
    return Waiting(place, state, head, revisions[1:], after, after - before)


def _settled(keeper: RegisterKeeper, number: int) -> str:
    words = PolicyText(f"Lost Property Policy {number}", "", (Block(Kind.PARAGRAPH, "What is found is kept."),))
    draft = keeper.write(import_policy, ImportAnswer(words, "a.txt", "text/plain", b"What is found %d" % number, 0))
    return str(keeper.write(settle_revision, draft.id, draft.seen, "").id)


def rows(keeper: RegisterKeeper) -> Counter[str]:
    """How many rows each table has."""
    with keeper._opened()[0].reading() as session:
        return Counter({n: session.scalar(text(f'SELECT count(*) FROM "{n}"')) for n in METADATA.tables})


class Signer:
    """The process that forks signers and kills them."""

    def __init__(self) -> None:
        surroundings = {**os.environ, "PYTHONPATH": str(ROOT)}
        command = [sys.executable, "-m", "tests.faults.signer"]
        self._process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=surroundings, cwd=ROOT
        )

    def sign(self, where: Waiting, **how: Any) -> list[str]:
        """What a signer said until it ended: killed `after` so many seconds, or `at` a named point."""
        return self.do(**where.told(), revisions=where.revisions, **how)

    def do(self, **trial: Any) -> list[str]:
        """What a process said that did this, until it ended or was killed."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps(trial) + "\n")
        self._process.stdin.flush()
        told = json.loads(self._process.stdout.readline())
        assert not [line for line in told["said"] if line.startswith("failed")], told
        assert told["killed"] or told["said"][-1] == "all", told
        return [str(line) for line in told["said"]]

    def close(self) -> None:
        """Ends it."""
        self._process.communicate()


@contextlib.contextmanager
def signer() -> Iterator[Signer]:
    """A signer, ended afterwards."""
    made = Signer()
    try:
        yield made
    finally:
        made.close()


@dataclass
class Tally:
    """What came of the trials."""

    kills: int = 0
    half_recorded: int = 0
    acknowledged_missing: int = 0
    not_whole: int = 0
    told_wrongly: int = 0
    recorded_unacknowledged: int = 0
    cut_short_in_writing: int = 0
    outcomes: Counter[str] = field(default_factory=Counter)

    def faultless(self) -> bool:
        """Whether nothing went wrong."""
        return not (self.half_recorded or self.acknowledged_missing or self.not_whole or self.told_wrongly)

    def figures(self) -> dict[str, int]:
        """The counts."""
        return {name: value for name, value in vars(self).items() if isinstance(value, int)}


def look(where: Waiting, said: list[str], tally: Tally, *, old_note: bool = False) -> None:
    """Starts anew on what a killed signer left, counts what it finds, and goes on from there.

    After a power cut the note of the signing before may still be there: that its end is told once more is no fault.
    """
    journal = Path(where.place + "-journal")
    tally.kills += 1
    tally.cut_short_in_writing += journal.exists() and journal.stat().st_size > 0
    done = [line.split() for line in said if line.startswith("done")]
    begun = [line.split()[1] for line in said if line.startswith("begin")]
    keeper = where.keeper()
    told = keeper.sign_in(where.head, PASSWORD)
    assert not told.read_only, (told.why_read_only, told.findings)
    now = rows(keeper)
    signed = now["decision"] - where.rows["decision"]
    expected = where.rows + Counter({name: signed * more for name, more in where.adds.items()})
    tally.half_recorded += now != expected
    tally.acknowledged_missing += signed < len(done)
    tally.recorded_unacknowledged += signed > len(done)
    again = old_note and bool(done) and told.unfinished == "recorded"
    tally.told_wrongly += not (again or rightly_told(told.unfinished, signed, len(done), len(begun)))
    tally.outcomes[told.unfinished] += 1
    result = check_register(keeper._opened()[0])
    tally.not_whole += not result.whole
    keeper._opened()[0].changed = False
    keeper.close()
    where.rows, where.revisions = now, where.revisions[signed:]


def rightly_told(told: str, signed: int, done: int, begun: int) -> bool:
    """Whether the next start says the truth of a signing that was begun and whose receipt nobody saw."""
    if signed > done:
        return told == "recorded"
    if begun > done:
        return told in ("not_recorded", "")  # "" before the note was written
    return told in ("recorded", "")


def kill_at_random(process: Signer, fresh: Callable[[int], Waiting], kills: int, longest: float) -> Tally:
    """Kills so many signers, each at a random instant of its signing; a fresh register whenever one is signed up."""
    dice, tally = random.Random(os.urandom(8)), Tally()
    batch, where = 0, fresh(0)
    while tally.kills < kills:
        if len(where.revisions) < 3:
            batch += 1
            where = fresh(batch)
        said = process.sign(where, after=dice.uniform(0, longest))
        if said[-1] == "all":
            where.revisions = []
            continue
        look(where, said, tally)
    return tally
