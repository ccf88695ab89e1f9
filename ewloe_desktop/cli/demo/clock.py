"""A clock for a story that began weeks ago and ends today; it only goes forward, and never past the PC's."""

from datetime import date, datetime, time, timedelta

from ewloe_desktop.storage.clock import SCHOOL_ZONE, Clock, SystemClock

_STEP = timedelta(seconds=20)


class StoryClock:
    """Stands still but for a little step at each look, until it is set to a later moment."""

    def __init__(self, real: Clock | None = None) -> None:
        self._real = real or SystemClock()
        self._moment = datetime.min.replace(tzinfo=self._real.now().tzinfo)

    def now(self) -> datetime:
        """The story's moment, never later than the PC's."""
        self._moment = min(self._moment + _STEP, max(self._real.now(), self._moment))
        return self._moment

    def today(self) -> date:
        """The day the story has reached."""
        return self._moment.astimezone(SCHOOL_ZONE).date()

    def day(self, days_ago: int) -> date:
        """The school day so many days ago; weekends count as the Friday before."""
        on = self._real.today() - timedelta(days=days_ago)
        return on - timedelta(days=max(0, on.weekday() - 4))

    def go_to(self, days_ago: int, at: str) -> None:
        """Sets the clock to a time ("15:30") of the school day so many days ago, if that lies ahead of the story."""
        wanted = datetime.combine(self.day(days_ago), time.fromisoformat(at), SCHOOL_ZONE)
        latest = self._real.now()
        self._moment = max(self._moment, min(wanted.astimezone(latest.tzinfo), latest))

    def go_to_now(self) -> None:
        """Ends the story: the PC's own moment."""
        self._moment = max(self._moment, self._real.now())
