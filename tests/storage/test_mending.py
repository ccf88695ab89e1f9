"""What a crash leaves between the key ring and the register is put right at the next opening, on both databases."""

import pytest

from ewloe_desktop.domain.errors import WrongPassword
from ewloe_desktop.storage import vault
from ewloe_desktop.storage.acts import declare
from ewloe_desktop.storage.check import check_register
from ewloe_desktop.storage.engine import Register
from ewloe_desktop.storage.key_ring import RingData
from ewloe_desktop.storage.people import Person, SigningKey
from ewloe_desktop.storage.vault import KdfSettings
from tests.conftest import FixedClock
from tests.storage.samples import CHAIR, HEAD, PASSWORD, begin

LIGHT = KdfSettings.light()


def reopened(register: Register, data_key: bytes, clock: FixedClock) -> Register:
    register.close()
    return Register.open(register.place, data_key, clock=clock)


def test_an_entry_whose_key_was_never_recorded_goes(register: Register, data_key: bytes, clock: FixedClock) -> None:
    begin(register)
    before = register.ring.read()
    vault.add_entry(register.ring, vault.new_person_entry(register.id, "c" * 20, "Nobody", PASSWORD, data_key, LIGHT))
    assert [f.record for f in check_register(register).findings] == ["the key file: Nobody"]
    again = reopened(register, data_key, clock)
    assert again.ring.read() == before
    assert check_register(again).whole
    again.close()


def test_an_entry_whose_key_was_ended_goes(register: Register, data_key: bytes, clock: FixedClock) -> None:
    sample = begin(register)
    with register.unit(HEAD) as session:
        key = session.get_one(SigningKey, sample.chair.key_id)
        key.status, key.wrapped, key.wrapped_recovery = "ended", None, None
        declare(session, "person_left", {}, signer=sample.head)
    again = reopened(register, data_key, clock)
    assert [e.person_id for e in again.ring.read().entries] == [HEAD.person_id]
    assert check_register(again).whole
    again.close()


@pytest.mark.parametrize("recorded", [True, False])
def test_a_password_change_cut_short_ends_as_the_register_says(
    register: Register, data_key: bytes, clock: FixedClock, recorded: bool
) -> None:
    sample = begin(register)
    new = "mild quarry otter lamp"
    _, entry = vault.change_password(register.ring, CHAIR.person_id, PASSWORD, new, clock.now(), LIGHT)
    vault.add_entry(register.ring, entry)
    if recorded:
        with register.unit(CHAIR) as session:
            key = session.get_one(SigningKey, sample.chair.key_id)
            key.kdf, key.kdf_salt = entry.kdf_json, entry.salt
            declare(session, "password_changed", {})
    assert check_register(register).whole
    again = reopened(register, data_key, clock)
    right, wrong = (new, PASSWORD) if recorded else (PASSWORD, new)
    assert vault.unlock(again.ring, CHAIR.person_id, right, clock.now()).data_key == data_key
    with pytest.raises(WrongPassword):
        vault.unlock(again.ring, CHAIR.person_id, wrong, clock.now())
    assert check_register(again).whole
    again.close()


def test_a_tile_shows_the_name_that_the_register_knows(register: Register, data_key: bytes, clock: FixedClock) -> None:
    begin(register)
    with register.unit(HEAD) as session:
        session.get_one(Person, CHAIR.person_id).name = "Mr Ieuan Bowen-Pugh"
        declare(session, "person_changed", {})
    again = reopened(register, data_key, clock)
    assert "Mr Ieuan Bowen-Pugh" in {t.name for t in vault.tiles(again.ring, clock.now())}
    again.close()


def test_a_lock_that_the_register_does_not_know_is_found_and_not_mended(
    register: Register, data_key: bytes, clock: FixedClock
) -> None:
    begin(register)
    other = vault.new_person_entry(register.id, CHAIR.person_id, CHAIR.name, "another six words", data_key, LIGHT)
    data = register.ring.read()
    register.ring.write(data.having(other.entry))
    again = reopened(register, data_key, clock)
    assert [f.record for f in check_register(again).findings] == [f"the key file: {CHAIR.name}"]
    again.ring.write(RingData("6" * 20, data.entries))
    assert [f.found for f in check_register(again).findings] == [f"register {'6' * 20}"]
    again.close()
