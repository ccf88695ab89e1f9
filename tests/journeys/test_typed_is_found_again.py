"""What was typed and not sent is there again: after a lock with another person, after Cancel, after a crash."""

from typing import Any

import pytest
from PySide6.QtWidgets import QPushButton, QWidget

from ewloe_desktop.domain.policies import State
from ewloe_desktop.domain.text import Kind
from ewloe_desktop.services.drafts import typed
from ewloe_desktop.ui.dialogs.grant_office import GrantDialog
from ewloe_desktop.ui.dialogs.mend import MendDialog
from ewloe_desktop.ui.dialogs.person import PersonDialog
from ewloe_desktop.ui.dialogs.return_text import ReturnDialog
from ewloe_desktop.ui.dialogs.revision import ImportDialog
from ewloe_desktop.ui.dialogs.settle import SettleDialog
from ewloe_desktop.ui.dialogs.sign import SignDialog
from tests.conftest import type_text
from tests.journeys import steps
from tests.journeys.conftest import CHAIR_PASSWORD, GARDEN, HEAD_PASSWORD, Sitting

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", extend=True)
on_file = pytest.mark.parametrize("place", ["file"], indirect=True)


def somebody_else_and_back(sitting: Sitting) -> None:
    """The window locks, the chair signs in, and then the head teacher again: her dialog is gone."""
    sitting.window.switch_person()
    sitting.sign_in(sitting.chair_id, CHAIR_PASSWORD)
    sitting.window.switch_person()
    sitting.sign_in(sitting.head_id, HEAD_PASSWORD)


def press(asked: QWidget, words: str) -> None:
    """Presses a button by its words."""
    next(b for b in asked.findChildren(QPushButton) if b.text() == words and b.isVisible()).click()


def says_so(sitting: Sitting, asked: QWidget) -> QPushButton:
    """Waits until the dialog says that it found something; the button that starts afresh."""
    buttons: list[QPushButton] = []

    def there() -> bool:
        buttons[:] = [b for b in asked.findChildren(QPushButton) if b.text() == "Start afresh" and b.isVisible()]
        return bool(buttons)

    sitting.wait(there)
    sitting.settle()
    return buttons[0]


def kept(sitting: Sitting, place: str) -> Any:
    """What the register holds for the person signed in."""
    found = sitting.ask(typed, place)
    return found.content if found else None


def test_what_changed_is_there_after_somebody_else_was_signed_in_and_gone_once_it_is_sent(sitting: Sitting) -> None:
    sitting.sign_in(sitting.head_id, HEAD_PASSWORD)
    facts = steps.draft(sitting)
    page = steps.shown(sitting, facts)
    page.acts.settle()
    type_text(sitting.dialog(SettleDialog).summary_field.area, "Who waters, and ŵhen.")
    somebody_else_and_back(sitting)

    page = steps.shown(sitting, facts)
    page.acts.settle()
    asked = sitting.dialog(SettleDialog)
    says_so(sitting, asked)
    assert asked.summary_field.value() == "Who waters, and ŵhen."
    asked.act.click()
    sitting.gone(SettleDialog)
    assert page.pane.page.revision.state is State.WITH_HEAD
    assert kept(sitting, f"settle/{facts.id}") is None


@on_file
def test_it_is_kept_while_it_is_typed_without_anything_else_happening(sitting: Sitting) -> None:
    sitting.sign_in(sitting.head_id, HEAD_PASSWORD)
    facts = steps.draft(sitting)
    page = steps.shown(sitting, facts)
    heard: list[bool] = []
    sitting.window.work.changed.connect(lambda: heard.append(True))
    page.acts.settle()
    asked = sitting.dialog(SettleDialog)
    type_text(asked.summary_field.area, "Half a sent")
    sitting.wait(lambda: kept(sitting, f"settle/{facts.id}") is not None)
    assert kept(sitting, f"settle/{facts.id}") == {"change_summary": "Half a sent"}
    assert not heard, "typing is no act: no page is read again"
    asked.cancel.click()


@on_file
def test_start_afresh_puts_everything_away(sitting: Sitting) -> None:
    sitting.sign_in(sitting.head_id, HEAD_PASSWORD)
    page = sitting.page("people")
    page._add()
    type_text(sitting.dialog(PersonDialog).form.fields["name"].inner, "Mrs Gwenllian Hâf")
    sitting.dialog(PersonDialog).cancel.click()
    sitting.gone(PersonDialog)
    page._add()
    asked = sitting.dialog(PersonDialog)
    afresh = says_so(sitting, asked)
    assert asked.form.fields["name"].value() == "Mrs Gwenllian Hâf"
    afresh.click()
    assert asked.form.fields["name"].value() == "Mrs Gwenllian Hâf", "the first press only asks"
    press(asked, "Keep it")
    assert afresh.isVisible()
    afresh.click()
    press(asked, "Put it away")
    assert asked.form.fields["name"].value() == ""
    assert not afresh.isVisible()
    assert kept(sitting, "person/new") is None
    asked.cancel.click()


