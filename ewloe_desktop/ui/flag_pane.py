"""One point of the watch-list: what it says, where it stands, and the three ways to deal with it."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ewloe_desktop.domain.watchlist import Choice
from ewloe_desktop.ui import parts, wording
from ewloe_desktop.ui.cards import Card
from ewloe_desktop.ui.fields import WordsField

if TYPE_CHECKING:
    from ewloe_desktop.services.watchlist import Chosen, HitFacts

translate = QCoreApplication.translate
_TONES = {"repealed": "bad", "wrong": "bad", "closed": "bad", "missing": "warn"}


class FlagPane(QWidget):
    """Shows a point; `decided` carries the choice and the reason typed. Its dialog puts the buttons in their place."""

    decided = Signal(object, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("scrolled")
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 16, 16)
        column.setSpacing(10)
        self.told = QVBoxLayout()
        self.told.setSpacing(8)
        column.addLayout(self.told)
        self.reason = WordsField("reason", self.tr("Reason"), self.tr("Needed to keep the words"), lines=3)
        self.take = parts.button(self.tr("Take it up"), partial(self._press, Choice.TAKEN), "primary", writes=True)
        self.keep = parts.button(self.tr("Keep the words"), partial(self._press, Choice.KEPT), writes=True)
        self.defer = parts.button(self.tr("Defer"), partial(self._press, Choice.DEFERRED), writes=True)
        self.asked = QWidget()
        self.asked.setObjectName("scrolled")
        inner = QVBoxLayout(self.asked)
        inner.setContentsMargins(0, 4, 0, 0)
        inner.setSpacing(10)
        inner.addWidget(parts.rule())
        inner.addWidget(self.reason)
        column.addWidget(self.asked)
        column.addStretch(1)

    def show_point(self, number: int, hit: "HitFacts", may_choose: bool) -> None:
        """Shows this point; what was typed for it is put in by whoever knows it."""
        parts.clear(self.told)
        told = hit.told
        self.told.addWidget(parts.label(f"{number}. {told.title(hit.quotes)}", "h2"))
        self.told.addLayout(parts.row(parts.badge(kind(told.kind), tone(told.kind))))
        if hit.quotes:
            self.told.addWidget(parts.label(told.state))
        rows = (
            (self.tr("Instead"), told.instead),
            (self.tr("Since"), told.since),
            (self.tr("Where"), "; ".join(hit.where)),
            (self.tr("Source"), told.source),
            (self.tr("How sure"), told.sure),
        )
        for name, words in rows:
            if words:
                told_so = self.tr("{what}: {words}").format(what=name, words=words)
                self.told.addWidget(parts.label(told_so, "strong" if words == told.instead else ""))
        for one, words in (
            (hit.choice, self.tr("{choice} by {name} on {day}.")),
            (hit.earlier, self.tr("In the text before it: {choice} by {name} on {day}.")),
        ):
            if one is not None:
                self.told.addSpacing(6)
                self.told.addWidget(_notice(one, words))
        self.reason.set_error("")
        for widget in (self.asked, self.take, self.keep, self.defer):
            widget.setVisible(may_choose)

    def show_none(self) -> None:
        """There is no point to decide about."""
        for widget in (self, self.take, self.keep, self.defer):
            widget.hide()

    def refuse(self, words: str) -> None:
        """Says beside the reason what is wrong with it."""
        self.reason.set_error(words)
        self.reason.area.setFocus()

    def _press(self, choice: Choice) -> None:
        self.decided.emit(choice, self.reason.value())


def _notice(one: "Chosen", words: str) -> QWidget:
    box = parts.CardFrame(name="notice", space=4)
    box.column.setContentsMargins(12, 10, 12, 10)
    told = words.format(choice=choice_words(one.choice.value), name=one.by, day=wording.day(one.on))
    box.column.addWidget(parts.label(told, "strong"))
    if one.reason:
        box.column.addWidget(parts.label(one.reason))
    return box


def kind(value: str) -> str:
    """What has happened to a point's subject, in a word."""
    return wording.words("watchlist")[f"kind_{value}"]


def tone(value: str) -> str:
    """How loud that is."""
    return _TONES.get(value, "calm")


def choice_words(value: str) -> str:
    """Taken up, kept, deferred, or open."""
    return wording.words("watchlist")[f"choice_{value}"]


def flag_card(number: int, hit: "HitFacts") -> Card:
    """A point in the list: its number and name, where it stands, and how it stands."""
    choice = hit.choice.choice.value if hit.choice else "open"
    shade = {"open": "warn", "deferred": "warn", "taken": "ok"}.get(choice, "calm")
    line = translate("FlagPane", "{kind} · {where}").format(kind=kind(hit.told.kind), where=hit.where[0])
    return Card(f"{number}. {hit.told.title(hit.quotes)}", line, choice_words(choice), shade)
