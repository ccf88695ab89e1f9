"""People: somebody is added, given an office, confirmed; rules refuse in words and nothing typed is lost."""

from datetime import timedelta
from typing import Any

import pytest

from ewloe_desktop.domain.people import Office, PersonKind
from ewloe_desktop.ui.dialogs.grant_office import EndDialog, GrantDialog
from ewloe_desktop.ui.dialogs.person import PersonDialog
from tests.conftest import type_text
from tests.journeys.conftest import CHAIR, HEAD, HEAD_PASSWORD, Sitting

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", extend=True)


def add(sitting: Sitting, page: Any, name: str, kind: PersonKind, *, paid: bool) -> None:
    """Adds somebody through the dialog."""
    page._add()
    asked = sitting.dialog(PersonDialog)
    type_text(asked.form.fields["name"].inner, name)
    asked.form.set_values({"kind": kind, "paid": paid})
    asked.act.click()
    sitting.gone(PersonDialog)


def test_a_vice_chair_is_added_and_given_the_office(sitting: Sitting) -> None:
    sitting.sign_in(sitting.head_id, HEAD_PASSWORD)
    page = sitting.page("people")
    add(sitting, page, "Mrs Gwenllian Hâf", PersonKind.GOVERNOR, paid=False)
    assert page.pane.person.row.name == "Mrs Gwenllian Hâf"
    page._grant()
    asked = sitting.dialog(GrantDialog)
    asked.office.set_value(Office.VICE_CHAIR)
    asked.until.set_value(sitting.today + timedelta(days=300))
    type_text(asked.form.fields["basis"].inner, "Minute 4")
    type_text(asked.form.fields["password"].line, HEAD_PASSWORD)
    asked.act.click()
    sitting.gone(GrantDialog)
    assert page.pane.person.row.offices == (Office.VICE_CHAIR,)


def test_somebody_who_is_paid_cannot_be_chair_and_what_was_typed_stays(sitting: Sitting) -> None:
    sitting.sign_in(sitting.head_id, HEAD_PASSWORD)
    page = sitting.page("people")
    add(sitting, page, "Ms Siân Prys", PersonKind.GOVERNOR, paid=True)
    page._grant()
    asked = sitting.dialog(GrantDialog)
    asked.office.set_value(Office.VICE_CHAIR)
    type_text(asked.form.fields["basis"].inner, "Minute 5")
    type_text(asked.form.fields["password"].line, HEAD_PASSWORD)
    asked.act.click()
    sitting.wait(lambda: asked.form.summary.isVisible())
    assert "paid" in asked.form.summary.accessibleName()
    assert asked.form.fields["basis"].value() == "Minute 5"
    assert asked.form.fields["password"].value() == ""
    asked.cancel.click()
    sitting.gone(GrantDialog)


def test_an_office_is_ended_from_the_persons_page(sitting: Sitting) -> None:
    sitting.sign_in(sitting.head_id, HEAD_PASSWORD)
    page = sitting.page("people", {"person_id": sitting.chair_id})
    assert page.pane.person.row.name == CHAIR
    page.pane.end_wanted.emit(page.pane.person.terms[0])
    asked = sitting.dialog(EndDialog)
    asked.form.fields["until"].set_value(sitting.today - timedelta(days=1))
    type_text(asked.form.fields["password"].line, HEAD_PASSWORD)
    asked.act.click()
    sitting.gone(EndDialog)
    assert page.pane.person.row.offices == ()


def test_search_finds_people_with_folded_letters(sitting: Sitting) -> None:
    sitting.sign_in(sitting.head_id, HEAD_PASSWORD)
    page = sitting.page("people")
    type_text(page.search, "wyn")
    sitting.wait(lambda: [row.name for row in page.cards.model().rows] == [CHAIR])
    page.search.clear()
    sitting.wait(lambda: {row.name for row in page.cards.model().rows} == {CHAIR, HEAD})
