"""Reads a PDF with a text layer. Runs in the child only."""

from collections.abc import Callable

from ewloe_desktop.domain.errors import FileRefused
from ewloe_desktop.domain.text import Kind, Reading
from ewloe_desktop.intake.limits import Limits
from ewloe_desktop.intake.parts import Part, plain, take_mark
from ewloe_desktop.intake.pdf_layout import distrust, page_parts, spacing
from ewloe_desktop.intake.pdf_lines import PageText, read_page
from ewloe_desktop.intake.pdf_open import opened
from ewloe_desktop.intake.pdf_running import drop_running
from ewloe_desktop.intake.shape import Findings, settle

LEAST = 20  # letters; a document with fewer is a scanned picture


def read_pdf(data: bytes, limits: Limits, progress: Callable[[int, int], object]) -> Reading:
    """What a PDF says; raises FileRefused when it is locked, damaged or has no text layer."""
    found = Findings()
    pages = _pages(data, limits, progress)
    _doubt_pages(pages, found)
    header = drop_running(pages, found)
    for page in pages:
        distrust(page)
    step = spacing(pages)
    parts = [part for page in pages for part in page_parts(page, step)]
    _set_levels(parts)
    return settle(_continued(parts, found), found, len(pages), header=header)


def _pages(data: bytes, limits: Limits, progress: Callable[[int, int], object]) -> list[PageText]:
    pages, lines = [], 0
    with opened(data) as document:
        total = len(document)
        for index in range(total):
            pages.append(read_page(document, index))
            lines += len(pages[-1].lines)
            if lines > 20 * limits.blocks:
                raise FileRefused("too_large", facts={"lines": lines, "most": 20 * limits.blocks})
            progress(index + 1, total)
    return pages


def _doubt_pages(pages: list[PageText], found: Findings) -> None:
    letters = [sum(char.isalpha() for line in page.lines for char in line.text) for page in pages]
    if sum(letters) < LEAST:
        raise FileRefused("no_text", facts={"pages": len(pages)})
    for page, count in zip(pages, letters, strict=True):
        if not count and page.pictured:
            found.doubt("page_without_words", "", page=page.number)
        if broken := [line.text for line in page.lines if line.broken]:
            found.doubt("unreadable_letters", " ".join(broken), page=page.number)


def _set_levels(parts: list[Part]) -> None:
    """The further in a list sign stands than those before it, the deeper the item."""
    steps: list[float] = []
    for part in parts:
        if part.kind is not None or not take_mark(plain(part.text), small_o=part.role == "listed"):
            steps = []
            continue
        steps = [one for one in steps if one < part.indent - 5] + [part.indent]
        part.level = len(steps)


def _continued(parts: list[Part], found: Findings) -> list[Part]:
    """A table that goes on at the top of the next page is one table."""
    result: list[Part] = []
    for part in parts:
        before = result[-1] if result else None
        if before and before.kind is part.kind is Kind.TABLE and part.breaks and _same_columns(before, part):
            rows = list(part.rows)
            if rows[0] == before.rows[0] and any(rows[0]):
                found.leave(" ".join(rows.pop(0)), "running_header", part.page)
            if rows and before.rows and not rows[0][0] and any(rows[0]):
                first = tuple(f"{a} {b}".strip() for a, b in zip(before.rows[-1], rows.pop(0), strict=True))
                before.rows = (*before.rows[:-1], first)
            before.rows = (*before.rows, *rows)
            before.inner += part.inner
        else:
            result.append(part)
    return result


def _same_columns(one: Part, two: Part) -> bool:
    return {len(row) for row in one.rows} == {len(row) for row in two.rows} and len(one.rows[0]) > 1
