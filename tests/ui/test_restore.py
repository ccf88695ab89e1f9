"""A new PC with nothing but a stick: the first screen puts the register back, and the door opens."""

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ewloe_desktop.app.keeper import RegisterKeeper
from ewloe_desktop.services.school import FirstStart
from ewloe_desktop.storage.vault import KdfSettings
from ewloe_desktop.ui.dialog import Message
from ewloe_desktop.ui.dialogs.restore import RestoreDialog
from ewloe_desktop.ui.dialogs.welcome import Welcome
from ewloe_desktop.ui.window import Window
from tests.conftest import MONDAY, FixedClock

PASSWORD = "umber kettle lantern"


@pytest.fixture
def stick(tmp_path: Path) -> tuple[Path, str]:
    """A copy of a register that is gone, and its head teacher's id."""
    place, stick = tmp_path / "old" / "school.register", tmp_path / "stick"
    stick.mkdir()
    keeper = RegisterKeeper(str(place), tmp_path / "old state", clock=FixedClock(MONDAY), kdf=KdfSettings.light())
    first = FirstStart("Ysgol Bryn Derw", "Mrs Marged Pugh", date(2024, 9, 1), PASSWORD, str(place))
    head = keeper.begin(first).head_id
    keeper.take_away(stick, "stick", lambda *_: None, lambda: False)
    keeper._opened()[0].changed = False
    keeper.close()
    return stick, head


def test_the_first_screen_puts_a_copy_back(
    qtbot: QtBot, tmp_path: Path, stick: tuple[Path, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("EWLOE_SHARED", str(tmp_path / "shared"))
    (tmp_path / "shared").mkdir()
    begun: list[str] = []
    keeper = RegisterKeeper("", tmp_path / "state", clock=FixedClock(MONDAY), begun=begun.append)
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    window = Window(app, keeper)
    qtbot.addWidget(window)
    window.begin()
    window.show()
    window.findChildren(Welcome)[0].restore.click()
    asked = window.findChildren(RestoreDialog)[0]
    asked.look_in(stick[0])
    qtbot.waitUntil(lambda: window.work.idle)
    asked.where.offer(str(tmp_path / "chosen" / "school.register"))
    asked.go_on()
    qtbot.waitUntil(lambda: asked.step == 1)
    assert asked.person.value() == stick[1]  # the only one who could sign in; of several, nobody is chosen beforehand
    asked.password.line.setText(PASSWORD)
    asked.go_on()
    qtbot.waitUntil(lambda: asked.plan is not None, timeout=60_000)
    asked.go_on()
    qtbot.waitUntil(lambda: bool(begun), timeout=60_000)
    qtbot.waitUntil(lambda: bool(window.findChildren(Message)))
    for said in window.findChildren(Message):
        said.accept()
    assert begun == [str(tmp_path / "chosen" / "school.register")]
    assert window.door.tile_names() == ("Mrs Marged Pugh",)
    assert window.stack.currentWidget() is window.door
    window.door.asked.emit(stick[1], PASSWORD)
    qtbot.waitUntil(lambda: window.is_open, timeout=60_000)
    keeper._opened()[0].changed = False
    window.close()
    qtbot.waitUntil(lambda: not window.isVisible(), timeout=60_000)
