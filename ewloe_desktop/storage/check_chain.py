"""The journal's own part of the check: every act's number, link, mark, columns, commitments and signature."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import groupby
from operator import itemgetter
from typing import Any

from ewloe_desktop.domain.journal import CEREMONIES, GENESIS, Code, Finding, rows_hash
from ewloe_desktop.domain.journal import mark as make_mark
from ewloe_desktop.storage.check_marks import compare, facts_of, gone, look
from ewloe_desktop.storage.highwater import HighWater
from ewloe_desktop.storage.reading_raw import Cells, RawReader
from ewloe_desktop.storage.rows import journalled_tables
from ewloe_desktop.storage.signing_keys import verified

# Rows of these tables change in acts that somebody signs, and in no other.
SIGNED_TABLES = frozenset({"decision", "signature", "correction", "office_term"})

_EVENTS = (
    "SELECT seq, uuid, kind, at, actor, subject, facts, previous, mark, hash, key_id, signature FROM event "
    "WHERE seq >= ? ORDER BY seq"
)
_COMMITMENTS = "SELECT act, row_table, row_key, change, digest FROM commitment WHERE act >= ? ORDER BY act"
_decode = json.JSONDecoder().decode
_KEYS = "SELECT id, person_id, public_der, status FROM signing_key"
# Erasing a name takes it out of an ended key's certificate: that does not make the key last any longer.
_KEY_ACTS = (
    "SELECT c.row_key, c.act FROM commitment c WHERE c.row_table = 'signing_key' "
    "AND NOT EXISTS (SELECT 1 FROM event e WHERE e.seq = c.act AND e.kind = 'records_disposed')"
)
_LEAST = -(2**63)  # a number below 1 is nobody's act, and must be seen
_COLUMNS = ("act", "uuid", "kind", "at", "actor", "subject")


@dataclass
class _Key:
    person_id: Any
    public_der: bytes
    first: int  # the act that recorded it
    last: int | None  # the act that ended it


@dataclass
class Chain:
    """What is known of the chain while it is checked, and afterwards."""

    register_id: str
    earlier: HighWater | None = None
    code: Code | None = None
    tail: int = 0  # 0: the whole journal
    acts: int = 0
    compared: bool = False
    previous: bytes = GENESIS
    known_previous: bool = True
    keys: dict[str, _Key] = field(default_factory=dict)
    tables: frozenset[str] = field(default_factory=lambda: frozenset(journalled_tables()))
    plain_tables: frozenset[str] = field(default_factory=lambda: frozenset(journalled_tables()) - SIGNED_TABLES)
    code_seen: bool = False

    def earlier_at(self, seq: int) -> bool:
        """Whether this is the act that an earlier mark is compared with."""
        return self.earlier is not None and self.earlier.act == seq


def check_chain(chain: Chain, reader: RawReader, step: Callable[[], None]) -> Iterator[Finding]:
    """Replays the chain; names each act that is not as it was recorded."""
    chain.keys = _keys(reader)
    chain.acts, chain.previous, chain.compared, chain.code_seen = 0, GENESIS, False, False
    first = _start(chain, reader)
    expected = max(first, 1)
    rows_of = _RowsOf(reader.stream(_COMMITMENTS, (first,)))
    for row in reader.stream(_EVENTS, (first,)):
        step()
        seq = row[0]
        if seq < expected:
            yield Finding(f"act {seq}", "no such act", "added outside the app", seq)
        elif seq > expected:
            yield gone(expected, seq - 1)
            chain.known_previous = False
        yield from rows_of.before(seq)
        rows = rows_of.take(seq)
        if not _plain_and_right(chain, row, rows):
            yield from _act(chain, reader, row, rows)
        chain.acts, expected = seq, seq + 1
    yield from rows_of.before(None)
    yield from compare(chain, reader)


class _RowsOf:
    """The digests of each act in turn, and those that belong to none."""

    def __init__(self, commitments: Iterator[Cells]) -> None:
        self._groups = groupby(commitments, key=itemgetter(0))
        self._next()

    def _next(self) -> None:
        told = next(self._groups, None)
        self._waiting = (told[0], list(told[1])) if told else None

    def before(self, seq: int | None) -> Iterator[Finding]:
        """What stands before this act, or is left, without an act."""
        while self._waiting is not None and (seq is None or _below(self._waiting[0], seq)):
            act = self._waiting[0]
            yield Finding(f"act {act!s:.40}", "an act", "digests without an act", act if type(act) is int else 0)
            self._next()

    def take(self, seq: int) -> list[Cells]:
        """This act's digests."""
        if self._waiting is None or self._waiting[0] != seq:
            return []
        rows = self._waiting[1]
        self._next()
        return rows


def _below(act: object, seq: int) -> bool:
    return act < seq if isinstance(act, int) else act is None


def _start(chain: Chain, reader: RawReader) -> int:
    last = reader.one("SELECT max(seq) FROM event")
    chain.known_previous = True
    if not chain.tail or last is None or last[0] is None or last[0] <= chain.tail:
        return _LEAST
    chain.known_previous = False
    return int(last[0]) - chain.tail + 1


