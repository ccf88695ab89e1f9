"""At the start and on waking: F11, F14, F16 and F18."""

import os
import time
from pathlib import Path, PureWindowsPath
from typing import TYPE_CHECKING, Any

import pytest

from ewloe_desktop import paths
from ewloe_desktop.domain import places
from ewloe_desktop.domain.errors import RegisterUnavailable
from ewloe_desktop.storage.beginning import first_start
from ewloe_desktop.storage.key_ring import FileRing, RingData
from ewloe_desktop.storage.replacing import TRIES, replace
from ewloe_desktop.ui import wording
from tests.faults.kills import PASSWORD, Waiting, waiting
from tests.faults.test_power import KEY, old_register  # noqa: F401
from tests.journeys import steps
from tests.journeys.conftest import HEAD_PASSWORD, Sitting, place, school_on_file, sitting  # noqa: F401

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


class Held:
    """A file that another program holds for so many tries, as Windows tells it."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, tries: int) -> None:
        self.left, self.tried, rename = tries, 0, Path.replace

        def refuse(part: Path, target: Path) -> Path:
            self.tried += 1
            self.left -= 1
            if self.left >= 0:
                raise PermissionError(13, "The process cannot access the file")
            return rename(part, target)

        monkeypatch.setattr(Path, "replace", refuse)


def test_f11_a_file_that_is_held_for_a_moment_is_replaced_as_soon_as_it_is_let_go(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    part, target = tmp_path / "a.part", tmp_path / "a"
    part.write_text("new")
    target.write_text("old")
    waits: list[float] = []
    held = Held(monkeypatch, TRIES - 1)
    replace(part, target, wait=waits.append)
    assert (held.tried, target.read_text(), part.exists()) == (TRIES, "new", False)
    assert waits == sorted(waits)
    assert 1 < sum(waits) < 3


def test_f11_a_key_file_that_stays_held_is_left_as_it_was_and_what_holds_it_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ring = FileRing(tmp_path / "school.register.keys")
    ring.write(RingData("5" * 20))
    held = Held(monkeypatch, 1000)
    monkeypatch.setattr("ewloe_desktop.storage.replacing._FIRST_WAIT", 0)
    with pytest.raises(RegisterUnavailable) as caught:
        ring.write(RingData("6" * 20))
    assert (caught.value.reason, held.tried, ring.read().register_id) == ("held", TRIES, "5" * 20)
    assert [p.name for p in tmp_path.iterdir()] == ["school.register.keys"]
    said = wording.error(caught.value)
    assert "OneDrive" in said.do
    assert "virus scanner" in said.do
    assert "Nothing was recorded" in said.safe


@pytest.mark.parametrize(
    ("folder", "service"),
    [
        (r"C:\Users\office\OneDrive - Ysgol Bryn Derw\Register", "OneDrive"),
        (r"C:\Users\office\OneDrive\school.register", "OneDrive"),
        ("/Users/office/Dropbox (School)/x", "Dropbox"),
        ("/Users/office/Library/Mobile Documents/com~apple~CloudDocs/x", "iCloud Drive"),
        (r"G:\My Drive\Register", "Google Drive"),
        (r"D:\School files\Register", "OneDrive"),  # moved there; the system's own variable tells
        (r"D:\School files of old\Register", ""),
        (r"C:\ProgramData\Ewloe Desktop\school.register", ""),
        ("/srv/office/One drive and box/x", ""),
    ],
)
def test_f11_a_folder_that_a_cloud_service_copies_is_known(folder: str, service: str) -> None:
    assert places.synced_by(folder, {"D:\\School files\\": "OneDrive"}) == service


def test_f11_a_network_path_is_refused_and_a_synced_one_warned_of_at_the_first_start(
    tmp_path: Path, qtbot: "QtBot", monkeypatch: pytest.MonkeyPatch
) -> None:
    from ewloe_desktop.ui.dialogs.first_start_forms import _PlaceField

    for shared in (r"\\server\office", "//server/office/x", r"\\?\UNC\server\office"):
        assert places.is_network(shared)
    assert not any(map(places.is_network, (r"C:\x", "/srv/x", r"\\?\C:\x", "x", "")))
    with pytest.raises(RegisterUnavailable) as caught, first_start(Path("//server/office/school.register")):
        pytest.fail("begun")
    assert caught.value.reason == "network"
    table = tmp_path / "mounts"
    table.write_text("/dev/sda1 / ext4 rw 0 0\nserver:/office /mnt/office nfs4 rw 0 0\n")
    assert paths._mounted("/mnt/office/register", table) in paths._NETWORK
    assert paths._mounted("/srv/office", table) not in paths._NETWORK
    field = _PlaceField()
    qtbot.addWidget(field)
    field.set_value(str(tmp_path))
    assert (field.check(), field.warning.text()) == ("", "")
    field.set_value(str(PureWindowsPath(r"\\server\office")))
    assert field.check() == "network"
    field.set_value(str(tmp_path / "OneDrive - School"))
    assert field.check() == ""
    assert field.warning.text().startswith("OneDrive copies this folder")
    monkeypatch.setitem(os.environ, "OneDrive", str(tmp_path / "moved"))
    field.set_value(str(tmp_path / "moved" / "register"))
    assert "OneDrive" in field.warning.text()


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Waiting:
    """A register with a head teacher."""
    folder = tmp_path_factory.mktemp("waiting")
    return waiting(str(folder / "school.register"), folder / "state", 0)


@pytest.mark.qt_log_ignore("does not support raise", extend=True)
def test_f14_a_second_start_of_the_same_user_brings_the_first_window_to_the_front(
    tmp_path: Path, qtbot: "QtBot"
) -> None:
    from PySide6.QtWidgets import QWidget

    from ewloe_desktop.app.one_window import OneWindow, show_first, to_front

    where, front = str(tmp_path / "school.register"), QWidget()
    qtbot.addWidget(front)
    assert not show_first(tmp_path, where)
    shown: list[bool] = []
    one = OneWindow(front, tmp_path, where, lambda: (to_front(front), shown.append(front.isVisible())))
    second = Starting(tmp_path, where)
    qtbot.waitUntil(lambda: bool(shown))
    assert (second.told(qtbot), shown) == (True, [True])
    assert not show_first(tmp_path, str(tmp_path / "another.register"))
    one._server.close()  # as a kill would: the note stays
    assert not show_first(tmp_path, where)
    again = OneWindow(front, tmp_path, where, lambda: shown.append(False))
    again.close()
    assert not [p.name for p in tmp_path.iterdir() if p.name.startswith("window-")]


class Starting:
    """A second start, in a process of its own."""

    def __init__(self, state: Path, register: str) -> None:
        import subprocess
        import sys

        line = "import sys; from pathlib import Path; from ewloe_desktop.app.one_window import show_first;"
        line += "print(show_first(Path(sys.argv[1]), sys.argv[2]))"
        command = [sys.executable, "-c", line, str(state), register]
        self._process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)

    def told(self, qtbot: "QtBot") -> bool:
        """Whether it found the first window."""
        qtbot.waitUntil(lambda: self._process.poll() is not None)
        assert self._process.stdout is not None
        with self._process.stdout as said:
            return said.read().strip() == "True"


def test_f14_another_user_is_told_who_has_the_register_and_nothing_opens_it_anyway(
    template: Waiting, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ewloe_desktop.storage.file_engine.BUSY_SECONDS", 0.2)
    where = template.copied(tmp_path / "school")
    first, second = where.keeper(), where.keeper()
    first.sign_in(where.head, PASSWORD)
    with pytest.raises(RegisterUnavailable) as caught:
        second.sign_in(where.head, PASSWORD)
    assert (caught.value.reason, bool(caught.value.facts["who"])) == ("in_use", True)
    assert str(caught.value.facts["who"]) in wording.error(caught.value).what
    assert not first.signed_in().read_only
    first.close()
    assert not second.sign_in(where.head, PASSWORD).read_only
    second.close()


def test_f16_a_newer_version_started_while_the_older_one_is_open_touches_no_file(
    old_register: Path,  # noqa: F811
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    import shutil

    from ewloe_desktop.storage import file_engine
    from ewloe_desktop.storage.engine import Register

    monkeypatch.setattr(file_engine, "BUSY_SECONDS", 0.2)
    shutil.copytree(old_register.parent, tmp_path / "school")
    file = tmp_path / "school" / old_register.name
    older = file_engine.connect(file, KEY, read_only=False)
    older.execute("BEGIN EXCLUSIVE")
    older.execute("COMMIT")  # the lock stays: locking_mode is EXCLUSIVE
    before = {p.name: p.read_bytes() for p in file.parent.iterdir()}
    with pytest.raises(RegisterUnavailable) as caught:
        Register.open(file, KEY)
    assert caught.value.reason == "in_use"
    assert {p.name: p.read_bytes() for p in file.parent.iterdir()} == before
    older.close()


@pytest.mark.qt_log_ignore("propagateSizeHints", extend=True)
def test_f18_a_pc_that_slept_in_the_middle_of_a_signing_is_locked_and_goes_back_to_the_check_step(
    sitting: Sitting,  # noqa: F811
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from ewloe_desktop.services.showing import show_revision
    from ewloe_desktop.ui.dialogs.sign import SignDialog

    sitting.sign_in(sitting.head_id, HEAD_PASSWORD)
    revision = steps.settled(sitting)
    steps.shown(sitting, revision).acts.all()["sign_head"]()
    asked: Any = sitting.dialog(SignDialog)
    sitting.settle()
    asked.read.paper.set_value(True)
    asked.next.click()
    asked.next.click()
    asked.declare.agree.set_value(True)
    asked.next.click()
    asked.next.click()
    assert asked.forms[asked.step] is asked.check_form
    check = asked.step
    asked.check_form.password.set_value(HEAD_PASSWORD)
    now = time.time()
    monkeypatch.setattr("ewloe_desktop.ui.idle.time.time", lambda: now + 3600)  # the PC slept for an hour
    sitting.window.idle.tick()
    assert (sitting.window.is_open, asked.isVisible()) == (False, False)
    monkeypatch.undo()
    sitting.sign_in(sitting.head_id, HEAD_PASSWORD)
    assert (asked.isVisible(), asked.step, asked.check_form.password.value()) == (True, check, "")
    assert sitting.ask(show_revision, revision.id).revision.state.value == "with_head"
    asked.next.click()
    assert asked.step == check  # the password is asked for again
    asked.stop.click()
    sitting.settle()
