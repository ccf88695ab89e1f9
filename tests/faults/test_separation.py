# ruff: noqa: F811 - fixtures are named where they are asked for
"""No reachable sequence of calls lets one person or one key fill both sides of an approval, or the office sign."""

import contextlib
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from ewloe_desktop.domain.approvals import (
    Body,
    Capacity,
    CorrectionAnswer,
    Forum,
    GovernorsAnswer,
    HeadAnswer,
    Meeting,
    ReturnAnswer,
)
from ewloe_desktop.domain.errors import Expected, RuleBroken
from ewloe_desktop.domain.people import Office, PersonKind
from ewloe_desktop.domain.policies import State
from ewloe_desktop.services import approvals, drafting, offices, people, policies, returning
from ewloe_desktop.services.people import GrantAnswer, NewPerson
from ewloe_desktop.storage.approvals import Decision, Signature
from ewloe_desktop.storage.people import SigningKey
from ewloe_desktop.storage.policies import Revision
from ewloe_desktop.ui import phrases
from tests.faults.amounts import trials
from tests.services.conftest import (  # noqa: F401
    PASSWORD,
    School,
    on_both,
    school,
    school_on_file,
    school_on_server,
    some_text,
)

WHO = st.sampled_from(["head", "chair", "vice", "governor", "clerk", "office", "teacher"])
STEP = st.tuples(
    st.sampled_from(["settle", "head", "head", "governors", "governors", "return", "grant", "end", "pay", "correct"]),
    WHO,
    WHO,
    WHO,
    st.sampled_from(list(Capacity)),
    st.sampled_from(list(Office)),
)
# Most steps are the ones that a person means to take, or nothing would ever come into force.
MEANT = st.sampled_from(
    [
        ("settle", "head", "head", "head", Capacity.CHAIR, Office.HEAD),
        ("head", "head", "head", "head", Capacity.CHAIR, Office.HEAD),
        ("governors", "head", "chair", "chair", Capacity.CHAIR, Office.HEAD),
        ("governors", "office", "vice", "vice", Capacity.VICE_CHAIR, Office.HEAD),
    ]
)


class Trying:
    """Takes steps as anybody, for anybody, with anybody's password."""

    def __init__(self, school: School) -> None:
        self.school = school
        self.signed: list[tuple[int, str, str]] = []  # act, who it was for, whose password was typed

    def take(self, step: tuple[Any, ...]) -> None:
        what, actor, signer, password, capacity, office = step
        with contextlib.suppress(Expected):
            act: Callable[..., Any] = getattr(self, what)
            receipt = act(actor, signer, PASSWORD.format(password), capacity, office)
            if what in ("head", "governors", "correct"):
                self.signed.append((receipt.act, signer, password))
        # Wrong passwords slow a person down; the day after they are forgotten.
        self.school.later(hours=25)

    def newest(self) -> Any:
        rows = self.school.ask("head", policies.list_policies)
        row = rows[0]
        return row.open or row.current

    def settle(self, actor: str, *_: Any) -> Any:
        newest = self.newest()
        return self.school.do(actor, drafting.settle_revision, newest.id, newest.seen, "Changed.")

    def head(self, actor: str, signer: str, password: str, *_: Any) -> Any:
        facts = self.school.ask(actor, approvals.prepare_signing, self.newest().id, Body.HEAD)
        today, version = self.school.clock.today(), facts.declaration_version
        answer = HeadAnswer(self.school.people[signer], today, version, password)
        return self.school.do(actor, approvals.approve_revision, facts.revision_id, facts.seen, answer)

    def governors(self, actor: str, signer: str, password: str, capacity: Capacity, *_: Any) -> Any:
        facts = self.school.ask(actor, approvals.prepare_signing, self.newest().id, Body.GOVERNORS)
        today, version = self.school.clock.today(), facts.declaration_version
        meeting = Meeting(Forum.FULL, today, "1", 9, 14)
        answer = GovernorsAnswer(self.school.people[signer], capacity, meeting, today, version, password)
        return self.school.do(actor, approvals.decide_for_governors, facts.revision_id, facts.seen, answer)

    def __getattr__(self, name: str) -> Any:
        if name == "return":
            return self.send_back
        raise AttributeError(name)

    def send_back(self, actor: str, signer: str, password: str, capacity: Capacity, *_: Any) -> Any:
        newest = self.newest()
        meeting = Meeting(Forum.FULL, self.school.clock.today(), "1", 9, 14)
        body = Body.HEAD if newest.state is State.WITH_HEAD else Body.GOVERNORS
        answer = ReturnAnswer(body, self.school.people[signer], "Again.", password, capacity, meeting)
        return self.school.do(actor, returning.return_revision, newest.id, newest.seen, answer)

    def grant(self, actor: str, signer: str, password: str, _: Any, office: Office) -> Any:
        answer = GrantAnswer(self.school.people[signer], office, self.school.clock.today(), None, "", password)
        return self.school.do(actor, offices.grant_office, answer)

    def end(self, actor: str, signer: str, password: str, *_: Any) -> Any:
        terms = self.school.ask("head", people.show_person, self.school.people[signer]).terms
        if not terms:
            raise Expected
        term, today = terms[0], self.school.clock.today()
        return self.school.do(actor, offices.end_office, term.id, term.seen, today, password)

    def pay(self, actor: str, signer: str, *_: Any) -> Any:
        row = self.school.ask("head", people.show_person, self.school.people[signer]).row
        new = NewPerson(row.name, PersonKind.GOVERNOR, not row.paid)
        return self.school.do(actor, people.change_person, row.id, row.seen, new)

    def correct(self, actor: str, signer: str, password: str, *_: Any) -> Any:
        with self.school.register.reading() as session:
            decision = session.scalars(select(Decision).order_by(Decision.act.desc())).first()
        if decision is None:
            raise Expected
        answer = CorrectionAnswer(
            decision.id, "minute", self.school.clock.now().isoformat(), "x", self.school.people[signer], password
        )
        return self.school.do(actor, returning.correct_decision, decision.version, answer)


