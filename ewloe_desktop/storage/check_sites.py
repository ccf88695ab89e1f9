"""What the rows about official sites say together: every approval signed, nothing in the register without them."""

import hashlib
import json
from collections.abc import Callable, Iterator
from typing import Any

from ewloe_desktop.domain.journal import Finding
from ewloe_desktop.domain.sites import STEPS, Outcome, Step
from ewloe_desktop.storage.check_chain import Chain
from ewloe_desktop.storage.check_names import record_name
from ewloe_desktop.storage.reading_raw import RawReader

# Columns of a decision and the facts of its act that say the same.
_TOLD = {
    "request_id": "request",
    "round": "round",
    "step": "step",
    "outcome": "outcome",
    "office": "office",
    "reason": "reason",
    "conditions": "conditions",
    "logo": "logo",
    "declared_on": "declared_on",
    "declaration_version": "declaration",
    "method": "method",
}
_DECISIONS = (
    "SELECT d.id, d.person_id, d.person_name, d.act, d.key_id, e.key_id, e.facts, d.answers_digest, r.answers, "  # noqa: S608
    f"{', '.join(f'd.{name}' for name in _TOLD)} FROM site_decision d LEFT JOIN event e ON e.seq = d.act "
    "LEFT JOIN site_round r ON r.request_id = d.request_id AND r.number = d.round"
)
_SITES = (
    "SELECT s.id, s.name, q.id, q.kind, q.round, q.state FROM site s LEFT JOIN site_request q ON q.id = s.request_id"
)
_APPROVALS = "SELECT step, outcome FROM site_decision WHERE request_id = ? AND round = ? AND lapsed_by_act IS NULL"
_APPROVED = (Outcome.APPROVED.value, Outcome.CONDITIONS.value)


def check_sites(chain: Chain, reader: RawReader, step: Callable[[], None]) -> Iterator[Finding]:
    """No approval without the signed act of the person it names; no site without every approval of its request."""
    for row in reader.stream(_DECISIONS):
        step()
        yield from _decision(chain, reader, row)
    for id_, name, request_id, kind, number, state in reader.stream(_SITES):
        step()
        if request_id is None or state != "approved" or not _approved(reader, request_id, kind, number):
            called = record_name(reader, "site", {"id": id_, "name": name})
            yield Finding(called, "every approval of its request", "not every one")


def _decision(chain: Chain, reader: RawReader, row: tuple[Any, ...]) -> Iterator[Finding]:
    id_, person_id, name, act, key_id, signed, facts, digest, answers = row[:9]
    request_id = row[9]
    called = record_name(reader, "site_decision", {"id": id_, "request_id": request_id, "person_name": name})
    seq = act if type(act) is int else 0
    key = chain.keys.get(signed) if isinstance(signed, str) else None
    if key is None or key.person_id != person_id or key_id != signed:
        yield Finding(called, "signed by its person in its act", "not signed so", seq)
    told = _facts(facts)
    for (column, fact), cell in zip(_TOLD.items(), row[9:], strict=True):
        if told.get(fact) != cell:
            yield Finding(f"{called}: {column}", str(told.get(fact))[:200], str(cell)[:200], seq)
    kept = hashlib.sha256(answers.encode()).digest() if isinstance(answers, str) else b""
    if told.get("answers") != (digest.hex() if isinstance(digest, bytes) else "") or digest != kept:
        yield Finding(called, "under the answers that were signed", "the answers are others", seq)


def _facts(facts: object) -> dict[str, Any]:
    try:
        told = json.loads(facts) if isinstance(facts, bytes) else {}
    except (ValueError, RecursionError):
        return {}
    return told if isinstance(told, dict) else {}


def _approved(reader: RawReader, request_id: object, kind: object, number: object) -> bool:
    wanted = next((steps for asked, steps in STEPS.items() if asked.value == kind), ())
    found: dict[object, object] = dict(reader.all(_APPROVALS, (request_id, number)))  # one of each step in a round
    endorsed = all(found.get(step.value) == Outcome.ENDORSED.value for step in wanted if step is not Step.HEAD)
    return bool(wanted) and endorsed and found.get(Step.HEAD.value) in _APPROVED
