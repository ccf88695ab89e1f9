"""Copies that are cut short, full, pulled out, thinned, tested: one that counts was checked whole."""

import os
import random
import resource
import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from ewloe_desktop.app.copying import finish_restore
from ewloe_desktop.domain.errors import Cancelled, NotPossible, RegisterUnavailable
from ewloe_desktop.domain.people import PersonKind
from ewloe_desktop.services.people import NewPerson, add_person
from ewloe_desktop.services.reviews import what_needs
from ewloe_desktop.storage import carrying
from ewloe_desktop.storage.backup import Copy, kept, list_copies, thin
from ewloe_desktop.storage.check import check_register
from ewloe_desktop.storage.key_ring import ring_path
from ewloe_desktop.storage.restoring import work_folder
from ewloe_desktop.ui import wording
from tests.conftest import MONDAY, FixedClock
from tests.faults import kills
from tests.faults.amounts import trials
from tests.faults.figures import Figures
from tests.faults.kills import NEVER, PASSWORD
from tests.faults.schools import STILL, School, begun, register_of


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> School:
    """A school made once."""
    return begun(tmp_path_factory.mktemp("made"))


@pytest.fixture
def school(made: School, tmp_path: Path) -> School:
    """A school of this test's own."""
    shutil.copytree(made.folder, tmp_path / "school")
    return School(tmp_path / "school", made.head, FixedClock(MONDAY))


def none_left(stick: Path) -> bool:
    """Whether nothing with a final name stands on a stick."""
    return not [p for p in stick.rglob("*.register") if ".part" not in str(p)]


# ---- power, disk, stick


def test_f3_killed_while_it_copies_or_puts_back_only_a_part_is_left_and_the_register_untouched(
    school: School, figures: Figures
) -> None:
    rng, half, whole = random.Random(3), 0, 0
    with kills.signer() as process:
        told = {"place": str(school.place), "state": str(school.folder / "state"), "head": school.head}
        told |= {"password": PASSWORD, "stick": str(school.stick)}
        for _ in range(trials(quick=3, whole=200)):
            before = {c.path for c in school.copies()}
            process.do(do="carry", after=rng.uniform(0, 0.12), **told)
            new = [c for c in school.copies() if c.path not in before]
            whole += len(new)
            for copy in new:
                with register_of(copy.path, school) as register:
                    half += not check_register(register).whole
        assert half == 0
        copy = school.taken()
        assert not list(school.stick.glob(".*.part"))  # the next copy took away what the others left
        outcomes = set()
        for at in range(trials(quick=3, whole=1), 9, trials(quick=3, whole=1)):
            acts = school.acts()
            process.do(do="put_back", at=at, copy=str(copy), **told)
            work = work_folder(school.place)
            if work.exists():
                os.utime(work, (0, 0))  # as somebody finds it the next day
            finish_restore(str(school.place))
            assert not work.exists()
            outcomes.add(school.acts() - acts)
            school.add("Ms Siân Ŵyn-Ellis")
    assert 0 in outcomes
    assert min(outcomes) < 0 or len(outcomes) > 1
    figures("F3", kills=trials(quick=3, whole=200), whole_copies=whole, half_copies=half)


def test_f6_a_full_stick_or_disk_gets_no_copy_of_the_final_name_and_says_how_much_is_needed(
    school: School, monkeypatch: pytest.MonkeyPatch
) -> None:
    with school.open() as keeper:
        before = resource.getrlimit(resource.RLIMIT_FSIZE)
        resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, before[1]))
        try:
            with pytest.raises(NotPossible) as caught:
                keeper.take_away(school.stick, "stick", NEVER, STILL)
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, before)
        assert none_left(school.stick)
        assert not list(school.stick.iterdir())
        assert caught.value.reason in ("no_room", "place_fails")
        usage = shutil.disk_usage(school.stick)
        monkeypatch.setattr(carrying.shutil, "disk_usage", lambda _: usage._replace(free=100_000))
        with pytest.raises(NotPossible) as caught:
            keeper.take_away(school.stick, "stick", NEVER, STILL)
        assert (caught.value.reason, caught.value.facts["free"]) == ("no_room", 0)
        assert "2 MB are needed, 0 MB are free" in wording.error(caught.value).what
        monkeypatch.undo()
        keeper.take_away(school.stick, "stick", NEVER, STILL)
    assert len(school.copies()) == 1


