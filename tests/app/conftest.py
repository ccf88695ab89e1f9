"""A keeper on a small register of a made-up school."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from ewloe_desktop.app.keeper import RegisterKeeper
from ewloe_desktop.services.school import FirstStart, FirstStarted
from ewloe_desktop.storage.vault import KdfSettings
from tests.conftest import FixedClock

PASSWORD = "umber kettle lantern"
HEAD = "Mrs Marged Ŵyn-Pugh"


@dataclass
class Begun:
    """The keeper, signed in as the head teacher of a register just made, and where its notes are."""

    keeper: RegisterKeeper
    started: FirstStarted
    state: Path
    clock: FixedClock

    def again(self) -> RegisterKeeper:
        """Another keeper on the same register and PC, as after a new start."""
        return RegisterKeeper(self.keeper.place, self.state, clock=self.clock, kdf=KdfSettings.light())


@pytest.fixture
def begun(place: str, tmp_path: Path, clock: FixedClock) -> Iterator[Begun]:
    """On each database in turn."""
    state = tmp_path / "state"
    keeper = RegisterKeeper(place, state, clock=clock, kdf=KdfSettings.light())
    started = keeper.begin(FirstStart("Ysgol Bryn Derw", HEAD, date(2024, 9, 1), PASSWORD, place))
    yield Begun(keeper, started, state, clock)
    keeper.close()
