"""A slip for somebody who lost password and code: printing it, and its owner choosing a new password with it."""

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication

from ewloe_desktop.ui import wording
from ewloe_desktop.ui.dialogs.enrol import CodeField, RecoverDialog
from ewloe_desktop.ui.forms import CheckField, Form
from ewloe_desktop.ui.new_password import NewPassword
from ewloe_desktop.ui.secret_sheet import SecretSheet

if TYPE_CHECKING:
    from ewloe_desktop.services.slips import SlipIssued

translate = QCoreApplication.translate


class SlipDialog(RecoverDialog):
    """Whoever is signed in prints a slip; it opens nothing, and its owner alone can use it."""

    help_topic = "slip"

    def about(self) -> str:
        """The dialog's title, with a place for the name."""
        return translate("SlipDialog", "A slip for {name}")

    def about_handover(self) -> str:
        """The first step's title, with a place for the name."""
        return translate("SlipDialog", "Are password and code both lost?")

    def about_choosing(self) -> str:
        """The second step's title, with a place for the name."""
        return translate("SlipDialog", "Whoever uses it chooses a new password")

    def about_last(self) -> str:
        """The last step's title."""
        return translate("SlipDialog", "The slip, shown once")

    def words_of_next(self, number: int) -> str:
        """What each step's button does."""
        on = translate("SlipDialog", "Both are lost")
        return (on, translate("SlipDialog", "Make the slip"), translate("SlipDialog", "Done"))[number]

    def act_of(self, values: dict[str, Any]) -> tuple[Any, ...]:
        """The use case, and what it is given beside the person."""
        from ewloe_desktop.services.slips import issue_slip

        return (issue_slip,)

    def _handover(self) -> Form:
        form = Form()
        form.add_words(
            translate(
                "SlipDialog",
                "{name} has lost both the password and the recovery code. If the code is still there, use “Forgotten "
                "password…” instead: that needs nobody else.",
            ).format(name=self._name)
        )
        form.add_words(
            translate(
                "SlipDialog",
                "With the slip {name} chooses a new password here, in person. It signs nothing until a second person "
                "has confirmed it, who has nothing to do with this slip and gains nothing by it.",
            ).format(name=self._name)
        )
        return form

    def _choosing(self) -> Form:
        form = Form()
        form.add_words(
            translate(
                "SlipDialog",
                "The slip can be used once, within seven days. A slip printed earlier is void. {name}, the head "
                "teacher and the governors are told that it was printed.",
            ).format(name=self._name)
        )
        form.add(
            CheckField("knows", translate("SlipDialog", "{name} asked me for it").format(name=self._name), must=True)
        )
        return form

    def _made(self, issued: "SlipIssued") -> None:  # type: ignore[override]
        from ewloe_desktop.services.key_sheets import slip_sheet

        self._busy = False
        self.next.setEnabled(True)
        self.enrolled = issued  # type: ignore[assignment]
        sheet = SecretSheet(self._work, self._notices, tuple(issued.code.split("-")))
        sheet.set_sheet(slip_sheet, issued.person.row.id, issued.code, issued.last_day)
        told = translate(
            "SlipDialog",
            "Print the slip and give it to {name} alone. It can be used until {day}. The code is shown only now.",
        )
        self.show_secret(told.format(name=self._name, day=wording.day(issued.last_day)), sheet, self._kept())

    def _kept(self) -> str:
        return translate("SlipDialog", "{name} has the slip, or will get it").format(name=self._name)


class UseSlipDialog(RecoverDialog):
    """The slip's owner types its code and chooses a password; the new key waits until it is confirmed."""

    help_topic = "slip"

    def about(self) -> str:
        """The dialog's title, with a place for the name."""
        return translate("UseSlipDialog", "{name} uses a slip")

    def about_signing(self) -> str:
        """What the password means for what is signed."""
        return translate(
            "UseSlipDialog",
            "What {name} has signed stays signed. The password and the card from before end; the new password signs "
            "nothing until a second person has confirmed it.",
        )

    def act_of(self, values: dict[str, Any]) -> tuple[Any, ...]:
        """The use case, and what it is given beside the person."""
        from ewloe_desktop.services.slips import use_slip

        return use_slip, values["code"], values["password"]

    def about_code(self) -> str:
        """What the code on the last step is for."""
        return translate(
            "UseSlipDialog",
            "This is the new recovery code, shown only now. Print the card: {name} keeps the upper part, and signs the "
            "lower part in ink. With that part a second person confirms {name} under People.",
        )

    def _choosing(self) -> Form:
        form = Form()
        hint = translate("UseSlipDialog", "Six groups of four letters, from the slip")
        form.add(CodeField("code", translate("UseSlipDialog", "The code on the slip"), hint))
        words = translate("UseSlipDialog", "Your new password, {name}").format(name=self._name)
        form.add(NewPassword(self._work, "password", words))
        return form
