"""A person at this PC chooses their own password and gets their recovery code, shown once."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QWidget

from ewloe_desktop.domain.errors import FieldProblem, TooManyTries, WrongPassword
from ewloe_desktop.ui import parts, wording
from ewloe_desktop.ui.dialog import IDLE_CEREMONY, Steps
from ewloe_desktop.ui.forms import CheckField, Form, PasswordField
from ewloe_desktop.ui.new_password import NewPassword
from ewloe_desktop.ui.notices import Notices
from ewloe_desktop.ui.secret_sheet import SecretSheet
from ewloe_desktop.ui.work import Work

if TYPE_CHECKING:
    from ewloe_desktop.services.people import Enrolled, PersonFacts

translate = QCoreApplication.translate


class EnrolDialog(Steps):
    """The person sits down, chooses a password that nobody else knows, and puts the recovery code away."""

    idle_seconds = IDLE_CEREMONY
    help_topic = "enrol"

    def __init__(self, parent: QWidget | None, work: Work, notices: Notices, person: "PersonFacts") -> None:
        self._name = person.row.name
        super().__init__(parent, self.about().format(name=self._name))
        self._work, self._notices, self._person = work, notices, person
        self.enrolled: Enrolled | None = None
        self._busy = False
        self.add_step(self.about_handover().format(name=self._name), self._handover())
        self.add_step(self.about_choosing().format(name=self._name), self._choosing())
        self._last = QWidget()
        self.add_step(self.about_last(), self._last)
        self.show_step(0)

    def about(self) -> str:
        """The dialog's title, with a place for the name."""
        return translate("EnrolDialog", "A password for {name}")

    @classmethod
    def ask(
        cls,
        parent: QWidget,
        work: Work,
        notices: Notices,
        person: "PersonFacts",
        done: "Callable[[PersonFacts], None] | None" = None,
    ) -> "PersonFacts | None":
        """The person with a password, or None when it was not done."""
        dialog = cls(parent, work, notices, person)
        dialog.run()
        facts = dialog.enrolled.person if dialog.enrolled is not None else None
        dialog.deleteLater()
        if facts is not None and done is not None:
            done(facts)
        return facts

    def checked(self, number: int) -> bool:
        """Each step's form; the second one then asks for the act and goes on when it is done."""
        if not super().checked(number) or self._busy:
            return False
        if number == 1 and self.enrolled is None:
            self._send()
            return False
        return True

    def may_go_back(self, number: int) -> bool:
        """Not once the password is made."""
        return self.enrolled is None

    def may_stop(self, number: int) -> bool:
        """Not once the password is made: then the code must be put away first."""
        return self.enrolled is None

    def words_of_next(self, number: int) -> str:
        """What each step's button does."""
        here = self.tr("{name} is here").format(name=self._name)
        return (here, self.tr("Keep this password"), self.tr("Done"))[number]

    def reject(self) -> None:
        """Leaves only before the password is made."""
        if self.enrolled is None and not self._busy:
            super().reject()

    def _handover(self) -> Form:
        form = Form()
        form.add_words(
            self.tr(
                "Give the keyboard to {name}. Only {name} types the password, and nobody else looks on: whoever knows "
                "it could sign as {name}."
            ).format(name=self._name)
        )
        form.add_words(self.about_signing().format(name=self._name), "quiet")
        return form

    def _choosing(self) -> Form:
        form = Form()
        form.add(NewPassword(self._work, "password", self.tr("Your own password, {name}").format(name=self._name)))
        return form

    def _send(self) -> None:
        self._busy = True
        self.next.setEnabled(False)
        use_case, *args = self.act_of(self.form_of(1).values())
        row = self._person.row
        self._work.write(self._made, use_case, row.id, row.seen, *args, failed=self._not_made)

    def act_of(self, values: dict[str, Any]) -> tuple[Any, ...]:
        """The use case, and what it is given beside the person."""
        from ewloe_desktop.services.keys import enrol_key

        return enrol_key, values["password"]

    def _made(self, enrolled: "Enrolled") -> None:
        from ewloe_desktop.services.sheets import key_card

        self._busy = False
        self.next.setEnabled(True)
        self.enrolled = enrolled
        self.form_of(1).forget_passwords()
        sheet = SecretSheet(self._work, self._notices, (enrolled.recovery_code,))
        sheet.set_sheet(key_card, enrolled.person.row.id, enrolled.recovery_code)
        kept = translate("EnrolDialog", "The code is put away safely")
        words = self.about_code().format(name=self._name)
        if enrolled.person.key is not None and enrolled.person.key.status == "awaiting":
            words += " " + translate(
                "EnrolDialog",
                "Print the card: {name} signs its lower part in ink. With that part a second person confirms the new "
                "password under People; until then it signs nothing.",
            ).format(name=self._name)
        self.show_secret(words, sheet, kept)

    def show_secret(self, words: str, sheet: SecretSheet, kept: str) -> None:
        """The last step: the code, its sheet, and that it is in the right hands."""
        form = Form()
        form.add_words(words)
        form.column.addWidget(sheet)
        form.add(CheckField("kept", kept, must=True))
        layout = parts.row(form, stretch=False)
        layout.setContentsMargins(0, 0, 0, 0)
        self._last.setLayout(layout)
        self.show_step(2)

    def about_signing(self) -> str:
        """What the password means for what is signed."""
        return translate(
            "EnrolDialog", "What {name} signs with it is shown on the sheets, with who was here to see it."
        )

    def about_handover(self) -> str:
        """The first step's title, with a place for the name."""
        return translate("EnrolDialog", "{name} sits at this PC")

    def about_last(self) -> str:
        """The last step's title."""
        return translate("EnrolDialog", "The recovery code, shown once")

    def about_choosing(self) -> str:
        """The second step's title, with a place for the name."""
        return translate("EnrolDialog", "{name} chooses a password")

    def about_code(self) -> str:
        """What the code on the last step is for."""
        return translate(
            "EnrolDialog",
            "If {name} forgets the password, this code lets {name} choose a new one, here at the PC. It is shown only "
            "now. Print it, or write it down, and keep it away from this PC.",
        )

    def _not_made(self, failure: BaseException) -> None:
        self._busy = False
        self.next.setEnabled(True)
        self.form_of(1).show_failure(failure)

    def form_of(self, number: int) -> Form:
        """The form of a step."""
        holder = self.pages.widget(number)
        form = holder.findChild(Form) if holder is not None else None
        assert isinstance(form, Form)
        return form


