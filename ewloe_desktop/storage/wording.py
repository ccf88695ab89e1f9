"""The watch-list of moved laws and services, and what revisers did about what it found."""

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from ewloe_desktop.storage.base import Base, Journalled


class WatchVersion(Journalled, Base):
    """A version of the watch-list: the file's text as it was loaded."""

    __tablename__ = "watch_version"

    number: Mapped[str] = mapped_column(unique=True)
    checked: Mapped[str]  # the day the list says it was last checked
    content: Mapped[str]  # TOML
    since: Mapped[str]
    kept_by: Mapped[str]


class WordingChoice(Journalled, Base):
    """What somebody decided about one entry that applies to a revision; a later choice stands beside it."""

    __tablename__ = "wording_choice"

    revision_id: Mapped[str] = mapped_column(ForeignKey("revision.id"), index=True)
    entry: Mapped[str]  # domain.watchlist.Watch.id
    told: Mapped[str]  # JSON: the entry as it stood, and the words it was found in
    list_number: Mapped[str]
    choice: Mapped[str]  # domain.watchlist.Choice
    reason: Mapped[str] = mapped_column(default="")
    person_id: Mapped[str] = mapped_column(ForeignKey("person.id"))
    recorded_at: Mapped[str]
    act: Mapped[int]
