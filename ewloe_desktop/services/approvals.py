"""The signing ceremonies: what is shown before, the head teacher's decision, the governing body's."""

from dataclasses import replace
from datetime import date

from sqlalchemy.orm import Session

from ewloe_desktop.documents.words import words
from ewloe_desktop.domain.approvals import (
    Body,
    Capacity,
    GovernorsAnswer,
    HeadAnswer,
    Meeting,
    Receipt,
    SigningFacts,
    next_review,
    require_capacity,
    require_declared,
    require_meeting,
    require_other_signer,
    require_state,
)
from ewloe_desktop.domain.errors import RuleBroken
from ewloe_desktop.domain.people import Action, Actor, Office, require
from ewloe_desktop.domain.policies import RevisionKind, State
from ewloe_desktop.domain.text import clean, clean_lines, from_canonical
from ewloe_desktop.services.decisions import Signing, keep_decision, standing_head
from ewloe_desktop.services.drafting import current_revision
from ewloe_desktop.services.drawings import require_drawing
from ewloe_desktop.services.keys import open_key
from ewloe_desktop.services.minor_changes import keep_minor, readers_of_the_text_before, require_minor
from ewloe_desktop.services.people import require_present
from ewloe_desktop.services.policies import label
from ewloe_desktop.services.sheet_facts import governors_block, sign_for_governors, sign_for_head
from ewloe_desktop.services.signers import clock_warning, governors_in_post, who_can_sign
from ewloe_desktop.services.standing import allow, fetch, held, local_day, terms_of, today
from ewloe_desktop.storage.acts import Act, declare
from ewloe_desktop.storage.documents import Document
from ewloe_desktop.storage.people import Person, SigningKey
from ewloe_desktop.storage.policies import Policy, Revision
from ewloe_desktop.storage.search import fold, forget_policy, index_revision


def prepare_signing(session: Session, actor: Actor, revision_id: str, body: Body) -> SigningFacts:
    """What the ceremony shows before anybody signs: who can, the declaration, the dates that bind."""
    allow(session, actor, Action.READ)
    revision = fetch(session, Revision, revision_id)
    policy = fetch(session, Policy, revision.policy_id)
    wanted, rule = _WAITING[body]
    require_state(State(revision.state), wanted, rule)
    head = standing_head(session, revision_id)
    version, said = declaration(body, RevisionKind(revision.kind))
    return SigningFacts(
        revision_id=revision.id,
        seen=revision.version,
        policy_title=revision.title,
        label=label(revision),
        body=body,
        signers=who_can_sign(session, body, head.person_id if head else ""),
        declaration_version=version,
        declaration=said,
        settled_on=_settled_on(revision),
        head_signed_on=date.fromisoformat(head.declared_on) if head else None,
        governors_in_post=governors_in_post(session),
        cycle_months=policy.cycle_months,
        clock_warning=clock_warning(session),
        readers=readers_of_the_text_before(session, revision) if body is Body.HEAD else 0,
    )


_WAITING = {
    Body.HEAD: (State.WITH_HEAD, "not_with_head"),
    Body.GOVERNORS: (State.WITH_GOVERNORS, "head_first"),
}


def declaration(body: Body, kind: RevisionKind) -> tuple[str, str]:
    """The words somebody signs, and their version."""
    key = f"{body.value}_{kind.value}" if kind in (RevisionKind.NO_CHANGE, RevisionKind.RETIREMENT) else body.value
    said = words("declarations")
    return f"{key}/{said['version']}", said[key]


def _settled_on(revision: Revision) -> date:
    return local_day(revision.settled_at or revision.drafted_at)


def approve_revision(session: Session, actor: Actor, revision_id: str, seen: int, answer: HeadAnswer) -> Receipt:
    """The head teacher approves a settled text: decision, signature and signed sheet in one act, or nothing."""
    revision = fetch(session, Revision, revision_id, seen)
    policy = fetch(session, Policy, revision.policy_id)
    require_state(State(revision.state), State.WITH_HEAD, "not_with_head")
    if not answer.read_to_end:
        raise RuleBroken("read_first")
    person = require_present(session, answer.signer_id)
    require(Action.APPROVE_AS_HEAD, held(session, person.id))
    require_declared(answer.declared_on, today(session), _settled_on(revision))
    if answer.minor:
        require_minor(revision)
    signing = _signing(session, actor, person, Office.HEAD, Body.HEAD, revision, answer)
    facts = _facts(policy, revision, signing) | {"body": Body.HEAD.value, "outcome": "approved"}
    facts |= {"minor": True} if answer.minor else {}
    act = declare(session, "head_approved", facts, subject=policy.id, signer=signing.key, uuid=ceremony_uuid(session))
    sheet = sign_for_head(session, policy, revision, signing, act)
    keep_decision(session, revision, signing, act, sheet, body=Body.HEAD, outcome="approved")
    revision.state = State.WITH_GOVERNORS.value
    if answer.minor:
        keep_minor(session, revision, person.id, act)
    session.flush()
    return replace(_receipt(policy, revision, signing, act, sheet.id, "governors", None), minor=answer.minor)


