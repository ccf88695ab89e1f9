"""A file somebody brings → what the app would keep of it, read where it can do no harm."""

import json
from collections.abc import Callable
from pathlib import Path

from ewloe_desktop.domain.errors import FileRefused
from ewloe_desktop.domain.text import Reading
from ewloe_desktop.intake.limits import Limits
from ewloe_desktop.intake.process import Child, Progress
from ewloe_desktop.intake.wire import from_plain

USUAL = Limits()


def read_bytes(
    name: str,
    data: bytes,
    *,
    limits: Limits = USUAL,
    progress: Progress | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Reading:
    """What these bytes say as a policy; raises FileRefused, or Cancelled within a second of `cancelled()`."""
    if not data:
        raise FileRefused("empty", name)
    if len(data) > limits.file_bytes:
        raise FileRefused("too_large", name, {"most": limits.file_bytes})
    with Child(name, data, limits) as child:
        return from_plain(json.loads(child.ask({"do": "read"}, progress, cancelled)))


def read_file(
    path: Path,
    *,
    limits: Limits = USUAL,
    progress: Progress | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Reading:
    """What the file says as a policy; see `read_bytes`."""
    return read_bytes(path.name, copy_of(path, limits), limits=limits, progress=progress, cancelled=cancelled)


def copy_of(path: Path, limits: Limits = USUAL) -> bytes:
    """The file's bytes, copied once: what is read is what is kept. Raises FileRefused when it is too large."""
    try:
        with path.open("rb") as file:
            data = file.read(limits.file_bytes + 1)
    except OSError as error:
        raise FileRefused("unreadable", path.name, {"detail": error.strerror or type(error).__name__}) from None
    if len(data) > limits.file_bytes:
        raise FileRefused("too_large", path.name, {"most": limits.file_bytes})
    return data
