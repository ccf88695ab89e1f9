"""A row's cells in the one form that digests are made of, from an object at commit as from a raw row at check."""

import hashlib
from collections.abc import Iterable, Mapping
from json.encoder import encode_basestring
from typing import Any

from sqlalchemy import Table

from ewloe_desktop.storage.base import OUTSIDE_JOURNAL

SALT = "salt"


def journalled_tables() -> Mapping[str, Table]:
    """Every table whose rows acts commit, by name."""
    from ewloe_desktop.storage.tables import METADATA  # all of them, whichever the caller has brought in

    return {t.name: t for t in METADATA.sorted_tables if t.name not in OUTSIDE_JOURNAL}


def row_digest(table: str, salt: object, names: Iterable[str], values: Iterable[Any]) -> bytes:
    """SHA-256 over salt, table and every cell with its type, without the salt's own; names in sorted order."""
    # Text, nothing and numbers are told here as `cell` tells them: a call for each would cost more than the digest.
    told = ",".join(
        [
            f"{name}={encode_basestring(value)}"
            if type(value) is str
            else f"{name}=null"
            if value is None
            else f"{name}={value if type(value) is int else cell(value)}"
            for name, value in zip(names, values, strict=True)
        ]
    )
    head = b"ewloe/row/1\n" + cell(salt).encode() + b"\n" + table.encode() + b"\n"
    return hashlib.sha256(head + told.encode("utf-8", "surrogatepass")).digest()


def cell(value: Any) -> str:
    """A cell's type and content as text; different contents never give the same text, whatever a file holds."""
    kind = type(value)
    if kind is str:
        return encode_basestring(value)
    if kind is int:
        return str(value)
    if value is None:
        return "null"
    if kind is bytes:
        return f"b{len(value)}:{hashlib.sha256(value).hexdigest()}"
    if isinstance(value, bytearray | memoryview):
        return cell(bytes(value))
    if isinstance(value, str):
        return encode_basestring(str.__str__(value))
    if isinstance(value, int):
        return str(int(value))
    return f"{kind.__name__}:{encode_basestring(repr(value))}"