def ceremony_uuid(session: Session) -> str:
    """The uuid noted before the ceremony, so that a next start can say whether it was recorded."""
    return str(session.info.get("ceremony", ""))


def _signing(
    session: Session,
    actor: Actor,
    person: Person,
    office: Office,
    body: Body,
    revision: Revision,
    answer: HeadAnswer | GovernorsAnswer,
) -> Signing:
    version, said = declaration(body, RevisionKind(revision.kind))
    if answer.declaration_version != version:
        raise RuleBroken("declaration_changed")
    require_drawing(answer.drawn_png)
    key = open_key(session, person.id, answer.password)
    key_row = fetch(session, SigningKey, key.key_id)
    return Signing(
        person_id=person.id,
        name=person.name,
        office=office,
        key=key,
        key_row=key_row,
        declared_on=answer.declared_on,
        declaration_version=version,
        declaration=said,
        method="drawn" if answer.drawn_png else "typed",
        drawn_png=answer.drawn_png,
        signed_in_as=actor.person_id,
    )


def _facts(policy: Policy, revision: Revision, signing: Signing) -> dict[str, object]:
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
    }


def _receipt(
    policy: Policy, revision: Revision, signing: Signing, act: Act, sheet_id: str, then: str, review: date | None
) -> Receipt:
    return Receipt(
        act=act.seq,
        code=act.code,
        at=act.at,
        declared_on=signing.declared_on,
        signer=signing.name,
        office=signing.office.value,
        what=f"{revision.title}, {label(revision)}",
        sheet_id=sheet_id,
        next_step=then,
        next_review=review,
    )


def decide_for_governors(
    session: Session, actor: Actor, revision_id: str, seen: int, answer: GovernorsAnswer
) -> Receipt:
    """Records and signs the governing body's approval; the revision comes into force and the one before ends."""
    revision = fetch(session, Revision, revision_id, seen)
    policy = fetch(session, Policy, revision.policy_id)
    require_state(State(revision.state), State.WITH_GOVERNORS, "head_first")
    if not answer.read_to_end:
        raise RuleBroken("read_first")
    meeting, office = checked_meeting(session, revision, answer.signer_id, answer.capacity, answer.meeting)
    require_declared(answer.declared_on, today(session), meeting.on)
    retiring = revision.kind == RevisionKind.RETIREMENT.value
    due = None if retiring else next_review(meeting.on, answer.cycle_months, answer.review_on, answer.review_reason)
    person = require_present(session, answer.signer_id)
    signing = _signing(session, actor, person, office, Body.GOVERNORS, revision, answer)
    head = standing_head(session, revision_id)
    if head is None:
        raise RuleBroken("head_first")
    require_other_signer(head.person_id, head.key_id, person.id, signing.key.key_id)
    facts = _facts(policy, revision, signing) | _meeting_facts(meeting, answer.capacity)
    facts |= {"body": Body.GOVERNORS.value, "outcome": "approved", "review_due": due.isoformat() if due else None}
    act = declare(
        session, "governors_approved", facts, subject=policy.id, signer=signing.key, uuid=ceremony_uuid(session)
    )
    about = {"kind": revision.kind, "head_declared_on": date.fromisoformat(head.declared_on)}
    block = governors_block(session, signing, act, meeting, answer, due, **about)  # type: ignore[arg-type]
    sheet = sign_for_governors(session, revision, signing, act, block)
    _keep(session, revision, signing, act, sheet, meeting, answer, due)
    _bring_into_force(session, policy, revision, meeting.on, due, answer)
    session.flush()
    return _receipt(policy, revision, signing, act, sheet.id, "retired" if retiring else "in_force", due)


def _keep(
    session: Session,
    revision: Revision,
    signing: Signing,
    act: Act,
    sheet: Document,
    meeting: Meeting,
    answer: GovernorsAnswer,
    due: date | None,
) -> None:
    keep_decision(
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


def checked_meeting(
    session: Session, revision: Revision, signer_id: str, capacity: Capacity, meeting: Meeting
) -> tuple[Meeting, Office]:
    """The meeting with its quorum, and the office the signer signs in; RuleBroken for either."""
    person = require_present(session, signer_id)
    head = standing_head(session, revision.id)
    if head is not None and head.person_id == person.id:
        raise RuleBroken("same_person")
    office = require_capacity(capacity, terms_of(session, person.id), bool(person.paid), today(session))
    needed = require_meeting(meeting, today(session), _settled_on(revision))
    return replace(meeting, quorum=needed), office


def _meeting_facts(meeting: Meeting, capacity: Capacity) -> dict[str, object]:
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
    }


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
