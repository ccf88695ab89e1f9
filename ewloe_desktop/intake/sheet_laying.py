"""Lays one picture of a page over another: by the corners of the codes on both, then by the words around them."""

from collections.abc import Sequence
from itertools import product
from operator import mul

from PIL import Image, ImageChops, ImageFilter

from ewloe_desktop.intake.sheet_pages import Found, Point

Laying = tuple[float, float, float, float, float, float]  # x' = a x + b y + c, y' = d x + e y + f: stored to scan
_WHITE = 255
_PATCH = (150, 110)  # pixels of half the stored page's fineness
_SOFT = ImageFilter.GaussianBlur(1.5)
_FAR = 6  # a reach from which on every third place is looked at first
Area = tuple[int, int, int, int]


def laid_over(
    scan: Image.Image, found: Sequence[Found], page: Image.Image, printed: Sequence[Found]
) -> Image.Image | None:
    """The scan as it lies on the stored page, in its size and its whites and blacks; None when no code is on both."""
    pairs = _pairs(found, printed, scan.size, page.size)
    if not pairs:
        return None
    points = [pair for one, other in pairs for pair in zip(other.corners, one.corners, strict=True)]
    laying = _affine(points) if len(pairs) > 1 else _similar(points)
    scan = _evened(scan)
    half = page.resize((page.width // 2, page.height // 2), Image.Resampling.BOX)
    for reach in (9, 3):
        laying = _nearer(_halved(scan, laying, half.size), half.filter(_SOFT), laying, reach)
    return scan.transform(page.size, Image.Transform.AFFINE, laying, Image.Resampling.BICUBIC, fillcolor=_WHITE)


def _halved(scan: Image.Image, laying: Laying, size: tuple[int, int]) -> Image.Image:
    """The scan as it lies on the page, at half its fineness: enough to tell by how much it is off."""
    a, b, c, d, e, f = laying
    rough = (2 * a, 2 * b, c, 2 * d, 2 * e, f)
    over = scan.transform(size, Image.Transform.AFFINE, rough, Image.Resampling.BILINEAR, fillcolor=_WHITE)
    return over.filter(_SOFT)


def _evened(scan: Image.Image) -> Image.Image:
    """Paper made white and print made black, whatever the scanner's light was."""
    counts = scan.histogram()
    total, paper, ink, seen = sum(counts), _WHITE, 0, 0
    for grey, count in enumerate(counts):
        seen += count
        if seen < total * 0.005:
            ink = grey
        if seen < total * 0.6:
            paper = grey
    spread = max(paper - 12 - ink, 40)
    return scan.point(lambda grey: max(0, min(_WHITE, round((grey - ink) * _WHITE / spread))))


def _pairs(
    found: Sequence[Found], printed: Sequence[Found], scan: tuple[int, int], page: tuple[int, int]
) -> list[tuple[Found, Found]]:
    """Which code on the scan is which on the page: so that the page's corners come to lie near the scan's own."""
    best: tuple[float, Laying] | None = None
    for one, other in product(found, printed):
        if one.text != other.text:
            continue
        laying = _similar(list(zip(other.corners, one.corners, strict=True)))
        off = _off(laying, scan, page)
        if best is None or off < best[0]:
            best = (off, laying)
    if best is None:
        return []
    pairs = []
    for one in found:
        same = [other for other in printed if other.text == one.text]
        near = min(same, key=lambda other: _apart(best[1], other, one), default=None)
        if near is not None and _apart(best[1], near, one) < 0.1 * max(scan):
            pairs.append((one, near))
    return pairs


def _off(laying: Laying, scan: tuple[int, int], page: tuple[int, int]) -> float:
    (wide, high), (most_x, most_y) = page, scan
    total = 0.0
    for corner in ((0, 0), (wide, 0), (0, high), (wide, high)):
        x, y = put(laying, corner)
        total += max(0.0, -x, x - most_x) + max(0.0, -y, y - most_y)
    return total


def _apart(laying: Laying, printed: Found, found: Found) -> float:
    total = 0.0
    for place, corner in zip(printed.corners, found.corners, strict=True):
        x, y = put(laying, place)
        total += abs(x - corner[0]) + abs(y - corner[1])
    return total / 4


def put(laying: Laying, point: Point) -> Point:
    """Where a point of the stored page lies on the scan."""
    a, b, c, d, e, f = laying
    return a * point[0] + b * point[1] + c, d * point[0] + e * point[1] + f


def _similar(points: Sequence[tuple[Point, Point]]) -> Laying:
    """Turned, enlarged and moved, without shearing: as much as one code's corners tell."""
    count = len(points)
    mx, my = (sum(p[0][k] for p in points) / count for k in (0, 1))
    nx, ny = (sum(p[1][k] for p in points) / count for k in (0, 1))
    along = across = square = 0.0
    for (px, py), (qx, qy) in points:
        x, y, u, v = px - mx, py - my, qx - nx, qy - ny
        along += x * u + y * v
        across += x * v - y * u
        square += x * x + y * y
    a, d = along / square, across / square
    return a, -d, nx - a * mx + d * my, d, a, ny - d * mx - a * my


def _affine(points: Sequence[tuple[Point, Point]]) -> Laying:
    """The laying with the least squares of what is left."""
    table = [[0.0] * 5 for _ in range(3)]
    for (x, y), (u, v) in points:
        for i, p in enumerate((x, y, 1.0)):
            for j, q in enumerate((x, y, 1.0, u, v)):
                table[i][j] += p * q
    for i in range(3):
        lead = max(range(i, 3), key=lambda row: abs(table[row][i]))
        table[i], table[lead] = table[lead], table[i]
        if abs(table[i][i]) < 1e-9:
            return _similar(points)
        table[i] = [cell / table[i][i] for cell in table[i]]
        for row in range(3):
            if row != i:
                table[row] = [cell - table[row][i] * own for cell, own in zip(table[row], table[i], strict=True)]
    (a, d), (b, e), (c, f) = ((row[3], row[4]) for row in table)
    return a, b, c, d, e, f


def _nearer(one: Image.Image, other: Image.Image, laying: Laying, reach: int) -> Laying:
    """The laying put right by how far the words themselves are still off, patch by patch, at half fineness."""
    wide, high = _PATCH
    points: list[tuple[Point, Point]] = []
    for top in range(reach, other.height - high - reach, high):
        for left in range(reach, other.width - wide - reach, wide):
            area = (left, top, left + wide, top + high)
            there = other.crop(area)
            if sum(there.histogram()[:160]) < 0.01 * wide * high:
                continue  # too little print to tell
            across, down = best_move(one, there, area, reach)
            if max(abs(across), abs(down)) < reach:
                middle = (2.0 * left + wide, 2.0 * top + high)
                points.append((middle, put(laying, (middle[0] + 2 * across, middle[1] + 2 * down))))
    return _steady(points, laying)


def shifted(one: Image.Image, area: Area, move: tuple[int, int]) -> Image.Image:
    """A part of a picture, so many pixels further right and down."""
    return one.crop((area[0] + move[0], area[1] + move[1], area[2] + move[0], area[3] + move[1]))


def best_move(one: Image.Image, there: Image.Image, area: Area, reach: int) -> tuple[int, int]:
    """By how many pixels the picture has to be read further right and down to be most like a part of the other."""
    best, least = (0, 0), _off_by(one, there, area, (0, 0))
    step = 1 if reach < _FAR else 3
    for down in range(-reach, reach + 1, step):
        for across in range(-reach, reach + 1, step):
            amount = _off_by(one, there, area, (across, down))
            if amount < least:
                best, least = (across, down), amount
    if step == 1:
        return best
    for down in range(best[1] - 2, best[1] + 3):
        for across in range(best[0] - 2, best[0] + 3):
            amount = _off_by(one, there, area, (across, down))
            if amount < least:
                best, least = (across, down), amount
    return best


def _off_by(one: Image.Image, there: Image.Image, area: Area, move: tuple[int, int]) -> float:
    counts = ImageChops.difference(shifted(one, area, move), there).histogram()
    return float(sum(map(mul, range(256), counts)))


def _steady(points: Sequence[tuple[Point, Point]], laying: Laying) -> Laying:
    """The laying through most of the points; those far off it are left out, as handwriting is."""
    for _round in range(3):
        if len(points) < 6:
            return laying
        laying = _affine(points)
        gaps = [abs(u - x) + abs(v - y) for (u, v), (x, y) in ((put(laying, p), q) for p, q in points)]
        most = max(3.0, 2 * sorted(gaps)[len(gaps) // 2])
        points = [point for point, gap in zip(points, gaps, strict=True) if gap <= most]
    return laying
