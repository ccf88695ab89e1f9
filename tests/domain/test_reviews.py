"""Due dates."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ewloe_desktop.domain.errors import FieldsRefused
from ewloe_desktop.domain.reviews import add_months, due_from_edition, month_end, require_moved, review

DAYS = st.dates(date(1990, 1, 1), date(2090, 12, 31))


def test_an_edition_of_march_2021_is_overdue_since_31_march_2022() -> None:
    due = due_from_edition(date(2021, 3, 1), 12)
    assert due == date(2022, 3, 31)
    assert review(due, True, 12, date(2026, 11, 22)).overdue_days == 1697


@given(DAYS, st.sampled_from([12, 24, 36]))
def test_a_cycle_ends_on_the_same_day_or_the_last_of_a_shorter_month(day: date, months: int) -> None:
    due = add_months(day, months)
    assert (due.year, due.month) == (day.year + months // 12, day.month)
    assert due.day == min(day.day, month_end(due).day)


@given(DAYS, DAYS)
def test_a_policy_is_overdue_from_the_day_after_it_was_due(due: date, today: date) -> None:
    told = review(due, False, 12, today)
    assert (told.overdue_days > 0) == (today > due)
    assert due == today + timedelta(days=told.days_left or 0)


def test_nothing_is_due_without_a_date() -> None:
    assert review(None, False, 12, date(2026, 1, 1)).days_left is None


@pytest.mark.parametrize(
    ("on", "problem"),
    [
        (date(2026, 2, 28), "before_last_text"),
        (date(2026, 6, 2), "after_next_text"),
        (date(2026, 5, 30), "after_review"),
    ],
)
def test_a_corrected_meeting_day_lies_between_the_texts_and_before_the_review(on: date, problem: str) -> None:
    before, ended, due = date(2026, 3, 1), date(2026, 6, 1), date(2026, 5, 30)
    require_moved(date(2026, 5, 29), due, before, ended)
    with pytest.raises(FieldsRefused) as refused:
        require_moved(on, due, before, ended)
    assert refused.value.problems[0].problem == problem
