"""From the lines of a page to its paragraphs and tables."""

from collections import Counter
from dataclasses import dataclass, field, replace
from itertools import pairwise

from ewloe_desktop.domain.text import Kind
from ewloe_desktop.intake.parts import Part, ends, join, starts_low, take_mark
from ewloe_desktop.intake.pdf_lines import Line, PageText
from ewloe_desktop.intake.pdf_order import ordered, place_in_cells
from ewloe_desktop.intake.pdf_tags import NO_TAG

HEADS = ("Title", "H1", "H2", "H3", "H4", "H5", "H6")


@dataclass(slots=True)
class Flow:
    """Lines that follow one another down a column or a cell."""

    lines: list[Line] = field(default_factory=list)

    def edge(self, line: Line) -> float:
        """How far right lines that begin about where this one does may go."""
        near = sorted(one.right for one in self.lines if abs(one.left - line.left) < 4 * line.size) or [line.right]
        return near[int(0.93 * (len(near) - 1))] if len(near) >= 10 else near[-1]


def distrust(page: PageText) -> None:
    """Throws the tags of a page away when they call every line a paragraph."""
    pairs = bad = 0
    for one, two in pairwise(page.lines):
        if one.tag.cell or two.tag.cell or one.tag.block == 0:
            continue
        pairs += 1
        bad += one.tag.block != two.tag.block and not ends(one.text) and starts_low(two.text)
    tagged = sum(line.tag.block > 0 for line in page.lines)
    if tagged < 0.9 * len(page.lines) or bad > max(2, 0.3 * pairs):
        for line in page.lines:
            line.tag = replace(NO_TAG, kind=line.tag.kind if line.tag.kind in HEADS else "")
        page.cells = []


def spacing(pages: list[PageText]) -> float:
    """The usual distance of two lines of one paragraph, in letter heights."""
    seen: Counter[float] = Counter()
    for page in pages:
        widest = max((line.right for line in page.lines), default=0)
        for one, two in pairwise(page.lines):
            step = (two.base - one.base) / max(one.size, 1)
            if one.right > 0.8 * widest and 0.9 < step < 2.6 and starts_low(two.text):
                seen[round(step, 1)] += 1
    return seen.most_common(1)[0][0] if seen else 1.25


def page_parts(page: PageText, step: float) -> list[Part]:
    """The paragraphs and tables of one page in reading order; `step` as `spacing` gives it."""
    place_in_cells(page)
    lines = ordered(page)
    parts: list[Part] = []
    at = 0
    while at < len(lines):
        table = lines[at].tag.table
        stop = next((i for i in range(at, len(lines)) if lines[i].tag.table != table), len(lines))
        parts += [_table(lines[at:stop], page, step)] if table else _paragraphs(lines[at:stop], step)
        at = stop
    if parts:
        parts[0].breaks = True
    return parts


def _table(lines: list[Line], page: PageText, step: float) -> Part:
    """One table with its cells' words, the empty ones too."""
    table = lines[0].tag.table
    cells: dict[int, list[Line]] = {}
    for line in lines:
        cells.setdefault(line.tag.cell, []).append(line)
    known = {tag.cell for tag in page.cells}
    tags = [tag for tag in page.cells if tag.table == table]
    tags += [lines[0].tag for cell, lines in cells.items() if cell not in known]
    inner: list[Part] = []
    rows: dict[int, list[tuple[float, str]]] = {}
    for tag in tags:
        mine = cells.get(tag.cell, [])
        parts = _paragraphs(mine, step, boxed=True)
        inner += parts
        words = " ".join(_cell_text(part) for part in parts)
        rows.setdefault(tag.row, []).append((min((line.left for line in mine), default=0.0), words))
    return Part(kind=Kind.TABLE, rows=_evened(list(rows.values())), inner=inner, page=page.number)


def _evened(rows: list[list[tuple[float, str]]]) -> tuple[tuple[str, ...], ...]:
    """Rows of one length; where the file leaves empty cells out, the others keep to their columns."""
    width = max(map(len, rows), default=0)
    full = [row for row in rows if len(row) == width]
    lefts = [min((row[c][0] for row in full if row[c][1]), default=1e9) for c in range(width)]
    result = []
    for row in rows:
        cells, at = [""] * width, 0
        for index, (left, words) in enumerate(row):
            last = width - (len(row) - index)  # leaves room for the cells to come
            while len(row) < width and at < last and left > lefts[at + 1] - 3:
                at += 1
            cells[at] = words
            at += 1
        result.append(tuple(cells))
    return tuple(result)


def _cell_text(part: Part) -> str:
    taken = take_mark(part.text)
    return taken[2] if taken and taken[0] == "bullet" else part.text


