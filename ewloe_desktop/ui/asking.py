"""Dialogs that stay open until their act is done: a failure keeps everything typed, passwords apart."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QBoxLayout, QProgressBar, QPushButton, QWidget

from ewloe_desktop.domain.errors import ChangedMeanwhile, Expected, FieldProblem
from ewloe_desktop.ui import dialog, parts, typed
from ewloe_desktop.ui.autosave import Autosave, Content
from ewloe_desktop.ui.fields import PasswordField
from ewloe_desktop.ui.forms import Form
from ewloe_desktop.ui.work import Work


class FormDialog(dialog.Dialog):
    """One form and one act. `done` hears what the act gave back, when the dialog has closed."""

    done_with = Signal(object)

    def __init__(
        self, parent: QWidget | None, work: Work, title: str, act: str, *, role: str = "primary", width: int = 640
    ) -> None:
        super().__init__(parent, title, width=width)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.work = work
        self.form = Form()
        self.body.addWidget(self.form)
        self.body.addStretch(1)
        self.bar = busy_bar()
        self.act = parts.button(act, self.go_on, role)
        self._on_enter = role == "primary"
        self.cancel = parts.button(self.tr("Cancel"), self.reject, "link")
        self.add_buttons(self.act, None, self.cancel)
        self.buttons.insertWidget(1, self.bar)
        self.seen = 0  # the version that was read, for those that send one
        self.kept_at = ""  # where what is typed is kept until it is sent; "" when it is too little
        self._autosave: Autosave | None = None
        self._busy = False

    def ask(self, done: Callable[[Any], None] | None = None) -> "FormDialog":
        """Shows the dialog; `done` hears what the act gave back. Nothing is heard when it is cancelled."""
        if done is not None:
            self.done_with.connect(done)
        self.open()
        self._keep_typed()
        first = next((f for f in self.form.fields.values() if f.isVisibleTo(self.form)), None)
        (first or self.act).setFocus(Qt.FocusReason.OtherFocusReason)
        return self

    def go_on(self) -> None:
        """Checks the form and hands the act over."""
        if not self._busy and self.form.check(self.problems):
            self.set_busy(True)
            use_case, args = self.act_of(self.form.values())
            self.work.write(self.sent, use_case, *args, failed=self.failed)

    def _keep_typed(self) -> None:
        if self.kept_at:
            fields = self.form.fields.values()
            put_back: Callable[[Content], None] = lambda content: typed.put_back(fields, content)  # noqa: E731
            read: Callable[[], Content] = lambda: typed.typed_in(fields)  # noqa: E731
            self._autosave = Autosave(self, self.work, self.kept_at, read, put_back, self.form.column)
            self.form.changed.connect(self._autosave.touched)
            self._autosave.begin()

    def problems(self) -> Sequence[FieldProblem]:
        """What is wrong beyond single fields."""
        return ()

    def act_of(self, values: dict[str, Any]) -> tuple[Callable[..., Any], tuple[Any, ...]]:
        """The use case and what it is given."""
        raise TypeError(type(self).__name__)

    def sent(self, result: Any) -> None:
        """The act is done: closes and tells."""
        self.set_busy(False)
        self.form.forget_passwords()
        if self._autosave is not None:
            self._autosave.sent()
        self.accept()
        self.done_with.emit(result)

    def failed(self, failure: BaseException) -> None:
        """The act was refused; after a change by somebody else the next try is about the newer version."""
        self.set_busy(False)
        self.form.forget_passwords()
        if not isinstance(failure, Expected):
            self.work.unhandled.emit(failure)
            return
        self.form.show_failure(failure)
        if isinstance(failure, ChangedMeanwhile):
            self.seen = failure.now
            self.work.changed.emit()

    def set_busy(self, busy: bool) -> None:
        """While the act is under way nothing is pressed twice."""
        self._busy = busy
        self.bar.setVisible(busy)
        self.act.setEnabled(not busy)
        self.cancel.setEnabled(not busy)

    def reject(self) -> None:
        """Not while the act is under way."""
        if not self._busy:
            self.form.forget_passwords()
            super().reject()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter does the act from any field, unless it cannot be taken back; on a button it presses that one."""
        if _is_enter(event):
            button = _button_in_focus(self) or (self.act if self._on_enter else None)
            if button is not None:
                button.click()
            return
        super().keyPressEvent(event)


def _is_enter(event: QKeyEvent) -> bool:
    return event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not (
        event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    )


def _button_in_focus(of: QWidget) -> QPushButton | None:
    focus = of.focusWidget()
    return focus if isinstance(focus, QPushButton) else None


