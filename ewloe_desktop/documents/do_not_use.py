"""The do-not-use list: everybody in post who must not be pictured for one use, by name, as at a day."""

from ewloe_desktop.documents.fonts import Run
from ewloe_desktop.documents.photo_facts import ListFacts
from ewloe_desktop.documents.photo_page import Sheet, both
from ewloe_desktop.documents.photo_words import dated, said, state_words
from ewloe_desktop.documents.words import day

_SECTION = "photo_list"


def do_not_use(facts: ListFacts) -> bytes:
    """The list as PDF; somebody who is on it has not said yes to this use."""
    subtitle = said(_SECTION, "subtitle", use=facts.use.name, day=day(facts.on))
    sheet = Sheet(facts.made, _SECTION, [Run(subtitle, bold=True)])
    if facts.people:
        sheet.text([Run(said(_SECTION, "count", count=f"{len(facts.people):,}", all=f"{facts.asked:,}"))], 11)
    told = {"only_this_use": True, "single": bool(facts.people), "published": facts.use.published}
    for key in (key for key, holds in told.items() if holds):
        sheet.text(said(_SECTION, key), before=3)
    if facts.people:
        rows = (([Run(name, bold=True)], state_words(state), dated(state.since)) for name, state in facts.people)
        headings = (both(_SECTION, "name"), said(_SECTION, "state"), said(_SECTION, "since"))
        sheet.table(headings, (46, 31, 23), rows, size=10)
    else:
        sheet.text([Run(said(_SECTION, "none"), bold=True)], 12, before=12)
    return sheet.finish(f"{said(_SECTION, 'title')}: {subtitle}")
