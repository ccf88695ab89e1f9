"""From the register's rows to the facts of an approval sheet, and the sheet signed and kept."""

import hashlib
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from ewloe_desktop.documents.approval_facts import GovernorsBlock, HeadBlock, Proof, SchoolHeading, SheetFacts
from ewloe_desktop.documents.words import day as written
from ewloe_desktop.documents.words import words
from ewloe_desktop.domain.approvals import Body, GovernorsAnswer, Meeting
from ewloe_desktop.domain.policies import RevisionKind
from ewloe_desktop.domain.text import clean, clean_lines
from ewloe_desktop.services.decisions import Signing, corrected, standing_head
from ewloe_desktop.services.moving import review_of
from ewloe_desktop.services.policies import label
from ewloe_desktop.services.policy_control import control_facts, control_rows
from ewloe_desktop.services.school import register_code
from ewloe_desktop.services.standing import day, fetch, moment, names_of, now, school, stamp
from ewloe_desktop.storage.acts import Act
from ewloe_desktop.storage.approvals import Decision, Signature
from ewloe_desktop.storage.documents import Document
from ewloe_desktop.storage.journal import Event
from ewloe_desktop.storage.people import SigningKey
from ewloe_desktop.storage.policies import Policy, Revision

SHEET = "approval_sheet"
PDF = "application/pdf"


def school_heading(session: Session) -> SchoolHeading:
    """The school as it stands at the head of a sheet."""
    row = school(session)
    return SchoolHeading(row.name, row.name_cy, row.council, row.crest, bool(row.demonstration))


def sheet_facts(
    session: Session, policy: Policy, revision: Revision, *, head: HeadBlock | None, proof: Proof | None, made_by: str
) -> SheetFacts:
    """Everything the page itself says about a revision."""
    original = fetch(session, Document, revision.original_id) if revision.original_id else None
    replaced = fetch(session, Revision, revision.replaces_id) if revision.replaces_id else None
    said = words("labels")
    return SheetFacts(
        school=school_heading(session),
        title=revision.title,
        reference=policy.reference,
        label=label(revision),
        edition=revision.edition,
        pages=original.pages if original else 0,
        replaces=label(replaced) if replaced else "",
        what_changed=revision.change_summary or said.get(f"changed_{revision.kind}", said["changed_first"]),
        control=control_rows(control_facts(session, policy.id)),
        text_digest=revision.text_digest,
        original_sha256=original.sha256 if original else None,
        review_words=_review_words(policy, revision),
        head=head,
        proof=proof,
        made_at=now(session),
        made_by=made_by,
        sheet_no=_sheet_no(session, policy, revision),
        kind=revision.kind,
    )


def _review_words(policy: Policy, revision: Revision) -> str:
    said = words("labels")
    due = day(policy.review_due)
    if revision.kind == RevisionKind.FOUND.value and policy.review_never_set and due is not None:
        return said["review_found"].format(due=written(due))
    return said[f"review_{policy.cycle_months}"]


def _sheet_no(session: Session, policy: Policy, revision: Revision) -> str:
    query = (
        select(func.count()).select_from(Document).where(Document.revision_id == revision.id, Document.kind == SHEET)
    )
    count = (session.scalar(query) or 0) + 1
    short = revision.kind if revision.kind in ("retirement", "found") else "draft"
    part = f"R{revision.number}" if revision.number is not None else words("labels")[f"{short}_short"]
    return f"{register_code(school(session).id)}-{policy.reference}-{part}-A{count}"


def sign_for_head(session: Session, policy: Policy, revision: Revision, signing: Signing, act: Act) -> Document:
    """Makes the sheet with the head teacher's block, has the head's key sign its field, and keeps it."""
    from ewloe_desktop.documents.approval_sheet import approval_sheet
    from ewloe_desktop.documents.signing import SignerKey, sign_head

    proof = Proof(school(session).id, act.seq, act.mark)
    facts = sheet_facts(
        session, policy, revision, head=_head_block(session, signing, act), proof=proof, made_by=signing.name
    )
    key = SignerKey(signing.key.private, signing.key.certificate_der)
    office = words("office")[signing.office.value]
    pdf = sign_head(approval_sheet(facts), key, signing.name, office, act.at)
    return keep_sheet(session, revision, pdf, signing, act, signatures=1)


