"""A small reference picture of a large one somebody brings, made in a child process with limits."""

import hashlib
from collections import deque

from ewloe_desktop.domain.errors import FileRefused
from ewloe_desktop.intake.limits import Limits
from ewloe_desktop.intake.process import Child

USUAL = Limits(total_seconds=60.0)
# Digests of what this process has made: only these are known to be small, whole and bare of camera data.
_made: deque[bytes] = deque(maxlen=64)


def is_ours(data: bytes) -> bool:
    """Whether `small_picture` made these very bytes since the program was started."""
    return hashlib.sha256(data).digest() in _made


def small_picture(data: bytes, name: str = "", *, limits: Limits = USUAL) -> bytes:
    """A JPEG of at most 640 pixels a side without any metadata; raises FileRefused for what is no picture."""
    if not data:
        raise FileRefused("empty", name)
    if len(data) > limits.file_bytes:
        raise FileRefused("too_large", name, {"most": limits.file_bytes})
    with Child(name, data, limits) as child:
        small = child.ask({"do": "small"})
    _made.append(hashlib.sha256(small).digest())
    return small
