"""The check: nothing to say of what the app wrote, a name for whatever else, and never a crash."""

import hashlib
from collections.abc import Callable

import pytest
from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from ewloe_desktop.domain import text as texts
from ewloe_desktop.domain.errors import Cancelled
from ewloe_desktop.domain.journal import Code, Commitment, act_hash, canonical, mark, qr_text, read_code, short_code
from ewloe_desktop.storage.acts import declare
from ewloe_desktop.storage.approvals import Decision
from ewloe_desktop.storage.check import TAIL, check_register, check_start
from ewloe_desktop.storage.documents import Document
from ewloe_desktop.storage.engine import Register
from ewloe_desktop.storage.highwater import HighWater
from ewloe_desktop.storage.journal import CommitmentRow, Event
from ewloe_desktop.storage.people import Person, SigningKey
from ewloe_desktop.storage.policies import Revision
from ewloe_desktop.storage.search import index_revision
from tests.storage.intruder import intruder
from tests.storage.samples import CHAIR, HEAD, Sample, approve, begin, words


@pytest.fixture
def sample(register: Register) -> Sample:
    made = begin(register)
    approve(made)
    return made


def records(sample: Sample, **asked: object) -> set[str]:
    return {f.record for f in check_register(sample.register, **asked).findings}  # type: ignore[arg-type]


def test_a_register_that_only_the_app_wrote_is_whole(sample: Sample) -> None:
    result = check_register(sample.register)
    assert (result.findings, result.whole, result.acts, result.compared) == ((), True, 7, False)


def test_an_empty_register_is_whole(register: Register) -> None:
    assert check_register(register).whole


def test_a_decision_put_in_by_an_act_that_nobody_signed_is_found(sample: Sample) -> None:
    """The chain is right, the digests are right: only the signature is missing."""
    with intruder(sample) as other:
        append(sample, Session(bind=other.connection), "draft_changed")
        found = other.check().findings
    assert any(f.record.startswith("act 8: decision") for f in found)
    assert any("by Mrs Marged Pugh" in f.record and "signed" in f.expected for f in found)


def test_words_changed_after_the_signatures_by_a_right_act_are_found(sample: Sample) -> None:
    """Whoever can open the register can record an act that nobody has to sign."""
    forged = words("Run with scissors.")
    with sample.register.unit(HEAD) as session:
        revision = session.get_one(Revision, "2" * 20)
        revision.text, revision.text_digest = texts.canonical(forged), texts.digest(forged)
        index_revision(session, revision.policy_id, revision.id, forged)
        declare(session, "draft_changed", {"revision": revision.id})
    found = {(f.record, f.found) for f in check_register(sample.register).findings}
    assert found == {
        (f"Decision on Trips in the hills, revision 1 by {who.name}", "the words were changed afterwards")
        for who in (HEAD, CHAIR)
    }


def test_somebody_elses_decision_changed_under_ones_own_signature_is_found(sample: Sample) -> None:
    with sample.register.unit(CHAIR) as session:
        session.scalars(select(Decision).where(Decision.body == "head")).one().declared_on = "2026-11-01"
        declare(session, "fact_corrected", {}, signer=sample.chair)
    [finding] = check_register(sample.register).findings
    assert finding.record == "Decision on Trips in the hills, revision 1 by Mrs Marged Pugh: declared_on"
    assert (finding.expected, finding.found, finding.act) == ("2026-11-20", "2026-11-01", 5)


def test_a_sheet_exchanged_by_an_act_that_nobody_signed_is_found(sample: Sample) -> None:
    with sample.register.unit(HEAD) as session:
        sheet = session.get_one(Document, "3" * 20)
        sheet.kind, sheet.content = "approval_sheet", b"%PDF other"
        sheet.sha256, sheet.size = hashlib.sha256(sheet.content).digest(), len(sheet.content)
        declare(session, "draft_changed", {})
    assert ("File P01.pdf", "changed by an act that nobody signed") in {
        (f.record, f.found) for f in check_register(sample.register).findings
    }


def test_a_ceremony_that_nobody_signed_is_found(sample: Sample) -> None:
    with intruder(sample) as other:
        append(sample, Session(bind=other.connection), "head_approved")
        assert "act 8: its signature" in {f.record for f in other.check().findings}


def append(sample: Sample, session: Session, kind: str) -> None:
    """Records a decision in somebody's name as the app would, without that person."""
    from ewloe_desktop.storage.rows import row_digest

    cells = {c.name: None for c in Decision.__table__.columns}
    first = session.scalars(select(Decision).where(Decision.body == "head")).one()
    cells = {name: getattr(first, name) for name in cells} | {"id": "e" * 20, "act": 8}
    session.execute(insert(Decision), cells)
    names = sorted(set(cells) - {"salt"})
    digest = row_digest("decision", cells["salt"], names, [cells[n] for n in names])
    last = session.scalars(select(Event).order_by(Event.seq.desc())).first()
    assert last is not None
    columns = {"uuid": "u", "kind": kind, "at": last.at, "actor": HEAD.person_id, "subject": ""}
    facts = canonical(columns | {"act": 8, "register": sample.register.id})
    row = Commitment("decision", "e" * 20, "new", digest)
    columns |= {"seq": 8, "facts": facts, "previous": last.hash, "mark": mark(last.hash, facts)}
    session.execute(insert(Event), columns | {"hash": act_hash(last.hash, facts, [row]), "key_id": None})
    told = {"act": 8, "row_table": "decision", "row_key": "e" * 20, "change": "new", "digest": digest}
    session.execute(insert(CommitmentRow), told)