def _head_block(session: Session, signing: Signing, act: Act) -> HeadBlock:
    return HeadBlock(
        name=signing.name,
        office=signing.office.value,
        declared_on=signing.declared_on,
        signed_at=act.at,
        declaration=signing.declaration,
        method=signing.method,
        key_confirmed=signing.key_row.status == "confirmed",
        enrolled_by=_name(session, signing.key_row.enrolled_by),
        drawn_png=signing.drawn_png,
    )


def _name(session: Session, person_id: str) -> str:
    return names_of(session, {person_id}).get(person_id, "")


def keep_sheet(
    session: Session, revision: Revision, pdf: bytes, signing: Signing, act: Act, *, signatures: int
) -> Document:
    """Keeps a sheet for ever; the one it follows stays, marked as followed."""
    from ewloe_desktop.documents.preview import page_count

    document = Document(
        kind=SHEET,
        name=sheet_name(revision),
        media_type=PDF,
        content=pdf,
        sha256=hashlib.sha256(pdf).digest(),
        size=len(pdf),
        pages=page_count(pdf),
        revision_id=revision.id,
        signatures=signatures,
        made_at=stamp(act.at),
        made_by=signing.person_id,
    )
    session.add(document)
    session.flush()
    query = select(Document).where(Document.revision_id == revision.id, Document.kind == SHEET)
    for earlier in session.scalars(query.where(Document.id != document.id, Document.replaced_by.is_(None))):
        earlier.replaced_by = document.id
    return document


def sheet_name(revision: Revision, part: str = "approval_sheet") -> str:
    """The name a sheet is saved under: no letter that a file name cannot hold."""
    said = words("labels")
    name = f"{revision.title} - {label(revision)} - {said[f'file_{part}']}"
    kept = "".join(c if c.isalnum() or c in " -_().'’" else "_" for c in name)
    return f"{kept[:150].strip()}.pdf"


def governors_block(
    session: Session,
    signing: Signing,
    act: Act,
    meeting: Meeting,
    answer: GovernorsAnswer,
    due: date | None,
    *,
    kind: str,
    head_declared_on: date,
) -> GovernorsBlock:
    """The governing body's whole block, as it is drawn when its signer signs."""
    retiring = kind == RevisionKind.RETIREMENT.value
    return GovernorsBlock(
        forum=meeting.forum.value,
        meeting_on=meeting.on,
        minute=clean(meeting.minute),
        present=meeting.present,
        in_post=meeting.in_post,
        signer_name=signing.name,
        capacity=answer.capacity.value,
        declared_on=signing.declared_on,
        signed_at=act.at,
        proof=Proof(school(session).id, act.seq, act.mark),
        quorum=meeting.quorum,
        committee=clean(meeting.committee),
        delegation_minute=clean(meeting.delegation_minute),
        next_review=due,
        review_cycle_months=answer.cycle_months if answer.review_on is None else None,
        review_reason=clean_lines(answer.review_reason) if answer.review_on else "",
        in_force_from=meeting.on,
        method=signing.method,
        key_confirmed=signing.key_row.status == "confirmed",
        enrolled_by=_name(session, signing.key_row.enrolled_by),
        drawn_png=signing.drawn_png,
        retirement=retiring,
        no_change=kind == RevisionKind.NO_CHANGE.value,
        before_head=meeting.on < head_declared_on,
    )


def sign_for_governors(
    session: Session, revision: Revision, signing: Signing, act: Act, block: GovernorsBlock
) -> Document:
    """Has the signer's own key sign the governing body's field of the head's stored sheet, and keeps the result."""
    from ewloe_desktop.documents.signing import SignerKey, sign_governors

    head = standing_head(session, revision.id)
    before = fetch(session, Document, head.sheet_id if head and head.sheet_id else "")
    key = SignerKey(signing.key.private, signing.key.certificate_der)
    pdf = sign_governors(before.content, key, block, act.at)
    return keep_sheet(session, revision, pdf, signing, act, signatures=2)


