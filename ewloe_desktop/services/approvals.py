"""The signing ceremonies: what is shown before, the head teacher's decision, the governing body's."""

from dataclasses import replace
from datetime import date

from sqlalchemy.orm import Session

from ewloe_desktop.domain.approvals import (
    Body,
    GovernorsAnswer,
    HeadAnswer,
    Receipt,
    SigningFacts,
    require_declared,
    require_other_signer,
    require_state,
)
from ewloe_desktop.domain.errors import RuleBroken
from ewloe_desktop.domain.people import Action, Actor, Office, require
from ewloe_desktop.domain.policies import RevisionKind, State
from ewloe_desktop.services.acting import acts_as_head
from ewloe_desktop.services.deciding import (
    ceremony_uuid,
    checked_meeting,
    decision_facts,
    declaration,
    governors_decided,
    head_decided,
    meeting_facts,
    review_due,
    settled_on,
)
from ewloe_desktop.services.decisions import Signing, standing_head
from ewloe_desktop.services.drawings import require_drawing
from ewloe_desktop.services.keys import open_key
from ewloe_desktop.services.minor_changes import readers_of_the_text_before, require_minor
from ewloe_desktop.services.people import require_present
from ewloe_desktop.services.policies import label
from ewloe_desktop.services.signers import clock_warning, governors_in_post, who_can_sign
from ewloe_desktop.services.standing import allow, fetch, held, today
from ewloe_desktop.storage.acts import declare
from ewloe_desktop.storage.people import Person, SigningKey
from ewloe_desktop.storage.policies import Policy, Revision


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
        settled_on=settled_on(revision),
        head_signed_on=date.fromisoformat(head.declared_on) if head else None,
        governors_in_post=governors_in_post(session),
        cycle_months=policy.cycle_months,
        clock_warning=clock_warning(session),
        own=actor.person_id if body is Body.HEAD else "",
        readers=readers_of_the_text_before(session, revision) if body is Body.HEAD else 0,
    )


_WAITING = {
    Body.HEAD: (State.WITH_HEAD, "not_with_head"),
    Body.GOVERNORS: (State.WITH_GOVERNORS, "head_first"),
}


def approve_revision(session: Session, actor: Actor, revision_id: str, seen: int, answer: HeadAnswer) -> Receipt:
    """The head teacher approves a settled text: decision, signature and signed sheet in one act, or nothing."""
    revision = fetch(session, Revision, revision_id, seen)
    policy = fetch(session, Policy, revision.policy_id)
    require_state(State(revision.state), State.WITH_HEAD, "not_with_head")
    if not answer.read_to_end:
        raise RuleBroken("read_first")
    person = require_present(session, answer.signer_id)
    require(Action.APPROVE_AS_HEAD, held(session, person.id))
    require_declared(answer.declared_on, today(session), settled_on(revision))
    if answer.minor:
        require_minor(revision)
    signing = _signing(session, actor, person, Office.HEAD, Body.HEAD, revision, answer)
    facts = decision_facts(policy, revision, signing, Body.HEAD)
    facts |= {"minor": True} if answer.minor else {}
    act = declare(session, "head_approved", facts, subject=policy.id, signer=signing.key, uuid=ceremony_uuid(session))
    return head_decided(session, policy, revision, signing, act, minor=answer.minor)[1]


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
        acting=body is Body.HEAD and acts_as_head(session, person.id),
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
    person = require_present(session, answer.signer_id)
    meeting, office = checked_meeting(session, revision, person, answer.capacity, answer.meeting)
    require_declared(answer.declared_on, today(session), meeting.on)
    answer = replace(answer, meeting=meeting)
    due = review_due(revision, answer)
    signing = _signing(session, actor, person, office, Body.GOVERNORS, revision, answer)
    head = standing_head(session, revision_id)
    if head is None:
        raise RuleBroken("head_first")
    require_other_signer(head.person_id, head.key_id, person.id, signing.key.key_id)
    facts = decision_facts(policy, revision, signing, Body.GOVERNORS) | meeting_facts(meeting, answer.capacity, due)
    act = declare(
        session, "governors_approved", facts, subject=policy.id, signer=signing.key, uuid=ceremony_uuid(session)
    )
    return governors_decided(session, policy, revision, signing, act, head, answer)[1]
