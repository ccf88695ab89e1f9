"""Days, times and numbers as people read and type them; no Qt in it."""

import re
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

if TYPE_CHECKING:
    from ewloe_desktop.domain.policies import Review

LONDON = ZoneInfo("Europe/London")
MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


def day(value: date) -> str:
    """27 March 2026."""
    return f"{value.day} {MONTHS[value.month - 1]} {value.year}"


def month(value: date) -> str:
    """March 2026."""
    return f"{MONTHS[value.month - 1]} {value.year}"


def clock(value: datetime) -> str:
    """14:05, on London's clock."""
    return f"{value.astimezone(LONDON):%H:%M}"


def moment(value: datetime) -> str:
    """27 March 2026, 14:05 GMT."""
    local = value.astimezone(LONDON)
    return f"{day(local.date())}, {local:%H:%M} {local.tzname()}"


def lately(value: datetime, now: datetime) -> str:
    """Today at 08:14, yesterday at 16:20, or the day and time."""
    local, here = value.astimezone(LONDON), now.astimezone(LONDON)
    ago = (here.date() - local.date()).days
    if ago in (0, 1):
        return f"{'today' if ago == 0 else 'yesterday'} at {local:%H:%M}"
    return f"on {day(local.date())} at {local:%H:%M}"


def when(told: str) -> str:
    """An ISO time as today at 08:14; anything else as it is."""
    try:
        return lately(datetime.fromisoformat(told), now())
    except ValueError:
        return told


def now() -> datetime:
    """The PC's own time."""
    return datetime.now(UTC)


def count(number: int, one: str, many: str) -> str:
    """1 act, 2 acts, 1,204 acts."""
    return f"{number:,} {one if number == 1 else many}"


def relative(days: int) -> str:
    """Today, tomorrow, in 12 days, 3 days ago, in 4 months, 4 years ago."""
    if days in _NEAR:
        return _NEAR[days]
    far = abs(days)
    if far < 60:
        words = count(far, "day", "days")
    elif far < 730:
        words = count(round(far / 30.44), "month", "months")
    else:
        words = count(far // 365, "year", "years")
    return f"in {words}" if days > 0 else f"{words} ago"


_NEAR = {0: "today", 1: "tomorrow", -1: "yesterday"}


def due(value: date, today: date) -> str:
    """In 12 days — 8 April 2026."""
    return f"{relative((value - today).days)} — {day(value)}"


def review_badge(review: "Review", today: date) -> tuple[str, str]:
    """A review's badge and its tone: "Review overdue since 31 March 2022" is "warn", a far one "ok"."""
    if review.due is None:
        return "No review date", "calm"
    if review.overdue_days > 0:
        return f"Review overdue since {day(review.due)}", "warn"
    left = (review.due - today).days
    if left <= 90:
        return f"Due {due(review.due, today)}", "warn"
    return f"Next review {day(review.due)}", "ok"


def parse_day(typed: str) -> date | None:
    """The day somebody typed as 27 3 2026, 27/3/2026, 27 March 2026 or 27 mar 2026; None when it is not one."""
    parts = re.findall(r"[^\W\d_]+|\d+", typed.casefold())
    if len(parts) != 3 or not parts[0].isdigit() or not parts[2].isdigit():
        return None
    named = _month_number(parts[1])
    year = int(parts[2])
    try:
        return date(year + 2000 if year < 100 else year, named, int(re.sub(r"\D", "", parts[0])))
    except ValueError:
        return None


def _month_number(word: str) -> int:
    if word.isdigit():
        return int(word)
    found = [i for i, name in enumerate(MONTHS, 1) if len(word) >= 3 and name.casefold().startswith(word)]
    return found[0] if len(found) == 1 else 0
