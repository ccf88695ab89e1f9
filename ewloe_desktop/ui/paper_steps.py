"""The pages of filing a sheet signed in ink: the facts beside the scan, whose side, who, when, and what was filed."""

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ewloe_desktop.domain.approvals import Body, SigningFacts
from ewloe_desktop.domain.errors import FieldProblem
from ewloe_desktop.domain.papers import PaperState, SheetStanding
from ewloe_desktop.ui import paper_words, parts, wording
from ewloe_desktop.ui.ceremony import ReadAgainForm
from ewloe_desktop.ui.fields import ChoiceField, DateField, TextField
from ewloe_desktop.ui.forms import Form
from ewloe_desktop.ui.paper_beside import Beside
from ewloe_desktop.ui.paper_pictures import PaperPair

if TYPE_CHECKING:
    from ewloe_desktop.domain.papers import PaperFacts, SheetFound

Problems = Callable[[], Sequence[FieldProblem]]
SAME, NOT_SAME = "same", "not_same"
BOTH = "both"


class RowsCard(parts.CardFrame):
    """Stored facts, each below its label."""

    def __init__(self) -> None:
        super().__init__(space=0)
        self.hide()

    def show_rows(self, rows: Sequence[tuple[str, str]]) -> None:
        """Shows them; without any there is no card."""
        parts.clear(self.column)
        for number, (what, value) in enumerate(rows):
            label = parts.label(what, "small")
            label.setContentsMargins(0, 6 if number else 0, 0, 0)
            self.column.addWidget(label)
            self.column.addWidget(parts.label(value, "strong"))
        self.setVisible(bool(rows))


class FactsCard(parts.CardFrame):
    """What a code turned out to be, in red when it is not as it should be; the stored facts stand in `rows`."""

    def __init__(self) -> None:
        super().__init__(space=6)
        self._tone = parts.badge("", "ok")
        self._title = parts.label("", "h2")
        self._words = parts.label("")
        self.rows = RowsCard()
        for widget in (self._tone, self._title, self._words):
            self.column.addWidget(widget)

    def show_found(self, found: "SheetFound") -> bool:
        """Shows a sheet that is to be filed; whether it can be."""
        title, words, good = paper_words.verdict(found)
        words = words or paper_words.cannot_file(found)
        good = good and not words
        self._show(self.tr("As recorded") if good else self.tr("Not accepted"), "ok" if good else "bad", title, words)
        self.rows.show_rows(found.rows)
        return good

    def show_checked(self, found: "SheetFound") -> None:
        """Shows a sheet that is only checked: an old one of this register is as good as a new one."""
        title, words, _good = paper_words.verdict(found)
        own = found.standing is SheetStanding.OWN
        words = words or paper_words.older(found)
        badge = self.tr("Genuine") if own else self.tr("Not genuine")
        badge = self.tr("Genuine, but superseded") if own and found.superseded else badge
        self._show(badge, ("warn" if found.superseded else "ok") if own else "bad", title, words)
        self.rows.show_rows(found.rows)

    def show_filed(self, paper: "PaperFacts") -> None:
        """Shows what was filed, and in red why this person cannot confirm it."""
        calm = {PaperState.CONFIRMED: (self.tr("Confirmed"), "ok"), PaperState.REFUSED: (self.tr("Refused"), "bad")}
        badge, tone = calm.get(paper.state, (self.tr("Waits to be confirmed"), "warn"))
        words = paper_words.standing(paper)[0]
        if paper.state is PaperState.FILED:
            words = paper_words.why_not(paper.refused)
            tone = tone if paper.refused in ("", "filed_yourself", "may_not") else "bad"
        self._show(badge, tone, paper_words.filed(paper), words)
        self.rows.show_rows(paper.rows)

    def _show(self, badge: str, tone: str, title: str, words: str) -> None:
        bad = tone == "bad"
        self._tone.setText(badge)
        parts.set_tone(self._tone, tone)
        for label, said, role in ((self._title, title, "h2"), (self._words, words, "")):
            label.setText(said)
            label.setProperty("role", "error" if bad and (words == said or not words) else role)
            parts.restyle(label)
        self._words.setVisible(bool(words))
        parts.announce(self, f"{badge}. {title}. {words}")


