"""The answer about a picture: one large word, the reason, the rule, who stands in the way, the policy's clause."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from ewloe_desktop.ui import parts, picture_words, wording

if TYPE_CHECKING:
    from ewloe_desktop.domain.photos import Pictured
    from ewloe_desktop.services.picture_checks import CheckedPicture


class AnswerPane(parts.CardFrame):
    """What is still to be answered, then the one answer; it is read aloud when it changes."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, space=0)
        self.setAccessibleName(self.tr("The answer"))
        self.column.setContentsMargins(0, 0, 0, 0)
        scroll = parts.Column(self, space=10)
        scroll.column.setContentsMargins(22, 20, 18, 16)
        self.column.addWidget(scroll)
        self._inside = scroll.column
        self.aloud = ""

    def show_wanting(self, wanting: list[str]) -> None:
        """Says what is still to be answered."""
        self._begin()
        self._inside.addStretch(1)
        told = self.tr("The answer stands here as soon as these are answered:")
        self._inside.addWidget(parts.label(told, "quiet"))
        for words in wanting:
            self._inside.addLayout(_bullet(words))
        self._inside.addStretch(2)
        self.aloud = ""

    def show_answer(self, checked: "CheckedPicture") -> None:
        """Shows the answer."""
        self._begin()
        verdict = checked.verdict
        answer = picture_words.answer(verdict)
        self._inside.addWidget(_banner(answer, picture_words.rule(verdict), allowed=verdict.allowed))
        self._show_people(checked)
        self._show_clause(checked)
        if checked.act:
            self._show_kept(checked)
        self._inside.addStretch(1)
        aloud = f"{answer}. {picture_words.rule(verdict)}"
        if aloud != self.aloud or checked.act:
            parts.announce(self, aloud)
        self.aloud = aloud

    def _begin(self) -> None:
        parts.clear(self._inside)

    def _show_people(self, checked: "CheckedPicture") -> None:
        verdict = checked.verdict
        if verdict.in_the_way:
            count = len(verdict.in_the_way)
            all_ = len(checked.people)
            told = self.tr("In the way: {count} of {all} people").format(count=count, all=all_)
            self._title(told)
            for person in verdict.in_the_way:
                self._inside.addLayout(_person(person))
        elif checked.people:
            self._title(self.tr("Said yes to “{use}”").format(use=checked.use))
            for person in checked.people:
                self._inside.addLayout(_person(person))

    def _show_clause(self, checked: "CheckedPicture") -> None:
        self._title(self.tr("What the policy in force says"))
        if not checked.clause:
            none = self.tr(
                "No policy in force in this register speaks of pictures in which somebody can be recognised."
            )
            self._inside.addWidget(parts.label(none, "quiet"))
            return
        said = self.tr("“{clause}”").format(clause=checked.clause)
        self._inside.addWidget(parts.label(said))
        self._inside.addWidget(parts.label(checked.clause_from, "small"))

    def _show_kept(self, checked: "CheckedPicture") -> None:
        self._title(self.tr("Kept in the register"))
        at = wording.moment(checked.checked_at)
        self._inside.addWidget(parts.label(self.tr("Checked {at}, act {act}").format(at=at, act=f"{checked.act:,}")))
        self._inside.addWidget(parts.label(checked.code, "code", wrap=False))

    def _title(self, words: str) -> None:
        self._inside.addSpacing(6)
        self._inside.addWidget(parts.label(words, "h2"))


def _banner(answer: str, rule: str, *, allowed: bool) -> QFrame:
    """The large word with its mark, and the reason below."""
    made = parts.CardFrame(name="verdict", space=6)
    made.setProperty("tone", "ok" if allowed else "bad")
    mark = parts.picture("check" if allowed else "close", "on_ok" if allowed else "on_bad", 32)
    mark.setAlignment(Qt.AlignmentFlag.AlignTop)
    top = parts.row(mark, parts.label(answer, "h1"), stretch=False)
    top.setStretch(1, 1)
    made.column.addLayout(top)
    made.column.addWidget(parts.label(rule, "strong"))
    return made


def _bullet(words: str) -> QHBoxLayout:
    dot = parts.label("•", "strong", wrap=False)
    across = parts.row(dot, parts.label(words), stretch=False, space=8)
    across.setStretch(1, 1)
    return across


def _person(person: "Pictured") -> QHBoxLayout:
    """Name and how it stands, with a mark that says the same without colour."""
    icon, shade = ("check", "accent_text") if person.state.permitted else ("close", "bad_text")
    mark = parts.picture(icon, shade, 18)
    name = parts.label(person.name, "strong")
    told = parts.label(picture_words.standing(person.state), "quiet")
    across = parts.row(mark, name, told, stretch=False, space=10)
    across.setStretch(1, 2)
    across.setStretch(2, 3)
    return across
