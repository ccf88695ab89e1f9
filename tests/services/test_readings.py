"""Who is asked to read, who has read, what a new text does to it, and what keeps somebody from saying it for others."""

from collections import Counter
from datetime import date, timedelta
from typing import Any

import pytest

from ewloe_desktop.domain.errors import FieldsRefused, NotFound, RuleBroken, WrongPassword
from ewloe_desktop.domain.people import PersonKind
from ewloe_desktop.domain.policies import RevisionFacts
from ewloe_desktop.domain.readings import How, ReadState
from ewloe_desktop.services import drafting, offices, people, readings, sheets
from ewloe_desktop.services.journal import list_acts
from ewloe_desktop.services.policies import list_policies, revision_facts
from ewloe_desktop.services.reading_acts import (
    ListAnswer,
    ReadAnswer,
    ReadReceipt,
    Recorded,
    read_now,
    record_readings,
    show_list_scan,
)
from ewloe_desktop.services.reading_facts import reading_share
from ewloe_desktop.services.reading_sheets import reading_list
from ewloe_desktop.services.readings import DutyAnswer, ReadersFacts
from ewloe_desktop.services.reviews import what_needs
from ewloe_desktop.storage.acts import declare
from ewloe_desktop.storage.check import check_register
from ewloe_desktop.storage.readings import MinorChange, Reading
from tests.documents.reading import words_of
from tests.services.conftest import PASSWORD, School, on_both, some_text
from tests.services.scans import SCAN

STAFF = frozenset({PersonKind.STAFF, PersonKind.NON_TEACHING})


def ask_staff(school: School, revision: RevisionFacts, kinds: frozenset[PersonKind] = STAFF) -> None:
    """The office asks staff to read from today."""
    school.do("office", readings.set_duty, revision.policy_id, DutyAnswer(kinds, school.clock.today()))


def says(school: School, revision: RevisionFacts, who: str, as_: str = "", **changed: Any) -> ReadReceipt:
    """Somebody reads the text in force and says so, at a PC where they or somebody else are signed in."""
    facts = school.ask(as_ or who, readings.prepare_reading, revision.policy_id)
    answer = {
        "person_id": school.people[who],
        "declaration_version": facts.declaration_version,
        "password": PASSWORD.format(who),
    }
    receipt: ReadReceipt = school.do(as_ or who, read_now, revision.id, revision.seen, ReadAnswer(**answer | changed))
    return receipt


def on_list(school: School, revision: RevisionFacts, *who: str, by: str = "office", **changed: Any) -> Recorded:
    """Somebody records a list."""
    told: dict[str, Any] = {"read_on": school.clock.today(), "how": How.PAPER, "scan": SCAN, "scan_name": "list.pdf"}
    answer = ListAnswer(tuple(school.people[name] for name in who), **told | changed)
    recorded: Recorded = school.do(by, record_readings, revision.id, revision.seen, answer)
    return recorded


def states(school: School, revision: RevisionFacts) -> dict[str, ReadState]:
    """How everybody stands, by the words the tests call them."""
    facts: ReadersFacts = school.ask("office", readings.list_readers, revision.policy_id)
    names = {id_: who for who, id_ in school.people.items()}
    return {names[row.person_id]: row.state for row in facts.rows}


def revised(school: School, revision: RevisionFacts, *, minor: bool) -> RevisionFacts:
    """The next text of a policy, in force."""
    school.later(days=2)
    (row,) = school.ask("head", list_policies)
    text = some_text("Staff Phones Policy", f"Rule {revision.number} more.")
    draft = school.draft(text, policy_id=row.id, seen=row.seen)
    settled = school.settle(draft)
    receipt = school.head_signs(settled, minor=minor)
    assert receipt.minor is minor
    school.chair_signs(settled.id)
    with school.register.reading() as session:
        return revision_facts(session, settled.id)


