"""What somebody changes in the rows with the register's own key, or as the server's owner, is found and named."""

import contextlib
from collections import Counter
from collections.abc import Callable, Container, Iterable, Iterator
from typing import Any

import pytest

import ewloe_check
from ewloe_desktop.domain.journal import Finding
from ewloe_desktop.storage import server_ring
from ewloe_desktop.storage.base import OUTSIDE_JOURNAL
from ewloe_desktop.storage.check_names import CALLED
from ewloe_desktop.storage.engine import Register
from tests.conftest import FixedClock, new_database
from tests.faults.amounts import trials
from tests.faults.edits import Edit, Editor
from tests.faults.figures import Figures
from tests.faults.rewriting import append, put, rechain, retold, told
from tests.storage.intruder import Intruder, intruder
from tests.storage.samples import MOMENT, Sample, approve, begin, fill

# What may differ without being found, and why.
_OWN = "what the index keeps for itself decides in which order policies are found by their words, or is read by nothing"
_TRIES = "whoever can write there can set it back, and nothing else knows it"
ALLOWED = {
    "draft_form": "what somebody typed and did not send belongs to no act",
    **dict.fromkeys(("search_index_config", "search_index_data", "search_index_docsize", "search_index_idx"), _OWN),
    **dict.fromkeys(("key_ring tries", "key_ring last_try", "key_ring code_tries", "key_ring code_last_try"), _TRIES),
    "key_ring own_line": "of the line that names the register nothing but the name is ever read",
    "key_ring wrapped": "only the password proves it; whoever types the right one is told that it does not open",
    **dict.fromkeys((f"key_ring before_{n}" for n in ("kdf", "salt", "wrapped")), "opens nothing that is recorded"),
    "key_ring visited": "when somebody was last here is told to them alone",
}
# The program for auditors does not look at what searching finds: it proves nothing.
NOT_OUTSIDE = {*ALLOWED, "search_index", "search_index_content"}


def allowed(edit: str, tables: Container[str] = ALLOWED) -> bool:
    """Whether this may differ: a whole table, or one column of it."""
    return edit.split()[0] in tables or " ".join(edit.split()[:2]) in tables


@pytest.fixture(scope="module", params=["file", pytest.param("postgresql", marks=pytest.mark.postgres)])
def sample(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sample]:
    """A register with rows in every table, for all tests of this file: what is done to it is undone."""
    place = str(tmp_path_factory.mktemp("edited") / "school.register")
    with contextlib.ExitStack() as stack:
        if request.param == "postgresql":
            place = stack.enter_context(new_database(request.getfixturevalue("pg_server")))
        register = Register.create(place, bytes(32), "5" * 20, clock=FixedClock(MOMENT))
        made = begin(register)
        approve(made)
        fill(made)
        yield made
        register.close()


def found_outside(other: Intruder) -> tuple[Finding, ...]:
    """What the program for auditors finds, on the same file; it reads no server."""
    if not other.on_file:
        return ()
    raw: Any = other.connection.connection.driver_connection
    before, raw.text_factory = raw.text_factory, ewloe_check.text_or_bytes
    try:
        report = ewloe_check.Report("school.register")
        ewloe_check.Check(raw, report).run()
    finally:
        raw.text_factory = before
    return tuple(report.problems)


def both(other: Intruder) -> list[tuple[Finding, ...]]:
    """What the app finds and, on the file, what the program for auditors finds; neither is nothing."""
    found = [other.check().findings, *([found_outside(other)] if other.on_file else [])]
    assert all(found)
    return found


def test_t3_random_edits_in_any_table_are_found(sample: Sample, figures: Figures) -> None:
    tried, missed, unseen, unnamed = 0, Counter[str](), Counter[str](), Counter[str]()
    with intruder(sample) as other:
        assert other.check().whole
        assert found_outside(other) == ()
        editor, locks = Editor(other, sample.register.kind), locks_of(other)
        while tried < trials(6, 2_500):
            edit = editor.change()
            if edit is not None:
                tried += 1
                findings = other.check().findings
                missed[what_of_the_ring(other, edit, locks)] += not findings
                unnamed[f"{edit}"] += bool(findings) and not named(edit.table, findings)
                unseen[f"{edit}"] += bool(findings) and other.on_file and not found_outside(other)
            editor.undo()
    may = sum(n for edit, n in missed.items() if allowed(edit))
    found = tried - missed.total()
    figures("T3", database=sample.register.kind, edits=tried, found=found, allowed_to_differ=may)
    assert {edit: n for edit, n in missed.items() if n and not allowed(edit)} == {}
    assert {edit: n for edit, n in unseen.items() if n and not allowed(edit, NOT_OUTSIDE)} == {}
    assert +unnamed == Counter()


