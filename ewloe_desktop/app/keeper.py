"""The one who holds the register: opens it with a person's password, runs queries and acts on it, closes it.

Everything that needs the database layer is imported when it is first used, so that the sign-in screen paints before.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar, cast

from ewloe_desktop import logs
from ewloe_desktop.app.ceremonies import CEREMONIES, Ceremonies
from ewloe_desktop.app.files import FileWork, Progress
from ewloe_desktop.app.marking import is_demonstration
from ewloe_desktop.domain.errors import RegisterUnavailable
from ewloe_desktop.domain.people import Actor
from ewloe_desktop.settings import is_address
from ewloe_desktop.storage.clock import Clock, SystemClock

if TYPE_CHECKING:
    from datetime import datetime

    from ewloe_desktop.domain.journal import CheckResult
    from ewloe_desktop.services.school import FirstStart, FirstStarted, SignedIn, TileFacts
    from ewloe_desktop.storage.engine import Register
    from ewloe_desktop.storage.key_ring import Ring
    from ewloe_desktop.storage.vault import KdfSettings

Answer = TypeVar("Answer")


class RegisterKeeper(FileWork):
    """Holds one register; all but `tiles`, `exists` and the work on files belongs on one thread."""

    def __init__(
        self,
        place: str,
        state: Path,
        *,
        clock: Clock | None = None,
        kdf: "KdfSettings | None" = None,
        begun: Callable[[str], None] | None = None,
        copies: Path | None = None,
        demonstration: bool = False,
    ) -> None:
        self.place = place
        self.demonstration = demonstration or is_demonstration(place)
        self._state = state
        self._clock = clock or SystemClock()
        self._kdf = kdf
        self._begun = begun
        self._copies = copies
        self._register: Register | None = None
        self._actor: Actor | None = None
        self._ceremonies = Ceremonies(state)
        self._kept_ring: Ring | None = None

    def now(self) -> "datetime":
        """This moment on the register's clock; a demonstration may have another one than the PC."""
        return self._clock.now()

    def exists(self) -> bool:
        """Whether there is a register to sign in to; a register without its key file is there too."""
        if not self.place:
            return False
        if is_address(self.place):
            return self._database_is_taken()
        from ewloe_desktop.storage.key_ring import ring_path

        file = Path(self.place)
        return file.exists() or ring_path(file).exists()

    def tiles(self) -> "Sequence[TileFacts]":
        """Who can sign in, by name, with the seconds each has to wait; raises RegisterUnavailable."""
        from ewloe_desktop.storage.tries import tiles

        # The same facts under another name: TileFacts itself stands in a module that needs the database layer.
        return cast("Sequence[TileFacts]", tiles(self._ring(), self._clock.now()))

    def begin(self, answer: "FirstStart") -> "FirstStarted":
        """Makes the register of the first start and stays signed in as its head teacher."""
        from ewloe_desktop.services.school import begin_register
        from ewloe_desktop.storage.vault import KdfSettings

        self.lock()
        kdf = self._kdf or KdfSettings()
        answer = replace(answer, demonstration=answer.demonstration or self.demonstration)
        register, started = begin_register(answer, clock=self._clock, kdf=kdf)
        self._hold(register, Actor(started.head_id, answer.head_name))
        self.place, self._kept_ring = answer.place, None
        self.demonstration = answer.demonstration
        self._remember()
        if self._begun is not None:
            self._begun(answer.place)
        return started

    def sign_in(self, person_id: str, password: str) -> "SignedIn":
        """Opens the register with this person's password; says what became of a ceremony that was cut short."""
        from ewloe_desktop.storage.engine import Register
        from ewloe_desktop.storage.vault import unlock

        self.lock()
        opened = unlock(self._ring(), person_id, password, self._clock.now())
        register = Register.open(self.place, opened.data_key, clock=self._clock)
        try:
            signed_in = self._welcome(register, person_id, opened.tries_before)
        except BaseException:
            register.close()
            raise
        self._hold(register, Actor(person_id, signed_in.name))
        return signed_in

    def _welcome(self, register: "Register", person_id: str, tries: int) -> "SignedIn":
        """What the person is told at once; a register that was changed behind the app can only be looked at."""
        from ewloe_desktop.services import school
        from ewloe_desktop.storage.check import check_start
        from ewloe_desktop.storage.highwater import Marks

        with register.reading() as session:
            actor = Actor(person_id, "")
            signed_in = school.sign_in(session, actor, tries)
            self.demonstration = school.show_school(session, actor).demonstration
            result = check_start(session, Marks(self._state, register.id).read())
            register.read_only = register.read_only or not result.whole
            signed_in = replace(signed_in, findings=result.findings, read_only=register.read_only)
            return self._ceremonies.told(session, register.id, signed_in)

    def read(self, query: Callable[..., Answer], *args: Any) -> Answer:
        """The query's facts, inside one session."""
        register, actor = self._opened()
        self._ceremonies.arrived()
        with register.reading() as session:
            return query(session, actor, *args)

    def write(self, use_case: Callable[..., Answer], *args: Any) -> Answer:
        """The use case's facts, inside one session and one act; nothing is recorded when it raises."""
        register, actor = self._opened()
        self._ceremonies.arrived()
        if getattr(use_case, "__name__", "") in CEREMONIES:
            answer = self._signed(register, actor, use_case, args)
        else:
            with register.unit(actor) as session:
                answer = use_case(session, actor, *args)
        self._remember()
        return answer

    def _signed(
        self, register: "Register", actor: Actor, use_case: Callable[..., Answer], args: tuple[Any, ...]
    ) -> Answer:
        note, uuid = self._ceremonies.begin(register.id, use_case, args)
        try:
            with register.unit(actor) as session:
                session.info["ceremony"] = uuid
                answer = use_case(session, actor, *args)
        except RegisterUnavailable:
            raise  # the server may have recorded it all the same: the note stays, and the next sign-in tells
        except BaseException:
            self._ceremonies.refused(note)
            raise
        self._ceremonies.recorded(note)
        return answer

    def lock(self) -> None:
        """Closes the register and forgets its key; a verified copy is made first when something changed."""
        register, self._register, self._actor = self._register, None, None
        if register is not None:
            self._ceremonies.arrived()
            register.close()

    def close(self) -> None:
        """Locks; the keeper can be dropped afterwards."""
        self.lock()

    def check(self, progress: Progress, cancelled: Callable[[], bool]) -> "CheckResult":
        """Checks the whole register against its journal and against the highest mark this PC remembers."""
        from ewloe_desktop.storage.check import check_register
        from ewloe_desktop.storage.highwater import Marks

        register, _ = self._opened()
        earlier = Marks(self._state, register.id).read()
        return check_register(register, earlier=earlier, progress=progress, cancelled=cancelled)

    def _ring(self) -> "Ring":
        if self._kept_ring is None:
            self._kept_ring = self._find_ring()
        return self._kept_ring

    def _find_ring(self) -> "Ring":
        if is_address(self.place):
            from ewloe_desktop.storage.engine import ring_for

            return ring_for(self.place)
        from ewloe_desktop.storage.key_ring import FileRing, ring_path

        return FileRing(ring_path(Path(self.place)))

    def _database_is_taken(self) -> bool:
        try:
            self._ring().read()
        except RegisterUnavailable as error:
            if error.reason == "not_a_register":
                return False
            raise
        return True

    def _hold(self, register: "Register", actor: Actor) -> None:
        self._register, self._actor = register, actor
        register.kdf = self._kdf or register.kdf
        register.copies = self._copies or register.copies

    def _opened(self) -> "tuple[Register, Actor]":
        if self._register is None or self._actor is None:
            raise RegisterUnavailable("locked", self.place)
        return self._register, self._actor

    def _remember(self) -> None:
        """Notes the newest act in this PC's state folder, against which cut-off acts are found."""
        from ewloe_desktop.storage.highwater import Marks

        register, _ = self._opened()
        try:
            with register.reading() as session:
                Marks(self._state, register.id).remember(session)
        except OSError as error:
            logs.unexpected(error)  # the act stands; only this PC's note of it is missing
