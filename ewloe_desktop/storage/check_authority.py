"""Every signed act against the keys and offices that the acts before it gave: no row and no clock gives any."""

import json
from collections.abc import Callable, Iterator
from typing import Any

from ewloe_desktop.domain.authority import TELLING, Authority
from ewloe_desktop.domain.journal import Finding
from ewloe_desktop.storage.check_names import record_name
from ewloe_desktop.storage.reading_raw import RawReader

_ACTS = (
    "SELECT seq, kind, facts FROM event WHERE key_id IS NOT NULL "  # noqa: S608 - our own words
    f"OR kind IN ({', '.join(repr(kind) for kind in sorted(TELLING))}) ORDER BY seq"
)
_KEYS = "SELECT id, person_id, public_der, status FROM signing_key"


def check_authority(reader: RawReader, step: Callable[[], None]) -> Iterator[Finding]:
    """Nobody signed with a key or in an office that was not theirs at that act; every key is the one enrolled."""
    authority = Authority()
    for seq, kind, raw in reader.stream(_ACTS):
        step()
        for expected, found in authority.doubts(seq, kind, _facts(raw)):
            yield Finding(f"act {seq}: who signed it", expected, found, seq)
    for key_id, person_id, public, status in reader.stream(_KEYS):
        key = authority.keys.get(key_id)
        called = record_name(reader, "signing_key", {"id": key_id, "person_id": person_id})
        if key is None or key.person != person_id or not isinstance(public, bytes) or public.hex() != key.public:
            yield Finding(called, "the key that the act of its enrolment told", "another key")
        elif key.awaiting and status == "enrolled":
            yield Finding(called, "waiting to be confirmed, being a second key", "not waiting")


def _facts(raw: object) -> dict[str, Any]:
    try:
        told = json.loads(raw) if isinstance(raw, bytes) else {}
    except (ValueError, RecursionError):
        return {}
    return told if isinstance(told, dict) else {}
