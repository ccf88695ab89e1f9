"""What is recorded of copies: taken away from the school, tried out, put back."""

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from ewloe_desktop.storage.base import Base, Journalled


class CopyRecord(Journalled, Base):
    """One copy that somebody carried away ("away"), tried out ("tried") or put in the register's place ("restored")."""

    __tablename__ = "copy_record"

    kind: Mapped[str] = mapped_column(index=True)
    copied_at: Mapped[str]  # when the copy itself was made
    copied_act: Mapped[int]  # the newest act in it
    place: Mapped[str]  # the drive or the folder, as a person would call it
    size: Mapped[int]  # bytes
    seconds: Mapped[int] = mapped_column(default=0)  # how long opening and checking it took
    found: Mapped[int] = mapped_column(default=0)  # how many things the check of it found
    lost_to: Mapped[int] = mapped_column(default=0)  # the newest act that was given up for it
    erased: Mapped[str] = mapped_column(default="")  # JSON: ids of people erased after it was made
    sheet_id: Mapped[str | None] = mapped_column(ForeignKey("document.id"))
    recorded_by: Mapped[str] = mapped_column(ForeignKey("person.id"))
    recorded_at: Mapped[str]
    confirmed_by: Mapped[str | None] = mapped_column(ForeignKey("person.id"))
    confirmed_at: Mapped[str | None]  # of a copy put back: somebody looked it over, older copies may go again
    act: Mapped[int]
