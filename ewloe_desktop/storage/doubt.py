"""An act whose COMMIT was sent to a server that was lost then: found out once the server is back, never done again."""

import threading
import time
from collections.abc import Callable

from ewloe_desktop.domain.errors import RegisterUnavailable

_PAUSE = 0.3  # seconds between two questions


class Doubt:
    """Knows which act is in doubt and asks for it until there is an answer, until told to stop, or for so long."""

    def __init__(self) -> None:
        self.uuid = ""  # of the act that may or may not be recorded, while that is so
        self.patience: float | None = 60.0  # seconds; None asks for as long as it takes
        self._stop = threading.Event()

    def give_up(self) -> None:
        """Ends the asking: from any thread."""
        self._stop.set()

    def settle(self, uuid: str, was_recorded: Callable[[str], bool]) -> bool:
        """Whether the act stands in the journal; RegisterUnavailable("unsure") when nobody could be asked."""
        self.uuid = uuid
        until = None if self.patience is None else time.monotonic() + self.patience
        try:
            while not self._stop.is_set() and (until is None or time.monotonic() < until):
                try:
                    return was_recorded(uuid)
                except RegisterUnavailable as error:
                    if not error.passing:  # in_use: the lost connection may hold the writers' lock for a while yet
                        raise RegisterUnavailable("unsure", error.place, dict(error.facts)) from error
                self._stop.wait(_PAUSE)
            raise RegisterUnavailable("unsure")
        finally:
            self.uuid = ""
