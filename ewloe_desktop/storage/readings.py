"""Who is to read which policy, who has read which revision, and which revisions changed little."""

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from ewloe_desktop.storage.base import Base, Journalled


class ReadingDuty(Journalled, Base):
    """Everybody of some kinds is asked to read a policy, from a day on; starters are asked by it, leavers fall away."""

    __tablename__ = "reading_duty"

    policy_id: Mapped[str] = mapped_column(ForeignKey("policy.id"), index=True)
    kinds: Mapped[str]  # JSON list of domain.people.PersonKind
    since: Mapped[str]
    until: Mapped[str | None]
    asked_by: Mapped[str]
    act: Mapped[int]


class Reading(Journalled, Base):
    """Somebody read and understood a revision."""

    __tablename__ = "reading"

    revision_id: Mapped[str] = mapped_column(ForeignKey("revision.id"), index=True)
    person_id: Mapped[str] = mapped_column(ForeignKey("person.id"), index=True)
    read_on: Mapped[str]
    how: Mapped[str]  # domain.readings.How
    meeting: Mapped[str] = mapped_column(default="")  # which meeting, where how is "meeting"
    evidence_id: Mapped[str | None] = mapped_column(ForeignKey("document.id"))
    kept_at: Mapped[str] = mapped_column(default="")
    declaration_version: Mapped[str] = mapped_column(default="")
    text_digest: Mapped[bytes]
    key_id: Mapped[str | None] = mapped_column(ForeignKey("signing_key.id"))
    recorded_by: Mapped[str]
    recorded_at: Mapped[str]
    act: Mapped[int]


class MinorChange(Journalled, Base):
    """The approver said that a revision changes so little that earlier readings still count."""

    __tablename__ = "minor_change"

    revision_id: Mapped[str] = mapped_column(ForeignKey("revision.id"), unique=True)
    person_id: Mapped[str] = mapped_column(ForeignKey("person.id"))
    act: Mapped[int]
