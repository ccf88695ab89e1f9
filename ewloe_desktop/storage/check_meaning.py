"""What the rows say together: who signed which decision, the key ring's people, the words that searching finds."""

import json
from collections.abc import Callable, Iterator
from typing import Any

from ewloe_desktop.domain import text as texts
from ewloe_desktop.domain.errors import RegisterUnavailable
from ewloe_desktop.domain.journal import Finding
from ewloe_desktop.storage import search
from ewloe_desktop.storage.check_chain import Chain
from ewloe_desktop.storage.check_names import record_name
from ewloe_desktop.storage.key_ring import Ring, RingData
from ewloe_desktop.storage.reading_raw import RawReader

_DECISIONS = (
    "SELECT d.id, d.revision_id, d.person_id, d.person_name, d.act, e.key_id, s.key_id, s.person_id, s.method, e.kind "
    "FROM decision d LEFT JOIN event e ON e.seq = d.act LEFT JOIN signature s ON s.decision_id = d.id"
)
_TOLD: tuple[str, ...] = (
    *("body", "outcome", "office", "capacity", "declared_on", "forum", "committee", "delegation_minute"),
    *("meeting_on", "minute", "present", "in_post", "quorum", "review_due"),
)
_SIGNED_WORDS = (
    "SELECT d.id, d.revision_id, d.person_name, d.act, d.outcome, d.lapsed_by_act, e.facts, s.text_digest, "  # noqa: S608
    "s.original_sha256, r.text_digest, o.sha256, "
    "(SELECT max(c.act) FROM commitment c WHERE c.row_table = 'decision' AND c.row_key = d.id), "
    f"{', '.join(f'd.{name}' for name in _TOLD)} FROM decision d JOIN event e ON e.seq = d.act "
    "JOIN signature s ON s.decision_id = d.id JOIN revision r ON r.id = d.revision_id "
    "LEFT JOIN document o ON o.id = r.original_id"
)
_SHEETS = (
    "SELECT d.id, d.name, c.act FROM commitment c JOIN document d ON d.id = c.row_key JOIN event e ON e.seq = c.act "
    "WHERE c.row_table = 'document' AND d.kind IN ('approval_sheet', 'site_sheet') AND e.key_id IS NULL"
)
_UNAPPROVED = (
    "SELECT r.id, r.policy_id, r.number, r.title FROM revision r "
    "WHERE r.state IN ('in_force', 'superseded') AND r.kind <> 'found' AND NOT EXISTS ("
    "SELECT 1 FROM decision d WHERE d.revision_id = r.id AND d.body = 'governors' AND d.outcome = 'approved')"
)
_RETIRED = (
    "SELECT p.id, p.title FROM policy p WHERE p.retired_on IS NOT NULL AND NOT EXISTS ("
    "SELECT 1 FROM revision r JOIN decision d ON d.revision_id = r.id WHERE r.policy_id = p.id "
    "AND r.kind = 'retirement' AND d.body = 'governors' AND d.outcome = 'approved')"
)
_UNCONFIRMED = (
    "SELECT k.id, k.person_id FROM signing_key k WHERE k.status = 'confirmed' AND NOT EXISTS ("
    "SELECT 1 FROM event e JOIN commitment c ON c.act = e.seq "
    "WHERE e.kind = 'key_confirmed' AND c.row_table = 'signing_key' AND c.row_key = k.id)"
)


def check_meaning(chain: Chain, reader: RawReader, step: Callable[[], None]) -> Iterator[Finding]:
    """No decision without the signed act of the person it names; nothing approved without a decision."""
    for row in reader.stream(_DECISIONS):
        step()
        cells = dict(zip(("id", "revision_id", "person_id", "person_name"), row, strict=False))
        act, signed, shown, shown_person, method, kind = row[4:]
        if method == "ink" and kind == "paper_confirmed":
            continue  # signed by whoever confirmed the paper: check_papers looks at every one of them
        key = chain.keys.get(signed) if isinstance(signed, str) else None
        same = key is not None and key.person_id == row[2] == shown_person and shown == signed
        if not same:
            name = record_name(reader, "decision", cells)
            yield Finding(name, "signed by its person in its act", "not signed so", _seq(act))
    yield from _words(reader)
    for row in reader.stream(_UNAPPROVED):
        cells = dict(zip(("id", "policy_id", "number", "title"), row, strict=True))
        yield Finding(record_name(reader, "revision", cells), "approved by the governing body", "no such decision")
    for id_, title in reader.stream(_RETIRED):
        name = record_name(reader, "policy", {"id": id_, "title": title})
        yield Finding(name, "retired by the governing body", "no such decision")
    for key_id, person_id in reader.stream(_UNCONFIRMED):
        name = record_name(reader, "signing_key", {"id": key_id, "person_id": person_id})
        yield Finding(name, "confirmed by an act", "no such act")


