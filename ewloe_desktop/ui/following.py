"""Follows a register on a server: what others record comes into sight; a lost server is told and waited for."""

import time
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from ewloe_desktop.domain.errors import RegisterUnavailable
from ewloe_desktop.settings import is_address

if TYPE_CHECKING:
    from ewloe_desktop.ui.keeping import Seen
    from ewloe_desktop.ui.window import Window

EVERY_MS = 800
_SILENT = 4.0  # seconds without an answer after which the server counts as lost


class Following(QObject):
    """Looks at the newest act while somebody is signed in; nothing is looked at for a register on this PC."""

    def __init__(self, window: "Window") -> None:
        super().__init__(window)
        self._window, self._work = window, window.work
        self.state = ""  # "", "server_lost" or "server_unsure": why nothing can be recorded just now
        self._asked_at: float | None = None
        self._writable = True
        self._round = 0  # an answer to an earlier round comes too late
        self._timer = QTimer(self)
        self._timer.setInterval(EVERY_MS)
        self._timer.timeout.connect(self._look)
        window.notices.absorbs = self.absorbs

    def start(self) -> None:
        """Begins when somebody has signed in."""
        self._rest()
        if is_address(self._work.keeper.place):
            self._writable = self._window.person is None or self._window.person.why_read_only != "server_read_only"
            self._timer.start()

    def stop(self) -> None:
        """Ends when the window locks or closes; an act in doubt is then told at the next sign-in."""
        self._rest()
        self._work.keeper.give_up()

    def _rest(self) -> None:
        self._timer.stop()
        self._round += 1
        self._asked_at, self.state = None, ""

    def absorbs(self, failure: object) -> bool:
        """Whether the strip over the page says it all; what somebody tried to record is always answered."""
        if not isinstance(failure, RegisterUnavailable) or failure.reason not in ("server_down", "server_busy"):
            return False
        if failure.facts.get("writing") or not self._timer.isActive():
            return False
        self._become("server_lost")
        return True

    def _look(self) -> None:
        if self._asked_at is None:
            self._asked_at = time.monotonic()
            asked = self._round
            self._work.beside(
                lambda seen: self._seen(asked, seen),
                self._work.keeper.look_out,
                failed=lambda failure: self._not_seen(asked, failure),
            )
        elif time.monotonic() - self._asked_at > _SILENT:
            self._become("server_lost")
        if self._work.keeper.in_doubt():
            self._become("server_unsure")

    def _seen(self, asked: int, seen: "Seen | None") -> None:
        if asked != self._round:
            return
        self._asked_at = None
        if seen is None:
            return
        if not self._work.keeper.in_doubt():
            self._become("")
        if seen.writable != self._writable:
            self._writable = seen.writable
            self._window.look_whether_writable()
        if seen.news:
            self._work.changed.emit()

    def _not_seen(self, asked: int, failure: BaseException) -> None:
        if asked != self._round:
            return
        self._asked_at = None
        if isinstance(failure, RegisterUnavailable):
            self._become("server_unsure" if self._work.keeper.in_doubt() else "server_lost")
        else:
            self._work.unhandled.emit(failure)

    def _become(self, state: str) -> None:
        before, self.state = self.state, state
        if before == state:
            return
        self._window.show_standing()
        if not state:
            self._window.notices.tell(self.tr("The school's database answers again. You can go on."))
            self._work.changed.emit()
