"""Files that mean harm are given to the readers, and what they cost the window's process is counted."""

import resource
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from ewloe_desktop.domain.errors import FileRefused
from ewloe_desktop.intake.reading import read_bytes

LONGEST = 20.0  # seconds
MOST = 50 * 1024  # KiB by which this process may grow


@dataclass
class Tried:
    """What came of the files: none may end, hold up or fill this process."""

    files: int = 0
    read: int = 0
    refused: int = 0
    reader_ended: int = 0
    over_20_s: int = 0
    grown_over_50_mb: int = 0

    def give(self, name: str, data: bytes, reader: Callable[..., Any] = read_bytes, **how: Any) -> str:
        """Gives a file to a reader; "" when it was read, otherwise why it was refused."""
        started, before = time.monotonic(), _most_held()
        try:
            reader(name, data, **how)
            why = ""
        except FileRefused as error:
            why = error.reason
        self.files += 1
        self.read += not why
        self.refused += bool(why)
        self.reader_ended += why in ("crashed", "memory", "time")
        self.over_20_s += time.monotonic() - started > LONGEST
        self.grown_over_50_mb += _most_held() - before > MOST
        return why

    def harmless(self) -> bool:
        """Whether this process neither waited nor grew too much."""
        return not (self.over_20_s or self.grown_over_50_mb)


def _most_held() -> int:
    """The most that this process ever held, in KiB: what was let go of again counts, too."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
