"""The review note for the governors: every point about a policy's wording, and what the reviser does about it."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from ewloe_desktop.documents.approval_facts import Proof
from ewloe_desktop.documents.fonts import Run
from ewloe_desktop.documents.photo_facts import Made
from ewloe_desktop.documents.photo_page import Sheet, Words, both
from ewloe_desktop.documents.photo_words import said
from ewloe_desktop.documents.site_lines import Told, line, proof_end, stacked
from ewloe_desktop.documents.words import day, words

_SECTION = "review_note"
_WIDTHS = (7, 47, 72, 48)
_ORDER = ("taken", "kept", "deferred", "open")


@dataclass(frozen=True, slots=True)
class ChoiceLine:
    """What somebody decided about a point: `choice` is taken, kept or deferred."""

    choice: str
    reason: str
    by: str
    on: date
    list_number: str


@dataclass(frozen=True, slots=True)
class PointLine:
    """One point: the words found, each place in words, what is known, and the choice about it."""

    kind: str
    quotes: tuple[str, ...]
    where: tuple[str, ...]
    state: str
    instead: str
    since: str
    source: str
    sure: str
    choice: ChoiceLine | None = None
    earlier: ChoiceLine | None = None


@dataclass(frozen=True, slots=True)
class NoteFacts:
    """Everything a review note says; `gone` are points decided about earlier that no longer apply."""

    made: Made
    title: str
    label: str
    number: str
    checked: date
    old: bool
    points: tuple[PointLine, ...]
    gone: tuple[PointLine, ...] = ()
    proof: Proof | None = None


def review_note(facts: NoteFacts) -> bytes:
    """The note as PDF."""
    about = [Run(facts.title, bold=True), Run(f" · {facts.label}")]
    sheet = Sheet(facts.made, _SECTION, about, proof=facts.proof)
    sheet.text(words(_SECTION)["about"], 10, before=8)
    sheet.text([Run(said(_SECTION, "list", number=facts.number, checked=day(facts.checked)), bold=True)], 10)
    if facts.old:
        sheet.text(words(_SECTION)["list_old"], 10, before=1)
    sheet.text([Run(counted(facts.points), bold=True)], 10, before=1)
    if facts.points:
        headings: list[Words] = [both(_SECTION, key) for key in ("number", "found", "known", "choice")]
        rows = (_row(number, point) for number, point in enumerate(facts.points, 1))
        sheet.table(headings, _WIDTHS, rows, size=8.5, whole=24)
    if facts.gone:
        sheet.heading("gone")
        headings = [both(_SECTION, key) for key in ("found", "known", "choice")]
        sheet.table(headings, (54, 72, 48), (_row(0, point)[1:] for point in facts.gone), size=8.5, whole=24)
    proof_end(sheet, facts.proof)
    return sheet.finish(f"{said(_SECTION, 'title')}, {facts.title}", words(_SECTION)["foot"])


def counted(points: Sequence[PointLine]) -> str:
    """How many points there are, and how many stand how."""
    told = words(_SECTION)
    if not points:
        return told["none"]
    counts = Counter(point.choice.choice if point.choice else "open" for point in points)
    parts = [told["counted"].format(count=counts[key], choice=told[key]) for key in _ORDER if counts[key]]
    key = "count_one" if len(points) == 1 else "count"
    return told[key].format(all=len(points), counts=", ".join(parts))


def _row(number: int, point: PointLine) -> list[Words]:
    return [str(number), stacked(_found(point)), stacked(_known(point)), stacked(_decided(point))]


def _found(point: PointLine) -> list[Told]:
    kind = line(words("watchlist")[f"kind_{point.kind}"], bold=True)
    quotes = [line(f"“{quote}”") for quote in point.quotes]
    where = [line(place, grey=0.2) for place in point.where]
    return [kind, *quotes, *where]


def _known(point: PointLine) -> list[Told]:
    told: list[Told] = [line(point.state, bold=not point.quotes)]
    for key in ("instead", "since", "source", "sure"):
        if value := getattr(point, key):
            told.append((Run(words(_SECTION)[key], grey=0.2), Run(f" {value}")))
    return told


def _decided(point: PointLine) -> list[Told]:
    told: list[Told] = []
    if point.choice is None:
        told.append(line(words(_SECTION)["nothing"], bold=True))
    else:
        told = _choice(point.choice)
    if point.earlier is not None:
        choice = words("watchlist")[f"choice_{point.earlier.choice}"]
        told.append(line(said(_SECTION, "earlier", choice=choice, reason=point.earlier.reason).strip()))
    return told


def _choice(one: ChoiceLine) -> list[Told]:
    told: list[Told] = [line(words("watchlist")[f"choice_{one.choice}"], bold=True)]
    told += [line(part) for part in one.reason.splitlines() if part]
    told.append(line(said(_SECTION, "by", name=one.by, day=day(one.on))))
    return [*told, line(said(_SECTION, "on_list", number=one.list_number), grey=0.2)]
