"""What somebody changes in the rows with the register's own key, or as the server's owner, is found and named."""

import contextlib
from collections import Counter
from collections.abc import Iterator

import pytest

import ewloe_check
from ewloe_desktop.domain.journal import Finding
from ewloe_desktop.storage.engine import Register
from tests.conftest import FixedClock, new_database
from tests.faults.amounts import trials
from tests.faults.edits import Editor
from tests.faults.figures import Figures
from tests.storage.intruder import Intruder, intruder
from tests.storage.samples import MOMENT, Sample, approve, begin, fill

# What may differ without being found, and why.
ALLOWED = {
    "draft_form": "what somebody typed and did not send belongs to no act",
}


@pytest.fixture(scope="module", params=["file", pytest.param("postgresql", marks=pytest.mark.postgres)])
def sample(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sample]:
    """A register with rows in every table, for all tests of this file: what is done to it is undone."""
    place = str(tmp_path_factory.mktemp("edited") / "school.register")
    with contextlib.ExitStack() as stack:
        if request.param == "postgresql":
            place = stack.enter_context(new_database(request.getfixturevalue("pg_server")))
        register = Register.create(place, bytes(32), "5" * 20, clock=FixedClock(MOMENT))
        made = begin(register)
        approve(made)
        fill(made)
        yield made
        register.close()


def found_outside(other: Intruder) -> list[Finding]:
    """What the program for auditors finds first, on the same file."""
    raw = other.connection.connection.driver_connection
    before, raw.text_factory = raw.text_factory, ewloe_check.text_or_bytes
    try:
        report = ewloe_check.Report("school.register")
        ewloe_check.Check(raw, report).run()
    finally:
        raw.text_factory = before
    return report.problems[:3]


def test_t3_random_edits_in_any_table_are_found(sample: Sample, figures: Figures) -> None:
    tried, missed, unseen = 0, Counter[str](), Counter[str]()
    with intruder(sample) as other:
        assert other.check().whole
        assert not other.on_file or found_outside(other) == []
        editor = Editor(other, sample.register.kind)
        while tried < trials(40, 5_000):
            edit = editor.change()
            if edit is not None:
                tried += 1
                if other.check().whole:
                    missed[f"{edit.table} {edit.column} {edit.how}"] += 1
                elif other.on_file and not found_outside(other):
                    unseen[f"{edit.table} {edit.column} {edit.how}"] += 1
            editor.undo()
    allowed = sum(n for what, n in missed.items() if what.split()[0] in ALLOWED)
    figures("T3", database=sample.register.kind, edits=tried, found=tried - missed.total(), typed_and_not_sent=allowed)
    assert {what: n for what, n in missed.items() if what.split()[0] not in ALLOWED} == {}
    assert {what: n for what, n in unseen.items() if what.split()[0] not in ALLOWED} == {}
