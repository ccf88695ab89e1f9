"""Writes down the shape that the migrations make: `python -m tests.storage.shapes ADDRESS` after a new migration."""

import sys
import tempfile
from pathlib import Path

from ewloe_desktop.storage.check_schema import SHAPES, shape
from ewloe_desktop.storage.engine import Register
from ewloe_desktop.storage.reading_raw import RawReader


def made(register: Register) -> str:
    """The shape of a register, one line for each thing in it."""
    with register.reading() as session:
        return "\n".join(sorted(shape(RawReader(session)))) + "\n"


def main() -> None:
    """Writes both files; the database at the address must be empty."""
    with tempfile.TemporaryDirectory() as folder:
        for kind, place in (("sqlite", str(Path(folder) / "new.register")), ("postgresql", sys.argv[1])):
            register = Register.create(place, bytes(32), "0" * 20)
            (SHAPES / f"{kind}.txt").write_text(made(register), "utf-8")
            register.close()


if __name__ == "__main__":
    main()
