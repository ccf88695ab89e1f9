"""Confirming a sheet that was signed in ink: a second person's own password makes a decision of what was filed."""

from dataclasses import replace
from datetime import date

from sqlalchemy.orm import Session

from ewloe_desktop.documents.approval_facts import InkSigned
from ewloe_desktop.domain.approvals import Body, Receipt, require_state
from ewloe_desktop.domain.errors import RuleBroken
from ewloe_desktop.domain.papers import (
    PaperConfirm,
    PaperState,
    require_other_hand,
    require_other_side,
    require_waiting,
)
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
)
from ewloe_desktop.services.decisions import Signing, standing_head
from ewloe_desktop.services.keys import open_key
from ewloe_desktop.services.minor_changes import require_minor
from ewloe_desktop.services.paper_facts import governors_answer, kept_about
from ewloe_desktop.services.paper_sheets import superseded
from ewloe_desktop.services.paper_signers import head_signed, require_side
from ewloe_desktop.services.people import require_present
from ewloe_desktop.services.standing import fetch, held, names_of, stamp
from ewloe_desktop.storage.acts import Act, declare
from ewloe_desktop.storage.papers import PaperFiling
from ewloe_desktop.storage.people import Person, SigningKey
from ewloe_desktop.storage.policies import Policy, Revision


def confirm_paper(session: Session, actor: Actor, filing_id: str, seen: int, answer: PaperConfirm) -> Receipt:
    """The clerk, the chair or the head, who did not file it, confirms a sheet: from now on its decision counts."""
    row = fetch(session, PaperFiling, filing_id, seen)
    revision = fetch(session, Revision, row.revision_id)
    require_waiting(PaperState(row.state))
    confirmer = require_present(session, answer.signer_id)
    require(Action.CONFIRM_PAPER, held(session, confirmer.id))
    require_other_hand(row.filed_by, confirmer.id)
    head = head_signed(session, revision) if row.body == Body.GOVERNORS.value else None
    if head is not None:
        require_other_side(head[0], confirmer.id)
    gone = superseded(session, revision, row.sheet_act)
    if gone:
        raise RuleBroken("sheet_superseded", facts={"why": gone})
    minor = _minor(row, revision, answer)
    person, office = require_side(session, revision, row)
    signing = _signing(session, actor, row, revision, person, office, answer)
    if row.body == Body.HEAD.value:
        act, receipt, decision = _head(session, row, revision, signing, minor)
    else:
        act, receipt, decision = _governors(session, row, revision, signing)
    row.state, row.answered_by, row.answered_at = PaperState.CONFIRMED.value, confirmer.id, stamp(act.at)
    row.key_id, row.decision_id = signing.key.key_id, decision
    session.flush()
    return receipt


def _minor(row: PaperFiling, revision: Revision, answer: PaperConfirm) -> bool:
    """Whether earlier readings still count: the paper says so, or the head who signed it and confirms it now."""
    if answer.minor and (row.body != Body.HEAD.value or answer.signer_id != row.signer_id):
        raise RuleBroken("minor_by_head")
    if answer.minor:
        require_minor(revision)
    return answer.minor or bool(kept_about(row).get("minor"))


def _signing(
    session: Session,
    actor: Actor,
    row: PaperFiling,
    revision: Revision,
    person: Person,
    office: Office,
    answer: PaperConfirm,
) -> Signing:
    version, said = declaration(Body(row.body), RevisionKind(revision.kind))
    key = open_key(session, answer.signer_id, answer.password)
    names = names_of(session, {row.filed_by, answer.signer_id})
    return Signing(
        person_id=person.id,
        name=person.name,
        office=office,
        key=key,
        key_row=fetch(session, SigningKey, key.key_id),
        declared_on=date.fromisoformat(row.signed_on),
        declaration_version=version,
        declaration=said,
        method="ink",
        drawn_png=None,
        signed_in_as=actor.person_id,
        ink=InkSigned(
            names.get(row.filed_by, ""), names.get(answer.signer_id, ""), row.kept_at, row.scan_id is not None
        ),
        acting=Body(row.body) is Body.HEAD and acts_as_head(session, person.id),
    )


def _about(row: PaperFiling) -> dict[str, object]:
    """What the act says of the paper, beside the decision."""
    return {
        "filing": row.id,
        "person": row.signer_id,
        "filed_by": row.filed_by,
        "sheet_act": row.sheet_act,
        "compared": row.compared,
        "kept_at": row.kept_at,
    }


def _head(
    session: Session, row: PaperFiling, revision: Revision, signing: Signing, minor: bool
) -> tuple[Act, Receipt, str]:
    policy = fetch(session, Policy, revision.policy_id)
    require_state(State(revision.state), State.WITH_HEAD, "not_with_head")
    facts = decision_facts(policy, revision, signing, Body.HEAD) | _about(row) | ({"minor": True} if minor else {})
    act = declare(session, "paper_confirmed", facts, subject=policy.id, signer=signing.key, uuid=ceremony_uuid(session))
    decision, receipt = head_decided(session, policy, revision, signing, act, minor=minor)
    return act, receipt, decision.id


def _governors(session: Session, row: PaperFiling, revision: Revision, signing: Signing) -> tuple[Act, Receipt, str]:
    policy = fetch(session, Policy, revision.policy_id)
    require_state(State(revision.state), State.WITH_GOVERNORS, "head_first")
    head = standing_head(session, revision.id)
    if head is None:
        raise RuleBroken("head_first")
    answer = governors_answer(row)
    person = fetch(session, Person, row.signer_id)
    meeting, _ = checked_meeting(session, revision, person, answer.capacity, answer.meeting, signing.declared_on)
    answer = replace(answer, meeting=meeting)
    facts = decision_facts(policy, revision, signing, Body.GOVERNORS) | _about(row)
    facts |= meeting_facts(meeting, answer.capacity, review_due(revision, answer))
    act = declare(session, "paper_confirmed", facts, subject=policy.id, signer=signing.key, uuid=ceremony_uuid(session))
    decision, receipt = governors_decided(session, policy, revision, signing, act, head, answer)
    return act, receipt, decision.id
