"""The settings' card about copies: how old they are, where they are kept, and everything that is done with them."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QScrollArea, QVBoxLayout, QWidget

from ewloe_desktop.settings import is_address
from ewloe_desktop.ui import parts, today_copies
from ewloe_desktop.ui.page import Page

if TYPE_CHECKING:
    from ewloe_desktop.services.today_items import CopiesState


class CopiesCard(parts.CardFrame):
    """For whoever may make copies of a register that is a file."""

    def __init__(self, page: Page) -> None:
        super().__init__()
        self._page = page
        self._state: CopiesState | None = None
        holder = QWidget()
        self._ages = QVBoxLayout(holder)
        self._ages.setContentsMargins(0, 0, 0, 0)
        self.failed = parts.label("", "strong")
        self.place = parts.Selectable(self.tr("Where copies are kept"))
        self.beside = parts.label(
            self.tr(
                "These copies lie on the same disk as the register: if it breaks, both are gone. Choose a folder on "
                "another disk if this PC has one, and take a copy away on a stick."
            ),
            "small",
        )
        self.copy = parts.button(self.tr("Make a copy now"), self._copy)
        self.away = parts.button(self.tr("Copy to a USB stick…"), lambda: today_copies.copy_away(page), writes=True)
        self.test = parts.button(self.tr("Test a copy…"), lambda: today_copies.try_copy(page), writes=True)
        self.change = parts.button(self.tr("Keep copies in another folder…"), self._change, "link")
        self.right = parts.button(self.tr("The register that was put back is right"), self._confirm, writes=True)
        self.restore = parts.button(self.tr("Put a copy back…"), self._restore, "link")
        self.look = parts.label(self._words_put_back())
        self._led: QScrollArea | None = None
        self.column.addWidget(self.look)
        self.column.addLayout(parts.row(self.right))
        self.column.addWidget(self.failed)
        self.column.addWidget(holder)
        self.column.addWidget(parts.label(self.tr("Kept in"), "quiet"))
        self.column.addWidget(self.place)
        self.column.addWidget(self.beside)
        self.column.addLayout(parts.row(self.copy, self.away, self.test))
        self.column.addLayout(parts.row(self.change, self.restore))
        for widget in (self.failed, self.beside, self.look, self.right):
            widget.hide()
        self.restore.setVisible(page.around.may("restore"))

    def _words_put_back(self) -> str:
        return self.tr(
            "A copy was put back. Look the register over, then say here that it is right. Until then the program "
            "takes none of its own older copies in the folder below away. Copies on sticks always stay."
        )

    @staticmethod
    def is_for(page: Page) -> bool:
        """Whether the person signed in has anything to do with copies."""
        return page.around.may("back_up") and not is_address(page.work.keeper.place)

    def load(self) -> None:
        """Asks how old the copies are and where they are kept."""
        from ewloe_desktop.services.copy_due import show_copies

        self._page.work.read(self._show, show_copies)
        self._page.work.ask(self._show_place, self._page.work.keeper.copies_kept)

    def _show(self, state: "CopiesState") -> None:
        self._state = state
        parts.clear(self._ages)
        self._ages.addLayout(today_copies.ages(state, self._page.work.now()))
        words = self.tr("The last copy, which is made by itself, could not be made: {reason}")
        self.failed.setText(words.format(reason=today_copies.reason(state.failed)) if state.failed else "")
        self.failed.setVisible(bool(state.failed))
        waits = bool(state.restored_id) and self._page.around.may("restore")
        self.look.setVisible(waits)
        self.right.setVisible(waits)
        if self._led is not None:
            self.lead_to(self._led, put_back=True)

    def lead_to(self, around: QScrollArea, *, put_back: bool = False) -> None:
        """Brings the card into sight; with `put_back`, the question whether it is right, as soon as that is known."""
        self._led = around if put_back and self._state is None else None
        asked = put_back and self.right.isVisibleTo(self)
        around.ensureWidgetVisible(self.right if asked else self.restore)
        (self.right if asked else self.copy).setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_place(self, kept: "tuple[str, bool]") -> None:
        place, apart = kept
        self.place.setText(place)
        self.beside.setVisible(not apart)

    def _copy(self) -> None:
        told = self.tr("A copy was made, opened again and compared: {place}")
        self._page.work.ask(lambda place: self._copied(told.format(place=place)), self._page.work.keeper.copy_now)

    def _copied(self, words: str) -> None:
        self._page.notices.tell(words)
        self._page.work.changed.emit()

    def _change(self) -> None:
        folder = QFileDialog.getExistingDirectory(self, self.tr("Choose the folder for copies"), self.place.text())
        if folder:
            told = self.tr("Copies are kept there from now on; a first one was made: {place}")
            call = self._page.work.keeper.keep_copies_in
            self._page.work.ask(lambda place: self._copied(told.format(place=place)), call, Path(folder))

    def _confirm(self) -> None:
        from ewloe_desktop.services.copies import confirm_restored

        if self._state is not None:
            told = self.tr("Recorded. The program takes its own older copies in its folder away again; none on sticks.")
            self._page.work.write(
                lambda _facts: self._page.notices.tell(told),
                confirm_restored,
                self._state.restored_id,
                self._state.restored_seen,
            )

    def _restore(self) -> None:
        window: Any = self.window()
        window.lock(keep_person=False)
        window.entrance.restore()
