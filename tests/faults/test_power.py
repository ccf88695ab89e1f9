"""Killed while something is written: F1, F2, F4 and F15."""

import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic import command
from sqlalchemy import text

from ewloe_desktop.domain.errors import RegisterUnavailable
from ewloe_desktop.storage import file_engine, upgrade
from ewloe_desktop.storage.backup import copies_folder, list_copies
from ewloe_desktop.storage.beginning import first_start
from ewloe_desktop.storage.engine import Register
from ewloe_desktop.storage.key_ring import FileRing, RingData, ring_path
from ewloe_desktop.storage.schema import NEWEST
from tests.faults.amounts import trials
from tests.faults.figures import Figures
from tests.faults.kills import PASSWORD, Signer, Tally, Waiting, kill_at_random, look, signer, waiting

LONGEST = 0.3  # seconds from the beginning of a signing to the kill: one takes a tenth or two


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Waiting:
    """Policies that wait to be signed."""
    folder = tmp_path_factory.mktemp("waiting")
    return waiting(str(folder / "school.register"), folder / "state", 14)


@pytest.fixture(scope="module")
def process() -> Iterator[Signer]:
    """One process that forks the signers of all tests here."""
    with signer() as made:
        yield made


def test_f1_killed_at_any_instant_of_a_signing_it_is_recorded_whole_or_not_at_all(
    template: Waiting, process: Signer, tmp_path: Path, figures: Figures
) -> None:
    tally = kill_at_random(process, lambda batch: template.copied(tmp_path / str(batch)), trials(4, 1000), LONGEST)
    figures("F1", **tally.figures())
    assert tally.faultless(), tally


POINTS = (
    *("before the note", "before the transaction", "after the transaction began", "while the sheet is made"),
    *("while the sheet is signed", "after insert 1", "after insert 2", "after insert 3", "after insert 4"),
    *("after insert 5", "before the commit", "after the commit", "before the mark", "before the receipt"),
)
RECORDED = ("after the commit", "before the mark", "before the receipt")


def test_f2_killed_at_each_named_point_the_next_start_tells_what_was_recorded(
    template: Waiting, process: Signer, tmp_path: Path, figures: Figures
) -> None:
    where, tally, tried = template.copied(tmp_path / "one"), Tally(), POINTS[:: trials(2, 1)]
    for point in tried:
        said, revision = process.sign(where, at=point), where.revisions[0]
        assert said == ["open", f"begin {revision}"], point
        look(where, said, tally)
        assert (where.revisions[0] == revision) == (point not in RECORDED), point
    figures("F2", points=len(tried), **tally.figures())
    assert tally.faultless(), tally
    recorded = len(set(tried) & set(RECORDED))
    assert tally.outcomes == {"recorded": recorded, "not_recorded": len(tried) - recorded - 1, "": 1}
    keeper = where.keeper()
    keeper.sign_in(where.head, PASSWORD)
    assert keeper.check(lambda _done, _of: None, lambda: False).whole  # the signatures in the stored sheets, too
    keeper.lock()


KEY = bytes(range(32))
OLD = "0001"


@pytest.fixture(scope="module")
def old_register(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A register as the first schema had it, with somebody in it."""
    file = tmp_path_factory.mktemp("old") / "school.register"
    engine = file_engine.new_engine(file, KEY)
    with engine.connect().execution_options(ewloe_write=True) as connection, connection.begin():
        config = upgrade.config()
        config.attributes["connection"] = connection
        command.upgrade(config, OLD)
        for number in range(40):
            values = {"id": f"{number:020}", "salt": bytes(16), "name": f"Mr Bowen {number}"}
            connection.execute(
                text("INSERT INTO person VALUES (:name, 'bowen', 'staff', 1, NULL, NULL, :id, 1, :salt)"), values
            )
    engine.dispose()
    FileRing(ring_path(file)).write(RingData("5" * 20))
    return file


def schema(file: Path, beside: Path) -> tuple[str, frozenset[str], int]:
    """The version, the shape and the people that a start would find; looked at in a copy."""
    beside.mkdir()
    for path in (file, file.with_name(file.name + "-journal")):
        if path.exists():
            shutil.copy(path, beside / path.name)
    raw = file_engine.connect(beside / file.name, KEY, read_only=False)
    version = raw.execute("SELECT version_num FROM alembic_version").fetchone()[0]
    shape = frozenset(row[0] for row in raw.execute("SELECT sql FROM sqlite_master WHERE sql IS NOT NULL"))
    people = raw.execute("SELECT count(*) FROM person WHERE folded = 'bowen'").fetchone()[0]
    raw.close()
    shutil.rmtree(beside)
    return version, shape, people


def test_f4_killed_at_any_statement_of_a_migration_the_schema_is_the_old_or_the_new_one(
    old_register: Path, process: Signer, tmp_path: Path, figures: Figures
) -> None:
    def fresh(name: str) -> Path:
        shutil.copytree(old_register.parent, tmp_path / name)
        return tmp_path / name / old_register.name

    def migrate(file: Path, statement: int) -> list[str]:
        return process.do(do="migrate", place=str(file), key=KEY.hex(), at=statement)

    whole = fresh("whole")
    count = int(migrate(whole, 0)[0].split()[1])
    old, new = schema(old_register, tmp_path / "look"), schema(whole, tmp_path / "look")
    assert (old[0], new[0]) == (OLD, NEWEST)
    tried = [*range(1, count, trials(max(1, count // 4), 1)), count]
    cut_short = 0
    for statement in tried:
        file = fresh(str(statement))
        assert migrate(file, statement) == []
        begun = file.with_name(file.name + "-journal").exists()
        cut_short += begun
        assert schema(file, tmp_path / "look") in (old, new), statement
        assert list_copies(copies_folder(file)) or not begun, statement
        again = Register.open(file, KEY)
        again.changed = False
        again.close()
        assert schema(file, tmp_path / "look") == new, statement
        (copy, *_) = list_copies(copies_folder(file))
        assert schema(copy.path, tmp_path / "look") == old, statement
        shutil.rmtree(file.parent)
    figures("F4", statements=count, kills=len(tried), cut_short_in_writing=cut_short, mixed=0)


def test_f15_what_a_killed_process_left_locked_is_open_at_the_next_start(
    template: Waiting, process: Signer, tmp_path: Path
) -> None:
    where = template.copied(tmp_path / "school")
    assert process.do(do="hold", **where.told(), after=0.001) == ["open", "open still"]
    keeper = where.keeper()
    told = keeper.sign_in(where.head, PASSWORD)
    assert (told.unfinished, told.read_only, told.findings) == ("", False, ())
    keeper._opened()[0].changed = False
    keeper.close()
    with pytest.raises(RegisterUnavailable), first_start(Path(where.place)):
        """A register stands there: a first start is refused, and its own mark is not in the way either."""
    unfinished = subprocess.run([sys.executable, "-c", BEGUN, str(tmp_path / "new.register")], check=False)
    assert unfinished.returncode == -signal.SIGKILL
    with first_start(tmp_path / "new.register"):
        assert not (tmp_path / "new.register").exists()


BEGUN = """
import os, sys
from pathlib import Path
from ewloe_desktop.storage.beginning import first_start
with first_start(Path(sys.argv[1])):
    Path(sys.argv[1]).write_bytes(b"half")
    os.kill(os.getpid(), 9)
"""
