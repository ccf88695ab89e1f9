"""Keeps a small register of today's schema for ever: `python -m tests.faults.keep_schema`, once for each release.

A folder of a schema that was released is never made again: it stands for the registers that schools have.
"""

import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from ewloe_desktop.storage.key_ring import ring_path
from ewloe_desktop.storage.schema import NEWEST
from tests.faults.schools import begun

OLDER = Path(__file__).parent / "older"


def main() -> int:
    """Makes the folder of today's schema, with a register in which a few acts were recorded."""
    folder = OLDER / NEWEST
    folder.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory() as made:
        school = begun(Path(made))
        school.add("Ms Siân Ŵyn-Ellis", "Mr Ieuan Bowen")
        for file in (school.place, ring_path(school.place)):
            (folder / file.name).write_bytes(file.read_bytes())
    print(folder)
    return 0


if __name__ == "__main__":
    sys.exit(main())
