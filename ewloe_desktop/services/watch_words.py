"""A point of the watch-list in words: what it is about, where it stands, and what the program finds by itself."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from ewloe_desktop.documents.words import day as day_words
from ewloe_desktop.documents.words import words
from ewloe_desktop.domain.text import Block, Kind, PolicyText
from ewloe_desktop.domain.watchlist import OWN_RULES, SURE, Moved, Place, Watch

NEVER_SET = "review-never-set"
NOT_EVIDENCED = "approval-not-evidenced"
BLANKS = (NOT_EVIDENCED, NEVER_SET)
_SHORT = 90  # letters of a heading that a place is named by


@dataclass(frozen=True, slots=True)
class Told:
    """A point as it is shown and printed; `since` and `instead` are "" where nothing is known."""

    entry: str
    kind: str
    state: str
    instead: str
    since: str
    source: str
    sure: str

    def title(self, quotes: Sequence[str]) -> str:
        """What it is called: the words found, or what it says."""
        return ", ".join(f"“{quote}”" for quote in quotes) if quotes else self.state


def in_words(watch: Watch) -> Told:
    """An entry of the list as it says itself; one of the program's own rules as the word file says it."""
    rule = watch.state
    if rule not in OWN_RULES:
        return Told(watch.id, watch.kind.value, rule, watch.instead, watch.since, watch.source, watch.sure)
    told, key = words("watchlist"), rule.replace("-", "_")
    facts = {"what": watch.source, "told": watch.since, "right": watch.instead}
    known = "" if watch.instead or rule == "missing-appendix" else "_unknown"
    state, instead = (told[f"{key}_{part}{known}"].format(**facts) for part in ("state", "instead"))
    return Told(watch.id, watch.kind.value, state, instead, "", told[f"{key}_source"], watch.sure)


def blank_points(found: bool, never_set: bool, due: date | None) -> tuple[Told, ...]:
    """What the register knows to be blank: approvals without evidence, a review date nobody set."""
    return tuple(_blanks(found, never_set, due))


def _blanks(found: bool, never_set: bool, due: date | None) -> Iterator[Told]:
    told = words("watchlist")
    if found:
        yield _blank(NOT_EVIDENCED, told["not_evidenced_state"], told["not_evidenced_instead"])
    if never_set:
        state = told["never_set_state"]
        if due is not None:
            state = f"{state} {told['never_set_due'].format(due=day_words(due))}"
        yield _blank(NEVER_SET, state, told["never_set_instead"])


def _blank(entry: str, state: str, instead: str) -> Told:
    return Told(entry, Moved.MISSING.value, state, instead, "", words("watchlist")["blank_source"], SURE[0])


def places_told(text: PolicyText, places: Sequence[Place], *, blank: bool = False) -> tuple[str, ...]:
    """Each paragraph or list item in words, with its heading; that it is left blank, or not there at all."""
    told = words("watchlist")
    if not places:
        return (told["blank" if blank else "nowhere"],)
    counted = Counter(place.block for place in places)
    where = ((_place(text.blocks, block), count) for block, count in counted.items())
    return tuple(told["times"].format(where=one, count=count) if count > 1 else one for one, count in where)


def _place(blocks: Sequence[Block], number: int) -> str:
    told, block = words("watchlist"), blocks[number]
    under = next((n for n in range(number, -1, -1) if blocks[n].kind is Kind.HEADING), -1)
    name = blocks[under].words if under >= 0 else ""
    name = name if len(name) <= _SHORT else f"{name[:_SHORT].rstrip()}…"
    if block.kind is Kind.HEADING:
        return told["in_heading"].format(heading=name)
    alike = sum(1 for one in blocks[under + 1 : number + 1] if one.kind is block.kind)
    where = told[f"at_{block.kind.value}"].format(number=alike)
    return told["under_heading"].format(heading=name, where=where) if name else told["at_beginning"].format(where=where)
