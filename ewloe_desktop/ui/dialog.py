"""What every dialog has: a title, a scrolling body, named buttons and a summary of problems; and steps."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QEventLoop, Qt
from PySide6.QtGui import QCloseEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from ewloe_desktop.ui import forms, parts
from ewloe_desktop.ui.help_link import help_link, show_help
from ewloe_desktop.ui.one_of import OneOf
from ewloe_desktop.ui.sizing import fitting
from ewloe_desktop.ui.tabbing import InSight, order_tabs

IDLE_READING = 15 * 60
IDLE_CEREMONY = 2 * 60
_BESIDE, _ABOVE = 64, 64  # margins, in pixels


class Dialog(QDialog):
    """Asks one thing; Esc cancels; it can be put away when the window locks and come back as it was."""

    idle_seconds = 0  # 0: as the window's own; a ceremony sets IDLE_READING or IDLE_CEREMONY as it goes
    help_topic = ""
    of_window = (0.0, 0.0)  # how much of the window it takes at least, across and down

    def __init__(self, parent: QWidget | None, title: str, *, width: int = 640, height: int = 0) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        self.setWindowModality(Qt.WindowModality.ApplicationModal)
        self.setWindowFlag(Qt.WindowType.WindowContextHelpButtonHint, False)
        self._put_away = False
        self._size = (width, height)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        if parent is not None and parent.window().property("demonstration"):
            self.setProperty("demonstration", True)  # for the dialogs it opens
            outer.addWidget(demonstration_strip())
        whole = QVBoxLayout()
        whole.setContentsMargins(28, 24, 28, 0)
        whole.setSpacing(14)
        outer.addLayout(whole, 1)
        self.title = parts.label(title, "big")
        self.summary = forms.Summary()
        self.scroller = parts.Column()
        self.body = self.scroller.column
        InSight(self.scroller)
        self.head = parts.row(self.title, *help_link(self, self.help_topic), stretch=False)
        whole.addLayout(self.head)
        whole.addWidget(self.summary)
        whole.addWidget(self.scroller, 1)
        foot = QFrame()
        foot.setObjectName("foot")
        self.buttons = QHBoxLayout(foot)
        self.buttons.setContentsMargins(28, 14, 28, 20)
        self.buttons.setSpacing(12)
        outer.addWidget(parts.rule())
        outer.addWidget(foot)

    def add_buttons(self, *buttons: QPushButton | None) -> None:
        """Puts the buttons in their row: the first at the left is the act, the last cancels; None is a stretch."""
        for button in buttons:
            if button is None:
                self.buttons.addStretch(1)
            else:
                self.buttons.addWidget(button)
        if None not in buttons:
            self.buttons.addStretch(1)

    def run(self) -> bool:
        """Shows the dialog and waits; True when it was accepted. Hiding it for a lock does not end it."""
        loop = QEventLoop()
        self.finished.connect(loop.quit)
        self.destroyed.connect(loop.quit)
        self.open()
        loop.exec()
        return self.result() == QDialog.DialogCode.Accepted

    def put_away(self) -> None:
        """Hides it because the window locks: passwords go, everything else stays as it was typed."""
        for field in self.findChildren(forms.PasswordField):
            field.forget()
        self._put_away = True
        self.setWindowModality(Qt.WindowModality.NonModal)
        self.hide()

    def come_back(self) -> None:
        """Shows it again after the same person has unlocked."""
        if self._put_away:
            self._put_away = False
            self.setWindowModality(Qt.WindowModality.ApplicationModal)
            self.show()

    @property
    def is_put_away(self) -> bool:
        """Whether it waits for the person to unlock."""
        return self._put_away

    def show_failure(self, failure: BaseException) -> None:
        """Shows an expected failure in this dialog; what was typed stays."""
        forms_here = self.findChildren(forms.Form)
        shown = next((form for form in forms_here if form.isVisibleTo(self)), None)
        if shown is not None:
            shown.show_failure(failure)
            return
        from ewloe_desktop.ui import wording

        self.summary.show_problems([(wording.error(failure).aloud, None)])

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not event.spontaneous() and not self.property("placed"):
            self.setProperty("placed", True)
            self._take_size()
            order_tabs(self)

    def focusNextPrevChild(self, forwards: bool) -> bool:
        """What came meanwhile, like the links of a summary, stands in its place."""
        order_tabs(self)
        return super().focusNextPrevChild(forwards)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_F1:
            show_help(self, self.help_topic)
            return
        super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        event.ignore()
        self.reject()

    def _height_at(self, width: int) -> int:
        """What the title, the body and the buttons need at this width, so that nothing scrolls without need."""
        inner = width - _BESIDE
        body = self.body.heightForWidth(inner) if self.body.hasHeightForWidth() else self.body.sizeHint().height()
        strip = self.findChild(QFrame, "demonstration")
        head = max(self.title.heightForWidth(inner), self.head.heightForWidth(inner))
        return body + head + self.buttons.sizeHint().height() + _ABOVE + (strip.sizeHint().height() if strip else 0)

    def _take_size(self) -> None:
        place = fitting(self, self._size, self._height_at)
        self.resize(place.size())
        if self.parentWidget() is not None:
            self.move(place.topLeft())


class Steps(Dialog):
    """A rare journey as numbered steps; Back keeps what was typed, Continue checks this step only."""

    def __init__(self, parent: QWidget | None, title: str, *, width: int = 720, height: int = 600) -> None:
        super().__init__(parent, title, width=width, height=height)
        self.count = parts.label("", "small", wrap=False)
        self.pages = OneOf()
        self._titles: list[str] = []
        self.title.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        whole = self.layout()
        assert whole is not None
        self.step_title = parts.label("", "h2")
        across = parts.row(self.step_title, self.count, stretch=False)
        across.setStretch(0, 1)  # else the title wraps into a column
        self.body.addLayout(across)
        self.body.addWidget(self.pages, 1)
        self.next = parts.button(self.tr("Continue"), self.go_on, "primary")
        self.back = parts.button(self.tr("Back"), self.go_back)
        self.stop = parts.button(self.tr("Cancel"), self.reject, "link")
        self.add_buttons(self.next, self.back, None, self.stop)

    def add_step(self, title: str, widget: QWidget) -> None:
        """Adds a step at the end."""
        self._titles.append(title)
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(widget)
        column.addStretch(1)
        self.pages.addWidget(holder)

    @property
    def step(self) -> int:
        """The number of the step shown, from 0."""
        return self.pages.currentIndex()

    def show_step(self, number: int) -> None:
        """Shows a step and puts the focus in its first field."""
        self.pages.setCurrentIndex(number)
        words = self.tr("Step {number} of {count}").format(number=number + 1, count=len(self._titles))
        self.count.setText(words)
        self.step_title.setText(self._titles[number])
        self.back.setVisible(number > 0 and self.may_go_back(number))
        self.next.setText(self.words_of_next(number))
        self.next.setAccessibleName(self.next.text())
        self.stop.setVisible(self.may_stop(number))
        self.summary.show_problems(())
        self.entered(number)
        order_tabs(self)
        self.scroller.verticalScrollBar().setValue(0)
        self._focus_first()
        parts.announce(self, f"{words}. {self._titles[number]}")

    def go_on(self) -> None:
        """Goes to the next step when this one is in order; after the last one the dialog is accepted."""
        if not self.checked(self.step):
            return
        if self.step + 1 < len(self._titles):
            self.show_step(self.step + 1)
        else:
            self.accept()

    def go_back(self) -> None:
        """Goes to the step before; nothing typed is lost."""
        if self.step > 0:
            self.show_step(self.step - 1)

    # what a journey says about its own steps

    def checked(self, number: int) -> bool:
        """Whether the step is in order; shows what is not."""
        holder = self.pages.widget(number)
        form = holder.findChild(forms.Form) if holder is not None else None
        return form.check() if form is not None else True

    def entered(self, number: int) -> None:
        """Prepares a step that is now shown."""

    def may_go_back(self, number: int) -> bool:
        """Whether Back is offered."""
        return True

    def may_stop(self, number: int) -> bool:
        """Whether Cancel is offered."""
        return True

    def words_of_next(self, number: int) -> str:
        """What the main button of a step says."""
        return self.tr("Continue")

    def _focus_first(self) -> None:
        for field in self.findChildren(forms.Field):
            if field.isVisibleTo(self) and field.isEnabled():
                field.setFocus(Qt.FocusReason.OtherFocusReason)
                return
        self.next.setFocus(Qt.FocusReason.OtherFocusReason)


class Message(Dialog):
    """Says something and offers named ways on; the first button is the act, the last leaves everything as it is."""

    def __init__(
        self, parent: QWidget | None, title: str, words: Sequence[str], buttons: Sequence[tuple[str, str, str]]
    ) -> None:
        super().__init__(parent, title, width=560)
        self.chosen = ""
        for text in words:
            if text:
                self.body.addWidget(parts.label(text))
        self.body.addStretch(1)
        made = []
        for key, text, role in buttons:
            made.append(parts.button(text, partial(self._choose, key), role))
        self.add_buttons(*made)
        if made:
            made[-1 if buttons[0][2] == "danger" else 0].setFocus()

    @classmethod
    def ask(
        cls, parent: QWidget | None, title: str, words: Sequence[str], buttons: Sequence[tuple[str, str, str]]
    ) -> str:
        """The key of the button that was pressed, "" when the person left it."""
        dialog = cls(parent, title, words, buttons)
        dialog.run()
        chosen = dialog.chosen
        dialog.deleteLater()
        return chosen

    def _choose(self, key: str) -> None:
        self.chosen = key
        self.accept()


def demonstration_strip() -> QFrame:
    """The strip that stands on every screen of a made-up school."""
    strip = QFrame()
    strip.setObjectName("demonstration")
    across = QHBoxLayout(strip)
    across.setContentsMargins(20, 5, 20, 5)
    words = QLabel(strip.tr("Demonstration — a made-up school. Nothing here is real."))
    across.addWidget(words)
    across.addStretch(1)
    return strip
