"""The strip over every page while nothing can be recorded: why, and what to do about it."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from ewloe_desktop.ui import parts, wording

if TYPE_CHECKING:
    from ewloe_desktop.services.school import SignedIn


class Standstill(QFrame):
    """Stands there as long as the reason does; a full disk can be tried again at once."""

    again_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("warning")
        self._across = QHBoxLayout(self)
        self._across.setContentsMargins(20, 8, 20, 8)
        self._across.setSpacing(14)
        self.what = parts.label("", "strong")
        self.do = parts.label("")
        self.do.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        column = QVBoxLayout()
        column.setSpacing(2)
        for words in (self.what, self.do):
            column.addWidget(words)
        self._across.addLayout(column, 1)
        self.again = parts.button(self.tr("Try again"), self.again_asked.emit)
        self._across.addWidget(self.again, 0, Qt.AlignmentFlag.AlignVCenter)
        self.hide()

    def show_person(self, person: "SignedIn | None", server: str = "") -> str:
        """Says why nothing can be recorded, a lost server before all else, or hides; gives the reason in one line."""
        why = server or (person.why_read_only if person else "")
        what, do = wording.read_only(why, person.newest_copy if person else "")
        self.what.setText(what)
        self.do.setText(do)
        self.do.setAccessibleName(do)
        self.again.setVisible(why == "disk_full")
        if what:
            self._show_icon()
            parts.announce(self, f"{what} {do}")
        self.setVisible(bool(what))
        return what

    def _show_icon(self) -> None:
        """Drawn when it is first needed: the sign-in screen need not wait for it."""
        if self._across.count() == 2:
            self._across.insertWidget(0, parts.picture("warning", "on_warn"), 0, Qt.AlignmentFlag.AlignTop)
