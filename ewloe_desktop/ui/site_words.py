"""The window's words about official sites: states, steps, who sees a site, alarms and answers; no Qt in it."""

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from ewloe_desktop.domain.site_answers import Group, Value, as_day, groups, people
from ewloe_desktop.domain.site_form import Ask, Question
from ewloe_desktop.domain.site_rules import Note
from ewloe_desktop.ui import phrases, wording

if TYPE_CHECKING:
    from ewloe_desktop.services.site_hosts import HostFacts
    from ewloe_desktop.services.sites import SiteFacts, SiteRow

# How serious an alarm is; its words stand beside it.
_TONES = {"two_administrators": "bad", "two_moderators": "bad", "check_late": "bad", "closing_due": "bad"}


def kind(value: str) -> str:
    """What is asked for."""
    return phrases.word("site_kinds", value)


def state(value: str) -> str:
    """Where a site of the register stands."""
    return phrases.word("site_states", value)


def request_state(value: str) -> str:
    """Where a request stands."""
    return phrases.word("site_request_states", value)


def step(value: str) -> str:
    """Whose step of the approval it is."""
    return phrases.word("site_steps", value)


def outcome(value: str) -> str:
    """What an approver decided."""
    return phrases.word("site_outcomes", value)


def role(value: str) -> str:
    """What somebody does for a site."""
    return phrases.word("site_roles", value)


def group(value: str) -> str:
    """A group that sees a site or writes on it."""
    return phrases.word("site_groups", value)


def said(name: str, **facts: object) -> str:
    """A short sentence about answers."""
    return phrases.fill(phrases.word("site_said", name), facts)


def turn(value: str) -> str:
    """What happened to a site."""
    return phrases.word("site_turns", value)


def left(what: str, value: str) -> str:
    """What became of content, accounts or followers when a site closed."""
    return phrases.word(f"site_{what}", value)


def choices(what: str) -> list[tuple[str, str]]:
    """The answers to what becomes of content, accounts or followers, in words."""
    return list(phrases.words(f"site_{what}").items())


def note(told: Note) -> str:
    """What a rule says, quoted with its facts."""
    return phrases.fill(phrases.word("rules", told.rule), told.facts)


def who(waiting_for: str) -> str:
    """A person's name, or an office in words."""
    return phrases.words("offices").get(waiting_for, waiting_for)


def alarm(row: "SiteRow") -> tuple[str, str]:
    """The words and the tone of what is wrong with a site; no words when nothing is."""
    if not row.alarm:
        return "", ""
    return alarm_words(row.alarm), _TONES.get(row.alarm, "warn")


def alarm_words(value: str) -> str:
    """What is wrong with a site, in a few words."""
    return phrases.word("site_alarms", value)


def alarm_told(site: "SiteFacts") -> str:
    """What is wrong with a site and what to do about it."""
    facts = {"next_check": site.row.next_check, "closes_on": site.closes_on, "review_on": site.review_on}
    return phrases.fill(phrases.word("site_alarm_told", site.row.alarm), facts)


def group_line(told: Group) -> str:
    """A group with ages and details."""
    words = group(told.group)
    if told.youngest is not None:
        name = "group_age" if told.youngest == told.oldest else "group_ages"
        words = said(name, group=words, youngest=told.youngest, oldest=told.oldest)
    return said("group_details", group=words, details=told.details) if told.details else words


def host_line(host: "HostFacts | None") -> str:
    """A host with its minimum age as last checked; none is the school itself."""
    if host is None:
        return said("host_own")
    name = "host_no_age" if host.minimum_age is None else "host_age"
    return said(name, host=host.name, age=host.minimum_age, checked=host.checked_on)


def answer_lines(
    question: Question, value: Value, names: Mapping[str, str], host: "HostFacts | None" = None
) -> tuple[str, ...]:
    """An answer in words, a line for each person or group; nothing for no answer."""
    if not value:
        return ()
    if question.ask is Ask.GROUPS:
        return tuple(group_line(one) for one in groups(value))
    if question.ask in (Ask.PERSON, Ask.PEOPLE):
        return tuple(names.get(id_) or said("nobody") for id_ in people(value))
    if question.ask is Ask.HOST:
        return (host_line(host),)
    return (_plain(question, str(value)),)


def _plain(question: Question, value: str) -> str:
    options: Mapping[str, str] = dict(question.options)
    worders: Mapping[Ask, Any] = {
        Ask.DAY: lambda: _day(value),
        Ask.YES_NO: lambda: said(value),
        Ask.CHOICE: lambda: options.get(value, value),
    }
    return str(worders[question.ask]()) if question.ask in worders else value


def _day(value: str) -> str:
    day: date | None = as_day(value)
    return wording.day(day) if day else value
