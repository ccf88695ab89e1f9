"""What every page of the window is: declared, built, connected, loaded; and what it is given to work with."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from ewloe_desktop.ui import parts
from ewloe_desktop.ui.notices import Notices
from ewloe_desktop.ui.theme import Theme
from ewloe_desktop.ui.work import Work

if TYPE_CHECKING:
    from ewloe_desktop.services.school import SignedIn
    from ewloe_desktop.ui.kept_sight import KeptSight
    from ewloe_desktop.ui.theme import Look


@dataclass(slots=True)
class Around:
    """What a page is given; `person` is replaced when a later check finds that nothing can be recorded."""

    work: Work
    notices: Notices
    person: "SignedIn"
    theme: Theme
    set_look: "Callable[[Look], None]"

    def may(self, action: str) -> bool:
        """Whether one of the person's offices allows an action; only for showing, the services decide."""
        return action in self.person.allowed


class Page(QWidget):
    """A title with its buttons at the right, and a body below; `load` asks for the facts whenever they may be old."""

    key = ""
    help_topic = ""
    go = Signal(str, dict)  # another page's key and the place on it

    def __init__(self, around: Around, title: str) -> None:
        super().__init__()
        self.around = around
        self.work = around.work
        self.notices = around.notices
        self._old = True
        self._sight: KeptSight | None = None
        self.setAccessibleName(title)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 16, 24, 12)
        column.setSpacing(14)
        head = QHBoxLayout()
        head.setSpacing(10)
        self.title = parts.label(title, "h1", wrap=False)
        self.title.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.title.setMinimumHeight(40)
        head.addWidget(self.title, 1)
        self._head = head
        column.addLayout(head)
        self.body = QVBoxLayout()
        self.body.setSpacing(14)
        column.addLayout(self.body, 1)
        self.work.changed.connect(self._changed)

    def add_action(self, button: QPushButton) -> QPushButton:
        """Puts a button at the right of the title."""
        self._head.addWidget(button)
        return button

    def load(self) -> None:
        """Asks for the facts this page shows."""

    def place(self) -> dict[str, Any]:
        """Where the person is on this page, for coming back to it."""
        return {}

    def restore(self, place: dict[str, Any]) -> None:
        """Goes to a place, at once or when the facts have come."""

    def find_words(self) -> None:
        """Puts the focus in the page's search field (Ctrl+F)."""

    def print_now(self) -> None:
        """Prints what the page shows (Ctrl+P)."""

    def check_picture(self) -> None:
        """Asks whether a picture may be used (Ctrl+K)."""
        if self.around.may("check_picture"):
            from ewloe_desktop.ui.photo_actions import check

            check(self)

    def refresh(self) -> None:
        """Loads now when the page is seen, otherwise when it is next shown."""
        if self.isVisible():
            self._old = False
            self.load()
        else:
            self._old = True

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._old:
            self._old = False
            self.load()

    def _changed(self) -> None:
        if self.isVisible():
            self._sight = self._sight or self._keep_sight()
            self._sight.keep()
        self.refresh()

    def _keep_sight(self) -> "KeptSight":
        from ewloe_desktop.ui.kept_sight import KeptSight

        return KeptSight(self, self.work)