def test_f12_what_a_crash_left_half_done_without_its_journal_is_found_and_the_newest_copy_named(
    school: School, figures: Figures
) -> None:
    with school.open() as keeper:
        copy = keeper.copy_now()
    before = school.place.read_bytes()
    school.add("Ms Siân Ŵyn-Ellis", "Mr Ieuan Bowen")
    after = school.place.read_bytes()
    size, rng = 4096, random.Random(12)
    changed = [n for n in range(len(after) // size) if after[n * size :][:size] != before[n * size :][:size]]
    tried = trials(quick=4, whole=100)
    at_start = 0
    for _ in range(tried):
        written = rng.sample(changed, rng.randrange(1, len(changed)))
        mixed = bytearray(before.ljust(len(after), b"\0") if len(after) > len(before) else before)
        for page in written:
            mixed[page * size : (page + 1) * size] = after[page * size : (page + 1) * size]
        school.place.write_bytes(mixed)
        keeper = school.keeper()
        try:
            told = keeper.sign_in(school.head, PASSWORD)
            at_start += told.read_only
            keeper.check(NEVER, STILL)
            told = keeper.signed_in()
            assert told.read_only
            assert told.newest_copy == copy
            with pytest.raises(RegisterUnavailable):
                keeper.write(add_person, NewPerson("x", PersonKind.STAFF, True))
        except RegisterUnavailable as error:
            at_start += 1
            assert error.facts.get("copy", copy) == copy
        finally:
            keeper.close()
    figures("F12", half_done=tried, found=tried, at_once=at_start)


def test_f13_a_stick_that_is_pulled_out_gets_nothing_the_earlier_copies_stay_and_the_window_says_so(
    school: School,
) -> None:
    first = school.taken()
    gone = school.folder / "pulled"

    def pull(done: int, _of: int) -> None:
        if done and school.stick.exists():
            school.stick.rename(gone)

    with school.open() as keeper:
        with pytest.raises(NotPossible) as caught:
            keeper.take_away(school.stick, "stick", pull, STILL)
        assert caught.value.reason == "place_gone"
        assert "Put the stick back in" in wording.error(caught.value).do
        gone.rename(school.stick)
        assert [c.path for c in school.copies()] == [first]
        school.stick.chmod(0o500)
        if not os.access(school.stick, os.W_OK):  # root may write anywhere
            with pytest.raises(NotPossible) as caught:
                keeper.take_away(school.stick, "stick", NEVER, STILL)
            assert caught.value.reason == "cannot_write"
        school.stick.chmod(0o700)
        with pytest.raises(Cancelled):
            keeper.take_away(school.stick, "stick", NEVER, lambda: True)
    assert [c.path for c in school.copies()] == [first]
    keeper = school.keeper()
    keeper.sign_in(school.head, PASSWORD)
    register = keeper._opened()[0]
    register.copies = school.place / "pulled out"  # as the folder on another disk that is not there any more
    keeper.write(add_person, NewPerson("Mr Ieuan Bowen", PersonKind.STAFF, True))
    keeper.close()
    with school.open() as again:
        today = again.read(what_needs)
        assert today.copies is not None
        assert today.copies.failed
        assert [item.kind for item in today.for_you if item.kind == "copy_failed"] == ["copy_failed"]
        again.copy_now()
        assert again.read(what_needs).copies.failed == ""


def test_b9_a_copy_every_day_for_three_years_keeps_the_schedule_and_never_loses_the_one_just_verified(
    tmp_path: Path,
) -> None:
    start = datetime(2026, 9, 1, 16, 0, tzinfo=UTC)
    there: frozenset[datetime] = frozenset()
    for day in range(3 * 365):
        newest = start + timedelta(days=day)
        there = kept(there | {newest})
        assert newest in there
        assert len(there) <= 14 + 8 + 12 + 7
    assert there == kept(start + timedelta(days=d) for d in range(3 * 365))
    assert {newest - timedelta(days=d) for d in range(14)} <= there
    assert {m.year + (m.month >= 9) for m in there} == {2027, 2028, 2029}
    days = trials(quick=40, whole=3 * 365)
    for day in range(days):
        path = tmp_path / backup_name(start + timedelta(days=day), day + 1)
        for file in (path, ring_path(path)):
            file.touch()
        thin(tmp_path, Copy(path, start + timedelta(days=day), day + 1))
        assert path.exists()
    assert {c.at for c in list_copies(tmp_path)} == kept(start + timedelta(days=d) for d in range(days))
    # A clock that was put back: the copy just verified is the oldest of all, and stays.
    path = tmp_path / backup_name(start - timedelta(days=900), 2000)
    for file in (path, ring_path(path)):
        file.touch()
    thin(tmp_path, Copy(path, start - timedelta(days=900), 2000))
    assert path.exists()


def backup_name(at: datetime, act: int) -> str:
    return f"school.{at:%Y%m%d-%H%M%S}.act{act}.register"


def test_b10_a_test_of_a_copy_is_recorded_with_its_report_and_touches_neither(school: School) -> None:
    copy = school.taken()
    school.add("Ms Siân Ŵyn-Ellis")
    before = copy.read_bytes()
    with school.open() as keeper:
        done = keeper.try_copy(copy, NEVER, STILL)
        assert (done.facts.found, done.facts.kind) == (0, "tried")
        assert done.sheet.content.startswith(b"%PDF")
        assert keeper.check(NEVER, STILL).whole
        damaged = bytearray(before)
        damaged[len(before) // 3] ^= 1
        copy.write_bytes(damaged)
        bad = keeper.try_copy(copy, NEVER, STILL)
        assert bad.facts.found
        assert bad.facts.copied_act == done.facts.copied_act
        copy.write_bytes(before[:4096])
        with pytest.raises(RegisterUnavailable) as caught:
            keeper.try_copy(copy, NEVER, STILL)
        assert caught.value.reason == "copy_damaged"
