"""The reading process: takes one file on standard input, answers jobs on standard output, and knows nothing else."""

import contextlib
import json
import os
import sys
from collections.abc import Callable
from typing import IO, Any

from ewloe_desktop.domain.errors import FileRefused
from ewloe_desktop.intake.limits import Limits
from ewloe_desktop.intake.wire import FRAME


class Outlet:
    """The way back to the parent."""

    def __init__(self, pipe: IO[bytes]) -> None:
        self._pipe = pipe

    def send(self, kind: bytes, body: bytes) -> None:
        """One frame."""
        self._pipe.write(FRAME.pack(kind, len(body)) + body)
        self._pipe.flush()

    def progress(self, done: int, total: int) -> None:
        """So much of the work is done."""
        self.send(b"P", json.dumps([done, total]).encode())

    def refuse(self, reason: str, facts: dict[str, Any]) -> None:
        """The file cannot be read, and why."""
        self.send(b"R", json.dumps({"reason": reason, "facts": facts}, default=str).encode())


def main() -> None:
    """Serves jobs until standard input ends."""
    outlet = Outlet(os.fdopen(os.dup(1), "wb"))
    with open(os.devnull, "wb") as nowhere:  # noqa: PTH123 - nothing a library prints may reach the frames
        os.dup2(nowhere.fileno(), 1)
    source = sys.stdin.buffer
    head = json.loads(source.readline())
    limits = Limits(**head["limits"])
    _bound(limits)
    data = source.read(head["size"])
    with _nobody_listening():
        for line in source:
            _serve(json.loads(line), head["name"], data, limits, outlet)


def _serve(job: dict[str, Any], name: str, data: bytes, limits: Limits, outlet: Outlet) -> None:
    from ewloe_desktop.intake import jobs  # the readers are imported after the limits are set

    work: Callable[..., tuple[bytes, bytes]] = jobs.JOBS[job["do"]]
    try:
        kind, body = work(job, name, data, limits, outlet.progress)
    except FileRefused as refused:
        outlet.refuse(refused.reason, refused.facts)
    except MemoryError:
        outlet.refuse("memory", {})
    except RecursionError:
        outlet.refuse("damaged", {})
    except Exception as error:
        outlet.refuse("damaged", {"detail": type(error).__name__})
    else:
        outlet.send(kind, body)


@contextlib.contextmanager
def _nobody_listening() -> Any:
    """The parent is gone: end quietly."""
    try:
        yield
    except BrokenPipeError:
        os._exit(0)


def _bound(limits: Limits) -> None:
    """Limits that the system itself enforces, where it can."""
    try:
        import resource
    except ImportError:  # Windows has no such limits; the parent's clock and the size checks remain
        return
    seconds = int(limits.total_seconds) + 1
    for what, most in (
        (resource.RLIMIT_AS, limits.memory_bytes),
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_FSIZE, 0),
    ):
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(what, (most, most))