def busy_bar() -> QProgressBar:
    """A bar that moves while something is under way, hidden until then."""
    bar = QProgressBar()
    bar.setRange(0, 0)
    bar.setTextVisible(False)
    bar.setFixedWidth(120)
    bar.setAccessibleName(bar.tr("Working"))
    bar.hide()
    return bar


class ActSteps(dialog.Steps):
    """A journey whose act is sent from one of its last steps and whose end is a receipt."""

    of_window = (0.78, 0.88)

    def __init__(self, parent: QWidget | None, work: Work, title: str, *, width: int = 920, height: int = 660) -> None:
        super().__init__(parent, title, width=width, height=height)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.work = work
        self.forms: list[Form] = []
        self.act_step = -1
        self.autosave: Autosave | None = None
        self.bar = busy_bar()
        self.buttons.insertWidget(2, self.bar)
        self._busy = False

    def add_form(self, title: str, form: Form, *, fills: bool = False) -> Form:
        """Adds a step that is a form; `fills` gives it all the height there is."""
        self.add_step(title, form)
        self.forms.append(form)
        holder = self.pages.widget(self.pages.count() - 1)
        column = holder.layout() if holder is not None else None
        if fills and isinstance(column, QBoxLayout):
            column.setStretch(0, 1)
            column.setStretch(1, 0)
        return form

    def show_step(self, number: int) -> None:
        """Shows a step; how many there are is said once the step of the act is among them."""
        super().show_step(number)
        if not 0 <= self.act_step < len(self._titles):
            self.count.setMinimumWidth(self.count.sizeHint().width() + 12)  # room for the longer words to come
            self.count.setText(self.tr("Step {number}").format(number=number + 1))

    def keep_first(self, count: int) -> None:
        """Lets go of every step after the first ones, where other answers need other steps."""
        del self.forms[count:]
        del self._titles[count:]
        self.pages.keep_first(count)

    def swap_form(self, old: Form, new: Form) -> None:
        """Puts another form in the place of one, at the same step."""
        number = self.forms.index(old)
        holder = self.pages.widget(number)
        column = holder.layout() if holder is not None else None
        assert column is not None
        column.replaceWidget(old, new)
        self.forms[number] = new
        old.hide()
        old.deleteLater()

    def keep_typed(
        self, place: str, form: Form, read: Callable[[], Content], put_back: Callable[[Content], None]
    ) -> None:
        """From now on keeps what is typed in that place until it is sent; `form` says so when something is found."""
        self.autosave = Autosave(self, self.work, place, read, put_back, form.column)
        for watched in self.forms:
            watched.changed.connect(self.autosave.touched)
        self.autosave.begin()

    def sent(self) -> None:
        """The act is done: nothing typed is kept any longer, passwords least of all."""
        self.forget_passwords()
        self.set_busy(False)
        if self.autosave is not None:
            self.autosave.sent()

    def checked(self, number: int) -> bool:
        """The step's own form."""
        return self.forms[number].check()

    def go_on(self) -> None:
        """Checks the step; then the next one, or the act, or the end."""
        if self._busy or not self.checked(self.step):
            return
        if self.step == self.act_step:
            self.set_busy(True)
            self.send()
        elif self.step + 1 < self.pages.count():
            self.show_step(self.step + 1)
        else:
            self.accept()

    def send(self) -> None:
        """Hands the act over; ends in `failed` or by showing the receipt."""

    def failed(self, failure: BaseException) -> None:
        """The act was refused: everything typed stays, passwords apart."""
        self.set_busy(False)
        self.forget_passwords()
        if not isinstance(failure, Expected):
            self.work.unhandled.emit(failure)
            return
        self.forms[self.step].show_failure(failure)

    def forget_passwords(self) -> None:
        """Empties every password."""
        for field in self.findChildren(PasswordField):
            field.forget()

    @property
    def is_busy(self) -> bool:
        """Whether the act is under way."""
        return self._busy

    def set_busy(self, busy: bool) -> None:
        """While the act is under way nothing is pressed twice."""
        self._busy = busy
        self.bar.setVisible(busy)
        for button in (self.next, self.back, self.stop):
            button.setEnabled(not busy)

    def may_go_back(self, number: int) -> bool:
        """Not from the receipt."""
        return self.act_step < 0 or number <= self.act_step

    def may_stop(self, number: int) -> bool:
        """Not from the receipt."""
        return self.may_go_back(number)

    def reject(self) -> None:
        """Not while the act is under way; at the receipt Esc is Close."""
        if self._busy:
            return
        self.forget_passwords()
        if not self.may_stop(self.step):
            self.accept()
            return
        super().reject()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes on from any field; on a button it presses that one, in several lines it is a new line."""
        if _is_enter(event):
            (_button_in_focus(self) or self.next).click()
            return
        super().keyPressEvent(event)
