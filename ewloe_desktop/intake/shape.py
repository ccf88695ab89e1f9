"""From the parts a reader found to the policy's text: joins, front, contents, headings, items."""

import re
from collections import Counter
from itertools import pairwise

from ewloe_desktop.domain.text import Block, Doubt, Kind, LeftOut, PolicyText, Reading, clean
from ewloe_desktop.intake import front, headings
from ewloe_desktop.intake.parts import Part, depth, ends, folded, join, plain, starts_low, take_mark
from ewloe_desktop.intake.running import running_lines

FRONT_PARTS = 25  # the title is looked for in so many parts


class Findings:
    """What a reader leaves out and what it is not sure of, on the way; a doubt is tied to its part until the end."""

    def __init__(self) -> None:
        self.left_out: list[LeftOut] = []
        self.doubts: list[tuple[str, str, Part | None, int]] = []

    def leave(self, text: str, why: str, page: int = 0) -> None:
        """These words are not part of the policy's text."""
        if words := plain(text):
            self.left_out.append(LeftOut(words, why, page))

    def doubt(self, what: str, text: str, part: Part | None = None, page: int = 0) -> None:
        """Somebody should look at this."""
        self.doubts.append((what, plain(text)[:300], part, page or (part.page if part else 0)))


def settle(parts: list[Part], found: Findings, pages: int, *, named: str = "", header: str = "") -> Reading:
    """The finished reading; `named` is the title with its edition where that is known, `header` a running header."""
    parts = [part for part in parts if _cleaned(part)]
    if not pages and not named:
        named, parts = _without_running(parts, found)
    parts = _without_contents(parts, found)
    parts = _without_blank_lines(parts, found)
    parts = joined(_unframed(parts), found)
    title, edition, parts = _front(parts, found, named, header)
    headings.judge(parts, found.doubt)
    return _reading(title, edition, parts, found, pages)


def as_written(parts: list[Part], found: Findings) -> Reading:
    """The reading of a file that the app wrote itself: each part is what its style says, word for word."""
    said: dict[str, str] = {}
    kept = []
    for part in parts:
        part.text, part.mark = clean(part.text), clean(part.mark)
        part.rows = tuple(tuple(clean(cell) for cell in row) for row in part.rows)
        if part.role in ("title", "subtitle") and part.role not in said and part.text:
            said[part.role] = part.text
        elif part.text or part.mark or any(cell for row in part.rows for cell in row):
            kept.append(part)
    if not said.get("title"):
        found.doubt("no_title", "")
    return _reading(said.get("title", ""), said.get("subtitle", ""), kept, found, 0)


def body_size(parts: list[Part]) -> float:
    """The size most letters have; 0 when sizes are not known."""
    sizes: Counter[float] = Counter()
    for part in parts:
        for one in part.inner or (part,):
            sizes[round(one.size * 2) / 2] += len(one.text)
    return sizes.most_common(1)[0][0] if sizes else 0.0


def _cleaned(part: Part) -> bool:
    """Tidies the words in place and takes the list sign off; false when nothing is left."""
    part.text = plain(part.text)
    part.rows = tuple(tuple(plain(cell) for cell in row) for row in part.rows)
    part.inner = [one for one in part.inner if _cleaned(one)]
    if part.kind is None and (taken := take_mark(part.text, small_o=part.role == "listed")):
        part.kind = Kind.ITEM
        part.style, part.mark, part.text = taken
        part.level = max(part.level, depth(part.mark) if part.style == "number" else 1)
    return bool(part.text or part.mark or any(cell for row in part.rows for cell in row))


def _without_running(parts: list[Part], found: Findings) -> tuple[str, list[Part]]:
    """Drops page headers that were pasted into the text, and gives the title they repeat ("" when there are none)."""
    prose = [part for part in parts if part.kind in (None, Kind.HEADING)]
    running = running_lines([part.text for part in prose])
    kept: list[Part] = []
    title, fresh = "", False
    for part in parts:
        if part.kind not in (None, Kind.HEADING) or part.text not in running:
            part.breaks, fresh = part.breaks or fresh, False
            part.ran_on = part.ran_on or not ends(part.text)
            kept.append(part)
            continue
        if title or not any(char.isalpha() for char in part.text):
            found.leave(part.text, "running_header", part.page)
        title, fresh = title or part.text, True
    return title, kept


