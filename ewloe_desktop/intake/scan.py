"""Scans of forms: looked at by what they are, and a pile in one file taken apart, in a child process with limits."""

import hashlib
import json
from collections import deque
from collections.abc import Sequence

from ewloe_desktop.domain.errors import FileRefused
from ewloe_desktop.intake.limits import Limits
from ewloe_desktop.intake.process import Child

USUAL = Limits(file_bytes=25_000_000, total_seconds=120.0)
MOST_PAGES = 200  # a whole pile may be in one file; a book is no form
KINDS = (  # first bytes, media type, the file's ending
    (b"%PDF-", "application/pdf", "pdf"),
    (b"\xff\xd8\xff", "image/jpeg", "jpg"),
    (b"\x89PNG\r\n\x1a\n", "image/png", "png"),
)
# Digests of what this process has opened already: a pile's scans are not opened again when each is recorded.
_opened: deque[bytes] = deque(maxlen=1024)


def check_scan(data: bytes, name: str = "", *, limits: Limits = USUAL) -> str:
    """The media type of a PDF, JPEG or PNG that really opens, told from its content; raises FileRefused."""
    if not data:
        raise FileRefused("empty", name)
    if len(data) > limits.file_bytes:
        raise FileRefused("too_large", name, {"most": limits.file_bytes})
    kind = next((kind for start, kind, _ending in KINDS if data.startswith(start)), "")
    if not kind:
        raise FileRefused("not_scan", name)
    digest = hashlib.sha256(data).digest()
    if digest not in _opened:
        _open(data, name, kind, limits)
        _opened.append(digest)
    return kind


def _open(data: bytes, name: str, kind: str, limits: Limits) -> None:
    with Child(name, data, limits) as child:
        if kind != "application/pdf":
            child.ask({"do": "small"})
            return
        pages = int(json.loads(child.ask({"do": "count"})))
    if pages > MOST_PAGES:
        raise FileRefused("too_many_pages", name, {"pages": pages, "most": MOST_PAGES})


def scan_count(data: bytes, name: str = "", *, limits: Limits = USUAL) -> int:
    """How many pages a scanned PDF has; raises FileRefused."""
    with Child(name, data, limits) as child:
        return int(json.loads(child.ask({"do": "count"})))


def scan_parts(
    data: bytes, ranges: Sequence[tuple[int, int]], name: str = "", *, limits: Limits = USUAL
) -> tuple[bytes, ...]:
    """A PDF of its own for each range of pages (from 1, both ends in it); raises FileRefused."""
    if len(data) > limits.file_bytes:
        raise FileRefused("too_large", name, {"most": limits.file_bytes})
    with Child(name, data, limits) as child:
        parts = tuple(child.ask({"do": "part", "first": first, "last": last}) for first, last in ranges)
    _opened.extend(hashlib.sha256(part).digest() for part in parts)
    return parts
