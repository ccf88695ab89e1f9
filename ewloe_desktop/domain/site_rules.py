"""What a request for an official site must hold, what blocks it, and what its approvers should know."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from ewloe_desktop.domain.errors import FieldProblem, FieldsRefused, RuleBroken
from ewloe_desktop.domain.people import Office
from ewloe_desktop.domain.site_answers import CHILDREN, Answers, as_day, field_problems, groups, people, said
from ewloe_desktop.domain.site_form import RequestKind, SiteForm
from ewloe_desktop.domain.sites import LEAST, InPost, decider, endorsers

HOST_STALE_DAYS = 365


@dataclass(frozen=True, slots=True)
class Host:
    """A host as last checked: the fewest years an account holder must have, and what has been announced."""

    id: str
    name: str
    minimum_age: int | None
    checked_on: date
    coming: str = ""
    ended: bool = False  # no new site is to be kept there


@dataclass(frozen=True, slots=True)
class Around:
    """What the rules need besides the answers: the day, the people named in them, the host, the requirements."""

    today: date
    people: Mapping[str, InPost]
    host: Host | None = None
    adopted: bool = False  # whether requirements approved by the governing body are in force
    endorsed: bool = False  # the line manager signed this round: what they held that day counts


@dataclass(frozen=True, slots=True)
class Note:
    """A rule (key of sheets.*.toml [rules]) that blocks or warns, its facts, and the id of the question it is about."""

    rule: str
    facts: Mapping[str, object] = field(default_factory=dict)
    question: str = ""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a request lacks, what blocks it, and what everybody who approves it should know."""

    problems: tuple[FieldProblem, ...]
    blocks: tuple[Note, ...]
    warnings: tuple[Note, ...]


def judge(form: SiteForm, kind: RequestKind, answers: Answers, around: Around) -> Verdict:
    """Everything the rules say about a request, at once."""
    return Verdict(
        field_problems(form, kind, answers),
        tuple(_blocks(kind, answers, around)),
        tuple(_warnings(kind, answers, around)),
    )


def require_sound(form: SiteForm, kind: RequestKind, answers: Answers, around: Around) -> tuple[Note, ...]:
    """The warnings of a sound request; raises FieldsRefused, or RuleBroken for the first thing that blocks it."""
    verdict = judge(form, kind, answers, around)
    if verdict.problems:
        raise FieldsRefused(verdict.problems)
    for block in verdict.blocks:
        raise RuleBroken(block.rule, facts=dict(block.facts))
    return verdict.warnings


def _blocks(kind: RequestKind, answers: Answers, around: Around) -> Iterator[Note]:
    yield from _line_manager(answers, around)
    if kind is RequestKind.CREATE:
        yield from _runners(answers, around)
    yield from _minimum_age(answers, around)
    yield from _children_write(answers)
    yield from _days(answers, around)


def _line_manager(answers: Answers, around: Around) -> Iterator[Note]:
    author, manager = said(answers, "author"), said(answers, "line_manager")
    asked = (("author", author),) if around.endorsed else (("author", author), ("line_manager", manager))
    for question, id_ in asked:
        who = around.people.get(id_)
        if id_ and (who is None or not who.in_post):
            yield Note("site_not_in_post", {"name": who.name if who else ""}, question)
    if author and author == manager:
        yield Note("own_line_manager", question="line_manager")
    if not around.endorsed:
        yield from _can_endorse(author, manager, around)


def _can_endorse(author: str, manager: str, around: Around) -> Iterator[Note]:
    held = around.people[manager].offices if manager in around.people else frozenset()
    own = around.people[author].offices if author in around.people else frozenset()
    if manager in around.people and around.people[manager].in_post and held.isdisjoint(endorsers(own)):
        yield Note("not_a_line_manager", {"name": around.people[manager].name}, "line_manager")


