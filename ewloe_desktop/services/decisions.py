"""What every ceremony keeps: the decision, the signature under it, and both as they stand with corrections."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import case, select
from sqlalchemy.orm import Session

from ewloe_desktop.documents.approval_facts import InkSigned
from ewloe_desktop.documents.words import day as written
from ewloe_desktop.documents.words import words
from ewloe_desktop.domain.approvals import Body, DecisionFacts, Meeting
from ewloe_desktop.domain.people import Action, Actor, Office
from ewloe_desktop.domain.text import clean
from ewloe_desktop.services.acting import ACTING, CAPACITY
from ewloe_desktop.services.moving import review_of
from ewloe_desktop.services.standing import allow, day, stamp
from ewloe_desktop.storage.acts import Act
from ewloe_desktop.storage.approvals import Correction, Decision, Signature
from ewloe_desktop.storage.documents import Document
from ewloe_desktop.storage.people import SigningKey
from ewloe_desktop.storage.policies import Revision
from ewloe_desktop.storage.signing_keys import OpenKey


@dataclass(frozen=True, slots=True)
class Signing:
    """Somebody signing now: who, in which office, with which key, over which words."""

    person_id: str
    name: str
    office: Office
    key: OpenKey
    key_row: SigningKey
    declared_on: date
    declaration_version: str
    declaration: str
    method: str
    drawn_png: bytes | None
    signed_in_as: str
    ink: InkSigned | None = None  # the person signed on paper; the key is then of whoever confirms it
    acting: bool = False  # stands in for the head teacher

    @property
    def office_named(self) -> str:
        """The office as the sheet names it."""
        return ACTING if self.acting else self.office.value

    @property
    def made_by(self) -> str:
        """Whose hand the sheet is made by now."""
        return self.ink.confirmed_by if self.ink else self.name


@dataclass(frozen=True, slots=True)
class StandingHead:
    """The head teacher's approval that has not lapsed."""

    decision_id: str
    person_id: str
    key_id: str  # "" when signed in ink: the key under it is then somebody else's
    declared_on: str
    sheet_id: str | None


def standing_head(session: Session, revision_id: str) -> StandingHead | None:
    """The head teacher's approval of a revision, unless a return made it lapse."""
    query = (
        select(
            Decision.id,
            Decision.person_id,
            case((Signature.method == "ink", ""), else_=Signature.key_id),
            Decision.declared_on,
            Signature.sheet_id,
        )
        .join(Signature, Signature.decision_id == Decision.id)
        .where(Decision.revision_id == revision_id, Decision.body == Body.HEAD.value)
        .where(Decision.outcome == "approved", Decision.lapsed_by_act.is_(None))
        .order_by(Decision.act.desc())
        .limit(1)
    )
    row = session.execute(query).first()
    return StandingHead(*row) if row else None


def on_paper(session: Session, decisions: Sequence[Decision]) -> frozenset[str]:
    """The ids of those decisions that were signed in ink."""
    ids = [decision.id for decision in decisions]
    query = select(Signature.decision_id).where(Signature.method == "ink", Signature.decision_id.in_(ids))
    return frozenset(session.scalars(query)) if ids else frozenset()


def keep_decision(
    session: Session,
    revision: Revision,
    signing: Signing,
    act: Act,
    sheet: Document | None,
    *,
    body: Body,
    outcome: str,
    capacity: str = "",
    reason: str = "",
    meeting: Meeting | None = None,
    review_due: date | None = None,
    review_cycle: int | None = None,
    review_reason: str = "",
) -> Decision:
    """Keeps a decision and the signature under it."""
    decision = Decision(
        revision_id=revision.id,
        body=body.value,
        outcome=outcome,
        person_id=signing.person_id,
        person_name=signing.name,
        office=signing.office.value,
        capacity=capacity,
        declared_on=signing.declared_on.isoformat(),
        recorded_at=stamp(act.at),
        reason=reason,
        review_due=review_due.isoformat() if review_due else None,
        review_cycle=review_cycle,
        review_reason=review_reason,
        act=act.seq,
        **_meeting_columns(meeting),
    )
    session.add(decision)
    session.flush()
    session.add(_signature(session, revision, signing, act, decision, sheet))
    session.flush()
    return decision


