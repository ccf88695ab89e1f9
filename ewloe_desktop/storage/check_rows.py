"""Every journalled row against its last commitment, in both directions, and every stored file against its digest."""

import hashlib
import json
from collections.abc import Callable, Iterator
from typing import Any

from sqlalchemy import Table

from ewloe_desktop.domain.journal import Finding
from ewloe_desktop.storage.check_chain import Chain
from ewloe_desktop.storage.check_names import record_name
from ewloe_desktop.storage.reading_raw import Cells, RawReader
from ewloe_desktop.storage.rows import SALT, row_digest

# What these columns hold of another column: its digest, and its length.
_DIGESTS = {"document": ("content", "sha256", "size"), "revision": ("text", "text_digest", "")}
_OWN_FACTS = frozenset({"act", "uuid", "kind", "at", "actor", "subject", "register", "key", "signer"})

_LAST = (
    'SELECT row_key, act, change, digest FROM commitment WHERE row_table = ? ORDER BY row_key COLLATE "{order}", act'
)


def check_rows(table: Table, chain: Chain, reader: RawReader, step: Callable[[], None]) -> Iterator[Finding]:
    """Walks rows and last commitments of one table side by side."""
    order = "BINARY" if reader.on_file else "C"
    names = tuple(sorted(c.name for c in table.columns if c.name != SALT))
    columns = ", ".join(f'"{name}"' for name in ("id", SALT, *names))
    plain = table.name not in _DIGESTS
    some = 500 if plain else 5
    rows = reader.stream(f'SELECT {columns} FROM {table.name} ORDER BY id COLLATE "{order}"', some=some)  # noqa: S608
    last = _last(reader.stream(_LAST.format(order=order), (table.name,)))
    row, told = next(rows, None), next(last, None)
    while row is not None or told is not None:
        if row is not None and told is not None and row[0] == told[0] and plain:
            step()
            if told[2] == "gone" or row_digest(table.name, row[1], names, row[2:]) != told[3]:
                yield from _compared(reader, table.name, names, row, told)
            row, told = next(rows, None), next(last, None)
        elif told is None or (row is not None and _before(row[0], told[0])):
            assert row is not None
            step()
            yield _added(reader, table.name, names, row)
            row = next(rows, None)
        elif row is None or row[0] != told[0]:
            if told[2] != "gone":
                yield _missing(reader, table.name, told)
            told = next(last, None)
        else:
            step()
            yield from _compared(reader, table.name, names, row, told)
            row, told = next(rows, None), next(last, None)


def _before(own: object, key: object) -> bool:
    if isinstance(own, str) and isinstance(key, str):
        return own.encode("utf-8", "surrogatepass") < key.encode("utf-8", "surrogatepass")
    return own != key and not isinstance(own, str)


def _last(commitments: Iterator[Cells]) -> Iterator[Cells]:
    """The last commitment of each row; keys that are no text cannot be a row's."""
    kept: Cells | None = None
    for row in commitments:
        if kept is not None and kept[0] != row[0]:
            yield kept
        kept = row
    if kept is not None:
        yield kept


def _added(reader: RawReader, table: str, names: tuple[str, ...], row: Cells) -> Finding:
    return Finding(record_name(reader, table, _cells(names, row)), "not in the register", "added outside the app")


def _missing(reader: RawReader, table: str, told: Cells) -> Finding:
    return Finding(record_name(reader, table, {"id": told[0]}), "in the register", "missing", _int(told[1]))


def _int(value: object) -> int:
    return value if type(value) is int else 0


def _cells(names: tuple[str, ...], row: Cells) -> dict[str, Any]:
    return dict(zip(names, row[2:], strict=True))


def _compared(reader: RawReader, table: str, names: tuple[str, ...], row: Cells, told: Cells) -> Iterator[Finding]:
    _, act, change, digest = told
    if change == "gone":
        yield Finding(record_name(reader, table, _cells(names, row)), "removed", "back again", _int(act))
    elif row_digest(table, row[1], names, row[2:]) != digest:
        cells = _cells(names, row)
        yield from _changed(reader, table, cells, _int(act))
    if table in _DIGESTS:
        yield from _file(reader, table, _cells(names, row), _int(act))


def _changed(reader: RawReader, table: str, cells: dict[str, Any], act: int) -> Iterator[Finding]:
    """Names the fields that the signed act itself tells, or the record where it tells none."""
    name = record_name(reader, table, cells)
    facts = _facts(reader, act)
    other = [(n, facts[n], v) for n, v in cells.items() if n in facts and str(facts[n]) != _shown(v)]
    for field, expected, found in other:
        yield Finding(f"{name}: {field}", str(expected)[:200], _shown(found)[:200], act)
    if not other:
        yield Finding(name, f"as act {act} recorded it", "changed outside the app", act)


def _shown(value: object) -> str:
    return value.hex() if isinstance(value, bytes) else str(value)


def _facts(reader: RawReader, act: int) -> dict[str, Any]:
    row = reader.one("SELECT facts FROM event WHERE seq = ?", (act,))
    try:
        told = json.loads(row[0]) if row else {}
    except (ValueError, TypeError, RecursionError):
        return {}
    if not isinstance(told, dict):
        return {}
    return {n: v for n, v in told.items() if n not in _OWN_FACTS and isinstance(v, str | int)}


def _file(reader: RawReader, table: str, cells: dict[str, Any], act: int) -> Iterator[Finding]:
    content, digest, size = _DIGESTS[table]
    held = cells.get(content)
    if not isinstance(held, bytes):
        return
    made = hashlib.sha256(held).digest()
    kept = cells.get(digest)
    if made != kept:
        name = record_name(reader, table, cells)
        yield Finding(f"{name}: {content}", _shown(kept)[:64], made.hex(), act)
    if size and cells.get(size) != len(held):
        yield Finding(f"{record_name(reader, table, cells)}: {size}", str(cells.get(size)), str(len(held)), act)
