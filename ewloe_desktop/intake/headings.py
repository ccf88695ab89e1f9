"""Which parts are headings, and of which level: by what the file says, by look, and by the words themselves."""

import re
from collections.abc import Callable

from ewloe_desktop.domain.text import Kind
from ewloe_desktop.intake.front import POLICY, SCHOOL, is_filled_in
from ewloe_desktop.intake.parts import Part, ends

LONGEST = 120  # characters
_INNER_END = re.compile(r"[.!?]\s+[A-Z\"“]")
_CHAPTER = re.compile(r"\d{1,2}\s+(?=[A-ZÀ-Þ][a-zà-ÿ])")
_OPENING = re.compile(r"^[\"'“‘(\[\s]*[A-ZÀ-ÞŴŶ0-9]")


def like_a_heading(part: Part) -> bool:
    """Short, alone, begins like a title and does not end like a sentence."""
    text = part.text
    if part.kind not in (None, Kind.ITEM) or part.boxed or not 2 < len(text) <= LONGEST or part.lines > 2:
        return False
    if text[-1] in ".,;" or _INNER_END.search(text) or not _OPENING.match(text) or is_filled_in(text):
        return False
    return any(char.isalpha() for char in text) and len(text.split()) <= 16


def judge(parts: list[Part], doubt: Callable[..., None]) -> None:
    """Makes headings of the parts that are; one that only its look gives away is doubted."""
    body = _body(parts)
    looks = [_looks(part, body) for part in parts]
    _unlook(parts, looks)
    told = any(part.kind is Kind.HEADING for part in parts)
    known = told or any(looks) or any(part.bold and not part.boxed for part in parts)
    for index, (part, stands_out) in enumerate(zip(parts, looks, strict=True)):
        if part.kind is Kind.HEADING:
            continue
        if stands_out or (not known and _reads_as_heading(parts, index)):
            _make(part)
            if part.text[-1] in ":-–":
                doubt("heading_guessed", part.text, part)
    _level(parts, body)


def _body(parts: list[Part]) -> float:
    weights: dict[float, int] = {}
    for part in parts:
        if part.kind is not Kind.TABLE and part.size:
            size = round(part.size * 2) / 2
            weights[size] = weights.get(size, 0) + len(part.text)
    return max(weights, key=lambda size: weights[size], default=0.0)


def _looks(part: Part, body: float) -> bool:
    """Larger than the text, or bold from end to end."""
    if not like_a_heading(part) or part.style in ("bullet", "letter"):
        return False
    if body and part.size >= body * 1.12 and part.lines <= 3:
        return True
    return part.bold


def _unlook(parts: list[Part], looks: list[bool]) -> None:
    """A cover's last line and a school's name on it look like headings and are none."""
    text = next((i for i, part in enumerate(parts) if part.kind is None and ends(part.text) and len(part.text) > 60), 0)
    for index, part in enumerate(parts):
        if looks[index] and index < text and SCHOOL.search(part.text) and not POLICY.search(part.text):
            looks[index] = False
        following = index + 1 < len(parts) and parts[index + 1].breaks and parts[index + 1].page > part.page
        if following and looks[index] and looks[index + 1] and parts[index + 1].size >= part.size:
            looks[index] = False


def _reads_as_heading(parts: list[Part], index: int) -> bool:
    """For text without a look: a short line of its own that asks or names, with text after it."""
    part = parts[index]
    if not like_a_heading(part) or part.style in ("bullet", "letter") or part.lines > 1 or index + 1 == len(parts):
        return False
    if part.style == "number" and not _is_numbered_title(parts, index):
        return False
    if part.text.endswith("?"):
        return True
    if part.text[-1] in ":-–" or len(part.text.split()) > 10 or len(part.text) > 80:
        return False
    return not _in_a_run(parts, index)


def _is_numbered_title(parts: list[Part], index: int) -> bool:
    """A number and a name above text, and not one of a list of short lines."""
    beside = [parts[i] for i in (index - 1, index + 1) if 0 <= i < len(parts)]
    return not any(one.style == "number" and len(one.text) <= LONGEST and not ends(one.text) for one in beside)


def _in_a_run(parts: list[Part], index: int) -> bool:
    """One of three or more short lines on end, as in an address or a sign-off."""
    run = 1
    for step in (-1, 1):
        at = index + step
        while (
            0 <= at < len(parts) and parts[at].kind is None and len(parts[at].text) <= 60 and not ends(parts[at].text)
        ):
            run, at = run + 1, at + step
    return run >= 3


def _make(part: Part) -> None:
    part.kind, part.style = Kind.HEADING, ""
    if not part.mark and (match := _CHAPTER.match(part.text)):
        part.mark, part.text, part.level = match.group().strip(), part.text[match.end() :], 1
    part.level = part.level if part.mark else 0


def _level(parts: list[Part], body: float) -> None:
    """Numbers say the level; else what the file says; else the size."""
    found = [part for part in parts if part.kind is Kind.HEADING]
    sizes = sorted({round(part.size) for part in found if not part.level}, reverse=True)
    for part in found:
        if not part.level:
            part.level = 1 + sizes.index(round(part.size))
        part.level = min(6, part.level)
