"""Photo permissions: uses, wordings, answers, what ends them, placements, takedowns, checks."""

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from ewloe_desktop.storage.base import Base, Journalled


class PhotoUse(Journalled, Base):
    """One use a picture can be put to; `published` decides whether children or setting may be recognised."""

    __tablename__ = "photo_use"

    code: Mapped[str] = mapped_column(unique=True)  # "website"
    name: Mapped[str]
    name_cy: Mapped[str] = mapped_column(default="")
    published: Mapped[int]
    medium: Mapped[str] = mapped_column(default="screen")  # screen, print, press or wall: what a takedown can do
    basis: Mapped[str] = mapped_column(default="not_decided")  # lawful basis the school notes
    position: Mapped[int]
    ended_on: Mapped[str | None]


class PhotoWording(Journalled, Base):
    """The exact words people were told, by version."""

    __tablename__ = "photo_wording"

    number: Mapped[str] = mapped_column(unique=True)  # "2026-1"
    text: Mapped[str]
    since: Mapped[str]


class PhotoAnswer(Journalled, Base):
    """One answer about one use, or about one named picture or event."""

    __tablename__ = "photo_answer"
    # One person's answers to one use: without both in one index a list of everybody reads every answer for each.
    __table_args__ = (Index("ix_photo_answer_person_id", "person_id", "use_id"),)

    person_id: Mapped[str] = mapped_column(ForeignKey("person.id"))
    use_id: Mapped[str] = mapped_column(ForeignKey("photo_use.id"), index=True)
    answer: Mapped[str]  # domain.photos.Answer
    only: Mapped[str] = mapped_column(default="")
    name_shown: Mapped[int | None]
    given_on: Mapped[str]
    counts_from: Mapped[str]  # given_on, or for a withdrawal the earlier of that and the day it was recorded
    until: Mapped[str | None]
    how: Mapped[str]  # domain.photos.How
    written_by: Mapped[str] = mapped_column(default="")  # who put a spoken answer in writing
    evidence_id: Mapped[str | None] = mapped_column(ForeignKey("document.id"))
    kept_at: Mapped[str] = mapped_column(default="")  # where the paper is
    wording_id: Mapped[str] = mapped_column(ForeignKey("photo_wording.id"))
    basis: Mapped[str]
    recorded_by: Mapped[str]
    recorded_at: Mapped[str]
    key_id: Mapped[str | None]
    act: Mapped[int]


class PhotoTurn(Journalled, Base):
    """Something besides an answer that ends a yes: leaving, coming back, a change of wording, use or post."""

    __tablename__ = "photo_turn"

    what: Mapped[str]
    person_id: Mapped[str | None] = mapped_column(ForeignKey("person.id"), index=True)  # None: everybody
    use_id: Mapped[str | None] = mapped_column(ForeignKey("photo_use.id"))  # None: every use
    on_day: Mapped[str]
    recorded_at: Mapped[str]


class Placement(Journalled, Base):
    """Where a picture was used; the picture itself only if a small reference was wanted, without camera data."""

    __tablename__ = "placement"

    use_id: Mapped[str] = mapped_column(ForeignKey("photo_use.id"), index=True)
    what: Mapped[str]  # the picture or event
    place: Mapped[str]  # page, address, issue, board
    used_on: Mapped[str]
    owner_id: Mapped[str] = mapped_column(ForeignKey("person.id"))  # who looks after that place
    picture: Mapped[bytes | None]  # JPEG
    ended_on: Mapped[str | None]
    recorded_by: Mapped[str]
    recorded_at: Mapped[str]


class PlacementPerson(Journalled, Base):
    """Who is in a placed picture."""

    __tablename__ = "placement_person"

    placement_id: Mapped[str] = mapped_column(ForeignKey("placement.id"), index=True)
    person_id: Mapped[str] = mapped_column(ForeignKey("person.id"), index=True)


class Takedown(Journalled, Base):
    """One placement to be taken down for one person, until done."""

    __tablename__ = "takedown"

    placement_id: Mapped[str] = mapped_column(ForeignKey("placement.id"), index=True)
    person_id: Mapped[str] = mapped_column(ForeignKey("person.id"))
    reason: Mapped[str]  # withdrawn, lapsed or left
    owner_id: Mapped[str] = mapped_column(ForeignKey("person.id"))
    due: Mapped[str]
    asked_at: Mapped[str]
    done_on: Mapped[str | None]
    done_by: Mapped[str | None]
    outcome: Mapped[str] = mapped_column(default="")  # removed, no_reprint, asked_press, not_possible
    evidence: Mapped[str] = mapped_column(default="")


class PictureCheck(Journalled, Base):
    """A picture checked before publishing: the question, the answer and the reason, as they were."""

    __tablename__ = "picture_check"

    use_id: Mapped[str] = mapped_column(ForeignKey("photo_use.id"))
    what: Mapped[str]
    on_day: Mapped[str]
    children: Mapped[int]
    setting: Mapped[int]
    allowed: Mapped[int]
    rule: Mapped[str]
    people: Mapped[str]  # JSON: person id, standing, the day it stands since or ""
    clause: Mapped[str] = mapped_column(default="")
    clause_from: Mapped[str] = mapped_column(default="")  # the policy's title and revision
    recorded_by: Mapped[str]
    recorded_at: Mapped[str]
    act: Mapped[int]