def beside(pair: PaperPair, *facts: QWidget) -> QHBoxLayout:
    """The facts at the left, the pictures at the right; without pictures the facts have all the room."""
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(12)
    for widget in facts:
        column.addWidget(widget)
    column.addStretch(1)
    across = parts.row(holder, pair, space=20, stretch=False)
    across.setStretch(0, 36)
    across.setStretch(1, 64)
    return across


class CompareForm(Form):
    """The stored facts, the scan beside the stored page, and one's own answer."""

    print_wanted = Signal()

    def __init__(self) -> None:
        super().__init__(space=12)
        self.card = FactsCard()
        self.pair = PaperPair()
        self.pair.hide()
        same = self.tr("The same")
        other = self.tr("Not the same")
        hint = self.tr("Title, edition and every printed word are as the register has them; ink was added, no more.")
        no = self.tr("A printed word was changed or struck out, a page is missing, or it is another paper.")
        choices = ((SAME, same, hint), (NOT_SAME, other, no))
        self.compared = self.add(ChoiceField("compared", self.tr("Is the paper the same as the register's?"), choices))
        self.notice = parts.CardFrame(name="notice", space=4)
        self.notice.column.addWidget(parts.label(self.tr("Nothing is filed"), "strong"))
        self.notice.column.addWidget(parts.label(self._what_to_do()))
        again = parts.button(self.tr("Print the sheet to sign again…"), self.print_wanted.emit, icon="print")
        self.notice.column.addLayout(parts.row(again))
        self.column.addLayout(beside(self.pair, self.card, self.compared, self.notice, self.card.rows), 1)
        self.compared.changed.connect(self._show)
        self.good = False
        self._show()

    def _what_to_do(self) -> str:
        return self.tr(
            "Keep the paper, and tell whoever signed it. If the words should be changed, return the text and settle "
            "it anew; if not, print the sheet again and have it signed."
        )

    def show_found(self, found: "SheetFound", *, scanned: bool) -> None:
        """Shows a sheet anew, before its pictures come."""
        self.good = self.card.show_found(found)
        self.pair.setVisible(False)
        self.pair.sides = found.sides
        self.compared.choose(lambda _value: False)
        self.compared.setVisible(self.good)
        words = self.tr("Is the paper the same as the register's?")
        mine = self.tr("Look at the paper in your hand: is it the same as the register's?")
        self.compared.label.setText(words if scanned else mine)
        self._show()

    def _show(self) -> None:
        self.notice.setVisible(self.good and self.compared.value() == NOT_SAME)

    @property
    def same(self) -> bool:
        """Whether somebody said that it is the same."""
        return self.good and self.compared.value() == SAME


class SideForm(Form):
    """Which side signed on this paper, and where the paper is kept."""

    def __init__(self, sides: Sequence[Body], laid: Beside) -> None:
        super().__init__()
        self._laid = laid
        choices: list[tuple[str, str]] = [(side.value, paper_words.body(side)) for side in sides]
        if Body.HEAD in sides:
            choices.append((BOTH, self.tr("Both, on this one paper")))
        self.side = self.add(ChoiceField("side", self.tr("Who signed this paper in ink?"), choices))
        hint = self.tr("For example: approvals folder in the head teacher's office, 2026")
        self.kept_at = self.add(TextField("original_at", self.tr("Where is the original kept?"), hint, most=200))

    @property
    def bodies(self) -> tuple[Body, ...]:
        """The sides that are filed."""
        value = self.side.value()
        return (Body.HEAD, Body.GOVERNORS) if value == BOTH else (Body(value),) if value else ()

    def check(self, more: Problems | None = None) -> bool:
        """Whether the box of each side that is filed is on the scan, with something written in it."""
        return super().check(self._problems)

    def _problems(self) -> Sequence[FieldProblem]:
        if self._laid.under_way:
            return (FieldProblem("side", "laying"),)
        for side in self.bodies:
            held = self._laid.ink.get(side.value)
            if held in ("missing", "empty"):
                return (FieldProblem("side", f"{side.value}_{held}"),)
        return ()


