"""Returning a text with a reason: by the head teacher, or by the governing body with its meeting."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ewloe_desktop.domain.approvals import Body, ReturnAnswer, SigningFacts
from ewloe_desktop.domain.errors import ChangedMeanwhile
from ewloe_desktop.ui import dialog, typed
from ewloe_desktop.ui.asking import ActSteps
from ewloe_desktop.ui.autosave import Content
from ewloe_desktop.ui.ceremony import WhoForm
from ewloe_desktop.ui.dialogs.governors import MeetingForm
from ewloe_desktop.ui.fields import PasswordField, WordsField
from ewloe_desktop.ui.forms import Form
from ewloe_desktop.ui.work import Work


class ReturnDialog(ActSteps):
    """As whom, the meeting if there was one, the reason and the password; the text is a draft again after it."""

    help_topic = "returning"
    returned = Signal(object)
    renew_wanted = Signal(object)

    def __init__(self, parent: QWidget | None, work: Work, facts: SigningFacts) -> None:
        self._head = facts.body is Body.HEAD
        super().__init__(parent, work, f"{facts.policy_title} — {facts.label}", width=780, height=620)
        self._facts = facts
        self._seen = facts.seen
        self.who = WhoForm(facts, self.reject, self.renew_wanted.emit)
        self.add_form(self.tr("Who returns it?"), self.who)
        self.meeting = MeetingForm(facts, work.today())
        if not self._head:
            self.add_form(self.tr("The meeting that decided"), self.meeting)
        self.why = Form()
        self._build_reason()
        self.add_form(self.tr("Why is it returned?"), self.why)
        self.act_step = self.pages.count() - 1
        self._keep_answers()

    def _keep_answers(self) -> None:
        fields = [self.reason] if self._head else [*self.meeting.fields.values(), self.reason]
        place = f"return/{self._facts.revision_id}/{self._facts.body.value}"
        first = self.why if self._head else self.meeting
        put_back: Callable[[Content], None] = lambda content: typed.put_back(fields, content)  # noqa: E731
        self.keep_typed(place, first, lambda: typed.typed_in(fields), put_back)

    @classmethod
    def ask(cls, parent: QWidget | None, work: Work, facts: SigningFacts) -> "ReturnDialog":
        """Opens at its first step."""
        asked = cls(parent, work, facts)
        asked.open()
        asked.show_step(0)
        return asked

    def _build_reason(self) -> None:
        hint = self.tr("The person who settled the text reads this and mends the draft.")
        self.reason = self.why.add(WordsField("reason", self.tr("Reason"), hint, lines=5))
        if not self._head:
            self.why.add_words(self.tr("The head teacher's signature lapses and stays visible in the history."))
        self.password = self.why.add(PasswordField("password", self.tr("Password")))

    def entered(self, number: int) -> None:
        """Prepares the step."""
        super().entered(number)
        self.idle_seconds = dialog.IDLE_CEREMONY
        form, signer = self.forms[number], self.who.signer
        if signer is None:
            return
        if form is self.meeting:
            self.meeting.entered(signer.office)
        elif form is self.why:
            words = self.tr("Password of {name}").format(name=signer.name)
            self.password.label.setText(words)
            self.password.inner.setAccessibleName(words)

    def words_of_next(self, number: int) -> str:
        """The last button says the act."""
        return self.tr("Return the text") if number == self.act_step else self.tr("Continue")

    def send(self) -> None:
        """Returns it."""
        from ewloe_desktop.services.returning import return_revision

        signer = self.who.signer
        assert signer is not None
        answer = ReturnAnswer(
            body=self._facts.body,
            signer_id=signer.person_id,
            reason=self.reason.value(),
            password=self.password.value(),
            capacity=None if self._head else self.meeting.capacity.value(),
            meeting=None if self._head else self.meeting.meeting,
        )
        self.work.write(self._done, return_revision, self._facts.revision_id, self._seen, answer, failed=self.failed)

    def failed(self, failure: BaseException) -> None:
        """Keeps everything; after a change by somebody else the next try is about the newer version."""
        super().failed(failure)
        if isinstance(failure, ChangedMeanwhile):
            self._seen = failure.now
            self.work.changed.emit()

    def look_again(self) -> None:
        """Asks anew who can sign, after somebody's term was recorded."""
        from ewloe_desktop.services.approvals import prepare_signing

        self.work.read(self._signers, prepare_signing, self._facts.revision_id, self._facts.body)

    def _signers(self, facts: SigningFacts) -> None:
        who = WhoForm(facts, self.reject, self.renew_wanted.emit)
        self.swap_form(self.who, who)
        self.who = who

    def _done(self, result: object) -> None:
        self.sent()
        self.accept()
        self.returned.emit(result)
