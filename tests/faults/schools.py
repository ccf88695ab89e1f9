"""A made-up school at its PC with a stick, for the trials of copies."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from ewloe_desktop.app.keeper import RegisterKeeper
from ewloe_desktop.domain.people import PersonKind
from ewloe_desktop.services.people import NewPerson, add_person
from ewloe_desktop.services.school import FirstStart
from ewloe_desktop.storage.backup import Copy
from ewloe_desktop.storage.check import check_register
from ewloe_desktop.storage.engine import Register
from ewloe_desktop.storage.key_ring import FileRing, ring_path
from ewloe_desktop.storage.vault import KdfSettings, unlock
from tests.conftest import MONDAY, FixedClock
from tests.faults.kills import HEAD, NEVER, PASSWORD

STILL: Callable[[], bool] = lambda: False  # noqa: E731 - nobody stops it


@dataclass
class School:
    """A closed register with its stick and its state folder, and whoever is head teacher."""

    folder: Path
    head: str
    clock: FixedClock

    @property
    def place(self) -> Path:
        return self.folder / "school.register"

    @property
    def stick(self) -> Path:
        return self.folder / "stick"

    def keeper(self, place: str | None = None, state: str = "state") -> RegisterKeeper:
        """A keeper as after a new start."""
        where = str(self.place) if place is None else place
        return RegisterKeeper(where, self.folder / state, clock=self.clock, kdf=KdfSettings.light())

    @contextmanager
    def open(self) -> Iterator[RegisterKeeper]:
        """Signed in as head teacher, closed afterwards without another copy."""
        keeper = self.keeper()
        keeper.sign_in(self.head, PASSWORD)
        yield keeper
        if keeper._register is not None:
            keeper._register.changed = False
        keeper.close()

    def taken(self) -> Path:
        """A copy on the stick."""
        with self.open() as keeper:
            keeper.take_away(self.stick, "stick", NEVER, STILL)
        return self.copies()[0].path

    def copies(self) -> "tuple[Copy, ...]":
        return tuple(self.keeper().copies_at(self.stick))

    def add(self, *names: str) -> None:
        """One act each."""
        with self.open() as keeper:
            for name in names:
                keeper.write(add_person, NewPerson(name, PersonKind.STAFF, True))

    def acts(self) -> int:
        with self.open() as keeper:
            return check_register(keeper._opened()[0]).acts

    def digests(self) -> dict[str, bytes]:
        """The register's own files, byte by byte."""
        return {name: (self.folder / name).read_bytes() for name in ("school.register", "school.register.keys")}


def begun(folder: Path) -> School:
    clock = FixedClock(MONDAY)
    school = School(folder, "", clock)
    school.stick.mkdir()
    keeper = school.keeper()
    first = FirstStart("Ysgol Bryn Derw", HEAD, date(2024, 9, 1), PASSWORD, str(school.place))
    school.head = keeper.begin(first).head_id
    keeper._opened()[0].changed = False
    keeper.close()
    return school


@contextmanager
def register_of(path: Path, school: School) -> Iterator[Register]:
    opened = unlock(FileRing(ring_path(path)), school.head, PASSWORD, school.clock.now())
    register = Register.open(path, opened.data_key, clock=school.clock, read_only=True)
    yield register
    register.close()
