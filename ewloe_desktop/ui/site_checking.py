"""The last pages of a request: every answer once more with what is said about it, and what happens after sending."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QVBoxLayout, QWidget

from ewloe_desktop.ui import parts, site_words, wording
from ewloe_desktop.ui.forms import Form
from ewloe_desktop.ui.site_told import Told

if TYPE_CHECKING:
    from ewloe_desktop.services.site_requests import RequestFacts

Go = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class AnswerLine:
    """One answer: its question, its words, and the words of the round before when they differ."""

    question: str
    label: str
    words: tuple[str, ...]
    before: tuple[str, ...] | None = None  # None: the same as before, or there was nothing before
    stays: bool = False  # cannot be answered otherwise


@dataclass(frozen=True, slots=True)
class AnswerStep:
    """The answers of one step."""

    title: str
    lines: tuple[AnswerLine, ...]


class AnswersForm(Form):
    """Everything once more, step by step, each answer with Change; problems and warnings stand with their answer."""

    def __init__(self, go: Go) -> None:
        super().__init__()
        self._go = go
        self.told: tuple[Told, ...] = ()
        self.notes = QVBoxLayout()
        self.notes.setSpacing(8)
        self.column.addLayout(self.notes)
        self.cards = QVBoxLayout()
        self.cards.setSpacing(14)
        self.column.addLayout(self.cards)

    def show_answers(
        self, steps: Sequence[AnswerStep], told: Sequence[Told], warned: Mapping[str, Sequence[str]], note: str = ""
    ) -> None:
        """Shows the answers with what is said about them; what blocks stands above all, leading to its step."""
        self.told = tuple(told)
        parts.clear(self.notes)
        if note:
            self.notes.addWidget(_notice(note))
        if whole := warned.get("", ()):
            self.notes.addWidget(_notice(self.tr("Everybody who decides about this request is told:"), *whole))
        parts.clear(self.cards)
        by_question = {one.question: one.words for one in told}
        for step in steps:
            self.cards.addWidget(self._card(step, by_question, warned))
        self.show_told()

    def show_told(self) -> None:
        """The summary of everything that keeps it from being sent; it takes the focus."""
        for old in self.findChildren(_Way):
            old.deleteLater()
        self.summary.show_problems([(one.aloud, self._way(one.question)) for one in self.told])

    def _way(self, question: str) -> QWidget | None:
        """Where the summary leads: setting the focus there opens the step."""
        return _Way(self, partial(self._go, question)) if question else None

    def _card(self, step: AnswerStep, told: Mapping[str, str], warned: Mapping[str, Sequence[str]]) -> QWidget:
        card = parts.CardFrame(space=8)
        card.column.addWidget(parts.label(step.title, "h2"))
        grid = QGridLayout()
        grid.setHorizontalSpacing(20)
        grid.setVerticalSpacing(10)
        grid.setColumnStretch(0, 4)
        grid.setColumnStretch(1, 7)
        for row, line in enumerate(step.lines):
            top = Qt.AlignmentFlag.AlignTop
            grid.addWidget(_low(parts.label(line.label, "quiet")), row, 0, top)
            answer = self._answer(line, told.get(line.question, ""), warned.get(line.question, ()))
            grid.addLayout(answer, row, 1, top)
            if not line.stays:
                change = parts.button(self.tr("Change"), partial(self._go, line.question), "link")
                change.setAccessibleName(self.tr("Change: {what}").format(what=line.label))
                grid.addWidget(change, row, 2, top)
        card.column.addLayout(grid)
        return card

    def _answer(self, line: AnswerLine, wrong: str, warned: Sequence[str]) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(2)
        words = "\n".join(line.words) or self.tr("No answer")
        column.addWidget(_low(parts.label(words, "strong" if line.words else "quiet")))
        if line.before is not None:
            before = "; ".join(line.before) or self.tr("no answer")
            across = parts.row(stretch=False)
            across.addWidget(parts.badge(self.tr("Changed"), "calm"), 0, Qt.AlignmentFlag.AlignTop)
            across.addWidget(parts.label(self.tr("Before: {words}").format(words=before), "quiet"), 1)
            column.addLayout(across)
        if wrong:
            column.addWidget(parts.label(wrong, "error"))
        for told in warned:
            column.addLayout(_warning(told))
        return column


class _Way(QWidget):
    """Stands for a step that is not shown: taking the focus opens it."""

    def __init__(self, parent: QWidget, go: Callable[[], None]) -> None:
        super().__init__(parent)
        self.hide()
        self._go_there = go

    def setFocus(self, *_reason: object) -> None:
        """Opens the step, with the focus in the answer."""
        self._go_there()


def _notice(words: str, *more: str) -> QWidget:
    card = parts.CardFrame(name="notice", space=4)
    card.column.setContentsMargins(14, 10, 14, 10)
    card.column.addWidget(parts.label(words, "strong" if more else ""))
    for line in more:
        card.column.addWidget(parts.label(line))
    return card


def _low(label: QLabel) -> QLabel:
    """A label whose first line stands beside the words of a link."""
    label.setContentsMargins(0, 4, 0, 0)
    return label


def _warning(words: str) -> QVBoxLayout:
    column = QVBoxLayout()
    mark = parts.picture("warning", "on_warn", 18)
    mark.setAlignment(Qt.AlignmentFlag.AlignTop)
    across = parts.row(mark, parts.label(words), space=6, stretch=False)
    across.setStretch(1, 1)
    column.addLayout(across)
    return column


class SentForm(Form):
    """The request's number, who reads it next, and the sheet."""

    def __init__(self, print_sheet: Callable[[], None]) -> None:
        super().__init__()
        card = parts.CardFrame(space=8)
        self.what, self.who = parts.label("", "h2"), parts.label("")
        self.round = parts.label("", "quiet")
        for label in (self.what, self.who, self.round):
            card.column.addWidget(label)
        self.column.addWidget(card)
        told = self.tr("Today tells you when somebody endorses, returns or decides it.")
        self.told: QLabel = self.add_words(told)
        self.printed = parts.button(self.tr("Print the request…"), print_sheet, icon="print")
        self.column.addLayout(parts.row(self.printed))

    def show_request(self, facts: "RequestFacts") -> None:
        """Fills in what the register gave back."""
        row = facts.row
        said = self.tr("Request {number}: {title}")
        self.what.setText(said.format(number=row.number, title=row.title))
        who = site_words.who(row.waiting_for)
        self.who.setText(self.tr("It waits for {who} now.").format(who=who))
        sent = self.tr("Sent on {day}, round {round}").format(day=wording.day(row.sent_on), round=row.round)
        self.round.setText(sent)