def locks_of(other: Intruder) -> object:
    """Whose locks a server's ring gives, under which names; the file's ring is no table."""
    if other.on_file:
        return None
    ring = server_ring._read(other.connection)
    return ring.register_id, {(e.person_id, e.name, e.lock.kdf, e.lock.salt) for e in ring.entries}


def what_of_the_ring(other: Intruder, edit: Edit, locks: object) -> str:
    """The change in words; one of the ring's line for the register, of which the name alone is read, as such."""
    if edit.table != "key_ring":
        return str(edit)
    try:
        return "key_ring own_line" if locks_of(other) == locks else str(edit)
    except Exception:
        return str(edit)


def named(table: str, findings: Iterable[Finding]) -> bool:
    """Whether a finding speaks of a record of this table, or of an act where the table is the journal's own."""
    if table.startswith("search_index") or table in OUTSIDE_JOURNAL - {"event", "commitment"}:
        return True
    told = CALLED.get(table, table.replace("_", " ").capitalize())
    wanted = ("act", *CALLED.values()) if table in ("event", "commitment") else (told, f"table {table}")
    return any(finding.record.startswith(wanted) for finding in findings)


def records(findings: Iterable[Finding]) -> set[str]:
    return {finding.record for finding in findings}


def signed_acts(other: Intruder) -> dict[int, str]:
    """Which key signed which act."""
    return {e["seq"]: e["key_id"] for e in other.rows("event") if e["key_id"] is not None}


def test_t3_a_changed_date_is_named_with_both_values(sample: Sample) -> None:
    with intruder(sample) as other:
        other.sql("UPDATE decision SET declared_on = '2026-11-01' WHERE body = 'head'")
        inside, outside = other.check().findings, found_outside(other)
    assert [f.record for f in inside] == ["Decision on Trips in the hills, revision 1 by Mrs Marged Pugh: declared_on"]
    for finding in (*inside, *outside):
        assert (finding.expected, finding.found, finding.act) == ("2026-11-20", "2026-11-01", 5)
        assert "declared_on" in finding.record


def test_t4_a_row_edited_together_with_its_act_is_found_at_that_act(sample: Sample) -> None:
    with intruder(sample) as other:
        other.sql("UPDATE decision SET declared_on = '2026-11-01' WHERE body = 'head'")
        retold(other, 5, declared_on="2026-11-01")
        for findings in both(other):
            assert {"act 5: its mark", "act 5: what it records"} <= records(findings)
            assert min(f.act for f in findings if f.act) == 5


def test_t5_digests_made_anew_without_keys_fail_at_every_signature_from_there(sample: Sample) -> None:
    with intruder(sample) as other:
        other.sql("UPDATE decision SET declared_on = '2026-11-01' WHERE body = 'head'")
        retold(other, 5, declared_on="2026-11-01")
        rechain(other, "decision")
        wanted = {f"act {seq}: its signature" for seq in signed_acts(other) if seq >= 5}
        for findings in both(other):
            assert {r for r in records(findings) if r.endswith("its signature")} == wanted


def test_t6_ones_own_key_signs_ones_own_acts_anew_and_nobody_elses(sample: Sample) -> None:
    """The chair changes what the head teacher approved, and signs again whatever the chair had signed."""
    with intruder(sample) as other:
        other.sql("UPDATE decision SET declared_on = '2026-11-01' WHERE body = 'head'")
        retold(other, 5, declared_on="2026-11-01")
        rechain(other, "decision", signer=sample.chair)
        own = {seq for seq, key in signed_acts(other).items() if key == sample.chair.key_id}
        others = {f"act {seq}: its signature" for seq in signed_acts(other) if seq >= 5 and seq not in own}
        for findings in both(other):
            assert {r for r in records(findings) if r.endswith("its signature")} == others


def granted(other: Intruder, person: str, office: str) -> tuple[dict[str, object], dict[str, object]]:
    """The row and the facts of an office given to somebody."""
    about = {"office": office, "since": "2024-01-01", "until": None, "basis": ""}
    row = {"id": "f" * 20, "version": 1, "salt": b"s" * 16, "person_id": person, "granted_by": person, **about}
    return row, {"kind": "office_granted", "person": person, **about}


@pytest.mark.parametrize("office", ["clerk", "head_teacher"])
def test_t6_an_office_that_somebody_gives_themselves_with_their_own_key_gives_them_nothing(
    sample: Sample, office: str
) -> None:
    with intruder(sample) as other:
        seq = append(other, "office_term", *granted(other, sample.chair.person_id, office), sample.chair)
        for findings in both(other):
            assert records(findings) == {f"act {seq}: who signed it"}


