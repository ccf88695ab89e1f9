"""The PC's clock, the one place where time comes from."""

from datetime import UTC, date, datetime
from typing import Protocol
from zoneinfo import ZoneInfo

SCHOOL_ZONE = ZoneInfo("Europe/London")


class Clock(Protocol):
    """What tells the time."""

    def now(self) -> datetime:
        """The moment, aware, in UTC."""

    def today(self) -> date:
        """The day it is at the school."""


class SystemClock:
    """The PC's own clock."""

    def now(self) -> datetime:
        """The moment, aware, in UTC."""
        return datetime.now(UTC)

    def today(self) -> date:
        """The day it is at the school."""
        return self.now().astimezone(SCHOOL_ZONE).date()
