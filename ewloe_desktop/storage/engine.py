"""The one way to open a register and a session on it."""

import contextlib
import logging
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Self

from sqlalchemy import Connection, Engine, event, inspect, select, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from ewloe_desktop.domain.errors import RegisterUnavailable
from ewloe_desktop.domain.people import Actor
from ewloe_desktop.storage import backup, file_engine, server_engine, server_errors, where
from ewloe_desktop.storage.acts import RegisterSession, was_recorded, watch
from ewloe_desktop.storage.clock import Clock, SystemClock
from ewloe_desktop.storage.doubt import Doubt
from ewloe_desktop.storage.key_ring import FileRing, Ring, RingData, ring_path
from ewloe_desktop.storage.mending import mended
from ewloe_desktop.storage.people import School
from ewloe_desktop.storage.schema import NEWEST
from ewloe_desktop.storage.server_engine import is_address
from ewloe_desktop.storage.server_errors import LOST
from ewloe_desktop.storage.vault import KdfSettings

__all__ = ["Register", "is_address", "is_empty", "ring_for"]

_log = logging.getLogger(__name__)


def is_empty(place: str) -> bool:
    """Whether a database holds no register yet; raises RegisterUnavailable when it cannot be asked."""
    return server_engine.is_empty(place)


def ring_for(place: str | Path) -> Ring:
    """The key ring of a place, before the register is opened."""
    return server_engine.table_ring(str(place)) if is_address(place) else FileRing(ring_path(Path(place)))


