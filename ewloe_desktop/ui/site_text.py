"""A request for a site as a text to read from its first line to its last, and what changed since the round before."""

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from ewloe_desktop.domain.site_answers import Answers, said, shown
from ewloe_desktop.domain.site_form import Ask, Question
from ewloe_desktop.domain.text import Block, Kind, PolicyText
from ewloe_desktop.ui import site_words, wording

if TYPE_CHECKING:
    from ewloe_desktop.services.site_hosts import HostFacts
    from ewloe_desktop.services.site_requests import DecisionLine, RequestFacts

translate = QCoreApplication.translate
_LISTED = frozenset({Ask.PEOPLE, Ask.GROUPS})


def request_text(request: "RequestFacts", hosts: "Mapping[str, HostFacts]") -> PolicyText:
    """Everything an approver reads: who asks, what approvers are told, the answers, and what others decided."""
    blocks = (*_opening(request), *_told(request), *_answers(request, request.answers, hosts), *_decided(request))
    return PolicyText(request.row.title, "", tuple(blocks))


def answers_text(request: "RequestFacts", answers: Answers, hosts: "Mapping[str, HostFacts]") -> PolicyText:
    """The answers alone, for comparing one round with another."""
    return PolicyText(request.row.title, "", tuple(_answers(request, answers, hosts)))


def _opening(request: "RequestFacts") -> Iterator[Block]:
    row = request.row
    words = translate("SiteText", "{kind}. Request {number}, round {round}, sent by {author} on {day}.")
    kind, day = site_words.kind(row.kind.value), wording.day(row.sent_on)
    yield _line(words.format(kind=kind, number=row.number, round=row.round, author=row.author, day=day))
    if request.adopted:
        basis = translate("SiteText", "It rests on the school's requirements: {basis}.")
        yield _line(basis.format(basis=request.basis))


def _told(request: "RequestFacts") -> Iterator[Block]:
    if request.blocks:
        yield _heading(translate("SiteText", "Why it cannot be approved today"))
        yield from _items([site_words.note(note) for note in request.blocks])
    if request.warnings:
        yield _heading(translate("SiteText", "What everybody who decides is told"))
        yield from _items([site_words.note(note) for note in request.warnings])


def _answers(request: "RequestFacts", answers: Answers, hosts: "Mapping[str, HostFacts]") -> Iterator[Block]:
    asked = {question.id for question in shown(request.form, request.row.kind, answers)}
    for step in request.form.steps:
        questions = [question for question in step.questions if question.id in asked]
        if questions:
            yield _heading(step.title)
        for question in questions:
            yield Block(Kind.HEADING, question.label, 3)
            yield from _answer(question, answers, request.names, hosts)


def _answer(
    question: Question, answers: Answers, names: Mapping[str, str], hosts: "Mapping[str, HostFacts]"
) -> Iterator[Block]:
    host = hosts.get(said(answers, question.id))
    lines = site_words.answer_lines(question, answers.get(question.id, ""), names, host)
    if not lines:
        yield _line(translate("SiteText", "No answer"))
    elif question.ask in _LISTED:
        yield from _items(lines)
    else:
        yield from (_line(words) for line in lines for words in line.splitlines() if words.strip())


def _decided(request: "RequestFacts") -> Iterator[Block]:
    for lapsed, title in (
        (False, translate("SiteText", "Decided so far")),
        (True, translate("SiteText", "Decided on an earlier round, and fallen away when it was changed")),
    ):
        lines = [_decision(decision) for decision in request.decisions if decision.lapsed is lapsed]
        if lines:
            yield _heading(title)
            yield from _items(lines)


def _decision(decision: "DecisionLine") -> str:
    day, office = wording.day(decision.declared_on), wording.office(decision.office)
    words = translate("SiteText", "{outcome} by {person}, {office}, on {day}.")
    told = words.format(
        outcome=site_words.outcome(decision.outcome.value), person=decision.person, office=office, day=day
    )
    logo = translate("SiteText", "The logo may be used.") if decision.logo else ""
    without = translate("SiteText", "The logo may not be used.") if decision.logo is False else ""
    return " ".join(part for part in (told, decision.reason, decision.conditions, logo, without) if part)


def _heading(words: str) -> Block:
    return Block(Kind.HEADING, words, 1)


def _line(words: str) -> Block:
    return Block(Kind.PARAGRAPH, words)


def _items(lines: Sequence[str]) -> Iterator[Block]:
    return (Block(Kind.ITEM, line, 1, "bullet") for line in lines)
