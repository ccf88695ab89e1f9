"""What the reading process can do with a file."""

import json
from collections.abc import Callable
from typing import Any

from ewloe_desktop.domain.text import Reading
from ewloe_desktop.intake.kinds import sniff
from ewloe_desktop.intake.limits import Limits
from ewloe_desktop.intake.wire import to_plain

Progress = Callable[[int, int], object]
Reader = Callable[[bytes, Limits, Progress], Reading]


def _reader(kind: str) -> Reader:
    """The reader of one kind; only that one is imported."""
    if kind == "pdf":
        from ewloe_desktop.intake.pdf import read_pdf

        return read_pdf
    if kind == "docx":
        from ewloe_desktop.intake.docx import read_docx

        return read_docx
    if kind == "odt":
        from ewloe_desktop.intake.odt import read_odt

        return read_odt
    from ewloe_desktop.intake.txt import read_txt

    return read_txt


def _read(job: dict[str, Any], name: str, data: bytes, limits: Limits, progress: Progress) -> tuple[bytes, bytes]:
    reading = _reader(sniff(data, limits))(data, limits, progress)
    return b"J", json.dumps(to_plain(reading), ensure_ascii=False).encode()


def _count(job: dict[str, Any], name: str, data: bytes, limits: Limits, progress: Progress) -> tuple[bytes, bytes]:
    from ewloe_desktop.intake.pdf_picture import page_count

    return b"J", json.dumps(page_count(data)).encode()


def _picture(job: dict[str, Any], name: str, data: bytes, limits: Limits, progress: Progress) -> tuple[bytes, bytes]:
    from ewloe_desktop.intake.pdf_picture import page_png

    return b"B", page_png(data, int(job["page"]), int(job["width"]), limits)


def _table(job: dict[str, Any], name: str, data: bytes, limits: Limits, progress: Progress) -> tuple[bytes, bytes]:
    from ewloe_desktop.intake.tables import read_table

    return b"J", read_table(data, limits)


def _small(job: dict[str, Any], name: str, data: bytes, limits: Limits, progress: Progress) -> tuple[bytes, bytes]:
    from ewloe_desktop.intake.small import small_jpeg

    return b"B", small_jpeg(data)


def _part(job: dict[str, Any], name: str, data: bytes, limits: Limits, progress: Progress) -> tuple[bytes, bytes]:
    from ewloe_desktop.intake.pdf_part import pages_of

    return b"B", pages_of(data, int(job["first"]), int(job["last"]))


def _sheet_pages(
    job: dict[str, Any], name: str, data: bytes, limits: Limits, progress: Progress
) -> tuple[bytes, bytes]:
    from ewloe_desktop.intake.sheet_pages import read_pages

    return b"J", json.dumps(read_pages(data, limits, progress)).encode()


def _sheet_picture(
    job: dict[str, Any], name: str, data: bytes, limits: Limits, progress: Progress
) -> tuple[bytes, bytes]:
    from ewloe_desktop.intake.sheet_pages import upright_jpeg

    return b"B", upright_jpeg(data, int(job["page"]), float(job["turned"]), limits)


def _sheet_align(
    job: dict[str, Any], name: str, data: bytes, limits: Limits, progress: Progress
) -> tuple[bytes, bytes]:
    from ewloe_desktop.intake.sheet_align import aligned

    size = int(job["size"])
    scan, stored = (data[:size], int(job["page"])), (data[size:], int(job["stored_page"]))
    return b"J", json.dumps(aligned(scan, stored, limits)).encode()


JOBS: dict[str, Callable[..., tuple[bytes, bytes]]] = {
    "read": _read,
    "count": _count,
    "picture": _picture,
    "table": _table,
    "small": _small,
    "part": _part,
    "sheet_pages": _sheet_pages,
    "sheet_picture": _sheet_picture,
    "sheet_align": _sheet_align,
}