def _paragraphs(lines: list[Line], step: float, *, boxed: bool = False) -> list[Part]:
    """Lines outside of tables, or of one cell, as paragraphs."""
    parts: list[Part] = []
    for flow in _flows(_merged(lines)):
        fresh = len(parts)
        last: Line | None = None
        for line in flow.lines:
            if last is not None and _continues(parts[-1], last, line, flow, step):
                _add(parts[-1], line)
            else:
                parts.append(_part(line, boxed))
            parts[-1].ran_on = line.right > flow.edge(line) - 6 * line.size
            last = line
        if fresh and fresh < len(parts):
            parts[fresh].breaks = True
    return parts


def _merged(lines: list[Line]) -> list[Line]:
    """Pieces side by side on one base line as one line."""
    result: list[Line] = []
    for line in lines:
        last = result[-1] if result else None
        if last and _beside(last, line):
            first = last.inset if last.inset > last.left else line.left
            result[-1] = replace(
                last,
                text=f"{last.text} {line.text}",
                right=line.right,
                top=min(last.top, line.top),
                bold=last.bold and line.bold,
                size=max(last.size, line.size),
                inset=first,
                broken=last.broken or line.broken,
            )
        else:
            result.append(line)
    return result


def _beside(last: Line, line: Line) -> bool:
    if last.tag.block != line.tag.block or not (last.upright and line.upright):
        return last.tag.block == line.tag.block and last.upright == line.upright is False
    return abs(last.base - line.base) <= 0.3 * max(last.size, line.size) and line.left >= last.right - 1


def _flows(lines: list[Line]) -> list[Flow]:
    """Where the next line stands higher than the one before, another column begins."""
    flows: list[Flow] = []
    for line in lines:
        if not flows or line.base < flows[-1].lines[-1].base - line.size:
            flows.append(Flow())
        flows[-1].lines.append(line)
    return flows


def _part(line: Line, boxed: bool) -> Part:
    part = Part(line.text, page=line.page, size=line.size, bold=line.bold, boxed=boxed, indent=line.left)
    kind = line.tag.kind
    if kind[:1] == "H" and kind[1:].isdigit():
        part.kind, part.level = Kind.HEADING, int(kind[1:])
    elif kind == "Title":
        part.role = "title"
    elif line.tag.contents:
        part.role = "contents"
    elif line.tag.item or (line.text.startswith("o ") and line.inset - line.left > 1.1 * line.size):
        part.role = "listed"
    return part


def _add(part: Part, line: Line) -> None:
    part.text = join(part.text, line.text)
    part.bold = part.bold and line.bold
    part.lines += 1


def _continues(part: Part, last: Line, line: Line, flow: Flow, step: float) -> bool:
    """Whether the line goes on with the paragraph of the line before."""
    apart = (line.base - last.base) / (step * max(last.size, line.size))
    if last.tag.block and last.tag.block == line.tag.block:
        turns = last.bold != line.bold and ends(last.text) and not starts_low(line.text)
        return not turns and apart < 1.7 and not _is_new_item(part, line)
    if _starts_item(part, last, line) or apart > 1.2 or last.tag.cell != line.tag.cell:
        return False
    if last.tag.block or line.tag.block:  # a paragraph that the file cut in two in the middle of a sentence
        return starts_low(line.text) and not ends(last.text) and _aligned(part, last, line)
    if abs(last.size - line.size) > 1 or last.tag.kind != line.tag.kind or not line.upright:
        return False
    if last.bold != line.bold and not (starts_low(line.text) and not ends(last.text)):
        return False
    return _aligned(part, last, line) and _would_not_have_fitted(last, line, flow)


def _is_new_item(part: Part, line: Line) -> bool:
    """A tagged paragraph with several typed list signs in it, each on its own line."""
    return part.text[:1] == line.text[:1] and take_mark(line.text) is not None and take_mark(part.text) is not None


def _starts_item(part: Part, last: Line, line: Line) -> bool:
    """A list sign begins the line; a dash in the middle of an item's sentence is none."""
    if not take_mark(line.text):
        return False
    inside = line.text[:1] in "-–—" and part.text[:1] not in "-–—" and not ends(last.text)
    return not (inside and starts_low(line.text[1:].strip()) and line.left >= last.left - 1)


def _aligned(part: Part, last: Line, line: Line) -> bool:
    """Whether the left edges suit one paragraph: even, hanging under its list sign, or after an indented first line."""
    shift = line.left - last.left
    if abs(shift) < 0.6 * line.size:
        return True
    hangs = part.lines == 1 and (abs(line.left - last.inset) < 1.5 * line.size or shift > 0)
    if take_mark(part.text) or shift > 0:
        return hangs and not (ends(last.text) and not take_mark(part.text))
    return (part.lines == 1 and shift > -5 * line.size) or not ends(last.text)


def _would_not_have_fitted(last: Line, line: Line, flow: Flow) -> bool:
    """A line that had room for the next word ended its paragraph on purpose."""
    room = flow.edge(last) - last.right
    return line.first + 0.2 * line.size > room or (starts_low(line.text) and not ends(last.text))
