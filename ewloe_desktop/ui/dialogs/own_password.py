"""Changing one's own password; signatures made before stay valid."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from ewloe_desktop.ui.asking import FormDialog
from ewloe_desktop.ui.dialog import IDLE_CEREMONY
from ewloe_desktop.ui.forms import PasswordField
from ewloe_desktop.ui.new_password import NewPassword
from ewloe_desktop.ui.work import Work

translate = QCoreApplication.translate


class OwnPasswordDialog(FormDialog):
    """The password of now and the new one."""

    idle_seconds = IDLE_CEREMONY
    help_topic = "own_password"

    def __init__(self, parent: QWidget | None, work: Work) -> None:
        super().__init__(
            parent,
            work,
            translate("OwnPasswordDialog", "Change your password"),
            translate("OwnPasswordDialog", "Change password"),
        )
        self.form.add_words(
            translate("OwnPasswordDialog", "Everything you have signed stays signed. Only your password changes."),
            "quiet",
        )
        self.form.add(PasswordField("password", translate("OwnPasswordDialog", "Your password now")))
        self.form.add(NewPassword(work, "new_password", translate("OwnPasswordDialog", "Your new password")))

    def act_of(self, values: dict[str, Any]) -> tuple[Callable[..., Any], tuple[Any, ...]]:
        """The change, under the password of now."""
        from ewloe_desktop.services.keys import change_password

        return change_password, (values["password"], values["new_password"])
