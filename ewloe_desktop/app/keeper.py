"""The one who holds the register: opens it with a person's password, runs queries and acts on it, closes it.

Everything that needs the database layer is imported when it is first used, so that the sign-in screen paints before.
"""

import contextlib
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from ewloe_desktop.app.ceremonies import CEREMONIES, Ceremonies
from ewloe_desktop.app.copying import CopyWork, finish_restore
from ewloe_desktop.app.doorstep import Doorstep
from ewloe_desktop.app.files import FileWork, Progress
from ewloe_desktop.app.known import Known, newest_copy, why_not_written
from ewloe_desktop.app.marking import is_demonstration
from ewloe_desktop.app.sight import FromAfar, Sight
from ewloe_desktop.domain.errors import RegisterUnavailable
from ewloe_desktop.domain.people import BY_SHEET, Actor
from ewloe_desktop.settings import is_address
from ewloe_desktop.storage.clock import Clock, SystemClock

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from ewloe_desktop.domain.journal import CheckResult, Finding
    from ewloe_desktop.services.school import FirstStart, FirstStarted, SignedIn
    from ewloe_desktop.storage.engine import Register
    from ewloe_desktop.storage.vault import KdfSettings

Answer = TypeVar("Answer")


class RegisterKeeper(Doorstep, FileWork, CopyWork, FromAfar):
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
        keep_copies: Callable[[str], None] | None = None,
        demonstration: bool = False,
    ) -> None:
        super().__init__(place, clock or SystemClock())
        finish_restore(place)
        self._sight = Sight()
        self.demonstration = demonstration or is_demonstration(place)
        self._state = state
        self._kdf = kdf
        self._begun = begun
        self._copies = copies
        self._keep_copies = keep_copies
        self._register: Register | None = None
        self._actor: Actor | None = None
        self._ceremonies = Ceremonies(state)
        self._known: Known | None = None
        self._told: SignedIn | None = None

    def begin(self, answer: "FirstStart") -> "FirstStarted":
        """Makes the register of the first start and stays signed in as its head teacher."""
        from ewloe_desktop.services.school import begin_register, sign_in
        from ewloe_desktop.storage.vault import KdfSettings

        self.lock()
        kdf = self._kdf or KdfSettings()
        answer = replace(answer, demonstration=answer.demonstration or self.demonstration)
        register, started = begin_register(answer, clock=self._clock, kdf=kdf, begun=self._begun)
        self._hold(register, Actor(started.head_id, answer.head_name))
        self._known = Known(self._state, register)
        self._told = self.read(sign_in)
        self.place, self._kept_ring = answer.place, None
        self.demonstration = answer.demonstration
        self._remember()
        return started

    def join(self, place: str) -> None:
        """From now on this PC opens the register that a server holds at this address; nothing changes if it cannot."""
        ring = self._ring_of(place)
        ring.read()
        self.lock()
        self.place, self._kept_ring, self.demonstration = place, ring, False
        if self._begun is not None:
            self._begun(place)

    def sign_in(self, person_id: str, password: str) -> "SignedIn":
        """Opens the register with this person's password; says what became of a ceremony that was cut short."""
        from ewloe_desktop.services import school
        from ewloe_desktop.storage.engine import Register
        from ewloe_desktop.storage.tries import note_visit
        from ewloe_desktop.storage.vault import unlock

        self.lock()
        opened = unlock(self._ring(), person_id, password, self._clock.now())

        def welcome(session: "Session") -> "SignedIn":
            before = (opened.tries_before, opened.codes_before, opened.visited)
            signed_in = school.sign_in(session, Actor(person_id, ""), *before)
            return self._ceremonies.told(session, register.id, signed_in)

        with self._naming_copy():
            register = Register.open(self.place, opened.data_key, clock=self._clock)
            told = self._come_in(register, welcome)
        note_visit(register.ring, person_id, self._clock.now())
        return told

    def open_with_sheet(self, groups: str) -> "SignedIn":
        """Opens the register for reading only, with the groups of the recovery sheet; nobody is signed in."""
        from ewloe_desktop.app.by_sheet import open_by_sheet, sheet_actor, sheet_signed_in

        self.lock()
        with self._naming_copy():
            register = open_by_sheet(self.place, self._ring(), groups, self._clock)
            return self._come_in(register, lambda session: sheet_signed_in(session, sheet_actor()))

    def look_at_file(self) -> "SignedIn":
        """Checks every page of the file, which the start left out; what it finds stops all recording."""
        from ewloe_desktop.storage.check import check_file

        register, _ = self._opened()
        with register.reading() as session:
            return self._found(check_file(session))

    def try_writing(self) -> "SignedIn":
        """Whether there is room again on a disk that was full, and whether a server takes changes now."""
        register, _ = self._opened()
        signed_in = self.signed_in()
        if signed_in.why_read_only in ("disk_full", "server_read_only") or is_address(self.place):
            register.look_whether_writable()
            self._told = replace(signed_in, **self._standing(register, signed_in.findings))
        return self.signed_in()

    def signed_in(self) -> "SignedIn":
        """Who is signed in, and whether anything can be recorded, as it is known now."""
        if self._told is None:
            raise RegisterUnavailable("locked", self.place)
        return self._told

    @contextlib.contextmanager
    def _naming_copy(self) -> Iterator[None]:
        """Says with a damaged register where its newest copy is."""
        try:
            yield
        except RegisterUnavailable as error:
            if error.reason in ("damaged", "wrong_key") and not is_address(self.place):
                error.facts["copy"] = newest_copy(self.place, self._copies)
            raise

    def _come_in(self, register: "Register", welcome: "Callable[[Session], SignedIn]") -> "SignedIn":
        """What is told at once; a register that was changed behind the app can only be looked at."""
        from ewloe_desktop.services.school import show_school
        from ewloe_desktop.storage.check import check_start
        from ewloe_desktop.storage.highwater import Marks

        register.copies = self._copies or register.copies
        self._sight.begin(register)
        try:
            with register.reading() as session:
                self._sight.read(session)
                told = welcome(session)
                actor = Actor(told.person_id, told.name)
                self.demonstration = show_school(session, actor).demonstration
                result = check_start(session, Marks(self._state, register.id).read())
            self._known = Known(self._state, register)
            self._told = replace(told, **self._standing(register, result.findings, actor))
        except BaseException:
            register.close()
            raise
        self._hold(register, actor)
        return self._told

    def _standing(self, register: "Register", findings: "tuple[Finding, ...]", actor: Actor | None = None) -> Any:
        """What of SignedIn says whether anything can be recorded; the register itself then refuses, too."""
        by_sheet = (actor or self._actor or Actor("", "")).person_id == BY_SHEET
        why = "sheet" if by_sheet else "changed" if findings else why_not_written(register)
        register.read_only = bool(why)
        copy = str(self._known.facts().get("copy", "")) if self._known and findings else ""
        return {"read_only": bool(why), "why_read_only": why, "findings": findings, "newest_copy": copy}

    def _found(self, findings: "tuple[Finding, ...]") -> "SignedIn":
        """Adds what a later check found to what the start has told."""
        register, _ = self._opened()
        signed_in = self.signed_in()
        new = tuple(f for f in findings if f not in signed_in.findings)
        if new:
            self._told = replace(signed_in, **self._standing(register, signed_in.findings + new))
        return self.signed_in()

    def read(self, query: Callable[..., Answer], *args: Any) -> Answer:
        """The query's facts, inside one session."""
        register, actor = self._opened()
        self._ceremonies.arrived()
        with register.reading() as session:
            session.info["known"] = self._known.facts() if self._known else {}
            return query(session, actor, *args)

    def write(self, use_case: Callable[..., Answer], *args: Any) -> Answer:
        """The use case's facts, inside one session and one act; nothing is recorded when it raises."""
        register, actor = self._opened()
        self._ceremonies.arrived()
        if actor.person_id == BY_SHEET:
            return self._with_sheet(register, actor, use_case, args)
        if getattr(use_case, "__name__", "") in CEREMONIES:
            answer = self._signed(register, actor, use_case, args)
        else:
            with register.unit(actor) as session:
                answer = use_case(session, actor, *args)
        self._remember()
        return answer

    def _with_sheet(
        self, register: "Register", actor: Actor, use_case: Callable[..., Answer], args: tuple[Any, ...]
    ) -> Answer:
        """The few things that the recovery sheet may record; for everything else the register stays shut."""
        from ewloe_desktop.app.by_sheet import require_write
        from ewloe_desktop.services.sheet_openings import standing_opening

        require_write(use_case, self.signed_in(), self.place)
        register.read_only = False
        register.read_only = bool(why_not_written(register))
        try:
            with register.unit(actor) as session:
                answer = use_case(session, actor, *args)
                opening = standing_opening(session)
        finally:
            register.read_only = True
        self._told = replace(self.signed_in(), opening=opening)
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
        except RegisterUnavailable as lost:
            if lost.reason == "not_recorded":  # it was looked for; otherwise the note stays, and the next sign-in tells
                self._ceremonies.refused(note)
            raise
        except BaseException:
            self._ceremonies.refused(note)
            raise
        self._ceremonies.recorded(note)
        return answer

    def lock(self) -> None:
        """Closes the register and forgets its key; a verified copy is made first when something changed."""
        register, self._register, self._actor = self._register, None, None
        known, self._told, self._known = self._known, None, None
        if register is not None:
            self._ceremonies.arrived()
            self._sight.end()
            changed = register.changed
            register.close()
            if changed:
                self._noted(register, known)

    def close(self) -> None:
        """Locks; the keeper can be dropped afterwards."""
        self.give_up_restore()
        self.lock()

    def check(self, progress: Progress, cancelled: Callable[[], bool], code: str = "") -> "CheckResult":
        """Checks the whole register against its journal, the highest mark this PC remembers, and a sheet's code."""
        from ewloe_desktop.domain.journal import read_code
        from ewloe_desktop.services.checking import check_now
        from ewloe_desktop.storage.highwater import Marks

        register, actor = self._opened()
        earlier = Marks(self._state, register.id).read()
        sheet = read_code(code)
        result = check_now(register, actor, earlier=earlier, code=sheet, progress=progress, cancelled=cancelled)
        self._found(result.findings)
        if self._known is not None:
            with contextlib.suppress(OSError):  # only this PC's note of it is missing
                self._known.checked(self._clock.now(), len(result.findings))
        return result

    def _hold(self, register: "Register", actor: Actor) -> None:
        self._register, self._actor = register, actor
        self._sight.begin(register)
        register.kdf = self._kdf or register.kdf
        register.copies = self._copies or register.copies

    def _opened(self) -> "tuple[Register, Actor]":
        if self._register is None or self._actor is None:
            raise RegisterUnavailable("locked", self.place)
        return self._register, self._actor

    def _remember(self) -> None:
        """Notes the newest act in this PC's state folder, against which cut-off acts are found."""
        self._sight.remember(self._state)
