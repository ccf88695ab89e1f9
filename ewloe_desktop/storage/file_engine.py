"""The register as one encrypted SQLCipher file: one connection for the process, held exclusively."""

import contextlib
import os
import shutil
import tempfile
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from sqlalchemy import Connection, Engine, StaticPool, create_engine, event
from sqlcipher3 import dbapi2 as sqlcipher

from ewloe_desktop.domain.errors import RegisterUnavailable
from ewloe_desktop.storage import where
from ewloe_desktop.storage.key_ring import cannot_write, ring_path

BUSY_SECONDS = 2.0
PAGE = 4096
_SETTINGS = (
    "PRAGMA locking_mode=EXCLUSIVE",
    "PRAGMA foreign_keys=ON",
    "PRAGMA trusted_schema=OFF",
    "PRAGMA cell_size_check=ON",
    "PRAGMA temp_store=MEMORY",
    "PRAGMA cache_size=-65536",  # 64 MiB at most: what was read once is not decrypted again for the next question
)
_WRITING = ("PRAGMA journal_mode=DELETE", "PRAGMA synchronous=EXTRA", "PRAGMA secure_delete=ON")


def file_salt(data_key: bytes) -> bytes:
    """The first 16 bytes of a file with this key: known beforehand, so a wrong key and a damaged file differ."""
    return HKDF(SHA256(), 16, None, b"ewloe/file salt").derive(data_key)


def connect(path: Path, data_key: bytes, *, read_only: bool) -> Any:
    """A raw connection with the project's settings; SQLCipher prints nothing."""
    mode = "ro" if read_only else "rwc"
    raw = sqlcipher.connect(
        f"{path.absolute().as_uri()}?mode={mode}",
        uri=True,
        isolation_level=None,
        timeout=BUSY_SECONDS,
        check_same_thread=False,
    )
    try:
        raw.execute("PRAGMA cipher_log_level=NONE")
        raw.execute(f"PRAGMA key=\"x'{(data_key + file_salt(data_key)).hex()}'\"")
        for setting in _SETTINGS if read_only else _SETTINGS + _WRITING:
            raw.execute(setting).fetchall()
    except BaseException:
        raw.close()
        raise
    return raw


def new_engine(path: Path, data_key: bytes) -> Engine:
    """An engine on a new file, readable by this user and group alone."""
    if path.exists() or ring_path(path).exists():
        raise RegisterUnavailable("exists", str(path))
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o660))
    except OSError as error:
        raise RegisterUnavailable(cannot_write(error), str(path)) from error
    return _engine(path, data_key, read_only=False)


def open_engine(path: Path, data_key: bytes, *, read_only: bool) -> tuple[Engine, bool]:
    """An engine on a file that was proved to open, and whether it had to be opened for reading only."""
    forced = not read_only and not (os.access(path, os.W_OK) and os.access(path.parent, os.W_OK))
    engine = _engine(path, data_key, read_only=read_only or forced)
    try:
        _prove(engine, write=not (read_only or forced))
    except sqlcipher.Error as error:
        engine.dispose()
        if (read_only or forced) and _reason(error) == "read_only" and _journal(path).exists():
            return _recovered(path, data_key), forced
        raise _why(error, path, data_key) from error
    return engine, forced


def _prove(engine: Engine, *, write: bool) -> None:
    with contextlib.closing(engine.raw_connection()) as lent:
        raw: Any = lent.driver_connection
        if write:
            raw.execute("BEGIN EXCLUSIVE")
            raw.execute("COMMIT")
        raw.execute("SELECT count(*) FROM sqlite_master").fetchall()


def _journal(path: Path) -> Path:
    return path.with_name(path.name + "-journal")


def _recovered(path: Path, data_key: bytes) -> Engine:
    """An engine on a copy in which what a crash began is undone: reading must not write beside the register."""
    folder = tempfile.TemporaryDirectory(prefix="ewloe-")
    copy = Path(folder.name) / path.name
    shutil.copyfile(path, copy)
    shutil.copyfile(_journal(path), _journal(copy))
    engine = _engine(copy, data_key, read_only=False)
    event.listen(engine, "engine_disposed", lambda _: folder.cleanup())
    try:
        _prove(engine, write=True)
    except sqlcipher.Error as error:
        engine.dispose()
        raise _why(error, path, data_key) from error
    return engine


def _require_register(path: Path) -> None:
    try:
        with path.open("rb") as file:
            head = file.read(16)
            size = path.stat().st_size
    except FileNotFoundError:
        raise RegisterUnavailable("missing", str(path)) from None
    except OSError as error:
        raise RegisterUnavailable("missing", str(path), {"error": error.strerror or ""}) from error
    if head.startswith(b"SQLite format 3") or not head:
        raise RegisterUnavailable("not_a_register", str(path))
    if size % PAGE and not _journal(path).exists():  # half a page at the end is cut off again by a journal that is left
        raise RegisterUnavailable("damaged", str(path), {"bytes": size})


def begins_right(path: Path, data_key: bytes) -> bool:
    """Whether the file begins as one with this key does; asked before opening, which holds the file's lock."""
    _require_register(path)
    with path.open("rb") as file:
        return file.read(16) == file_salt(data_key)


def _why(error: BaseException, path: Path, data_key: bytes) -> RegisterUnavailable:
    told = unavailable(error, str(path)) or RegisterUnavailable("damaged", str(path), {"error": str(error)})
    if told.reason != "damaged" or begins_right(path, data_key):
        return told
    return RegisterUnavailable("wrong_key" if any(data_key) else "moved_here", str(path))


def _engine(path: Path, data_key: bytes, *, read_only: bool) -> Engine:
    engine = create_engine(
        "sqlite://",
        module=sqlcipher,
        creator=lambda: connect(path, data_key, read_only=read_only),
        poolclass=StaticPool,
        hide_parameters=True,  # an error's own words must not repeat what a record says
    )
    event.listen(engine, "begin", _begin)
    return engine


def _begin(connection: Connection) -> None:
    write = connection.get_execution_options().get("ewloe_write", True)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if write else "BEGIN")


_REASONS = {
    sqlcipher.SQLITE_BUSY: "in_use",
    sqlcipher.SQLITE_LOCKED: "in_use",
    sqlcipher.SQLITE_READONLY: "read_only",
    sqlcipher.SQLITE_FULL: "disk_full",
    sqlcipher.SQLITE_IOERR: "disk_full",
    sqlcipher.SQLITE_CORRUPT: "damaged",
    sqlcipher.SQLITE_NOTADB: "damaged",
    sqlcipher.SQLITE_CANTOPEN: "missing",
}


def _reason(error: BaseException | None) -> str | None:
    code = getattr(error, "sqlite_errorcode", None)
    return _REASONS.get(code & 0xFF) if isinstance(code, int) else None


def unavailable(error: BaseException | None, place: str) -> RegisterUnavailable | None:
    """What SQLCipher's error means to a person; None for a mistake of ours."""
    reason = _reason(error)
    who = {"who": where.who(Path(place))} if reason == "in_use" else {}
    return RegisterUnavailable(reason, place, {"error": str(error)} | who) if reason else None
