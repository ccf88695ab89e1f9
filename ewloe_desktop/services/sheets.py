"""Sheets: the stored ones as they were made, and unsigned ones made on the spot."""

import hashlib
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from ewloe_desktop.documents.approval_facts import Proof
from ewloe_desktop.domain.errors import NotFound
from ewloe_desktop.domain.people import Action, Actor
from ewloe_desktop.domain.policies import UNDER_WAY, RevisionKind, State
from ewloe_desktop.domain.text import from_canonical
from ewloe_desktop.services.policies import label
from ewloe_desktop.services.school import register_code
from ewloe_desktop.services.sheet_facts import (
    PDF,
    SHEET,
    school_heading,
    sheet_facts,
    sheet_name,
)
from ewloe_desktop.services.standing import allow, day, fetch, names_of, now, school
from ewloe_desktop.services.stored_blocks import stored_blocks
from ewloe_desktop.storage.documents import Document
from ewloe_desktop.storage.journal import Event
from ewloe_desktop.storage.people import Person
from ewloe_desktop.storage.policies import Policy, Revision


@dataclass(frozen=True, slots=True)
class StoredFile:
    """Bytes with the name they are saved under; id is "" for one made on the spot."""

    id: str
    name: str
    media_type: str
    content: bytes
    sha256: bytes


def read_document(session: Session, actor: Actor, document_id: str) -> StoredFile:
    """A stored file as it was kept."""
    allow(session, actor, Action.PRINT)
    row = fetch(session, Document, document_id)
    if row.kind in ("photo_evidence", "reading_evidence", "paper_scan"):  # their own services ask who may
        raise NotFound("document", document_id)
    return StoredFile(row.id, row.name, row.media_type, row.content, row.sha256)


def approval_sheet(session: Session, actor: Actor, revision_id: str) -> StoredFile:
    """The newest stored approval sheet of a revision, or an unsigned one with ink boxes made now."""
    allow(session, actor, Action.PRINT)
    revision = fetch(session, Revision, revision_id)
    query = select(Document).where(Document.revision_id == revision_id, Document.kind == SHEET)
    stored = session.scalars(query.where(Document.replaced_by.is_(None))).first()
    if stored is not None and revision.state != State.DRAFT.value:
        return StoredFile(stored.id, stored.name, stored.media_type, stored.content, stored.sha256)
    from ewloe_desktop.documents.approval_sheet import approval_sheet as make

    policy = fetch(session, Policy, revision.policy_id)
    settled = revision.state in {s.value for s in UNDER_WAY} or revision.kind == RevisionKind.FOUND.value
    proof = settling_proof(session, policy.id, revision.id) if settled else None
    pdf = make(sheet_facts(session, policy, revision, head=None, proof=proof, made_by=actor.name))
    return _made(sheet_name(revision), pdf)


def settling_proof(session: Session, policy_id: str, revision_id: str) -> Proof | None:
    """The act that put a revision before the head teacher, or kept it as found: an unsigned sheet's proof."""
    kinds = ("revision_settled", "no_change_started", "retirement_started", "policy_found")
    query = select(Event).where(Event.subject == policy_id, Event.kind.in_(kinds)).order_by(Event.seq.desc())
    for event in session.scalars(query):
        if revision_id.encode() in event.facts:
            return Proof(school(session).id, event.seq, event.mark)
    return None


def _made(name: str, pdf: bytes) -> StoredFile:
    return StoredFile("", name, PDF, pdf, hashlib.sha256(pdf).digest())


def booklet(session: Session, actor: Actor, revision_id: str) -> StoredFile:
    """The whole text as a booklet, with the approvals on its cover."""
    allow(session, actor, Action.PRINT)
    from ewloe_desktop.documents.policy_booklet import BookletFacts, policy_booklet

    revision = fetch(session, Revision, revision_id)
    policy = fetch(session, Policy, revision.policy_id)
    head, governors, _ = stored_blocks(session, revision)
    shown = revision.state in (State.IN_FORCE.value, State.SUPERSEDED.value, State.RETIRED.value)
    found = revision.kind == RevisionKind.FOUND.value
    due = governors.next_review if governors else day(policy.review_due)
    facts = BookletFacts(
        school=school_heading(session),
        title=revision.title,
        label=label(revision),
        text=from_canonical(revision.text),
        head=head,
        governors=governors,
        next_review=due if shown else None,
        proof=governors.proof if governors else None,
        made_at=now(session),
        made_by=actor.name,
        not_yet_approved=not shown,
        found=found,
    )
    return _made(sheet_name(revision, "booklet"), policy_booklet(facts))


def recovery_sheet(session: Session, actor: Actor, groups: tuple[str, ...]) -> StoredFile:
    """The school's recovery sheet; never kept in the register."""
    from ewloe_desktop.documents.recovery_sheet import recovery_sheet as make

    code = register_code(school(session).id)
    return _made(f"{code}.pdf", make(school_heading(session), code, groups, now(session)))


def key_card(session: Session, actor: Actor, person_id: str, code: str) -> StoredFile:
    """A person's own card with the recovery code; never kept in the register."""
    from ewloe_desktop.documents.key_card import key_card as make
    from ewloe_desktop.services.people import current_key

    person = fetch(session, Person, person_id)
    key = current_key(session, person_id)
    enrolled_by = names_of(session, {key.enrolled_by}).get(key.enrolled_by, "") if key else ""
    public = key.public_der if key else b""
    pdf = make(school_heading(session), person.name, code, public, enrolled_by, now(session))
    return _made(f"{register_code(school(session).id)} {person.name[:60]}.pdf", pdf)
