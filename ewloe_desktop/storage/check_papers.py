"""What the rows about paper and pen say together: nothing counts that one person both filed and confirmed."""

import json
from collections.abc import Callable, Iterator
from typing import Any

from ewloe_desktop.domain.journal import Finding
from ewloe_desktop.storage.check_chain import Chain
from ewloe_desktop.storage.check_names import record_name
from ewloe_desktop.storage.reading_raw import RawReader

_DECIDED = (
    "SELECT d.id, d.revision_id, d.person_name, d.person_id, d.body, d.declared_on, d.act, s.method, s.person_id, "
    "s.key_id, e.kind, e.key_id, e.facts, p.id, p.revision_id, p.body, p.signer_id, p.signed_on, p.filed_by, "
    "p.answered_by, p.key_id, p.state, p.kept_at, p.sheet_act, p.compared, p.act "
    "FROM decision d JOIN signature s ON s.decision_id = d.id LEFT JOIN event e ON e.seq = d.act "
    "LEFT JOIN paper_filing p ON p.decision_id = d.id "
    "WHERE s.method = 'ink' OR e.kind = 'paper_confirmed' OR p.id IS NOT NULL"
)
_TOLD = {
    "revision": "revision_id",
    "body": "body",
    "person": "signer_id",
    "capacity": "capacity",
    "signed_on": "signed_on",
    "code": "code",
    "sheet_act": "sheet_act",
    "compared": "compared",
    "kept_at": "kept_at",
}
_FILED = (
    "SELECT p.id, p.state, p.decision_id, p.filed_by, p.act, p.meeting, e.kind, e.actor, e.facts, "  # noqa: S608
    f"{', '.join(f'p.{name}' for name in _TOLD.values())} "
    "FROM paper_filing p LEFT JOIN event e ON e.seq = p.act"
)


def check_papers(chain: Chain, reader: RawReader, step: Callable[[], None]) -> Iterator[Finding]:
    """Every decision in ink was confirmed under their own password by somebody entitled who did not file it."""
    for row in reader.stream(_DECIDED):
        step()
        yield from _decided(chain, reader, row)
    for row in reader.stream(_FILED):
        step()
        yield from _filed(reader, row)


def _decided(chain: Chain, reader: RawReader, row: tuple[Any, ...]) -> Iterator[Finding]:
    id_, revision, name, person, body, on, act, method, shown, key_id, kind, signed, facts = row[:13]
    filing, about, side, signer, signed_on, filed_by, confirmed_by, key, state, *paper, filed_act = row[13:]
    called = record_name(reader, "decision", {"id": id_, "revision_id": revision, "person_name": name})
    seq, told = act if type(act) is int else 0, _facts(facts)
    if method != "ink" or kind != "paper_confirmed" or filing is None or state != "confirmed":
        yield Finding(called, "a sheet in ink, filed and confirmed", "not filed and confirmed so", seq)
        return
    owner = chain.keys.get(signed) if isinstance(signed, str) else None
    hand = owner.person_id if owner is not None else None
    if hand is None or not key_id == signed == key or hand != confirmed_by:
        yield Finding(called, "confirmed by a person's own signature", "not confirmed so", seq)
    if hand == filed_by or type(filed_act) is not int or filed_act >= seq:
        yield Finding(called, "confirmed by somebody who did not file it", "by whoever filed it", seq)
    wanted = (person, person, revision, body, on, filing, person, filed_by, *(told.get(k) for k in _PAPER))
    stands = (shown, signer, about, side, signed_on, *(told.get(k) for k in ("filing", "person", "filed_by")), *paper)
    if wanted != stands:
        yield Finding(called, "what was filed and confirmed", "something else", seq)


_PAPER = ("kept_at", "sheet_act", "compared")


def _filed(reader: RawReader, row: tuple[Any, ...]) -> Iterator[Finding]:
    id_, state, decision, filed_by, act, meeting, kind, actor, facts = row[:9]
    told, seq = _facts(facts), act if type(act) is int else 0
    called = record_name(reader, "paper_filing", {"id": id_, "revision_id": row[9]})
    if kind != "paper_filed" or actor != filed_by:
        yield Finding(called, "filed by the person it names", "not filed so", seq)
        return
    for (fact, column), cell in zip(_TOLD.items(), row[9:], strict=True):
        if told.get(fact) != cell:
            yield Finding(f"{called}: {column}", str(told.get(fact))[:200], str(cell)[:200], seq)
    about = _facts(meeting.encode() if isinstance(meeting, str) else None)
    if any(told.get(fact) != value for fact, value in about.items()) or (about == {}) != (not meeting):
        yield Finding(f"{called}: the meeting", "as it was filed", "otherwise", seq)
    if (state == "confirmed") != (decision is not None) or state not in ("filed", "confirmed", "refused"):
        yield Finding(called, "confirmed with a decision, or neither", str(state)[:200], seq)


def _facts(facts: object) -> dict[str, Any]:
    try:
        told = json.loads(facts) if isinstance(facts, bytes) else {}
    except (ValueError, RecursionError):
        return {}
    return told if isinstance(told, dict) else {}