@on_both
def test_everybody_asked_reads_each_in_their_own_way(school: School) -> None:
    policy = school.in_force()
    assert set(states(school, policy).values()) == {ReadState.NOT_ASKED}
    ask_staff(school, policy)
    assert {who for who, how in states(school, policy).items() if how is ReadState.ASKED} == {
        *("head", "clerk", "office", "teacher"),
    }
    assert [i.kind for i in school.ask("teacher", what_needs).for_you] == ["read_asked"]
    receipt = says(school, policy, "teacher", as_="office")  # at the office's PC, with the teacher's own password
    assert (receipt.name, receipt.what) == ("Teacher Sampl", "Staff Phones Policy, Revision 1")
    assert on_list(school, policy, "head", "clerk", "teacher") == Recorded(2, ("Teacher Sampl",))
    told = [i for i in school.ask("office", what_needs).for_you if i.kind.startswith("read")]
    assert [(i.kind, i.reason) for i in told] == [("read_asked", ""), ("readings_open", "1")]
    on_list(school, policy, "office", "governor", how=How.MEETING, scan=None, meeting="Staff meeting")
    with school.register.reading() as session:
        assert reading_share(session) == {policy.policy_id: (4, 4)}
    facts = school.ask("office", readings.list_readers)
    assert Counter(row.how for row in facts.rows) == {"screen": 1, "paper": 2, "meeting": 2, "": 2}
    assert facts.others == ((policy.policy_id, "Staff Phones Policy", 0),)
    acts = [(a.kind, a.signed) for a in school.ask("office", list_acts) if a.kind.startswith(("read", "text_read"))]
    assert acts == [
        ("readings_recorded", False),
        ("readings_recorded", False),
        ("text_read", True),
        ("reading_asked", False),
    ]
    assert check_register(school.register).findings == ()


def test_a_new_text_makes_readings_out_of_date_unless_the_head_says_that_it_changes_little(school: School) -> None:
    policy = school.in_force()
    ask_staff(school, policy)
    says(school, policy, "teacher")
    newer = revised(school, policy, minor=True)
    assert (states(school, newer)["teacher"], states(school, newer)["office"]) == (ReadState.READ, ReadState.ASKED)
    assert school.ask("teacher", what_needs).for_you == ()
    newest = revised(school, newer, minor=False)
    assert states(school, newest)["teacher"] is ReadState.OUT_OF_DATE
    assert [i.kind for i in school.ask("teacher", what_needs).for_you] == ["read_again"]
    told = " ".join(words_of(school.ask("office", reading_list, policy.policy_id).content))
    assert "Teacher Sampl (Read an earlier text on" in told
    assert check_register(school.register).findings == ()


def test_the_same_words_reviewed_need_no_second_reading_and_only_a_change_is_minor(school: School) -> None:
    policy = school.in_force()
    ask_staff(school, policy)
    says(school, policy, "teacher")
    (row,) = school.ask("head", list_policies)
    same = school.do("head", drafting.start_no_change, row.id, row.seen)
    with pytest.raises(RuleBroken) as refused:
        school.head_signs(same, minor=True)
    assert refused.value.rule == "nothing_before"
    school.head_signs(same)
    school.chair_signs(same.id)
    assert states(school, same)["teacher"] is ReadState.READ


@on_both
def test_starters_are_asked_and_leavers_and_kinds_no_longer_asked_fall_away(school: School) -> None:
    policy = school.in_force()
    ask_staff(school, policy)
    school.add("starter", PersonKind.STAFF, True, enrol=False)
    assert states(school, policy)["starter"] is ReadState.ASKED
    facts = school.ask("head", people.show_person, school.people["starter"])
    school.do(
        "head", offices.person_leaves, facts.row.id, facts.row.seen, school.clock.today(), PASSWORD.format("head")
    )
    assert "starter" not in states(school, policy)
    school.later(days=1)
    ask_staff(school, policy, frozenset({PersonKind.GOVERNOR}))
    asked = {who for who, how in states(school, policy).items() if how is ReadState.ASKED}
    assert asked == {"chair", "vice", "governor"}
    ask_staff(school, policy, frozenset())
    assert set(states(school, policy).values()) == {ReadState.NOT_ASKED}


