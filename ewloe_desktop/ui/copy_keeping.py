"""What the window asks about copies of whatever holds the register."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from pathlib import Path

    from ewloe_desktop.services.copies import CopyRecorded, CopyThere
    from ewloe_desktop.services.exchanging import Restored
    from ewloe_desktop.services.restoring import RestorePlan
    from ewloe_desktop.services.school import TileFacts

Progress = Callable[[int, int], None]


class CopyKeeper(Protocol):
    """Copies: made, carried away, tested, put back."""

    def copy_now(self) -> str:
        """Makes a copy, and says where it is."""
        ...

    def copy_before_many(self, rows: int) -> None:
        """Makes a copy before many rows come in at once."""
        ...

    def copies_kept(self) -> tuple[str, bool]:
        """The folder in which copies are kept, and whether it lies on another disk than the register."""
        ...

    def keep_copies_in(self, folder: "Path | None") -> str:
        """Keeps copies in another folder from now on."""
        ...

    def copies_at(self, folder: "Path | None" = None) -> "Sequence[CopyThere]":
        """The copies in a folder, the newest first."""
        ...

    def drives(self) -> "Sequence[tuple[Path, str, int]]":
        """The drives that can be carried away: folder, name, free bytes."""
        ...

    def take_away(
        self, folder: "Path", named: str, progress: Progress, cancelled: Callable[[], bool]
    ) -> "CopyRecorded":
        """Copies the register to a stick, checks the copy there, and records it."""
        ...

    def try_copy(self, source: "Path", progress: Progress, cancelled: Callable[[], bool]) -> "CopyRecorded":
        """Tests a copy and records what came of it."""
        ...

    def copy_tiles(self, source: "Path") -> "Sequence[TileFacts]":
        """Who could sign in when a copy was made."""
        ...

    def prepare_restore(
        self,
        source: "Path",
        place: str,
        person_id: str,
        password: str,
        progress: Progress,
        cancelled: Callable[[], bool],
    ) -> "RestorePlan":
        """Looks at a copy as a whole; says what would be missing."""
        ...

    def restore(self) -> "Restored":
        """Puts the copy that was looked at in the register's place."""
        ...

    def give_up_restore(self) -> None:
        """Takes away what was prepared."""
        ...
