"""At the start and on waking: F11, F14, F16 and F18."""

import os
from pathlib import Path, PureWindowsPath
from typing import TYPE_CHECKING

import pytest

from ewloe_desktop import paths
from ewloe_desktop.domain import places
from ewloe_desktop.domain.errors import RegisterUnavailable
from ewloe_desktop.storage.beginning import first_start
from ewloe_desktop.storage.key_ring import FileRing, RingData
from ewloe_desktop.storage.replacing import TRIES, replace
from ewloe_desktop.ui import wording

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
    ("place", "service"),
    [
        (r"C:\Users\office\OneDrive - Ysgol Bryn Derw\Register", "OneDrive"),
        (r"C:\Users\office\OneDrive\school.register", "OneDrive"),
        ("/Users/office/Dropbox (School)/x", "Dropbox"),
        ("/Users/office/Library/Mobile Documents/com~apple~CloudDocs/x", "iCloud Drive"),
        (r"G:\My Drive\Register", "Google Drive"),
        (r"D:\School files\Register", "OneDrive"),  # moved there; the system's own variable tells
        (r"D:\School files of old\Register", ""),
        (r"C:\ProgramData\Ewloe Desktop\school.register", ""),
        ("/home/office/One drive and box/x", ""),
    ],
)
def test_f11_a_folder_that_a_cloud_service_copies_is_known(place: str, service: str) -> None:
    assert places.synced_by(place, {"D:\\School files\\": "OneDrive"}) == service


def test_f11_a_network_path_is_refused_and_a_synced_one_warned_of_at_the_first_start(
    tmp_path: Path, qtbot: "QtBot", monkeypatch: pytest.MonkeyPatch
) -> None:
    from ewloe_desktop.ui.dialogs.first_start_forms import _PlaceField

    for place in (r"\\server\office", "//server/office/x", r"\\?\UNC\server\office"):
        assert places.is_network(place)
    assert not any(map(places.is_network, (r"C:\x", "/srv/x", r"\\?\C:\x", "x", "")))
    with pytest.raises(RegisterUnavailable) as caught, first_start(Path("//server/office/school.register")):
        pytest.fail("begun")
    assert caught.value.reason == "network"
    table = tmp_path / "mounts"
    table.write_text("/dev/sda1 / ext4 rw 0 0\nserver:/office /mnt/office nfs4 rw 0 0\n")
    assert paths._mounted("/mnt/office/register", table) in paths._NETWORK
    assert paths._mounted("/home/office", table) not in paths._NETWORK
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
