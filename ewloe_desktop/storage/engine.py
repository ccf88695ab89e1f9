"""The one way to open a register and a session on it."""

import contextlib
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Self

from sqlalchemy import Connection, Engine, select
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from ewloe_desktop.domain.errors import RegisterUnavailable
from ewloe_desktop.domain.people import Actor
from ewloe_desktop.storage import file_engine, server_engine
from ewloe_desktop.storage.acts import RegisterSession, watch
from ewloe_desktop.storage.clock import Clock, SystemClock
from ewloe_desktop.storage.key_ring import FileRing, Ring, RingData, ring_path
from ewloe_desktop.storage.people import School
from ewloe_desktop.storage.server_engine import is_address
from ewloe_desktop.storage.upgrade import bring_up_to_date, require_known_schema
from ewloe_desktop.storage.vault import KdfSettings

__all__ = ["Register", "is_address", "is_empty", "ring_for"]


def is_empty(place: str) -> bool:
    """Whether a database holds no register yet; raises RegisterUnavailable when it cannot be asked."""
    return server_engine.is_empty(place)


def ring_for(place: str | Path) -> Ring:
    """The key ring of a place, before the register is opened."""
    return server_engine.table_ring(str(place)) if is_address(place) else FileRing(ring_path(Path(place)))


class Register:
    """An open register: every read and every act goes through `reading` and `unit`, one at a time."""

    def __init__(self, place: str, engine: Engine, ring: Ring, clock: Clock, *, read_only: bool, data_key: bytes) -> None:
        self.place = place
        self.kind = "postgresql" if is_address(place) else "file"
        self.read_only = read_only
        self.ring = ring
        self.clock = clock
        self.changed = False
        self.id = ""
        self.engine = engine
        self.data_key = data_key
        self.kdf = KdfSettings()  # for passwords chosen from now on
        self._turn = threading.Lock()
        self._holder: int | None = None

    @classmethod
    def create(
        cls, place: str | Path, data_key: bytes, register_id: str, *, clock: Clock | None = None
    ) -> Self:
        """A new, empty register with its key ring; RegisterUnavailable("exists") where one is already."""
        target = str(place)
        engine = _new_engine(target, data_key)
        register = cls(target, engine, ring_for(target), clock or SystemClock(), read_only=False, data_key=data_key)
        with register._translating():
            try:
                bring_up_to_date(engine)
                register.ring.write(RingData(register_id))
                register.id = register_id
            except BaseException:
                register._dispose()
                raise
        return register

    @classmethod
    def open(
        cls, place: str | Path, data_key: bytes, *, clock: Clock | None = None, read_only: bool = False
    ) -> Self:
        """Opens a register; RegisterUnavailable says why it cannot be."""
        target = str(place)
        engine, forced = _engine(target, data_key, read_only)
        read_only = read_only or forced
        register = cls(target, engine, ring_for(target), clock or SystemClock(), read_only=read_only, data_key=data_key)
        with register._translating():
            try:
                if read_only:
                    require_known_schema(engine)
                else:
                    bring_up_to_date(engine)
                register.id = register._own_id()
            except BaseException:
                register._dispose()
                raise
        return register

    def _own_id(self) -> str:
        with self.reading() as session:
            own = session.execute(select(School.id).limit(1)).scalar()
        if own:
            return str(own)
        try:
            return self.ring.read().register_id
        except RegisterUnavailable:
            return ""

    @contextlib.contextmanager
    def unit(self, actor: Actor) -> Iterator[Session]:
        """One session, one transaction, one act: committed on leaving, undone whole on an error.

        What `session.info["afterwards"]` gathers is done once the act is recorded.
        """
        if self.read_only:
            raise RegisterUnavailable("read_only", self.place)
        with self._connection(write=True) as connection:
            session = RegisterSession(bind=connection, expire_on_commit=False, autoflush=True)
            afterwards: list[Callable[[], object]] = []
            session.info.update(clock=self.clock, actor=actor, register=self, act=None, afterwards=afterwards)
            watch(session)
            with session:
                yield session
                session.commit()
            self.changed = True
        for work in afterwards:
            # The act is recorded; what the key ring could not take now, the next opening puts right.
            with contextlib.suppress(RegisterUnavailable):
                work()

    @contextlib.contextmanager
    def reading(self) -> Iterator[Session]:
        """A session that sees one moment and changes nothing."""
        with self._connection(write=False) as connection:
            session = Session(bind=connection, autoflush=False, expire_on_commit=False)
            session.info.update(clock=self.clock, actor=None, register=self, act=None)
            with session:
                yield session

    @contextlib.contextmanager
    def _connection(self, *, write: bool) -> Iterator[Connection]:
        me = threading.get_ident()
        if self._holder == me:
            raise RuntimeError("a session of this register is open already")
        with self._turn, self._translating():
            self._holder = me
            try:
                with self.engine.connect().execution_options(ewloe_write=write) as connection:
                    yield connection
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
            raise told from error

    def close(self) -> None:
        """Lets go of the register and forgets its key."""
        self._dispose()

    def _dispose(self) -> None:
        self.engine.dispose()
        self.data_key = b""


def unavailable(error: BaseException | None, place: str) -> RegisterUnavailable | None:
    """What a driver's error means to a person; None for a mistake of ours."""
    if is_address(place):
        return server_engine.unavailable(error, place)
    return file_engine.unavailable(error, place)


def _new_engine(target: str, data_key: bytes) -> Engine:
    if is_address(target):
        return server_engine.new_engine(target)
    return file_engine.new_engine(Path(target), data_key)


def _engine(target: str, data_key: bytes, read_only: bool) -> tuple[Engine, bool]:
    if is_address(target):
        return server_engine.open_engine(target, read_only=read_only)
    return file_engine.open_engine(Path(target), data_key, read_only=read_only)