def _without_contents(parts: list[Part], found: Findings) -> list[Part]:
    """Drops a table of contents: marked as one, or a heading that says so with lines that end in page numbers."""
    kept: list[Part] = []
    inside, last = False, 0
    for part in parts:
        number = _page_number_at_end(part.text)
        if part.role == "contents" or (inside and number is not None and number >= last):
            last = number or last
            found.leave(f"{part.mark} {part.text}", "contents", part.page)
            inside = True
            continue
        inside = _says_contents(part.text)
        last = 0
        kept.append(part)
    return _drop_contents_titles(kept, found, parts)


def _drop_contents_titles(kept: list[Part], found: Findings, before: list[Part]) -> list[Part]:
    """The line "Contents" goes with the list below it."""
    gone = {id(part) for part in before} - {id(part) for part in kept}
    follower = {id(a): b for a, b in pairwise(before)}
    result = []
    for part in kept:
        if _says_contents(part.text) and id(follower.get(id(part))) in gone:
            found.leave(part.text, "contents", part.page)
        else:
            result.append(part)
    return result


def _says_contents(text: str) -> bool:
    return len(text) < 40 and bool(
        re.match(r"(?:(?:table of )?contents|index|(?:tabl )?cynnwys)\b", text, re.IGNORECASE)
    )


def _page_number_at_end(text: str) -> int | None:
    match = re.search(r"(?:[.…_\s]{2,}|\s)(\d{1,3})$", text)
    return int(match.group(1)) if match else None


def _without_blank_lines(parts: list[Part], found: Findings) -> list[Part]:
    """Drops lines for an approval or a date that nobody has filled in."""
    blank = [False] * len(parts)
    for _ in range(2):  # the second round knows the neighbours
        for index, part in enumerate(parts):
            near = any(blank[max(0, index - 1) : index + 2])
            leads = index + 1 < len(parts) and parts[index + 1].kind is Kind.ITEM
            if part.kind is None and not part.boxed and not leads:
                blank[index] = blank[index] or front.is_blank_approval(part.text, near)
    for part, gone in zip(parts, blank, strict=True):
        if gone:
            found.leave(part.text, "blank_approval_line", part.page)
    return [part for part, gone in zip(parts, blank, strict=True) if not gone]


def _unframed(parts: list[Part]) -> list[Part]:
    """Tables that only frame text become that text: one cell, one filled column of long text, or a cover's frame."""
    result: list[Part] = []
    for index, part in enumerate(parts):
        if part.kind is Kind.TABLE and part.inner and _only_frames(part, index < 4):
            roomy = sum(len(one.text) for one in part.inner) > 600
            for one in part.inner:
                one.boxed = not roomy
            result += part.inner
        else:
            result.append(part)
    return result


def _only_frames(table: Part, first: bool) -> bool:
    columns = [any(column) for column in _columns(table.rows)]
    filled = [cell for row in table.rows for cell in row if cell]
    if len(filled) == 1:
        return True
    if sum(columns) > 1:
        return False
    return first or sum(map(len, filled)) / len(filled) > 200


def _columns(rows: tuple[tuple[str, ...], ...]) -> list[tuple[str, ...]]:
    width = max((len(row) for row in rows), default=0)
    return [tuple(row[i] if i < len(row) else "" for row in rows) for i in range(width)]


def joined(parts: list[Part], found: Findings) -> list[Part]:
    """Sentences cut by the end of a page or column made whole."""
    result: list[Part] = []
    for part in parts:
        before = result[-1] if result else None
        if before is not None and (_cut_date(before, part) or (part.breaks and _goes_on(before, part))):
            if part.breaks and not starts_low(part.text):
                found.doubt("joined", f"{before.text[-60:]} | {part.text[:60]}", before, part.page)
            before.text = join(before.text, part.text)
            before.lines += part.lines
            before.ran_on = part.ran_on
        else:
            result.append(part)
    return result


