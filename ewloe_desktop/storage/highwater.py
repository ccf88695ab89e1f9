"""The highest act this PC has seen of a register, kept apart from the register: cut-off acts are found against it."""

import json
import os
import re
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from ewloe_desktop.storage.journal import Event
from ewloe_desktop.storage.key_ring import flush_folder

FORM = "ewloe/mark/1"


@dataclass(frozen=True, slots=True)
class HighWater:
    """An act's number and hash, as seen at a moment (UTC ISO text)."""

    act: int
    hash: bytes
    at: str = ""


class Marks:
    """The note of one register's highest act in this PC's state folder."""

    def __init__(self, folder: Path, register_id: str) -> None:
        # An id comes from the file: it must not lead out of the folder.
        name = register_id if re.fullmatch(r"[0-9A-Za-z]{1,40}", register_id) else "unnamed"
        self.path = folder / f"{name}.mark.json"

    def read(self) -> HighWater | None:
        """The highest act seen; None when there is no readable note."""
        try:
            value = json.loads(self.path.read_bytes()[:4096])
            if value["form"] != FORM:
                return None
            return HighWater(int(value["act"]), bytes.fromhex(value["hash"]), str(value["at"]))
        except (OSError, ValueError, KeyError, TypeError, RecursionError):
            return None

    def remember(self, session: Session) -> HighWater | None:
        """Notes the newest act; a register behind the note changes nothing. OSError when it cannot be written."""
        last = session.execute(select(Event.seq, Event.hash, Event.at).order_by(Event.seq.desc()).limit(1)).first()
        before = self.read()
        if last is None or (before is not None and before.act >= last.seq):
            return before
        seen = HighWater(last.seq, bytes(last.hash), last.at)
        self._write(seen)
        return seen

    def begin_anew(self, session: Session) -> HighWater | None:
        """Notes the newest act whatever was noted before: an older copy was put back, and the register says so."""
        self.path.unlink(missing_ok=True)
        return self.remember(session)

    def _write(self, seen: HighWater) -> None:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        part = self.path.with_name(f"{self.path.name}.{os.getpid()}.part")
        with part.open("wb") as file:
            file.write(json.dumps({"form": FORM, "act": seen.act, "hash": seen.hash.hex(), "at": seen.at}).encode())
            file.flush()
            os.fsync(file.fileno())
        part.replace(self.path)
        flush_folder(self.path.parent)
