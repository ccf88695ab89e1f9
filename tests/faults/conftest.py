"""What the trials of faults can ask for."""

import pytest

from tests.faults.figures import Figures, kept


@pytest.fixture
def figures() -> Figures:
    """Takes down what was tried and what came of it: `figures("F1", kills=1000, half_recorded=0)`."""
    return kept()
