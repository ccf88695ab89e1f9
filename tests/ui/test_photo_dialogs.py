"""Places, uses, words, the staff list and disposal as dialogs: named, marked, roomy, and what they do."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tests.conftest import type_text
from tests.ui.conftest import CHAIR, HEAD, OFFICE, OFFICE_PASSWORD
from tests.ui.test_every_screen import Flashes, cut, nameless, pseudo, unmarked

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from ewloe_desktop.ui.window import Window

__all__ = ["pseudo"]
pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", extend=True)
LIST = (
    "Title,Forename,Surname,Job title,Start date\nMr,Gethin,Ŵyn,Class teacher,1/9/2024\nMs,Lleucu,Môn,Cook,1/9/2025\n"
)


def page(window: "Window") -> Any:
    """The page in sight."""
    assert window.shell is not None
    return window.shell.page


def openings(window: "Window") -> list[Callable[[], Any]]:
    """Every dialog of this part."""
    from ewloe_desktop.services.disposal import Disposable
    from ewloe_desktop.services.photo_sheets import permission_register
    from ewloe_desktop.services.photo_uses import show_wording
    from ewloe_desktop.ui.dialogs.as_at import AsAtDialog
    from ewloe_desktop.ui.dialogs.disposal import DisposalDialog
    from ewloe_desktop.ui.dialogs.do_not_use import DoNotUseDialog
    from ewloe_desktop.ui.dialogs.photo_uses import UseDialog, UsesDialog, WordingDialog
    from ewloe_desktop.ui.dialogs.picture_check import PictureCheckDialog
    from ewloe_desktop.ui.dialogs.placement import PlacementDialog
    from ewloe_desktop.ui.dialogs.placements import PlacementsDialog
    from ewloe_desktop.ui.dialogs.staff_list import StaffListDialog

    here, work = page(window), window.work
    words = work.keeper.read(show_wording)
    entry = Disposable("a", 1, HEAD, date(2018, 7, 20), date(2024, 12, 31), 9, 2)

    def disposal() -> Any:
        made = DisposalDialog(here)
        made.offer([entry])
        return made.ask()

    return [
        lambda: PictureCheckDialog.ask(here, work, window.notices),
        lambda: PlacementsDialog.ask(here),
        lambda: PlacementDialog(here, work, here.around.person.person_id).ask(),
        lambda: StaffListDialog.ask(here),
        lambda: UsesDialog.ask(here),
        lambda: UseDialog(here, work).ask(),
        lambda: WordingDialog(here, work, words).ask(),
        lambda: DoNotUseDialog(here).ask(),
        lambda: AsAtDialog(here, here.tr("Register as at a day"), permission_register).ask(),
        disposal,
    ]


def test_every_control_has_a_name_and_nothing_flashes(qtbot: "QtBot", head: "Window", qapp: Any) -> None:
    helped = set()
    for number in range(10):
        flashes = Flashes()
        qapp.installEventFilter(flashes)
        dialog = openings(head)[number]()
        qtbot.waitUntil(lambda: head.work.idle)
        qapp.removeEventFilter(flashes)
        assert nameless(dialog) == [], dialog.windowTitle()
        assert flashes.seen in ([], [type(dialog).__name__]), dialog.windowTitle()
        helped.add(help_of(dialog))
        dialog.done(0)
    assert len(helped) == 6  # check, places, staff list, uses, sheets, disposal


def help_of(dialog: Any) -> str:
    """The heading of what F1 shows; F1 again leads back."""
    from ewloe_desktop.ui.dialogs.help import HelpDialog

    QTest.keyClick(dialog, Qt.Key.Key_F1)
    (shown,) = dialog.findChildren(HelpDialog)
    heading, _, text = shown.text.toPlainText().partition("\n")
    assert text
    QTest.keyClick(shown, Qt.Key.Key_F1)
    assert not shown.isVisible()
    return str(heading)


@pytest.mark.usefixtures("pseudo")
def test_every_word_is_marked_and_has_room(qtbot: "QtBot", head: "Window") -> None:
    from ewloe_desktop.services.photo_uses import list_uses, show_wording

    keeper = head.work.keeper
    data = {use.name for use in keeper.read(list_uses)} | set(keeper.read(show_wording).text.splitlines())
    for number in range(10):
        dialog = openings(head)[number]()
        qtbot.waitUntil(lambda: head.work.idle)
        left = [words for words in unmarked(dialog) if words not in data and not set(words.splitlines()) & data]
        assert left == [], dialog.windowTitle()
        assert cut(dialog) == [], dialog.windowTitle()
        dialog.done(0)


def test_a_staff_list_is_shown_before_it_is_kept_and_the_second_time_changes_nothing(
    qtbot: "QtBot", head: "Window", tmp_path: Path
) -> None:
    from ewloe_desktop.services.people import list_people
    from ewloe_desktop.ui.dialogs.staff_list import COLUMNS, DONE, PREVIEW, StaffListDialog

    file = tmp_path / "staff.csv"
    file.write_text(LIST, encoding="utf-8")

    def to_preview() -> StaffListDialog:
        dialog = StaffListDialog.ask(page(head))
        dialog.read_file(file)
        qtbot.waitUntil(lambda: dialog.step == COLUMNS, timeout=60_000)
        assert [row.name for row in dialog.columns.model.rows] == ["Mr Gethin Ŵyn", "Ms Lleucu Môn"]
        dialog.go_on()
        qtbot.waitUntil(lambda: dialog.preview is not None)
        return dialog

    dialog = to_preview()
    assert [what for _line, _name, what in dialog.shown.model.rows if what.startswith("New")] == [
        "New: Teaching staff, since 1 September 2024",
        "New: Non-teaching staff, since 1 September 2025",
    ]
    assert len(head.work.keeper.read(list_people)) == 3
    dialog.go_on()
    qtbot.waitUntil(lambda: dialog.step == DONE)
    assert {row.name for row in head.work.keeper.read(list_people)} >= {"Mr Gethin Ŵyn", "Ms Lleucu Môn"}
    dialog.accept()
    qtbot.waitUntil(lambda: head.work.idle)
    again = to_preview()
    assert again.step == PREVIEW and again.shown.told.text() == "Nothing changes"
    assert again.next.text() == "Close"
    again.go_on()
    assert not again.isVisible()


def test_a_list_without_names_goes_no_further(qtbot: "QtBot", head: "Window", tmp_path: Path) -> None:
    from ewloe_desktop.ui.dialogs.staff_list import COLUMNS, StaffListDialog

    file = tmp_path / "rooms.csv"
    file.write_text("Room,Seats\nOak,30\n", encoding="utf-8")
    dialog = StaffListDialog.ask(page(head))
    dialog.read_file(file)
    qtbot.waitUntil(lambda: dialog.step == COLUMNS, timeout=60_000)
    dialog.go_on()
    assert dialog.step == COLUMNS and dialog.columns.summary.isVisible()
    dialog.reject()


def test_new_words_are_warned_of_and_let_every_yes_lapse(qtbot: "QtBot", head: "Window") -> None:
    from ewloe_desktop.services.photo_uses import show_wording
    from ewloe_desktop.ui.dialogs.photo_uses import WordingDialog

    told = head.work.keeper.read(show_wording)
    dialog = WordingDialog(page(head), head.work, told)
    dialog.ask()
    dialog.form.fields["sure"].set_value(True)
    dialog.act.click()
    assert dialog.form.fields["text"].error.text()
    dialog.form.fields["text"].set_value("We ask before we use a picture of you.")
    dialog.act.click()
    with qtbot.waitSignal(dialog.done_with):
        pass
    qtbot.waitUntil(lambda: head.work.idle)
    assert head.work.keeper.read(show_wording).number != told.number


def test_a_use_is_added_and_ended(qtbot: "QtBot", head: "Window") -> None:
    from ewloe_desktop.ui.dialogs.photo_uses import UseDialog, UsesDialog

    uses = UsesDialog.ask(page(head))
    qtbot.waitUntil(lambda: len(uses.model.rows) == 9)
    uses.add()
    dialog = next(d for d in head.findChildren(UseDialog) if d.isVisible())
    dialog.act.click()
    assert {name for name, field in dialog.form.fields.items() if field.error.text()} == {"name", "published"}
    type_text(dialog.form.fields["name"].inner, "School bus")
    dialog.form.set_values({"published": True, "medium": "wall", "basis": "consent"})
    dialog.act.click()
    qtbot.waitUntil(lambda: len(uses.model.rows) == 10 and head.work.idle)
    uses.table.choose(lambda use: use.name == "School bus")
    uses.change()
    change = next(d for d in head.findChildren(UseDialog) if d.isVisible())
    change.form.fields["ended"].set_value(True)
    change.act.click()
    qtbot.waitUntil(lambda: uses.model.rows[-1].ended_on is not None and head.work.idle)
    uses.reject()


def test_what_nobody_may_is_not_offered(qtbot: "QtBot", sign_in: Callable[[str, str], "Window"]) -> None:
    from ewloe_desktop.services.disposal import Disposable
    from ewloe_desktop.ui.dialogs.disposal import DisposalDialog
    from ewloe_desktop.ui.photo_actions import photo_actions

    window = sign_in(OFFICE, OFFICE_PASSWORD)
    here = page(window)
    assert all(here.around.may(action.needs) for action in photo_actions())
    looking = DisposalDialog(here)
    looking.offer([Disposable("a", 1, CHAIR, date(2018, 7, 20), date(2024, 12, 31), 9, 2)])
    looking.ask()
    assert not looking.act.isVisible() and not looking.form.fields["password"].isVisible()
    looking.done(0)
    qtbot.waitUntil(lambda: window.work.idle)


def test_the_list_for_disposal_ticks_nothing_beforehand(head: "Window") -> None:
    from ewloe_desktop.services.disposal import Disposable
    from ewloe_desktop.ui.dialogs.disposal import DisposalDialog

    dialog = DisposalDialog(page(head))
    dialog.offer([Disposable("a", 1, CHAIR, date(2018, 7, 20), date(2024, 12, 31), 9, 2)])
    dialog.ask()
    dialog.form.set_values({"note": "Looked through.", "sure": True, "password": "x"})
    dialog.act.click()
    assert dialog.list.error.text()
    dialog.list.item(0).setCheckState(0, Qt.CheckState.Checked)
    assert [entry.name for entry in dialog.list.value()] == [CHAIR]
    dialog.done(0)


def test_a_small_picture_is_taken_and_something_else_refused(qtbot: "QtBot", head: "Window", tmp_path: Path) -> None:
    from PIL import Image

    from ewloe_desktop.ui.small_picture import SmallPictureField

    field = SmallPictureField("picture", "Picture", head.work)
    qtbot.addWidget(field)
    Image.new("RGB", (2000, 1000), "green").save(tmp_path / "fair.jpg")
    field.take(tmp_path / "fair.jpg")
    qtbot.waitUntil(lambda: field.value() is not None, timeout=60_000)
    kept = field.value()
    assert kept is not None and kept.startswith(b"\xff\xd8") and len(kept) < 100_000
    (tmp_path / "words.jpg").write_text("words")
    field.take(tmp_path / "words.jpg")
    qtbot.waitUntil(lambda: bool(field.error.text()), timeout=60_000)
    assert field.value() == kept