def _runners(answers: Answers, around: Around) -> Iterator[Note]:
    for question, rule in (("administrators", "two_administrators"), ("moderators", "two_moderators")):
        named = people(answers.get(question, ()))
        for id_ in named:
            who = around.people.get(id_)
            if who is None or not who.in_post:
                yield Note("site_not_in_post", {"name": who.name if who else ""}, question)
        if len(named) < LEAST:
            yield Note(rule, {"have": len(named)}, question)


def youngest(answers: Answers) -> int | None:
    """The youngest child who is meant to see the site or write on it."""
    both = (*groups(answers.get("audience", ())), *groups(answers.get("contributors", ())))
    ages = [g.youngest for g in both if g.group in CHILDREN and g.youngest is not None]
    return min(ages, default=None)


def _minimum_age(answers: Answers, around: Around) -> Iterator[Note]:
    age, host = youngest(answers), around.host
    if said(answers, "hosting") != "third_party":
        return
    if host is None:
        yield Note("host_missing", question="host")
    elif age is not None and host.minimum_age is None:
        yield Note("minimum_age_unknown", {"host": host.name}, "host")
    elif age is not None and host.minimum_age is not None and age < host.minimum_age:
        facts = {"age": age, "host": host.name, "minimum": host.minimum_age, "checked": host.checked_on}
        yield Note("below_minimum_age", facts, "host")
    checked = as_day(answers.get("terms_checked", ""))
    if checked is None or checked > around.today:
        yield Note("terms_unchecked", question="terms_checked")


def _children_write(answers: Answers) -> Iterator[Note]:
    if any(g.group in CHILDREN for g in groups(answers.get("contributors", ()))) and not said(answers, "consent"):
        yield Note("consent_missing", question="consent")


def _days(answers: Answers, around: Around) -> Iterator[Note]:
    live, since = as_day(answers.get("go_live", "")), as_day(answers.get("running_since", ""))
    if live is not None and since is None and live < around.today:
        yield Note("live_before_approval", {"go_live": live, "today": around.today}, "go_live")
    if since is not None and since > around.today:
        yield Note("date_in_future", {"date": since, "today": around.today}, "running_since")
    start = since or live
    for name, rule in (("closes", "closes_before_live"), ("review", "review_before_live")):
        day = as_day(answers.get(name, ""))
        if day is None:
            continue
        if start is not None and day <= start:
            yield Note(rule, {"go_live": start, "day": day}, name)
        elif day <= around.today:
            yield Note("site_day_past", {"day": day}, name)


def _warnings(kind: RequestKind, answers: Answers, around: Around) -> Iterator[Note]:
    author = around.people.get(said(answers, "author"))
    if not around.adopted:
        chair = author is not None and decider(author.offices) is Office.CHAIR
        yield Note("no_requirements_chair" if chair else "no_requirements")
    yield from _same_person(answers, around)
    since = as_day(answers.get("running_since", ""))
    if since is not None:
        yield Note("already_running", {"since": since}, "running_since")
    if around.host is not None and said(answers, "hosting") == "third_party":
        yield from _about_host(around.host, around.today)
    for name, rule in _ADVISED.items():
        if kind is RequestKind.CREATE and said(answers, name) == "no":
            yield Note(rule, question=name)


def _about_host(host: Host, today: date) -> Iterator[Note]:
    if (today - host.checked_on).days > HOST_STALE_DAYS:
        yield Note("host_checked_long_ago", {"host": host.name, "checked": host.checked_on}, "host")
    if host.ended:
        yield Note("host_ended", {"host": host.name}, "host")
    if host.coming:
        yield Note("minimum_age_coming", {"host": host.name, "coming": host.coming}, "host")


_ADVISED = {
    "two_step": "no_two_step",
    "recovery_address": "no_recovery_address",
    "images": "no_images",
    "screening": "no_screening",
}


def _same_person(answers: Answers, around: Around) -> Iterator[Note]:
    manager, author = (around.people.get(said(answers, name)) for name in ("line_manager", "author"))
    if manager is None:
        return
    if decider(author.offices if author else frozenset()) in manager.offices:
        yield Note("same_line_manager_and_head", {"name": manager.name}, "line_manager")
