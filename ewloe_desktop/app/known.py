"""What this PC knows about a register besides its acts: when it was last checked and last copied."""

import json
import os
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ewloe_desktop.storage.engine import Register

FORM = "ewloe/checked/1"
COPY_FORM = "ewloe/copy/1"
_ROOM = 512 * 1024  # bytes: a signing with its sheet and what SQLite writes beside it


class Known:
    """The end of the last whole check, kept in the state folder, and the newest verified copy."""

    def __init__(self, state: Path, register: "Register") -> None:
        from ewloe_desktop.storage.highwater import Marks

        marks = Marks(state, register.id).path
        self._path = marks.with_name(marks.name.replace(".mark.", ".checked."))
        self._copy_path = marks.with_name(marks.name.replace(".mark.", ".copy."))
        self._facts: dict[str, Any] = self._last_check()
        self._facts |= self._last_copy()
        self.copied(register)

    def facts(self) -> Mapping[str, Any]:
        """checked_at, check_found (how many things), copied_at, copied_act, copy and copy_failed, as far as known."""
        return dict(self._facts)

    def checked(self, at: datetime, found: int) -> None:
        """Notes that a whole check has ended; OSError when the note cannot be kept."""
        told = {"checked_at": at.astimezone(UTC).isoformat(timespec="seconds"), "check_found": found}
        self._facts.update(told)
        _keep(self._path, {"form": FORM, **told})

    @staticmethod
    def came_whole(state: Path, register_id: str, at: datetime) -> None:
        """Notes that a copy was checked whole before it was put back; OSError when the note cannot be kept."""
        from ewloe_desktop.storage.highwater import Marks

        marks = Marks(state, register_id).path
        told = {"checked_at": at.astimezone(UTC).isoformat(timespec="seconds"), "check_found": 0}
        _keep(marks.with_name(marks.name.replace(".mark.", ".checked.")), {"form": FORM, **told})

    def copy_ended(self, register: "Register") -> None:
        """Notes how the last copy that was made by itself ended; OSError when the note cannot be kept."""
        self._facts.pop("copy_failed", None)
        if register.copy_failed:
            self._facts["copy_failed"] = register.copy_failed
            _keep(self._copy_path, {"form": COPY_FORM, "failed": register.copy_failed})
        else:
            self._copy_path.unlink(missing_ok=True)

    def copied(self, register: "Register") -> None:
        """Looks again which copy is the newest."""
        from ewloe_desktop.storage.backup import list_copies

        newest = next(iter(list_copies(register.copies)), None) if register.kind == "file" else None
        if newest is not None:
            self._facts.update(copied_at=newest.at.isoformat(), copied_act=newest.act, copy=str(newest.path))

    def _last_copy(self) -> dict[str, Any]:
        try:
            value = json.loads(self._copy_path.read_bytes()[:4096])
            return {"copy_failed": str(value["failed"])} if value["form"] == COPY_FORM else {}
        except (OSError, ValueError, KeyError, TypeError, RecursionError):
            return {}

    def _last_check(self) -> dict[str, Any]:
        try:
            value = json.loads(self._path.read_bytes()[:4096])
            if value["form"] != FORM:
                return {}
            at = datetime.fromisoformat(str(value["checked_at"]))
            return {"checked_at": at.isoformat(), "check_found": int(value["check_found"])}
        except (OSError, ValueError, KeyError, TypeError, RecursionError):
            return {}


def _keep(path: Path, told: Mapping[str, Any]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f"{path.name}.{os.getpid()}.part")
    part.write_text(json.dumps(told), encoding="utf-8")
    part.replace(path)


def why_not_written(register: "Register") -> str:
    """Why nothing can be recorded in an open register: "", "read_only", "disk_full"...; tried, not guessed."""
    if register.read_only:
        return "read_only" if register.kind == "file" else "server_read_only"
    if register.kind != "file":
        return ""
    tried = Path(f"{register.place}.{os.getpid()}.part")
    try:
        with tried.open("wb") as file:
            file.write(bytes(_ROOM))
    except OSError as error:
        from ewloe_desktop.storage.key_ring import cannot_write

        return cannot_write(error)
    finally:
        tried.unlink(missing_ok=True)
    return ""


def newest_copy(place: str, copies: Path | None) -> str:
    """The newest copy of a register that does not open itself, "" when there is none."""
    from ewloe_desktop.storage.backup import copies_folder, list_copies

    return next((str(copy.path) for copy in list_copies(copies or copies_folder(Path(place)))), "")
