"""Sending a text back with a reason, and putting a wrong fact of a decision right: both signed."""

import re
from collections.abc import Mapping
from datetime import date

from sqlalchemy.orm import Session

from ewloe_desktop.domain.approvals import (
    CORRECTABLE,
    Body,
    Capacity,
    CorrectionAnswer,
    Forum,
    Meeting,
    Receipt,
    ReturnAnswer,
    require_declared,
    require_meeting,
    require_state,
)
from ewloe_desktop.domain.errors import FieldProblem, FieldsRefused, RuleBroken
from ewloe_desktop.domain.people import Action, Actor, Office, require
from ewloe_desktop.domain.policies import RevisionFacts, State
from ewloe_desktop.domain.text import clean, clean_lines
from ewloe_desktop.services.deciding import ceremony_uuid, checked_meeting
from ewloe_desktop.services.decisions import Signing, corrected, keep_decision, standing_head
from ewloe_desktop.services.keys import open_key
from ewloe_desktop.services.moving import move, moved_by
from ewloe_desktop.services.people import LONGEST_NAME, require_present
from ewloe_desktop.services.policies import label, revision_facts
from ewloe_desktop.services.sheet_facts import corrected_sheet
from ewloe_desktop.services.standing import fetch, held, local_day, stamp, today
from ewloe_desktop.storage.acts import Act, declare
from ewloe_desktop.storage.approvals import Correction, Decision
from ewloe_desktop.storage.people import Person, SigningKey
from ewloe_desktop.storage.policies import Policy, Revision

_DAY, _COUNT = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII), re.compile(r"[1-9]\d{0,3}", re.ASCII)


def return_revision(session: Session, actor: Actor, revision_id: str, seen: int, answer: ReturnAnswer) -> RevisionFacts:
    """Sends a settled text back to draft with a signed reason; a head's approval of it lapses visibly."""
    revision = fetch(session, Revision, revision_id, seen)
    policy = fetch(session, Policy, revision.policy_id)
    if not clean_lines(answer.reason):
        raise FieldsRefused((FieldProblem("reason", "missing"),))
    person = require_present(session, answer.signer_id)
    meeting, office = None, Office.HEAD
    if answer.body is Body.HEAD:
        require_state(State(revision.state), State.WITH_HEAD, "not_with_head")
        require(Action.APPROVE_AS_HEAD, held(session, person.id))
    else:
        require_state(State(revision.state), State.WITH_GOVERNORS, "not_with_governors")
        if answer.meeting is None or answer.capacity is None:
            raise FieldsRefused((FieldProblem("minute", "missing"),))
        meeting, office = checked_meeting(session, revision, person, answer.capacity, answer.meeting)
    signing = _signing(session, actor, person, office, answer.password)
    facts = {
        "policy": policy.id,
        "title": revision.title,
        "revision": revision.id,
        "number": revision.number,
        "text": revision.text_digest.hex(),
        "body": answer.body.value,
        "outcome": "returned",
        "reason": clean_lines(answer.reason),
        "office": office.value,
        "minute": clean(meeting.minute) if meeting else "",
        "meeting_on": meeting.on.isoformat() if meeting else None,
    }
    act = declare(
        session, "revision_returned", facts, subject=policy.id, signer=signing.key, uuid=ceremony_uuid(session)
    )
    _let_head_lapse(session, revision, act)
    capacity = answer.capacity.value if isinstance(answer.capacity, Capacity) else ""
    told = {"body": answer.body, "outcome": "returned", "capacity": capacity, "reason": clean_lines(answer.reason)}
    keep_decision(session, revision, signing, act, None, meeting=meeting, **told)  # type: ignore[arg-type]
    revision.state, revision.number = State.DRAFT.value, None
    session.flush()
    return revision_facts(session, revision_id)


def _signing(session: Session, actor: Actor, person: Person, office: Office, password: str) -> Signing:
    key = open_key(session, person.id, password)
    return Signing(
        person_id=person.id,
        name=person.name,
        office=office,
        key=key,
        key_row=fetch(session, SigningKey, key.key_id),
        declared_on=today(session),
        declaration_version="",
        declaration="",
        method="typed",
        drawn_png=None,
        signed_in_as=actor.person_id,
    )


def _let_head_lapse(session: Session, revision: Revision, act: Act) -> None:
    head = standing_head(session, revision.id)
    if head is not None:
        fetch(session, Decision, head.decision_id).lapsed_by_act = act.seq