def _plain_and_right(chain: Chain, row: Cells, rows: list[Cells]) -> bool:
    """Whether an act that nobody had to sign is as it should be: most are, and this says so quickly."""
    seq, uuid, kind, at, actor, subject, facts, previous, mark, digest, key_id, signature = row
    if key_id is not None or signature is not None or kind in CEREMONIES or chain.code or not rows:
        return False
    if previous != chain.previous or not chain.known_previous or chain.earlier_at(seq):
        return False
    try:
        told = _decode(facts.decode())
        own = (told["act"], told["uuid"], told["kind"], told["at"], told["actor"], told["subject"], told["register"])
        right = own == (seq, uuid, kind, at, actor, subject, chain.register_id) and "key" not in told
        right = right and all(r[1] in chain.plain_tables for r in rows)
        right = right and make_mark(previous, facts) == mark and _hash(previous, facts, rows) == digest
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return False
    if right:
        chain.previous = digest
    return right


def _act(chain: Chain, reader: RawReader, row: Cells, rows: list[Cells]) -> Iterator[Finding]:
    seq, facts, previous, mark, digest = row[0], row[6], row[7], row[8], row[9]
    name = f"act {seq}"
    if not all(type(cell) is bytes for cell in (facts, previous, mark, digest)):
        yield Finding(name, "facts and digests", "something else", seq)
        chain.known_previous = False
        return
    if chain.known_previous and previous != chain.previous:
        yield Finding(f"{name}: the act before it", chain.previous.hex()[:16], previous.hex()[:16], seq)
    if make_mark(previous, facts) != mark:
        yield Finding(f"{name}: its mark", make_mark(previous, facts).hex()[:16], mark.hex()[:16], seq)
    made = _hash(previous, facts, rows)
    if made != digest:
        yield Finding(f"{name}: what it records", digest.hex()[:16], made.hex()[:16] if made else "no digests", seq)
    chain.previous, chain.known_previous = digest, True
    yield from look(chain, reader, seq, mark, digest)
    told = facts_of(facts)
    if told is None:
        yield Finding(f"{name}: its facts", "facts", "something else", seq)
        return
    yield from _columns(chain, row, told)
    yield from _signed(chain, row, told)
    yield from _committed(seq, row[2], rows, chain.tables)


def _hash(previous: bytes, facts: bytes, rows: list[Cells]) -> bytes:
    try:
        return rows_hash(previous, facts, [row[1:] for row in rows])
    except (TypeError, AttributeError, ValueError):
        return b""


def _columns(chain: Chain, row: Cells, told: dict[str, Any]) -> Iterator[Finding]:
    seq = row[0]
    for name, cell in zip(_COLUMNS, row, strict=False):
        if told.get(name) != cell:
            yield Finding(f"act {seq}: {name}", str(told.get(name))[:200], str(cell)[:200], seq)
    if told.get("register") != chain.register_id:
        yield Finding(f"act {seq}: register", str(chain.register_id), str(told.get("register"))[:200], seq)
    if told.get("key") != row[10]:
        yield Finding(f"act {seq}: key", str(told.get("key"))[:200], str(row[10])[:200], seq)


def _signed(chain: Chain, row: Cells, told: dict[str, Any]) -> Iterator[Finding]:
    seq, digest, signature = row[0], row[9], row[11]
    key_id = told.get("key")
    name = f"act {seq}: its signature"
    if key_id is None:
        if signature is not None:
            yield Finding(name, "none", "one", seq)
        if told.get("kind") in CEREMONIES:
            yield Finding(name, "a person's signature", "none", seq)
        return
    key = chain.keys.get(key_id) if isinstance(key_id, str) else None
    if key is None:
        yield Finding(name, f"by the key {key_id!s:.40}", "no such key", seq)
        return
    if seq < key.first or (key.last is not None and seq > key.last):
        yield Finding(name, "a key in use then", "a key not in use then", seq)
    if key.person_id != told.get("signer"):
        yield Finding(name, f"by the person {told.get('signer')!s:.40}", f"a key of {key.person_id!s:.40}", seq)
    if type(signature) is not bytes or not verified(key.public_der, digest, signature):
        yield Finding(name, "by that key over this act", "not by that key over this act", seq)


def _committed(seq: int, kind: object, rows: list[Cells], tables: frozenset[str]) -> Iterator[Finding]:
    if not rows:
        yield Finding(f"act {seq}", "changes", "none", seq)
    for row in rows:
        if row[1] not in tables:
            yield Finding(f"act {seq}", "records the journal keeps", str(row[1])[:200], seq)
        elif row[1] in SIGNED_TABLES and kind not in CEREMONIES:
            yield Finding(f"act {seq}: {row[1]} {row[2]!s:.40}", "a signed act", str(kind)[:200], seq)


def _keys(reader: RawReader) -> dict[str, _Key]:
    acts: dict[object, list[int]] = {}
    for key_id, act in reader.stream(_KEY_ACTS):
        if type(act) is int:
            acts.setdefault(key_id, []).append(act)
    found = {}
    for key_id, person_id, public_der, status in reader.stream(_KEYS):
        if isinstance(public_der, bytes) and isinstance(key_id, str):
            known = acts.get(key_id, [0])
            found[key_id] = _Key(person_id, public_der, min(known), max(known) if status == "ended" else None)
    return found
