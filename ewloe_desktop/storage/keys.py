"""What surrounds a person's key: its card in ink, a slip for another one, doubts about what it signed, the sheet."""

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from ewloe_desktop.storage.base import Base, Journalled


class KeyCard(Journalled, Base):
    """The card that its owner signed in ink, against which a key was confirmed."""

    __tablename__ = "key_card"

    key_id: Mapped[str] = mapped_column(ForeignKey("signing_key.id"), unique=True)
    signed_on: Mapped[str]  # the date on the card
    kept_at: Mapped[str]  # where the card is


class KeySlip(Journalled, Base):
    """A slip that lets somebody who lost password and code choose a new password, once, within some days."""

    __tablename__ = "key_slip"

    person_id: Mapped[str] = mapped_column(ForeignKey("person.id"), index=True)
    code_digest: Mapped[bytes]
    code_salt: Mapped[bytes]
    issued_by: Mapped[str]  # person id, or domain.people.BY_SHEET
    issued_at: Mapped[str]
    last_day: Mapped[str]
    state: Mapped[str] = mapped_column(index=True)  # "open", "used" or "void"
    answered_by: Mapped[str | None]  # at whose sign-in it was used or made void
    answered_at: Mapped[str | None]
    key_id: Mapped[str | None] = mapped_column(ForeignKey("signing_key.id"))  # the key made with it


class KeyDoubt(Journalled, Base):
    """Somebody says that their key signed what they did not sign, from an act on."""

    __tablename__ = "key_doubt"

    person_id: Mapped[str] = mapped_column(ForeignKey("person.id"), index=True)
    key_id: Mapped[str] = mapped_column(ForeignKey("signing_key.id"))
    from_act: Mapped[int]
    reason: Mapped[str]
    state: Mapped[str] = mapped_column(index=True)  # "reported", "revoked" (the key was ended) or "settled"
    raised_by: Mapped[str]
    raised_at: Mapped[str]
    answered_by: Mapped[str | None]
    answered_at: Mapped[str | None]
    answer: Mapped[str] = mapped_column(default="")


class DoubtedAct(Journalled, Base):
    """One signed act after a key was revoked from there on: to be approved again, found to stand, or found not to."""

    __tablename__ = "doubted_act"

    doubt_id: Mapped[str] = mapped_column(ForeignKey("key_doubt.id"), index=True)
    act: Mapped[int]
    state: Mapped[str] = mapped_column(index=True)  # "open", "again" (approved again), "stands" or "void"
    answered_by: Mapped[str | None]
    answered_at: Mapped[str | None]
    answer: Mapped[str] = mapped_column(default="")


class SheetOpening(Journalled, Base):
    """The recovery sheet was used for more than reading: by whom, why, and whether the chair has countersigned."""

    __tablename__ = "sheet_opening"

    holder: Mapped[str]  # who held the sheet, as they wrote it
    reason: Mapped[str]
    custodian_id: Mapped[str | None] = mapped_column(ForeignKey("person.id"))
    opened_at: Mapped[str]
    state: Mapped[str] = mapped_column(index=True)  # "open" or "countersigned"
    answered_by: Mapped[str | None]
    answered_at: Mapped[str | None]
    remark: Mapped[str] = mapped_column(default="")


class ActingTerm(Journalled, Base):
    """A term that stands in for the holder of the office: an acting head teacher."""

    __tablename__ = "acting_term"

    term_id: Mapped[str] = mapped_column(ForeignKey("office_term.id"), unique=True)
    minute: Mapped[str]
