"""A further PC of the school: the address of the server that holds the register already."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QPushButton, QWidget

from ewloe_desktop.domain.errors import Expected
from ewloe_desktop.settings import has_password, is_address
from ewloe_desktop.ui import parts
from ewloe_desktop.ui.asking import busy_bar
from ewloe_desktop.ui.dialog import Dialog
from ewloe_desktop.ui.fields import TextField
from ewloe_desktop.ui.forms import Form
from ewloe_desktop.ui.work import Work

if TYPE_CHECKING:
    from ewloe_desktop.ui.page import Page

translate = QCoreApplication.translate


class AddressField(TextField):
    """A database's address without a password."""

    def __init__(self) -> None:
        hint = translate(
            "JoinServer",
            "Whoever looks after the server gives it to you, for example "
            "postgresql://server/school?sslmode=verify-full. The password stays in this PC's password file.",
        )
        super().__init__("address", translate("JoinServer", "Address of the database"), hint, most=1000)

    def check(self) -> str:
        typed = self.line.text().strip()
        if not typed:
            return "missing"
        if not is_address(typed):
            return "no_address"
        return "password_in_address" if has_password(typed) else ""


class JoinDialog(Dialog):
    """Asks for the address and tries it; what does not open is told here, and what was typed stays."""

    help_topic = "server"

    def __init__(self, parent: QWidget | None, work: Work, joined: Callable[[], None]) -> None:
        title = translate("JoinServer", "Use the register on the school's server")
        super().__init__(parent, title, width=680, height=480)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._work, self._joined = work, joined
        self.form = Form()
        self.form.add_words(
            translate(
                "JoinServer",
                "Several PCs can work in one register that stands in a PostgreSQL database. This PC then opens that "
                "register from now on. A register kept on this PC so far stays where it is, unchanged.",
            )
        )
        self.address = self.form.add(AddressField())
        self.body.addWidget(self.form)
        self.body.addStretch(1)
        self.bar = busy_bar()
        self.act = parts.button(translate("JoinServer", "Connect"), self.go_on, "primary")
        self.add_buttons(self.act, None, parts.button(translate("JoinServer", "Cancel"), self.reject, "link"))
        self.buttons.insertWidget(1, self.bar)

    @classmethod
    def ask(cls, parent: QWidget, work: Work, joined: Callable[[], None]) -> "JoinDialog":
        """Shows it; `joined` hears that this PC opens the server's register from now on."""
        asked = cls(parent, work, joined)
        asked.open()
        asked.address.setFocus()
        return asked

    def go_on(self) -> None:
        """Tries the address."""
        if self.act.isEnabled() and self.form.check():
            self._set_busy(True)
            self._work.ask(self._is_joined, self._work.keeper.join, self.address.value(), failed=self._failed)

    def _is_joined(self, _none: Any) -> None:
        self._set_busy(False)
        self.accept()
        self._joined()

    def _failed(self, failure: BaseException) -> None:
        self._set_busy(False)
        if isinstance(failure, Expected):
            self.form.show_failure(failure)
        else:
            self._work.unhandled.emit(failure)

    def _set_busy(self, busy: bool) -> None:
        self.bar.setVisible(busy)
        self.act.setEnabled(not busy)


def server_button(page: "Page") -> QPushButton:
    """Asks for the address from a page of the window, for those who may change its settings."""

    def ask() -> None:
        window: Any = page.window()
        window.entrance.ask_address()

    first = translate("JoinServer", "Use the register on the school's server…")
    other = translate("JoinServer", "Change the address of the school's server…")
    made = parts.button(other if is_address(page.work.keeper.place) else first, ask, "link")
    if not page.around.may("change_settings"):
        made.hide()
    return made
