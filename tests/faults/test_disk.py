"""Disks that fill up and places that cannot be written: F5, F7 and F9."""

import contextlib
import random
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from ewloe_desktop.app.keeper import RegisterKeeper
from ewloe_desktop.domain.approvals import Body, HeadAnswer
from ewloe_desktop.domain.errors import RegisterUnavailable
from ewloe_desktop.domain.people import PersonKind
from ewloe_desktop.services.approvals import approve_revision, prepare_signing
from ewloe_desktop.services.people import NewPerson, add_person, list_people
from ewloe_desktop.storage.key_ring import ring_path
from ewloe_desktop.ui import wording
from tests.conftest import MONDAY
from tests.faults.amounts import trials
from tests.faults.figures import Figures
from tests.faults.kills import PASSWORD, Waiting, rows, waiting

NEW = NewPerson("Mr Ieuan Bowen", PersonKind.GOVERNOR, paid=False)


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Waiting:
    """A few policies that wait to be signed."""
    folder = tmp_path_factory.mktemp("waiting")
    return waiting(str(folder / "school.register"), folder / "state", 2)


@contextlib.contextmanager
def most_bytes(most: int) -> Iterator[None]:
    """No file that this process writes can grow beyond so many bytes."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    heard = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (most, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
        signal.signal(signal.SIGXFSZ, heard)


def signing(keeper: RegisterKeeper, where: Waiting) -> tuple[Any, ...]:
    """What the ceremony of the first policy that waits hands over."""
    facts = keeper.read(prepare_signing, where.revisions[0], Body.HEAD)
    answer = HeadAnswer(where.head, MONDAY.date(), facts.declaration_version, PASSWORD)
    return approve_revision, where.revisions[0], facts.seen, answer


def refused_then_signed(keeper: RegisterKeeper, where: Waiting, full: Callable[[], Any]) -> bool:
    """Signs on a full disk, which records nothing and says so, and again with room; False when there was enough."""
    before, handed = rows(keeper), signing(keeper, where)
    with full():
        try:
            keeper.write(*handed)
        except RegisterUnavailable as error:
            assert error.reason == "disk_full"
            said = wording.error(error)
            assert "disk is full" in said.what
            assert "Nothing was recorded" in said.safe
        else:
            return False
    assert rows(keeper) == before
    keeper.write(*handed)
    assert rows(keeper) == before + where.adds
    return True


def test_f5_a_disk_that_fills_up_while_somebody_signs_records_nothing_and_the_same_signing_then_succeeds(
    template: Waiting, tmp_path: Path, figures: Figures
) -> None:
    tried = refused = 0
    for number in range(trials(3, 200)):
        where = template.copied(tmp_path / str(number))
        keeper = where.keeper()
        keeper.sign_in(where.head, PASSWORD)
        size = Path(where.place).stat().st_size
        room = random.Random(number).randrange(0, 70_000)  # a signing takes about 60 kB
        tried += 1
        refused += refused_then_signed(keeper, where, lambda most=size + room: most_bytes(most))
        assert keeper.check(lambda _done, _of: None, lambda: False).whole
        keeper._opened()[0].changed = False
        keeper.close()
        shutil.rmtree(tmp_path / str(number))
    figures("F5", limits_tried=tried, refused_and_nothing_recorded=refused, half_recorded=0)
    assert refused


def test_f5_on_a_disk_of_four_megabytes_that_is_full_the_same_holds(
    template: Waiting, tmp_path: Path, figures: Figures
) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", str(disk)]
    if subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("only an administrator can make a disk of a given size")
    try:
        refused = 0
        for room in range(0, 100_000, trials(40_000, 4_096)):
            where = template.copied(disk / "school")
            keeper = where.keeper()
            keeper.sign_in(where.head, PASSWORD)
            refused += refused_then_signed(keeper, where, lambda left=room: filled(disk, left))
            keeper._opened()[0].changed = False
            keeper.close()
            shutil.rmtree(disk / "school")
        figures("F5", full_disks=refused)
        assert refused
    finally:
        subprocess.run(["umount", str(disk)], check=True)


@contextlib.contextmanager
def filled(disk: Path, left: int) -> Iterator[None]:
    """The disk with only so many bytes left."""
    free = shutil.disk_usage(disk).free
    ballast = disk / "ballast"
    ballast.write_bytes(bytes(max(0, free - left)))
    try:
        yield
    finally:
        ballast.unlink()


def test_f7_a_disk_that_is_full_at_the_start_opens_for_reading_and_can_be_tried_again(
    template: Waiting, tmp_path: Path
) -> None:
    where = template.copied(tmp_path / "school")
    keeper = where.keeper()
    with most_bytes(256 * 1024):
        told = keeper.sign_in(where.head, PASSWORD)
        assert told.why_read_only == "disk_full"
        assert "disk is full" in wording.read_only(told.why_read_only)[0]
        assert len(keeper.read(list_people)) == 1
        assert keeper.read(prepare_signing, where.revisions[0], Body.HEAD).policy_title
        with pytest.raises(RegisterUnavailable):
            keeper.write(add_person, NEW)
        assert keeper.try_writing().why_read_only == "disk_full"
    assert keeper.try_writing().why_read_only == ""
    keeper.write(add_person, NEW)
    keeper.close()
    assert not list(Path(where.place).parent.glob("*.part"))


READER = """
import contextlib, os, sys
from pathlib import Path
from ewloe_desktop.app.keeper import RegisterKeeper
from ewloe_desktop.services import people, school
from ewloe_desktop.storage import backup, check, check_schema, pending, vault
check_schema.expected_shape("sqlite")
if os.getuid() == 0:  # nothing is forbidden to the superuser
    os.setgroups([])
    os.setgid(65534)
    os.setuid(65534)
keeper = RegisterKeeper(sys.argv[1], Path(sys.argv[2]))
print(keeper.sign_in(sys.argv[3], sys.argv[4]).why_read_only, len(keeper.read(people.list_people)))
keeper.close()
"""


@pytest.mark.parametrize(("folder_mode", "file_mode"), [(0o555, 0o444), (0o777, 0o444)], ids=["folder", "file"])
def test_f9_a_folder_or_a_file_that_cannot_be_written_opens_for_reading(
    template: Waiting, folder_mode: int, file_mode: int
) -> None:
    # Not below pytest's own folder, which only this user may enter.
    with tempfile.TemporaryDirectory(prefix="ewloe-read-only-") as place:
        folder = Path(place)
        for path in (Path(template.place), ring_path(Path(template.place))):
            shutil.copy(path, folder)
            (folder / path.name).chmod(file_mode)
        folder.chmod(folder_mode)
        given = [str(folder / "school.register"), place, template.head, PASSWORD]
        told = subprocess.run([sys.executable, "-c", READER, *given], capture_output=True, text=True, check=False)
        folder.chmod(0o755)
    assert (told.stdout.strip(), told.stderr) == ("read_only 1", "")