def _words(reader: RawReader) -> Iterator[Finding]:
    """What was signed is what stands there: an act that nobody signed can change neither words, facts nor sheets."""
    for row in reader.stream(_SIGNED_WORDS):
        id_, revision, name, act, outcome, lapsed, facts, signed, original, words, file, last = row[:12]
        called = record_name(reader, "decision", {"id": id_, "revision_id": revision, "person_name": name})
        told = _facts(facts)
        stands = outcome == "approved" and lapsed is None
        if told.get("revision") != revision or told.get("text") != _hex(signed):
            yield Finding(called, "about the words that its act names", "about other words", _seq(act))
        elif stands and (signed != words or original != file):
            yield Finding(called, "under the words that were signed", "the words were changed afterwards", _seq(act))
        if last != act:  # a later act touched it: it may only have made it lapse
            for field, cell in zip(_TOLD, row[12:], strict=True):
                if field in told and told[field] != cell:
                    yield Finding(f"{called}: {field}", str(told[field])[:200], str(cell)[:200], _seq(act))
    for id_, name, act in reader.stream(_SHEETS):
        called = record_name(reader, "document", {"id": id_, "name": name})
        yield Finding(called, "made by a signed act", "changed by an act that nobody signed", _seq(act))


def _facts(facts: object) -> dict[str, Any]:
    try:
        told = json.loads(facts) if isinstance(facts, bytes) else {}
    except (ValueError, RecursionError):
        return {}
    return told if isinstance(told, dict) else {}


def _hex(digest: object) -> str:
    return digest.hex() if isinstance(digest, bytes) else ""


def _seq(act: object) -> int:
    return act if type(act) is int else 0


def check_keys_file(ring: Ring, reader: RawReader, step: Callable[[], None]) -> Iterator[Finding]:
    """Exactly those who have a key in the register can open it, under the names and locks it knows."""
    try:
        data = ring.read()
    except RegisterUnavailable as error:
        yield Finding("the key file", "can be read", error.reason)
        return
    yield from _ring(data, reader)


def _ring(data: RingData, reader: RawReader) -> Iterator[Finding]:
    own = reader.one("SELECT id FROM school")
    if own is not None and own[0] != data.register_id:
        yield Finding("the key file", f"register {own[0]!s:.40}", f"register {data.register_id}")
    entries = {e.person_id: e for e in data.entries}
    keys = reader.all(
        "SELECT k.person_id, p.name, k.kdf, k.kdf_salt FROM signing_key k LEFT JOIN person p ON p.id = k.person_id "
        "WHERE k.status <> 'ended' AND k.wrapped IS NOT NULL"
    )
    for person_id, name, kdf, salt in keys:
        entry = entries.pop(person_id, None)
        if entry is None:
            yield Finding(f"the key file: {name!s:.100}", "an entry", "none")
            continue
        if entry.name != name:
            yield Finding(f"the key file: {name!s:.100}", str(name)[:200], entry.name)
        locks = [(k.kdf, k.salt) for k in (entry.lock, entry.before) if k is not None]
        if (kdf, salt) not in locks:
            yield Finding(f"the key file: {name!s:.100}", "the lock that the register knows", "another lock")
    for entry in entries.values():
        yield Finding(f"the key file: {entry.name}", "no entry", "somebody without a key in the register")


def check_search(reader: RawReader, step: Callable[[], None]) -> Iterator[Finding]:
    """The search index holds exactly what the texts in force give."""
    expected = 0
    for policy_id, revision_id, title, canonical in reader.stream(
        "SELECT r.policy_id, r.id, p.title, r.text FROM revision r JOIN policy p ON p.id = r.policy_id "
        "WHERE r.state = 'in_force'",
        some=5,
    ):
        expected += 1
        wanted = _entry(policy_id, revision_id, canonical)
        if wanted is not None and search.raw_entry(reader, policy_id) != wanted:
            yield Finding(f"the search index: {title!s:.100}", "the words of the text in force", "other words")
    held = reader.one("SELECT count(*) FROM search_index")
    if held is not None and held[0] != expected:
        yield Finding("the search index", f"{expected} policies", f"{held[0]} policies")


def _entry(policy_id: str, revision_id: str, canonical: bytes) -> dict[str, str] | None:
    try:
        return search.entry(policy_id, revision_id, texts.from_canonical(canonical))
    except Exception:
        return None
