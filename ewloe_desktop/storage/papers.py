"""Sheets signed in ink: what the office filed, and who confirmed it."""

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from ewloe_desktop.storage.base import Base, Journalled


class PaperFiling(Journalled, Base):
    """A sheet signed in ink for one side of an approval; it counts once somebody else confirmed it."""

    __tablename__ = "paper_filing"

    revision_id: Mapped[str] = mapped_column(ForeignKey("revision.id"), index=True)
    body: Mapped[str]  # domain.approvals.Body
    signer_id: Mapped[str] = mapped_column(ForeignKey("person.id"))
    capacity: Mapped[str] = mapped_column(default="")
    signed_on: Mapped[str]  # the date on the paper
    meeting: Mapped[str] = mapped_column(default="")  # JSON, for the governing body
    code: Mapped[str]  # the short code on the sheet
    sheet_act: Mapped[int]  # the act the sheet is proved by
    scan_id: Mapped[str | None] = mapped_column(ForeignKey("document.id"))
    compared: Mapped[str]  # "same" or "not_compared": what a person answered about the text on the scan
    kept_at: Mapped[str]  # where the original is
    state: Mapped[str] = mapped_column(index=True)  # "filed", "confirmed" or "refused"
    filed_by: Mapped[str] = mapped_column(ForeignKey("person.id"))
    filed_at: Mapped[str]
    answered_by: Mapped[str | None] = mapped_column(ForeignKey("person.id"))
    answered_at: Mapped[str | None]
    reason: Mapped[str] = mapped_column(default="")  # of a refusal
    key_id: Mapped[str | None] = mapped_column(ForeignKey("signing_key.id"))
    decision_id: Mapped[str | None] = mapped_column(ForeignKey("decision.id"))
    act: Mapped[int]