def test_t6_a_decision_signed_in_an_office_of_somebody_else_is_found(sample: Sample) -> None:
    """The chair's own key, the digests right, the act called the head teacher's."""
    with intruder(sample) as other:
        row = next(r for r in other.rows("decision") if r["body"] == "head")
        text = told(other, 5)["text"]
        row |= {"id": "e" * 20, "act": other.rows("event")[-1]["seq"] + 1, "person_id": sample.chair.person_id}
        facts = {"kind": "head_approved", "office": "head_teacher", "revision": "2" * 20, "text": text}
        seq = append(other, "decision", row, facts, sample.chair)
        for findings in both(other):
            assert f"act {seq}: who signed it" in records(findings)


@pytest.mark.parametrize(
    ("table", "changed", "expected"),
    [
        ("policy", {"retired_on": "2026-11-20"}, "retired by the governing body"),
        ("revision", {"original_id": "3" * 20}, "signed"),
        ("signing_key", {"public_der": b"another"}, "the act of its enrolment told"),
    ],
)
def test_t6_what_needs_a_signature_is_not_done_by_an_act_without_one(
    sample: Sample, table: str, changed: dict[str, object], expected: str
) -> None:
    """Every digest is right; the act is of a kind that nobody has to sign."""
    with intruder(sample) as other:
        append(other, table, other.rows(table)[0] | changed, {"kind": "draft_changed"}, None, "changed")
        for findings in both(other):
            assert any(expected in f.expected for f in findings)


def exchanged(other: Intruder) -> int:
    """Two acts change places."""
    one, two = (next(e for e in other.rows("event") if e["seq"] == seq) for seq in (3, 4))
    other.sql("UPDATE event SET uuid = 'away' WHERE seq = 4")
    for seq, event in ((3, two), (4, one)):
        names = [n for n in event if n != "seq"]
        cells = ", ".join(f"{n} = ?" for n in names)
        other.sql(f"UPDATE event SET {cells} WHERE seq = ?", *(event[n] for n in names), seq)
    return 3


def slipped_in(other: Intruder) -> int:
    """One act more, and all after it one further on."""
    for event in reversed(other.rows("event")):
        if event["seq"] >= 3:
            other.sql("UPDATE event SET seq = seq + 1 WHERE seq = ?", event["seq"])
    put(other, "event", other.rows("event")[1] | {"seq": 3, "uuid": "slipped in"})
    return 3


def doubled(other: Intruder) -> int:
    """The last act once more."""
    last = other.rows("event")[-1]
    put(other, "event", last | {"seq": last["seq"] + 1, "uuid": "doubled"})
    return int(last["seq"]) + 1


@pytest.mark.parametrize("harm", [exchanged, slipped_in, doubled])
def test_t10_acts_in_another_order_doubled_or_slipped_in_are_found_where_they_are(
    sample: Sample, harm: Callable[[Intruder], int]
) -> None:
    with intruder(sample) as other:
        first = harm(other)
        for findings in both(other):
            assert min(f.act for f in findings if f.act) == first


def test_t16_somebody_made_chair_in_a_row_alone_is_no_chair(sample: Sample) -> None:
    with intruder(sample) as other:
        other.sql("UPDATE office_term SET office = 'chair' WHERE person_id = ?", sample.head.person_id)
        assert any("Office" in r for r in records(other.check().findings))
    with intruder(sample) as other:
        put(other, "office_term", granted(other, sample.head.person_id, "chair")[0])
        for findings in both(other):
            assert any(f.found.startswith("added outside") and "chair" in f.record for f in findings)
    with intruder(sample) as other:
        seq = append(other, "office_term", *granted(other, sample.head.person_id, "chair"), None)
        for findings in both(other):
            assert any(f.act == seq for f in findings)


def test_t18_an_act_edited_by_the_servers_owner_is_named_as_on_the_file(sample: Sample, figures: Figures) -> None:
    columns = ("facts", "signature", "kind", "at", "actor", "previous", "mark", "hash", "key_id")
    tried = columns[: trials(3, len(columns))]
    for column in tried:
        with intruder(sample) as other:
            value = next(e for e in other.rows("event") if e["seq"] == 6)[column]
            changed = bytes([value[0] ^ 1]) + value[1:] if isinstance(value, bytes) else "other"
            other.sql(f"UPDATE event SET {column} = ? WHERE seq = 6", changed)
            for findings in both(other):
                assert min(f.act for f in findings if f.act) == 6
                assert any(r.startswith("act 6") for r in records(findings))
    figures("T18", database=sample.register.kind, columns=len(tried), named=len(tried))
