"""The pages of a signing ceremony after the reading: as whom, the declaration, how, check, and the receipt."""

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QPushButton

from ewloe_desktop.domain.approvals import Signable, SigningFacts
from ewloe_desktop.domain.errors import FieldProblem, RuleBroken
from ewloe_desktop.ui import parts, wording
from ewloe_desktop.ui.fields import CheckField, ChoiceField, DateField, PasswordField
from ewloe_desktop.ui.forms import Form
from ewloe_desktop.ui.signature_pad import SignaturePad

if TYPE_CHECKING:
    from ewloe_desktop.domain.approvals import Receipt

Problems = Callable[[], Sequence[FieldProblem]]


class WhoForm(Form):
    """As whom: one name and office, large.

    The head teacher signed in is chosen beforehand; otherwise somebody is only when nobody else could sign.
    """

    def __init__(
        self, facts: SigningFacts, stop: Callable[[], None], renew: Callable[[Signable], None] | None = None
    ) -> None:
        super().__init__()
        self._signers = {s.person_id: s for s in facts.signers}
        able = [s for s in facts.signers if not s.refused]
        self.who = self.add(ChoiceField("who", self.tr("Who signs?"), [self._choice(s) for s in facts.signers]))
        for signer in facts.signers:
            self.who.allow(signer.person_id, not signer.refused, _why_not(signer))
        self.renewals = self._offer_renewals(facts, renew) if renew is not None else ()
        self.big = parts.CardFrame()
        self._name = parts.label("", "h1")
        self._office = parts.label("", "h2")
        self.big.column.addWidget(parts.label(self.tr("You are signing as"), "quiet"))
        self.big.column.addWidget(self._name)
        self.big.column.addWidget(self._office)
        self.column.addWidget(self.big)
        self._not_you = parts.button(self.tr("Not you? Stop"), stop, "danger")
        self.column.addWidget(self._not_you, 0, Qt.AlignmentFlag.AlignLeft)
        if not facts.signers:
            self.add_words(self.tr("Nobody holds an office today in which this can be signed."), "strong")
        self.who.changed.connect(self._show)
        self._choose(able, facts.own)
        self.who.setVisible(len(facts.signers) > 1 or not able)
        self._show()

    def _choose(self, able: Sequence[Signable], own: str) -> None:
        if any(signer.person_id == own for signer in able):
            self.who.set_value(own)
        elif len(able) == 1 and own not in self._signers:
            self.who.set_value(able[0].person_id)

    def _offer_renewals(self, facts: SigningFacts, renew: Callable[[Signable], None]) -> tuple[QPushButton, ...]:
        """A way out for everybody whose term has run out."""
        made = []
        for signer in (s for s in facts.signers if s.refused == "term_ended"):
            said = self.tr("Record the renewal of {name} as {office}…")
            words = said.format(name=signer.name, office=wording.office(signer.named))
            button = parts.button(words, partial(renew, signer))
            self.column.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
            made.append(button)
        return tuple(made)

    @property
    def signer(self) -> Signable | None:
        """Who was chosen."""
        return self._signers.get(self.who.value() or "")

    def check(self, more: Problems | None = None) -> bool:
        """Whether somebody was chosen who can sign."""
        return super().check(lambda: () if self.signer else (FieldProblem("who", "not_chosen"),))

    def _choice(self, signer: Signable) -> tuple[str, str, str]:
        return signer.person_id, f"{signer.name} — {wording.office(signer.named)}", _why_not(signer)

    def _show(self) -> None:
        signer = self.signer
        self.big.setVisible(signer is not None)
        self._not_you.setVisible(signer is not None)
        if signer is not None:
            self._name.setText(signer.name)
            self._office.setText(wording.office(signer.named))


def _why_not(signer: Signable) -> str:
    return wording.error(RuleBroken(signer.refused)).what if signer.refused else ""


class DeclareForm(Form):
    """The words one signs, and the day one gives for it."""

    def __init__(self, facts: SigningFacts, today: date) -> None:
        super().__init__()
        self._facts, self._today = facts, today
        card = parts.CardFrame(name="notice")
        self._said = parts.label(facts.declaration, "big")
        card.column.addWidget(self._said)
        self.column.addWidget(card)
        self.agree = self.add(CheckField("agree", self.tr("This is my declaration"), must=True))
        hint = self.tr("Today, unless you decided on an earlier day. This day and the moment of signing are printed.")
        self.declared = self.add(DateField("declared_on", self.tr("Date of your decision"), hint))
        self.declared.set_value(today)
        behind = self.tr("The PC's clock is behind the last record. Its time is printed as it is; have it put right.")
        ahead = self.tr("The PC's clock is far ahead of the last record. Look at the date before you sign.")
        if facts.clock_warning:
            self.add_words({"behind": behind}.get(facts.clock_warning, ahead), "strong")

    def check(self, more: Problems | None = None) -> bool:
        """Whether it was declared, on a day that can be."""
        return super().check(self._problems)

    def _problems(self) -> Sequence[FieldProblem]:
        declared = self.declared.value()
        if declared > self._today:
            return (FieldProblem("declared_on", "in_future"),)
        if declared < self._facts.settled_on:
            return (FieldProblem("declared_on", "before_text", {"settled": self._facts.settled_on}),)
        return ()


class ReadAgainForm(Form):
    """Whether those who have read the text in force are asked to read this one."""

    def __init__(self, readers: int) -> None:
        super().__init__()
        people = wording.count(readers, self.tr("person has"), self.tr("people have"))
        self.add_words(self.tr("{people} read the text that is in force now.").format(people=people))
        again = self.tr("Yes: something in it matters for what they do")
        minor = self.tr("No: the change is minor, and what they read still counts")
        choices = (
            (False, again, self.tr("Their readings are out of date from the day this text is in force.")),
            (True, minor),
        )
        self.minor = self.add(ChoiceField("minor", self.tr("Do they have to read this text again?"), choices))

    @property
    def words(self) -> str:
        """What was chosen, for the check page."""
        return self.tr("No, the change is minor") if self.minor.value() else self.tr("Yes")


