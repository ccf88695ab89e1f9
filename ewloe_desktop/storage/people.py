"""The school, its people, their dated offices and their signing keys. Days are ISO text, moments UTC ISO text."""

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from ewloe_desktop.storage.base import Base, Journalled


class School(Journalled, Base):
    """One row: the school this register is of; id is the register's id."""

    __tablename__ = "school"

    name: Mapped[str]
    name_cy: Mapped[str] = mapped_column(default="")
    council: Mapped[str] = mapped_column(default="")
    data_protection_contact: Mapped[str] = mapped_column(default="")
    crest: Mapped[bytes | None]  # PNG
    cycle_months: Mapped[int] = mapped_column(default=12)
    demonstration: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[str]
    recovery_checked_at: Mapped[str | None]  # when two groups of the recovery sheet were typed back


class Person(Journalled, Base):
    """Somebody the policy calls a staff member."""

    __tablename__ = "person"

    name: Mapped[str]
    folded: Mapped[str] = mapped_column(index=True)  # for sorting and finding: no accents, lower case
    kind: Mapped[str]
    paid: Mapped[int] = mapped_column(default=0)  # paid to work at the school
    since: Mapped[str | None]
    left_on: Mapped[str | None]


class OfficeTerm(Journalled, Base):
    """An office held from a day to a day; `until` None while it is held."""

    __tablename__ = "office_term"

    person_id: Mapped[str] = mapped_column(ForeignKey("person.id"), index=True)
    office: Mapped[str]
    since: Mapped[str]
    until: Mapped[str | None]
    basis: Mapped[str] = mapped_column(default="")  # the minute or letter it rests on
    granted_by: Mapped[str]  # person id; the person's own at the first start


class SigningKey(Journalled, Base):
    """A person's own P-256 key: the private half only ever wrapped, under the password and the recovery code."""

    __tablename__ = "signing_key"

    person_id: Mapped[str] = mapped_column(ForeignKey("person.id"), index=True)
    public_der: Mapped[bytes]  # SubjectPublicKeyInfo
    certificate_der: Mapped[bytes]
    kdf: Mapped[str]  # Argon2 settings, the same as in the key ring
    kdf_salt: Mapped[bytes]
    wrapped: Mapped[bytes | None]  # None once the person left
    wrapped_recovery: Mapped[bytes | None]
    recovery_salt: Mapped[bytes]
    status: Mapped[str]  # "enrolled" (in person, unconfirmed), "confirmed", "awaiting" (re-enrolled), "ended"
    enrolled_by: Mapped[str]  # person id
    enrolled_at: Mapped[str]
    confirmed_by: Mapped[str | None]
    confirmed_at: Mapped[str | None]
