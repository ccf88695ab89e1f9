"""The first start: the school, the head teacher's own password, where the register is kept, the recovery sheet."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ewloe_desktop.domain.errors import FieldProblem
from ewloe_desktop.ui.dialog import Steps
from ewloe_desktop.ui.dialogs.first_start_forms import PlaceForm, school_form, you_form
from ewloe_desktop.ui.dialogs.welcome import tick
from ewloe_desktop.ui.forms import CheckField, Form
from ewloe_desktop.ui.notices import Notices
from ewloe_desktop.ui.recovery_groups import differing, recovery_form, two_of
from ewloe_desktop.ui.secret_sheet import SecretSheet
from ewloe_desktop.ui.work import Work

if TYPE_CHECKING:
    from ewloe_desktop.services.school import FirstStart, FirstStarted, SignedIn

translate = QCoreApplication.translate

SCHOOL, YOU, PLACE, RECOVERY, OWN_CODE, DONE = range(6)


class FirstStartDialog(Steps):
    """Six steps; nothing is made before the third is in order, and the last three cannot be left out."""

    help_topic = "first_start"

    def __init__(self, parent: QWidget | None, work: Work, notices: Notices) -> None:
        super().__init__(parent, translate("FirstStartDialog", "Set up the school's register"), width=820, height=690)
        self._work, self._notices = work, notices
        self._busy = False
        self.started: FirstStarted | None = None
        self.person: SignedIn | None = None
        self.school = school_form()
        self.you = you_form(work)
        self.place = PlaceForm(work)
        self.asked: tuple[int, ...] = ()
        for title, form in (
            (translate("FirstStartDialog", "Your school"), self.school),
            (translate("FirstStartDialog", "You, the head teacher"), self.you),
            (translate("FirstStartDialog", "Where the register is kept"), self.place),
        ):
            self.add_step(title, form)
        self._recovery, self._own, self._end = QWidget(), QWidget(), QWidget()
        self.add_step(translate("FirstStartDialog", "The school's recovery sheet"), self._recovery)
        self.add_step(translate("FirstStartDialog", "Your own recovery code"), self._own)
        self.add_step(translate("FirstStartDialog", "The register is ready"), self._end)
        self.show_step(SCHOOL)

    @classmethod
    def ask(cls, parent: QWidget, work: Work, notices: Notices) -> "SignedIn | None":
        """The head teacher, signed in, or None when it was left before anything was made."""
        dialog = cls(parent, work, notices)
        dialog.run()
        person = dialog.person
        dialog.deleteLater()
        return person

    # ---- the steps

    def checked(self, number: int) -> bool:
        """Each step's own form; the third then makes the register, the fourth records that the sheet is there."""
        if self._busy:
            return False
        form = self.form_of(number)
        if form is not None and not form.check(lambda: self._more(number)):
            return False
        if number == PLACE and self.started is None:
            self._make()
            return False
        if number == RECOVERY and self.asked:
            self._confirm()
            return False
        return True

    def may_go_back(self, number: int) -> bool:
        """Not once the register is made."""
        return self.started is None

    def may_stop(self, number: int) -> bool:
        """Not once the register is made."""
        return self.started is None

    def words_of_next(self, number: int) -> str:
        """What each step's button does."""
        return {
            PLACE: translate("FirstStartDialog", "Make the register"),
            DONE: translate("FirstStartDialog", "Go on to people"),
        }.get(number, translate("FirstStartDialog", "Continue"))

    def reject(self) -> None:
        """Leaves only before the register is made."""
        if self.started is None and not self._busy:
            super().reject()

    def answer(self) -> "FirstStart":
        """What was typed, as the register is begun with it."""
        from ewloe_desktop.services.school import FirstStart

        school, you = self.school.values(), self.you.values()
        return FirstStart(
            school_name=school["school_name"],
            school_name_cy=school["school_name_cy"],
            council=school["council"],
            data_protection_contact=school["data_protection_contact"],
            crest=school["crest"],
            cycle_months=school["cycle_months"],
            head_name=you["head_name"],
            head_since=you["head_since"],
            password=you["password"],
            place=self.place.chosen(),
        )

    def form_of(self, number: int) -> Form | None:
        """The form of a step, when it has one."""
        holder = self.pages.widget(number)
        return holder.findChild(Form) if holder is not None else None

    def _more(self, number: int) -> Sequence[FieldProblem]:
        if number == YOU:
            from ewloe_desktop.ui import wording

            since = self.you.values()["head_since"]
            return (FieldProblem("head_since", "in_future"),) if since > wording.now().date() else ()
        if number == RECOVERY and self.started is not None:
            return self._groups_typed(self.started.recovery_groups)
        return ()

    # ---- making it

    def _make(self) -> None:
        self._set_busy(True, translate("FirstStartDialog", "Making the register…"))
        self._work.ask(self._made, self._work.keeper.begin, self.answer(), failed=self._not_made)

    def _made(self, started: "FirstStarted") -> None:
        self._set_busy(False)
        self.started = started
        self.you.forget_passwords()
        if started.recovery_groups:
            self._fill_recovery(started)
            self.show_step(RECOVERY)
        else:
            self._fill_own(started)
            self.show_step(OWN_CODE)

    def _not_made(self, failure: BaseException) -> None:
        from ewloe_desktop.domain.errors import Expected, PasswordTooWeak

        self._set_busy(False)
        if isinstance(failure, PasswordTooWeak):
            self.show_step(YOU)
            self.you.show_failure(failure)
        elif isinstance(failure, Expected):
            self.place.show_failure(failure)
        else:
            self._notices.show(failure)

    def _fill_recovery(self, started: "FirstStarted") -> None:
        from ewloe_desktop.services.sheets import recovery_sheet

        sheet = SecretSheet(self._work, self._notices, started.recovery_groups)
        sheet.set_sheet(recovery_sheet, started.recovery_groups)
        self.asked = two_of(len(started.recovery_groups))
        _put(self._recovery, recovery_form(sheet, self.asked))

    def _groups_typed(self, groups: tuple[str, ...]) -> Sequence[FieldProblem]:
        form = self.form_of(RECOVERY)
        values: dict[str, Any] = form.values() if form is not None else {}
        return differing(values, self.asked, groups)

    def _confirm(self) -> None:
        from ewloe_desktop.services.recovery import confirm_recovery

        self._set_busy(True)
        self._work.write(self._confirmed, confirm_recovery, failed=self._not_confirmed)

    def _confirmed(self, _school: object) -> None:
        self._set_busy(False)
        self.asked = ()
        if self.started is not None:
            self._fill_own(self.started)
        self.show_step(OWN_CODE)

    def _not_confirmed(self, failure: BaseException) -> None:
        self._set_busy(False)
        self.show_failure(failure)

    def _fill_own(self, started: "FirstStarted") -> None:
        from ewloe_desktop.services.sheets import key_card

        sheet = SecretSheet(self._work, self._notices, (started.recovery_code,))
        sheet.set_sheet(key_card, started.head_id, started.recovery_code)
        form = Form()
        form.add_words(
            translate(
                "FirstStartDialog",
                "If you forget your password, this code lets you choose a new one, once somebody else has signed in "
                "here. It is yours alone and is shown only now. Print it, or write it down, and keep it away from "
                "this PC.",
            )
        )
        form.column.addWidget(sheet)
        form.add(CheckField("kept", translate("FirstStartDialog", "My code is put away safely"), must=True))
        _put(self._own, form)

    def entered(self, number: int) -> None:
        """The last step says who is signed in."""
        if number == DONE:
            from ewloe_desktop.services.school import sign_in

            self._set_busy(True)
            self._work.read(self._signed_in, sign_in, 0)

    def _signed_in(self, person: "SignedIn") -> None:
        self._set_busy(False)
        self.person = person
        form = Form()
        form.add_words(
            translate("FirstStartDialog", "{name}, the register is open and you are signed in.").format(
                name=person.name
            )
        )
        form.add_words(translate("FirstStartDialog", "What comes next:"), "strong")
        for words in (
            translate(
                "FirstStartDialog",
                "Add the chair of governors and whoever works in the office, and give them their offices.",
            ),
            translate("FirstStartDialog", "Each of them chooses a password of their own, sitting at this PC."),
            translate("FirstStartDialog", "Then bring in your first policy."),
        ):
            form.column.addLayout(tick(words, "arrow-right"))
        _put(self._end, form)

    def _set_busy(self, busy: bool, words: str = "") -> None:
        self._busy = busy
        self.next.setEnabled(not busy)
        self.back.setEnabled(not busy)
        if words:
            self.next.setText(words)
        elif not busy:
            self.next.setText(self.words_of_next(self.step))


def _put(holder: QWidget, inner: QWidget) -> None:
    column = holder.layout() or QVBoxLayout(holder)
    column.setContentsMargins(0, 0, 0, 0)
    column.addWidget(inner)
