"""Pictures: an editor checks a group, a page is taken down, the head teacher confirms disposal."""

from datetime import timedelta
from typing import Any

import pytest
from PySide6.QtCore import Qt

from ewloe_desktop.domain.people import PersonKind
from ewloe_desktop.domain.photos import Answer, How
from ewloe_desktop.services import disposal, offices, photos, picture_checks, placements
from ewloe_desktop.services.journal import list_acts
from ewloe_desktop.services.people import NewPerson, add_person, show_person
from ewloe_desktop.services.photo_recording import AnswerLine, RecordAnswers, record_answers, withdraw
from ewloe_desktop.services.photo_uses import list_uses, show_wording
from ewloe_desktop.ui.dialogs.disposal import DisposalDialog
from ewloe_desktop.ui.dialogs.picture_check import PictureCheckDialog
from ewloe_desktop.ui.dialogs.placement import PlacementDialog
from ewloe_desktop.ui.dialogs.placements import PlacementsDialog
from ewloe_desktop.ui.dialogs.preview import PreviewDialog
from ewloe_desktop.ui.dialogs.takedown import TakedownDialog
from ewloe_desktop.ui.photo_actions import photo_actions
from tests.conftest import FixedClock, type_text
from tests.journeys.conftest import CHAIR, CHAIR_PASSWORD, HEAD_PASSWORD, Sitting

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", extend=True)
TEACHER, COOK = "Mr Gethin Ŵyn", "Ms Lleucu Môn"


def add(sitting: Sitting, name: str) -> str:
    """Somebody more at the school."""
    return str(sitting.keeper.write(add_person, NewPerson(name, PersonKind.STAFF, paid=True)).row.id)


def use_of(sitting: Sitting, code: str) -> str:
    """A use's id."""
    return next(str(use.id) for use in sitting.keeper.read(list_uses) if use.code == code)


def say(sitting: Sitting, person_id: str, answer: Answer, code: str = "website") -> None:
    """Said in person, written down."""
    told = sitting.keeper.read(show_wording).id
    line = AnswerLine(use_of(sitting, code), answer)
    asked = RecordAnswers(person_id, (line,), sitting.today, How.SPOKEN, told, written_by="Head Sampl")
    sitting.keeper.write(record_answers, asked)


def start(sitting: Sitting, key: str) -> None:
    """Starts one of the actions from the page in sight."""
    assert sitting.window.shell is not None and sitting.window.shell.page is not None
    next(action for action in photo_actions() if action.key == key).run(sitting.window.shell.page)
    sitting.settle()


def text(said: Any) -> str:
    """Every word of a widget's labels."""
    from PySide6.QtWidgets import QLabel

    return " | ".join(label.text() for label in said.findChildren(QLabel) if not label.isHidden())


def test_an_editor_checks_a_group_picture_and_keeps_the_answer(sitting: Sitting) -> None:
    sitting.sign_in(sitting.head_id, HEAD_PASSWORD)
    teacher, cook = add(sitting, TEACHER), add(sitting, COOK)
    say(sitting, teacher, Answer.YES)
    say(sitting, sitting.chair_id, Answer.YES)
    sitting.window.lock(keep_person=False)
    sitting.sign_in(sitting.chair_id, CHAIR_PASSWORD)  # a governor who edits the newsletter: may check, not record
    start(sitting, "check")
    asked = sitting.dialog(PictureCheckDialog)
    for part in ("wyn-bow", "gethin", "lleucu mon"):
        asked.form.people.line.setText(part)
        asked.form.people._find(part)
        asked.form.people._take_item(asked.form.people.found.item(0))
    assert asked.form.people.names() == (CHAIR, TEACHER, COOK)
    asked.form.use.box.setCurrentIndex(asked.form.use.box.findText("School website"))
    asked.form.children_field.set_value(False)
    asked.form.setting_field.set_value(False)
    sitting.wait(lambda: asked.checked is not None)
    assert asked.checked is not None and not asked.checked.verdict.allowed
    assert [p.name for p in asked.checked.verdict.in_the_way] == [COOK]
    asked.form.people._remove(cook)
    type_text(asked.form.what.line, "Governors' tea")
    sitting.wait(lambda: asked.checked is not None and asked.checked.question.what == "Governors' tea")
    assert asked.checked.verdict.allowed
    asked.keep.click()
    sitting.wait(lambda: bool(asked.checked and asked.checked.act))
    asked.print.click()
    sitting.dialog(PreviewDialog).reject()
    asked.close_button.click()
    sitting.gone(PictureCheckDialog)
    (row,) = sitting.keeper.read(list_acts, None, 10, "picture_checked")
    assert row.facts["use_name"] == "School website"


