"""The register of photo permissions: everybody by use, in words, on paper turned on its side."""

from collections.abc import Sequence

from ewloe_desktop.documents.fonts import Run
from ewloe_desktop.documents.photo_facts import RegisterFacts
from ewloe_desktop.documents.photo_page import ACROSS, Sheet, Words, both
from ewloe_desktop.documents.photo_words import said, state_words
from ewloe_desktop.documents.words import day
from ewloe_desktop.domain.photos import Standing, State

_SECTION = "photo_register"
_MANY = 9  # uses; more are set smaller


def permission_register(facts: RegisterFacts) -> bytes:
    """The register as PDF; a yes stands out in black and white too."""
    as_at = said("photo_states", "as_at", day=day(facts.on))
    counted = said(_SECTION, "count", count=f"{len(facts.people):,}", uses=len(facts.uses))
    sheet = Sheet(facts.made, _SECTION, [Run(f"{as_at} · ", bold=True), Run(counted)], ACROSS)
    sheet.text(said(_SECTION, "key"), 8.5)
    if not facts.people:
        sheet.text([Run(said(_SECTION, "none"), bold=True)], 12, before=12)
        return sheet.finish(f"{said(_SECTION, 'title')}, {as_at}")
    headings: list[Words] = [both(_SECTION, "name"), said(_SECTION, "kind"), *(use.name for use in facts.uses)]
    widths = [38, 20, *(16.0 for _ in facts.uses)]
    sheet.table(headings, widths, map(_row, facts.people), size=8.0 if len(facts.uses) <= _MANY else 6.2)
    return sheet.finish(f"{said(_SECTION, 'title')}, {as_at}")


def _row(person: tuple[str, str, tuple[State, ...]]) -> list[Words]:
    name, kind, states = person
    return [[Run(name, bold=True)], kind, *map(_cell, states)]


def _cell(state: State) -> Sequence[Run]:
    if state.standing is Standing.NOT_ASKED:
        return (Run(state_words(state), grey=0.35),)
    told = state_words(state).partition(":")[0]
    return (Run(told, bold=state.permitted),)
