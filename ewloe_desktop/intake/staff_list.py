"""A staff list somebody brings, read in a child process with limits."""

import json
from collections.abc import Callable
from pathlib import Path

from ewloe_desktop.domain.errors import FileRefused
from ewloe_desktop.domain.staff_list import StaffRows
from ewloe_desktop.intake.limits import MEBI, Limits
from ewloe_desktop.intake.process import Child
from ewloe_desktop.intake.reading import copy_of

USUAL = Limits(file_bytes=20 * MEBI, total_seconds=60.0)


def read_staff_list(
    name: str, data: bytes, *, limits: Limits = USUAL, cancelled: Callable[[], bool] | None = None
) -> StaffRows:
    """The headings and rows of a CSV or XLSX file; raises FileRefused or Cancelled."""
    if not data:
        raise FileRefused("empty", name)
    if len(data) > limits.file_bytes:
        raise FileRefused("too_large", name, {"most": limits.file_bytes})
    with Child(name, data, limits) as child:
        told = json.loads(child.ask({"do": "table"}, cancelled=cancelled))
    return StaffRows(
        header=tuple(told["header"]),
        rows=tuple(tuple(row) for row in told["rows"]),
        first_line=int(told["first"]),
        guessed=tuple(told["guessed"]),
    )


def read_staff_file(path: Path, *, limits: Limits = USUAL, cancelled: Callable[[], bool] | None = None) -> StaffRows:
    """The same for a file on disk, whose bytes are copied once."""
    return read_staff_list(path.name, copy_of(path, limits), limits=limits, cancelled=cancelled)
