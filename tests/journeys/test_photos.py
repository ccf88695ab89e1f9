"""Photo permissions: the office enters a pile of forms, a form of one person, a teacher withdraws."""

import io
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from reportlab.pdfgen.canvas import Canvas

from ewloe_desktop.domain.people import Office, PersonKind
from ewloe_desktop.domain.photos import Answer, How, Standing
from ewloe_desktop.services import photo_matrix, photos, placements
from ewloe_desktop.services.journal import list_acts
from ewloe_desktop.services.keys import enrol_key
from ewloe_desktop.services.offices import grant_office
from ewloe_desktop.services.people import GrantAnswer, NewPerson, add_person
from ewloe_desktop.services.photo_matrix import MatrixFilter
from ewloe_desktop.services.photo_recording import AnswerLine, RecordAnswers, record_answers
from ewloe_desktop.services.photo_uses import list_uses, show_wording
from ewloe_desktop.services.placements import PlacementAnswer, add_placement
from ewloe_desktop.ui.answer_grid import Said
from ewloe_desktop.ui.dialogs.permission import PermissionDialog
from ewloe_desktop.ui.dialogs.permission_batch import CHECK, RECORD, BatchDialog
from ewloe_desktop.ui.dialogs.withdraw import WithdrawDialog
from tests.conftest import type_text
from tests.faults.amounts import trials
from tests.journeys.conftest import HEAD_PASSWORD, Sitting

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", extend=True)
OFFICE_PASSWORD, TEACHER_PASSWORD = "pencil meadow train cup", "window apple cloud chair"
OFFICE, TEACHER = "Ms Siân Ŵyn-Ellis", "Mr Gwilym Ŷnyr"


def pile_of(pages: int) -> bytes:
    """What the scanner makes of a pile: one file of many pages."""
    out = io.BytesIO()
    paper = Canvas(out)
    for number in range(1, pages + 1):
        paper.drawString(100, 700, f"Form {number}")
        paper.showPage()
    paper.save()
    return out.getvalue()


def with_password(sitting: Sitting, name: str, kind: PersonKind, password: str, *offices: Office) -> str:
    """Somebody who can sign in; the head teacher is signed in."""
    facts = sitting.do(add_person, NewPerson(name, kind, paid=True))
    sitting.do(enrol_key, facts.row.id, facts.row.seen, password)
    for office in offices:
        answer = GrantAnswer(facts.row.id, office, sitting.today, None, "minute 1", HEAD_PASSWORD)
        sitting.do(grant_office, answer)
    return str(facts.row.id)


def as_somebody(sitting: Sitting, person_id: str, password: str) -> None:
    """Locks, and lets somebody else sign in."""
    sitting.window.switch_person()
    sitting.sign_in(person_id, password)


@pytest.fixture
def office(sitting: Sitting) -> str:
    """The office clerk, known to the register; the head teacher is signed in."""
    sitting.sign_in(sitting.head_id, HEAD_PASSWORD)
    return with_password(sitting, OFFICE, PersonKind.NON_TEACHING, OFFICE_PASSWORD, Office.OFFICE_STAFF)


def states(sitting: Sitting, person_id: str) -> list[Standing]:
    """How each use stands."""
    return [state.standing for state in sitting.ask(photos.person_permissions, person_id).states]


def keys(widget: Any, typed: str) -> None:
    """Presses keys one after the other."""
    QTest.keyClicks(widget, typed)