def test_a_page_is_recorded_and_taken_down_after_a_withdrawal(sitting: Sitting) -> None:
    sitting.sign_in(sitting.head_id, HEAD_PASSWORD)
    teacher = add(sitting, TEACHER)
    say(sitting, teacher, Answer.YES)
    sitting.page("photos")
    start(sitting, "placements")
    places = sitting.dialog(PlacementsDialog)
    places.add.click()
    asked = sitting.dialog(PlacementDialog)
    sitting.settle()
    asked.act.click()
    assert asked.form.summary.isVisible()
    type_text(asked.form.fields["what"].inner, "Harvest fair")
    type_text(asked.form.fields["place"].inner, "https://school.example/news")
    asked.form.set_values({"use_id": use_of(sitting, "website")})
    asked.people.pick(teacher)
    asked.act.click()
    sitting.gone(PlacementDialog)
    sitting.wait(lambda: [row.what for row in places.where_model.rows] == ["Harvest fair"])
    places.reject()
    sitting.gone(PlacementsDialog)
    sitting.keeper.write(withdraw, teacher, (use_of(sitting, "website"),), "", sitting.today)
    start(sitting, "takedowns")
    places = sitting.dialog(PlacementsDialog)
    sitting.wait(lambda: len(places.down_model.rows) == 1)
    places.deal.click()
    dealt = sitting.dialog(TakedownDialog)
    dealt.form.set_values({"outcome": "removed"})
    type_text(dealt.form.fields["evidence"].inner, "Looked at again: the page shows no picture")
    dealt.act.click()
    sitting.gone(TakedownDialog)
    sitting.wait(lambda: not places.down_model.rows)
    places.with_done.setChecked(True)
    (row,) = places.down_model.rows
    assert (row.outcome, row.done_on, row.person) == ("removed", sitting.today, TEACHER)
    places.print.click()
    sitting.dialog(PreviewDialog).reject()
    places.reject()
    sitting.gone(PlacementsDialog)
    assert sitting.keeper.read(placements.list_takedowns) == ()


def test_the_head_teacher_confirms_disposal_with_their_own_password(sitting: Sitting, clock: FixedClock) -> None:
    sitting.sign_in(sitting.head_id, HEAD_PASSWORD)
    teacher = add(sitting, TEACHER)
    say(sitting, teacher, Answer.YES)
    start(sitting, "disposal")
    assert not [d for d in sitting.window.findChildren(DisposalDialog) if d.isVisible()]
    row = sitting.keeper.read(show_person, teacher).row
    sitting.keeper.write(offices.person_leaves, row.id, row.seen, sitting.today, HEAD_PASSWORD)
    clock.advance(days=366 * 7)
    start(sitting, "disposal")
    asked = sitting.dialog(DisposalDialog)
    assert asked.list.item(0).text(1) == TEACHER
    asked.list.item(0).setCheckState(0, Qt.CheckState.Checked)
    type_text(asked.form.fields["note"].inner, "Compared with the leavers' files")
    asked.form.set_values({"sure": True})
    password = asked.form.fields["password"]
    type_text(password.inner, CHAIR_PASSWORD)
    asked.act.click()
    sitting.wait(lambda: asked.form.summary.isVisible())
    assert password.value() == "" and asked.list.value()
    type_text(password.inner, HEAD_PASSWORD)
    asked.act.click()
    sitting.gone(DisposalDialog)
    assert sitting.keeper.read(disposal.propose_disposal) == ()
    assert sitting.keeper.read(photos.person_permissions, teacher).history == ()
    assert sitting.keeper.check(lambda _done, _of: None, lambda: False).whole


def test_a_check_says_what_the_policy_in_force_says(sitting: Sitting) -> None:
    sitting.sign_in(sitting.head_id, HEAD_PASSWORD)
    question = picture_checks.Question((), use_of(sitting, "website"), "Sky", sitting.today, False, False)
    assert sitting.keeper.read(picture_checks.check_picture, question).clause == ""
    start(sitting, "check")
    asked = sitting.dialog(PictureCheckDialog)
    asked.form.nobody.set_value(True)
    asked.form.use.box.setCurrentIndex(asked.form.use.box.findText("School website"))
    asked.form.children_field.set_value(False)
    asked.form.setting_field.set_value(False)
    asked.form.on.set_value(sitting.today + timedelta(days=3))
    sitting.wait(lambda: asked.checked is not None)
    sitting.wait(lambda: "No policy in force in this register" in text(asked.answer))
    asked.reject()
    sitting.gone(PictureCheckDialog)
