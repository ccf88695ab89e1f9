"""Law and services that have moved on since a text was written: what a list of them finds in a policy's words."""

import calendar
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache
from typing import Any

from ewloe_desktop.domain.errors import FieldProblem, FieldsRefused
from ewloe_desktop.domain.text import Block, Kind, PolicyText, clean


class Moved(StrEnum):
    """What happened to the thing an entry is about."""

    REPEALED = "repealed"
    WRONG = "wrong"
    CHANGED = "changed"
    CLOSED = "closed"
    RENAMED = "renamed"
    OUTDATED = "outdated"
    MISSING = "missing"
    MOVING = "moving"


class Choice(StrEnum):
    """What the reviser does about an entry."""

    TAKEN = "taken"
    KEPT = "kept"
    DEFERRED = "deferred"


SURE = ("very sure", "sure", "fairly sure", "not sure")
OLD_DAYS = 183  # a list that was checked longer ago says so itself
_LISTS = ("find", "about", "lacks", "near", "but_not")


@dataclass(frozen=True, slots=True)
class Watch:
    """One entry: what to look for, how it stands, what replaced it, since when, the source and how sure the list is."""

    id: str
    kind: Moved
    state: str
    instead: str
    since: str
    source: str
    sure: str
    find: tuple[str, ...] = ()
    about: tuple[str, ...] = ()
    lacks: tuple[str, ...] = ()
    near: tuple[str, ...] = ()
    but_not: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class WatchList:
    """A version of the list and the day it was last checked; `acts` are names of Acts with their years."""

    number: str
    checked: date
    entries: tuple[Watch, ...]
    acts: tuple[tuple[str, tuple[int, ...]], ...]


@dataclass(frozen=True, slots=True)
class Place:
    """Where words stand: the block and the letters from start to end of its words (`Block.words`)."""

    block: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Hit:
    """An entry that applies to a text, with every place in it; none where something is missing."""

    watch: Watch
    places: tuple[Place, ...]


def parse_list(told: Mapping[str, Any]) -> WatchList:
    """The list in a file's tables; FieldsRefused names the entries that cannot be used."""
    problems: list[FieldProblem] = []
    entries: list[Watch] = []
    for position, entry in enumerate(told.get("watch", ())):
        name = clean(str(entry.get("id", ""))) or f"{position + 1}"
        watch = _watch(name, entry)
        if watch is None or any(e.id == name for e in entries):
            problems.append(FieldProblem(name, "watch_unusable"))
        else:
            entries.append(watch)
    checked = told.get("checked")
    if not isinstance(checked, date) or not clean(str(told.get("number", ""))):
        problems.append(FieldProblem("number", "missing"))
    if problems or not isinstance(checked, date):
        raise FieldsRefused(tuple(problems))
    acts = tuple((clean(str(a["name"])), tuple(int(y) for y in a["years"])) for a in told.get("act", ()))
    return WatchList(clean(str(told["number"])), checked, tuple(entries), acts)


def _watch(name: str, told: Mapping[str, Any]) -> Watch | None:
    def some(key: str) -> tuple[str, ...]:
        return tuple(clean(str(w)) for w in told.get(key, ()))

    def one(key: str) -> str:
        return clean(str(told.get(key, "")))

    if told.get("kind") not in set(Moved) or not one("state") or one("sure") not in SURE:
        return None
    if not all(isinstance(told.get(key, []), list) for key in _LISTS):
        return None
    if not some("find") and not some("lacks"):
        return None
    return Watch(
        id=name,
        kind=Moved(one("kind")),
        state=one("state"),
        instead=one("instead"),
        since=one("since"),
        source=one("source"),
        sure=one("sure"),
        find=some("find"),
        about=some("about"),
        lacks=some("lacks"),
        near=some("near"),
        but_not=some("but_not"),
    )


def find_hits(text: PolicyText, watch: WatchList) -> tuple[Hit, ...]:
    """Every entry that applies to the text, in the order of the list; then wrong years, appendices and dates."""
    blocks = [block.words for block in text.blocks]
    whole = "\n".join((text.title, *blocks))
    found = [hit for entry in watch.entries if (hit := _hit(entry, blocks, whole))]
    return (*found, *_wrong_years(blocks, watch.acts), *_missing_appendices(text), *_wrong_days(blocks))


@lru_cache(maxsize=4096)
def _pattern(words: str) -> re.Pattern[str]:
    """The words as a whole, with any space between them and either kind of apostrophe."""
    parts = (re.sub("['’]", "['’]", re.escape(part)) for part in words.split())
    joined = r"\s+".join(parts)
    return re.compile(rf"(?<!\w){joined}(?!\w)", re.IGNORECASE)


@lru_cache(maxsize=4096)
def _first(words: str) -> str:
    """The words' first letters up to a space or an apostrophe: a text without them needs no closer look."""
    return re.split("[ '’]", clean(words), maxsplit=1)[0].lower()


def _stands(words: Sequence[str], text: str) -> bool:
    low = text.lower()
    return any(_first(w) in low and _pattern(w).search(text) for w in words)


def _hit(entry: Watch, blocks: Sequence[str], whole: str) -> Hit | None:
    if entry.about and not _stands(entry.about, whole):
        return None
    if entry.lacks and _stands(entry.lacks, whole):
        return None
    if not entry.find:
        return Hit(entry, ())
    places = tuple(_places(entry, blocks))
    return Hit(entry, places) if places else None


