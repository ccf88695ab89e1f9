"""Nobody there: a warning, then the lock; reading may take longer, a password step less."""

from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QWidget

from ewloe_desktop.ui.dialog import IDLE_CEREMONY, IDLE_READING, Dialog
from ewloe_desktop.ui.idle import IdleWatch

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from ewloe_desktop.ui.window import Window


class Clocks:
    """The two clocks a PC has."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.seconds = 1000.0
        self.wall = 5000.0
        monkeypatch.setattr("ewloe_desktop.ui.idle.time.monotonic", lambda: self.seconds)
        monkeypatch.setattr("ewloe_desktop.ui.idle.time.time", lambda: self.wall)

    def pass_by(self, watch: IdleWatch, seconds: int) -> None:
        """Lets seconds pass, with the watch looking once each."""
        for _second in range(seconds):
            self.seconds += 1
            self.wall += 1
            watch.tick()


@pytest.fixture
def clocks(monkeypatch: pytest.MonkeyPatch) -> Clocks:
    """Clocks that only move when told."""
    return Clocks(monkeypatch)


@pytest.fixture
def watch(qtbot: "QtBot", clocks: Clocks) -> IdleWatch:
    """Watching an empty window for five minutes."""
    window = QWidget()
    qtbot.addWidget(window)
    made = IdleWatch(window, 300)
    made.setProperty("window", window)
    made.touch()
    return made


def test_it_warns_half_a_minute_before_and_then_locks(clocks: Clocks, watch: IdleWatch) -> None:
    warned: list[int] = []
    gone: list[str] = []
    watch.warned.connect(warned.append)
    watch.gone.connect(lambda: gone.append("gone"))
    clocks.pass_by(watch, 269)
    assert warned == []
    clocks.pass_by(watch, 1)
    assert warned == [30]
    clocks.pass_by(watch, 29)
    assert gone == []
    clocks.pass_by(watch, 1)
    assert gone == ["gone"]


def test_a_key_or_movement_begins_the_time_again(clocks: Clocks, watch: IdleWatch) -> None:
    stayed: list[str] = []
    watch.stayed.connect(lambda: stayed.append("stayed"))
    clocks.pass_by(watch, 280)
    watch.touch()
    assert stayed == ["stayed"]
    gone: list[str] = []
    watch.gone.connect(lambda: gone.append("gone"))
    clocks.pass_by(watch, 260)
    assert gone == []


@pytest.mark.parametrize("clock", ["seconds", "wall"])
def test_a_pc_that_slept_is_locked_at_once(clocks: Clocks, watch: IdleWatch, clock: str) -> None:
    gone: list[str] = []
    watch.gone.connect(lambda: gone.append("gone"))
    clocks.pass_by(watch, 3)
    setattr(clocks, clock, getattr(clocks, clock) + 120)
    watch.tick()
    assert gone == ["gone"]


def test_a_dialog_in_front_says_how_long(qtbot: "QtBot", head: "Window") -> None:
    dialog = Dialog(head, "Reading")
    dialog.idle_seconds = IDLE_READING
    assert head.idle.limit() == 300
    dialog.open()
    assert head.idle.limit() == 900
    dialog.idle_seconds = IDLE_CEREMONY
    assert head.idle.limit() == 120
    dialog.reject()
    assert head.idle.limit() == 300


def test_the_warning_offers_to_stay_and_the_lock_says_why(qtbot: "QtBot", head: "Window") -> None:
    from ewloe_desktop.ui.idle import StillThere

    head.idle.warned.emit(30)
    shown = head.findChildren(StillThere)
    assert len(shown) == 1
    shown[0].stay.click()
    qtbot.waitUntil(lambda: not head.findChildren(StillThere))
    assert head.is_open
    head.idle.gone.emit()
    assert not head.is_open
    qtbot.waitUntil(lambda: head.work.idle)
    assert "kept" in head.door.why.text()
