"""What was permitted on an earlier day, asked for in the window and read off the sheet."""

from datetime import timedelta
from typing import Any

import pypdfium2
import pytest

from ewloe_desktop.domain.photos import Answer
from ewloe_desktop.ui.dialogs.as_at import AsAtDialog
from tests.conftest import FixedClock
from tests.journeys.conftest import HEAD_PASSWORD, Sitting
from tests.journeys.test_from_file_to_sheet import saved_sheet
from tests.journeys.test_photo_checks import TEACHER, add, say

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", extend=True)


def test_a_persons_record_is_printed_as_it_stood_on_an_earlier_day(
    sitting: Sitting, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    sitting.sign_in(sitting.head_id, HEAD_PASSWORD)
    teacher = add(sitting, TEACHER)
    say(sitting, teacher, Answer.YES)
    earlier = clock.today()
    clock.advance(days=20)
    sitting.today = clock.today()
    say(sitting, teacher, Answer.WITHDRAWN)
    page: Any = sitting.page("photos")
    page.show_person(teacher)
    sitting.settle()
    page.person.print_as_at()
    asked = sitting.dialog(AsAtDialog)
    assert asked.on.value() == clock.today()
    asked.on.set_value(earlier + timedelta(days=1))
    asked.act.click()
    sitting.gone(AsAtDialog)
    with pypdfium2.PdfDocument(saved_sheet(sitting, monkeypatch)) as sheet:
        said = " ".join(sheet[0].get_textpage().get_text_range().split())
    assert "24 November 2026" in said