class InkForm(Form):
    """Who signed one side, and the date that stands on the paper."""

    def __init__(self, facts: SigningFacts, today: date) -> None:
        super().__init__()
        self.body = facts.body
        self._facts, self._today = facts, today
        self._signers = {signer.person_id: signer for signer in facts.signers}
        able = [signer for signer in facts.signers if not signer.refused]
        choices = [(s.person_id, f"{s.name} — {wording.office(s.named)}") for s in facts.signers]
        name, day = f"signer_{facts.body.value}", f"signed_on_{facts.body.value}"
        self.signer_field = self.add(ChoiceField(name, self.tr("Whose signature is it?"), choices))
        for signer in facts.signers:
            self.signer_field.allow(signer.person_id, not signer.refused, paper_words.why_not(signer.refused))
            if signer.refused:
                why = self.tr("{name}: {why}").format(name=signer.name, why=paper_words.why_not(signer.refused))
                self.add_words(why, "small")
        if len(able) == 1:
            self.signer_field.set_value(able[0].person_id)
        if not able:
            self.add_words(self.tr("Nobody holds an office today in which this side can be signed."), "strong")
        hint = self.tr("The date written beside the signature, such as 27 3 2026")
        self.signed_on = self.add(DateField(day, self.tr("Date on the paper"), hint))

    def choose_office(self, office: str) -> None:
        """Chooses whoever holds that office."""
        self.signer_field.choose(lambda person_id: self._signers[person_id].office == office)

    @property
    def signer(self) -> tuple[str, str, str]:
        """Id, name and office of whoever was chosen."""
        signer = self._signers[self.signer_field.value()]
        return signer.person_id, signer.name, signer.named

    def check(self, more: Problems | None = None) -> bool:
        """Whether the date can be: not in the future and not before the text."""
        return super().check(partial(self._problems))

    def _problems(self) -> Sequence[FieldProblem]:
        on, name = self.signed_on.value(), self.signed_on.name
        if on > self._today:
            return (FieldProblem(name, "in_future"),)
        if on < min(self._facts.settled_on, self._today):
            return (FieldProblem(name, "before_text", {"settled": self._facts.settled_on}),)
        return ()

    def lines(self) -> list[tuple[str, str]]:
        """Who and when in words, for the check page."""
        _id, name, office = self.signer
        side = paper_words.body(self._facts.body)
        signed = self.tr("{name}, {office}").format(name=name, office=wording.office(office))
        return [
            (self.tr("{side}: signed by").format(side=side), signed),
            (self.tr("{side}: date on the paper").format(side=side), wording.day(self.signed_on.value())),
        ]


class PaperAgainForm(ReadAgainForm):
    """What the paper says about reading again."""

    def lines(self) -> list[tuple[str, str]]:
        """For the check page."""
        return [(self.tr("To be read again"), self.words)]


class FiledForm(Form):
    """What was filed and what happens next."""

    def __init__(self, another: Callable[[], None]) -> None:
        super().__init__()
        card = parts.CardFrame(space=8)
        self._what = parts.label("", "h2")
        self._lines = parts.label("")
        card.column.addWidget(self._what)
        card.column.addWidget(self._lines)
        self.column.addWidget(card)
        self.add_words(
            self.tr(
                "It counts once the clerk, the chair or the head teacher, and not you, has looked at it and confirmed "
                "it with their own password. They find it on their Today page."
            )
        )
        self.another = parts.button(self.tr("File the next sheet of this scan"), another)
        self.column.addLayout(parts.row(self.another))

    def show_filed(self, what: str, lines: Sequence[str], *, more: bool) -> None:
        """Fills it in; `more` when the scan holds a sheet that is not filed yet."""
        self._what.setText(what)
        self._lines.setText("\n".join(lines))
        self.another.setVisible(more)