def test_a_key_counts_only_from_its_first_act_to_its_last(sample: Sample) -> None:
    with sample.register.unit(HEAD) as session:
        key = session.get_one(SigningKey, sample.chair.key_id)
        key.status, key.wrapped, key.wrapped_recovery = "ended", None, None
        declare(session, "person_left", {}, signer=sample.head)
    with sample.register.unit(HEAD) as session:
        session.get_one(Person, HEAD.person_id).kind = "governor"
        declare(session, "fact_corrected", {}, signer=sample.chair)
    assert ("act 9: its signature", "a key not in use then") in {
        (f.record, f.found) for f in check_register(sample.register).findings
    }


def test_somebody_elses_key_is_no_signature_of_the_person_named(sample: Sample) -> None:
    with intruder(sample) as other:
        other.sql("UPDATE signing_key SET person_id = ? WHERE person_id = ?", "a" * 20, "b" * 20)
        assert {"act 6: its signature", "act 7: its signature"} <= {f.record for f in other.check().findings}


def test_a_code_from_a_sheet_is_compared_with_its_act(sample: Sample) -> None:
    with sample.register.reading() as session:
        event = session.get_one(Event, 5)
    register = sample.register.id
    for text in (qr_text(register, 5, event.mark), short_code(event.mark)):
        result = check_register(sample.register, code=read_code(text))
        assert (result.whole, result.compared) == (True, True)
    assert records(sample, code=read_code(qr_text(register, 6, event.mark))) == {"act 6"}
    assert records(sample, code=read_code(qr_text(register, 99, event.mark))) == {"acts 8 to 99"}
    assert records(sample, code=Code("", 0, "A" * 12)) == {"the sheet's code"}
    assert records(sample, code=read_code(qr_text("zzzz", 5, event.mark))) == {"the sheet's code"}


def test_the_search_index_is_compared_with_the_texts_in_force(sample: Sample) -> None:
    for statement in (
        "UPDATE search_index SET title = 'other'",
        "UPDATE search_index SET plain = 'other'",
        "DELETE FROM search_index",
    ):
        with intruder(sample) as other:
            other.sql(statement)
            assert {f.record.split(":")[0] for f in other.check().findings} == {"the search index"}


def test_progress_is_told_and_the_work_can_be_stopped(sample: Sample) -> None:
    lengthen(sample, 300)
    steps: list[tuple[int, int]] = []
    check_register(sample.register, progress=lambda done, total: steps.append((done, total)))
    assert steps == sorted(steps)
    assert steps[-1][0] == steps[-1][1] > 300
    assert len(steps) > 2
    with pytest.raises(Cancelled):
        check_register(sample.register, cancelled=lambda: True)
    assert check_register(sample.register).whole


def lengthen(sample: Sample, acts: int) -> None:
    """Adds so many acts."""
    for number in range(acts):
        with sample.register.unit(HEAD) as session:
            session.get_one(Person, HEAD.person_id).since = f"{number:04}"
            declare(session, "person_changed", {})


def start(sample: Sample, earlier: HighWater | None = None) -> set[str]:
    with sample.register.reading() as session:
        return {f.record for f in check_start(session, earlier).findings}


def test_a_start_looks_at_the_newest_acts_the_shape_and_this_pcs_mark(sample: Sample) -> None:
    lengthen(sample, TAIL + 20)
    with sample.register.reading() as session:
        old, new = (HighWater(seq, session.get_one(Event, seq).hash) for seq in (2, TAIL + 20))
    assert start(sample) == start(sample, old) == start(sample, new) == set()
    assert start(sample, HighWater(2, bytes(32))) == {"act 2"}
    assert start(sample, HighWater(TAIL + 30, bytes(32))) == {f"acts {TAIL + 28} to {TAIL + 30}"}


HOSTILE: list[Callable[[bool], str]] = [
    lambda on_file: "DELETE FROM signing_key",
    lambda on_file: "DELETE FROM event",
    lambda on_file: "DELETE FROM commitment",
    lambda on_file: "DROP TABLE signing_key" + ("" if on_file else " CASCADE"),
    lambda on_file: "DROP TABLE event",
    lambda on_file: "DROP TABLE commitment",
    lambda on_file: "ALTER TABLE event RENAME COLUMN facts TO told",
    lambda on_file: "ALTER TABLE decision RENAME COLUMN id TO own",
    lambda on_file: "UPDATE event SET facts = " + ("'[1]'" if on_file else "'[1]'::bytea"),
    lambda on_file: "UPDATE revision SET text = " + ("zeroblob(9)" if on_file else "'\\x00'::bytea"),
    lambda on_file: "UPDATE school SET id = 'other'",
]
ON_FILE = [
    "UPDATE person SET name = CAST(x'ff00fe' AS TEXT)",
    "UPDATE event SET kind = CAST(x'ff00fe' AS TEXT)",
    "UPDATE commitment SET row_key = CAST(x'ff00fe' AS TEXT) WHERE act = 1",
    "UPDATE event SET facts = CAST('[' || printf('%.100000c', '[') AS BLOB)",
    "UPDATE decision SET act = 9223372036854775807",
    "UPDATE revision SET number = 1e300",
]


def test_nothing_a_register_may_hold_makes_the_check_crash(sample: Sample) -> None:
    on_file = sample.register.kind == "file"
    for statement in [make(on_file) for make in HOSTILE] + (ON_FILE if on_file else []):
        with intruder(sample) as other:
            other.sql(statement)
            assert not other.check(HighWater(7, bytes(32))).whole, statement
