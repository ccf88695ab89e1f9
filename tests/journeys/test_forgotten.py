"""A governor who forgot the password signs again within ten minutes: with the card, or a slip and a witness."""

from datetime import date, timedelta
from typing import Any

import pytest
from PySide6.QtWidgets import QPushButton

from ewloe_desktop.domain.approvals import Body, Capacity, Forum, GovernorsAnswer, Meeting
from ewloe_desktop.domain.people import Office, PersonKind
from ewloe_desktop.services.approvals import decide_for_governors, prepare_signing
from ewloe_desktop.services.keys import ConfirmAnswer, confirm_key, enrol_key, renew_code
from ewloe_desktop.services.offices import grant_office
from ewloe_desktop.services.people import GrantAnswer, NewPerson, add_person, show_person
from ewloe_desktop.ui.dialogs.confirm_key import ConfirmKeyDialog
from ewloe_desktop.ui.dialogs.enrol import EnrolDialog, RecoverDialog
from ewloe_desktop.ui.dialogs.slip import SlipDialog, UseSlipDialog
from tests.journeys import steps
from tests.journeys.conftest import CHAIR_PASSWORD, HEAD_PASSWORD, Sitting, on_both

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", extend=True)
NEW = "seven candles by the harbour"
CLERK, CLERK_PASSWORD = "Ms Lowri Ffestin", "paper boat in the reeds"


def enrol_clerk(sitting: Sitting) -> str:
    """A clerk whom the chair has confirmed."""
    row = sitting.do(add_person, NewPerson(CLERK, PersonKind.NON_TEACHING, paid=False)).row
    answer = GrantAnswer(row.id, Office.CLERK, sitting.today - timedelta(days=30), None, "Minute 4", HEAD_PASSWORD)
    sitting.do(grant_office, answer)
    seen = sitting.ask(show_person, row.id).row.seen
    key = sitting.do(enrol_key, row.id, seen, CLERK_PASSWORD).person.key
    switch(sitting, sitting.chair_id, CHAIR_PASSWORD)
    sitting.do(confirm_key, key.id, key.seen, ConfirmAnswer(CHAIR_PASSWORD, sitting.today, "Governors' file"))
    clerk: str = row.id
    return clerk


def switch(sitting: Sitting, person_id: str, password: str) -> None:
    """Another person signs in at the door."""
    sitting.window.switch_person()
    sitting.sign_in(person_id, password)


def press(widget: Any, words: str) -> None:
    """A button by its words."""
    next(b for b in widget.findChildren(QPushButton) if b.isVisible() and b.text() == words).click()


def walk(sitting: Sitting, kind: type[EnrolDialog], typed: dict[str, Any]) -> str:
    """Through the three steps of a dialog about a password; the code it shows at the end."""
    dialog = sitting.dialog(kind)
    dialog.next.click()
    dialog.form_of(1).set_values(typed)
    dialog.next.click()
    sitting.wait(lambda: dialog.step == 2)
    made: Any = dialog.enrolled
    code = str(getattr(made, "recovery_code", "") or made.code)
    dialog.form_of(2).set_values({"kept": True})
    dialog.next.click()
    sitting.gone(kind)
    return code


def chairs_page(sitting: Sitting) -> Any:
    """The chair's page, in sight."""
    page = sitting.page("people", {"person_id": sitting.chair_id})
    sitting.wait(lambda: page.pane.person is not None and page.pane.person.row.id == sitting.chair_id)
    return page


def signs(sitting: Sitting, revision_id: str, password: str) -> str:
    """The chair signs for the governing body at whoever's sign-in it is."""
    told = sitting.ask(prepare_signing, revision_id, Body.GOVERNORS)
    answer = GovernorsAnswer(
        signer_id=sitting.chair_id,
        capacity=Capacity.CHAIR,
        meeting=Meeting(Forum.FULL, sitting.today, "7.2", 8, 11),
        declared_on=sitting.today,
        declaration_version=told.declaration_version,
        password=password,
    )
    return str(sitting.do(decide_for_governors, revision_id, told.seen, answer).next_step)


def test_with_the_card_the_chair_signs_again_at_once(sitting: Sitting) -> None:
    sitting.sign_in(sitting.chair_id, CHAIR_PASSWORD)
    seen = sitting.ask(show_person, sitting.chair_id).row.seen
    code = sitting.do(renew_code, sitting.chair_id, seen, CHAIR_PASSWORD).recovery_code
    switch(sitting, sitting.head_id, HEAD_PASSWORD)
    revision = steps.head_signed(sitting)
    press(chairs_page(sitting).pane, "Forgotten password…")
    assert walk(sitting, RecoverDialog, {"code": code.lower(), "password": NEW}) != code
    assert signs(sitting, revision.id, NEW) == "in_force"
    switch(sitting, sitting.chair_id, NEW)
    assert [line.kind for line in sitting.window.person.since_last_visit][:1] == ["governors_approved"]  # type: ignore[union-attr]


@on_both
def test_with_a_slip_and_somebody_who_confirms_it(sitting: Sitting) -> None:
    sitting.sign_in(sitting.head_id, HEAD_PASSWORD)
    revision = steps.head_signed(sitting)
    clerk = enrol_clerk(sitting)
    switch(sitting, sitting.head_id, HEAD_PASSWORD)
    press(chairs_page(sitting).pane, "Code lost, too: print a slip…")
    slip = walk(sitting, SlipDialog, {"knows": True})
    sitting.wait(lambda: chairs_page(sitting).pane.person.slip is not None)
    press(chairs_page(sitting).pane, "Use the slip…")
    walk(sitting, UseSlipDialog, {"code": slip, "password": NEW})
    switch(sitting, sitting.chair_id, NEW)  # in, and able to read; the signature waits
    switch(sitting, clerk, CLERK_PASSWORD)
    press(chairs_page(sitting).pane, "Confirm…")
    asked = sitting.dialog(ConfirmKeyDialog)
    asked.form.set_values({"card_on": date(sitting.today.year, sitting.today.month, sitting.today.day)})
    asked.form.set_values({"kept_at": "Governors' file", "password": CLERK_PASSWORD})
    asked.act.click()
    sitting.gone(ConfirmKeyDialog)
    assert signs(sitting, revision.id, NEW) == "in_force"
