"""Scans of printed sheets: each page upright as a picture with its square codes, found in a child process."""

import base64
import hashlib
import json
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass

from ewloe_desktop.domain.errors import FileRefused
from ewloe_desktop.intake.limits import Limits
from ewloe_desktop.intake.process import Child, Progress

USUAL = Limits(file_bytes=25_000_000, total_seconds=180.0, stall_seconds=90.0)  # a busy office PC is slow, not stuck
# The codes of scans this process has read: what was read when it was dropped is not read again when it is filed.
_read: OrderedDict[bytes, tuple[tuple[str, ...], ...]] = OrderedDict()
_MOST_READ = 64


@dataclass(frozen=True, slots=True)
class ScanPage:
    """One page, upright, at most 1240 pixels wide; `found` counts its codes, also two that say the same."""

    number: int  # from 1
    jpeg: bytes
    codes: tuple[str, ...]  # each once
    found: int


@dataclass(frozen=True, slots=True)
class SheetScan:
    """A scan as it was read."""

    pages: tuple[ScanPage, ...]


Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Aligned:
    """A scanned page laid over the stored one: two pictures of one size, and what differs as parts of it (x y w h)."""

    scan_jpeg: bytes
    stored_jpeg: bytes
    boxes: tuple[Box, ...]
    share: float  # of the page's compared area that lies in boxes
    # For each side whose box is on this page: "written", "empty", or "missing" when what is printed there is not.
    ink: tuple[tuple[str, str], ...] = ()


def read_sheet(
    data: bytes,
    name: str = "",
    *,
    progress: Progress | None = None,
    cancelled: Callable[[], bool] | None = None,
    limits: Limits = USUAL,
) -> SheetScan:
    """Every page of a PDF, PNG or JPEG with the codes on it; raises FileRefused or Cancelled."""
    _require(data, name, limits)
    with Child(name, data, limits) as child:
        told = json.loads(child.ask({"do": "sheet_pages"}, progress, cancelled))
        pages = tuple(
            ScanPage(
                number=number,
                jpeg=child.ask({"do": "sheet_picture", "page": number, "turned": page["turned"]}, cancelled=cancelled),
                codes=tuple(dict.fromkeys(page["codes"])),
                found=len(page["codes"]),
            )
            for number, page in enumerate(told, 1)
        )
    _remember(data, tuple(page.codes for page in pages))
    return SheetScan(pages)


def codes_in(data: bytes, name: str = "", *, limits: Limits = USUAL) -> tuple[tuple[str, ...], ...]:
    """The codes on each page, without its picture; raises FileRefused."""
    known = _read.get(hashlib.sha256(data).digest())
    if known is not None:
        return known
    _require(data, name, limits)
    with Child(name, data, limits) as child:
        told = json.loads(child.ask({"do": "sheet_pages"}))
    codes = tuple(tuple(dict.fromkeys(page["codes"])) for page in told)
    _remember(data, codes)
    return codes


def align(
    data: bytes,
    page: int,
    stored: bytes,
    stored_page: int = 1,
    *,
    cancelled: Callable[[], bool] | None = None,
    limits: Limits = USUAL,
) -> Aligned:
    """A scanned page beside the stored sheet's page, with what differs marked; FileRefused("no_code") without codes."""
    _require(data, "", limits)
    job = {"do": "sheet_align", "page": page, "stored_page": stored_page, "size": len(data)}
    with Child("", data + stored, limits) as child:
        told = json.loads(child.ask(job, cancelled=cancelled))
    scan, drawn = base64.b64decode(told["scan"]), base64.b64decode(told["stored"])
    boxes = tuple((x, y, w, h) for x, y, w, h in told["boxes"])
    return Aligned(scan, drawn, boxes, float(told["share"]), tuple(told["ink"].items()))


def _require(data: bytes, name: str, limits: Limits) -> None:
    if not data:
        raise FileRefused("empty", name)
    if len(data) > limits.file_bytes:
        raise FileRefused("too_large", name, {"most": limits.file_bytes})


def _remember(data: bytes, codes: tuple[tuple[str, ...], ...]) -> None:
    _read[hashlib.sha256(data).digest()] = codes
    while len(_read) > _MOST_READ:
        _read.popitem(last=False)
