"""The signing ceremonies: head teacher, governing body, returning a text, correcting a fact."""

from dataclasses import dataclass
from datetime import date

from ewloe_desktop.domain.approvals import Body, Meeting


@dataclass(frozen=True, slots=True)
class ReturnAnswer:
    """A text sent back with a reason; a meeting is needed when the governing body returns it."""

    body: Body
    signer_id: str
    reason: str
    password: str
    capacity: str = ""
    meeting: Meeting | None = None

    def __repr__(self) -> str:
        return f"ReturnAnswer(signer_id={self.signer_id!r}, password hidden)"


@dataclass(frozen=True, slots=True)
class CorrectionAnswer:
    """A wrong minute, meeting date, declared date or signer's name put right (field: minute, meeting_on, declared_on,
    person_name, present, in_post, review_due).
    """

    decision_id: str
    field: str
    new: str
    reason: str
    signer_id: str
    password: str

    def __repr__(self) -> str:
        return f"CorrectionAnswer(decision_id={self.decision_id!r}, field={self.field!r}, password hidden)"


@dataclass(frozen=True, slots=True)
class DecisionFacts:
    """A decision as it stands with its corrections, for the correction dialog and the history."""

    id: str
    seen: int
    body: Body
    outcome: str
    person: str
    office: str
    declared_on: date
    meeting_on: date | None
    minute: str
    present: int | None
    in_post: int | None
    review_due: date | None
    reason: str
    lapsed: bool
    corrections: tuple[str, ...]
