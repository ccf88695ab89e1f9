"""The approval pack of a revision: what a meeting needs to read before it decides."""

from dataclasses import replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from ewloe_desktop.documents.approval_facts import Proof, SheetFacts
from ewloe_desktop.domain.approvals import Body
from ewloe_desktop.domain.people import Action, Actor
from ewloe_desktop.domain.policies import RevisionKind
from ewloe_desktop.domain.text import from_canonical
from ewloe_desktop.services.change_sentences import change_sentences
from ewloe_desktop.services.comparing import compare
from ewloe_desktop.services.photo_sheets import made_file
from ewloe_desktop.services.policies import label
from ewloe_desktop.services.sheet_facts import sheet_facts, sheet_name
from ewloe_desktop.services.sheets import StoredFile, settling_proof
from ewloe_desktop.services.site_sheet_facts import proof_of
from ewloe_desktop.services.standing import allow, fetch
from ewloe_desktop.services.stored_blocks import stored_blocks
from ewloe_desktop.storage.approvals import Decision
from ewloe_desktop.storage.policies import Policy, Revision

_SAME_WORDS = (RevisionKind.NO_CHANGE.value, RevisionKind.RETIREMENT.value)


def approval_pack(session: Session, actor: Actor, revision_id: str) -> StoredFile:
    """The sheet as it stands, what changed since the text before, and the whole text, in one file."""
    from ewloe_desktop.documents.approval_pack import PackFacts
    from ewloe_desktop.documents.approval_pack import approval_pack as make

    allow(session, actor, Action.PRINT)
    revision = fetch(session, Revision, revision_id)
    text = from_canonical(revision.text)
    before = fetch(session, Revision, revision.replaces_id) if revision.replaces_id else None
    changes: tuple[str, ...] = ()
    if before is not None and revision.kind not in _SAME_WORDS:
        changes = change_sentences(compare(from_canonical(before.text), text))
    sheet = _sheet(session, actor, revision)
    pdf = make(PackFacts(sheet, label(before) if before else "", changes, text))
    return made_file(sheet_name(revision, "approval_pack").removesuffix(".pdf"), "", pdf)


def _sheet(session: Session, actor: Actor, revision: Revision) -> SheetFacts:
    """What the revision's sheet says now, with whatever was signed on it so far."""
    policy = fetch(session, Policy, revision.policy_id)
    head, governors, corrections = stored_blocks(session, revision)
    proof = _head_proof(session, revision) if head else settling_proof(session, policy.id, revision.id)
    facts = sheet_facts(session, policy, revision, head=head, proof=proof, made_by=actor.name)
    if head is not None:  # the sheet that is kept, not one more
        stem, _, number = facts.sheet_no.rpartition("-A")
        facts = replace(facts, sheet_no=f"{stem}-A{int(number) - 1}")
    return replace(facts, governors=governors, corrections=corrections)


def _head_proof(session: Session, revision: Revision) -> Proof | None:
    query = select(Decision.act).where(Decision.revision_id == revision.id, Decision.body == Body.HEAD.value)
    act = session.scalar(query.where(Decision.lapsed_by_act.is_(None)).order_by(Decision.act.desc()).limit(1))
    return proof_of(session, act) if act is not None else None
