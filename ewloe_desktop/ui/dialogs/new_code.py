"""Somebody signed in gets a new card with a new recovery code, under their own password; the old card is void."""

from typing import Any

from PySide6.QtCore import QCoreApplication

from ewloe_desktop.ui.dialogs.enrol import EnrolDialog, RecoverDialog
from ewloe_desktop.ui.forms import Form, PasswordField

translate = QCoreApplication.translate


class NewCodeDialog(RecoverDialog):
    """For a card that was lost, seen by others, or never printed because the program ended before."""

    help_topic = "new_code"

    def about(self) -> str:
        """The dialog's title, with a place for the name."""
        return translate("NewCodeDialog", "A new recovery code for {name}")

    def about_signing(self) -> str:
        """What stays as it is."""
        return translate(
            "NewCodeDialog",
            "The password stays as it is. The code on the card of now ends as soon as there is a new one.",
        )

    def about_choosing(self) -> str:
        """The second step's title, with a place for the name."""
        return translate("NewCodeDialog", "{name}'s own password")

    def words_of_next(self, number: int) -> str:
        """What each step's button does."""
        return translate("NewCodeDialog", "Make a new code") if number == 1 else super().words_of_next(number)

    def act_of(self, values: dict[str, Any]) -> tuple[Any, ...]:
        """The use case, and what it is given beside the person."""
        from ewloe_desktop.services.keys import renew_code

        return renew_code, values["password"]

    def about_code(self) -> str:
        """What the code on the last step is for."""
        return translate(
            "NewCodeDialog",
            "This is the new code; the old card is void. It is shown only now. Print it, or write it down, and keep it "
            "away from this PC.",
        )

    def _choosing(self) -> Form:
        form = Form()
        form.add(
            PasswordField("password", translate("NewCodeDialog", "Your own password, {name}").format(name=self._name))
        )
        return form

    def _not_made(self, failure: BaseException) -> None:
        EnrolDialog._not_made(self, failure)
