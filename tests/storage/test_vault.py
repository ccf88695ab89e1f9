"""Passwords open what they should, slowly after wrong tries, and nobody is locked out for ever."""

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from ewloe_desktop.domain.errors import PasswordTooWeak, RegisterUnavailable, WrongPassword
from ewloe_desktop.storage import vault
from ewloe_desktop.storage.key_ring import FileRing, Lock, RingData, ring_path
from ewloe_desktop.storage.vault import KdfSettings
from tests.conftest import FixedClock

LIGHT = KdfSettings.light()
PUGH, BOWEN = "a" * 20, "b" * 20
WORDS = "lantern otter quarry mild"
KEY = bytes(range(32))


@pytest.fixture
def ring(tmp_path: Path) -> FileRing:
    made = FileRing(ring_path(tmp_path / "school.register"))
    made.write(RingData("5" * 20))
    enrol(made, PUGH, "Mrs Marged Pugh", WORDS)
    return made


def enrol(ring: FileRing, person: str, name: str, password: str) -> None:
    vault.add_entry(ring, vault.new_person_entry(ring.read().register_id, person, name, password, KEY, LIGHT))


def fail(ring: FileRing, clock: FixedClock) -> int:
    with pytest.raises(WrongPassword) as caught:
        vault.unlock(ring, PUGH, "not this one at all", clock.now())
    return caught.value.wait_seconds


def test_the_right_password_opens_the_data_key(ring: FileRing, clock: FixedClock) -> None:
    opened = vault.unlock(ring, PUGH, WORDS, clock.now())
    assert opened.data_key == KEY
    assert opened.wrap_key not in (KEY, bytes(32))
    assert WORDS not in repr(opened)
    assert KEY.hex() not in repr(opened)


def test_letters_typed_in_another_form_are_the_same_password(ring: FileRing, clock: FixedClock) -> None:
    enrol(ring, BOWEN, "Mr Ieuan Bowen", "tŷ gwyn uchel")
    assert vault.unlock(ring, BOWEN, "ty\u0302 gwyn uchel", clock.now()).data_key == KEY


def test_a_wrong_password_and_nobody_we_know_say_the_same(ring: FileRing, clock: FixedClock) -> None:
    for person in (PUGH, "nobody"):
        with pytest.raises(WrongPassword) as caught:
            vault.unlock(ring, person, "not this one at all", clock.now())
        assert caught.value.wait_seconds == 0


def test_tries_one_to_five_are_free_then_each_waits_longer_up_to_a_quarter_of_an_hour(
    ring: FileRing, clock: FixedClock
) -> None:
    waits = []
    for _ in range(13):
        waits.append(fail(ring, clock))
        clock.advance(seconds=waits[-1])
    assert waits == [0, 0, 0, 0, 15, 30, 60, 120, 240, 480, 900, 900, 900]


def test_success_clears_the_tries_and_tells_how_many_there_were(ring: FileRing, clock: FixedClock) -> None:
    for _ in range(3):
        fail(ring, clock)
    assert vault.unlock(ring, PUGH, WORDS, clock.now()).tries_before == 3
    assert vault.unlock(ring, PUGH, WORDS, clock.now()).tries_before == 0


def test_a_day_later_everything_is_forgotten(ring: FileRing, clock: FixedClock) -> None:
    for _ in range(5):
        fail(ring, clock)
    clock.advance(hours=24)
    assert vault.tiles(ring, clock.now())[0].wait_seconds == 0
    assert vault.tiles(ring, clock.now())[0].tries == 0


def test_a_clock_put_back_never_makes_the_wait_longer(ring: FileRing, clock: FixedClock) -> None:
    for _ in range(5):
        fail(ring, clock)
    clock.advance(days=-3650)
    assert vault.tiles(ring, clock.now())[0].wait_seconds == 15


def test_tiles_stand_by_name(ring: FileRing, clock: FixedClock) -> None:
    enrol(ring, BOWEN, "Mr Ieuan Bowen", WORDS)
    assert [t.name for t in vault.tiles(ring, clock.now())] == ["Mr Ieuan Bowen", "Mrs Marged Pugh"]