def test_the_office_enters_many_forms_of_one_pile(sitting: Sitting, office: str) -> None:
    many = trials(10, 30)
    for number in range(many):
        sitting.do(add_person, NewPerson(f"Mrs Nia Maes-{number:02d}", PersonKind.STAFF, paid=True))
    as_somebody(sitting, office, OFFICE_PASSWORD)
    page = sitting.page("photos")
    page.start("batch")
    pile: Any = sitting.dialog(BatchDialog)
    for number in range(many):
        type_text(pile.enter.search, f"maes-{number:02d}")
        QTest.keyClick(pile.enter.search, Qt.Key.Key_Return)
        keys(pile.enter.view, "ybnobn ny")
        QTest.keyClick(pile.enter.view, Qt.Key.Key_Return)
    scanned = Path(sitting.folder) / "pile.pdf"
    scanned.write_bytes(pile_of(2 * many + 1))  # one of the forms has a page more
    pile.scans.read(str(scanned), tuple(form.person_id for form in pile.pile.forms()))
    sitting.wait(lambda: all(form.waits for form in pile.pile.forms()))
    assert f"{2 * many + 1} pages for {many} forms" in pile.enter.scan_told.text()
    pile.next.click()
    assert pile.step == CHECK and not pile.next.isEnabled()
    pile.check.table.selectRow(3)
    keys(pile.check.table, "3")
    sitting.wait(lambda: all(form.scan is not None for form in pile.pile.forms()))
    assert [row.pages for row in pile.check.rows.rows[2:6]] == ["5-6", "7-9", "10-11", "12-13"]
    told = f"Ready to record: {many} people, {5 * many} yes ({2 * many} with the name beside it), {3 * many} no"
    assert pile.check.total.text() == told
    assert pile.next.text() == f"Record for {many} people"
    pile.next.click()
    sitting.wait(lambda: pile.step == RECORD and not pile._running)
    assert pile.record.told.text() == f"{many} of {many} recorded"
    pile.next.click()
    sitting.gone(BatchDialog)
    rows = sitting.ask(photo_matrix.show_matrix, MatrixFilter(find="Maes-")).rows
    assert {row.states[0].standing for row in rows} == {Standing.YES}
    assert [state.name_shown for state in rows[0].states[:4]] == [None, True, None, False]
    assert [row.kind for row in sitting.ask(list_acts)][:many] == ["photo_answers_recorded"] * many
    assert scan_of(sitting, page, rows[7].person_id) == "pile 16-17.pdf"


def scan_of(sitting: Sitting, page: Any, person_id: str) -> str:
    """The name of the file that opens from the newest line of somebody's history."""
    from ewloe_desktop.ui.dialogs.preview import PreviewDialog

    (line, *_rest) = sitting.ask(photos.person_permissions, person_id).history
    page.person._open_scan(line)
    shown = sitting.dialog(PreviewDialog)
    name = shown.windowTitle()
    shown.reject()
    sitting.gone(PreviewDialog)
    return str(name)


def test_one_form_of_the_pile_that_is_refused_loses_no_other(sitting: Sitting, office: str) -> None:
    ids = [sitting.do(add_person, NewPerson(f"Mr Ifan Bryn-{n}", PersonKind.STAFF, True)).row.id for n in range(3)]
    as_somebody(sitting, office, OFFICE_PASSWORD)
    sitting.page("photos").start("batch")
    pile: Any = sitting.dialog(BatchDialog)
    for id_ in ids:
        pile.enter.view.start_at(pile.pile.row_of(id_))
        keys(pile.enter.view, "nn")
    pile.enter.view.start_at(pile.pile.row_of(ids[0]))
    keys(pile.enter.view, "y")  # without a scan: not ready
    pile.pile.filled[ids[1]].answers["no such use"] = Said.NO  # refused by the register
    pile.next.click()
    assert "1 form is" in pile.check.not_ready.text()
    pile.next.click()
    sitting.wait(lambda: pile.step == RECORD and not pile._running)
    assert pile.record.told.text() == "1 of 2 recorded. 2 stay on the pile and are kept for you."
    assert states(sitting, ids[2])[:2] == [Standing.NO, Standing.NO]
    assert set(pile.pile.filled) == {ids[0], ids[1]}
    pile.reject()
    sitting.gone(BatchDialog)


