"""The note of a ceremony under way, in this PC's state folder: a start after a crash says whether it was recorded."""

import json
import os
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy.orm import Session

from ewloe_desktop.storage.acts import Recorded, recorded
from ewloe_desktop.storage.highwater import Marks
from ewloe_desktop.storage.key_ring import flush_folder

FORM = "ewloe/pending/1"
_MOST = 64 * 1024


@dataclass(frozen=True, slots=True)
class Pending:
    """A ceremony that was begun: its act's uuid and what a person calls it."""

    uuid: str
    facts: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Unfinished:
    """A ceremony whose receipt nobody saw; `act` is None when it was not recorded."""

    pending: Pending
    act: Recorded | None


class PendingNote:
    """The one note of a register on this PC: begun before the ceremony's unit, done once its receipt is shown."""

    def __init__(self, folder: Path, register_id: str) -> None:
        marks = Marks(folder, register_id).path
        self.path = marks.with_name(marks.name.replace(".mark.", ".pending."))

    def begin(self, facts: Mapping[str, str]) -> Pending:
        """Notes what is about to be signed; the unit's act takes the uuid. OSError when it cannot be written."""
        pending = Pending(str(uuid.uuid4()), dict(facts))
        self.path.parent.mkdir(parents=True, exist_ok=True)
        part = self.path.with_name(self.path.name + ".part")
        with part.open("wb") as file:
            value = {"form": FORM, "uuid": pending.uuid, "facts": pending.facts}
            file.write(json.dumps(value, ensure_ascii=False).encode())
            file.flush()
            os.fsync(file.fileno())
        part.replace(self.path)
        flush_folder(self.path.parent)
        return pending

    def read(self) -> Pending | None:
        """The ceremony noted; None when there is no readable note."""
        try:
            with self.path.open("rb") as file:
                value = json.loads(file.read(_MOST))
            facts = {str(name): str(fact) for name, fact in value["facts"].items()}
            return Pending(str(value["uuid"]), facts) if value["form"] == FORM else None
        except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
            return None

    def unfinished(self, session: Session) -> Unfinished | None:
        """What became of the ceremony noted; None when none was cut short."""
        pending = self.read()
        return Unfinished(pending, recorded(session, pending.uuid)) if pending else None

    def done(self) -> None:
        """Takes the note away: the receipt was shown, or the ceremony was refused."""
        self.path.unlink(missing_ok=True)
