"""From the register's rows to the facts of an approval sheet, and the sheet signed and kept."""

import hashlib
from dataclasses import replace
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from ewloe_desktop.documents.approval_facts import (
    GovernorsBlock,
    HeadBlock,
    Proof,
    SchoolHeading,
    SheetFacts,
)
from ewloe_desktop.documents.words import day as written
from ewloe_desktop.documents.words import words
from ewloe_desktop.domain.approvals import GovernorsAnswer, Meeting
from ewloe_desktop.domain.policies import RevisionKind
from ewloe_desktop.domain.text import clean, clean_lines
from ewloe_desktop.services.decisions import Signing, standing_head
from ewloe_desktop.services.policies import label
from ewloe_desktop.services.policy_control import control_facts, control_rows
from ewloe_desktop.services.school import register_code
from ewloe_desktop.services.standing import day, fetch, names_of, now, school, stamp
from ewloe_desktop.services.stored_blocks import stored_blocks
from ewloe_desktop.storage.acts import Act
from ewloe_desktop.storage.documents import Document
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
    from ewloe_desktop.documents.signing import SignerKey, seal_head, sign_head

    proof = Proof(school(session).id, act.seq, act.mark)
    head = _head_block(session, signing, act)
    sheet = approval_sheet(sheet_facts(session, policy, revision, head=head, proof=proof, made_by=signing.made_by))
    key = SignerKey(signing.key.private, signing.key.certificate_der)
    if signing.ink is not None:
        pdf = seal_head(sheet, key, head, act.at)
    else:
        pdf = sign_head(sheet, key, signing.name, words("office")[signing.office_named], act.at)
    return keep_sheet(session, revision, pdf, signing, act, signatures=1)


def _head_block(session: Session, signing: Signing, act: Act) -> HeadBlock:
    return HeadBlock(
        name=signing.name,
        office=signing.office_named,
        declared_on=signing.declared_on,
        signed_at=act.at,
        declaration=signing.declaration,
        method=signing.method,
        key_confirmed=signing.key_row.status == "confirmed",
        enrolled_by=_name(session, signing.key_row.enrolled_by),
        drawn_png=signing.drawn_png,
        ink=signing.ink,
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
        made_by=signing.key.person_id,
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
        ink=signing.ink,
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
