"""What the sheets about pictures of people say of a state and of a day."""

from datetime import date

from ewloe_desktop.documents.words import day, words
from ewloe_desktop.domain.photos import Standing, State


def said(section: str, key: str, **facts: object) -> str:
    """The words of a section with its facts put in."""
    return words(section)[key].format(**facts)


def state_words(one: State) -> str:
    """A state in words, with what is worth knowing about a yes and why one has lapsed."""
    told = words("photo_states")
    if one.standing is Standing.YES:
        return {True: told["yes_with_name"], False: told["yes_without_name"], None: told["yes"]}[one.name_shown]
    if one.standing is Standing.LAPSED and one.reason:
        return f"{told['lapsed']}: {told['because_' + one.reason]}"
    return told[one.standing.value]


def dated(on: date | None) -> str:
    """A day in words; a dash when there is none."""
    return day(on) if on else "–"
