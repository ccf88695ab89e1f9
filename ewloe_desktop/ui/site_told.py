"""What a check of a request says, question by question: the words beside the field and those of the summary."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from ewloe_desktop.domain.errors import FieldProblem
from ewloe_desktop.domain.site_form import Question
from ewloe_desktop.ui import site_words, wording

if TYPE_CHECKING:
    from ewloe_desktop.services.site_requests import RequestCheck

EVIDENCE = "evidence"  # the field of the paper's scan


@dataclass(frozen=True, slots=True)
class Told:
    """One thing that keeps a request from being sent: its question ("" for none), beside the field and by itself."""

    question: str
    words: str
    aloud: str


def told(check: "RequestCheck", questions: Mapping[str, Question]) -> tuple[Told, ...]:
    """What is missing or blocks, in the form's order; a question that is not answered is not judged as well."""
    found: dict[str, Told] = {}
    for problem in check.problems:
        made = _problem(problem, questions.get(problem.field))
        before = found.get(made.question)
        found[made.question] = _both(before, made) if before else made
    blocks = [Told(note.question, site_words.note(note), site_words.note(note)) for note in check.blocks]
    for block in blocks:
        if block.question and block.question not in found:
            found[block.question] = block
    order = [name for id_ in questions for name in ((id_, EVIDENCE) if id_ == "author" else (id_,))]
    placed = sorted(found.values(), key=lambda one: order.index(one.question) if one.question in order else len(order))
    return (*placed, *(block for block in blocks if not block.question))


def warned(check: "RequestCheck") -> dict[str, list[str]]:
    """What approvers will be told, by question; "" for what is about the whole request."""
    by_question: dict[str, list[str]] = {}
    for note in check.warnings:
        by_question.setdefault(note.question, []).append(site_words.note(note))
    return by_question


def of_fields(all_told: Iterable[Told], fields: Iterable[str]) -> tuple[Told, ...]:
    """Those about these fields."""
    wanted = set(fields)
    return tuple(one for one in all_told if one.question in wanted)


def _problem(problem: FieldProblem, question: Question | None) -> Told:
    if question is None:
        paper = problem.field in (EVIDENCE, "kept_at")
        words = wording.field_problem(FieldProblem("site_paper", problem.problem, problem.facts) if paper else problem)
        return Told(EVIDENCE if paper else problem.field, words, words)
    facts = dict(problem.facts)
    if "group" in facts:
        facts["group"] = site_words.group(str(facts["group"]))
    words = wording.field_problem(FieldProblem(f"site_{question.ask}", problem.problem, facts))
    aloud = QCoreApplication.translate("SiteTold", "{question}: {problem}")
    return Told(question.id, words, aloud.format(question=question.label, problem=words))


def _both(one: Told, other: Told) -> Told:
    return replace(one, words=f"{one.words} {other.words}", aloud=f"{one.aloud} {other.words}")
