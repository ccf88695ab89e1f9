"""The head teacher's private log of breaches of a policy."""

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from ewloe_desktop.storage.base import Base, Journalled


class Breach(Journalled, Base):
    """One breach; only the program keeps it from others, not encryption of its own."""

    __tablename__ = "breach"

    number: Mapped[int] = mapped_column(unique=True)
    happened_on: Mapped[str]
    what: Mapped[str]
    policy_id: Mapped[str | None] = mapped_column(ForeignKey("policy.id"))
    clause: Mapped[str] = mapped_column(default="")
    dealt_by: Mapped[str] = mapped_column(default="")
    outcome: Mapped[str] = mapped_column(default="")
    review_on: Mapped[str | None]
    closed_on: Mapped[str | None]
    recorded_by: Mapped[str] = mapped_column(ForeignKey("person.id"))
    recorded_at: Mapped[str]
    act: Mapped[int]
