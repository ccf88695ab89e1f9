"""How a request for a site begins: afresh, as a copy of another one, or with what was sent and is to be changed."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from ewloe_desktop.domain.site_answers import Answers, changed, cleaned, said, shown
from ewloe_desktop.domain.site_form import Question, RequestKind, SiteForm
from ewloe_desktop.ui import site_words
from ewloe_desktop.ui.site_checking import AnswerLine, AnswerStep
from ewloe_desktop.ui.site_form_fields import Offered
from ewloe_desktop.ui.site_told import EVIDENCE

if TYPE_CHECKING:
    from ewloe_desktop.services.site_picking import AskFacts
    from ewloe_desktop.services.site_requests import RequestFacts

translate = QCoreApplication.translate


@dataclass(frozen=True, slots=True)
class Start:
    """What a request begins with; `kind` None asks for it first."""

    facts: "AskFacts"
    kind: RequestKind | None = None
    answers: Answers = field(default_factory=dict)
    copied_from: str = ""
    site_id: str = ""
    change: "RequestFacts | None" = None
    may_run: bool = False  # enters other people's paper forms, and keeps the list of hosts

    @property
    def form(self) -> SiteForm:
        """The form that is filled in."""
        return self.facts.form.form

    @property
    def me(self) -> str:
        """Who fills it in."""
        return self.facts.me

    @property
    def author_stays(self) -> bool:
        """Whether it cannot be somebody else's: a sent request stays its author's."""
        return self.change is not None or not self.may_run

    @property
    def place(self) -> str:
        """Where what is typed is kept until it is sent."""
        if self.change is not None:
            return f"site_request/change/{self.change.row.id}/{self.change.row.round}"
        about = self.copied_from or self.site_id or (self.kind.value if self.kind else "")
        return f"site_request/new/{about}" if about else "site_request/new"

    @property
    def title(self) -> str:
        """What the dialog is called."""
        if self.change is not None:
            words = translate("SiteStart", "Change request {number}: {title}")
            return words.format(number=self.change.row.number, title=self.change.row.title)
        if self.copied_from:
            return translate("SiteStart", "A new request, begun as a copy")
        return translate("SiteStart", "Ask for an official site")

    @property
    def offered(self) -> Offered:
        """Who and what can be chosen; the host of a sent request is there even when it is offered no more."""
        hosts, before = self.facts.hosts, self.change.host if self.change else None
        if before is not None and before.id not in {host.id for host in hosts}:
            hosts = (*hosts, before)
        named = self.change.names if self.change else {}
        return Offered(self.facts.people, hosts, self.may_run, named)


def in_own_name(answers: Answers, me: str) -> Answers:
    """The answers as those of whoever begins with them."""
    return {**answers, "author": me}


def answer_steps(
    start: Start, kind: RequestKind, answers: Answers, offered: Offered, paper: str
) -> tuple[AnswerStep, ...]:
    """The answers in words, step by step; where a sent request is changed, what differs stands beside it.

    `paper` says where somebody else's paper form is; it stands below whose request it is.
    """
    form, before = start.form, start.change.answers if start.change else None
    shown_now = {question.id for question in shown(form, kind, answers)}
    now = cleaned(form, kind, answers)
    differ = set(changed(form, kind, before, now)) if before is not None else set()
    stays = frozenset({"author"}) if start.author_stays else frozenset()
    words = _Words(now, before or {}, offered, differ, stays)
    steps = ((step.title, [q for q in step.questions if q.id in shown_now]) for step in form.steps)
    other = said(now, "author") not in ("", start.me)
    beside = {"author": _paper_line(paper)} if other else {}
    return tuple(AnswerStep(title, tuple(words.lines(asked, beside))) for title, asked in steps if asked)


def _paper_line(paper: str) -> AnswerLine:
    return AnswerLine(EVIDENCE, translate("SiteStart", "The paper form"), (paper,) if paper else ())


def differing(form: SiteForm, kind: RequestKind, answers: Answers, before: Answers) -> int:
    """How many answers differ from those sent."""
    return len(changed(form, kind, before, cleaned(form, kind, answers)))


@dataclass(frozen=True, slots=True)
class _Words:
    now: Answers
    before: Answers
    offered: Offered
    differ: set[str]
    stays: frozenset[str]

    def lines(self, questions: Sequence[Question], beside: Mapping[str, AnswerLine]) -> Iterator[AnswerLine]:
        """A line for each question, and behind some of them one more."""
        for question in questions:
            yield self._line(question)
            if question.id in beside:
                yield beside[question.id]

    def _line(self, question: Question) -> AnswerLine:
        stays = question.id in self.stays
        told = AnswerLine(question.id, question.label, self._of(question, self.now), stays=stays)
        return replace(told, before=self._of(question, self.before)) if question.id in self.differ else told

    def _of(self, question: Question, answers: Answers) -> tuple[str, ...]:
        host = self.offered.host(said(answers, question.id))
        names: Mapping[str, str] = self.offered.names
        told: Sequence[str] = site_words.answer_lines(question, answers.get(question.id, ""), names, host)
        return tuple(told)
