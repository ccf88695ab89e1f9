"""What the window asks of whatever holds the register."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from ewloe_desktop.ui.copy_keeping import CopyKeeper

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from ewloe_desktop.domain.text import Reading
    from ewloe_desktop.services.school import FirstStart, FirstStarted, SignedIn, TileFacts

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Seen:
    """What a look at a register on a server shows: whether there is something new, whether anything can be recorded."""

    news: bool
    writable: bool


class Keeper(CopyKeeper, Protocol):
    """What holds the register; `Work` calls it on its own threads, only `tiles` and the plain facts are read before."""

    place: str
    demonstration: bool

    def now(self) -> "datetime":
        """This moment on the register's clock."""
        ...

    def exists(self) -> bool:
        """Whether there is a register to sign in to."""
        ...

    def tiles(self) -> "Sequence[TileFacts]":
        """Who can sign in."""
        ...

    def begin(self, answer: "FirstStart") -> "FirstStarted":
        """Makes the register and stays signed in."""
        ...

    def sign_in(self, person_id: str, password: str) -> "SignedIn":
        """Opens the register."""
        ...

    def open_with_sheet(self, groups: str) -> "SignedIn":
        """Opens the register for reading only, with the recovery sheet."""
        ...

    def look_at_file(self) -> "SignedIn":
        """Checks every page of the file."""
        ...

    def try_writing(self) -> "SignedIn":
        """Whether a full disk has room again."""
        ...

    def signed_in(self) -> "SignedIn":
        """Who is signed in, and whether anything can be recorded."""
        ...

    def read(self, query: Callable[..., Any], *args: Any) -> Any:
        """The query's facts."""
        ...

    def write(self, use_case: Callable[..., Any], *args: Any) -> Any:
        """The use case's facts, recorded as one act."""
        ...

    def join(self, place: str) -> None:
        """From now on opens the register that a server holds at this address."""
        ...

    def look_out(self) -> Seen | None:
        """What other PCs have recorded meanwhile, on a thread of its own; None for a register on this PC."""
        ...

    def in_doubt(self) -> bool:
        """Whether it is not known yet if the last act was recorded."""
        ...

    def give_up(self) -> None:
        """Stops asking for an act in doubt, from any thread."""
        ...

    def lock(self) -> None:
        """Closes the register and forgets its key."""
        ...

    def close(self) -> None:
        """Locks for good."""
        ...

    def check(self, progress: Progress, cancelled: Callable[[], bool], code: str = "") -> Any:
        """Checks the whole register, and that a printed sheet's code agrees with it."""
        ...

    def suggest_password(self) -> str:
        """Four plain words."""
        ...

    def proposed_places(self) -> "Sequence[tuple[str, str]]":
        """Where a register may be kept, each with "shared" or "own"."""
        ...

    def read_policy(
        self, path: "Path", progress: Progress, cancelled: Callable[[], bool]
    ) -> "tuple[Reading, bytes, str]":
        """What a file says, its bytes and media type."""
        ...

    def page_picture(self, original: bytes, page: int, width: int) -> bytes:
        """One page (from 1) of a file brought, as PNG."""
        ...

    def preview(self, pdf: bytes, page: int, width: int) -> bytes:
        """One page (from 1) of our own sheet, as PNG."""
        ...

    def page_count(self, pdf: bytes) -> int:
        """How many pages our own sheet has."""
        ...
