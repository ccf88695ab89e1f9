"""Somebody's answers to the form that asks for an official site: tidied, checked question by question, kept as text."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from ewloe_desktop.domain.errors import FieldProblem
from ewloe_desktop.domain.site_form import Ask, Question, RequestKind, SiteForm
from ewloe_desktop.domain.text import clean, clean_lines


class Audience(StrEnum):
    """The groups that can see a site or write on it."""

    PUPILS = "pupils"
    STAFF = "staff"
    FAMILIES = "families"
    OTHER_PUPILS = "other_pupils"
    ORGANISATIONS = "organisations"
    PUBLIC = "public"
    OTHERS = "others"


CHILDREN = frozenset({Audience.PUPILS, Audience.OTHER_PUPILS})  # ages are asked for
DETAILED = frozenset({Audience.OTHER_PUPILS, Audience.OTHERS})  # which ones is asked for


@dataclass(frozen=True, slots=True)
class Group:
    """One group ticked: ages in years for children, names of schools or details for those that need them."""

    group: str
    youngest: int | None = None
    oldest: int | None = None
    details: str = ""


Value = str | tuple[str, ...] | tuple[Group, ...]
Answers = Mapping[str, Value]
LONGEST = {Ask.LINE: 300, Ask.TEXT: 5_000}


def holds(when: str, answers: Answers) -> bool:
    """Whether a question's condition ("hosting=third_party") holds; no condition always does."""
    name, _, wanted = when.partition("=")
    return not when or answers.get(name, "") == wanted


def shown(form: SiteForm, kind: RequestKind, answers: Answers) -> tuple[Question, ...]:
    """The questions somebody is asked, given what they answered so far."""
    return tuple(q for q in form.questions(kind) if holds(q.when, answers))


def cleaned(form: SiteForm, kind: RequestKind, answers: Answers) -> Answers:
    """The answers to the questions that are asked, tidied; everything else is left out."""
    return {q.id: _clean_value(q, answers.get(q.id, "")) for q in shown(form, kind, answers)}


def _clean_value(question: Question, value: Value) -> Value:
    if isinstance(value, str):
        tidy = clean_lines(value) if question.ask is Ask.TEXT else clean(value)
        return () if question.ask in (Ask.PEOPLE, Ask.GROUPS) else tidy
    if question.ask is Ask.PEOPLE:
        return tuple(dict.fromkeys(v for v in value if isinstance(v, str)))
    groups = [v for v in value if isinstance(v, Group)]
    return tuple(Group(g.group, g.youngest, g.oldest, clean(g.details)) for g in groups)


def field_problems(form: SiteForm, kind: RequestKind, answers: Answers) -> tuple[FieldProblem, ...]:
    """What is missing or cannot be read, question by question."""
    return tuple(p for q in shown(form, kind, answers) for p in _problem(q, answers.get(q.id, "")))


def _problem(question: Question, value: Value) -> Iterator[FieldProblem]:
    name = question.id
    if not value:
        if question.required:
            yield FieldProblem(name, "choose" if question.ask in _CHOSEN else "missing")
        return
    if isinstance(value, str) and len(value) > LONGEST.get(question.ask, 300):
        yield FieldProblem(name, "too_long", {"most": LONGEST.get(question.ask, 300)})
    elif question.ask is Ask.DAY and as_day(value) is None:
        yield FieldProblem(name, "not_a_date")
    elif question.ask in _FIXED and value not in _options(question):
        yield FieldProblem(name, "choose")
    elif question.ask is Ask.GROUPS:
        yield from _group_problems(name, value)


_FIXED = (Ask.CHOICE, Ask.YES_NO)
_CHOSEN = (Ask.CHOICE, Ask.YES_NO, Ask.GROUPS, Ask.PERSON, Ask.PEOPLE, Ask.HOST)


def _options(question: Question) -> tuple[str, ...]:
    return ("yes", "no") if question.ask is Ask.YES_NO else tuple(option for option, _ in question.options)


def _group_problems(name: str, value: Value) -> Iterator[FieldProblem]:
    for group in groups(value):
        facts = {"group": group.group}
        if group.group not in set(Audience):
            yield FieldProblem(name, "choose", facts)
        elif group.group in CHILDREN and not _ages(group):
            yield FieldProblem(name, "ages", facts)
        elif group.group in DETAILED and not group.details:
            yield FieldProblem(name, "details", facts)
        elif len(group.details) > LONGEST[Ask.LINE]:
            yield FieldProblem(name, "too_long", {"most": LONGEST[Ask.LINE]})


def _ages(group: Group) -> bool:
    low, high = group.youngest, group.oldest
    return low is not None and high is not None and 2 <= low <= high <= 25


def groups(value: Value) -> tuple[Group, ...]:
    """The groups in an answer."""
    return tuple(v for v in value if isinstance(v, Group))


def people(value: Value) -> tuple[str, ...]:
    """The people's ids in an answer, each once."""
    return (
        (value,) if isinstance(value, str) and value else tuple(dict.fromkeys(v for v in value if isinstance(v, str)))
    )


def said(answers: Answers, name: str) -> str:
    """An answer that is words, "" for none."""
    value = answers.get(name, "")
    return value if isinstance(value, str) else ""


def as_day(value: Value) -> date | None:
    """An answer that is a day (ISO), None for anything else."""
    try:
        return date.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None


def to_json(answers: Answers) -> str:
    """The answers as text, the same for the same answers."""
    told = {name: _plain(value) for name, value in answers.items()}
    return json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _plain(value: Value) -> object:
    if isinstance(value, str):
        return value
    return [v if isinstance(v, str) else [v.group, v.youngest, v.oldest, v.details] for v in value]


def from_json(text: str) -> Answers:
    """The answers that `to_json` wrote."""
    return {name: _value(value) for name, value in json.loads(text).items()}


def _value(value: Any) -> Value:
    if isinstance(value, str):
        return value
    if value and isinstance(value[0], list):
        return tuple(Group(*v) for v in value)
    return tuple(value)


def changed(form: SiteForm, kind: RequestKind, before: Answers, after: Answers) -> tuple[str, ...]:
    """The ids of the questions whose answers differ, in the form's order."""
    return tuple(q.id for q in form.questions(kind) if (before.get(q.id) or "") != (after.get(q.id) or ""))
