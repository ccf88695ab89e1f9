"""What a decision does once it is known who took it, on screen or on paper: its facts, its sheet, what follows."""

from dataclasses import replace
from datetime import date

from sqlalchemy.orm import Session

from ewloe_desktop.documents.words import words
from ewloe_desktop.domain.approvals import (
    Body,
    Capacity,
    GovernorsAnswer,
    Meeting,
    Receipt,
    next_review,
    require_capacity,
    require_meeting,
)
from ewloe_desktop.domain.errors import RuleBroken
from ewloe_desktop.domain.people import Office
from ewloe_desktop.domain.policies import RevisionKind, State
from ewloe_desktop.domain.text import clean, clean_lines, from_canonical
from ewloe_desktop.services.acting import CAPACITY
from ewloe_desktop.services.decisions import Signing, StandingHead, keep_decision, standing_head
from ewloe_desktop.services.drafting import current_revision
from ewloe_desktop.services.minor_changes import keep_minor
from ewloe_desktop.services.policies import label
from ewloe_desktop.services.sheet_facts import governors_block, sign_for_governors, sign_for_head
from ewloe_desktop.services.standing import local_day, terms_of, today
from ewloe_desktop.storage.acts import Act
from ewloe_desktop.storage.approvals import Decision
from ewloe_desktop.storage.people import Person
from ewloe_desktop.storage.policies import Policy, Revision
from ewloe_desktop.storage.search import fold, forget_policy, index_revision


def declaration(body: Body, kind: RevisionKind) -> tuple[str, str]:
    """The words somebody signs, and their version."""
    key = f"{body.value}_{kind.value}" if kind in (RevisionKind.NO_CHANGE, RevisionKind.RETIREMENT) else body.value
    said = words("declarations")
    return f"{key}/{said['version']}", said[key]


def settled_on(revision: Revision) -> date:
    """The day from which the text was there to be decided about."""
    return local_day(revision.settled_at or revision.drafted_at)


def ceremony_uuid(session: Session) -> str:
    """The uuid noted before the ceremony, so that a next start can say whether it was recorded."""
    return str(session.info.get("ceremony", ""))


def decision_facts(policy: Policy, revision: Revision, signing: Signing, body: Body) -> dict[str, object]:
    """What the act of an approval says of it, for either body."""
    return {
        "policy": policy.id,
        "title": revision.title,
        "revision": revision.id,
        "revision_kind": revision.kind,
        "number": revision.number,
        "edition": revision.edition,
        "text": revision.text_digest.hex(),
        "office": signing.office.value,
        "declared_on": signing.declared_on.isoformat(),
        "declaration": signing.declaration_version,
        "method": signing.method,
        "body": body.value,
        "outcome": "approved",
        **({"capacity": CAPACITY} if signing.acting else {}),
    }


def meeting_facts(meeting: Meeting, capacity: Capacity, due: date | None) -> dict[str, object]:
    """What the act of the governing body's approval says of its meeting and of the next review."""
    return {
        "capacity": capacity.value,
        "forum": meeting.forum.value,
        "committee": clean(meeting.committee),
        "delegation_minute": clean(meeting.delegation_minute),
        "meeting_on": meeting.on.isoformat(),
        "minute": clean(meeting.minute),
        "present": meeting.present,
        "in_post": meeting.in_post,
        "quorum": meeting.quorum,
        "review_due": due.isoformat() if due else None,
    }


def checked_meeting(
    session: Session, revision: Revision, person: Person, capacity: Capacity, meeting: Meeting, on: date | None = None
) -> tuple[Meeting, Office]:
    """The meeting with its quorum, and the office the signer signs in on a day (today); RuleBroken for either."""
    head = standing_head(session, revision.id)
    if head is not None and head.person_id == person.id:
        raise RuleBroken("same_person")
    office = require_capacity(capacity, terms_of(session, person.id), bool(person.paid), on or today(session))
    needed = require_meeting(meeting, today(session), settled_on(revision))
    return replace(meeting, quorum=needed), office


