"""Recording an act against the same rows written bare, and checking the whole journal against hashing alone."""

import hashlib
import itertools
from pathlib import Path

from sqlalchemy import Engine, insert, select
from sqlalchemy.orm import Session

from ewloe_desktop.storage import file_engine
from ewloe_desktop.storage.acts import declare
from ewloe_desktop.storage.check import check_register
from ewloe_desktop.storage.journal import CommitmentRow, Event
from ewloe_desktop.storage.people import Person
from ewloe_desktop.storage.tables import METADATA
from tests.benchmarks.measuring import Figure, side_by_side
from tests.benchmarks.samples import SampleSchool, committed, event_columns, lengthen, person_cells, school

ACTS = 20_000
FACTS = bytes(300)


def figures(folder: Path) -> list[Figure]:
    """One act, and a check of many."""
    sample = school(folder)
    found = [append(sample, folder)]
    lengthen(sample, ACTS)
    found.append(check(sample))
    sample.register.close()
    return found


def append(sample: SampleSchool, folder: Path) -> Figure:
    """A person added: row, event, commitment, at the same safety."""
    numbers = itertools.count(1_000_000)
    bare = file_engine.new_engine(folder / "bare.register", bytes(32))
    METADATA.create_all(bare)

    def ours() -> None:
        cells = person_cells(next(numbers))
        with sample.register.unit(sample.head) as session:
            session.add(Person(**{name: cells[name] for name in ("id", "name", "folded", "kind", "paid")}))
            declare(session, "person_added", {"person": cells["id"]}, subject=str(cells["id"]))

    figure = side_by_side("one act", ours, lambda: write_bare(bare, next(numbers), sample), goal=2, rounds=41)
    bare.dispose()
    return figure


def write_bare(engine: Engine, number: int, sample: SampleSchool) -> None:
    """The rows of such an act without the journal's work."""
    cells = person_cells(number)
    event = event_columns(number, sample, cells["id"])
    event |= {"facts": FACTS, "previous": bytes(32), "mark": bytes(32), "hash": bytes(32), "signature": None}
    told = {"act": number, "row_table": "person", "row_key": cells["id"], "change": "new", "digest": bytes(32)}
    with Session(engine) as session:
        session.add(Person(**cells))
        session.flush()
        session.execute(insert(Event), event)
        session.execute(insert(CommitmentRow), told)
        session.commit()


def check(sample: SampleSchool) -> Figure:
    """The whole check against one SHA-256 for each act in a plain loop."""
    with sample.register.reading() as session:
        facts = [bytes(told) for told in session.scalars(select(Event.facts))]

    def whole() -> None:
        result = check_register(sample.register)
        if not result.whole:
            raise RuntimeError(f"the sample journal is not whole: {result.findings[:3]}")

    def hashes() -> None:
        previous = bytes(32)
        for told in facts:
            previous = hashlib.sha256(previous + told).digest()

    assert committed(person_cells(1)) != committed(person_cells(2))
    return side_by_side(f"check of {len(facts):,} acts", whole, hashes, goal=4, rounds=3)