class Register:
    """An open register: every read and every act goes through `reading` and `unit`, one at a time."""

    def __init__(self, place: str, engine: Engine, data_key: bytes, clock: Clock, *, read_only: bool) -> None:
        self.place = place
        self.kind = "postgresql" if is_address(place) else "file"
        self.id = ""
        self.engine = engine
        self.data_key = data_key
        self.clock = clock
        self.read_only = read_only
        self.ring = ring_for(place)
        self.kdf = KdfSettings()  # for passwords chosen from now on
        self.copies = backup.copies_folder(Path(place))
        self.begins_right = True
        self.changed = False
        self.copy_failed = ""  # why the copy at closing was not made
        self.recorded = 0  # the newest act that was recorded from here
        self.doubt = Doubt()
        self._noted = False
        self._sent = False  # this unit's COMMIT is on its way
        event.listen(engine, "commit", self._now_sent)
        self._turn = threading.Lock()
        self._holder: int | None = None

    @classmethod
    def create(cls, place: str | Path, data_key: bytes, register_id: str, *, clock: Clock | None = None) -> Self:
        """A new, empty register with its key ring; RegisterUnavailable("exists") where one is already."""
        target = str(place)
        if is_address(target):
            engine = server_engine.new_engine(target)
        else:
            engine = file_engine.new_engine(Path(target), data_key)
        register = cls(target, engine, data_key, clock or SystemClock(), read_only=False)
        register.id = register_id
        try:
            with register._or_let_go():
                register._migrate()
                register.ring.write(RingData(register_id))
            register._note()
        except BaseException:
            if not is_address(target):
                Path(target).unlink(missing_ok=True)
            raise
        return register

    @classmethod
    def open(cls, place: str | Path, data_key: bytes, *, clock: Clock | None = None, read_only: bool = False) -> Self:
        """Opens a register, upgrading an older one after a verified copy; RegisterUnavailable says why it cannot be."""
        target = str(place)
        begins_right = is_address(target) or file_engine.begins_right(Path(target), data_key)
        if is_address(target):
            engine, forced = server_engine.open_engine(target, read_only=read_only)
        else:
            engine, forced = file_engine.open_engine(Path(target), data_key, read_only=read_only)
        register = cls(target, engine, data_key, clock or SystemClock(), read_only=read_only or forced)
        register.begins_right = begins_right
        with register._or_let_go():
            register._require_schema()
            register._find_id()
            if not register.read_only:
                register._mend()
                register._note()
        return register

    def _note(self) -> None:
        """Says beside a file who has it open, for whoever finds it locked."""
        self._noted = self.kind == "file" and where.say(Path(self.place))

    def _require_schema(self) -> None:
        with self._connection(write=False) as connection:
            known = inspect(connection).has_table("alembic_version")
            found = connection.scalar(text("SELECT version_num FROM alembic_version")) if known else None
        if found == NEWEST:
            return
        from ewloe_desktop.storage.upgrade import require_older

        require_older(found)
        if self.read_only:
            raise RegisterUnavailable("older", self.place, {"schema": found})
        if self.kind == "file":
            backup.make_copy(self, self.copies)
        self._migrate()
        self.changed = True

    def _migrate(self) -> None:
        from ewloe_desktop.storage.upgrade import bring_up_to_date

        bring_up_to_date(self.engine)

    def _find_id(self) -> None:
        with self.reading() as session:
            own = session.execute(select(School.id).limit(1)).scalar()
        if own:
            self.id = str(own)
            return
        with contextlib.suppress(RegisterUnavailable):
            self.id = self.ring.read().register_id

    def _mend(self) -> None:
        # Without its key file a register opens by its recovery sheet, and there is nothing to mend.
        with contextlib.suppress(RegisterUnavailable):
            data = self.ring.read()
            with self.reading() as session:
                if mended(session, data) == data:
                    return
            with self._connection(write=True) as connection, Session(bind=connection) as session:
                self.ring.update(lambda now: mended(session, now))

    @contextlib.contextmanager
    def unit(self, actor: Actor) -> Iterator[Session]:
        """One session, one transaction, one act: committed on leaving, undone whole on an error.

        What `session.info["afterwards"]` gathers is done once the act is recorded.
        """
        if self.read_only:
            raise RegisterUnavailable("read_only" if self.kind == "file" else "server_read_only", self.place)
        afterwards: list[Callable[[], object]] = []
        session = RegisterSession(expire_on_commit=False, autoflush=True)
        session.info.update(clock=self.clock, actor=actor, register=self, act=None, afterwards=afterwards)
        watch(session)
        try:
            with self._connection(write=True) as connection:
                session.bind = connection
                with session:
                    self._require_same_schema(session)
                    yield session
                    session.commit()
        except RegisterUnavailable as lost:
            lost.facts["writing"] = True
            if not (self._sent and lost.reason in LOST and session.info["act"]):
                raise
            if not self.doubt.settle(session.info["act"].uuid, self._was_recorded):
                raise RegisterUnavailable("not_recorded", lost.place, lost.facts) from lost
        self.changed = True
        self.recorded = session.info["act"].seq if session.info["act"] else self.recorded
        for work in afterwards:
            # The act is recorded; what the key ring could not take now, the next opening puts right.
            with contextlib.suppress(RegisterUnavailable):
                work()

    def look_whether_writable(self) -> None:
        """Looks afresh whether a server takes changes; a file that was full is simply tried again."""
        self.read_only = False
        if self.kind == "postgresql":
            self.engine.dispose()  # a server tells to new connections what it allows now
            with self._connection(write=False) as connection:
                self.read_only = server_engine.only_reads(connection)

    def _now_sent(self, _connection: Connection) -> None:
        self._sent = True

    def _was_recorded(self, uuid: str) -> bool:
        """Asked with the writers' lock held: whoever was still committing has ended."""
        with self._connection(write=True) as connection:
            return was_recorded(connection, uuid)

    def _require_same_schema(self, session: Session) -> None:
        """Another PC may have brought the server's register up to date since this one opened it."""
        if self.kind == "postgresql" and session.scalar(text("SELECT version_num FROM alembic_version")) != NEWEST:
            raise RegisterUnavailable("newer", self.place)

    @contextlib.contextmanager
    def reading(self) -> Iterator[Session]:
        """A session that sees one moment and changes nothing."""
        with self._connection(write=False) as connection:
            session = Session(bind=connection, autoflush=False, expire_on_commit=False)
            session.info.update(clock=self.clock, actor=None, register=self, act=None)
            with session:
                yield session

    @contextlib.contextmanager
    def raw(self) -> Iterator[Any]:
        """The driver's own connection, between two units."""
        with self._exclusively(), contextlib.closing(self.engine.raw_connection()) as lent:
            yield lent.driver_connection

    @contextlib.contextmanager
    def _connection(self, *, write: bool) -> Iterator[Connection]:
        self._sent = False
        with self._exclusively(), self._translating(), self.engine.connect() as connection:
            yield connection.execution_options(ewloe_write=write)

    @contextlib.contextmanager
    def _exclusively(self) -> Iterator[None]:
        me = threading.get_ident()
        if self._holder == me:
            raise RuntimeError("a session of this register is open already")
        with self._turn:
            self._holder = me
            try:
                yield
            finally:
                self._holder = None

    @contextlib.contextmanager
    def _translating(self) -> Iterator[None]:
        try:
            yield
        except DBAPIError as error:
            told = unavailable(error.orig, self.place)
            if told is None:
                raise
            if told.reason == "in_use" and self.kind == "postgresql":
                with contextlib.suppress(DBAPIError):
                    told.facts["who"] = server_engine.holder(self.engine)
            raise told from error

    @contextlib.contextmanager
    def _or_let_go(self) -> Iterator[None]:
        try:
            with self._translating():
                yield
        except BaseException:
            self._dispose()
            raise

    def close(self) -> backup.Copy | None:
        """Lets go of the register and forgets its key; first a verified copy of a file in which something changed."""
        try:
            return self._copied() if self.changed and self.kind == "file" else None
        finally:
            self._dispose()

    def _copied(self) -> backup.Copy | None:
        try:
            copy = backup.make_copy(self, self.copies)
            if not backup.thinning_waits(self):
                backup.thin(self.copies, copy)
        except RegisterUnavailable as error:
            # Closing must always work; the age of the newest copy shows that none was made.
            self.copy_failed = error.reason
            _log.warning("no copy was made: %s", error.reason)
            return None
        self.changed = False
        return copy

    def abandon(self) -> None:
        """Lets go of a register in which nothing was ever recorded; its place is free again."""
        self._dispose()
        if self.kind == "file":
            for left in (Path(self.place), ring_path(Path(self.place))):
                left.unlink(missing_ok=True)

    def _dispose(self) -> None:
        if self._noted:
            where.unsay(Path(self.place))
        self.engine.dispose()
        self.data_key = b""
        self.changed = False


def unavailable(error: BaseException | None, place: str) -> RegisterUnavailable | None:
    """What a driver's error means to a person; None for a mistake of ours."""
    if is_address(place):
        return server_errors.unavailable(error, place)
    return file_engine.unavailable(error, place)
