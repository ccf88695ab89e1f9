"""Runs one job on a stranger's file in a child process, bounded in time, memory and output."""

import contextlib
import json
import os
import queue
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import IO, Any, Literal

from ewloe_desktop.domain.errors import Cancelled, FileRefused
from ewloe_desktop.intake.limits import Limits
from ewloe_desktop.intake.wire import FRAME

POLL = 0.05  # seconds between two looks at the clock and at `cancelled`
# What an interpreter needs to start; a database's password and whatever else stands there is no reader's business.
NEEDED = ("PATH", "HOME", "USERPROFILE", "TMPDIR", "TEMP", "TMP", "LANG", "LC_ALL", "LC_CTYPE", "SYSTEMROOT", "WINDIR")
ENDINGS = {-9: "memory", -24: "time"}  # signals the system ends a process with that reached a bound

Progress = Callable[[int, int], object]
Frame = tuple[bytes, bytes]


def _command() -> list[str]:
    """The child takes nothing from the environment or the current folder (-I), only the package this process runs."""
    root = str(Path(__file__).resolve().parents[2])
    entry = f"import sys; sys.path.insert(0, {root!r}); from ewloe_desktop.intake.child import main; main()"
    return [sys.executable, "-I", "-c", entry]


class Child:
    """A reading process; every call answers or raises FileRefused or Cancelled, and `close` ends it for good."""

    def __init__(self, name: str, data: bytes, limits: Limits) -> None:
        self._name, self._limits = name, limits
        self._frames: queue.SimpleQueue[Frame] = queue.SimpleQueue()
        self._process = subprocess.Popen(  # noqa: S603 - our own interpreter and our own module
            _command(),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={name: os.environ[name] for name in NEEDED if name in os.environ},
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
        self._jobs: queue.SimpleQueue[bytes | None] = queue.SimpleQueue()
        self._threads = [
            threading.Thread(target=self._write, name="intake-write", daemon=True),
            threading.Thread(target=self._read, name="intake-read", daemon=True),
        ]
        head = json.dumps({"name": name, "size": len(data), "limits": asdict(limits)}).encode() + b"\n"
        self._jobs.put(head)
        self._jobs.put(data)
        for thread in self._threads:
            thread.start()

    def __enter__(self) -> "Child":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def ask(
        self,
        job: dict[str, Any],
        progress: Progress | None = None,
        cancelled: Callable[[], bool] | None = None,
    ) -> bytes:
        """The answer to one job, as JSON or as raw bytes; the child is ended when it does not answer in time."""
        self._jobs.put(json.dumps(job).encode() + b"\n")
        started = heard = time.monotonic()
        while True:
            frame = self._next()
            now = time.monotonic()
            if frame is not None:
                heard = now
                kind, body = frame
                if kind != b"P":
                    return self._answer(kind, body)
                if progress is not None:
                    done, total = json.loads(body)
                    progress(int(done), int(total))
            if cancelled is not None and cancelled():
                self.close()
                raise Cancelled
            if now - heard > self._limits.stall_seconds or now - started > self._limits.total_seconds:
                self.close()
                raise FileRefused("time", self._name)

    def close(self) -> None:
        """Ends the child and its threads; may be called twice."""
        self._jobs.put(None)
        with contextlib.suppress(OSError):
            self._process.kill()
        self._process.wait()
        for thread in self._threads:
            thread.join()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                with contextlib.suppress(OSError):
                    pipe.close()

    def _answer(self, kind: bytes, body: bytes) -> bytes:
        if kind in (b"J", b"B"):
            return body
        self.close()
        if kind == b"R":
            value = json.loads(body)
            raise FileRefused(str(value["reason"]), self._name, dict(value["facts"]))
        raise FileRefused(ENDINGS.get(self._process.returncode, "crashed"), self._name)

    def _next(self) -> Frame | None:
        with contextlib.suppress(queue.Empty):
            return self._frames.get(timeout=POLL)
        return None

    def _write(self) -> None:
        pipe = self._process.stdin
        assert pipe is not None
        with contextlib.suppress(OSError):
            while (job := self._jobs.get()) is not None:
                pipe.write(job)
                pipe.flush()

    def _read(self) -> None:
        pipe = self._process.stdout
        assert pipe is not None
        with contextlib.suppress(OSError):
            while frame := _frame(pipe, self._limits.output_bytes):
                self._frames.put(frame)
        self._frames.put((b"E", b""))


def _frame(pipe: IO[bytes], most: int) -> Frame | Literal[False]:
    """The next frame; false at the end, and for a frame that is longer than agreed."""
    head = pipe.read(FRAME.size)
    if len(head) < FRAME.size:
        return False
    kind, size = FRAME.unpack(head)
    if size > most:
        return False
    body = pipe.read(size)
    return (kind, body) if len(body) == size else False