def test_a_form_of_one_person_by_keyboard_alone(sitting: Sitting, office: str) -> None:
    teacher = sitting.do(add_person, NewPerson(TEACHER, PersonKind.STAFF, paid=True)).row.id
    as_somebody(sitting, office, OFFICE_PASSWORD)
    page = sitting.page("photos", {"person_id": teacher})
    page.person.record.click()
    sitting.settle()
    asked: Any = sitting.dialog(PermissionDialog)
    asked.view.setFocus()
    keys(asked.view, "yyn yn")
    QTest.keyClick(asked.view, Qt.Key.Key_Return)
    assert "scan" in asked.form.summary.accessibleName()
    scanned = Path(sitting.folder) / "form.pdf"
    scanned.write_bytes(pile_of(1))
    asked.scan.take(str(scanned))
    sitting.wait(lambda: asked.scan.value() is not None)
    last_day = sitting.today + timedelta(days=90)
    asked.until.set_value(last_day)
    asked.view.setFocus()
    QTest.keyClick(asked.view, Qt.Key.Key_Return)
    sitting.gone(PermissionDialog)
    assert states(sitting, teacher)[:4] == [Standing.YES, Standing.NO, Standing.NOT_ASKED, Standing.YES]
    first = sitting.ask(photos.person_permissions, teacher).states[0]
    assert (first.name_shown, first.until) == (True, last_day)


def test_a_teacher_signs_on_screen_and_withdraws_at_once(sitting: Sitting, office: str) -> None:
    teacher = with_password(sitting, TEACHER, PersonKind.STAFF, TEACHER_PASSWORD)
    website = next(use.id for use in sitting.ask(list_uses) if use.code == "website")
    place = PlacementAnswer(website, "Sports day", "News page", sitting.today, (teacher,), office)
    as_somebody(sitting, teacher, TEACHER_PASSWORD)
    page = sitting.page("photos")
    assert page.person.name.text() == TEACHER
    page.person.sign.click()
    sitting.settle()
    signing: Any = sitting.dialog(PermissionDialog)
    assert "A yes counts for two years" in signing.told.text()
    keys(signing.view, "y" * 18)
    type_text(signing.password.line, TEACHER_PASSWORD)
    signing.act.click()
    sitting.gone(PermissionDialog)
    assert set(states(sitting, teacher)) == {Standing.YES}
    as_somebody(sitting, office, OFFICE_PASSWORD)
    sitting.do(add_placement, place)
    as_somebody(sitting, teacher, TEACHER_PASSWORD)
    page = sitting.page("photos")
    page.person.withdraw.click()
    sitting.settle()
    withdrawing: Any = sitting.dialog(WithdrawDialog)
    withdrawing.what.set_value("some")
    withdrawing.uses[website].setChecked(True)
    withdrawing.act.click()
    sitting.gone(WithdrawDialog)
    own = sitting.ask(photos.person_permissions, teacher)
    assert dict(zip([u.id for u in own.uses], own.states, strict=True))[website].standing is Standing.WITHDRAWN
    assert [line.answer for line in own.history if line.use == "School website"] == [Answer.WITHDRAWN, Answer.YES]
    as_somebody(sitting, office, OFFICE_PASSWORD)
    (due,) = sitting.ask(placements.list_takedowns)
    assert (due.person, due.what, due.reason) == (TEACHER, "Sports day", "withdrawn")


def test_today_leads_to_those_whose_yes_ends_soon(sitting: Sitting, office: str, clock: Any) -> None:
    uses = sitting.ask(list_uses)
    told = sitting.ask(show_wording).id
    lines = tuple(AnswerLine(use.id, Answer.YES) for use in uses)
    sitting.do(
        record_answers,
        RecordAnswers(office, lines, sitting.today, How.SPOKEN, told, written_by="Mrs Marged Pugh"),
    )
    clock.advance(days=690)
    page = sitting.page("today")
    sitting.window.work.changed.emit()
    sitting.settle()
    from PySide6.QtWidgets import QPushButton

    (see,) = [b for b in page.findChildren(QPushButton) if "ends within 60 days" in b.accessibleName()]
    see.click()
    sitting.settle()
    shown: Any = sitting.window.shell and sitting.window.shell.page
    assert shown.key == "photos"
    assert [row.name for row in shown.list.model.rows] == [OFFICE]