def _places(entry: Watch, blocks: Sequence[str]) -> Iterator[Place]:
    for number, words in enumerate(blocks):
        low = words.lower()
        if not any(_first(wanted) in low for wanted in entry.find) or (entry.near and not _stands(entry.near, words)):
            continue
        excused = [m.span() for w in entry.but_not for m in _pattern(w).finditer(words)]
        spans: list[tuple[int, int]] = []
        for wanted in sorted(entry.find, key=len, reverse=True):
            spans.extend(m.span() for m in _pattern(wanted).finditer(words) if not _inside(m.span(), spans))
        yield from (Place(number, s, e) for s, e in sorted(spans) if not _inside((s, e), excused))


def _inside(span: tuple[int, int], others: Sequence[tuple[int, int]]) -> bool:
    return any(s <= span[0] and span[1] <= e for s, e in others)


def _wrong_years(blocks: Sequence[str], acts: Sequence[tuple[str, tuple[int, ...]]]) -> Iterator[Hit]:
    """An Act cited with a year in which there was no such Act."""
    names = [name for name, _ in acts]
    for name, years in acts:
        longer = [n for n in names if n != name and n.endswith(name)]
        told = re.compile(rf"{_pattern(name).pattern}\s+\(?(\d{{4}})\)?(?!\d)", re.IGNORECASE)
        places = []
        wrong = set()
        for number, words in enumerate(blocks):
            for match in told.finditer(words) if _stands((name,), words) else ():
                covered = any(m.end() == match.start() + len(name) for n in longer for m in _pattern(n).finditer(words))
                if int(match[1]) not in years and not covered:
                    places.append(Place(number, match.start(), match.end()))
                    wrong.add(match[1])
        if places:
            right = " / ".join(str(y) for y in years)
            yield Hit(
                _found("wrong-year", Moved.WRONG, name, f"{name} {right}", ", ".join(sorted(wrong))), tuple(places)
            )


_APPENDIX = re.compile(r"(?<!\w)(Appendix|Annex|Atodiad)\s+([A-Z]|\d{1,2})(?!\w)")


def _missing_appendices(text: PolicyText) -> Iterator[Hit]:
    """An appendix that is cited and is not there: no heading, and no block that begins with its name."""
    own = set()
    cited: dict[str, list[Place]] = {}
    for number, block in enumerate(text.blocks):
        for match in _APPENDIX.finditer(block.words):
            name = f"{match[1].capitalize()} {match[2]}"
            begins = match.start() == 0 and (block.kind is Kind.HEADING or _alone(block, match.end()))
            if begins:
                own.add(name)
            else:
                cited.setdefault(name, []).append(Place(number, match.start(), match.end()))
    for name, places in cited.items():
        if name not in own:
            yield Hit(_found("missing-appendix", Moved.MISSING, name, "", ""), tuple(places))


def _alone(block: Block, end: int) -> bool:
    """Whether a block is a title by itself: short, with nothing like a sentence after the appendix's name."""
    rest = block.words[end:].strip(" :–—-.")
    return len(rest) <= 80 and not re.match(r"(of|to|in|and|is|for|sets|gives|below|above)\b", rest)


_MONTHS = {m.lower(): i for i, m in enumerate(calendar.month_name) if m}
_WEEKDAYS = {d.lower(): i for i, d in enumerate(calendar.day_name)}
_DAY = re.compile(
    rf"(?<!\w)(?:({'|'.join(_WEEKDAYS)}),?\s+)?(\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?({'|'.join(_MONTHS)})\s+(\d{{4}})(?!\w)",
    re.IGNORECASE,
)


def _wrong_days(blocks: Sequence[str]) -> Iterator[Hit]:
    """A day that no calendar has, or that falls on another day of the week than the text says."""
    for number, words in enumerate(blocks):
        for match in _DAY.finditer(words):
            right = _right_day(match)
            if right is not None:
                place = Place(number, match.start(), match.end())
                yield Hit(_found("wrong-day", Moved.WRONG, match[0], right, match[0]), (place,))


def _right_day(match: re.Match[str]) -> str | None:
    """What is wrong with a day: "" when there is no such day, the right weekday, or None when all is well."""
    try:
        day = date(int(match[4]), _MONTHS[match[3].lower()], int(match[2]))
    except ValueError:
        return ""
    if match[1] and _WEEKDAYS[match[1].lower()] != day.weekday():
        return calendar.day_name[day.weekday()]
    return None


def _found(called: str, kind: Moved, what: str, instead: str, told: str) -> Watch:
    """An entry that the program makes by itself: `state` is what it is called, worded where it is shown."""
    name = f"{called}:{what}".lower().replace(" ", "-")
    return Watch(name, kind, called, instead, told, what, SURE[0])


OWN_RULES = ("wrong-year", "missing-appendix", "wrong-day")


def require_choice(choice: Choice, reason: str) -> None:
    """Keeping words that the list doubts needs a reason."""
    if choice is Choice.KEPT and not reason.strip():
        raise FieldsRefused((FieldProblem("reason", "missing"),))


def is_old(checked: date, today: date) -> bool:
    """Whether a list was last checked so long ago that it has to be said."""
    return (today - checked).days > OLD_DAYS


def require_newer(watch: WatchList, in_use: WatchList, today: date) -> None:
    """A list takes the place of another when it has its own number and was checked no earlier, and not tomorrow."""
    if watch.number == in_use.number:
        raise FieldsRefused((FieldProblem("number", "list_there", {"number": watch.number}),))
    if watch.checked > today:
        raise FieldsRefused((FieldProblem("checked", "list_in_future", {"checked": watch.checked}),))
    if watch.checked < in_use.checked:
        facts: dict[str, object] = {"checked": watch.checked, "number": in_use.number, "since": in_use.checked}
        raise FieldsRefused((FieldProblem("checked", "list_older", facts),))