def _meeting_columns(meeting: Meeting | None) -> dict[str, object]:
    if meeting is None:
        return {}
    return {
        "forum": meeting.forum.value,
        "committee": clean(meeting.committee),
        "delegation_minute": clean(meeting.delegation_minute),
        "meeting_on": meeting.on.isoformat(),
        "minute": clean(meeting.minute),
        "present": meeting.present,
        "in_post": meeting.in_post,
        "quorum": meeting.quorum,
    }


def _signature(
    session: Session, revision: Revision, signing: Signing, act: Act, decision: Decision, sheet: Document | None
) -> Signature:
    original = session.get(Document, revision.original_id) if revision.original_id else None
    return Signature(
        decision_id=decision.id,
        person_id=signing.person_id,
        key_id=signing.key.key_id,
        method=signing.method,
        declaration_version=signing.declaration_version,
        declaration=signing.declaration,
        text_digest=revision.text_digest,
        original_sha256=original.sha256 if original else None,
        sheet_id=sheet.id if sheet else None,
        drawn_png=signing.drawn_png,
        key_status=signing.key_row.status,
        signed_at=stamp(act.at),
        signed_in_as=signing.signed_in_as,
    )


def list_decisions(session: Session, actor: Actor, revision_id: str) -> tuple[DecisionFacts, ...]:
    """The decisions on a revision as they stand with their corrections."""
    allow(session, actor, Action.READ)
    query = select(Decision).where(Decision.revision_id == revision_id).order_by(Decision.act)
    return tuple(_decision_facts(session, row) for row in session.scalars(query))


def corrected(session: Session, decision: Decision) -> tuple[dict[str, str], tuple[str, ...]]:
    """The newest value of every corrected field, and each correction in words."""
    query = select(Correction).where(Correction.decision_id == decision.id).order_by(Correction.act)
    rows = list(session.scalars(query))
    values = {row.field: row.new for row in rows}
    return values, tuple(_correction_line(decision, row) for row in rows)


def _correction_line(decision: Decision, row: Correction) -> str:
    said = words("corrections")
    line = said["line"].format(
        field=said[row.field], old=_shown(row.field, row.old), new=_shown(row.field, row.new), reason=row.reason
    )
    if row.field != "meeting_on" or decision.body != Body.GOVERNORS.value or decision.outcome != "approved":
        return line
    on = date.fromisoformat(row.new)
    due = review_of(decision, on)
    moved = said["moved_review"].format(due=written(due)) if due is not None else ""
    return f"{line} {said['moved'].format(on=written(on))} {moved}".strip()


def _shown(field: str, fact: str) -> str:
    """A day in words; every other fact as it is."""
    return written(date.fromisoformat(fact)) if field in ("meeting_on", "declared_on") and fact else fact


def _decision_facts(session: Session, row: Decision) -> DecisionFacts:
    values, told = corrected(session, row)

    def text(name: str) -> str:
        kept = getattr(row, name)
        return values.get(name, "" if kept is None else str(kept))

    return DecisionFacts(
        id=row.id,
        seen=row.version,
        body=Body(row.body),
        outcome=row.outcome,
        person=text("person_name"),
        office=ACTING if row.capacity == CAPACITY else row.office,
        declared_on=date.fromisoformat(text("declared_on")),
        meeting_on=day(text("meeting_on")),
        minute=text("minute"),
        present=int(text("present")) if text("present") else None,
        in_post=int(text("in_post")) if text("in_post") else None,
        review_due=review_of(row, day(text("meeting_on"))),
        reason=row.reason,
        lapsed=row.lapsed_by_act is not None,
        corrections=told,
    )
