"""Copies that are put back: old, damaged, another school's, of another program; and a register that moves."""

import shutil
from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from ewloe_desktop.app.keeper import RegisterKeeper
from ewloe_desktop.domain.errors import RegisterUnavailable, RuleBroken, WrongPassword
from ewloe_desktop.domain.people import Office, PersonKind
from ewloe_desktop.services import disposal
from ewloe_desktop.services.doubts import RevokeAnswer, revoke_key
from ewloe_desktop.services.keys import enrol_key
from ewloe_desktop.services.offices import end_office, grant_office, person_leaves
from ewloe_desktop.services.people import GrantAnswer, NewPerson, add_person, show_person
from ewloe_desktop.services.school import FirstStart
from ewloe_desktop.storage import backup, transfer
from ewloe_desktop.storage.check import check_register
from ewloe_desktop.storage.engine import Register
from ewloe_desktop.storage.key_ring import FileRing, ring_path
from ewloe_desktop.storage.vault import KdfSettings, unlock
from ewloe_desktop.ui import wording
from tests.conftest import MONDAY, FixedClock
from tests.faults.figures import Figures
from tests.faults.kills import HEAD, NEVER, PASSWORD
from tests.faults.schools import STILL, School, begun, register_of

OLDER = Path(__file__).parent / "older"  # a register of each released schema, for ever


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> School:
    """A school made once."""
    return begun(tmp_path_factory.mktemp("made"))


@pytest.fixture
def school(made: School, tmp_path: Path) -> School:
    """A school of this test's own."""
    shutil.copytree(made.folder, tmp_path / "school")
    return School(tmp_path / "school", made.head, FixedClock(MONDAY))


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


def test_b1_a_copy_of_every_released_schema_and_of_the_one_before_is_put_back_from_a_copy(
    school: School, tmp_path: Path, figures: Figures
) -> None:
    fixtures = sorted(OLDER.glob("*/school.register"))
    assert fixtures
    for source in (*fixtures, _of_the_schema_before(school)):
        before = source.read_bytes()
        place = tmp_path / source.parent.name / "school.register"
        place.parent.mkdir()
        keeper = school.keeper("", state=source.parent.name)
        tile = next(t for t in keeper.copy_tiles(source))
        plan = keeper.prepare_restore(source, str(place), tile.person_id, PASSWORD, NEVER, STILL)
        assert plan.there == "nothing"
        done = keeper.restore()
        assert (done.kept, done.act) == (None, plan.acts + 1)
        assert source.read_bytes() == before
        assert not keeper.sign_in(tile.person_id, PASSWORD).read_only
        assert keeper.check(NEVER, STILL).whole
        keeper._opened()[0].changed = False
        keeper.close()
    figures("B1", schemas=len(fixtures) + 1, put_back=len(fixtures) + 1)


def _of_the_schema_before(school: School) -> Path:
    """A copy as the program made it before copies were recorded."""
    copy = school.taken()
    opened = unlock(FileRing(ring_path(copy)), school.head, PASSWORD, school.clock.now())
    register = Register.open(copy, opened.data_key, clock=school.clock)
    with register.raw() as raw:
        raw.execute("DROP TABLE copy_record")
        raw.execute("UPDATE alembic_version SET version_num = '0007'")
    register.close()
    return copy


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
        signed_in.write(enrol_key, person.id, person.seen, PASSWORD)
        newer = Path(signed_in.copy_now())
    with pytest.raises(RuleBroken):
        keeper.prepare_restore(newer, str(school.folder / "new.register"), person.id, PASSWORD, NEVER, STILL)
    assert not (school.folder / "new.register").exists()
    assert before["school.register"] != school.digests()["school.register"]


def test_b3_nobody_gets_an_office_or_a_key_back_that_has_ended_since_the_copy(school: School) -> None:
    with school.open() as keeper:
        chair = keeper.write(add_person, NewPerson("Mrs Eluned Parri", PersonKind.GOVERNOR, False)).row
        keeper.write(enrol_key, chair.id, chair.seen, PASSWORD)
        keeper.write(grant_office, GrantAnswer(chair.id, Office.CHAIR, date(2025, 9, 1), None, "5.1", PASSWORD))
    copy = school.taken()
    keeper = school.keeper()
    keeper.sign_in(chair.id, PASSWORD)
    (term,) = keeper.read(show_person, school.head).terms
    keeper.write(end_office, term.id, term.seen, school.clock.today() - timedelta(days=1), PASSWORD)
    key = keeper.read(show_person, chair.id).key
    assert key is not None
    keeper.write(revoke_key, key.id, key.seen, RevokeAnswer(1, "Somebody knew it.", PASSWORD))
    keeper.close()
    before = school.digests()
    for person, rule in ((school.head, "may_not"), (chair.id, "key_ended")):
        with pytest.raises(RuleBroken) as refused:
            keeper.prepare_restore(copy, str(school.place), person, PASSWORD, NEVER, STILL)
        assert refused.value.rule == rule
    assert school.digests() == before


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


@pytest.mark.postgres
def test_b8_a_register_begun_on_a_server_opens_in_a_file_for_whoever_moved_it(pg_url: str, tmp_path: Path) -> None:
    keeper = RegisterKeeper(pg_url, tmp_path / "state", clock=FixedClock(MONDAY), kdf=KdfSettings.light())
    head = keeper.begin(FirstStart("Ysgol Bryn Derw", HEAD, date(2024, 9, 1), PASSWORD, pg_url)).head_id
    other = keeper.write(add_person, NewPerson("Mr Ieuan Bowen", PersonKind.STAFF, True)).row
    keeper.write(enrol_key, other.id, other.seen, "harbour violet stone")
    register = keeper._opened()[0]
    opened = unlock(register.ring, head, PASSWORD, MONDAY)
    moved = transfer.transfer(register, str(tmp_path / "school.register"), opened, PASSWORD)
    moved.changed = False
    moved.close()
    keeper.close()
    here = RegisterKeeper(str(tmp_path / "school.register"), tmp_path / "state", clock=FixedClock(MONDAY))
    assert not here.sign_in(head, PASSWORD).read_only
    assert here.check(NEVER, STILL).whole
    here._opened()[0].changed = False
    with pytest.raises(RegisterUnavailable) as caught:
        here.sign_in(other.id, "harbour violet stone")
    assert caught.value.reason == "moved_here"
    here.close()