def _cut_date(before: Part, after: Part) -> bool:
    """A month at the end of a label's line, its year on the next."""
    return bool(":" in before.text and front.MONTH_LAST.search(before.text) and re.fullmatch(r"\d{4}\.?", after.text))


def _goes_on(before: Part, after: Part) -> bool:
    """Whether `after`, the first of a page, is the rest of the sentence that `before` began."""
    if after.kind is not None or before.kind not in (None, Kind.ITEM) or after.boxed != before.boxed:
        return False
    if before.size and after.size and abs(before.size - after.size) > 1:
        return False
    if re.search(r"[.!?:;][\"'”’)\]]*$", before.text):
        return False
    if starts_low(after.text):
        return before.ran_on or len(before.text) > 40 or before.kind is Kind.ITEM
    alike = before.bold == after.bold and not headings.like_a_heading(after)
    return alike and before.ran_on and len(before.text) > 60


def _front(parts: list[Part], found: Findings, named: str, header: str) -> tuple[str, str, list[Part]]:
    """Takes the title and the edition out of the text; says so when they had to be guessed."""
    title, edition = front.split_edition(named)
    first = parts[:FRONT_PARTS]
    if not title and (at := front.choose_title(first, body_size(parts))) >= 0:
        title, edition = front.split_edition(parts[at].text)
        for above in parts[:at]:  # what stands above the title belongs to the cover
            above.boxed = True
        parts = parts[:at] + parts[at + 1 :]
    else:
        parts = _without_titles(parts, found, title)
    if header and (not title or front.same_title(header, title)):
        named_there, dated_there = front.split_edition(header)
        title, edition = title or named_there, edition or dated_there
    if not edition:
        edition, parts = _edition(parts)
    if not title:
        found.doubt("no_title", "")
    return title, edition, parts


def _without_titles(parts: list[Part], found: Findings, title: str) -> list[Part]:
    """Without the lines of the front that only say the title again."""
    kept = []
    for index, part in enumerate(parts):
        if index < FRONT_PARTS and part.kind in (None, Kind.HEADING) and front.same_title(part.text, title):
            found.leave(part.text, "repeated_title", part.page)
        else:
            kept.append(part)
    return kept


def _edition(parts: list[Part]) -> tuple[str, list[Part]]:
    """An edition that stands on a line of its own near the front or the end."""
    ends_of_text = [*range(min(12, len(parts))), *range(max(12, len(parts) - 4), len(parts))]
    for index in ends_of_text:
        part = parts[index]
        if part.kind is not Kind.TABLE and (edition := front.edition_alone(part.text)):
            whole = folded(edition) == folded(part.text)
            return edition, parts[:index] + parts[index + 1 :] if whole else parts
    return "", parts


def _reading(title: str, edition: str, parts: list[Part], found: Findings, pages: int) -> Reading:
    blocks = tuple(_block(part) for part in parts)
    places = {id(part): index for index, part in enumerate(parts)}
    doubts = tuple(
        Doubt(what, text, places.get(id(part), -1) if part else -1, page) for what, text, part, page in found.doubts
    )
    left_out = tuple(sorted(found.left_out, key=lambda one: one.page))
    return Reading(
        text=PolicyText(clean(title), clean(edition), blocks),
        left_out=left_out,
        doubts=doubts,
        pages=pages,
        block_pages=tuple(part.page for part in parts) if pages else (),
    )


def _block(part: Part) -> Block:
    if part.kind is Kind.TABLE:
        width = max(len(row) for row in part.rows)
        return Block(Kind.TABLE, rows=tuple(row + ("",) * (width - len(row)) for row in part.rows))
    kind = part.kind or Kind.PARAGRAPH
    if kind is Kind.PARAGRAPH:
        return Block(kind, f"{part.mark} {part.text}".strip())
    return Block(kind, part.text, max(1, part.level), part.style if kind is Kind.ITEM else "", part.mark)
