"""Files that come with photo permissions, as the register keeps them: whole, of a known kind, and truly named.

Whoever calls has looked at them before; what reaches the register is looked at here all the same.
"""

from dataclasses import dataclass
from pathlib import PurePath

from ewloe_desktop.domain.errors import FieldProblem, FieldsRefused, FileRefused
from ewloe_desktop.domain.text import clean
from ewloe_desktop.intake.bare import bare
from ewloe_desktop.intake.picture import is_ours, small_picture
from ewloe_desktop.intake.scan import KINDS, USUAL, check_scan

_LONGEST_NAME = 120


@dataclass(frozen=True, slots=True)
class CheckedScan:
    """A scan that opens, under a name whose ending is true."""

    name: str
    media_type: str
    content: bytes


def checked_scan(content: bytes | None, name: str) -> CheckedScan | None:
    """The scan as it can be kept, without what a camera wrote in it.

    FieldsRefused for what is no scan, FileRefused for one that does not open.
    """
    if content is None or content == b"":
        return None
    try:
        kind = check_scan(content, name)
    except FileRefused as refused:
        if refused.reason != "not_scan" and len(content) <= USUAL.file_bytes:
            raise
        raise FieldsRefused((FieldProblem("scan", "not_scan", {"most": USUAL.file_bytes // 1_000_000}),)) from refused
    ending = next(ending for _start, known, ending in KINDS if known == kind)
    # A path of somebody's PC, or an ending that lies, is no name.
    plain = PurePath(clean(name).replace("\\", "/")).name
    stem = plain.rpartition(".")[0] or plain or "form"
    return CheckedScan(f"{stem[:_LONGEST_NAME]}.{ending}", kind, bare(content))


def checked_picture(picture: bytes | None) -> bytes | None:
    """A small picture without anything the camera wrote; made anew unless this program made it. Raises FileRefused."""
    if picture is None or is_ours(picture):
        return picture
    return small_picture(picture)