@on_both
@settings(
    max_examples=trials(quick=12, whole=200),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(steps=st.lists(st.one_of(MEANT, MEANT, STEP), min_size=6, max_size=14))
def test_a5_no_sequence_of_calls_puts_one_person_or_one_key_on_both_sides(school: School, steps: list[Any]) -> None:
    trying = Trying(school)
    title = f"Policy {school.clock.moment:%Y %j %H}"
    school.draft(some_text(f"0 {title}")) if _can_draft(school) else None
    for step in steps:
        trying.take(step)
    assert all(signer == password for _, signer, password in trying.signed)
    _nothing_is_on_both_sides(school)


@pytest.mark.parametrize("school", ["file"], indirect=True)
def test_a5_the_rule_is_quoted_where_one_person_would_stand_twice(school: School) -> None:
    settled = school.settle(school.draft())
    school.head_signs(settled)
    for signer, capacity, rules in (
        ("head", Capacity.CHAIR, {"same_person"}),
        ("head", Capacity.MEETING_CHAIR, {"same_person"}),
        ("clerk", Capacity.CHAIR, {"office_not_held"}),
    ):
        with pytest.raises(RuleBroken) as refused:
            school.chair_signs(settled.id, who=signer, capacity=capacity)
        assert refused.value.rule in rules
        assert phrases.words("rules")[refused.value.rule]


def _can_draft(school: School) -> bool:
    rows = school.ask("head", policies.list_policies)
    return not any(row.open for row in rows)


def _nothing_is_on_both_sides(school: School) -> None:
    with school.register.reading() as session:
        keys = {key.id: key.person_id for key in session.scalars(select(SigningKey))}
        sides: dict[str, dict[str, tuple[str, str]]] = {}
        for decision, signature in session.execute(
            select(Decision, Signature).join(Signature, Signature.decision_id == Decision.id)
        ):
            assert keys[signature.key_id] == decision.person_id == signature.person_id
            assert decision.person_id not in (school.people["office"], school.people["teacher"]) or decision.office in (
                "chair",
                "vice_chair",
                "governor",
                "head_teacher",
            )
            if decision.lapsed_by_act is None and decision.outcome == "approved":
                sides.setdefault(decision.revision_id, {})[decision.body] = (decision.person_id, signature.key_id)
        approved = session.scalars(select(Revision).where(Revision.in_force_from.is_not(None)))
        for revision in approved:
            head, governors = sides[revision.id][Body.HEAD.value], sides[revision.id][Body.GOVERNORS.value]
            assert head[0] != governors[0]
            assert head[1] != governors[1]
