"""The record: acts as sentences, a filter, a code to copy, and the check with its plain result."""

import pytest
from PySide6.QtGui import QGuiApplication

from tests.journeys.conftest import CHAIR, HEAD, HEAD_PASSWORD, Sitting

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", extend=True)


def test_acts_are_told_in_sentences_newest_first(sitting: Sitting) -> None:
    sitting.sign_in(sitting.head_id, HEAD_PASSWORD)
    page = sitting.page("journal")
    told = [page.model.data(page.model.index(n, 2)) for n in range(page.model.rowCount())]
    assert told[0] == f"{CHAIR} chose a password of their own, with {HEAD} present."
    assert told[-1].startswith(f"{HEAD} began the register")
    assert [row.act for row in page.model.rows] == sorted((row.act for row in page.model.rows), reverse=True)


def test_the_filter_shows_one_kind_and_the_code_can_be_copied(sitting: Sitting) -> None:
    sitting.sign_in(sitting.head_id, HEAD_PASSWORD)
    page = sitting.page("journal")
    page.filter.setCurrentIndex(page.filter.findData("office_granted"))
    sitting.settle()
    assert {row.kind for row in page.model.rows} == {"office_granted"}
    page.table.selectRow(0)
    page.copy.click()
    assert QGuiApplication.clipboard().text() == page.model.row(0).code


def test_the_check_says_that_the_register_is_whole(sitting: Sitting) -> None:
    sitting.sign_in(sitting.head_id, HEAD_PASSWORD)
    page = sitting.page("journal")
    page.check.click()
    assert not page.check.isEnabled()
    sitting.wait(lambda: page.check.isEnabled())
    assert page._result_title.text() == "The register is whole"
    assert not page.findings.isVisible()
