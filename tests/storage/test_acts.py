"""One unit, one act: named once, sealed whole, and nothing changes beside it."""

import json
import uuid

import pytest
from sqlalchemy import delete, insert, select, text, update
from sqlalchemy.orm import Session

from ewloe_desktop.domain.journal import GENESIS, Commitment, act_hash, mark, short_code
from ewloe_desktop.storage.acts import Act, declare, last_act, recorded
from ewloe_desktop.storage.check import check_register
from ewloe_desktop.storage.engine import Register
from ewloe_desktop.storage.journal import CommitmentRow, DraftForm, Event
from ewloe_desktop.storage.people import Person
from tests.conftest import FixedClock
from tests.storage.samples import HEAD, Sample, begin


@pytest.fixture
def sample(register: Register) -> Sample:
    return begin(register)


def person(name: str = "Ms Siân Ŵyn-Ellis") -> Person:
    return Person(name=name, folded=name.casefold(), kind="staff")


def add(register: Register, name: str = "Ms Siân Ŵyn-Ellis") -> tuple[str, Act]:
    with register.unit(HEAD) as session:
        row = person(name)
        session.add(row)
        act = declare(session, "person_added", {"name": name}, subject="somebody")
    return row.id, act


def events(register: Register) -> list[Event]:
    with register.reading() as session:
        return list(session.scalars(select(Event).order_by(Event.seq)))


def commitments(register: Register, act: int) -> list[CommitmentRow]:
    with register.reading() as session:
        return list(session.scalars(select(CommitmentRow).where(CommitmentRow.act == act)))


def test_an_act_is_chained_to_the_one_before_and_covers_its_rows(register: Register) -> None:
    add(register)
    _, act = add(register, "Mr Ieuan Bowen")
    first, second = events(register)
    assert (first.seq, second.seq, first.previous, second.previous) == (1, 2, GENESIS, first.hash)
    assert act.mark == second.mark == mark(first.hash, second.facts)
    assert act.code == short_code(second.mark)
    rows = [Commitment(c.row_table, c.row_key, c.change, c.digest) for c in commitments(register, 2)]
    assert second.hash == act_hash(first.hash, second.facts, rows)


def test_the_signed_facts_hold_who_what_when_and_where(register: Register, clock: FixedClock) -> None:
    _, act = add(register)
    [event] = events(register)
    assert json.loads(event.facts) == {
        "act": 1,
        "actor": HEAD.person_id,
        "at": "2026-11-23T10:00:00+00:00",
        "kind": "person_added",
        "name": "Ms Siân Ŵyn-Ellis",
        "register": register.id,
        "subject": "somebody",
        "uuid": act.uuid,
    }
    assert act.at == clock.now()


def test_each_change_of_a_row_gets_a_new_version_and_a_new_salt(register: Register) -> None:
    own, _ = add(register)
    seen = []
    for kind in ("governor", "staff"):
        with register.unit(HEAD) as session:
            row = session.get_one(Person, own)
            row.kind = kind
            session.flush()
            row.paid = 1 - row.paid
            declare(session, "person_changed", {})
        seen.append((row.version, row.salt))
    assert [version for version, _ in seen] == [2, 3]
    assert len({salt for _, salt in seen} | {b""}) == 3
    assert [len(commitments(register, act)) for act in (1, 2, 3)] == [1, 1, 1]


def test_a_removed_row_is_committed_as_gone_and_one_made_and_removed_leaves_nothing(register: Register) -> None:
    own, _ = add(register)
    with register.unit(HEAD) as session:
        brief = person("Brief")
        session.add(brief)
        session.flush()
        session.delete(brief)
        session.delete(session.get_one(Person, own))
        declare(session, "person_removed", {})
    [told] = commitments(register, 2)
    assert (told.row_key, told.change, told.digest) == (own, "gone", bytes(32))
    assert [f for f in check_register(register).findings if "person" in f.record.casefold()] == []


def test_rows_changed_without_an_act_are_not_kept(register: Register) -> None:
    with pytest.raises(RuntimeError, match="no act"), register.unit(HEAD) as session:
        session.add(person())
    assert events(register) == []
    with register.reading() as session:
        assert session.scalars(select(Person)).all() == []


def test_an_act_without_a_change_is_not_kept(register: Register) -> None:
    with pytest.raises(RuntimeError, match="nothing changed"), register.unit(HEAD) as session:
        declare(session, "person_changed", {})
    assert events(register) == []


