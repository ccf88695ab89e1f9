"""Work that takes long is stopped: a file that is being read, a check that is under way."""

import threading
from pathlib import Path

import pytest

from ewloe_desktop.services.policies import list_policies
from ewloe_desktop.ui.dialogs.revision import ImportDialog
from tests.journeys.conftest import HEAD_PASSWORD, Sitting

pytestmark = [
    pytest.mark.qt_log_ignore("propagateSizeHints", extend=True),
    pytest.mark.parametrize("place", ["file"], indirect=True),
]


def long_file(folder: Path) -> Path:
    """A text that takes a while to read."""
    file = folder / "long.txt"
    file.write_text("\n\n".join(f"{n}. Every class digs in its own bed." for n in range(20_000)), encoding="utf-8")
    return file


def test_reading_a_file_can_be_stopped_and_nothing_is_kept(sitting: Sitting) -> None:
    sitting.sign_in(sitting.head_id, HEAD_PASSWORD)
    page = sitting.page("policies")
    page.new_policy.click()
    asked = sitting.dialog(ImportDialog)
    asked.read_file(long_file(sitting.folder))
    assert asked.file.stop.isVisible()
    asked.file.stop.click()
    sitting.wait(lambda: not asked.file.stop.isVisible())
    assert asked.step == 0 and asked.file.choose.isEnabled()
    assert not asked.file.summary.isVisible(), "stopping is no problem"
    asked.stop.click()
    sitting.gone(ImportDialog)
    assert sitting.ask(list_policies) == ()


def test_a_check_can_be_stopped_and_says_so(sitting: Sitting) -> None:
    sitting.sign_in(sitting.head_id, HEAD_PASSWORD)
    page = sitting.page("journal")
    waits = threading.Event()
    sitting.window.work.ask(lambda _: None, waits.wait)  # the check stands behind it
    page.check.click()
    page.stop.click()
    waits.set()
    sitting.wait(lambda: page.check.isEnabled())
    assert page._result_title.text() == "The check was stopped"
    assert not page.bar.isVisible() and not page.stop.isVisible()