@on_file
def test_no_password_is_ever_kept(sitting: Sitting) -> None:
    sitting.sign_in(sitting.head_id, HEAD_PASSWORD)
    page = sitting.page("people", {"person_id": sitting.chair_id})
    page._grant()
    asked = sitting.dialog(GrantDialog)
    type_text(asked.form.fields["password"].line, HEAD_PASSWORD)
    type_text(asked.form.fields["basis"].inner, "Minute 9")
    asked.cancel.click()
    sitting.gone(GrantDialog)
    found = kept(sitting, f"office/{sitting.chair_id}")
    assert found["basis"] == "Minute 9"
    assert "password" not in found and HEAD_PASSWORD not in str(found)


@on_file
def test_the_meetings_answers_are_there_after_a_stop_but_who_signs_is_asked_again(sitting: Sitting) -> None:
    sitting.sign_in(sitting.head_id, HEAD_PASSWORD)
    page = steps.shown(sitting, steps.head_signed(sitting))
    page.acts.all()["sign_governors"]()
    asked = sitting.dialog(SignDialog)
    asked.meeting.set_values({"minute": "7.2", "meeting_on": sitting.today, "present": 8, "in_post": 11})
    asked.review.cycle.set_value(24)
    asked.read.paper.set_value(True)
    asked.stop.click()
    sitting.gone(SignDialog)
    page.acts.all()["sign_governors"]()
    asked = sitting.dialog(SignDialog)
    sitting.wait(lambda: asked.meeting.minute.value() == "7.2")
    assert (asked.meeting.present.value(), asked.review.months) == (8, 24)
    assert not asked.read.paper.value()
    asked.stop.click()


@on_file
def test_a_reason_for_returning_is_found_again(sitting: Sitting) -> None:
    sitting.sign_in(sitting.head_id, HEAD_PASSWORD)
    page = steps.shown(sitting, steps.settled(sitting))
    page.acts.return_text()
    type_text(sitting.dialog(ReturnDialog).reason.area, "Say who shuts the gate.")
    somebody_else_and_back(sitting)
    page = sitting.page("policies")
    page.acts.return_text()
    asked = sitting.dialog(ReturnDialog)
    sitting.wait(lambda: asked.reason.value() == "Say who shuts the gate.")
    asked.stop.click()


@on_file
def test_a_file_brought_and_its_mended_words_are_found_again(sitting: Sitting) -> None:
    sitting.sign_in(sitting.head_id, HEAD_PASSWORD)
    page = sitting.page("policies")
    file = sitting.folder / "garden-policy.txt"
    file.write_text(GARDEN, encoding="utf-8")
    page.new_policy.click()
    asked = sitting.dialog(ImportDialog)
    asked.read_file(file)
    sitting.wait(lambda: asked.step == 1)
    asked.bench.bench.parts.setCurrentIndex(asked.bench.bench.parts.model().index(1, 0))
    type_text(asked.bench.bench.words, "MENDED ")
    file.unlink()
    asked.stop.click()
    sitting.gone(ImportDialog)

    page.new_policy.click()
    asked = sitting.dialog(ImportDialog)
    sitting.wait(lambda: asked.step == 1)
    says_so(sitting, asked)
    assert "MENDED" in asked.bench.text.blocks[1].text
    asked.next.click()
    asked.about.in_use.set_value(False)
    asked.next.click()
    asked.next.click()
    sitting.gone(ImportDialog)
    assert "MENDED" in page.pane.page.text.blocks[1].text
    assert page.pane.page.sheets[0].name == "garden-policy.txt"
    assert (kept(sitting, "import/new"), kept(sitting, "import/new/file")) == (None, None)


def mend_a_word(sitting: Sitting, page: Any) -> MendDialog:
    """Opens the draft under repair and types into its last part."""
    page.acts.edit()
    asked = sitting.dialog(MendDialog)
    sitting.settle()
    parts = asked.bench.bench.parts
    parts.setCurrentIndex(parts.model().index(parts.model().rowCount() - 1, 0))
    type_text(asked.bench.bench.words, "Gates. ")
    return asked


def test_a_draft_is_mended_and_what_was_not_kept_is_found_again(sitting: Sitting) -> None:
    sitting.sign_in(sitting.head_id, HEAD_PASSWORD)
    facts = steps.draft(sitting)
    page = steps.shown(sitting, facts)
    mend_a_word(sitting, page)
    somebody_else_and_back(sitting)
    page = steps.shown(sitting, facts)
    page.acts.edit()
    asked = sitting.dialog(MendDialog)
    says_so(sitting, asked)
    asked.next.click()
    sitting.gone(MendDialog)
    last = page.pane.page.text.blocks[-1]
    assert (last.kind, last.text[:6]) == (Kind.PARAGRAPH, "Gates.")
    assert kept(sitting, f"mend/{facts.id}") is None
