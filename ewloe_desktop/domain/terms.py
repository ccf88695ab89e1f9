"""The school's three terms, and by when a copy of the register is tested in each."""

from datetime import date


def due_day(on: date) -> date:
    """The last day for this term's test: 30 November, 31 March or 30 June."""
    if on.month >= 9:
        return date(on.year, 11, 30)
    return date(on.year, 3, 31) if on.month <= 3 or (on.month == 4 and on.day <= 15) else date(on.year, 6, 30)


def term_begins(on: date) -> date:
    """The first day of the term a day lies in: 1 September, 1 January or 16 April."""
    if on.month >= 9:
        return date(on.year, 9, 1)
    return date(on.year, 1, 1) if on < date(on.year, 4, 16) else date(on.year, 4, 16)
