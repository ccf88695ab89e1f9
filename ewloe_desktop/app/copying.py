"""The keeper's work with copies: made, carried away, tested, and put back in the register's place."""

import contextlib
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, cast

from ewloe_desktop.app.files import Progress
from ewloe_desktop.domain.errors import Expected, RegisterUnavailable
from ewloe_desktop.settings import is_address

if TYPE_CHECKING:
    from ewloe_desktop.app.known import Known
    from ewloe_desktop.domain.people import Actor
    from ewloe_desktop.services.copies import CopyRecorded, CopyThere
    from ewloe_desktop.services.exchanging import Restored
    from ewloe_desktop.services.restoring import Prepared, RestorePlan
    from ewloe_desktop.services.school import TileFacts
    from ewloe_desktop.storage.clock import Clock
    from ewloe_desktop.storage.engine import Register
    from ewloe_desktop.storage.key_ring import Ring

MANY = 50  # rows that come in at once: a copy is made before more


class CopyWork:
    """Belongs on the keeper's thread; what is prepared to be put back waits here for the answer."""

    place: str
    _clock: "Clock"
    _state: Path
    _copies: Path | None
    _known: "Known | None"
    _kept_ring: "Ring | None"
    _begun: Callable[[str], None] | None
    _keep_copies: Callable[[str], None] | None
    _prepared: "Prepared | None" = None

    def _opened(self) -> "tuple[Register, Actor]":
        raise RegisterUnavailable("locked", self.place)

    def _remember(self) -> None:
        """Notes the newest act of this PC."""

    def lock(self) -> None:
        """Closes the register."""

    def copy_now(self) -> str:
        """Makes a copy that was opened again, and says where it is."""
        from ewloe_desktop.services.copies import copy_now

        register, actor = self._opened()
        copy = copy_now(register, actor)
        register.copy_failed = ""
        if self._known is not None:
            self._known.copied(register)
        self._noted(register, self._known)
        return str(copy.path)

    def copy_before_many(self, rows: int) -> None:
        """Makes a copy before many rows come in at once; why it could not be made is told on the first page."""
        if rows <= MANY or is_address(self.place):
            return
        from ewloe_desktop.storage.backup import make_copy

        register, _ = self._opened()
        try:
            make_copy(register, register.copies)
        except Expected as error:
            register.copy_failed = str(getattr(error, "reason", ""))
        self._noted(register, self._known)

    def _noted(self, register: "Register", known: "Known | None") -> None:
        """Takes note of how the last copy that was made by itself ended; only this PC's note may be missing."""
        if known is not None:
            with contextlib.suppress(OSError):
                known.copy_ended(register)

    def copies_place(self) -> str:
        """The folder in which copies are kept."""
        from ewloe_desktop.storage.backup import copies_folder

        return str(self._copies or copies_folder(Path(self.place)))

    def copies_kept(self) -> tuple[str, bool]:
        """The folder in which copies are kept, and whether it lies on another disk than the register."""
        folder = Path(self.copies_place())
        there = next((p for p in (folder, *folder.parents) if p.exists()), folder)
        try:
            return str(folder), there.stat().st_dev != Path(self.place).stat().st_dev
        except OSError:
            return str(folder), False

    def keep_copies_in(self, folder: Path | None) -> str:
        """Keeps copies in another folder from now on, after one was made there; None: beside the register again."""
        from ewloe_desktop.services.copies import copy_now
        from ewloe_desktop.storage.backup import copies_folder

        register, actor = self._opened()
        before, register.copies = register.copies, folder or copies_folder(Path(self.place))
        try:
            copy_now(register, actor)
        except BaseException:
            register.copies = before
            raise
        self._copies = folder
        if self._keep_copies is not None:
            self._keep_copies(str(folder or ""))
        if self._known is not None:
            self._known.copied(register)
        return str(register.copies)

    def copies_at(self, folder: Path | None = None) -> "Sequence[CopyThere]":
        """The copies in a folder, the newest first; without one, in the folder where copies are kept."""
        from ewloe_desktop.services.copies import copies_there

        return copies_there(folder or Path(self.copies_place()))

    def drives(self) -> Sequence[tuple[Path, str, int]]:
        """The drives that can be carried away: folder, name, free bytes."""
        from ewloe_desktop.app.drives import carried_drives

        return carried_drives()

    def take_away(self, folder: Path, named: str, progress: Progress, cancelled: Callable[[], bool]) -> "CopyRecorded":
        """Copies the register to a stick, checks the copy there, and records it."""
        from ewloe_desktop.services.copies import record_copy, take_away
        from ewloe_desktop.storage.carrying import called

        register, actor = self._opened()
        if named == str(folder):
            named = called(folder, Path(self.place))
        carried = take_away(register, actor, folder, progress, cancelled)
        with register.unit(actor) as session:
            recorded = record_copy(session, actor, carried, named)
        self._remember()
        return recorded

    def try_copy(self, source: Path, progress: Progress, cancelled: Callable[[], bool]) -> "CopyRecorded":
        """Tests a copy and records what came of it."""
        from ewloe_desktop.services.drills import record_trial, try_copy

        register, actor = self._opened()
        tried = try_copy(register, actor, source, progress, cancelled)
        with register.unit(actor) as session:
            recorded = record_trial(session, actor, tried)
        self._remember()
        return recorded

    # ---- putting a copy back: nobody is signed in

    def copy_tiles(self, source: Path) -> "Sequence[TileFacts]":
        """Who could sign in when a copy was made; RegisterUnavailable without its key file."""
        from ewloe_desktop.storage.key_ring import FileRing, ring_path
        from ewloe_desktop.storage.tries import tiles

        return cast("Sequence[TileFacts]", tiles(FileRing(ring_path(source)), self._clock.now()))

    def prepare_restore(
        self,
        source: Path,
        place: str,
        person_id: str,
        password: str,
        progress: Progress,
        cancelled: Callable[[], bool],
    ) -> "RestorePlan":
        """Looks at a copy as a whole, beside the register; says what would be missing. Nothing is exchanged yet."""
        from ewloe_desktop.services.restoring import RestoreAsked, prepare
        from ewloe_desktop.storage.highwater import Marks

        self.lock()
        self.give_up_restore()
        asked = RestoreAsked(source, Path(place), person_id, password)
        self._prepared = prepare(asked, self._clock, lambda id_: Marks(self._state, id_).read(), progress, cancelled)
        return self._prepared.plan

    def restore(self) -> "Restored":
        """Puts the copy that was looked at in the register's place; what was there is kept under another name."""
        from ewloe_desktop.app.known import Known
        from ewloe_desktop.services.exchanging import carry_out

        prepared, self._prepared = self._prepared, None
        if prepared is None:
            raise RegisterUnavailable("locked", self.place)
        register_id = prepared.register.id
        try:
            done = carry_out(prepared, self._copies, self._state)
        except BaseException:
            prepared.let_go()
            raise
        with contextlib.suppress(OSError):  # only this PC's note of it is missing
            Known.came_whole(self._state, register_id, self._clock.now())
        self._moved_to(str(done.place))
        return done

    def _moved_to(self, place: str) -> None:
        self._kept_ring = None
        if place != self.place:
            self.place = place
            if self._begun is not None:
                self._begun(place)

    def give_up_restore(self) -> None:
        """Takes away what was prepared and not decided."""
        prepared, self._prepared = self._prepared, None
        if prepared is not None:
            prepared.let_go()


def finish_restore(place: str) -> None:
    """Brings to its end a restore that was decided and cut short; quick where there is none."""
    if not place or is_address(place):
        return
    work = Path(place).with_name(Path(place).name + ".restoring")
    if work.is_dir():
        from ewloe_desktop.storage.restoring import tidy

        tidy(Path(place))
