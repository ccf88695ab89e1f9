"""Read and understood at the window: the office asks, one reads on screen, a list comes back."""

from pathlib import Path
from typing import Any

import pytest

from ewloe_desktop.domain.people import PersonKind
from ewloe_desktop.domain.readings import How, ReadState
from ewloe_desktop.services.people import NewPerson, add_person
from ewloe_desktop.services.readings import list_readers
from ewloe_desktop.services.reviews import what_needs
from ewloe_desktop.ui.dialogs.preview import PreviewDialog
from ewloe_desktop.ui.dialogs.read_policy import ReadPolicyDialog
from ewloe_desktop.ui.dialogs.readers import ReadersDialog
from ewloe_desktop.ui.dialogs.reading_duty import DutyDialog
from ewloe_desktop.ui.dialogs.reading_record import RecordReadingsDialog
from tests.conftest import type_text
from tests.journeys import steps
from tests.journeys.conftest import CHAIR_PASSWORD, HEAD_PASSWORD, Sitting
from tests.services.scans import SCAN

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", extend=True)


def item(sitting: Sitting, kind: str) -> Any:
    """The line of Today of that kind."""
    return next(i for i in sitting.ask(what_needs).for_you if i.kind == kind)


def ask_everybody(sitting: Sitting, listed: ReadersDialog) -> None:
    """Says who is asked."""
    listed.duty.click()
    asked = sitting.dialog(DutyDialog)
    asked.kinds[PersonKind.GOVERNOR].set_value(True)
    asked.act.click()
    sitting.gone(DutyDialog)
    assert "Asked since" in listed.asked.text()
    assert listed.facts is not None
    assert {row.state for row in listed.facts.rows} == {ReadState.ASKED}
    listed.table.selectRow([r.person_id for r in listed.facts.rows].index(sitting.chair_id))


def read_as_chair(sitting: Sitting) -> None:
    """The chair reads it at the head teacher's PC; the head teacher's password does not do."""
    reading = sitting.dialog(ReadPolicyDialog)
    reading.read.paper.set_value(True)
    reading.next.click()
    assert reading.agree.who.value() == sitting.chair_id
    reading.agree.agree.set_value(True)
    type_text(reading.agree.password.line, HEAD_PASSWORD)
    reading.next.click()
    sitting.settle()
    assert reading.step == reading.act_step
    type_text(reading.agree.password.line, CHAIR_PASSWORD)
    reading.next.click()
    sitting.wait(lambda: reading.step > reading.act_step)
    reading.next.click()
    sitting.gone(ReadPolicyDialog)


def record_list(sitting: Sitting, person_id: str, scan: Path) -> None:
    """One name, and the scan of the list."""
    record = sitting.dialog(RecordReadingsDialog)
    record.act.click()
    assert record.form.fields["people"].error.isVisible()
    record.people.set_value((person_id,))
    scan.write_bytes(SCAN)
    record.scan.take(str(scan))
    sitting.settle()
    record.act.click()
    sitting.gone(RecordReadingsDialog)


def test_the_office_asks_and_each_says_so_in_their_own_way(sitting: Sitting, tmp_path: Path) -> None:
    sitting.sign_in(sitting.head_id, HEAD_PASSWORD)
    cook = sitting.keeper.write(add_person, NewPerson("Ms Lleucu Môn", PersonKind.NON_TEACHING, paid=True)).row.id
    page = steps.shown(sitting, steps.in_force(sitting))
    page.start("readers")
    listed = sitting.dialog(ReadersDialog)
    sitting.settle()
    ask_everybody(sitting, listed)
    listed.read.click()
    read_as_chair(sitting)
    listed.paper.click()
    record_list(sitting, cook, tmp_path / "signed list.pdf")
    rows = {row.person_id: (row.state, row.how) for row in sitting.ask(list_readers).rows}
    assert rows == {
        sitting.head_id: (ReadState.ASKED, ""),
        sitting.chair_id: (ReadState.READ, How.SCREEN),
        cook: (ReadState.READ, How.PAPER),
    }
    listed.print_list()
    sitting.dialog(PreviewDialog).reject()
    sitting.settle()
    listed.reject()
    today = sitting.page("today")
    assert item(sitting, "readings_open").reason == "1"
    today._follow(item(sitting, "read_asked"))
    reading = sitting.dialog(ReadPolicyDialog)
    assert reading.agree.who.value() == sitting.head_id
    reading.reject()
    sitting.gone(ReadPolicyDialog)
