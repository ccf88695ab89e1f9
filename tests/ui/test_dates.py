"""Days and times as people read and type them."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ewloe_desktop.domain.reviews import review
from ewloe_desktop.ui import wording


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("27 3 2026", date(2026, 3, 27)),
        ("27/03/2026", date(2026, 3, 27)),
        ("27.3.26", date(2026, 3, 27)),
        ("27 March 2026", date(2026, 3, 27)),
        ("  27 mar 2026 ", date(2026, 3, 27)),
        ("29 2 2028", date(2028, 2, 29)),
        ("29 2 2027", None),
        ("31 June 2026", None),
        ("27 ma 2026", None),
        ("March 2026", None),
        ("27 3 99999999999", None),
        ("", None),
        ("yesterday", None),
    ],
)
def test_a_day_is_read_as_it_is_typed(typed: str, day: date | None) -> None:
    assert wording.parse_day(typed) == day


@given(st.dates(min_value=date(1900, 1, 1), max_value=date(2199, 12, 31)))
def test_a_day_shown_is_read_back_as_the_same_day(day: date) -> None:
    assert wording.parse_day(wording.day(day)) == day
    assert wording.parse_day(f"{day.day} {day.month} {day.year}") == day


@given(st.text())
def test_anything_typed_as_a_day_is_a_day_or_nothing(typed: str) -> None:
    assert wording.parse_day(typed) is None or isinstance(wording.parse_day(typed), date)


def test_times_are_told_on_the_schools_clock() -> None:
    assert wording.moment(datetime(2026, 3, 27, 14, 5, tzinfo=UTC)) == "27 March 2026, 14:05 GMT"
    assert wording.moment(datetime(2026, 6, 30, 23, 30, tzinfo=UTC)) == "1 July 2026, 00:30 BST"


def test_a_recent_time_is_told_as_today_or_yesterday() -> None:
    now = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
    assert wording.lately(datetime(2026, 11, 23, 8, 14, tzinfo=UTC), now) == "today at 08:14"
    assert wording.lately(datetime(2026, 11, 22, 23, 59, tzinfo=UTC), now) == "yesterday at 23:59"
    assert wording.lately(datetime(2026, 11, 2, 9, 0, tzinfo=UTC), now) == "on 2 November 2026 at 09:00"


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (0, "today"),
        (1, "tomorrow"),
        (-1, "yesterday"),
        (12, "in 12 days"),
        (-3, "3 days ago"),
        (120, "in 4 months"),
        (-1700, "4 years ago"),
    ],
)
def test_how_far_a_day_is_away_is_told_in_words(days: int, words: str) -> None:
    assert wording.relative(days) == words


def test_a_due_day_is_told_relatively_and_as_a_date() -> None:
    assert wording.due(date(2026, 4, 8), date(2026, 3, 27)) == "in 12 days — 8 April 2026"


def test_a_review_never_set_is_overdue_in_words_and_not_by_colour_alone() -> None:
    today = date(2026, 11, 23)
    words, tone = wording.review_badge(review(date(2022, 3, 31), True, 12, today), today)
    assert words == "Review overdue since 31 March 2022"
    assert tone == "warn"
