"""In which order the lines of a PDF page are read, and which of them stand in the cells of a ruled table."""

from dataclasses import replace
from itertools import pairwise

from ewloe_desktop.intake.pdf_lines import Line, PageText
from ewloe_desktop.intake.pdf_rules import grids
from ewloe_desktop.intake.pdf_tags import Tag


def place_in_cells(page: PageText) -> None:
    """Without tags, the ruled lines say which cell a line stands in."""
    if page.cells or not page.rules:
        return
    for number, grid in enumerate(grids(page.rules), 1):
        start = 900_000_000 + page.number * 100_000 + number * 5_000
        for line in page.lines:
            cell = grid.cell((line.left + min(line.right, line.left + line.size)) / 2, line.base - line.size / 3)
            if cell and not line.tag.table:
                line.tag = replace(
                    line.tag, table=start, row=start + cell[0] * 50, cell=start + cell[0] * 50 + cell[1] + 1
                )
        page.cells += [
            Tag(table=start, row=start + r * 50, cell=start + r * 50 + c + 1)
            for r, c in sorted(set(grid.owner.values()))
        ]


def ordered(page: PageText) -> list[Line]:
    """Tagged pages in the order of their tags; others as drawn, or from the top when drawn anyhow."""
    lines = page.lines
    if any(line.tag.block for line in lines):
        key, keys = 0, []
        for line in lines:
            key = line.tag.block or key
            keys.append(key)
        return [line for _, line in sorted(zip(keys, lines, strict=True), key=lambda pair: pair[0])]
    jumps = sum(two.base < one.base - one.size for one, two in pairwise(lines))
    if jumps > max(3, len(lines) // 4):
        lines = sorted(lines, key=lambda line: (round(line.base / 3), line.left))
    return [line for unit in _by_height(_units(_gathered(lines))) for line in unit]


def _units(lines: list[Line]) -> list[list[Line]]:
    """Tables, and runs of lines that go down the page."""
    units: list[list[Line]] = []
    for line in lines:
        last = units[-1][-1] if units else None
        if (
            last is None
            or last.tag.table != line.tag.table
            or (not line.tag.table and line.base < last.base - line.size)
        ):
            units.append([])
        units[-1].append(line)
    return units


def _by_height(units: list[list[Line]]) -> list[list[Line]]:
    """A unit that stands wholly above others comes before them, however late it was drawn."""
    result: list[list[Line]] = []
    for unit in units:
        bottom = max(line.base for line in unit)
        at = next((i for i, one in enumerate(result) if bottom <= min(line.top for line in one)), len(result))
        result.insert(at, unit)
    return result


def _gathered(lines: list[Line]) -> list[Line]:
    """The lines of one table together, cell by cell, where its first line stands."""
    first: dict[int, int] = {}
    for index, line in enumerate(lines):
        if line.tag.table:
            first.setdefault(line.tag.table, index)
    return [
        line
        for _, _, _, line in sorted(
            (first.get(line.tag.table, index), line.tag.cell, index, line) for index, line in enumerate(lines)
        )
    ]