class MethodForm(Form):
    """Typed name, or a drawn signature as well; the password signs in both cases."""

    def __init__(self) -> None:
        super().__init__()
        typed = (self.tr("Your name as it is typed here, with your password."),)
        drawn = (self.tr("The drawing is printed above your name. Your password is still what signs."),)
        choices = (("typed", self.tr("Typed name"), *typed), ("drawn", self.tr("Drawn signature"), *drawn))
        self.method = self.add(ChoiceField("method", self.tr("How do you sign?"), choices))
        self.method.set_value("typed")
        self.pad = SignaturePad(self.tr("Draw your signature here"))
        self.again = parts.button(self.tr("Clear the drawing"), self.pad.clear, "link")
        self.column.addWidget(self.pad)
        self.column.addWidget(self.again)
        card = parts.CardFrame(space=2)
        card.column.addWidget(parts.label(self.tr("On the sheet your name stands as"), "quiet"))
        self._name = parts.label("", "h1")
        card.column.addWidget(self._name)
        self.column.addWidget(card)
        self.method.changed.connect(self._show)
        self._show()

    def entered(self, name: str) -> None:
        """Shows the name as it will stand on the sheet."""
        self._name.setText(name)

    @property
    def drawn_png(self) -> bytes | None:
        """The drawing, when one is wanted."""
        return self.pad.png() if self.method.value() == "drawn" else None

    def check(self, more: Problems | None = None) -> bool:
        """Whether there is a drawing when one is wanted."""
        return super().check(self._problems)

    def _problems(self) -> Sequence[FieldProblem]:
        missing = self.method.value() == "drawn" and self.pad.is_empty()
        return (FieldProblem("method", "not_drawn"),) if missing else ()

    def _show(self) -> None:
        drawn = self.method.value() == "drawn"
        self.pad.setVisible(drawn)
        self.again.setVisible(drawn)


class LinesForm(Form):
    """Everything once more, each line with Change."""

    def __init__(self) -> None:
        super().__init__()
        card = parts.CardFrame(space=0)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(20)
        self._grid.setVerticalSpacing(4)
        self._grid.setColumnStretch(1, 1)
        card.column.addLayout(self._grid)
        self.column.addWidget(card)

    def show_lines(self, lines: Sequence[tuple[str, str, Callable[[], None] | None]]) -> None:
        """Lines of (what, answer, how to change it)."""
        while (item := self._grid.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        for row, (what, answer, change) in enumerate(lines):
            self._grid.addWidget(parts.label(what, "quiet", wrap=False), row, 0)
            self._grid.addWidget(parts.label(answer, "strong"), row, 1)
            if change is not None:
                link = parts.button(self.tr("Change"), change, "link")
                link.setAccessibleName(self.tr("Change: {what}").format(what=what))
                self._grid.addWidget(link, row, 2)


class CheckForm(LinesForm):
    """The lines, and the signer's own password."""

    def __init__(self) -> None:
        super().__init__()
        self.password = self.add(PasswordField("password", self.tr("Password")))

    def ask_password_of(self, who: str) -> None:
        """Says whose password it must be."""
        words = self.tr("Password of {name}").format(name=who)
        self.password.label.setText(words)
        self.password.inner.setAccessibleName(words)


class ReceiptForm(Form):
    """What was recorded: the act's number, its code, what happens next."""

    def __init__(self, print_sheet: Callable[[], None], copy: Callable[[], None]) -> None:
        super().__init__()
        card = parts.CardFrame(space=8)
        self._what = parts.label("", "h2")
        self._who = parts.label("")
        self._act = parts.label("", "quiet")
        self.code = parts.label("", "code")
        self.code.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByKeyboard | Qt.TextInteractionFlag.TextSelectableByMouse
        )
        for label in (self._what, self._who, self._act, self.code):
            card.column.addWidget(label)
        self.column.addWidget(card)
        self._next = parts.label("")
        self.column.addWidget(self._next)
        self.printed = parts.button(self.tr("Print approval sheet…"), print_sheet, icon="print")
        self.copied = parts.button(self.tr("Copy the code"), copy, "link")
        self.column.addLayout(parts.row(self.printed, self.copied))

    def show_receipt(self, receipt: "Receipt") -> None:
        """Fills in what the register gave back."""
        self._what.setText(receipt.what)
        office = wording.office(receipt.office)
        said = self.tr("Signed by {name}, {office}").format(name=receipt.signer, office=office)
        self._who.setText(said)
        when = self.tr("Act {act}, recorded {at}").format(act=f"{receipt.act:,}", at=wording.moment(receipt.at))
        self._act.setText(when)
        self.code.setText(receipt.code)
        self.code.setAccessibleName(self.tr("Code {code}").format(code=receipt.code))
        self._next.setText(self._next_words(receipt))

    def _next_words(self, receipt: "Receipt") -> str:
        if receipt.next_step == "governors":
            said = self.tr("Next: the governing body decides at a meeting, and its chair signs here.")
            minor = self.tr("The change is minor: whoever has read the text in force need not read this one.")
            return f"{said} {minor}" if receipt.minor else said
        if receipt.next_step == "retired":
            return self.tr("The policy is retired. It can still be read and printed.")
        review = wording.day(receipt.next_review) if receipt.next_review else ""
        return self.tr("It is in force now. Next review: {review}.").format(review=review)
