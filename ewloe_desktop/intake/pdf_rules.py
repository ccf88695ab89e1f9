"""The ruled lines of a PDF page, and the grids they form. Runs in the child only."""

import ctypes
from dataclasses import dataclass

import pypdfium2
import pypdfium2.raw as pdfium

MOST = 20_000  # drawn objects looked at on one page
NEAR = 3.0  # points: rules that nearly meet do meet
THIN = 3.0  # points: a box not thicker than this is a rule
SHORT = 8.0  # points: shorter strokes are ornament


@dataclass(frozen=True, slots=True)
class Rule:
    """A straight line along `at` from `start` to `stop`; distances from the page's top left corner."""

    level: bool  # horizontal
    at: float
    start: float
    stop: float


@dataclass(frozen=True, slots=True)
class Grid:
    """A ruled table: the lines between its columns and rows, and which cell every place belongs to."""

    columns: tuple[float, ...]
    rows: tuple[float, ...]
    owner: dict[tuple[int, int], tuple[int, int]]

    def cell(self, x: float, y: float) -> tuple[int, int] | None:
        """(row, column) of the cell at a point, or None outside."""
        row, column = _between(self.rows, y), _between(self.columns, x)
        return self.owner[row, column] if row is not None and column is not None else None


def page_rules(page: pypdfium2.PdfPage) -> list[Rule]:
    """Every straight level or upright line drawn on the page."""
    count = pdfium.FPDFPage_CountObjects(page.raw)
    if count > MOST:
        return []
    height = page.get_height()
    rules: list[Rule] = []
    for i in range(count):
        drawn = pdfium.FPDFPage_GetObject(page.raw, i)
        if pdfium.FPDFPageObj_GetType(drawn) == pdfium.FPDF_PAGEOBJ_PATH:
            rules += _rules_of(drawn, height)
    return rules


def _rules_of(drawn: object, height: float) -> list[Rule]:
    west, south, east, north = (ctypes.c_float() for _ in range(4))
    if not pdfium.FPDFPageObj_GetBounds(drawn, west, south, east, north):
        return []
    left, right, top, bottom = west.value, east.value, height - north.value, height - south.value
    if bottom - top <= THIN or right - left <= THIN:
        return _thin(left, right, top, bottom)
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDFPath_GetDrawMode(drawn, fill, stroke)
    return _strokes(drawn, height) if stroke.value else []


def _thin(left: float, right: float, top: float, bottom: float) -> list[Rule]:
    if right - left >= SHORT:
        return [Rule(True, (top + bottom) / 2, left, right)]
    if bottom - top >= SHORT:
        return [Rule(False, (left + right) / 2, top, bottom)]
    return []


def _strokes(drawn: object, height: float) -> list[Rule]:
    """The straight pieces of a stroked outline."""
    matrix, x, y = pdfium.FS_MATRIX(), ctypes.c_float(), ctypes.c_float()
    pdfium.FPDFPageObj_GetMatrix(drawn, matrix)
    rules: list[Rule] = []
    start = before = (0.0, 0.0)
    for i in range(min(pdfium.FPDFPath_CountSegments(drawn), MOST)):
        piece = pdfium.FPDFPath_GetPathSegment(drawn, i)
        pdfium.FPDFPathSegment_GetPoint(piece, x, y)
        now = (
            matrix.a * x.value + matrix.c * y.value + matrix.e,
            height - (matrix.b * x.value + matrix.d * y.value + matrix.f),
        )
        kind = pdfium.FPDFPathSegment_GetType(piece)
        if kind == pdfium.FPDF_SEGMENT_MOVETO:
            start = now
        elif kind == pdfium.FPDF_SEGMENT_LINETO:
            rules += _straight(before, now)
        if pdfium.FPDFPathSegment_GetClose(piece):
            rules += _straight(now, start)
        before = now
    return rules


def _straight(one: tuple[float, float], two: tuple[float, float]) -> list[Rule]:
    left, right, top, bottom = min(one[0], two[0]), max(one[0], two[0]), min(one[1], two[1]), max(one[1], two[1])
    return _thin(left, right, top, bottom) if min(right - left, bottom - top) < 0.5 else []


def grids(rules: list[Rule]) -> list[Grid]:
    """The tables that the rules form: groups of crossing rules with at least two cells."""
    found = []
    for group in _groups(rules):
        columns = _places([rule.at for rule in group if not rule.level])
        rows = _places([rule.at for rule in group if rule.level])
        if len(columns) >= 2 and len(rows) >= 2 and len(columns) + len(rows) >= 5:
            grid = Grid(columns, rows, _owners(columns, rows, group))
            if len(set(grid.owner.values())) > 1:
                found.append(grid)
    return sorted(found, key=lambda grid: (grid.rows[0], grid.columns[0]))


def _groups(rules: list[Rule]) -> list[list[Rule]]:
    """Rules that touch one another, directly or through others."""
    groups: list[list[Rule]] = []
    if len(rules) > 2000:
        return groups
    left = list(rules)
    while left:
        group, edge = [left[0]], [left.pop(0)]
        while edge:
            one = edge.pop()
            touching = [other for other in left if _touch(one, other)]
            left = [other for other in left if not _touch(one, other)]
            group += touching
            edge += touching
        groups.append(group)
    return groups


def _touch(one: Rule, two: Rule) -> bool:
    if one.level == two.level:
        return abs(one.at - two.at) <= NEAR and one.start <= two.stop + NEAR and two.start <= one.stop + NEAR
    return two.start - NEAR <= one.at <= two.stop + NEAR and one.start - NEAR <= two.at <= one.stop + NEAR


def _places(values: list[float]) -> tuple[float, ...]:
    """Distinct places; those that nearly coincide are one."""
    found: list[float] = []
    for value in sorted(values):
        if not found or value - found[-1] > 2 * NEAR:
            found.append(value)
    return tuple(found)


def _owners(
    columns: tuple[float, ...], rows: tuple[float, ...], rules: list[Rule]
) -> dict[tuple[int, int], tuple[int, int]]:
    """For every place of the grid its cell: places without a rule between them are one."""
    owner = {(r, c): (r, c) for r in range(len(rows) - 1) for c in range(len(columns) - 1)}
    for r, c in sorted(owner):
        middle_x, middle_y = (columns[c] + columns[c + 1]) / 2, (rows[r] + rows[r + 1]) / 2
        if c and not _ruled(rules, False, columns[c], middle_y):
            owner[r, c] = owner[r, c - 1]
        elif r and not _ruled(rules, True, rows[r], middle_x):
            owner[r, c] = owner[r - 1, c]
    return owner


def _ruled(rules: list[Rule], level: bool, at: float, through: float) -> bool:
    return any(
        rule.level == level and abs(rule.at - at) <= 2 * NEAR and rule.start - NEAR <= through <= rule.stop + NEAR
        for rule in rules
    )


def _between(places: tuple[float, ...], value: float) -> int | None:
    for index in range(len(places) - 1):
        if places[index] - 1 <= value <= places[index + 1] + 1:
            return index
    return None
