"""A folder of policies is read, put right in one table and kept as one act each; the same folder adds nothing."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import Qt

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from ewloe_desktop.ui.window import Window

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", extend=True)
POLICY = "{title}\n\n{edition}\n\nPurpose\n\nWhat this policy is for is told in this sentence, and in one more.\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Three policies, one of them twice, and a file that cannot be read."""
    made = tmp_path / "policies"
    made.mkdir()
    for name, title, edition in (
        ("a.txt", "Garden Policy", "March 2021"),
        ("b.txt", "Visits Policy", ""),
        ("c.txt", "Garden Policy", "May 2023"),
    ):
        (made / name).write_text(POLICY.format(title=title, edition=edition), encoding="utf-8")
    (made / "d.txt").write_bytes((made / "a.txt").read_bytes())
    (made / "e.pdf").write_bytes(bytes(range(256)))
    return made


def open_folder(qtbot: "QtBot", window: "Window", folder: Path) -> Any:
    """The dialog with the folder read."""
    from ewloe_desktop.ui.dialogs.folder_import import CHECK, FolderDialog

    window.show_page("policies")
    qtbot.waitUntil(lambda: window.work.idle)
    shell: Any = window.shell
    shell.page.start("folder")
    asked = window.findChildren(FolderDialog)[-1]
    qtbot.waitUntil(lambda: window.work.idle)
    if asked.step != CHECK:
        asked.which.chosen.emit(folder)
    qtbot.waitUntil(lambda: asked.step == CHECK and not asked.reading.busy and window.work.idle)
    return asked


def mend(asked: Any, row: int, column: int, value: object) -> None:
    role = Qt.ItemDataRole.CheckStateRole if column == 0 else Qt.ItemDataRole.EditRole
    assert asked.model.setData(asked.model.index(row, column), value, role)


def test_a_folder_is_mended_kept_and_not_kept_again(qtbot: "QtBot", head: "Window", folder: Path) -> None:
    from ewloe_desktop.services.journal import list_acts
    from ewloe_desktop.services.policies import list_policies
    from ewloe_desktop.ui.folder_model import CYCLE, MONTH, TITLE

    asked = open_folder(qtbot, head, folder)
    rows = asked.model.rows
    assert [row.title for row in rows] == ["Garden Policy", "Visits Policy", "Garden Policy", "Garden Policy", ""]
    assert [bool(asked.model.problem(row)) for row in rows] == [True, True, True, True, True]
    assert "The same file as a.txt" in asked.model.problem(rows[3])
    assert not asked.next.isEnabled()
    mend(asked, 1, MONTH, "9 2024")
    mend(asked, 1, CYCLE, "2")
    mend(asked, 2, TITLE, "Greenhouse Policy")
    assert asked.model.due(rows[1]) == "30 September 2026"
    assert asked.next.text() == "Keep 3 policies"
    qtbot.waitUntil(lambda: not asked.autosave._soon.isActive() and head.work.idle)
    asked.reject()
    again = open_folder(qtbot, head, folder)
    assert [row.title for row in again.model.ready()] == ["Garden Policy", "Visits Policy", "Greenhouse Policy"]
    again.next.click()
    qtbot.waitUntil(lambda: not again._running and head.work.idle)
    assert again.keeping.told.text() == "3 of 3 kept in the register"
    again.next.click()
    qtbot.waitUntil(lambda: head.work.idle)
    keeper = head.work.keeper
    assert [row.title for row in keeper.read(list_policies)] == ["Garden Policy", "Greenhouse Policy", "Visits Policy"]
    assert sum(act.kind == "policy_found" for act in keeper.read(list_acts)) == 3
    third = open_folder(qtbot, head, folder)
    assert third.check.counted.text() == "There is nothing new to keep."
    third.reject()
