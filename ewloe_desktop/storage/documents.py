"""Stored files: originals as they were brought, and every sheet as it was made."""

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from ewloe_desktop.storage.base import Base, Journalled


class Document(Journalled, Base):
    """A file kept for ever with its digest; a signed sheet is made once and never again."""

    __tablename__ = "document"

    kind: Mapped[str]  # "original", "approval_sheet", "booklet"
    name: Mapped[str]
    media_type: Mapped[str]
    content: Mapped[bytes]
    sha256: Mapped[bytes]
    size: Mapped[int]
    pages: Mapped[int] = mapped_column(default=0)
    revision_id: Mapped[str | None] = mapped_column(index=True)  # no key: revisions point here too
    signatures: Mapped[int] = mapped_column(default=0)
    made_at: Mapped[str]
    made_by: Mapped[str]
    replaced_by: Mapped[str | None] = mapped_column(ForeignKey("document.id"))
