"""One person's record: how each use stands on a day, and everything ever answered."""

from collections.abc import Iterator

from ewloe_desktop.documents.fonts import Run
from ewloe_desktop.documents.photo_facts import RecordFacts, Who
from ewloe_desktop.documents.photo_page import Sheet, Words, label
from ewloe_desktop.documents.photo_words import dated, said, state_words
from ewloe_desktop.documents.words import day

_SECTION = "photo_record"


def permission_record(facts: RecordFacts) -> bytes:
    """The record as PDF, with its whole history."""
    as_at = said("photo_states", "as_at", day=day(facts.on))
    sheet = Sheet(facts.made, _SECTION, [Run(facts.who.name, bold=True), Run(f" · {as_at}")])
    sheet.facts(_about(facts.who))
    sheet.heading("stands")
    headings = [said(_SECTION, key) for key in ("use", "state", "since", "until", "basis")]
    rows = (
        ([Run(use.name, bold=True)], _state(state.permitted, state_words(state)), dated(state.since),
         dated(state.until), basis)
        for use, state, basis in facts.uses
    )  # fmt: skip
    sheet.table(headings, (33, 24, 25, 25, 26), rows)
    if facts.singles:
        sheet.heading("singles")
        headings = [said(_SECTION, key) for key in ("picture", "use", "state", "since")]
        singles = (
            ([Run(only, bold=True)], use, _state(s.permitted, state_words(s)), dated(s.since))
            for only, use, s in facts.singles
        )
        sheet.table(headings, (38, 32, 26, 26), singles)
    _places(sheet, facts)
    _history(sheet, facts)
    return sheet.finish(f"{said(_SECTION, 'title')}: {facts.who.name}")


def _state(permitted: bool, told: str) -> Words:
    return (Run(told, bold=permitted),)


def _about(who: Who) -> Iterator[tuple[list[Run], Words]]:
    yield label("photo_form", "kind_short"), who.kind
    if who.posts:
        yield label("photo_form", "posts"), who.posts
    yield label("photo_form", "since"), dated(who.since)
    if who.left_on:
        yield label(_SECTION, "left_on"), day(who.left_on)


def _places(sheet: Sheet, facts: RecordFacts) -> None:
    if facts.places:
        sheet.heading("places")
        headings = [said(_SECTION, key) for key in ("picture", "where", "since")]
        sheet.table(headings, (40, 60, 22), (([Run(what)], where, day(on)) for what, where, on in facts.places))


def _history(sheet: Sheet, facts: RecordFacts) -> None:
    sheet.heading("history")
    if not facts.history:
        sheet.text(said(_SECTION, "no_history"))
        return
    sheet.text(said(_SECTION, "kept"), before=0)
    headings = [said(_SECTION, key) for key in ("given_on", "what", "answer", "how", "recorded", "wording")]
    rows = (
        (day(row.given_on), row.what, [Run(row.answer, bold=True)], row.how, row.recorded, row.wording)
        for row in facts.history
    )
    sheet.table(headings, (24, 29, 21, 32, 40, 13), rows, size=8.0)
