"""The check finds and names whatever was changed outside the app, and nothing else."""

import pytest

from ewloe_desktop.storage.check import check_register
from ewloe_desktop.storage.engine import Register
from tests.storage.samples import Sample, approve, begin


@pytest.fixture
def sample(register: Register) -> Sample:
    made = begin(register)
    approve(made)
    return made


def test_a_register_that_only_the_app_wrote_is_whole(sample: Sample) -> None:
    result = check_register(sample.register)
    assert result.findings == ()
    assert result.whole
    assert result.acts == 7
    assert not result.compared
