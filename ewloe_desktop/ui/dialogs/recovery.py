"""The school's recovery sheet: coming in with it for reading, and printing it once more."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ewloe_desktop.domain.errors import Expected, FieldProblem
from ewloe_desktop.ui import parts
from ewloe_desktop.ui.dialog import IDLE_CEREMONY, Dialog, Steps
from ewloe_desktop.ui.forms import Form, PasswordField, WordsField
from ewloe_desktop.ui.notices import Notices
from ewloe_desktop.ui.recovery_groups import differing, recovery_form, two_of
from ewloe_desktop.ui.secret_sheet import SecretSheet
from ewloe_desktop.ui.work import Work

if TYPE_CHECKING:
    from ewloe_desktop.services.school import SignedIn

translate = QCoreApplication.translate


class OpenWithSheet(Dialog):
    """The groups are typed; the register then opens for reading."""

    opened = Signal(object)  # SignedIn
    help_topic = "recovery"

    def __init__(self, parent: QWidget | None, work: Work) -> None:
        super().__init__(parent, translate("OpenWithSheet", "Open with the recovery sheet"), width=680, height=480)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._work = work
        self._busy = False
        self.form = Form()
        self.form.add_words(
            self.tr(
                "Everything can then be read, printed, saved and checked. Nothing can be signed or changed, and nobody "
                "is signed in."
            )
        )
        self.groups = self.form.add(
            WordsField(
                "groups",
                self.tr("The groups on the sheet"),
                self.tr("All 16, in order, with a space between them. Capital and small letters count the same."),
                lines=3,
            )
        )
        self.groups.area.setProperty("role", "code")
        self.body.addWidget(self.form)
        self.body.addStretch(1)
        self.go = parts.button(self.tr("Open for reading"), self._go, "primary")
        self.cancel = parts.button(self.tr("Cancel"), self.reject, "link")
        self.add_buttons(self.go, None, self.cancel)
        self.groups.setFocus(Qt.FocusReason.OtherFocusReason)

    def reject(self) -> None:
        """Forgets what was typed; not while the register is being opened."""
        if not self._busy:
            self.groups.set_value("")
            super().reject()

    def _go(self) -> None:
        if not self._busy and self.form.check():
            self._set_busy(True)
            keeper = self._work.keeper
            self._work.ask(self._opened, keeper.open_with_sheet, self.groups.value(), failed=self._failed)

    def _opened(self, person: "SignedIn") -> None:
        self._set_busy(False)
        self.groups.set_value("")
        self.accept()
        self.opened.emit(person)

    def _failed(self, failure: BaseException) -> None:
        self._set_busy(False)
        if isinstance(failure, Expected):
            self.form.show_failure(failure)
        else:
            self._work.unhandled.emit(failure)

    def _set_busy(self, busy: bool) -> None:
        self._busy = busy
        self.go.setEnabled(not busy)
        self.go.setText(self.tr("Opening the register…") if busy else self.tr("Open for reading"))


class RecoveryAgain(Steps):
    """The head teacher's own password, then the sheet once more, and two of its groups typed back."""

    idle_seconds = IDLE_CEREMONY
    help_topic = "recovery"

    def __init__(self, parent: QWidget | None, work: Work, notices: Notices) -> None:
        super().__init__(parent, translate("RecoveryAgain", "The school's recovery sheet"), width=820, height=640)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._work, self._notices = work, notices
        self._busy = False
        self.groups: tuple[str, ...] = ()
        self.asked: tuple[int, ...] = ()
        self.mine = Form()
        self.mine.add_words(
            self.tr(
                "The sheet opens the register when nobody can sign in any more. It holds the same groups every time: "
                "an earlier sheet stays good."
            )
        )
        self.mine.add(PasswordField("password", self.tr("Your own password")))
        self.paper = QWidget()
        self.add_step(self.tr("Your password"), self.mine)
        self.add_step(self.tr("Print the sheet, and type two groups back"), self.paper)
        self.show_step(0)

    def checked(self, number: int) -> bool:
        """The password asks for the groups; two of them typed back are recorded."""
        if self._busy:
            return False
        if number == 0 and self.mine.check():
            self._ask_groups()
        elif number == 1 and self.form_of_groups().check(self._typed_back):
            self._confirm()
        return False

    def may_go_back(self, number: int) -> bool:
        """The password has done its work."""
        return False

    def words_of_next(self, number: int) -> str:
        """What each step's button does."""
        return (self.tr("Show the sheet"), self.tr("The sheet is put away"))[number]

    def form_of_groups(self) -> Form:
        """The second step's form."""
        form = self.paper.findChild(Form)
        assert isinstance(form, Form)
        return form

    def put_away(self) -> None:
        """A lock ends it: the groups must not stand there for whoever comes back."""
        self.reject()

    def _typed_back(self) -> list[FieldProblem]:
        return differing(self.form_of_groups().values(), self.asked, self.groups)

    def _ask_groups(self) -> None:
        from ewloe_desktop.services.recovery import recovery_again

        self._busy = True
        typed = self.mine.values()["password"]
        self._work.read(self._show_groups, recovery_again, typed, failed=self._refused)

    def _show_groups(self, groups: tuple[str, ...]) -> None:
        from ewloe_desktop.services.sheets import recovery_sheet

        self._busy = False
        self.mine.forget_passwords()
        self.groups, self.asked = groups, two_of(len(groups))
        sheet = SecretSheet(self._work, self._notices, groups)
        sheet.set_sheet(recovery_sheet, groups)
        column = QVBoxLayout(self.paper)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(recovery_form(sheet, self.asked))
        self.show_step(1)

    def _confirm(self) -> None:
        from ewloe_desktop.services.recovery import confirm_recovery

        self._busy = True
        self._work.write(self._confirmed, confirm_recovery, failed=self._refused)

    def _confirmed(self, _school: object) -> None:
        self._busy = False
        self.accept()
        self._notices.tell(self.tr("Recorded: somebody holds the recovery sheet."))

    def _refused(self, failure: BaseException) -> None:
        self._busy = False
        self.mine.forget_passwords()
        if isinstance(failure, Expected):
            self.show_failure(failure)
        else:
            self._work.unhandled.emit(failure)
