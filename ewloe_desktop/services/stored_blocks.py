"""Both decisions about a revision as they stand, read back for a sheet made again, a booklet's cover or a pack."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from ewloe_desktop.documents.approval_facts import GovernorsBlock, HeadBlock, InkSigned, Proof
from ewloe_desktop.domain.approvals import Body
from ewloe_desktop.domain.policies import RevisionKind
from ewloe_desktop.services.acting import ACTING, CAPACITY
from ewloe_desktop.services.decisions import corrected
from ewloe_desktop.services.moving import review_of
from ewloe_desktop.services.standing import day, moment, names_of, school
from ewloe_desktop.storage.approvals import Decision, Signature
from ewloe_desktop.storage.journal import Event
from ewloe_desktop.storage.papers import PaperFiling
from ewloe_desktop.storage.people import SigningKey
from ewloe_desktop.storage.policies import Revision


def stored_blocks(
    session: Session, revision: Revision
) -> tuple[HeadBlock | None, GovernorsBlock | None, tuple[str, ...]]:
    """Both decisions as they stand with their corrections, for a sheet made again and for the booklet's cover."""
    head: HeadBlock | None = None
    governors: GovernorsBlock | None = None
    told: list[str] = []
    query = (
        select(Decision, Signature, SigningKey, Event.mark, PaperFiling)
        .join(Signature, Signature.decision_id == Decision.id)
        .join(SigningKey, SigningKey.id == Signature.key_id)
        .join(Event, Event.seq == Decision.act)
        .outerjoin(PaperFiling, PaperFiling.decision_id == Decision.id)
        .where(Decision.revision_id == revision.id, Decision.outcome == "approved", Decision.lapsed_by_act.is_(None))
        .order_by(Decision.act)
    )
    for decision, signature, key, mark, filing in session.execute(query):
        values, lines = corrected(session, decision)
        told.extend(lines)
        enrolled_by = names_of(session, {key.enrolled_by}).get(key.enrolled_by, "")
        ink = _ink(session, filing) if filing is not None else None
        if decision.body == Body.HEAD.value:
            head = replace(_stored_head(decision, signature, values, enrolled_by), ink=ink)
        else:
            proof = Proof(school(session).id, decision.act, mark)
            block = _stored_governors(decision, signature, values, enrolled_by, proof, revision.kind)
            governors = replace(block, ink=ink)
    if head is not None and governors is not None:
        governors = replace(governors, before_head=governors.meeting_on < head.declared_on)
    return head, governors, tuple(told)


def _ink(session: Session, filing: PaperFiling) -> InkSigned:
    names = names_of(session, {filing.filed_by, filing.answered_by or ""})
    filed_by, confirmed_by = names.get(filing.filed_by, ""), names.get(filing.answered_by or "", "")
    return InkSigned(filed_by, confirmed_by, filing.kept_at, filing.scan_id is not None)


def _stored_head(decision: Decision, signature: Signature, values: Mapping[str, str], enrolled_by: str) -> HeadBlock:
    return HeadBlock(
        name=values.get("person_name", decision.person_name),
        office=ACTING if decision.capacity == CAPACITY else decision.office,
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