def corrected_sheet(session: Session, policy: Policy, revision: Revision, signing: Signing, act: Act) -> Document:
    """The sheet made again with the corrected facts and every correction named; the signed one stays."""
    from ewloe_desktop.documents.approval_sheet import approval_sheet

    head, governors, told = stored_blocks(session, revision)
    proof = Proof(school(session).id, act.seq, act.mark)
    facts = sheet_facts(session, policy, revision, head=head, proof=proof, made_by=signing.name)
    pdf = approval_sheet(replace(facts, governors=governors, corrections=told))
    return keep_sheet(session, revision, pdf, signing, act, signatures=0)


def stored_blocks(
    session: Session, revision: Revision
) -> tuple[HeadBlock | None, GovernorsBlock | None, tuple[str, ...]]:
    """Both decisions as they stand with their corrections, for a sheet made again and for the booklet's cover."""
    head: HeadBlock | None = None
    governors: GovernorsBlock | None = None
    told: list[str] = []
    query = (
        select(Decision, Signature, SigningKey, Event.mark)
        .join(Signature, Signature.decision_id == Decision.id)
        .join(SigningKey, SigningKey.id == Signature.key_id)
        .join(Event, Event.seq == Decision.act)
        .where(Decision.revision_id == revision.id, Decision.outcome == "approved", Decision.lapsed_by_act.is_(None))
        .order_by(Decision.act)
    )
    for decision, signature, key, mark in session.execute(query):
        values, lines = corrected(session, decision)
        told.extend(lines)
        enrolled_by = _name(session, key.enrolled_by)
        if decision.body == Body.HEAD.value:
            head = _stored_head(decision, signature, values, enrolled_by)
        else:
            proof = Proof(school(session).id, decision.act, mark)
            governors = _stored_governors(decision, signature, values, enrolled_by, proof, revision.kind)
    if head is not None and governors is not None:
        governors = replace(governors, before_head=governors.meeting_on < head.declared_on)
    return head, governors, tuple(told)


def _stored_head(decision: Decision, signature: Signature, values: Mapping[str, str], enrolled_by: str) -> HeadBlock:
    return HeadBlock(
        name=values.get("person_name", decision.person_name),
        office=decision.office,
        declared_on=date.fromisoformat(values.get("declared_on", decision.declared_on)),
        signed_at=moment(decision.recorded_at),
        declaration=signature.declaration,
        method=signature.method,
        key_confirmed=signature.key_status == "confirmed",
        enrolled_by=enrolled_by,
        drawn_png=signature.drawn_png,
    )


def _stored_governors(
    decision: Decision, signature: Signature, values: Mapping[str, str], enrolled_by: str, proof: Proof, kind: str
) -> GovernorsBlock:
    def said(name: str) -> Any:
        return values.get(name, getattr(decision, name))

    meeting_on = day(said("meeting_on")) or date.min
    return GovernorsBlock(
        forum=decision.forum,
        meeting_on=meeting_on,
        minute=said("minute"),
        present=int(said("present")),
        in_post=int(said("in_post")),
        signer_name=said("person_name"),
        capacity=decision.capacity,
        declared_on=date.fromisoformat(said("declared_on")),
        signed_at=moment(decision.recorded_at),
        proof=proof,
        quorum=decision.quorum,
        committee=decision.committee,
        delegation_minute=decision.delegation_minute,
        next_review=review_of(decision, meeting_on),
        review_cycle_months=decision.review_cycle,
        review_reason=decision.review_reason,
        in_force_from=meeting_on,
        method=signature.method,
        key_confirmed=signature.key_status == "confirmed",
        enrolled_by=enrolled_by,
        drawn_png=signature.drawn_png,
        retirement=kind == RevisionKind.RETIREMENT.value,
        no_change=kind == RevisionKind.NO_CHANGE.value,
    )
