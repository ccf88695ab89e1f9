"""Decisions on revisions, and the signatures under them."""

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from ewloe_desktop.storage.base import Base, Journalled


class Decision(Journalled, Base):
    """What the head teacher or the governing body decided about a revision; never changed, only lapsed or corrected."""

    __tablename__ = "decision"

    revision_id: Mapped[str] = mapped_column(ForeignKey("revision.id"), index=True)
    body: Mapped[str]  # domain.approvals.Body
    outcome: Mapped[str]  # "approved" or "returned"
    person_id: Mapped[str] = mapped_column(ForeignKey("person.id"))
    person_name: Mapped[str]  # as it was that day
    office: Mapped[str]
    capacity: Mapped[str] = mapped_column(default="")
    declared_on: Mapped[str]
    recorded_at: Mapped[str]
    reason: Mapped[str] = mapped_column(default="")
    forum: Mapped[str] = mapped_column(default="")
    committee: Mapped[str] = mapped_column(default="")
    delegation_minute: Mapped[str] = mapped_column(default="")
    meeting_on: Mapped[str | None]
    minute: Mapped[str] = mapped_column(default="")
    present: Mapped[int | None]
    in_post: Mapped[int | None]
    quorum: Mapped[int | None]
    review_due: Mapped[str | None]
    review_cycle: Mapped[int | None]
    review_reason: Mapped[str] = mapped_column(default="")
    lapsed_by_act: Mapped[int | None]  # the act that ended it, for a head's approval of a returned text
    act: Mapped[int]


class Signature(Journalled, Base):
    """A person's own signature under a decision."""

    __tablename__ = "signature"

    decision_id: Mapped[str] = mapped_column(ForeignKey("decision.id"), index=True)
    person_id: Mapped[str] = mapped_column(ForeignKey("person.id"))
    key_id: Mapped[str] = mapped_column(ForeignKey("signing_key.id"))
    method: Mapped[str]  # "typed" or "drawn"
    declaration_version: Mapped[str]
    declaration: Mapped[str]
    text_digest: Mapped[bytes]
    original_sha256: Mapped[bytes | None]
    sheet_id: Mapped[str | None] = mapped_column(ForeignKey("document.id"))
    drawn_png: Mapped[bytes | None]
    key_status: Mapped[str]  # as it was that day
    signed_at: Mapped[str]
    signed_in_as: Mapped[str]  # person id of whoever was signed in at the PC


class Correction(Journalled, Base):
    """A signed act that names an old and a new fact of a decision; the first sheet stays."""

    __tablename__ = "correction"

    decision_id: Mapped[str] = mapped_column(ForeignKey("decision.id"), index=True)
    field: Mapped[str]
    old: Mapped[str]
    new: Mapped[str]
    reason: Mapped[str]
    person_id: Mapped[str] = mapped_column(ForeignKey("person.id"))
    key_id: Mapped[str] = mapped_column(ForeignKey("signing_key.id"))
    recorded_at: Mapped[str]
    sheet_id: Mapped[str | None] = mapped_column(ForeignKey("document.id"))
    act: Mapped[int]
