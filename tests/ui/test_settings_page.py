"""Settings: the school's part is an act, the look is at once, and only some may change the first."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage

from tests.ui.conftest import CHAIR, CHAIR_PASSWORD

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from ewloe_desktop.ui.pages.settings import SettingsPage
    from ewloe_desktop.ui.window import Window


def settings(qtbot: "QtBot", window: "Window") -> "SettingsPage":
    """The page with its facts."""
    window.show_page("settings")
    qtbot.waitUntil(lambda: window.work.idle)
    page: Any = window.shell.page if window.shell else None
    return page  # type: ignore[no-any-return]


def test_a_change_is_kept_in_the_register_and_shown_in_the_side_bar(qtbot: "QtBot", head: "Window") -> None:
    from ewloe_desktop.services.school import show_school

    page = settings(qtbot, head)
    assert not page.keep.isEnabled()
    page.form.fields["name"].set_value("Ysgol Newydd")
    page.form.fields["cycle_months"].set_value(24)
    page.keep.click()
    qtbot.waitUntil(lambda: head.work.idle)
    facts = head.work.keeper.read(show_school)
    assert (facts.name, facts.cycle_months) == ("Ysgol Newydd", 24)
    assert head.shell is not None
    assert head.shell.side.school.text() == "Ysgol Newydd"
    assert not page.keep.isEnabled()


def test_a_school_without_a_name_is_not_kept(qtbot: "QtBot", head: "Window") -> None:
    page = settings(qtbot, head)
    page.form.fields["name"].set_value("")
    page.keep.click()
    assert page.form.fields["name"].error.text()


def test_what_somebody_else_changed_meanwhile_is_told_and_the_typed_words_stay(qtbot: "QtBot", head: "Window") -> None:
    from ewloe_desktop.services.school import SchoolAnswer, change_school, show_school

    page = settings(qtbot, head)
    page.form.fields["council"].set_value("Typed here")
    facts = head.work.keeper.read(show_school)
    other = SchoolAnswer(facts.name, facts.name_cy, "Changed elsewhere", "", None, 12)
    head.work.keeper.write(change_school, facts.seen, other)
    page.keep.click()
    qtbot.waitUntil(lambda: head.work.idle)
    assert "Somebody changed this" in page.form.summary.accessibleName()
    assert page.form.fields["council"].value() == "Typed here"
    page.keep.click()
    qtbot.waitUntil(lambda: head.work.idle)
    assert head.work.keeper.read(show_school).council == "Typed here"


def test_the_chair_sees_the_settings_and_who_may_change_them(
    qtbot: "QtBot", sign_in: "Callable[[str, str], Window]"
) -> None:
    window = sign_in(CHAIR, CHAIR_PASSWORD)
    page = settings(qtbot, window)
    assert not page.form.fields["name"].isEnabled()
    assert not page.keep.isVisible()
    assert "Head teacher" in page.why.text()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_colours_change_at_once(qtbot: "QtBot", head: "Window", qapp: Any, scheme: str) -> None:
    from ewloe_desktop.ui import colours

    page = settings(qtbot, head)
    page.scheme.set_value(scheme)
    wanted = {"light": colours.LIGHT, "dark": colours.DARK}[scheme]
    assert qapp.palette().window().color().name() == wanted.ground
    page.scheme.set_value("light")


def test_a_crest_is_made_small_and_kept_as_a_picture(qtbot: "QtBot", head: "Window", tmp_path: "Path") -> None:
    page = settings(qtbot, head)
    picture = QImage(2000, 1000, QImage.Format.Format_RGB32)
    picture.fill(Qt.GlobalColor.darkGreen)
    picture.save(str(tmp_path / "crest.png"))
    field: Any = page.form.fields["crest"]
    field.take(tmp_path / "crest.png")
    kept = QImage.fromData(field.value())
    assert (kept.width(), kept.height()) == (600, 300)
    (tmp_path / "text.png").write_text("no picture")
    field.take(tmp_path / "text.png")
    assert field.error.text()
    assert field.value() is not None