def test_a_row_set_to_what_it_was_is_no_change(register: Register) -> None:
    own, _ = add(register)
    with pytest.raises(RuntimeError, match="nothing changed"), register.unit(HEAD) as session:
        session.get_one(Person, own).kind = "staff"
        declare(session, "person_changed", {})


def test_a_unit_that_changes_nothing_and_names_nothing_is_no_act(register: Register) -> None:
    with register.unit(HEAD) as session:
        session.add(DraftForm(person_id=HEAD.person_id, place="policies", content="{}", at="now"))
    assert events(register) == []


def test_an_act_is_named_once(register: Register) -> None:
    with pytest.raises(RuntimeError, match="already"), register.unit(HEAD) as session:
        session.add(person())
        declare(session, "person_added", {})
        declare(session, "person_added", {})


def test_facts_cannot_take_the_place_of_the_acts_own(register: Register) -> None:
    with pytest.raises(RuntimeError, match="actor"), register.unit(HEAD) as session:
        session.add(person())
        declare(session, "person_added", {"actor": "somebody else"})


def test_a_ceremony_is_signed_and_nothing_else_is(sample: Sample) -> None:
    with pytest.raises(RuntimeError, match="signed"), sample.register.unit(HEAD) as session:
        session.add(person())
        declare(session, "office_granted", {})
    with pytest.raises(RuntimeError, match="signed"), sample.register.unit(HEAD) as session:
        session.add(person())
        declare(session, "person_added", {}, signer=sample.head)


def refused(session: Session) -> list[str]:
    told = []
    rows = [{"id": "x" * 20, "name": "n", "folded": "n", "kind": "staff"}]
    ways = {
        "update": lambda: session.execute(update(Person).values(kind="x")),
        "delete": lambda: session.execute(delete(Person)),
        "insert": lambda: session.execute(insert(Person), rows),
        "core": lambda: session.execute(Person.__table__.update().values(kind="x")),
        "query": lambda: session.query(Person).delete(),
        "mappings": lambda: session.bulk_insert_mappings(Person, rows),
        "objects": lambda: session.bulk_save_objects([person()]),
        "text": lambda: session.execute(text("UPDATE person SET kind = 'x'")),
    }
    for name, way in ways.items():
        try:
            way()
        except RuntimeError:
            told.append(name)
    assert told == list(ways)
    return told


def test_rows_cannot_be_written_past_the_hook(register: Register) -> None:
    own, _ = add(register)
    with register.unit(HEAD) as session:
        refused(session)
        session.get_one(Person, own).kind = "governor"
        declare(session, "person_changed", {})
    assert [f for f in check_register(register).findings if "Person" in f.record] == []


def test_an_error_inside_a_unit_undoes_all_of_it(register: Register) -> None:
    done: list[str] = []
    with pytest.raises(LookupError), register.unit(HEAD) as session:
        session.info["afterwards"].append(lambda: done.append("done"))
        session.add(person())
        declare(session, "person_added", {})
        session.flush()
        raise LookupError
    assert events(register) == []
    assert done == []
    assert not register.changed


def test_what_waits_for_the_act_is_done_once_it_is_recorded(register: Register) -> None:
    done: list[int] = []
    with register.unit(HEAD) as session:
        session.info["afterwards"].append(lambda: done.append(len(events(register))))
        session.add(person())
        declare(session, "person_added", {})
        assert done == []
    assert done == [1]


def test_the_newest_act_and_one_by_its_uuid_are_found(register: Register) -> None:
    with register.reading() as session:
        assert last_act(session) is None
    wanted = str(uuid.uuid4())
    with register.unit(HEAD) as session:
        session.add(person())
        act = declare(session, "person_added", {}, uuid=wanted)
    assert act.uuid == wanted
    add(register)
    with register.reading() as session:
        last, found = last_act(session), recorded(session, wanted)
        assert recorded(session, str(uuid.uuid4())) is None
    assert last is not None
    assert found is not None
    assert (last.seq, found.seq, found.code, found.kind) == (2, 1, act.code, "person_added")


def test_a_clock_put_back_changes_no_order(register: Register, clock: FixedClock) -> None:
    add(register)
    clock.advance(days=-3650)
    add(register)
    assert [e.at[:4] for e in events(register)] == ["2026", "2016"]
    assert [f for f in check_register(register).findings if "act" in f.record] == []