def review_due(revision: Revision, answer: GovernorsAnswer) -> date | None:
    """The next review that the governing body sets; none for a policy that is retired."""
    if revision.kind == RevisionKind.RETIREMENT.value:
        return None
    return next_review(answer.meeting.on, answer.cycle_months, answer.review_on, answer.review_reason)


def head_decided(
    session: Session, policy: Policy, revision: Revision, signing: Signing, act: Act, *, minor: bool
) -> tuple[Decision, Receipt]:
    """Makes the head teacher's sheet, keeps the decision and passes the text on to the governing body."""
    sheet = sign_for_head(session, policy, revision, signing, act)
    capacity = CAPACITY if signing.acting else ""
    decision = keep_decision(
        session, revision, signing, act, sheet, body=Body.HEAD, outcome="approved", capacity=capacity
    )
    revision.state = State.WITH_GOVERNORS.value
    if minor:
        keep_minor(session, revision, signing.person_id, act)
    session.flush()
    return decision, replace(_receipt(revision, signing, act, sheet.id, "governors", None), minor=minor)


def governors_decided(
    session: Session,
    policy: Policy,
    revision: Revision,
    signing: Signing,
    act: Act,
    head: StandingHead,
    answer: GovernorsAnswer,
) -> tuple[Decision, Receipt]:
    """Makes the governing body's sheet, keeps the decision and brings the text into force, or retires the policy.

    The answer's meeting is one with its quorum, and its words are of a decision already checked.
    """
    meeting, due = answer.meeting, review_due(revision, answer)
    about = {"kind": revision.kind, "head_declared_on": date.fromisoformat(head.declared_on)}
    block = governors_block(session, signing, act, meeting, answer, due, **about)  # type: ignore[arg-type]
    sheet = sign_for_governors(session, revision, signing, act, block)
    decision = keep_decision(
        session,
        revision,
        signing,
        act,
        sheet,
        body=Body.GOVERNORS,
        outcome="approved",
        capacity=answer.capacity.value,
        meeting=meeting,
        review_due=due,
        review_cycle=answer.cycle_months if answer.review_on is None else None,
        review_reason=clean_lines(answer.review_reason) if answer.review_on else "",
    )
    _bring_into_force(session, policy, revision, meeting.on, due, answer)
    session.flush()
    then = "retired" if revision.kind == RevisionKind.RETIREMENT.value else "in_force"
    return decision, _receipt(revision, signing, act, sheet.id, then, due)


def _receipt(revision: Revision, signing: Signing, act: Act, sheet_id: str, then: str, review: date | None) -> Receipt:
    return Receipt(
        act=act.seq,
        code=act.code,
        at=act.at,
        declared_on=signing.declared_on,
        signer=signing.name,
        office=signing.office_named,
        what=f"{revision.title}, {label(revision)}",
        sheet_id=sheet_id,
        next_step=then,
        next_review=review,
    )


def _bring_into_force(
    session: Session, policy: Policy, revision: Revision, on: date, due: date | None, answer: GovernorsAnswer
) -> None:
    before = current_revision(session, policy.id)
    retiring = revision.kind == RevisionKind.RETIREMENT.value
    if before is not None:
        before.state, before.ended_on = State.SUPERSEDED.value, on.isoformat()
    revision.approved_on, revision.in_force_from = on.isoformat(), on.isoformat()
    revision.state = (State.RETIRED if retiring else State.IN_FORCE).value
    policy.review_due = due.isoformat() if due else None
    policy.review_never_set = 0
    policy.review_reason = clean_lines(answer.review_reason) if answer.review_on else ""
    if retiring:
        policy.retired_on = on.isoformat()
        forget_policy(session, policy.id)
        return
    policy.title, policy.folded = revision.title, fold(revision.title)
    policy.cycle_months = answer.cycle_months or policy.cycle_months
    index_revision(session, policy.id, revision.id, from_canonical(revision.text))
