"""Takes headers, footers, page numbers and ornament off the pages of a PDF."""

import re
from collections import defaultdict

from ewloe_desktop.intake.parts import plain
from ewloe_desktop.intake.pdf_lines import Line, PageText
from ewloe_desktop.intake.running import key_of, page_of
from ewloe_desktop.intake.shape import Findings

EDGE = 0.14  # of the page's height: headers and footers stand no further in
NEAR = 6.0  # points a running line may move from page to page
Placed = tuple[PageText, Line]
COMMENT = re.compile(r"^Commented? \[\w{1,6}\d+(?:R\d+)?\]")


def drop_running(pages: list[PageText], found: Findings) -> str:
    """Leaves the running lines out of the pages and gives the header's words ("" when there is none)."""
    running = _running(pages)
    header = ""
    for page in pages:
        kept = []
        for line in page.lines:
            why = "comment" if COMMENT.match(line.text) else _why(line, page, running)
            if not why:
                kept.append(line)
                continue
            found.leave(line.text, why, page.number)
            if why == "running_header" and not header:
                header = plain(line.text)
            if why == "comment":
                found.doubt("comments", line.text, page=page.number)
        page.lines = kept
    return header


def _why(line: Line, page: PageText, running: set[int]) -> str:
    if not line.artifact and id(line) not in running:
        return ""
    if page_of(line.text) is not None:
        return "page_number"
    if not _side(line, page):
        return "decoration"
    return "running_header" if _side(line, page) == "top" else "running_footer"


def _side(line: Line, page: PageText) -> str:
    if line.base < EDGE * page.height:
        return "top"
    return "bottom" if line.base > (1 - EDGE) * page.height else ""


def _running(pages: list[PageText]) -> set[int]:
    """The lines (by identity) that repeat at the same place of the page's edge."""
    places: dict[tuple[str, str], list[Placed]] = defaultdict(list)
    for page in pages:
        for line in page.lines:
            if not line.artifact and (side := _side(line, page)):
                places[side, key_of(line.text)].append((page, line))
    found: set[int] = set()
    for cluster in (cluster for group in places.values() for cluster in _same_height(group)):
        if _repeats(cluster, len(pages)):
            found.update(id(line) for _, line in cluster)
    for side in ("top", "bottom"):
        numbers = _numbers(places, side)
        found |= _with_neighbours(numbers, _page_numbers(numbers, len(pages)))
    return found


def _with_neighbours(numbers: list[Placed], counted: set[int]) -> set[int]:
    """The numbers that count the pages, and what stands on one line with each."""
    found = set(counted)
    for page, number in numbers:
        if id(number) in counted:
            found.update(id(line) for line in page.lines if abs(line.base - number.base) <= 3)
    return found


def _numbers(places: dict[tuple[str, str], list[Placed]], side: str) -> list[Placed]:
    """Lines at one side of the pages that are nothing but a number."""
    return [one for key, group in places.items() if key[0] == side for one in group if page_of(one[1].text)]


def _same_height(group: list[Placed]) -> list[list[Placed]]:
    clusters: list[list[Placed]] = []
    for page, line in sorted(group, key=lambda one: one[1].base):
        if clusters and line.base - clusters[-1][-1][1].base <= NEAR:
            clusters[-1].append((page, line))
        else:
            clusters.append([(page, line)])
    return clusters


def _repeats(cluster: list[Placed], pages: int) -> bool:
    """On enough pages, with the same words, or words that differ only in counting the pages."""
    on = len({page.number for page, _ in cluster})
    if on < 2 or on < 0.4 * pages or (on == 2 and pages > 3):
        return False
    texts = {plain(line.text) for _, line in cluster}
    return len(texts) == 1 or _counts(cluster)


def _counts(cluster: list[Placed]) -> bool:
    """Whether one of the numbers in the line goes up with the pages."""
    found = [(page.number, [int(n) for n in re.findall(r"\d{1,6}", line.text)]) for page, line in cluster]
    least = min(len(numbers) for _, numbers in found)
    return any(len({numbers[i] - page for page, numbers in found}) == 1 for i in range(least))


def _page_numbers(group: list[Placed], pages: int) -> set[int]:
    """Numbers at the edge that go up with the pages; on a single page only one that says so."""
    shifts: dict[int, list[Line]] = defaultdict(list)
    for page, line in group:
        shifts[(page_of(line.text) or 0) - page.number].append(line)
    found: set[int] = set()
    for shift, lines in shifts.items():
        worded = [line for line in lines if re.search(r"[A-Za-z/]", line.text)]
        if len(lines) > 1 or (pages == 1 and shift == 0):
            found.update(map(id, lines))
        else:
            found.update(map(id, worded))
    return found