def correct_decision(session: Session, actor: Actor, seen: int, answer: CorrectionAnswer) -> Receipt:
    """Names the old and the new fact in a signed act; the sheet is made again and the first one stays."""
    decision = fetch(session, Decision, answer.decision_id, seen)
    revision = fetch(session, Revision, decision.revision_id)
    policy = fetch(session, Policy, revision.policy_id)
    person = require_present(session, answer.signer_id)
    require(Action.CORRECT, held(session, person.id))
    office = _office_to_correct(session, person, decision)
    old, new = _old_and_new(session, decision, answer)
    moved = moved_by(session, decision, revision, answer.field, new)
    signing = _signing(session, actor, person, office, answer.password)
    facts = {
        "policy": policy.id,
        "title": revision.title,
        "revision": revision.id,
        "number": revision.number,
        "decision": decision.id,
        "body": decision.body,
        "field": answer.field,
        "old": old,
        "new": new,
        "reason": clean_lines(answer.reason),
        "office": office.value,
    } | (moved.facts() if moved else {})
    act = declare(session, "fact_corrected", facts, subject=policy.id, signer=signing.key, uuid=ceremony_uuid(session))
    correction = _keep_correction(session, answer, old, new, signing, act)
    if moved is not None:
        move(session, policy, revision, moved)
    correction.sheet_id = corrected_sheet(session, policy, revision, signing, act).id
    session.flush()
    told = (act.seq, act.code, act.at, signing.declared_on, person.name, office.value)
    what, due = f"{revision.title}, {label(revision)}", moved.due if moved else None
    return Receipt(*told, what, correction.sheet_id, "", due)


def _keep_correction(
    session: Session, answer: CorrectionAnswer, old: str, new: str, signing: Signing, act: Act
) -> Correction:
    correction = Correction(
        decision_id=answer.decision_id,
        field=answer.field,
        old=old,
        new=new,
        reason=clean_lines(answer.reason),
        person_id=signing.person_id,
        key_id=signing.key.key_id,
        recorded_at=stamp(act.at),
        act=act.seq,
    )
    session.add(correction)
    session.flush()
    return correction


def _old_and_new(session: Session, decision: Decision, answer: CorrectionAnswer) -> tuple[str, str]:
    problems = []
    if answer.field not in CORRECTABLE:
        problems.append(FieldProblem("field", "choose"))
    if not clean_lines(answer.reason):
        problems.append(FieldProblem("reason", "missing"))
    if not clean(answer.new):
        problems.append(FieldProblem("new", "missing"))
    if problems:
        raise FieldsRefused(tuple(problems))
    values, _ = corrected(session, decision)
    kept = getattr(decision, answer.field)
    old, new = values.get(answer.field, "" if kept is None else str(kept)), clean(answer.new)
    if old == new:
        raise FieldsRefused((FieldProblem("new", "same_as_old"),))
    _require_sense(answer.field, new)
    _require_rules(session, decision, values | {answer.field: new})
    return old, new


def _require_sense(field: str, new: str) -> None:
    problem = ""
    if field in ("meeting_on", "declared_on"):
        problem = "" if _DAY.fullmatch(new) and _is_day(new) else "not_a_date"
    elif field in ("present", "in_post"):
        problem = "" if _COUNT.fullmatch(new) else "not_a_number"
    elif field == "person_name" and len(new) > LONGEST_NAME:
        raise FieldsRefused((FieldProblem("new", "too_long", {"most": LONGEST_NAME}),))
    if problem:
        raise FieldsRefused((FieldProblem("new", problem),))


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _require_rules(session: Session, decision: Decision, values: Mapping[str, str]) -> None:
    """A correction cannot make of a decision what would have been refused when it was taken."""

    def said(name: str) -> str:
        kept = getattr(decision, name)
        return values.get(name, "" if kept is None else str(kept))

    on, revision = today(session), fetch(session, Revision, decision.revision_id)
    first = date.min if decision.outcome != "approved" else local_day(revision.settled_at or revision.drafted_at)
    if not said("meeting_on"):
        require_declared(date.fromisoformat(said("declared_on")), on, first)
        return
    present, in_post = int(said("present")), int(said("in_post"))
    if present > in_post:
        raise FieldsRefused((FieldProblem("new", "more_than_in_post", {"in_post": in_post}),))
    meeting = Meeting(
        forum=Forum(decision.forum),
        on=date.fromisoformat(said("meeting_on")),
        minute=said("minute"),
        present=present,
        in_post=in_post,
        committee=decision.committee,
        delegation_minute=decision.delegation_minute,
        quorum=decision.quorum,
    )
    require_meeting(meeting, on, first)
    require_declared(date.fromisoformat(said("declared_on")), on, meeting.on)


def _office_to_correct(session: Session, person: Person, decision: Decision) -> Office:
    """The head corrects the head's facts; the chair, the vice-chair or the clerk the governing body's."""
    wanted = {Office.HEAD} if decision.body == Body.HEAD.value else {Office.CHAIR, Office.VICE_CHAIR, Office.CLERK}
    offices = held(session, person.id) & wanted
    if not offices:
        raise RuleBroken("may_not", tuple(sorted(o.value for o in wanted)), {"action": Action.CORRECT.value})
    return min(offices, key=list(Office).index)
