"""Looks from time to time at the newest act of a register on a server, beside the work that goes on in it."""

import threading
from dataclasses import dataclass

from sqlalchemy import QueuePool, text
from sqlalchemy.exc import DBAPIError

from ewloe_desktop.domain.errors import RegisterUnavailable
from ewloe_desktop.storage.server_engine import make_engine, only_reads
from ewloe_desktop.storage.server_errors import shown, unavailable

_HEAD = text("SELECT max(seq) FROM event")


@dataclass(frozen=True, slots=True)
class Head:
    """The newest act, and whether the server takes changes."""

    act: int
    writable: bool


class Lookout:
    """One question and one answer over a connection of its own, which is made again when it was lost."""

    def __init__(self, place: str) -> None:
        self._place = place
        self._engine = make_engine(place, QueuePool, pool_size=1, max_overflow=0, isolation_level="AUTOCOMMIT")
        self._turn = threading.Lock()
        self._ended = False

    def look(self) -> Head:
        """The newest act now; RegisterUnavailable when the server does not say."""
        try:
            head = self._ask()
        except RegisterUnavailable:
            head = self._ask()  # the server may have ended this one connection, and nothing else
        if not head.writable:
            self._engine.dispose()  # what a server allows, it tells to new connections
        return head

    def close(self) -> None:
        """Lets go of the connection; a look that is under way on another thread lets go of its own."""
        with self._turn:
            self._ended = True
            self._engine.dispose()

    def _ask(self) -> Head:
        try:
            connection = self._engine.connect()
            try:
                return Head(int(connection.scalar(_HEAD) or 0), not only_reads(connection))
            finally:
                with self._turn:
                    if self._ended:
                        connection.invalidate()
                    connection.close()
        except DBAPIError as error:
            told = unavailable(error.orig, self._place) or RegisterUnavailable("server_down", shown(self._place))
            raise told from error
