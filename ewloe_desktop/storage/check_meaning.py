"""What the rows say together: who signed which decision, the key ring's people, the words that searching finds."""

from collections.abc import Callable, Iterator

from ewloe_desktop.domain import text as texts
from ewloe_desktop.domain.errors import RegisterUnavailable
from ewloe_desktop.domain.journal import Finding
from ewloe_desktop.storage import search
from ewloe_desktop.storage.check_chain import Chain
from ewloe_desktop.storage.check_names import record_name
from ewloe_desktop.storage.key_ring import Ring, RingData
from ewloe_desktop.storage.reading_raw import RawReader

_DECISIONS = (
    "SELECT d.id, d.revision_id, d.person_id, d.person_name, d.act, e.key_id, s.key_id, s.person_id "
    "FROM decision d LEFT JOIN event e ON e.seq = d.act LEFT JOIN signature s ON s.decision_id = d.id"
)
_UNAPPROVED = (
    "SELECT r.id, r.policy_id, r.number, r.title FROM revision r "
    "WHERE r.state IN ('in_force', 'superseded') AND r.kind <> 'found' AND NOT EXISTS ("
    "SELECT 1 FROM decision d WHERE d.revision_id = r.id AND d.body = 'governors' AND d.outcome = 'approved')"
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
        act, signed, shown, shown_person = row[4:]
        key = chain.keys.get(signed) if isinstance(signed, str) else None
        same = key is not None and key.person_id == row[2] == shown_person and shown == signed
        if not same:
            name = record_name(reader, "decision", cells)
            yield Finding(name, "signed by its person in its act", "not signed so", act if type(act) is int else 0)
    for row in reader.stream(_UNAPPROVED):
        cells = dict(zip(("id", "policy_id", "number", "title"), row, strict=True))
        yield Finding(record_name(reader, "revision", cells), "approved by the governing body", "no such decision")
    for key_id, person_id in reader.stream(_UNCONFIRMED):
        name = record_name(reader, "signing_key", {"id": key_id, "person_id": person_id})
        yield Finding(name, "confirmed by an act", "no such act")


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
