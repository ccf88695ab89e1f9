"""What the rows about reading say together: everybody signs for themselves, and only a head calls a change minor."""

import json
from collections.abc import Callable, Iterator
from typing import Any

from ewloe_desktop.domain.journal import Finding
from ewloe_desktop.storage.check_chain import Chain
from ewloe_desktop.storage.check_names import record_name
from ewloe_desktop.storage.reading_raw import RawReader

_READINGS = (
    "SELECT r.id, r.person_id, r.revision_id, r.read_on, r.how, r.text_digest, r.key_id, r.act, r.evidence_id, "
    "e.kind, e.key_id, e.facts FROM reading r LEFT JOIN event e ON e.seq = r.act"
)
_MINOR = (
    "SELECT m.id, m.person_id, m.revision_id, m.act, e.kind, e.key_id, e.facts FROM minor_change m "
    "LEFT JOIN event e ON e.seq = m.act"
)


def check_readings(chain: Chain, reader: RawReader, step: Callable[[], None]) -> Iterator[Finding]:
    """No reading on screen without the signed act of the person it names; every reading is about its act's words."""
    for id_, person, revision, on, how, digest, key, act, evidence, kind, signed, facts in reader.stream(_READINGS):
        step()
        told, seq = _facts(facts), act if type(act) is int else 0
        called = record_name(reader, "reading", {"id": id_, "person_id": person, "revision_id": revision})
        if how == "screen":
            if kind != "text_read" or key != signed or _signer(chain, signed) != person:
                yield Finding(called, "signed by its person in its act", "not signed so", seq)
        elif kind != "readings_recorded" or (how == "paper" and evidence is None):
            yield Finding(called, "from a list or a meeting, in the act that recorded it", "not recorded so", seq)
        wanted = (told.get("revision"), told.get("text"), told.get("read_on"), told.get("how"))
        if wanted != (revision, digest.hex() if isinstance(digest, bytes) else "", on, how):
            yield Finding(called, "about the words that its act names", "about others", seq)
    for id_, person, revision, act, kind, signed, facts in reader.stream(_MINOR):
        told, seq = _facts(facts), act if type(act) is int else 0
        said = told.get("minor") is True and told.get("revision") == revision
        signer = told.get("person") if kind == "paper_confirmed" else _signer(chain, signed)
        if kind not in ("head_approved", "paper_confirmed") or not said or signer != person:
            called = record_name(reader, "minor_change", {"id": id_, "revision_id": revision})
            yield Finding(called, "said with the head teacher's approval", "not said so", seq)


def _signer(chain: Chain, key_id: object) -> str | None:
    key = chain.keys.get(key_id) if isinstance(key_id, str) else None
    return key.person_id if key is not None else None


def _facts(facts: object) -> dict[str, Any]:
    try:
        told = json.loads(facts) if isinstance(facts, bytes) else {}
    except (ValueError, RecursionError):
        return {}
    return told if isinstance(told, dict) else {}
