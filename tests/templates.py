"""Registers that are made once in a run of the tests: each test works on a copy, which costs a tenth of making one."""

import contextlib
import re
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.conftest import new_database

FILE = "school.register"
STATE = "state"


@dataclass(frozen=True)
class Template:
    """A closed register: its folder with the PC's notes, on a server its database, and what its maker told."""

    folder: Path
    told: Any
    database: str = ""  # its name; "" for a file
    server: str = ""

    @property
    def place(self) -> str:
        """Where it is itself."""
        return address(self.server, self.database) if self.database else str(self.folder / FILE)

    @contextlib.contextmanager
    def copied(self, folder: Path) -> Iterator[str]:
        """The place of a copy, its notes in the folder's "state"; a database is dropped afterwards."""
        shutil.copytree(self.folder, folder, dirs_exist_ok=True)
        if not self.database:
            yield str(folder / FILE)
            return
        with new_database(self.server, self.database) as copy:
            yield copy


def address(server: str, database: str) -> str:
    """A database's address on a server."""
    return re.sub(r"^(postgresql://[^/]*)/[^?]*", rf"\1/{database}", server)


def in_file(folder: Path, make: Callable[[str, Path], Any]) -> Template:
    """Makes one in a file; `make` is told its place and the folder of the PC's notes, and leaves it closed."""
    return Template(folder, make(str(folder / FILE), folder / STATE))


@contextlib.contextmanager
def on_server(server: str, folder: Path, make: Callable[[str, Path], Any]) -> Iterator[Template]:
    """The same as a database, dropped when the tests have ended."""
    (folder / STATE).mkdir()
    with new_database(server) as place:
        name = re.sub(r".*/([^/?]*).*", r"\1", place.split("?")[0])
        yield Template(folder, make(place, folder / STATE), name, server)