def test_a_lock_belongs_to_its_person_and_its_register(ring: FileRing, clock: FixedClock) -> None:
    enrol(ring, BOWEN, "Mr Ieuan Bowen", "otter quarry mild lantern")
    data = ring.read()
    pugh, bowen = data.entry(PUGH), data.entry(BOWEN)
    assert pugh is not None
    assert bowen is not None
    ring.write(data.having(replace(bowen, lock=pugh.lock)))
    with pytest.raises(WrongPassword):
        vault.unlock(ring, BOWEN, WORDS, clock.now())
    ring.write(replace(data, register_id="6" * 20))
    with pytest.raises(WrongPassword):
        vault.unlock(ring, PUGH, WORDS, clock.now())


def test_a_changed_password_counts_at_once_and_the_old_one_until_the_new_one_is_recorded(
    ring: FileRing, clock: FixedClock
) -> None:
    opened, new = vault.change_password(ring, PUGH, WORDS, "mild quarry otter lamp", clock.now(), LIGHT)
    assert opened.data_key == KEY
    assert vault.unlock(ring, PUGH, WORDS, clock.now()).lock == opened.lock
    vault.add_entry(ring, new)
    assert vault.unlock(ring, PUGH, "mild quarry otter lamp", clock.now()).wrap_key == new.wrap_key
    assert vault.unlock(ring, PUGH, WORDS, clock.now()).wrap_key == opened.wrap_key
    vault.forget_before(ring, PUGH)
    with pytest.raises(WrongPassword):
        vault.unlock(ring, PUGH, WORDS, clock.now())


def test_a_weak_new_password_changes_nothing(ring: FileRing, clock: FixedClock) -> None:
    before = ring.read()
    with pytest.raises(PasswordTooWeak):
        vault.change_password(ring, PUGH, WORDS, "short", clock.now(), LIGHT)
    assert ring.read() == before


def test_somebody_taken_out_is_nobody(ring: FileRing, clock: FixedClock) -> None:
    vault.remove_entry(ring, PUGH)
    with pytest.raises(WrongPassword):
        vault.unlock(ring, PUGH, WORDS, clock.now())


@pytest.mark.parametrize(
    "kdf",
    [
        "",
        "{}",
        "[]",
        "[" * 900,
        '{"memory_kib":1e99,"passes":1,"lanes":1}',
        '{"memory_kib":99999999,"passes":1,"lanes":1}',
        '{"memory_kib":8,"passes":1000000,"lanes":1}',
        '{"memory_kib":8,"passes":1,"lanes":0}',
    ],
)
def test_settings_no_pc_could_work_with_are_refused_before_any_work(
    ring: FileRing, clock: FixedClock, kdf: str
) -> None:
    entry = ring.read().entries[0]
    ring.write(ring.read().having(replace(entry, lock=Lock(kdf, entry.lock.salt, entry.lock.wrapped))))
    with pytest.raises(RegisterUnavailable) as caught:
        vault.unlock(ring, PUGH, WORDS, clock.now())
    assert caught.value.reason == "damaged"


def test_a_sealed_key_opens_only_with_its_secret_and_in_its_place() -> None:
    sealed = vault.wrap(KEY, bytes(32), "here")
    assert vault.unwrap(sealed, bytes(32), "here") == KEY
    for broken, secret, context in (
        (sealed, b"x" * 32, "here"),
        (sealed, bytes(32), "there"),
        (sealed[:-1], bytes(32), "here"),
    ):
        with pytest.raises(WrongPassword):
            vault.unwrap(broken, secret, context)
    with pytest.raises(WrongPassword):
        vault.unwrap(b"", bytes(32), "here")


def test_a_recovery_code_counts_however_it_is_typed() -> None:
    code = vault.person_recovery_code()
    secret = vault.recovery_secret(code, b"s" * 16)
    typed = code.lower().replace("-", " ").replace("o", "0").replace("i", "1").replace("b", "8")
    assert vault.recovery_secret(typed, b"s" * 16) == secret
    assert vault.recovery_secret(code, b"t" * 16) != secret


def test_tiles_come_without_the_database_layer(ring: FileRing) -> None:
    program = (
        "import sys; from datetime import UTC, datetime; from pathlib import Path\n"
        "from ewloe_desktop.storage.vault import FileRing, tiles\n"
        "print(tiles(FileRing(Path(sys.argv[1])), datetime.now(UTC))[0].name)\n"
        "print({'sqlalchemy', 'alembic', 'sqlcipher3', 'psycopg'} & set(sys.modules))"
    )
    told = subprocess.run([sys.executable, "-c", program, str(ring.path)], capture_output=True, text=True, check=True)
    assert told.stdout.split("\n")[:2] == ["Mrs Marged Pugh", "set()"]
