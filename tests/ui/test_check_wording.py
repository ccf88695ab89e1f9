"""Checking a policy's wording in the window: each point in place, a choice about it, the note, a newer list."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QDialog, QPushButton

from ewloe_desktop.domain.text import Block, Kind, PolicyText
from ewloe_desktop.services.drafting import import_policy
from ewloe_desktop.services.journal import list_acts
from ewloe_desktop.services.policies import ImportAnswer
from ewloe_desktop.ui.dialog import Message
from ewloe_desktop.ui.dialogs.check_wording import CheckWordingDialog
from ewloe_desktop.ui.dialogs.preview import PreviewDialog
from ewloe_desktop.ui.dialogs.watch_list import WatchListDialog

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from ewloe_desktop.ui.window import Window

KITES = PolicyText(
    "Kites Policy",
    "March 2021",
    (
        Block(Kind.HEADING, "Laws", 1, mark="1"),
        Block(Kind.ITEM, "The Data Protection Act 1998.", 1, "bullet", mark="♣"),
        Block(Kind.TABLE, rows=(("Rule", "Where"), ("Flying", "Malicious Communications Act 1998"), ("", "DPA 1998"))),
        Block(Kind.PARAGRAPH, "Ask the data protection officer about Appendix C."),
    ),
)
LIST = """number = "2099-1"
checked = {checked}
[[watch]]
id = "kites"
kind = "renamed"
find = ["Flying"]
state = "It is called soaring."
instead = "Soaring."
sure = "sure"
"""


@pytest.fixture
def checking(qtbot: "QtBot", head: "Window") -> Iterator[CheckWordingDialog]:
    """The dialog on a policy in use, with the head teacher at the window."""
    answer = ImportAnswer(KITES, "k.txt", "text/plain", b"k", 0, in_use=True, edition_month=date(2021, 3, 1))
    done: list[Any] = []
    head.work.write(done.append, import_policy, answer)
    qtbot.waitUntil(lambda: bool(done) and head.work.idle)
    head.show_page("policies", {"policy_id": done[0].policy_id, "revision_id": done[0].id})
    page: Any = head.shell.page if head.shell else None
    qtbot.waitUntil(lambda: head.work.idle and page.acts.page is not None)
    page.start("wording")
    yield shown(qtbot, head, CheckWordingDialog)


def shown(qtbot: "QtBot", window: "Window", kind: type[QDialog]) -> Any:
    """The dialog of that kind, once it is there."""
    qtbot.waitUntil(lambda: any(d.isVisible() for d in window.findChildren(kind)) and window.work.idle)
    return next(d for d in window.findChildren(kind) if d.isVisible())


def agree(above: WatchListDialog) -> None:
    """Presses the first button of the question that comes, which waits in a loop of its own."""
    timer = QTimer(above)

    def look() -> None:
        for message in above.findChildren(Message):
            if message.isVisible():
                timer.stop()
                next(b for b in message.findChildren(QPushButton) if b.text() == "Use this list").click()

    timer.timeout.connect(look)
    timer.start(5)


def entries(asked: CheckWordingDialog) -> list[str]:
    return [hit.told.entry for hit in asked.check.hits]


def test_a_policy_is_checked_point_by_point_and_the_note_is_printed(
    qtbot: "QtBot", head: "Window", checking: CheckWordingDialog
) -> None:
    assert checking.counted.text() == "6 points, 6 open"
    assert "last checked on 22 November 2026" in checking.about.text()
    marked = {entry: [words_at(checking, spot) for spot in spots] for entry, spots in checking.text.spots.items()}
    assert marked["data-protection-act-1998"] == ["Data Protection Act 1998", "DPA 1998"]
    assert marked["wrong-year:malicious-communications-act"] == ["Malicious Communications Act 1998"]
    assert marked["missing-appendix:appendix-c"] == ["Appendix C"]

    checking.text.wanted.emit("data-protection-act-1998")
    checking.pane.keep.click()
    qtbot.waitUntil(lambda: bool(checking.pane.reason.error.text()))
    checking.pane.reason.set_value("The heading of a picture from 1999.")
    checking.list.choose(lambda one: one[0] == 1)
    assert checking.pane.reason.value() == ""
    checking.text.wanted.emit("data-protection-act-1998")
    assert checking.pane.reason.value() == "The heading of a picture from 1999."
    checking.pane.keep.click()
    qtbot.waitUntil(lambda: checking.check.open == 5 and head.work.idle)
    assert checking.list.current()[1].told.entry == "malicious-communications"
    checking.pane.take.click()
    qtbot.waitUntil(lambda: checking.check.open == 4 and head.work.idle)
    checking.pane.defer.click()
    qtbot.waitUntil(lambda: head.work.idle)
    acts: list[Any] = []
    head.work.read(acts.extend, list_acts, None, 3)
    qtbot.waitUntil(lambda: bool(acts))
    assert [act.kind for act in acts] == ["wording_deferred", "wording_taken", "wording_kept"]

    checking.note.click()
    shown(qtbot, head, PreviewDialog).reject()
    checking.reject()


def words_at(asked: CheckWordingDialog, spot: tuple[int, int]) -> str:
    return asked.text.toPlainText()[spot[0] : spot[1]]


def test_a_newer_list_is_loaded_from_a_file_and_the_points_follow(
    qtbot: "QtBot", head: "Window", checking: CheckWordingDialog, tmp_path: Path
) -> None:
    checking.show_list()
    asked = shown(qtbot, head, WatchListDialog)
    file = tmp_path / "list.toml"
    file.write_text("number = 3", "utf-8")
    asked.take(str(file))
    qtbot.waitUntil(lambda: asked.summary.isVisible())
    file.write_text(LIST.format(checked=head.work.today()), "utf-8")
    agree(asked)
    asked.take(str(file))
    qtbot.waitUntil(lambda: "kites" in entries(checking) and head.work.idle)
    assert asked.facts.number == "2099-1"
    assert "data-protection-act-1998" not in entries(checking)
    asked.reject()
    checking.reject()
