"""Days, times and numbers as people read and type them; no Qt in it."""

import re
from datetime import UTC, date, datetime
from functools import cache
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from ewloe_desktop.ui.lexicon import words

if TYPE_CHECKING:
    from ewloe_desktop.domain.policies import Review

LONDON = ZoneInfo("Europe/London")


@cache
def months() -> tuple[str, ...]:
    """The twelve months' names."""
    return tuple(_say(f"month_{number}") for number in range(1, 13))


def day(value: date) -> str:
    """27 March 2026."""
    return f"{value.day} {months()[value.month - 1]} {value.year}"


def month(value: date) -> str:
    """March 2026."""
    return f"{months()[value.month - 1]} {value.year}"


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
    near = {0: "today_at", 1: "yesterday_at"}.get(ago, "on_day_at")
    return _say(near, day=day(local.date()), time=f"{local:%H:%M}")


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
        return _say(_NEAR[days])
    far = abs(days)
    if far < 60:
        words = count(far, _say("day"), _say("days"))
    elif far < 730:
        words = count(round(far / 30.44), _say("month"), _say("months"))
    else:
        words = count(far // 365, _say("year"), _say("years"))
    return _say("in" if days > 0 else "ago", span=words)


_NEAR = {0: "today", 1: "tomorrow", -1: "yesterday"}


def due(value: date, today: date) -> str:
    """In 12 days — 8 April 2026."""
    return f"{relative((value - today).days)} — {day(value)}"


def review_badge(review: "Review", today: date) -> tuple[str, str]:
    """A review's badge and its tone: "Review overdue since 31 March 2022" is "warn", a far one "ok"."""
    if review.due is None:
        return _say("no_review"), "calm"
    if review.overdue_days > 0:
        return _say("overdue", day=day(review.due)), "warn"
    left = (review.due - today).days
    if left <= 90:
        return _say("due", when=due(review.due, today)), "warn"
    return _say("next", day=day(review.due)), "ok"


def parse_day(typed: str) -> date | None:
    """The day somebody typed as 27 3 2026, 27/3/2026, 27 March 2026 or 27 mar 2026; None when it is not one."""
    parts = re.findall(r"[^\W\d_]+|\d+", typed.casefold())
    if len(parts) != 3 or not parts[0].isdigit() or not parts[2].isdigit():
        return None
    named = _month_number(parts[1])
    year = int(parts[2])
    try:
        return date(year + 2000 if year < 100 else year, named, int(re.sub(r"\D", "", parts[0])))
    except (ValueError, OverflowError):
        return None


def _month_number(word: str) -> int:
    if word.isdigit():
        return int(word)
    found = [i for i, name in enumerate(months(), 1) if len(word) >= 3 and name.casefold().startswith(word)]
    return found[0] if len(found) == 1 else 0


def _say(name: str, **facts: str) -> str:
    return words("dates")[name].format(**facts)
