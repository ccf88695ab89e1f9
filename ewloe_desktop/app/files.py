"""The keeper's work that needs no register: passwords to suggest, places to propose, files to read and to draw."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from ewloe_desktop import paths

if TYPE_CHECKING:
    from ewloe_desktop.domain.text import Reading

Progress = Callable[[int, int], None]
_MEDIA_TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "odt": "application/vnd.oasis.opendocument.text",
    "txt": "text/plain",
}


class FileWork:
    """Belongs on any thread: nothing here touches what is open."""

    def suggest_password(self) -> str:
        """Four plain words that nobody has chosen."""
        from ewloe_desktop.storage.vault import read_words, suggest_password

        return suggest_password(read_words())

    def proposed_places(self) -> Sequence[tuple[str, str]]:
        """Where a new register may be kept, the best first: each with "shared" or "own"."""
        return [(str(place.path), place.why) for place in paths.proposed_places()]

    def read_policy(
        self, path: Path, progress: Progress, cancelled: Callable[[], bool]
    ) -> "tuple[Reading, bytes, str]":
        """What a file says as a policy, the very bytes that were read, and their media type."""
        from ewloe_desktop.intake.kinds import sniff
        from ewloe_desktop.intake.reading import USUAL, copy_of, read_bytes

        data = copy_of(path)
        reading = read_bytes(path.name, data, progress=progress, cancelled=cancelled)
        return reading, data, _MEDIA_TYPES[sniff(data, USUAL)]

    def page_picture(self, original: bytes, page: int, width: int) -> bytes:
        """One page (from 1) of a PDF somebody brought, drawn in a child process."""
        from ewloe_desktop.intake.pages import page_picture

        return page_picture(original, page, width)

    def preview(self, pdf: bytes, page: int, width: int) -> bytes:
        """One page (from 1) of one of our own sheets as a picture."""
        from ewloe_desktop.documents.preview import page_picture

        return page_picture(pdf, page, width)

    def page_count(self, pdf: bytes) -> int:
        """How many pages one of our own sheets has."""
        from ewloe_desktop.documents.preview import page_count

        return page_count(pdf)
