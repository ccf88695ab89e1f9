"""A staff list as a school's other system exports it: which column holds what, and what a row says."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from ewloe_desktop.domain.people import PersonKind
from ewloe_desktop.domain.text import clean

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
TITLES = frozenset({"mr", "mrs", "ms", "miss", "mx", "dr", "rev", "prof", "sir", "lady", "mister", "canon", "fr", "sr"})
_HEADINGS = (  # the first that fits a heading wins; each column of the answer is filled once
    ("reference", r"payroll|employee (no|num|id|ref|code)|staff (no|num|id|ref|code)|person (id|ref)|^id$|^ref"),
    ("kind", r"job|post\b|position|role|category|staff type|contract type|^type|^kind|swydd"),
    ("left", r"leav|left|end date|date of leaving|finish|gadael"),
    ("since", r"start|joined|join date|commenc|continuous service|date of (arrival|appointment)|dechrau"),
    ("last", r"surname|last name|family name|cyfenw"),
    ("first", r"forename|first name|given name|preferred name|known as|enw cyntaf"),
    ("title", r"^title|salutation|teitl"),
    ("name", r"full name|staff name|employee name|^name|^enw|^staff$|^employee$"),
)
_KINDS = (  # the first that fits wins
    (PersonKind.GOVERNOR, r"govern|llywodraeth"),
    (PersonKind.CONTRACTOR, r"contractor|agency|supply|peripatetic|self.employed|contractwr"),
    (
        PersonKind.NON_TEACHING,
        r"non.?teaching|assistant|support|admin|office|clerk|caretaker|clean|midday|cook|kitchen|catering|technician"
        r"|librar|business manager|bursar|secretary|reception|welfare|nurse|site|supervisor|cynorthwy",
    ),
    (PersonKind.STAFF, r"teach|head|deputy|senco|alnco|athro|pennaeth"),
)


@dataclass(frozen=True, slots=True)
class StaffRows:
    """What a list holds: its headings, its rows as long as they are, and words whose letters had to be guessed."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    first_line: int = 2  # of the first row in the file
    guessed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class StaffColumns:
    """Which column, from 0, holds what; None when no column does. `usual` is the kind of whoever's is not said."""

    name: int | None = None
    first: int | None = None
    last: int | None = None
    title: int | None = None
    kind: int | None = None
    since: int | None = None
    left: int | None = None
    reference: int | None = None
    usual: PersonKind = PersonKind.STAFF


@dataclass(frozen=True, slots=True)
class StaffLine:
    """What one row says; problems are ids with the words they are about."""

    line: int
    name: str
    kind: PersonKind | None
    since: date | None
    left: date | None
    reference: str = ""
    problems: tuple[tuple[str, str], ...] = ()


def guess_columns(rows: StaffRows) -> StaffColumns:
    """A good first guess from the headings; the person looks at it before anything is read."""
    found: dict[str, int] = {}
    for place, heading in enumerate(rows.header):
        words = folded(heading)
        for what, fits in _HEADINGS:
            if re.search(fits, words):
                found.setdefault(what, place)
                break
    if "last" in found:
        found.pop("name", None)
    elif "name" not in found and "first" in found:
        found["name"] = found.pop("first")
    return StaffColumns(**found)  # type: ignore[arg-type]


def read_lines(rows: StaffRows, columns: StaffColumns) -> tuple[StaffLine, ...]:
    """Every row that names somebody or says anything, read by the columns chosen."""
    lines = (_line(rows.first_line + place, row, columns) for place, row in enumerate(rows.rows))
    return tuple(line for line in lines if line is not None)


def _line(number: int, row: Sequence[str], columns: StaffColumns) -> StaffLine | None:
    def said(place: int | None) -> str:
        return clean(row[place]) if place is not None and place < len(row) else ""

    if not any(cell.strip() for cell in row):
        return None
    problems = []
    days = {}
    for what in ("since", "left"):
        told = said(getattr(columns, what))
        days[what] = read_day(told) if told else None
        if told and days[what] is None:
            problems.append((f"{what}_unreadable", told))
    name = _name(said(columns.name), said(columns.title), said(columns.first), said(columns.last))
    if not name:
        problems.append(("name_missing", ""))
    kind = read_kind(said(columns.kind))
    return StaffLine(number, name, kind, days["since"], days["left"], said(columns.reference), tuple(problems))


def _name(whole: str, title: str, first: str, last: str) -> str:
    if not (first or last):
        before, comma, after = whole.partition(",")
        first, last = (after.strip(), before.strip()) if comma and "," not in after else ("", whole)
    words = f"{first} {last}".split()
    if not any(any(map(str.isalpha, word)) and folded(word).rstrip(".") not in TITLES for word in words):
        return ""  # a title, a dash or a number alone is nobody
    has_title = bool(words) and folded(words[0]).rstrip(".") in TITLES
    return " ".join(words if has_title or not title else [title, *words])


def read_kind(words: str) -> PersonKind | None:
    """The kind of person a post or category tells of; None when it tells nothing known."""
    words = folded(words)
    return next((kind for kind, fits in _KINDS if words and re.search(fits, words)), None)


def read_day(words: str) -> date | None:
    """A day as lists write it, the day before the month: 1/9/2024, 2024-09-01, 1 Sep 2024; None for anything else."""
    words = folded(re.sub(r"[T ]\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?\s*$", "", words))
    if found := re.fullmatch(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})", words):
        return _day(*found.groups())
    if found := re.fullmatch(r"(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4}|\d{2})", words):
        return _day(*found.groups()[::-1])
    if found := re.fullmatch(r"(\d{1,2})(?:st|nd|rd|th)?[-/. ]*([a-z]{3})[a-z]*[-/., ]*(\d{4}|\d{2})", words):
        day, month, year = found.groups()
        return _day(year, str(MONTHS.index(month) + 1), day) if month in MONTHS else None
    return None


def _day(year: str, month: str, day: str) -> date | None:
    full = int(year) if len(year) == 4 else 2000 + int(year) - (100 if int(year) > 69 else 0)
    try:
        return date(full, int(month), int(day))
    except ValueError:
        return None


def folded(words: str) -> str:
    """Words as they are compared: no accents, no case, no underscores, one space between."""
    bare = "".join(c for c in unicodedata.normalize("NFKD", words) if not unicodedata.combining(c))
    return " ".join(bare.casefold().replace("_", " ").split())


def same_name(name: str) -> str:
    """A name as two lists agree on it: folded, without titles and full stops."""
    words = folded(name).replace(".", " ").split()
    while len(words) > 1 and words[0] in TITLES:
        words = words[1:]
    return " ".join(words)
