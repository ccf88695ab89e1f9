"""The part of the check that compares: with the mark this PC keeps, and with a code from a sheet."""

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from ewloe_desktop.domain.journal import Finding, letters
from ewloe_desktop.storage.reading_raw import RawReader

if TYPE_CHECKING:
    from ewloe_desktop.storage.check_chain import Chain

_RESTORED = "SELECT facts FROM event WHERE kind = 'register_restored'"


def gone(first: int, last: int) -> Finding:
    """Acts that should be there and are not."""
    if first == last:
        return Finding(f"act {first}", "recorded", "missing", first)
    return Finding(f"acts {first} to {last}", "recorded", "missing", first)


def facts_of(facts: bytes) -> dict[str, Any] | None:
    """The facts of an act, None where there are none."""
    try:
        told = json.loads(facts)
    except (ValueError, RecursionError):
        return None
    return told if isinstance(told, dict) else None


def look(chain: "Chain", reader: RawReader, seq: int, mark: bytes, digest: bytes) -> Iterator[Finding]:
    """An act beside the mark or the code that it is compared with, if it is that act."""
    # Compared in passing, so that no second walk is needed.
    earlier, code = chain.earlier, chain.code
    if earlier is not None and earlier.act == seq:
        chain.compared = True
        if earlier.hash != digest and not _given_up(reader, seq):
            yield Finding(f"act {seq}", "as this PC saw it", "another act", seq)
    if code is None or (code.act and code.act != seq):
        return
    same = letters(mark, len(code.letters)) == code.letters
    if same or code.act:
        chain.code_seen = chain.compared = True
    if not same and code.act:
        yield Finding(f"act {seq}", f"the mark {code.letters}", letters(mark, len(code.letters)), seq)


def compare(chain: "Chain", reader: RawReader) -> Iterator[Finding]:
    """What the end of the journal says against an earlier mark and a sheet's code."""
    yield from _compare_earlier(chain, reader)
    code = chain.code
    if code is None:
        return
    if code.register and not chain.register_id.upper().startswith(code.register):
        yield Finding("the sheet's code", f"register {chain.register_id[:4].upper()}", f"register {code.register}")
    elif not chain.code_seen:
        chain.compared = True
        if code.act > chain.acts:
            yield gone(chain.acts + 1, code.act)
        else:
            yield Finding("the sheet's code", f"an act with the mark {code.letters}", "no such act")


def _compare_earlier(chain: "Chain", reader: RawReader) -> Iterator[Finding]:
    earlier = chain.earlier
    if earlier is None or chain.compared:
        return
    chain.compared = True
    if _given_up(reader, earlier.act):
        return
    if earlier.act > chain.acts:
        yield gone(chain.acts + 1, earlier.act)
    elif chain.tail:
        row = reader.one("SELECT hash FROM event WHERE seq = ?", (earlier.act,))
        if row is None or row[0] != earlier.hash:
            yield Finding(f"act {earlier.act}", "as this PC saw it", "another act", earlier.act)


def _given_up(reader: RawReader, act: int) -> bool:
    """Whether somebody signed that acts up to this one were given up for a copy that was put back."""
    for (facts,) in reader.stream(_RESTORED):
        told = facts_of(facts) or {}
        first, last = told.get("copied_act"), told.get("lost_to")
        if type(first) is int and type(last) is int and first < act <= last:
            return True
    return False
