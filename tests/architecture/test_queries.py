"""A page asks as many questions of a large register as of a small one, and long lists are found by their index."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import event

from ewloe_desktop.domain.people import Office
from ewloe_desktop.services.drafting import import_policy, settle_revision
from ewloe_desktop.services.journal import list_acts
from ewloe_desktop.services.offices import grant_office
from ewloe_desktop.services.people import GrantAnswer, list_people
from ewloe_desktop.services.policies import ImportAnswer, list_policies
from ewloe_desktop.services.reviews import what_needs
from tests.benchmarks.samples import PASSWORD, SampleSchool, lengthen, policy_text, school

FEW, MANY = 2, 12
PAGES = (list_policies, what_needs, list_people, list_acts)

Asked = list[tuple[str, object]]


@pytest.fixture
def sample(tmp_path: Path) -> Iterator[SampleSchool]:
    """A school with two people and two settled policies besides its head teacher."""
    made = school(tmp_path)
    grow(made, 0, FEW)
    yield made
    made.register.close()


def grow(sample: SampleSchool, first: int, last: int) -> None:
    """So many more people, governors, drafts and settled policies."""
    lengthen(sample, last - first, first=first)
    with sample.register.reading() as session:
        people = [row.id for row in list_people(session, sample.head) if not row.offices]
    for number in range(first, last):
        since = GrantAnswer(people[number - first], Office.GOVERNOR, date(2025, 9, 1), None, "", PASSWORD)
        with sample.register.unit(sample.head) as session:
            grant_office(session, sample.head, since)
        words = policy_text(400, seed=number)
        answer = ImportAnswer(words, f"{number}.txt", "text/plain", repr(words).encode(), 1)
        with sample.register.unit(sample.head) as session:
            draft = import_policy(session, sample.head, answer)
        with sample.register.unit(sample.head) as session:
            settle_revision(session, sample.head, draft.id, draft.seen, "Made clearer.")
        with sample.register.unit(sample.head) as session:
            import_policy(session, sample.head, replace(answer, text=replace(words, title=f"Draft {number}")))


def asked(sample: SampleSchool, page: Callable[..., object]) -> Asked:
    """Every statement with its values that a page's query sends."""
    sent: Asked = []

    def hear(_connection: object, _cursor: object, statement: str, values: object, *_: object) -> None:
        sent.append((statement, values))

    event.listen(sample.register.engine, "before_cursor_execute", hear)
    try:
        with sample.register.reading() as session:
            page(session, sample.head)
    finally:
        event.remove(sample.register.engine, "before_cursor_execute", hear)
    return [each for each in sent if each[0].startswith("SELECT")]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.__name__)
def test_a_page_asks_no_more_of_a_larger_register(sample: SampleSchool, page: Callable[..., object]) -> None:
    before = len(asked(sample, page))
    grow(sample, FEW, MANY)
    assert len(asked(sample, page)) == before


@pytest.mark.parametrize(("page", "table"), [(list_acts, "event"), (list_people, "person")])
def test_a_long_list_is_read_in_the_order_of_an_index(
    sample: SampleSchool, page: Callable[..., object], table: str
) -> None:
    listed = [each for each in asked(sample, page) if f"FROM {table}" in each[0] and "ORDER BY" in each[0]]
    assert listed
    for statement, values in listed:
        plan = explained(sample, statement, values)
        assert "TEMP B-TREE" not in plan, plan


def explained(sample: SampleSchool, statement: str, values: object) -> str:
    """How SQLite goes about a statement."""
    with sample.register.reading() as session:
        rows = session.connection().exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", values)  # type: ignore[arg-type]
        return "\n".join(str(row[-1]) for row in rows)
