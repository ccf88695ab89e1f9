"""The form that asks for an official site: its questions as data, which the governing body can change."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from ewloe_desktop.domain.errors import FieldProblem, FieldsRefused
from ewloe_desktop.domain.text import clean


class RequestKind(StrEnum):
    """What is asked for: a site of the school's own, or taking part in somebody else's for the school."""

    CREATE = "create"
    TAKE_PART = "take_part"


class Ask(StrEnum):
    """How a question is answered."""

    LINE = "line"
    TEXT = "text"
    YES_NO = "yes_no"
    CHOICE = "choice"
    DAY = "day"
    PERSON = "person"
    PEOPLE = "people"
    GROUPS = "groups"
    HOST = "host"


@dataclass(frozen=True, slots=True)
class Question:
    """One question; shown only while `when` ("hosting=third_party") holds; `kinds` are the requests that ask it."""

    id: str
    ask: Ask
    label: str
    label_cy: str = ""
    hint: str = ""
    required: bool = True
    kinds: tuple[RequestKind, ...] = tuple(RequestKind)
    when: str = ""
    least: int = 0  # fewest people
    options: tuple[tuple[str, str], ...] = ()  # id and words


@dataclass(frozen=True, slots=True)
class FormStep:
    """Questions asked together."""

    id: str
    title: str
    title_cy: str
    hint: str
    questions: tuple[Question, ...]


@dataclass(frozen=True, slots=True)
class SiteForm:
    """A version of the form, and what a yearly check looks at (id and words)."""

    number: str
    steps: tuple[FormStep, ...]
    checks: tuple[tuple[str, str], ...]

    def questions(self, kind: RequestKind) -> tuple[Question, ...]:
        """Every question of that kind of request, in order."""
        return tuple(q for step in self.steps for q in step.questions if kind in q.kinds)


# Questions the rules read: a form without them, or with another way to answer, is not taken in.
NEEDED: Mapping[str, Ask] = {
    "title": Ask.LINE,
    "team": Ask.LINE,
    "author": Ask.PERSON,
    "line_manager": Ask.PERSON,
    "aims": Ask.TEXT,
    "content": Ask.TEXT,
    "audience": Ask.GROUPS,
    "contributors": Ask.GROUPS,
    "administrators": Ask.PEOPLE,
    "moderators": Ask.PEOPLE,
    "vetting": Ask.TEXT,
    "hosting": Ask.CHOICE,
    "host": Ask.HOST,
    "address": Ask.LINE,
    "terms_checked": Ask.DAY,
    "running_since": Ask.DAY,
    "go_live": Ask.DAY,
    "ending": Ask.CHOICE,
    "closes": Ask.DAY,
    "review": Ask.DAY,
    "outreach": Ask.TEXT,
    "consent": Ask.TEXT,
    "security": Ask.TEXT,
    "logo": Ask.YES_NO,
    "two_step": Ask.YES_NO,
    "recovery_address": Ask.YES_NO,
    "images": Ask.YES_NO,
    "screening": Ask.YES_NO,
}
_NEEDED_OPTIONS = {"hosting": {"school", "third_party"}, "ending": {"closes", "ongoing"}}
# Without an answer to these the rules about ages, terms, days and people would have nothing to hold to.
_ALWAYS_ASKED: Mapping[str, str] = {
    **dict.fromkeys(("title", "author", "line_manager", "audience", "hosting", "go_live", "ending"), ""),
    **dict.fromkeys(("host", "terms_checked"), "hosting=third_party"),
    "closes": "ending=closes",
    "review": "ending=ongoing",
}
_RUNNERS = ("administrators", "moderators")
_OWN = (Ask.LINE, Ask.TEXT, Ask.YES_NO, Ask.CHOICE)


def parse_form(told: Mapping[str, Any]) -> SiteForm:
    """The form in a file's tables; FieldsRefused names the questions missing, twice there or not answerable."""
    steps = tuple(_step(step) for step in told.get("step", ()))
    asked = [q for step in steps for q in step.questions]
    problems = tuple(_form_problems(asked))
    if not clean(str(told.get("number", ""))):
        problems += (FieldProblem("number", "missing"),)
    if problems:
        raise FieldsRefused(problems)
    checks = tuple((str(c["id"]), clean(str(c["label"]))) for c in told.get("check", ()))
    return SiteForm(clean(str(told["number"])), steps, checks)


def _step(told: Mapping[str, Any]) -> FormStep:
    questions = tuple(_question(q) for q in told.get("question", ()))
    words = [clean(str(told.get(name, ""))) for name in ("id", "title", "title_cy", "hint")]
    return FormStep(words[0], words[1], words[2], words[3], questions)


def _question(told: Mapping[str, Any]) -> Question:
    name = str(told.get("id", ""))
    try:
        ask = Ask(str(told.get("ask", "")))
        kinds = tuple(RequestKind(k) for k in told.get("kinds", tuple(RequestKind)))
    except ValueError as error:
        raise FieldsRefused((FieldProblem(name or "question", "form_unknown", {"told": str(error)}),)) from None
    return Question(
        id=name,
        ask=ask,
        label=clean(str(told.get("label", ""))),
        label_cy=clean(str(told.get("label_cy", ""))),
        hint=clean(str(told.get("hint", ""))),
        required=bool(told.get("required", True)),
        kinds=kinds,
        when=str(told.get("when", "")),
        least=int(told.get("least", 0)),
        options=tuple((str(o["id"]), clean(str(o["label"]))) for o in told.get("option", ())),
    )


def _form_problems(asked: list[Question]) -> Iterator[FieldProblem]:
    by_id = {q.id: q for q in asked}
    for question in asked:
        if by_id[question.id] is not question:
            yield FieldProblem(question.id, "form_twice")
        yield from _question_problems(question, by_id.keys())
    for name, ask in NEEDED.items():
        found = by_id.get(name)
        if found is None:
            yield FieldProblem(name, "form_lacks")
        elif found.ask is not ask:
            yield FieldProblem(name, "form_other_kind", {"ask": ask.value})
        elif not _NEEDED_OPTIONS.get(name, set()) <= {option for option, _ in found.options}:
            yield FieldProblem(name, "form_lacks")
        elif not _asked_enough(found):
            yield FieldProblem(name, "form_must_ask")


def _asked_enough(question: Question) -> bool:
    """Whether a question that the rules hold to is asked of everybody it concerns, and has to be answered."""
    if question.id in _RUNNERS:
        return question.required and not question.when and RequestKind.CREATE in question.kinds
    if question.id == "contributors":  # nobody may write: no answer is one
        return not question.when and RequestKind.CREATE in question.kinds
    if question.id not in _ALWAYS_ASKED:
        return True
    always = question.required and set(question.kinds) == set(RequestKind)
    return always and question.when in ("", _ALWAYS_ASKED[question.id])


def _question_problems(question: Question, known: Collection[str]) -> Iterator[FieldProblem]:
    if not question.id or not question.label:
        yield FieldProblem(question.id or "question", "missing")
    if question.ask is Ask.CHOICE and len(question.options) < 2:
        yield FieldProblem(question.id, "form_no_options")
    if question.when and question.when.partition("=")[0] not in known:
        yield FieldProblem(question.id, "form_when", {"when": question.when})
    if question.id not in NEEDED and question.ask not in _OWN:
        yield FieldProblem(question.id, "form_unknown", {"told": question.ask.value})
