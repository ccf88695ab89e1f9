"""Copies: cut short, full, pulled out, old, damaged, another school's; every one that counts was checked whole."""

import os
import random
import resource
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from ewloe_desktop.app.copying import finish_restore
from ewloe_desktop.app.keeper import RegisterKeeper
from ewloe_desktop.domain.errors import Cancelled, NotPossible, RegisterUnavailable, RuleBroken, WrongPassword
from ewloe_desktop.domain.people import PersonKind
from ewloe_desktop.services import disposal
from ewloe_desktop.services.offices import person_leaves
from ewloe_desktop.services.people import NewPerson, add_person
from ewloe_desktop.services.school import FirstStart
from ewloe_desktop.storage import backup, carrying, transfer
from ewloe_desktop.storage.backup import Copy, kept, list_copies, thin
from ewloe_desktop.storage.check import check_register
from ewloe_desktop.storage.engine import Register
from ewloe_desktop.storage.key_ring import FileRing, ring_path
from ewloe_desktop.storage.restoring import work_folder
from ewloe_desktop.storage.schema import NEWEST
from ewloe_desktop.storage.vault import KdfSettings, unlock
from ewloe_desktop.ui import wording
from tests.conftest import MONDAY, FixedClock
from tests.faults import kills
from tests.faults.amounts import trials
from tests.faults.figures import Figures
from tests.faults.kills import HEAD, NEVER, PASSWORD

STILL: Callable[[], bool] = lambda: False  # noqa: E731 - nobody stops it
OLDER = Path(__file__).parent / "older"  # a register of each released schema, for ever


@dataclass
class School:
    """A closed register with its stick and its state folder, and whoever is head teacher."""

    folder: Path
    head: str
    clock: FixedClock

    @property
    def place(self) -> Path:
        return self.folder / "school.register"

    @property
    def stick(self) -> Path:
        return self.folder / "stick"

    def keeper(self, place: str | None = None, state: str = "state") -> RegisterKeeper:
        """A keeper as after a new start."""
        where = str(self.place) if place is None else place
        return RegisterKeeper(where, self.folder / state, clock=self.clock, kdf=KdfSettings.light())

    @contextmanager
    def open(self) -> Iterator[RegisterKeeper]:
        """Signed in as head teacher, closed afterwards without another copy."""
        keeper = self.keeper()
        keeper.sign_in(self.head, PASSWORD)
        yield keeper
        if keeper._register is not None:
            keeper._register.changed = False
        keeper.close()

    def taken(self) -> Path:
        """A copy on the stick."""
        with self.open() as keeper:
            keeper.take_away(self.stick, "stick", NEVER, STILL)
        return self.copies()[0].path

    def copies(self) -> "tuple[Copy, ...]":
        return tuple(self.keeper().copies_at(self.stick))

    def add(self, *names: str) -> None:
        """One act each."""
        with self.open() as keeper:
            for name in names:
                keeper.write(add_person, NewPerson(name, PersonKind.STAFF, True))

    def acts(self) -> int:
        with self.open() as keeper:
            return check_register(keeper._opened()[0]).acts

    def digests(self) -> dict[str, bytes]:
        """The register's own files, byte by byte."""
        return {name: (self.folder / name).read_bytes() for name in ("school.register", "school.register.keys")}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> School:
    """A school made once."""
    return begun(tmp_path_factory.mktemp("made"))


def begun(folder: Path) -> School:
    clock = FixedClock(MONDAY)
    school = School(folder, "", clock)
    school.stick.mkdir()
    keeper = school.keeper()
    first = FirstStart("Ysgol Bryn Derw", HEAD, date(2024, 9, 1), PASSWORD, str(school.place))
    school.head = keeper.begin(first).head_id
    keeper._opened()[0].changed = False
    keeper.close()
    return school


@pytest.fixture
def school(made: School, tmp_path: Path) -> School:
    """A school of this test's own."""
    shutil.copytree(made.folder, tmp_path / "school")
    return School(tmp_path / "school", made.head, FixedClock(MONDAY))


def put_back(school: School, copy: Path, place: str | None = None) -> RegisterKeeper:
    keeper = school.keeper(place)
    keeper.prepare_restore(copy, place or str(school.place), school.head, PASSWORD, NEVER, STILL)
    keeper.restore()
    return keeper


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


