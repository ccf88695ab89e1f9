"""The journal's tables."""

from sqlalchemy import Index, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from ewloe_desktop.storage.base import Base


class Event(Base):
    """One act: `facts` are the canonical bytes that were hashed; the other columns repeat them for lists."""

    __tablename__ = "event"

    seq: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    uuid: Mapped[str] = mapped_column(String(36), unique=True)
    kind: Mapped[str]
    at: Mapped[str]
    actor: Mapped[str]  # person id
    subject: Mapped[str] = mapped_column(default="", index=True)
    facts: Mapped[bytes] = mapped_column(LargeBinary)
    previous: Mapped[bytes] = mapped_column(LargeBinary)
    mark: Mapped[bytes] = mapped_column(LargeBinary)
    hash: Mapped[bytes] = mapped_column(LargeBinary)
    key_id: Mapped[str | None]
    signature: Mapped[bytes | None] = mapped_column(LargeBinary)  # ECDSA P-256 over hash, DER


class CommitmentRow(Base):
    """What an act did to one row."""

    __tablename__ = "commitment"
    __table_args__ = (Index("ix_commitment_row", "row_table", "row_key", "act"),)

    act: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    row_table: Mapped[str] = mapped_column(primary_key=True)
    row_key: Mapped[str] = mapped_column(primary_key=True)
    change: Mapped[str]
    digest: Mapped[bytes] = mapped_column(LargeBinary)


class DraftForm(Base):
    """What somebody typed and has not sent, by person and place: outside the journal."""

    __tablename__ = "draft_form"

    person_id: Mapped[str] = mapped_column(primary_key=True)
    place: Mapped[str] = mapped_column(primary_key=True)
    content: Mapped[str]
    at: Mapped[str]