class RecoverDialog(EnrolDialog):
    """Somebody who has forgotten the password chooses another one, against their own recovery code."""

    help_topic = "recover"

    def begin(self, done: "Callable[[PersonFacts], None]") -> None:
        """Shows the dialog; `done` hears of the person when there is a new password."""
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.finished.connect(lambda: done(self.enrolled.person) if self.enrolled is not None else None)
        self.open()

    def about(self) -> str:
        """The dialog's title, with a place for the name."""
        return translate("RecoverDialog", "{name} has forgotten the password")

    def about_signing(self) -> str:
        """What the password means for what is signed."""
        return translate(
            "RecoverDialog",
            "{name} needs the personal card with the recovery code. What {name} has signed stays signed.",
        )

    def act_of(self, values: dict[str, Any]) -> tuple[Any, ...]:
        """The use case, and what it is given beside the person."""
        from ewloe_desktop.services.keys import recover_key

        return recover_key, values["code"], values["password"]

    def about_code(self) -> str:
        """What the code on the last step is for."""
        return translate(
            "RecoverDialog",
            "{name} has a new password. This is the new code for the next time; the old card is void. It is shown only "
            "now. Print it, or write it down, and keep it away from this PC.",
        )

    def _choosing(self) -> Form:
        form = Form()
        hint = translate("RecoverDialog", "Six groups of four letters, from {name}'s own card").format(name=self._name)
        form.add(CodeField("code", translate("RecoverDialog", "Recovery code"), hint))
        words = translate("RecoverDialog", "Your new password, {name}").format(name=self._name)
        form.add(NewPassword(self._work, "password", words))
        return form

    def _not_made(self, failure: BaseException) -> None:
        super()._not_made(failure)
        if isinstance(failure, WrongPassword | TooManyTries):
            tried = "code_wait" if isinstance(failure, TooManyTries) else "code_wrong_wait"
            problem = tried if failure.wait_seconds else "code_wrong"
            told = FieldProblem("code", problem, {"wait": wording.wait(failure.wait_seconds)})
            self.form_of(1).show_problems([told])


class CodeField(PasswordField):
    """A code copied from paper: its letters are seen while it is typed, and go when the window locks."""

    def __init__(self, name: str, words: str, hint: str = "") -> None:
        super().__init__(name, words, hint)
        self.show_typed()
        self.show_button.hide()

    def forget(self) -> None:
        """Empties the field and its undo."""
        self.line.clear()
