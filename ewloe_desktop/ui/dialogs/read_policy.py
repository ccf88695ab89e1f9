"""Reading a policy and agreeing to it: the whole text, as whom, one's own password, and what was recorded."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from ewloe_desktop.domain.errors import ChangedMeanwhile, FieldProblem
from ewloe_desktop.ui import dialog, parts, wording
from ewloe_desktop.ui.asking import ActSteps
from ewloe_desktop.ui.fields import CheckField, ListField, PasswordField
from ewloe_desktop.ui.forms import Form
from ewloe_desktop.ui.read_step import ReadForm
from ewloe_desktop.ui.work import Work

if TYPE_CHECKING:
    from ewloe_desktop.services.reading_acts import ReadReceipt
    from ewloe_desktop.services.readings import ToRead
    from ewloe_desktop.ui.page import Page

translate = QCoreApplication.translate
Problems = Callable[[], Sequence[FieldProblem]]


def ask_reading(page: "Page", policy_id: str, person_id: str = "") -> None:
    """Opens the text in force for whoever reads it here: the person signed in, unless another one is named."""
    from ewloe_desktop.services.readings import prepare_reading

    def prepared(facts: "ToRead") -> None:
        if not facts.people:
            said = translate(
                "ReadPolicyDialog", "Everybody who can sign here has read this text. Nothing more is needed."
            )
            page.notices.tell(said)
            return
        ReadPolicyDialog.ask(page, page.work, facts, person_id or page.around.person.person_id)

    page.work.read(prepared, prepare_reading, policy_id, failed=page.notices.show)


class AgreeForm(Form):
    """The words one agrees to, as whom, and the own password."""

    def __init__(self, facts: "ToRead", person_id: str) -> None:
        super().__init__()
        card = parts.CardFrame(name="notice")
        card.column.addWidget(parts.label(facts.declaration, "big"))
        self.column.addWidget(card)
        self.agree = self.add(CheckField("agree", self.tr("This is what I say"), must=True))
        hint = self.tr("Whoever reads it here. It need not be the person who is signed in.")
        nobody = () if person_id in dict(facts.people) else (("", self.tr("Choose your name")),)
        self.who = self.add(ListField("who", self.tr("Who has read it?"), (*nobody, *facts.people), hint))
        self.password = self.add(PasswordField("password", self.tr("Password")))
        self.who.changed.connect(self._show)
        names = dict(facts.people)
        self._names = names
        if person_id in names:
            self.who.set_value(person_id)
        self.column.addWidget(
            parts.label(self.tr("This says nothing about pictures of you. They are asked apart."), "small")
        )
        self._show()

    @property
    def name(self) -> str:
        """Whose password it is."""
        return self._names.get(self.who.value() or "", "")

    def check(self, more: Problems | None = None) -> bool:
        """Whether it is said, by somebody, with a password."""
        return super().check(lambda: () if self.name else (FieldProblem("who", "not_chosen"),))

    def _show(self) -> None:
        words = self.tr("Password of {name}").format(name=self.name) if self.name else self.tr("Password")
        self.password.label.setText(words)
        self.password.inner.setAccessibleName(words)


class RecordedForm(Form):
    """What was recorded."""

    def __init__(self) -> None:
        super().__init__()
        card = parts.CardFrame(space=8)
        self.what, self.who, self.act = parts.label("", "h2"), parts.label(""), parts.label("", "quiet")
        for label in (self.what, self.who, self.act):
            card.column.addWidget(label)
        self.column.addWidget(card)
        words = self.tr("If the text is changed later, you are asked again, unless its change is minor.")
        self.column.addWidget(parts.label(words))

    def show_receipt(self, receipt: "ReadReceipt") -> None:
        """Fills in what the register gave back."""
        self.what.setText(receipt.what)
        self.who.setText(self.tr("{name} has read it and agrees to it.").format(name=receipt.name))
        when = self.tr("Act {act}, recorded {at}").format(act=f"{receipt.act:,}", at=wording.moment(receipt.at))
        self.act.setText(f"{when} · {receipt.code}")


class ReadPolicyDialog(ActSteps):
    """Leads one person through the text to their own word for it."""

    help_topic = "reading"

    def __init__(self, parent: QWidget | None, work: Work, facts: "ToRead", person_id: str) -> None:
        super().__init__(parent, work, f"{facts.title} — {facts.label}")
        self.facts = facts
        self.read = ReadForm(facts.text, (), "")
        self.add_form(self.tr("Read the policy"), self.read, fills=True)
        self.agree = AgreeForm(facts, person_id)
        self.add_form(self.tr("Agree to it"), self.agree)
        self.act_step = self.pages.count() - 1
        self.recorded = RecordedForm()
        self.add_form(self.tr("Recorded"), self.recorded)
        self.stop.setText(self.tr("Stop"))
        self.stop.setAccessibleName(self.tr("Stop: nothing is recorded"))

    @classmethod
    def ask(cls, parent: QWidget | None, work: Work, facts: "ToRead", person_id: str) -> "ReadPolicyDialog":
        """Opens it at the text."""
        asked = cls(parent, work, facts, person_id)
        asked.open()
        asked.show_step(0)
        asked.read.begin()
        return asked

    def entered(self, number: int) -> None:
        """Reading takes its time; a password does not."""
        super().entered(number)
        self.idle_seconds = dialog.IDLE_READING if number == 0 else dialog.IDLE_CEREMONY

    def words_of_next(self, number: int) -> str:
        """The last button says the act."""
        if number == self.act_step:
            return self.tr("I have read it and agree")
        return self.tr("Close") if number > self.act_step else self.tr("Continue")

    def send(self) -> None:
        """Says so."""
        from ewloe_desktop.services.reading_acts import ReadAnswer, read_now

        person = self.agree.who.value()
        answer = ReadAnswer(person, self.facts.declaration_version, self.agree.password.value())
        self.work.write(self._done, read_now, self.facts.revision_id, self.facts.seen, answer, failed=self.failed)

    def failed(self, failure: BaseException) -> None:
        """After a change by somebody else the newest text is read first."""
        super().failed(failure)
        if isinstance(failure, ChangedMeanwhile):
            from ewloe_desktop.services.readings import prepare_reading

            newer: Callable[[ToRead], None] = self._newer
            self.work.read(newer, prepare_reading, self.facts.policy_id, failed=super().failed)

    def _newer(self, facts: "ToRead") -> None:
        if facts.text != self.facts.text:
            self.read.show_newer(facts.text)
            self.show_step(0)
        self.facts = facts

    def _done(self, receipt: "ReadReceipt") -> None:
        self.sent()
        self.recorded.show_receipt(receipt)
        self.show_step(self.pages.count() - 1)
