"""What the trials of faults can ask for."""

import pytest

from tests.faults.desks import new_desk, new_office, on_server, schools
from tests.faults.figures import Figures, kept
from tests.faults.printed import bad_sheets, good_sheets, paper_school

__all__ = ["bad_sheets", "figures", "good_sheets", "new_desk", "new_office", "on_server", "paper_school", "schools"]


@pytest.fixture
def figures() -> Figures:
    """Takes down what was tried and what came of it: `figures("F1", kills=1000, half_recorded=0)`."""
    return kept()
