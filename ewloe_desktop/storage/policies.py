"""Policies and their revisions."""

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from ewloe_desktop.storage.base import Base, Journalled


class Policy(Journalled, Base):
    """One policy through all its revisions."""

    __tablename__ = "policy"

    reference: Mapped[str] = mapped_column(unique=True)  # "P01"
    title: Mapped[str]
    folded: Mapped[str] = mapped_column(index=True)
    cycle_months: Mapped[int] = mapped_column(default=12)
    review_due: Mapped[str | None]
    review_never_set: Mapped[int] = mapped_column(default=0)
    review_reason: Mapped[str] = mapped_column(default="")
    retired_on: Mapped[str | None]
    created_at: Mapped[str]


class Revision(Journalled, Base):
    """One text of a policy; the text never changes once it is settled."""

    __tablename__ = "revision"

    policy_id: Mapped[str] = mapped_column(ForeignKey("policy.id"), index=True)
    number: Mapped[int | None]
    edition: Mapped[str] = mapped_column(default="")
    kind: Mapped[str]
    state: Mapped[str] = mapped_column(index=True)
    title: Mapped[str]
    text: Mapped[bytes]  # domain.text.canonical
    text_digest: Mapped[bytes]
    original_id: Mapped[str | None] = mapped_column(ForeignKey("document.id"))
    replaces_id: Mapped[str | None] = mapped_column(ForeignKey("revision.id"))
    change_summary: Mapped[str] = mapped_column(default="")
    drafted_by: Mapped[str]
    drafted_at: Mapped[str]
    settled_by: Mapped[str | None]
    settled_at: Mapped[str | None]
    approved_on: Mapped[str | None]  # the governing body's meeting day
    in_force_from: Mapped[str | None]
    ended_on: Mapped[str | None]


class PolicyControl(Journalled, Base):
    """Document control of a policy: one row once somebody filled it in."""

    __tablename__ = "policy_control"

    policy_id: Mapped[str] = mapped_column(ForeignKey("policy.id"), unique=True)
    owner_id: Mapped[str | None] = mapped_column(ForeignKey("person.id"))
    statutory: Mapped[int | None]
    published: Mapped[str] = mapped_column(default="")  # where: website, staff room, on request
    related: Mapped[str] = mapped_column(default="[]")  # JSON list of policy ids
    consulted: Mapped[str] = mapped_column(default="[]")  # JSON list of who and when
    effective_on: Mapped[str | None]
    retention: Mapped[str] = mapped_column(default="")
