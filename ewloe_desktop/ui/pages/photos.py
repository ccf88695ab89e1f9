"""Photo permissions: everybody by use, one person's answers, and what can be done about them."""

import importlib
import importlib.util
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QMenu, QPushButton, QStackedWidget

from ewloe_desktop.ui import parts
from ewloe_desktop.ui.page import Around, Page
from ewloe_desktop.ui.photo_list import PhotoList
from ewloe_desktop.ui.photo_person_view import PhotoPersonView

if TYPE_CHECKING:
    from ewloe_desktop.services.photos import PersonPermissions
    from ewloe_desktop.services.sheets import StoredFile
    from ewloe_desktop.ui.asking import FormDialog

translate = QCoreApplication.translate
_ACTIONS = "ewloe_desktop.ui.photo_actions"
# Under More: what is done every week, what is printed, what is saved, what is done once in a while.
_GROUPS = (
    ("placements", "takedowns"),
    ("do_not_use", "never_asked"),
    ("save_xlsx", "save_csv"),
    ("staff_list", "uses", "disposal"),
)
_PAPERS = 1


class PhotosPage(Page):
    """The matrix for those who may see it; everybody sees and changes what they said themselves."""

    key = "photos"
    help_topic = "photos"

    def __init__(self, around: Around) -> None:
        super().__init__(around, translate("PhotosPage", "Photo permissions"))
        self._sees = around.may("see_photos")
        self._wanted = "" if self._sees else around.person.person_id
        self._asked_for = ""
        self.actions_there = {action.key: action for action in _actions() if not action.needs or self._may(action)}
        self.stack = QStackedWidget()
        self.list = PhotoList(self.work)
        self.person = PhotoPersonView(self, alone=not self._sees)
        for widget in (self.list, self.person):
            self.stack.addWidget(widget)
        self.body.addWidget(self.stack, 1)
        self._add_buttons()
        self.list.opened.connect(self.show_person)
        self.person.back.connect(self._back)
        around.theme.changed.connect(self.list.measure)

    def load(self) -> None:
        """Asks for the matrix, and for the person who is shown."""
        if self._wanted:
            self.show_person(self._wanted)
        elif self._sees:
            self.stack.setCurrentWidget(self.list)
            self.list.load()
        if self._asked_for:
            asked, self._asked_for = self._asked_for, ""
            self.start(asked)

    def place(self) -> dict[str, Any]:
        """The person or the filters."""
        return {"person_id": self._wanted} if self._wanted else self.list.place()

    def restore(self, place: dict[str, Any]) -> None:
        """Goes to a person, to what a filter shows, or starts an action by its name."""
        if self._sees:
            self._wanted = str(place.get("person_id", ""))
            if not self._wanted:
                self.list.restore(place)
        self._asked_for = str(place.get("action", ""))
        self.refresh()

    def find_words(self) -> None:
        """Ctrl+F: part of a name."""
        if self._sees:
            self._back()
            self.list.filters.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self.list.filters.search.selectAll()

    def print_now(self) -> None:
        """Ctrl+P: one person's record, or the register."""
        if self._wanted:
            self.person.print_record()
        elif self._sees:
            self.print_sheet("permission_register")

    def show_person(self, person_id: str) -> None:
        """One person's page."""
        from ewloe_desktop.services.photos import person_permissions

        self._wanted = person_id
        self.work.read(self._show_person, person_permissions, person_id)

    def _show_person(self, person: "PersonPermissions") -> None:
        if person.person_id == self._wanted:
            self.person.show_person(person)
            if self.stack.currentWidget() is not self.person:
                self.stack.setCurrentWidget(self.person)
                self.person.take_focus()

    def _back(self) -> None:
        if self._wanted:
            self.list.choose(self._wanted)
            self._wanted = ""
            self.load()
            self.list.view.setFocus(Qt.FocusReason.OtherFocusReason)

    # ---- what can be done

    def has(self, key: str) -> bool:
        """Whether an action can be started here."""
        return key in self.actions_there

    def start(self, key: str) -> None:
        """Starts an action by its name."""
        if key in self.actions_there:
            self.actions_there[key].run(self)
        elif key == "batch":
            self._enter_pile()

    def check_picture(self) -> None:
        """May this picture be used?"""
        self.start("check")

    def print_sheet(self, name: str, *args: Any) -> None:
        """Makes a sheet of services.photo_sheets and shows it as it will be printed."""
        module = importlib.import_module("ewloe_desktop.services.photo_sheets")
        self.work.read(self.show_file, getattr(module, name), *args)

    def print_as_at(self) -> "FormDialog":
        """The register as it stood on a day that is asked for."""
        from ewloe_desktop.services.photo_sheets import permission_register
        from ewloe_desktop.ui.dialogs.as_at import AsAtDialog

        return AsAtDialog(self, self.tr("Register as at a day"), permission_register).ask()

    def show_file(self, file: "StoredFile") -> None:
        """Shows a sheet or a scan with Print and Save."""
        from ewloe_desktop.ui.dialogs.preview import PreviewDialog

        PreviewDialog.show_file(self, self.work, self.notices, file)

    @property
    def prints(self) -> bool:
        """Whether forms and slips can be printed by this person."""
        return self.around.may("print")

    def _may(self, action: Any) -> bool:
        return self.around.may(action.needs)

    def _add_buttons(self) -> None:
        check = self.actions_there.get("check")
        self._heads: list[QPushButton] = []
        self.check: QPushButton | None = None
        self.pile: QPushButton | None = None
        if check is not None:
            self.check = parts.button(check.words, self.check_picture, "primary", check.icon)
            self._heads.append(self.check)
        if self.around.may("record_photos"):
            self.pile = parts.button(self.tr("Enter a pile of forms…"), self._enter_pile, icon="import", writes=True)
            self._heads.append(self.pile)
        if self._sees:
            more = parts.button(self.tr("More"))
            more.setMenu(self._menu(more))
            self._heads.append(more)
        for button in self._heads:
            self.add_action(button)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where letters are large the pile is entered from the menu alone, and the check has fewer words."""
        super().resizeEvent(event)
        if self.check is not None:
            self.check.setText(self.check.accessibleName())
        if self.pile is not None:
            self.pile.setVisible(self._fits(self._heads))
        if self.check is not None and not self._fits([button for button in self._heads if button is not self.pile]):
            self.check.setText(self.tr("Check a picture"))

    def _fits(self, buttons: list[QPushButton]) -> bool:
        """Whether these have room beside the title."""
        wanted = self.title.sizeHint().width() + sum(button.sizeHint().width() + 10 for button in buttons)
        return wanted + 48 <= self.width()

    def _menu(self, button: QPushButton) -> QMenu:
        menu = QMenu(button)
        menu.setAccessibleName(self.tr("More about photo permissions"))
        if self.around.may("record_photos"):
            self._entry(menu, self.tr("Enter a pile of forms…"), self._enter_pile)
        for number, keys in enumerate(_GROUPS):
            menu.addSeparator()
            for key in keys:
                if key in self.actions_there:
                    self._entry(menu, self.actions_there[key].words, partial(self.start, key))
            if number == _PAPERS:
                self._add_papers(menu)
        return menu

    def _add_papers(self, menu: QMenu) -> None:
        if self.prints:
            self._entry(menu, self.tr("Print blank form"), partial(self.print_sheet, "permission_form"))
            self._entry(menu, self.tr("Print blank withdrawal slip"), partial(self.print_sheet, "withdrawal_slip"))
            self._entry(menu, self.tr("Print register"), partial(self.print_sheet, "permission_register"))
            self._entry(menu, self.tr("Print register as at another day…"), self.print_as_at)

    @staticmethod
    def _entry(menu: QMenu, words: str, run: Callable[[], object]) -> None:
        menu.addAction(words).triggered.connect(lambda _checked=False: run())

    def _enter_pile(self) -> None:
        from ewloe_desktop.ui.dialogs.permission_batch import BatchDialog

        BatchDialog.ask(self)


def _actions() -> tuple[Any, ...]:
    """What else can be done from this page."""
    if importlib.util.find_spec(_ACTIONS) is None:
        return ()
    found: tuple[Any, ...] = importlib.import_module(_ACTIONS).photo_actions()
    return found
