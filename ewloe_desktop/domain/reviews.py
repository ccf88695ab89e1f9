"""When a policy is due for review, and how late it is."""

import calendar
from datetime import date

from ewloe_desktop.domain.policies import Review

DUE_SOON_DAYS = 90


def add_months(day: date, months: int) -> date:
    """The same day so many months later, or the last day of that month when it has no such day."""
    month = day.month - 1 + months
    year, month = day.year + month // 12, month % 12 + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def month_end(day: date) -> date:
    """The last day of that day's month."""
    return date(day.year, day.month, calendar.monthrange(day.year, day.month)[1])


def due_from_edition(edition_month: date, cycle_months: int) -> date:
    """The due date of a text whose review was never set: the end of its edition's month and one cycle."""
    return month_end(add_months(month_end(edition_month), cycle_months))


def review(due: date | None, never_set: bool, cycle_months: int, today: date, reason: str = "") -> Review:
    """How a due date stands today."""
    if due is None:
        return Review(None, never_set, cycle_months, 0, None, reason)
    left = (due - today).days
    return Review(due, never_set, cycle_months, max(0, -left), left, reason)
