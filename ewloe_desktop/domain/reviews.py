"""When a policy is due for review, and how late it is."""

import calendar
from datetime import date

from ewloe_desktop.domain.errors import FieldProblem, FieldsRefused
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


def review_from(meeting_on: date | None, cycle_months: int | None, on: date | None) -> date | None:
    """The next review of a decision whose meeting was on that day: so many months later, or the day that was chosen."""
    return add_months(meeting_on, cycle_months) if meeting_on is not None and cycle_months is not None else on


def require_moved(on: date, due: date | None, before: date | None, ended: date | None) -> None:
    """Raises FieldsRefused unless a meeting's corrected day lies between the texts before and after, and the review."""
    problem = None
    if before is not None and on < before:
        problem = FieldProblem("new", "before_last_text", {"on": before})
    elif ended is not None and on > ended:
        problem = FieldProblem("new", "after_next_text", {"on": ended})
    elif due is not None and due <= on:
        problem = FieldProblem("new", "after_review", {"on": due})
    if problem is not None:
        raise FieldsRefused((problem,))
