"""The key file: whole or as it was, refused when it is hostile, one writer at a time."""

import json
import os
import threading
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ewloe_desktop.domain.errors import RegisterUnavailable
from ewloe_desktop.storage.engine import Register
from ewloe_desktop.storage.key_ring import (
    MOST_BYTES,
    FileRing,
    Lock,
    RingData,
    RingEntry,
    format_ring,
    parse_ring,
    ring_path,
)

ENTRY = RingEntry("a" * 20, "Ms Siân Ŵyn-Ellis", Lock("{}", b"s" * 16, b"w" * 60), None, 2, "2026-11-23T10:00:00+00:00")


@pytest.fixture
def ring(tmp_path: Path) -> FileRing:
    made = FileRing(ring_path(tmp_path / "school.register"))
    made.write(RingData("5" * 20, (ENTRY,)))
    return made


def test_it_stands_beside_its_register(tmp_path: Path) -> None:
    assert ring_path(tmp_path / "school.register") == tmp_path / "school.register.keys"


def test_what_is_kept_is_read_again_on_both_databases(register: Register) -> None:
    changed = RingEntry("b" * 20, "Mr Ieuan Bowen", ENTRY.lock, Lock("x", b"y", b"z"))
    data = RingData(register.id, (ENTRY, changed))
    register.ring.write(data)
    assert register.ring.read() == data
    assert register.ring.update(lambda now: now.without("a" * 20)) == RingData(register.id, (changed,))
    assert register.ring.read() == RingData(register.id, (changed,))


def test_a_missing_key_file_says_so(tmp_path: Path) -> None:
    with pytest.raises(RegisterUnavailable) as caught:
        FileRing(tmp_path / "none.keys").read()
    assert caught.value.reason == "keys_missing"


GOOD = json.loads(format_ring(RingData("5" * 20, (ENTRY,))))
HOSTILE = [
    b"",
    b"null",
    b"[]",
    b"{",
    b"\xff\xfe\x00",
    b"[" * 100_000,
    b"1" * 100_000,
    json.dumps(GOOD | {"form": "other"}).encode(),
    json.dumps(GOOD | {"people": {}, "register": 5}).encode(),
    json.dumps(GOOD | {"people": GOOD["people"] * 2}).encode(),
    *(
        json.dumps(GOOD | {"people": [GOOD["people"][0] | wrong]}).encode()
        for wrong in (
            {"tries": -1},
            {"tries": True},
            {"tries": 1e9},
            {"name": None},
            {"name": "x" * 5000},
            {"name": "\ud800"},
            {"lock": []},
            {"lock": {"kdf": "", "salt": "!", "wrapped": ""}},
            {"before": 1},
        )
    ),
]


@pytest.mark.parametrize("content", HOSTILE)
def test_a_hostile_key_file_is_damaged_and_nothing_worse(ring: FileRing, content: bytes) -> None:
    ring.path.write_bytes(content)
    with pytest.raises(RegisterUnavailable) as caught:
        ring.read()
    assert caught.value.reason == "damaged"


def test_a_huge_key_file_is_not_read_to_its_end(ring: FileRing) -> None:
    with ring.path.open("r+b") as file:
        file.truncate(MOST_BYTES * 1000)
    with pytest.raises(RegisterUnavailable) as caught:
        ring.read()
    assert caught.value.reason == "damaged"


@given(st.binary(max_size=200))
def test_no_bytes_make_reading_crash(raw: bytes) -> None:
    with pytest.raises((ValueError, KeyError, TypeError, AttributeError)):
        parse_ring(raw)


def test_a_change_that_fails_leaves_the_file_as_it_was(ring: FileRing) -> None:
    def change(data: RingData) -> RingData:
        raise LookupError

    with pytest.raises(LookupError):
        ring.update(change)
    assert ring.read().entries == (ENTRY,)
    assert [p.name for p in ring.path.parent.iterdir()] == ["school.register.keys"]


def test_what_a_crash_left_half_written_does_not_stop_the_next_writer(ring: FileRing) -> None:
    part = ring.path.with_name(ring.path.name + ".part")
    part.write_bytes(b"half")
    os.utime(part, (0, 0))
    ring.write(RingData("6" * 20))
    assert ring.read().register_id == "6" * 20
    assert not part.exists()


def test_a_writer_who_was_overtaken_does_not_rename_what_is_not_theirs(ring: FileRing) -> None:
    """A stick that hangs: another program waited, took the lock, and has written half of its own file."""
    part = ring.path.with_name(ring.path.name + ".part")
    before = ring.read()

    def overtaken(data: RingData) -> RingData:
        part.unlink()
        part.write_bytes(b"{half")
        return data.without(ENTRY.person_id)

    with pytest.raises(RegisterUnavailable):
        ring.update(overtaken)
    assert ring.read() == before


def test_two_writers_lose_nothing_of_each_other(ring: FileRing) -> None:
    def count() -> None:
        other = FileRing(ring.path)
        for _ in range(20):
            other.update(lambda data: data.having(_once_more(data.entries[0])))

    threads = [threading.Thread(target=count) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert ring.read().entries[0].tries == 2 + 60


def _once_more(entry: RingEntry) -> RingEntry:
    return RingEntry(entry.person_id, entry.name, entry.lock, entry.before, entry.tries + 1, entry.last_try)
