"""The highest act this PC has seen, kept apart from the register."""

from pathlib import Path

import pytest
from sqlalchemy import select

from ewloe_desktop.storage.acts import declare
from ewloe_desktop.storage.check import check_register
from ewloe_desktop.storage.engine import Register
from ewloe_desktop.storage.highwater import HighWater, Marks
from ewloe_desktop.storage.journal import Event
from ewloe_desktop.storage.people import Person
from tests.storage.samples import HEAD, begin


def test_the_newest_act_is_remembered_and_never_an_older_one(register: Register, tmp_path: Path) -> None:
    marks = Marks(tmp_path / "state", register.id)
    assert marks.read() is None
    with register.reading() as session:
        assert marks.remember(session) is None
    begin(register)
    with register.reading() as session:
        seen = marks.remember(session)
        head = session.scalars(select(Event).order_by(Event.seq.desc())).first()
    assert head is not None
    assert seen == marks.read() == HighWater(3, head.hash, head.at)
    Marks(tmp_path / "state", register.id)._write(HighWater(9, b"x" * 32, "later"))
    with register.reading() as session:
        marks.remember(session)
    assert marks.read() == HighWater(9, b"x" * 32, "later")


def test_a_check_says_whether_it_compared_with_an_earlier_mark(register: Register, tmp_path: Path) -> None:
    begin(register)
    marks = Marks(tmp_path, register.id)
    assert not check_register(register, earlier=marks.read()).compared
    with register.reading() as session:
        marks.remember(session)
    with register.unit(HEAD) as session:
        session.add(Person(name="x", folded="x", kind="staff"))
        declare(session, "person_added", {})
    result = check_register(register, earlier=marks.read())
    assert result.whole
    assert result.compared
    changed = check_register(register, earlier=HighWater(3, b"x" * 32))
    assert [f.record for f in changed.findings] == ["act 3"]
    behind = check_register(register, earlier=HighWater(6, b"x" * 32))
    assert [(f.record, f.found) for f in behind.findings] == [("acts 5 to 6", "missing")]


@pytest.mark.parametrize("content", [b"", b"null", b"{", b"[" * 9000, b'{"form":"ewloe/mark/1","act":"x","hash":"zz"}'])
def test_a_note_that_cannot_be_read_is_no_note(tmp_path: Path, content: bytes) -> None:
    marks = Marks(tmp_path, "5" * 20)
    marks.path.write_bytes(content)
    assert marks.read() is None


def test_an_id_never_leads_out_of_the_folder(tmp_path: Path) -> None:
    for hostile in ("../../etc/passwd", "a/b", "", "x" * 500, "a\0b"):
        assert Marks(tmp_path, hostile).path.parent == tmp_path
