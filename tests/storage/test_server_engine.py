"""A register in a database on a server: what it answers, and two PCs at once."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from alembic import command
from sqlalchemy import select, text

from ewloe_desktop.domain.errors import RegisterUnavailable
from ewloe_desktop.storage import server_engine, upgrade
from ewloe_desktop.storage.acts import declare
from ewloe_desktop.storage.engine import Register, is_empty, ring_for
from ewloe_desktop.storage.key_ring import Lock, RingData, RingEntry
from ewloe_desktop.storage.people import Person
from tests.storage.samples import HEAD

KEY = bytes(32)
ID = "5" * 20


def why(opening: Callable[[], Register]) -> str:
    with pytest.raises(RegisterUnavailable) as caught:
        opening()
    return caught.value.reason


def add(register: Register, name: str) -> None:
    with register.unit(HEAD) as session:
        session.add(Person(name=name, folded=name.casefold(), kind="staff"))
        declare(session, "person_added", {"name": name})


@pytest.mark.postgres
def test_an_empty_database_is_told_from_a_register(pg_url: str) -> None:
    assert is_empty(pg_url)
    assert why(lambda: Register.open(pg_url, KEY)) == "not_a_register"
    register = Register.create(pg_url, bytes(32), ID)
    assert is_empty(pg_url)  # a first start that is cut short here can be made again
    add(register, "Mrs Marged Pugh")
    assert not is_empty(pg_url)
    register.close()


@pytest.mark.postgres
def test_a_server_that_does_not_answer_is_down_and_one_that_refuses_says_so(pg_url: str) -> None:
    nowhere = "postgresql://127.0.0.1:9/register?connect_timeout=2"
    assert why(lambda: Register.open(nowhere, KEY)) == "server_down"
    missing = pg_url.replace("/t", "/none", 1) if "///" in pg_url else pg_url.replace("@/t", "@/none", 1)
    assert why(lambda: Register.open(missing, KEY)) in ("server_refused", "server_down")


@pytest.mark.postgres
def test_the_ring_of_an_older_register_is_read_and_counted_in_before_it_is_brought_up_to_date(pg_url: str) -> None:
    engine = server_engine.new_engine(pg_url)
    with engine.connect().execution_options(ewloe_write=True) as connection, connection.begin():
        older = upgrade.config()
        older.attributes["connection"] = connection
        command.upgrade(older, "0003")
    engine.dispose()
    ring = ring_for(pg_url)
    entry = RingEntry("a" * 20, "Mrs Marged Pugh", Lock("{}", b"s", b"w"), None, 1, "2026-11-23T10:00:00+00:00")
    ring.write(RingData(ID, (entry,)))
    ring.update(lambda data: data.having(replace(entry, tries=2)))
    assert ring.read() == RingData(ID, (replace(entry, tries=2),))
    Register.open(pg_url, bytes(32)).close()
    ring.write(RingData(ID, (replace(entry, code_tries=3),)))
    assert ring.read() == RingData(ID, (replace(entry, code_tries=3),))


@pytest.mark.postgres
def test_names_stand_in_the_same_order_on_a_server_of_any_locale(pg_url: str) -> None:
    register = Register.create(pg_url, bytes(32), ID)
    names = ["a b", "aa", "a-c", "ab", "a c"]  # many locales pass over spaces and hyphens
    for name in names:
        add(register, name)
    with register.reading() as session:
        assert list(session.scalars(select(Person.folded).order_by(Person.folded))) == sorted(names)
        query = "SELECT collation_name FROM information_schema.columns WHERE column_name = 'folded'"
        assert set(session.scalars(text(query))) == {"C"}
    register.close()
