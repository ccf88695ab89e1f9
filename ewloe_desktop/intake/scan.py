"""A pile of forms scanned into one file, taken apart in a child process with limits."""

import json
from collections.abc import Sequence

from ewloe_desktop.domain.errors import FileRefused
from ewloe_desktop.intake.limits import Limits
from ewloe_desktop.intake.process import Child

USUAL = Limits(total_seconds=120.0)


def scan_count(data: bytes, name: str = "", *, limits: Limits = USUAL) -> int:
    """How many pages a scanned PDF has; raises FileRefused."""
    with Child(name, data, limits) as child:
        return int(json.loads(child.ask({"do": "count"})))


def scan_parts(
    data: bytes, ranges: Sequence[tuple[int, int]], name: str = "", *, limits: Limits = USUAL
) -> tuple[bytes, ...]:
    """A PDF of its own for each range of pages (from 1, both ends in it); raises FileRefused."""
    if len(data) > limits.file_bytes:
        raise FileRefused("too_large", name, {"most": limits.file_bytes})
    with Child(name, data, limits) as child:
        return tuple(child.ask({"do": "part", "first": first, "last": last}) for first, last in ranges)