def test_what_cannot_be_said_is_refused_with_the_reason(school: School) -> None:
    policy, draft = school.in_force(), school.draft(some_text("Cycling Policy"))
    today = school.clock.today()
    with pytest.raises(WrongPassword):
        says(school, policy, "teacher", as_="office", password=PASSWORD.format("office"))
    says(school, policy, "teacher")
    for rule, act in (
        ("read_already", lambda: says(school, policy, "teacher")),
        ("read_first", lambda: says(school, policy, "clerk", read_to_end=False)),
        ("declaration_changed", lambda: says(school, policy, "clerk", declaration_version="text_read/older")),
        ("not_to_read", lambda: on_list(school, draft, "clerk")),
        ("date_in_future", lambda: on_list(school, policy, "clerk", read_on=today + timedelta(days=1))),
        ("read_before_force", lambda: on_list(school, policy, "clerk", read_on=date(2020, 1, 1))),
        ("own_password", lambda: on_list(school, policy, "clerk", how=How.SCREEN)),
        ("may_not", lambda: on_list(school, policy, "clerk", by="teacher")),
        ("may_not", lambda: school.ask("teacher", readings.list_readers, policy.policy_id)),
        ("may_not", lambda: school.ask("governor", reading_list, policy.policy_id)),
    ):
        with pytest.raises(RuleBroken) as refused:
            act()
        assert refused.value.rule == rule
    for field, problem, answer in (
        ("list_scan", "missing", {"scan": None}),
        ("meeting", "missing", {"how": How.MEETING, "meeting": " "}),
    ):
        with pytest.raises(FieldsRefused) as missing:
            on_list(school, policy, "clerk", **answer)
        assert [(p.field, p.problem) for p in missing.value.problems] == [(field, problem)]
    with pytest.raises(FieldsRefused):
        on_list(school, policy, "teacher")
    with pytest.raises(NotFound):
        school.ask("teacher", readings.prepare_reading, draft.policy_id)


def test_a_signed_list_is_seen_by_those_who_record_readings_alone(school: School) -> None:
    policy = school.in_force()
    on_list(school, policy, "clerk", kept_at="Blue folder")
    (row,) = (r for r in school.ask("office", readings.list_readers, policy.policy_id).rows if r.how)
    assert school.ask("clerk", show_list_scan, row.evidence_id).content == SCAN
    with pytest.raises(RuleBroken):
        school.ask("teacher", show_list_scan, row.evidence_id)
    with pytest.raises(NotFound):
        school.ask("office", sheets.read_document, row.evidence_id)


def test_the_list_says_who_has_read_and_leaves_a_line_for_everybody_else(school: School) -> None:
    policy = school.in_force()
    ask_staff(school, policy)
    says(school, policy, "teacher")
    told = " ".join(words_of(school.ask("office", reading_list, policy.policy_id).content))
    assert "Staff Phones Policy, Revision 1" in told
    assert "1 of 4 have read it" in told
    assert "On screen, with their own password" in told
    for name in ("Head Sampl", "Clerk Sampl", "Office Sampl", "Teacher Sampl"):
        assert name in told
    assert "Chair Sampl" not in told


def test_a_reading_put_in_somebodys_mouth_is_found(school: School) -> None:
    policy = school.in_force()
    says(school, policy, "teacher")

    def forge(session: Any) -> None:
        row = session.query(Reading).one()
        told = {c: getattr(row, c) for c in ("revision_id", "read_on", "text_digest", "key_id", "recorded_at", "act")}
        session.add(
            Reading(person_id=school.people["clerk"], how="screen", recorded_by=school.people["office"], **told)
        )
        session.add(MinorChange(revision_id=policy.id, person_id=school.people["head"], act=row.act))

    with school.register.unit(school.actor("office")) as session:
        forge(session)
        declare(session, "readings_recorded", {})
    found = {(f.record, f.expected) for f in check_register(school.register).findings}
    assert found == {
        ("Reading on Staff Phones Policy, revision 1 by Clerk Sampl", "signed by its person in its act"),
        ("Minor change on Staff Phones Policy, revision 1", "said with the head teacher's approval"),
    }
