"""What the keeper tells about the register itself: read only and why, the last check, the newest copy, the sheet."""

import json
from pathlib import Path

import pytest

from ewloe_desktop.app.keeper import RegisterKeeper
from ewloe_desktop.domain.errors import FieldsRefused, RegisterUnavailable, RuleBroken
from ewloe_desktop.domain.people import PersonKind
from ewloe_desktop.services.people import NewPerson, add_person, list_people
from ewloe_desktop.services.photo_matrix import count_photos
from ewloe_desktop.services.reviews import what_needs
from ewloe_desktop.services.sheets import recovery_sheet
from ewloe_desktop.storage.key_ring import ring_path
from tests.app.conftest import PASSWORD, Begun
from tests.faults.amounts import trials

on_file = pytest.mark.parametrize("place", ["file"], indirect=True)
NEW = NewPerson("Mr Ieuan Bowen", PersonKind.GOVERNOR, paid=False)


def never(_done: int, _of: int) -> None:
    """Hears how far a check is."""


def test_the_end_of_a_check_is_told_and_outlives_the_program(begun: Begun) -> None:
    assert begun.keeper.read(what_needs).checked_at == ""
    begun.keeper.check(never, lambda: False)
    at = begun.clock.now().isoformat(timespec="seconds")
    assert begun.keeper.read(what_needs).checked_at == at
    begun.keeper.lock()
    keeper = begun.again()
    keeper.sign_in(begun.started.head_id, PASSWORD)
    assert keeper.read(what_needs).checked_at == at
    keeper.close()


@on_file
def test_the_newest_copy_is_told_once_it_is_made(begun: Begun) -> None:
    assert begun.keeper.read(what_needs).copied_at == ""
    begun.keeper.lock()
    begun.keeper.sign_in(begun.started.head_id, PASSWORD)
    assert begun.keeper.read(what_needs).copied_at == begun.clock.now().replace(microsecond=0).isoformat()


def test_a_note_of_the_check_that_is_damaged_tells_nothing(begun: Begun) -> None:
    begun.keeper.check(never, lambda: False)
    (note,) = begun.state.glob("*.checked.json")
    for damaged in ("", "[]", '{"form": "ewloe/checked/1", "checked_at": "soon", "check_found": 0}'):
        note.write_text(damaged)
        begun.keeper.lock()
        begun.keeper.sign_in(begun.started.head_id, PASSWORD)
        assert begun.keeper.read(what_needs).checked_at == ""


@on_file
def test_the_recovery_sheet_opens_everything_for_reading_and_nothing_else(begun: Begun) -> None:
    begun.keeper.lock()
    keeper = begun.again()
    told = keeper.open_with_sheet(" ".join(begun.started.recovery_groups).lower())
    assert (told.why_read_only, told.read_only, told.offices) == ("sheet", True, ())
    assert told.name == "School’s recovery sheet"
    assert len(keeper.read(list_people)) == 1
    assert keeper.read(count_photos) is not None
    assert keeper.read(recovery_sheet, begun.started.recovery_groups).content.startswith(b"%PDF")
    assert keeper.check(never, lambda: False).whole
    with pytest.raises(RuleBroken) as caught:
        keeper.write(add_person, NEW)
    assert caught.value.rule == "sheet_reads"
    keeper.close()


@on_file
def test_the_recovery_sheet_opens_a_register_whose_key_file_is_lost(begun: Begun) -> None:
    begun.keeper.lock()
    ring_path(Path(begun.keeper.place)).unlink()
    keeper = begun.again()
    assert keeper.exists()
    assert keeper.open_with_sheet("".join(begun.started.recovery_groups)).why_read_only == "sheet"
    keeper.close()


@on_file
def test_wrong_groups_are_told_apart(begun: Begun, tmp_path: Path) -> None:
    from ewloe_desktop.storage.passwords import recovery_words

    begun.keeper.lock()
    groups = list(begun.started.recovery_groups)
    swapped = [groups[1], groups[0], *groups[2:]]
    foreign = recovery_words(bytes(range(32)), "ab" * 16).split("-")
    for typed, problem in ((groups[:-1], "groups_count"), (swapped, "groups_slip"), (foreign, "groups_other")):
        with pytest.raises(FieldsRefused) as refused:
            begun.again().open_with_sheet(" ".join(typed))
        assert refused.value.problems[0].problem == problem
    ring_path(Path(begun.keeper.place)).unlink()
    with pytest.raises(FieldsRefused) as refused:
        begun.again().open_with_sheet(" ".join(foreign))
    assert refused.value.problems[0].problem == "groups_other"


@on_file
def test_a_page_damaged_far_from_the_newest_acts_is_found_after_the_sign_in(begun: Begun) -> None:
    for number in range(trials(20, 40)):
        begun.keeper.write(add_person, NewPerson(f"Person {number}", PersonKind.STAFF, paid=True))
    begun.keeper.close()
    keeper = begun.again()
    file = Path(keeper.place)
    sound, found = file.read_bytes(), 0
    for page in range(2, len(sound) // 4096, trials(6, 1)):
        at = page * 4096 + 100
        file.write_bytes(sound[:at] + bytes([sound[at] ^ 1]) + sound[at + 1 :])
        try:
            told = keeper.sign_in(begun.started.head_id, PASSWORD)
        except RegisterUnavailable as error:
            assert error.reason == "damaged"
            assert str(error.facts["copy"]).endswith(".register")
            continue
        if told.why_read_only == "":
            later = keeper.look_at_file()
            assert (later.why_read_only, later.newest_copy.endswith(".register")) == ("changed", True)
            with pytest.raises(RegisterUnavailable):
                keeper.write(add_person, NEW)
            found += 1
        keeper.lock()
    assert found
    file.write_bytes(sound)


def test_a_whole_check_that_finds_something_stops_all_recording(begun: Begun) -> None:
    from sqlalchemy import text

    register = begun.keeper._opened()[0]
    with register.engine.begin() as connection:
        connection.execute(text("UPDATE person SET name = 'Mr Somebody Else'"))
    assert not begun.keeper.check(never, lambda: False).whole
    assert begun.keeper.signed_in().why_read_only == "changed"
    with pytest.raises(RegisterUnavailable):
        begun.keeper.write(add_person, NEW)
    (note,) = begun.state.glob("*.checked.json")
    assert json.loads(note.read_text())["check_found"] > 0
    assert begun.keeper.read(what_needs).check_found > 0


def test_tiles_stand_by_surname(begun: Begun) -> None:
    from ewloe_desktop.services.keys import enrol_key

    for name in ("Dr Zoe Abel", "Ms Siân Ŵyn-Ellis", "Ann Morris"):
        row = begun.keeper.write(add_person, NewPerson(name, PersonKind.STAFF, paid=True)).row
        begun.keeper.write(enrol_key, row.id, row.seen, "umber kettle window")
    assert [t.name.split()[-1] for t in begun.keeper.tiles()] == ["Abel", "Morris", "Ŵyn-Ellis", "Ŵyn-Pugh"]


def test_a_keeper_with_nothing_open_is_locked(tmp_path: Path) -> None:
    with pytest.raises(RegisterUnavailable):
        RegisterKeeper("", tmp_path).signed_in()
