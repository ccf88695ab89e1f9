"""The signing ceremony: read, as whom, the meeting, the declaration, how, check and password, receipt."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from ewloe_desktop.domain.approvals import Body, GovernorsAnswer, HeadAnswer, SigningFacts
from ewloe_desktop.domain.errors import ChangedMeanwhile, RuleBroken
from ewloe_desktop.domain.policies import RevisionKind, RevisionPage
from ewloe_desktop.domain.text import Change
from ewloe_desktop.ui import dialog, typed, wording
from ewloe_desktop.ui.asking import ActSteps
from ewloe_desktop.ui.autosave import Content
from ewloe_desktop.ui.ceremony import CheckForm, DeclareForm, MethodForm, ReadAgainForm, ReceiptForm, WhoForm
from ewloe_desktop.ui.dialogs.governors import MeetingForm, ReviewForm
from ewloe_desktop.ui.read_step import ReadForm
from ewloe_desktop.ui.work import Work

if TYPE_CHECKING:
    from ewloe_desktop.domain.approvals import Receipt


@dataclass(frozen=True, slots=True)
class ToSign:
    """What the ceremony is about: the facts, the revision with its words, and the changes since the one in force."""

    facts: SigningFacts
    page: RevisionPage
    changes: Sequence[Change]

    @property
    def since(self) -> str:
        """The label of the revision the changes are counted from; "" when there is none."""
        before = (r for r in self.page.revisions if r.id == self.page.compared_with)
        return next((wording.short_label(r) for r in before), "")


class SignDialog(ActSteps):
    """Leads one person through the steps and hands the signature over; nothing is signed before the last."""

    help_topic = "sign"
    renew_wanted = Signal(object)  # the Signable whose term has ended

    def __init__(self, parent: QWidget | None, work: Work, to_sign: ToSign, print_sheet: Callable[[str], None]) -> None:
        self._head = to_sign.facts.body is Body.HEAD
        super().__init__(parent, work, _title(to_sign))
        self._to_sign, self._print_sheet = to_sign, print_sheet
        self._receipt: Receipt | None = None
        self.setObjectName("sign")
        self._declare(work.today())
        self.stop.setText(self.tr("Stop"))
        self.stop.setAccessibleName(self.tr("Stop: nothing is signed"))

    @classmethod
    def ask(
        cls, parent: QWidget | None, work: Work, to_sign: ToSign, print_sheet: Callable[[str], None]
    ) -> "SignDialog":
        """Opens the ceremony at its first step."""
        asked = cls(parent, work, to_sign, print_sheet)
        asked.open()
        asked.show_step(0)
        return asked

    def _declare(self, today: date) -> None:
        facts, page = self._to_sign.facts, self._to_sign.page
        read = self.tr("Read what you sign")
        self.read = ReadForm(page.text, self._to_sign.changes, self._to_sign.since)
        self.add_form(read, self.read, fills=True)
        self.who = WhoForm(facts, self.reject, self.renew_wanted.emit)
        self.add_form(self.tr("As whom do you sign?"), self.who)
        self.meeting = MeetingForm(facts, today)
        self.review = ReviewForm(facts)
        if not self._head:
            self.add_form(self.tr("The meeting that decided"), self.meeting)
            if page.revision.kind is not RevisionKind.RETIREMENT:
                self.add_form(self.tr("When is it reviewed next?"), self.review)
        self.again = ReadAgainForm(facts.readers)
        if facts.readers:
            self.add_form(self.tr("Who reads it again?"), self.again)
        self.declare = DeclareForm(facts, today)
        self.add_form(self.tr("Your declaration"), self.declare)
        self.method = MethodForm()
        self.add_form(self.tr("Your signature"), self.method)
        self.check_form = CheckForm()
        self.add_form(self.tr("Check and sign"), self.check_form)
        self.act_step = self.pages.count() - 1
        self.receipt_form = ReceiptForm(self._print, self._copy)
        self.add_form(self.tr("Signed and recorded"), self.receipt_form)
        self.receipt_step = self.pages.count() - 1
        if not self._head:
            self._keep_answers()

    def _keep_answers(self) -> None:
        """What was typed about the meeting; never who signs, the declaration, a drawing or a password."""
        fields = [*self.meeting.fields.values(), *self.review.fields.values()]
        put_back: Callable[[Content], None] = lambda content: typed.put_back(fields, content)  # noqa: E731
        place = f"decide/{self._to_sign.facts.revision_id}"
        self.keep_typed(place, self.meeting, lambda: typed.typed_in(fields), put_back)

    def _at(self, form: QWidget) -> int:
        return self.forms.index(form)  # type: ignore[arg-type]

    @property
    def reviews(self) -> bool:
        """Whether the next review is asked for."""
        return self.review in self.forms

    def entered(self, number: int) -> None:
        """Prepares the step."""
        super().entered(number)
        form, signer = self.forms[number], self.who.signer
        self.idle_seconds = dialog.IDLE_READING if number == 0 else dialog.IDLE_CEREMONY
        if form is self.meeting and signer is not None:
            self.meeting.entered(signer.office)
        elif form is self.review:
            self.review.entered(self.meeting.meeting.on)
        elif form is self.method and signer is not None:
            self.method.entered(signer.name)
        elif form is self.check_form and signer is not None:
            self.check_form.show_lines(self._lines())
            self.check_form.ask_password_of(signer.name)

    def _focus_first(self) -> None:
        if self.forms[self.step] is self.read:
            self.read.begin()
        else:
            super()._focus_first()

    def words_of_next(self, number: int) -> str:
        """The last button says the act."""
        if number == self.act_step:
            return self.tr("Sign as Head teacher") if self._head else self.tr("Sign for the governing body")
        return self.tr("Close") if number == self.receipt_step else self.tr("Continue")

    def _lines(self) -> list[tuple[str, str, Callable[[], None] | None]]:
        facts, signer = self._to_sign.facts, self.who.signer
        assert signer is not None
        to = self._to
        how = self.tr("Drawn signature and password") if self.method.drawn_png else self.tr("Typed name and password")
        read = self.tr("to the last line") if self.read.reached else self.tr("on paper")
        lines: list[tuple[str, str, Callable[[], None] | None]] = [
            (self.tr("You sign"), f"{facts.policy_title}, {facts.label}", None),
            (self.tr("Read"), read, to(self.read)),
            (self.tr("As"), f"{signer.name}, {wording.office(signer.named)}", to(self.who)),
        ]
        if not self._head:
            lines += [(what, said, to(self.meeting)) for what, said in self.meeting.lines()]
        if self.reviews:
            lines += [(what, said, to(self.review)) for what, said in self.review.lines()]
        if self.again in self.forms:
            lines.append((self.tr("To be read again"), self.again.words, to(self.again)))
        declared = wording.day(self.declare.declared.value())
        lines.append((self.tr("Date of the decision"), declared, to(self.declare)))
        lines.append((self.tr("How"), how, to(self.method)))
        return lines

    def _to(self, form: QWidget) -> Callable[[], None]:
        return lambda: self.show_step(self._at(form))

    def send(self) -> None:
        """Signs."""
        from ewloe_desktop.services.approvals import approve_revision, decide_for_governors

        facts = self._to_sign.facts
        use_case, answer = (
            (approve_revision, self._head_answer()) if self._head else (decide_for_governors, self._governors_answer())
        )
        self.work.write(self._signed, use_case, facts.revision_id, facts.seen, answer, failed=self.failed)

    def _head_answer(self) -> HeadAnswer:
        facts, signer = self._to_sign.facts, self.who.signer
        assert signer is not None
        return HeadAnswer(
            signer_id=signer.person_id,
            declared_on=self.declare.declared.value(),
            declaration_version=facts.declaration_version,
            password=self.check_form.password.value(),
            drawn_png=self.method.drawn_png,
            minor=self.again in self.forms and bool(self.again.minor.value()),
        )

    def _governors_answer(self) -> GovernorsAnswer:
        facts, signer = self._to_sign.facts, self.who.signer
        assert signer is not None
        return GovernorsAnswer(
            signer_id=signer.person_id,
            capacity=self.meeting.capacity.value(),
            meeting=self.meeting.meeting,
            declared_on=self.declare.declared.value(),
            declaration_version=facts.declaration_version,
            password=self.check_form.password.value(),
            cycle_months=self.review.months if self.reviews else None,
            review_on=self.review.review_on if self.reviews else None,
            review_reason=self.review.reason.value() if self.reviews and not self.review.months else "",
            drawn_png=self.method.drawn_png,
        )

    def _signed(self, receipt: "Receipt") -> None:
        self._receipt = receipt
        self.sent()
        self.receipt_form.show_receipt(receipt)
        self.show_step(self.receipt_step)

    def failed(self, failure: BaseException) -> None:
        """Keeps everything; when the text was changed meanwhile, shows the newer one."""
        super().failed(failure)
        if isinstance(failure, ChangedMeanwhile):
            from ewloe_desktop.services.approvals import prepare_signing

            facts = self._to_sign.facts
            self.work.read(self._newer, prepare_signing, facts.revision_id, facts.body, failed=super().failed)

        elif isinstance(failure, RuleBroken) and failure.rule == "term_ended":
            self.look_again()

    def look_again(self) -> None:
        """Asks anew who can sign: somebody's term has ended or was recorded meanwhile."""
        from ewloe_desktop.services.approvals import prepare_signing

        facts = self._to_sign.facts
        self.work.read(self._signers, prepare_signing, facts.revision_id, facts.body, failed=super().failed)

    def _signers(self, facts: SigningFacts) -> None:
        self._to_sign = ToSign(facts, self._to_sign.page, self._to_sign.changes)
        who = WhoForm(facts, self.reject, self.renew_wanted.emit)
        self.swap_form(self.who, who)
        self.who = who
        self.show_step(self._at(who))

    def _newer(self, facts: SigningFacts) -> None:
        from ewloe_desktop.services.showing import show_revision

        self._to_sign = ToSign(facts, self._to_sign.page, self._to_sign.changes)
        self.work.read(self._newer_words, show_revision, facts.revision_id, failed=super().failed)

    def _newer_words(self, page: RevisionPage) -> None:
        if page.text != self._to_sign.page.text:
            self._to_sign = ToSign(self._to_sign.facts, page, ())
            self.read.show_newer(page.text)
            self.show_step(0)

    def _print(self) -> None:
        if self._receipt is not None:
            self._print_sheet(self._receipt.sheet_id)

    def _copy(self) -> None:
        if self._receipt is not None:
            QGuiApplication.clipboard().setText(self._receipt.code)


def _title(to_sign: ToSign) -> str:
    return f"{to_sign.facts.policy_title} — {to_sign.facts.label}"
