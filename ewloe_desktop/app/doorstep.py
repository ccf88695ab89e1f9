"""What can be known of a register before anybody opens it: whether it is there, and who can sign in."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, cast

from ewloe_desktop.settings import is_address
from ewloe_desktop.storage.clock import Clock

if TYPE_CHECKING:
    from datetime import datetime

    from ewloe_desktop.services.school import TileFacts
    from ewloe_desktop.storage.key_ring import Ring


class Doorstep:
    """A place, the clock, and the key ring that stands there."""

    def __init__(self, place: str, clock: Clock) -> None:
        self.place = place
        self._clock = clock
        self._kept_ring: Ring | None = None

    def now(self) -> "datetime":
        """This moment on the register's clock; a demonstration may have another one than the PC."""
        return self._clock.now()

    def exists(self) -> bool:
        """Whether there is a register to sign in to; one without its key file is there, a first start cut short not."""
        if not self.place:
            return False
        if is_address(self.place):
            return self._database_is_taken()
        from ewloe_desktop.storage.beginning import unfinished
        from ewloe_desktop.storage.key_ring import ring_path

        file = Path(self.place)
        return (file.exists() or ring_path(file).exists()) and not unfinished(file)

    def tiles(self) -> "Sequence[TileFacts]":
        """Who can sign in, by name, with the seconds each has to wait; raises RegisterUnavailable."""
        from ewloe_desktop.storage.tries import tiles

        # The same facts under another name: TileFacts itself stands in a module that needs the database layer.
        return cast("Sequence[TileFacts]", tiles(self._ring(), self._clock.now()))

    def _ring(self) -> "Ring":
        if self._kept_ring is None:
            self._kept_ring = self._ring_of(self.place)
        return self._kept_ring

    def _ring_of(self, place: str) -> "Ring":
        if is_address(place):
            from ewloe_desktop.storage.engine import ring_for

            return ring_for(place)
        from ewloe_desktop.storage.key_ring import FileRing, ring_path

        return FileRing(ring_path(Path(place)))

    def _database_is_taken(self) -> bool:
        from ewloe_desktop.storage.engine import is_empty

        return not is_empty(self.place)
