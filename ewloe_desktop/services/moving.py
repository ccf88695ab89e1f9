"""What a corrected meeting day moves with it: the day a text came into force, the day the one before ended, the review.

The review runs from the governing body's approval, so from the day that its meeting really had.
"""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from ewloe_desktop.domain.approvals import Body
from ewloe_desktop.domain.policies import RevisionKind, State
from ewloe_desktop.domain.reviews import require_moved, review_from
from ewloe_desktop.services.standing import day
from ewloe_desktop.storage.approvals import Decision
from ewloe_desktop.storage.policies import Policy, Revision


@dataclass(frozen=True, slots=True)
class Moved:
    """The day of the approval as it is now, the one before it, and the next review counted from it."""

    on: date
    was: date
    due: date | None

    def facts(self) -> dict[str, object]:
        """As the correction's act says it."""
        return {"in_force_from": self.on.isoformat(), "review_due": self.due.isoformat() if self.due else None}


def review_of(decision: Decision, meeting_on: date | None) -> date | None:
    """The next review that a governing body's decision set, counted from the meeting's day as it is known now."""
    return review_from(meeting_on, decision.review_cycle, day(decision.review_due))


def moved_by(session: Session, decision: Decision, revision: Revision, field: str, new: str) -> Moved | None:
    """What a correction moves, None for nothing; FieldsRefused where a text would be in force beside another."""
    approval = decision.body == Body.GOVERNORS.value and decision.outcome == "approved"
    was = day(revision.in_force_from)
    if field != "meeting_on" or not approval or decision.lapsed_by_act is not None or was is None:
        return None
    on = date.fromisoformat(new)
    moved = Moved(on, was, review_of(decision, on))
    before = _before(session, revision, was)
    require_moved(on, moved.due, day(before.in_force_from) if before else None, day(revision.ended_on))
    return moved


def move(session: Session, policy: Policy, revision: Revision, moved: Moved) -> None:
    """Puts the days of the text, of the one before it and of the policy where the corrected meeting puts them."""
    before = _before(session, revision, moved.was)
    if before is not None:
        before.ended_on = moved.on.isoformat()
    revision.approved_on = revision.in_force_from = moved.on.isoformat()
    if revision.kind == RevisionKind.RETIREMENT.value:
        policy.retired_on = moved.on.isoformat()
    elif revision.state == State.IN_FORCE.value:
        policy.review_due = moved.due.isoformat() if moved.due else None


def _before(session: Session, revision: Revision, was: date) -> Revision | None:
    """The text that this one ended."""
    query = select(Revision).where(Revision.policy_id == revision.policy_id, Revision.id != revision.id)
    query = query.where(Revision.state == State.SUPERSEDED.value, Revision.ended_on == was.isoformat())
    earlier = [r for r in session.scalars(query) if revision.number is None or (r.number or 0) < revision.number]
    return max(earlier, key=lambda r: r.number or 0, default=None)
