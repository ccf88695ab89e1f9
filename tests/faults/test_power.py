"""Killed while something is written: F1, F2, F4 and F15."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.faults.amounts import trials
from tests.faults.figures import Figures
from tests.faults.kills import PASSWORD, Signer, Tally, Waiting, kill_at_random, look, signer, waiting

LONGEST = 0.3  # seconds from the beginning of a signing to the kill: one takes a tenth or two


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Waiting:
    """Policies that wait to be signed."""
    folder = tmp_path_factory.mktemp("waiting")
    return waiting(str(folder / "school.register"), folder / "state", 14)


@pytest.fixture(scope="module")
def process() -> Iterator[Signer]:
    """One process that forks the signers of all tests here."""
    with signer() as made:
        yield made


def test_f1_killed_at_any_instant_of_a_signing_it_is_recorded_whole_or_not_at_all(
    template: Waiting, process: Signer, tmp_path: Path, figures: Figures
) -> None:
    tally = kill_at_random(process, lambda batch: template.copied(tmp_path / str(batch)), trials(6, 1000), LONGEST)
    figures("F1", **tally.figures())
    assert tally.faultless(), tally


POINTS = (
    *("before the note", "before the transaction", "after the transaction began", "while the sheet is made"),
    *("while the sheet is signed", "after insert 1", "after insert 2", "after insert 3", "after insert 4"),
    *("after insert 5", "before the commit", "after the commit", "before the mark", "before the receipt"),
)
RECORDED = ("after the commit", "before the mark", "before the receipt")


def test_f2_killed_at_each_named_point_the_next_start_tells_what_was_recorded(
    template: Waiting, process: Signer, tmp_path: Path, figures: Figures
) -> None:
    where, tally = template.copied(tmp_path / "one"), Tally()
    for point in POINTS:
        said, revision = process.sign(where, at=point), where.revisions[0]
        assert said == ["open", f"begin {revision}"], point
        look(where, said, tally)
        assert (where.revisions[0] == revision) == (point not in RECORDED), point
    figures("F2", points=len(POINTS), **tally.figures())
    assert tally.faultless(), tally
    assert tally.outcomes == {"recorded": 3, "not_recorded": 10, "": 1}
    keeper = where.keeper()
    keeper.sign_in(where.head, PASSWORD)
    assert keeper.check(lambda _done, _of: None, lambda: False).whole  # the signatures in the stored sheets, too
    keeper.lock()
