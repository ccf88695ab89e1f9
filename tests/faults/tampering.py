"""A school on a file with two policies in force, and somebody who has the file and even its key."""

import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import select

import ewloe_check
from ewloe_desktop.domain.errors import RegisterUnavailable
from ewloe_desktop.domain.journal import Code, Finding, qr_text, short_code
from ewloe_desktop.services.checking import check_whole
from ewloe_desktop.storage.engine import Register
from ewloe_desktop.storage.file_engine import connect
from ewloe_desktop.storage.highwater import HighWater
from ewloe_desktop.storage.journal import Event
from ewloe_desktop.storage.vault import KdfSettings, recovery_words, ring_path
from tests.conftest import FixedClock
from tests.services.conftest import begin_school, some_text

PAGE = 4096


@dataclass(frozen=True)
class Printed:
    """What stands on the sheet of an act."""

    act: int
    square: str
    letters: str
    seen: HighWater


@dataclass(frozen=True)
class Kept:
    """The file, its key, the recovery sheet, what was printed of each act, and an older copy."""

    file: Path
    key: bytes
    groups: Path
    printed: tuple[Printed, ...]
    older: Path

    def copy(self, folder: Path) -> "Kept":
        """The same in a folder of one test's own."""
        for file in (self.file, ring_path(self.file)):
            shutil.copy2(file, folder)
        return Kept(folder / self.file.name, self.key, self.groups, self.printed, self.older)

    def sql(self, *statements: str | tuple[Any, ...]) -> None:
        """Changes the register behind the app, with its own key."""
        raw = connect(self.file, self.key, read_only=False)
        raw.execute("PRAGMA foreign_keys=OFF")
        for statement in statements:
            words, *values = (statement,) if isinstance(statement, str) else statement
            raw.execute(words, values)
        raw.close()

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        """What a query gives."""
        raw = connect(self.file, self.key, read_only=True)
        try:
            return list(raw.execute(query))
        finally:
            raw.close()

    def inside(self, earlier: HighWater | None = None, code: Code | None = None) -> tuple[Finding, ...]:
        """What the app's own check finds."""
        try:
            register = Register.open(self.file, self.key, read_only=True)
        except RegisterUnavailable as error:
            assert error.reason in ("damaged", "not_a_register"), error.reason
            return (Finding("the register's file", "opens", error.reason),)
        try:
            return check_whole(register, earlier=earlier, code=code).findings
        finally:
            register.close()

    def report(self, *more: str | Path) -> ewloe_check.Report:
        """The page of the program for auditors."""
        words = [str(self.file), "--recovery-file", str(self.groups), *map(str, more)]
        return ewloe_check.checked(ewloe_check.parser().parse_args(words))

    def outside(self, *more: str | Path) -> tuple[Finding, ...]:
        """What the program for auditors finds."""
        return tuple(self.report(*more).problems)

    def both(self) -> tuple[tuple[Finding, ...], tuple[Finding, ...]]:
        """What the app finds, and what the program for auditors finds; neither is nothing."""
        found = self.inside(), self.outside()
        assert all(found), found
        return found


def make(folder: Path, clock: FixedClock, *, policies: bool = True) -> Kept:
    """The school and, unless told otherwise, a policy in force, a copy of that day, and another policy in force."""
    file, older = folder / "school.register", folder / "older.register"
    made = begin_school(str(file), clock)
    key = made.register.data_key
    if policies:
        made.in_force(some_text())
        close_and_copy(made.register, file, older)
        made.register = Register.open(file, key, clock=clock)
        made.register.kdf = KdfSettings.light()
        made.in_force(some_text("Lost Property Policy"))
    with made.register.reading() as session:
        marks = [(e.seq, e.mark, HighWater(e.seq, e.hash)) for e in session.scalars(select(Event).order_by(Event.seq))]
    printed = tuple(Printed(n, qr_text(made.register.id, n, m), short_code(m), seen) for n, m, seen in marks)
    groups = folder / "groups.txt"
    groups.write_text(recovery_words(key, made.register.id))
    kept = Kept(file, key, groups, printed, older)
    made.register.changed = False
    made.register.close()
    return kept


def close_and_copy(register: Register, file: Path, older: Path) -> None:
    """Both files, as a copy of that day holds them."""
    register.changed = False
    register.close()
    shutil.copy2(file, older)
    shutil.copy2(ring_path(file), ring_path(older))


def told(findings: tuple[Finding, ...]) -> str:
    """Everything that findings say, in one text."""
    return "\n".join(f"{f.record} | {f.expected} | {f.found} | {f.act}" for f in findings)


def with_page(content: bytes, number: int, page: bytes) -> bytes:
    """The file's bytes with another page in a place."""
    return content[: number * PAGE] + page + content[(number + 1) * PAGE :]
