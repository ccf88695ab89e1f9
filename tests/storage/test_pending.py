"""After a crash the next start says whether the last signature was recorded."""

from pathlib import Path

import pytest

from ewloe_desktop.storage.acts import declare
from ewloe_desktop.storage.engine import Register
from ewloe_desktop.storage.pending import PendingNote
from ewloe_desktop.storage.people import Person
from tests.storage.samples import HEAD

FACTS = {"what": "Trips in the hills", "who": "Ms Siân Ŵyn-Ellis"}


def test_a_ceremony_that_was_recorded_is_told_from_one_that_was_not(register: Register, tmp_path: Path) -> None:
    note = PendingNote(tmp_path / "state", register.id)
    pending = note.begin(FACTS)
    with register.reading() as session:
        unfinished = PendingNote(tmp_path / "state", register.id).unfinished(session)
    assert unfinished is not None
    assert (unfinished.act, unfinished.pending) == (None, pending)
    with register.unit(HEAD) as session:
        session.add(Person(name="x", folded="x", kind="staff"))
        declare(session, "person_added", {}, uuid=pending.uuid)
    with register.reading() as session:
        unfinished = note.unfinished(session)
    assert unfinished is not None
    assert unfinished.act is not None
    assert (unfinished.act.seq, dict(unfinished.pending.facts)) == (1, FACTS)


def test_once_the_receipt_was_shown_there_is_nothing_to_tell(register: Register, tmp_path: Path) -> None:
    note = PendingNote(tmp_path, register.id)
    note.begin(FACTS)
    note.done()
    note.done()
    with register.reading() as session:
        assert note.unfinished(session) is None


@pytest.mark.parametrize("content", [b"", b"null", b'{"facts":5}', b"[" * 70_000, b"\xff"])
def test_a_note_that_cannot_be_read_is_no_note(tmp_path: Path, content: bytes) -> None:
    note = PendingNote(tmp_path, "5" * 20)
    note.path.write_bytes(content)
    assert note.read() is None