@contextmanager
def register_of(path: Path, school: School) -> Iterator[Register]:
    opened = unlock(FileRing(ring_path(path)), school.head, PASSWORD, school.clock.now())
    register = Register.open(path, opened.data_key, clock=school.clock, read_only=True)
    yield register
    register.close()


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


# ---- putting back


def test_t17_another_schools_copy_is_refused_before_anything_is_touched(school: School, tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    other = begun(tmp_path / "other")
    copy = other.taken()
    before = school.digests()
    keeper = school.keeper()
    with pytest.raises(RegisterUnavailable) as caught:
        keeper.prepare_restore(copy, str(school.place), other.head, PASSWORD, NEVER, STILL)
    assert caught.value.reason == "other_register"
    assert "belongs to another register" in wording.error(caught.value).what
    assert school.digests() == before
    with school.open() as signed_in, pytest.raises(RegisterUnavailable):
        signed_in.try_copy(copy, NEVER, STILL)


def test_b1_a_copy_of_every_released_schema_and_of_todays_is_put_back_from_a_copy(
    school: School, tmp_path: Path
) -> None:
    fixtures = sorted(OLDER.glob("*/school.register"))
    assert OLDER / NEWEST / "school.register" in fixtures or not fixtures
    for source in (*fixtures, school.taken()):
        before = source.read_bytes()
        place = tmp_path / source.parent.name / "school.register"
        place.parent.mkdir()
        keeper = school.keeper("")
        tile = next(t for t in keeper.copy_tiles(source))
        plan = keeper.prepare_restore(source, str(place), tile.person_id, PASSWORD, NEVER, STILL)
        assert plan.there == "nothing"
        done = keeper.restore()
        assert (done.kept, done.act) == (None, plan.acts + 1)
        assert source.read_bytes() == before
        told = keeper.sign_in(tile.person_id, PASSWORD)
        assert not told.read_only
        assert keeper.check(NEVER, STILL).whole
        keeper.close()


def test_b2_an_older_copy_names_every_act_that_would_be_missing_and_deletes_nothing(school: School) -> None:
    copy = school.taken()
    school.add("Ms Siân Ŵyn-Ellis", "Mr Ieuan Bowen")
    before = school.digests()
    keeper = school.keeper()
    plan = keeper.prepare_restore(copy, str(school.place), school.head, PASSWORD, NEVER, STILL)
    assert [a.kind for a in plan.missing] == ["person_added", "person_added", "copy_taken"]
    assert (plan.missing_count, plan.given_up) == (3, plan.acts + 3)
    assert school.digests() == before  # until somebody has decided, nothing is touched
    done = keeper.restore()
    assert done.kept is not None
    assert done.kept.read_bytes() == before["school.register"]
    told = keeper.sign_in(school.head, PASSWORD)
    assert not told.read_only  # this PC's mark knows of the acts that were given up
    result = keeper.check(NEVER, STILL)
    assert (result.whole, result.acts) == (True, plan.acts + 1)
    register = keeper._opened()[0]
    assert backup.thinning_waits(register)
    keeper.close()
    elsewhere = school.keeper(state="another PC")  # which saw the acts that were given up
    (school.folder / "another PC").mkdir()
    with register_of(done.kept, school) as old, old.reading() as session:
        from ewloe_desktop.storage.highwater import Marks

        Marks(school.folder / "another PC", old.id).remember(session)
    assert not elsewhere.sign_in(school.head, PASSWORD).read_only
    elsewhere.close()


def test_b2_what_was_erased_since_is_erased_again(
    school: School,
) -> None:
    with school.open() as keeper:
        leaver = keeper.write(add_person, NewPerson("Mr Ieuan Bowen", PersonKind.STAFF, True)).row
        keeper.write(person_leaves, leaver.id, leaver.seen, date(2025, 8, 31), PASSWORD)
    copy = school.taken()
    school.clock.moment += timedelta(days=365 * 8)
    with school.open() as keeper:
        listed = keeper.read(disposal.propose_disposal)
        assert [one.name for one in listed] == ["Mr Ieuan Bowen"]
        keeper.write(disposal.confirm_disposal, listed, "looked through", PASSWORD)
    keeper = school.keeper()
    plan = keeper.prepare_restore(copy, str(school.place), school.head, PASSWORD, NEVER, STILL)
    assert plan.erased == 1
    assert keeper.restore().erased == 1
    keeper.sign_in(school.head, PASSWORD)
    with keeper._opened()[0].reading() as session:
        assert not session.execute(text("SELECT 1 FROM person WHERE name LIKE '%Bowen%'")).first()
    assert keeper.check(NEVER, STILL).whole
    keeper.close()


@pytest.mark.parametrize("harm", ["flipped", "cut", "half", "no keys", "other keys", "no register"])
def test_b3_a_copy_that_is_not_whole_is_refused_before_anything_is_touched(
    school: School, harm: str, tmp_path: Path
) -> None:
    copy = school.taken()
    content = bytearray(copy.read_bytes())
    if harm == "flipped":
        content[len(content) // 2] ^= 4
    copy.write_bytes(content if harm == "flipped" else content[: len(content) // (2 if harm == "cut" else 1)])
    if harm == "half":
        copy.write_bytes(bytes(content[: len(content) // 2 // 4096 * 4096]))
    if harm == "no register":
        copy.write_bytes(b"SQLite format 3\0" + bytes(4080))
    if harm == "no keys":
        ring_path(copy).unlink()
    if harm == "other keys":
        (tmp_path / "other").mkdir()
        other = begun(tmp_path / "other")
        shutil.copy(ring_path(other.place), ring_path(copy))
    before = school.digests()
    keeper = school.keeper()
    with pytest.raises((RegisterUnavailable, WrongPassword)) as caught:
        keeper.prepare_restore(copy, str(school.place), school.head, PASSWORD, NEVER, STILL)
    reasons = {"no keys": "keys_missing", "other keys": "other_register"}
    assert getattr(caught.value, "reason", "") == reasons.get(harm, "copy_damaged")
    assert school.digests() == before
    assert not school.place.with_name("school.register.restoring").exists()
    school.acts()


def test_b3_a_wrong_password_or_somebody_who_may_not_touches_nothing(school: School) -> None:
    copy = school.taken()
    before = school.digests()
    keeper = school.keeper()
    with pytest.raises(WrongPassword):
        keeper.prepare_restore(copy, str(school.place), school.head, "wrong kettle lantern", NEVER, STILL)
    with school.open() as signed_in:
        person = signed_in.write(add_person, NewPerson("Mr Ieuan Bowen", PersonKind.STAFF, True)).row
        from ewloe_desktop.services.keys import enrol_key

        signed_in.write(enrol_key, person.id, person.seen, PASSWORD)
        newer = Path(signed_in.copy_now())
    with pytest.raises(RuleBroken):
        keeper.prepare_restore(newer, str(school.folder / "new.register"), person.id, PASSWORD, NEVER, STILL)
    assert not (school.folder / "new.register").exists()
    assert before["school.register"] != school.digests()["school.register"]


def test_b4_a_copy_of_a_newer_program_is_refused_and_says_so(school: School) -> None:
    copy = school.taken()
    opened = unlock(FileRing(ring_path(copy)), school.head, PASSWORD, school.clock.now())
    register = Register.open(copy, opened.data_key, clock=school.clock)
    with register.raw() as raw:
        raw.execute("UPDATE alembic_version SET version_num = '9999'")
    register.close()
    before = school.digests()
    keeper = school.keeper()
    with pytest.raises(RegisterUnavailable) as caught:
        keeper.prepare_restore(copy, str(school.place), school.head, PASSWORD, NEVER, STILL)
    assert caught.value.reason == "newer"
    assert "newer version" in wording.error(caught.value).what
    assert school.digests() == before


# ---- moving, thinning, testing


@pytest.mark.postgres
def test_b8_a_register_moves_to_a_server_and_back_with_every_act_and_the_same_newest_one(
    school: School, pg_url: str
) -> None:
    school.add("Ms Siân Ŵyn-Ellis")
    opened = unlock(FileRing(ring_path(school.place)), school.head, PASSWORD, school.clock.now())
    source = Register.open(school.place, opened.data_key, clock=school.clock)
    head = transfer.head_of(source)
    there = transfer.transfer(source, pg_url, opened, PASSWORD)
    assert transfer.head_of(there) == head
    again = unlock(there.ring, school.head, PASSWORD, school.clock.now())
    back = transfer.transfer(there, str(school.folder / "back.register"), again, PASSWORD)
    assert transfer.head_of(back) == head
    for register in (source, there, back):
        assert check_register(register).whole
        register.changed = False
        register.close()
    assert ring_path(school.folder / "back.register").read_bytes() == ring_path(school.place).read_bytes()
    kept_as = transfer.set_aside(school.place, "20261123-100000")
    assert kept_as.exists()
    assert not school.place.exists()


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
