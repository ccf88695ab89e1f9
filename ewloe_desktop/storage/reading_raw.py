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

    @property
    def on_file(self) -> bool:
        """Whether this is the file and not a server."""
        return self.kind == "sqlite"

    def stream(self, query: str, values: Sequence[object] = (), some: int = 500) -> Iterator[Cells]:
        """The query's rows; `?` stands for a value on both databases; a server sends `some` at a time."""
        if self.on_file:
            yield from self._raw.execute(query, tuple(values))
            return
        self._streams += 1
        with self._raw.cursor(name=f"check_{self._streams}") as cursor:
            cursor.itersize = some
            cursor.execute(query.replace("%", "%%").replace("?", "%s"), tuple(values))
            yield from cursor

    def all(self, query: str, values: Sequence[object] = ()) -> list[Cells]:
        """All of a small result."""
        if self.on_file:
            return list(self._raw.execute(query, tuple(values)))
        return list(self._raw.execute(query.replace("%", "%%").replace("?", "%s"), tuple(values)))

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
    def trying(self) -> Iterator[None]:
        """What fails inside does not spoil what is read after it."""
        self._raw.execute("SAVEPOINT check_part")
        try:
            yield
        except BaseException:
            self._raw.execute("ROLLBACK TO SAVEPOINT check_part")
            raise
        finally:
            self._raw.execute("RELEASE SAVEPOINT check_part")


def _text_or_bytes(raw: bytes) -> str | bytes:
    try:
        return raw.decode()
    except UnicodeDecodeError:
        return raw
