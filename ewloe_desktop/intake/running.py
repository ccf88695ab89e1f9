"""Which lines only repeat from page to page: headers, footers, page numbers."""

import re

from ewloe_desktop.intake.parts import ends, plain, starts_low

_PAGE = re.compile(
    r"[-–—|\[(~\s]*(?:(?:page|p\.?|tudalen|tud\.?)\s*)?(?P<page>\d{1,4})"
    r"(?:\s*(?:of|/|o|allan o)\s*(?P<of>\d{1,4}))?[-–—|\])~\s]*$",
    re.IGNORECASE,
)


def is_page_number(text: str) -> bool:
    """Whether the line is nothing but a page number: "3", "- 3 -", "Page 3 of 9"."""
    return page_of(text) is not None


def page_of(text: str) -> int | None:
    """The page number that the line is, or None."""
    match = _PAGE.match(text.strip())
    return int(match["page"]) if match else None


def key_of(text: str) -> str:
    """What stays the same on every page: the words without the numbers."""
    return re.sub(r"\d+", "#", plain(text)).casefold()


def running_lines(lines: list[str]) -> set[str]:
    """Lines of a plain text that stand alone again and again, in the middle of sentences or at each page's edge."""
    places: dict[str, list[int]] = {}
    texts = [plain(line) for line in lines]
    dense = texts.count("") < 0.1 * len(texts)  # no empty lines between paragraphs: every line stands alone
    for index, text in enumerate(texts):
        if text and len(text) <= 150 and (dense or _alone(lines, texts, index)):
            places.setdefault(key_of(text), []).append(index)
    first = next((index for index, text in enumerate(texts) if text), -1)
    found: set[str] = set()
    for where in places.values():
        if len(where) >= 2 and _repeats_by_page(where, lines, texts, first):
            found.update(texts[index] for index in where)
    return found


def _alone(lines: list[str], texts: list[str], index: int) -> bool:
    """An empty line, a page's edge or the end of the file on at least one side of it, and on both unless paged."""
    above = index == 0 or not texts[index - 1] or lines[index].startswith("\f")
    below = index + 1 == len(texts) or not texts[index + 1] or lines[index + 1].startswith("\f")
    return (above and below) or lines[index].startswith("\f") or (below and lines[index + 1 : index + 2] == ["\f"])


def _repeats_by_page(where: list[int], lines: list[str], texts: list[str], first: int) -> bool:
    """Repeated for a page's sake: the edge of a page each time, or the first line of all, or cutting sentences."""
    edges = sum(_at_edge(lines, texts, index) for index in where)
    if edges >= max(2, 0.6 * len(where)):
        return True
    numbered = len({texts[index] for index in where}) == len(where) > 2 and "#" in key_of(texts[where[0]])
    cuts = sum(_cuts(texts, index) for index in where)
    if where[0] == first:
        return cuts > 0 or len(where) > 2
    return len(where) > 2 and (cuts > 0 or (numbered and bool(re.search(r"\bpage\b", texts[where[0]], re.IGNORECASE))))


def _at_edge(lines: list[str], texts: list[str], index: int) -> bool:
    """Next to a form feed, with nothing but empty lines between."""
    if any(line.startswith("\f") for line in lines[index : index + 1]):
        return True
    for step in (-1, 1):
        at = index + step
        while 0 <= at < len(lines) and not texts[at]:
            if lines[at].startswith("\f"):
                return True
            at += step
        if step == 1 and at < len(lines) and lines[at].startswith("\f"):
            return True
    return False


def _cuts(texts: list[str], index: int) -> bool:
    """Whether a sentence is broken off above this line and goes on below it."""
    above = next((text for text in reversed(texts[:index]) if text), "")
    below = next((text for text in texts[index + 1 :] if text), "")
    return len(above) > 40 and not ends(above) and starts_low(below)
