"""Checks a whole register against its journal, writing nothing; whatever it holds becomes a finding, never a crash."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial

from sqlalchemy.orm import Session

from ewloe_desktop.domain.errors import Cancelled
from ewloe_desktop.domain.journal import CheckResult, Code, Finding
from ewloe_desktop.storage.check_authority import check_authority
from ewloe_desktop.storage.check_chain import Chain, check_chain
from ewloe_desktop.storage.check_meaning import check_keys_file, check_meaning, check_search
from ewloe_desktop.storage.check_papers import check_papers
from ewloe_desktop.storage.check_readings import check_readings
from ewloe_desktop.storage.check_rows import check_rows
from ewloe_desktop.storage.check_schema import check_order, check_pages, check_schema
from ewloe_desktop.storage.check_sites import check_sites
from ewloe_desktop.storage.engine import Register, unavailable
from ewloe_desktop.storage.highwater import HighWater
from ewloe_desktop.storage.reading_raw import RawReader
from ewloe_desktop.storage.rows import journalled_tables

MOST_FINDINGS = 1000
TAIL = 64

Progress = Callable[[int, int], None]
Step = Callable[[], None]
Part = Callable[[RawReader, Step], Iterator[Finding]]


@dataclass
class _Work:
    """One run: what was found so far, and who is told how far it is."""

    reader: RawReader
    place: str
    progress: Progress | None = None
    cancelled: Callable[[], bool] | None = None
    total: int = 0
    done: int = 0
    findings: list[Finding] = field(default_factory=list)

    def step(self) -> None:
        """One more act or row was checked."""
        self.done += 1
        if self.done % 64:
            return
        if self.cancelled is not None and self.cancelled():
            raise Cancelled
        if self.progress is not None:
            self.progress(min(self.done, self.total), self.total)

    def run(self, what: str, part: Part) -> None:
        """Does one part; where the database itself gives up, that is a finding too."""
        found, error = self._tried(part)
        if error is not None:
            told = unavailable(error, self.place)
            if told is not None and told.passing:
                raise told from error
            found.append(Finding(what, "can be read", _said(error)))
        self.findings += found[: MOST_FINDINGS - len(self.findings)]

    def _tried(self, part: Part) -> tuple[list[Finding], Exception | None]:
        done = self.done
        found, error = self._once(part)
        if error is None or not self.reader.on_file:
            return found, error
        self.done = done
        with self.reader.lenient():
            return self._once(part)

    def _once(self, part: Part) -> tuple[list[Finding], Exception | None]:
        kept: list[Finding] = []
        try:
            with self.reader.trying():
                for finding in part(self.reader, self.step):
                    if len(kept) < MOST_FINDINGS:
                        kept.append(finding)
        except Cancelled:
            raise
        except Exception as error:
            return kept, error
        return kept, None


def _said(error: BaseException) -> str:
    lines = str(error).strip().splitlines()
    return (lines[0] if lines else type(error).__name__)[:200]


def check_register(
    register: Register,
    *,
    earlier: HighWater | None = None,
    code: Code | None = None,
    progress: Progress | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> CheckResult:
    """The whole check; `earlier` is this PC's highest mark, `code` one from a sheet. Raises Cancelled."""
    with register.reading() as session:
        return check_session(session, earlier=earlier, code=code, progress=progress, cancelled=cancelled)


def check_session(
    session: Session,
    *,
    earlier: HighWater | None = None,
    code: Code | None = None,
    progress: Progress | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> CheckResult:
    """The whole check inside a reading session."""
    register: Register = session.info["register"]
    work = _Work(RawReader(session), register.place, progress, cancelled)
    chain = Chain(register.id, earlier=earlier, code=code)
    with work.reader.roomy():
        _check_all(work, register, chain)
    if progress is not None:
        progress(work.total, work.total)
    return CheckResult(not work.findings, chain.acts, tuple(work.findings), chain.compared)


def _check_all(work: _Work, register: Register, chain: Chain) -> None:
    work.run("the register's file", partial(check_pages, register))
    work.run("the register's file", check_order)
    work.run("the register's tables", check_schema)
    work.total = _count(work)
    work.run("the journal", partial(check_chain, chain))
    work.run("who signed", check_authority)
    for name, table in journalled_tables().items():
        work.run(f"table {name}", partial(check_rows, table, chain))
    work.run("the decisions", partial(check_meaning, chain))
    work.run("the official sites", partial(check_sites, chain))
    work.run("who has read what", partial(check_readings, chain))
    work.run("what was signed on paper", partial(check_papers, chain))
    work.run("the key file", partial(check_keys_file, register.ring))
    work.run("the search index", check_search)


def check_start(session: Session, earlier: HighWater | None = None) -> CheckResult:
    """What a start can afford whatever the length: the tables' shape, the newest acts, this PC's highest mark."""
    register: Register = session.info["register"]
    work = _Work(RawReader(session), register.place)
    chain = Chain(register.id, earlier=earlier, tail=TAIL)
    work.run("the register's tables", check_schema)
    work.run("the journal", partial(check_chain, chain))
    return CheckResult(not work.findings, chain.acts, tuple(work.findings), chain.compared)


def check_file(session: Session) -> tuple[Finding, ...]:
    """What a start leaves for later, because it takes as long as the file is large: every page of it."""
    register: Register = session.info["register"]
    work = _Work(RawReader(session), register.place)
    work.run("the register's file", partial(check_pages, register))
    work.run("the register's file", check_order)
    return tuple(work.findings)


def _count(work: _Work) -> int:
    total = 0
    for table in ("event", *journalled_tables()):
        try:
            with work.reader.trying():
                row = work.reader.one(f"SELECT count(*) FROM {table}")  # noqa: S608 - our own names
                total += row[0] if row else 0
        except Exception:  # noqa: S112 - the part that reads the table says so
            continue
    return total
