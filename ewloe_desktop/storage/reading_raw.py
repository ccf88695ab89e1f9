"""Rows as the driver gives them, a few at a time, whatever they hold: what the check reads with."""

import contextlib
from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy.orm import Session

Cells = tuple[Any, ...]


class RawReader:
    """Streams rows of one session's database; text that is no text comes as bytes."""

    def __init__(self, session: Session) -> None:
        connection = session.connection()
        self.kind = connection.dialect.name
        self._raw: Any = connection.connection.driver_connection
        self._streams = 0
        self._open: list[Any] = []

    @property
    def on_file(self) -> bool:
        """Whether this is the file and not a server."""
        return self.kind == "sqlite"

    def stream(self, query: str, values: Sequence[object] = (), some: int = 500) -> Iterator[Cells]:
        """The query's rows; `?` stands for a value on both databases; a server sends `some` at a time."""
        cursor = self._cursor(some)
        self._open.append(cursor)
        try:
            cursor.execute(self._worded(query), tuple(values))
            for row in cursor:  # noqa: UP028 - `yield from` would close the cursor whenever it is let go of
                yield row
        finally:
            self._close(cursor)

    def _cursor(self, some: int) -> Any:
        if self.on_file:
            return self._raw.cursor()
        self._streams += 1
        cursor = self._raw.cursor(name=f"check_{self._streams}")
        cursor.itersize = some
        return cursor

    def _worded(self, query: str) -> str:
        return query if self.on_file else query.replace("%", "%%").replace("?", "%s")

    def _close(self, cursor: Any) -> None:
        if cursor in self._open:
            self._open.remove(cursor)
            with contextlib.suppress(Exception):
                cursor.close()

    def all(self, query: str, values: Sequence[object] = ()) -> list[Cells]:
        """All of a small result."""
        return list(self._raw.execute(self._worded(query), tuple(values)))

    def one(self, query: str, values: Sequence[object] = ()) -> Cells | None:
        """The first row, if any."""
        rows = self.all(query, values)
        return rows[0] if rows else None

    @contextlib.contextmanager
    def lenient(self) -> Iterator[None]:
        """Text that is not valid comes as bytes and stops nothing; slower."""
        if not self.on_file:
            yield
            return
        before = self._raw.text_factory
        self._raw.text_factory = _text_or_bytes
        try:
            yield
        finally:
            self._raw.text_factory = before

    @contextlib.contextmanager
    def roomy(self) -> Iterator[None]:
        """A walk through everything decrypts each page once and not at every turn: 64 MiB, whatever the length."""
        if not self.on_file:
            yield
            return
        ((before,),) = self.all("PRAGMA cache_size")
        self.all("PRAGMA cache_size=-65536")
        try:
            yield
        finally:
            self.all(f"PRAGMA cache_size={int(before)}")

    @contextlib.contextmanager
    def trying(self) -> Iterator[None]:
        """What fails inside does not spoil what is read after it."""
        before = len(self._open)
        self._raw.execute("SAVEPOINT check_part")
        try:
            yield
        except BaseException:
            self._close_since(before)
            self._raw.execute("ROLLBACK TO SAVEPOINT check_part")
            raise
        finally:
            self._close_since(before)
            self._raw.execute("RELEASE SAVEPOINT check_part")

    def _close_since(self, before: int) -> None:
        for cursor in self._open[before:]:
            self._close(cursor)


def _text_or_bytes(raw: bytes) -> str | bytes:
    try:
        return raw.decode()
    except UnicodeDecodeError:
        return raw
