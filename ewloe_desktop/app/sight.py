"""What a keeper sees of a register on a server while other PCs record in it."""

from pathlib import Path
from typing import TYPE_CHECKING

from ewloe_desktop import logs
from ewloe_desktop.domain.errors import RegisterUnavailable
from ewloe_desktop.settings import is_address
from ewloe_desktop.ui.keeping import Seen

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from ewloe_desktop.storage.engine import Register
    from ewloe_desktop.storage.lookout import Lookout


class Sight:
    """Knows the newest act that was read here; `look` belongs on a thread of its own, the rest on the keeper's."""

    def __init__(self) -> None:
        self._act: int | None = None
        self._lookout: Lookout | None = None
        self._register: Register | None = None

    def begin(self, register: "Register") -> None:
        """From now on looks at this register, and waits for it when it is lost in the middle of an act."""
        self._register = register
        register.doubt.patience = None

    def read(self, session: "Session") -> None:
        """Whatever this session can see is known here."""
        if self._register is not None and is_address(self._register.place):
            from ewloe_desktop.storage.acts import newest

            self._act = newest(session)

    def remember(self, state: Path) -> None:
        """Notes the newest act in this PC's state folder; the act stands even where that fails."""
        from ewloe_desktop.storage.highwater import Marks

        register = self._register
        assert register is not None
        if self._act is not None and register.recorded == self._act + 1:
            self._act = register.recorded  # our own, which the window knows of
        try:
            with register.reading() as session:
                Marks(state, register.id).remember(session)
        except OSError as error:
            logs.unexpected(error)
        except RegisterUnavailable as lost:
            if not lost.passing:  # a server that was lost right after it recorded the act
                raise

    def look(self) -> Seen | None:
        """What is new since the last look; None where nobody else can record, or while nothing is open."""
        register = self._register
        if register is None or not is_address(register.place):
            return None
        from ewloe_desktop.storage.lookout import Lookout

        lookout = self._lookout = self._lookout or Lookout(register.place)
        head = lookout.look()
        if self._register is not register:  # the window was locked meanwhile
            lookout.close()
            return None
        news = self._act is not None and head.act != self._act
        self._act = head.act
        return Seen(news, head.writable)

    def in_doubt(self) -> bool:
        """Whether it is not known yet if the last act was recorded."""
        return self._register is not None and bool(self._register.doubt.uuid)

    def give_up(self) -> None:
        """Stops asking for an act in doubt: the window locks or closes, and the next sign-in tells."""
        if self._register is not None:
            self._register.doubt.give_up()

    def end(self) -> None:
        """Looks no longer."""
        lookout, self._lookout = self._lookout, None
        self._register = self._act = None
        if lookout is not None:
            lookout.close()


class FromAfar:
    """What a keeper tells of others on the same server; each may be asked on any thread."""

    _sight: Sight

    def look_out(self) -> Seen | None:
        """What other PCs have recorded since the last look; None for a register on this PC."""
        return self._sight.look()

    def in_doubt(self) -> bool:
        """Whether it is not known yet if the last act was recorded, because the server was lost in the middle."""
        return self._sight.in_doubt()

    def give_up(self) -> None:
        """Stops asking for an act in doubt."""
        self._sight.give_up()
