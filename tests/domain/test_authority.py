"""The program's own replay of who could sign what, and the auditor's, say the same of keys that were given again."""

from collections.abc import Iterator
from typing import Any

import pytest

import ewloe_check
from ewloe_desktop.domain.authority import Authority

DAY = "2026-11-{:02}T09:00:00+00:00"
BEGUN: list[tuple[str, dict[str, Any]]] = [
    ("school_begun", {"person": "head", "office": "head_teacher", "since": "2026-01-01", "enrolled_key": "h1"}),
    ("key_enrolled", {"person": "chair", "actor": "head", "enrolled_key": "c1"}),
    ("office_granted", {"person": "chair", "office": "chair", "since": "2026-01-01", "key": "h1", "signer": "head"}),
    ("key_enrolled", {"person": "clerk", "actor": "head", "enrolled_key": "k1"}),
    ("office_granted", {"person": "clerk", "office": "clerk", "since": "2026-01-01", "key": "h1", "signer": "head"}),
    ("key_enrolled", {"person": "vice", "actor": "head", "enrolled_key": "v1"}),
    (
        "office_granted",
        {"person": "vice", "office": "vice_chair", "since": "2026-01-01", "key": "h1", "signer": "head"},
    ),
    ("slip_issued", {"person": "chair", "actor": "head", "slip": "s1", "last_day": "2026-11-15"}),
]
AGAIN = ("key_replaced", {"person": "chair", "actor": "head", "enrolled_key": "c2", "ended_key": "c1", "slip": "s1"})
OK_VICE = ("key_confirmed", {"person": "vice", "confirmed_key": "v1", "key": "k1", "signer": "clerk"})


def confirmed(by: str, key: str) -> tuple[str, dict[str, Any]]:
    return "key_confirmed", {"person": "chair", "confirmed_key": "c2", "key": key, "signer": by}


def revoked(person: str) -> tuple[str, dict[str, Any]]:
    return "key_revoked", {"person": person, "revoked_key": "c2", "from_act": 1, "key": "c2", "signer": "chair"}


def told(*acts: tuple[str, dict[str, Any]], on: int = 9) -> Iterator[dict[str, Any]]:
    """The acts with their numbers and moments; those after the beginning are of a later day."""
    for seq, (kind, facts) in enumerate([*BEGUN, *acts], 1):
        at = DAY.format(8 if seq <= len(BEGUN) else on)
        yield {"act": seq, "kind": kind, "at": at, "public_key": "00", "actor": facts.get("signer", ""), **facts}


def by_the_program(acts: list[dict[str, Any]]) -> set[int]:
    authority = Authority()
    return {act["act"] for act in acts for _ in authority.doubts(act["act"], act["kind"], act)}


def by_the_auditor(acts: list[dict[str, Any]]) -> set[int]:
    standing, doubted = ewloe_check.Standing(), set()
    for act in acts:
        standing.tell_keys(act["act"], act)
        found = list(standing.slip(act["kind"], act))
        if act.get("key"):
            found += standing.wrong(act["act"], act["kind"], act, standing.keys[act["key"]])
        doubted |= {act["act"]} if found else set()
        standing.tell(act["act"], act["kind"], act)
    return doubted


APPROVED = ("head_approved", {"revision": "r", "text": "t", "office": "head_teacher", "key": "h1", "signer": "head"})


def on_paper(key: str, signer: str) -> tuple[str, dict[str, Any]]:
    about = {"revision": "r", "text": "t", "body": "governors", "person": "chair", "office": "chair"}
    return "paper_confirmed", about | {"declared_on": "2026-11-09", "filed_by": "office", "key": key, "signer": signer}


@pytest.mark.parametrize(
    ("acts", "on", "doubted"),
    [
        ([AGAIN, revoked("chair")], 9, set()),  # one's own key can always be ended, also before anybody confirmed it
        ([AGAIN, revoked("vice")], 9, {10}),
        ([OK_VICE, AGAIN, confirmed("vice", "v1")], 9, set()),
        ([AGAIN, confirmed("vice", "v1")], 9, {10}),  # by a key that nobody has confirmed
        ([AGAIN], 15, set()),
        ([AGAIN], 16, {9}),  # after the slip's last day
        ([("slip_voided", {"person": "chair"}), AGAIN], 9, {10}),
        ([APPROVED, on_paper("k1", "clerk")], 9, set()),
        ([APPROVED, on_paper("h1", "head")], 9, {10}),  # the head teacher's key on both sides
        ([AGAIN, ("key_replaced", {**AGAIN[1], "enrolled_key": "c3", "ended_key": "c2"})], 9, {10}),  # used twice
    ],
)
def test_both_replays_doubt_the_same_acts(acts: list[Any], on: int, doubted: set[int]) -> None:
    made = list(told(*acts, on=on))
    assert by_the_program(made) == doubted
    assert by_the_auditor(made) == doubted
