"""One person's page: the name, what may be done now, and how everything stands."""

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QMenu, QVBoxLayout, QWidget

from ewloe_desktop.ui import parts, wording
from ewloe_desktop.ui.flow import FlowRow
from ewloe_desktop.ui.photo_person import PhotoPerson

if TYPE_CHECKING:
    from ewloe_desktop.services.photos import HistoryLine, PersonPermissions
    from ewloe_desktop.ui.pages.photos import PhotosPage


class PhotoPersonView(QWidget):
    """Heading, buttons and body of one person; `back` asks for everybody again."""

    back = Signal()

    def __init__(self, page: "PhotosPage", *, alone: bool) -> None:
        super().__init__()
        self._page = page
        self._alone = alone
        self.shown: PersonPermissions | None = None
        self.go_back = parts.button(self.tr("Everybody"), self.back.emit, "link", "arrow-left")
        self.go_back.setAccessibleName(self.tr("Back to everybody"))
        self.name = parts.label("", "big")
        self.left = parts.badge("", "calm")
        self.record = parts.button(self.tr("Record answers…"), self._record, icon="edit", writes=True)
        self.sign = parts.button(self.tr("Sign on screen…"), self._sign, icon="sign", writes=True)
        self.withdraw = parts.button(self.tr("Withdraw…"), self._withdraw, "danger", writes=True)
        self.print = parts.button(self.tr("Print"), icon="print")
        self.print.setMenu(self._menu())
        self.body = PhotoPerson()
        self.body.scan_wanted.connect(self._open_scan)
        self.body.places_wanted.connect(lambda: page.start("placements"))
        self._lay_out()

    def show_person(self, person: "PersonPermissions") -> None:
        """Shows a person and the buttons for what is allowed."""
        self.shown = person
        own = person.person_id == self._page.around.person.person_id
        self.name.setText(person.name)
        gone = person.left_on is not None and "sign" not in person.can
        self.left.setVisible(gone)
        if person.left_on is not None:
            self.left.setText(self.tr("Left on {day}").format(day=wording.day(person.left_on)))
        self.record.setVisible("record" in person.can)
        self.sign.setVisible("sign" in person.can and (own or "record" in person.can))
        self.withdraw.setVisible("withdraw" in person.can and not gone)
        self.body.show_person(person, self._page.has("placements"))
        self._share()

    def take_focus(self) -> None:
        """The first thing that can be done."""
        first = next((b for b in (self.record, self.sign, self.withdraw, self.go_back) if b.isVisible()), None)
        (first or self.print).setFocus(Qt.FocusReason.OtherFocusReason)

    def print_record(self) -> None:
        """This person's record."""
        self._print("permission_record")

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        head = self._head = QHBoxLayout()
        head.setSpacing(10)
        titles = QVBoxLayout()
        titles.setSpacing(0)
        titles.addWidget(self.go_back)
        titles.addWidget(self.name)
        head.addLayout(titles, 1)
        head.addWidget(self.left, 0, Qt.AlignmentFlag.AlignBottom)
        self._buttons = (self.record, self.sign, self.withdraw, self.print)
        head.addWidget(FlowRow(*self._buttons, space=10), 0, Qt.AlignmentFlag.AlignBottom)
        column.addLayout(head)
        column.addWidget(self.body, 1)
        self.go_back.setVisible(not self._alone)
        self.left.hide()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The buttons go below the name where there is no room beside it."""
        super().resizeEvent(event)
        self._share()

    def _share(self) -> None:
        wanted = sum(button.sizeHint().width() + 10 for button in self._buttons if not button.isHidden())
        beside = wanted + 12 * self.name.fontMetrics().averageCharWidth() < self.width()
        way = QBoxLayout.Direction
        self._head.setDirection(way.LeftToRight if beside else way.TopToBottom)

    def _menu(self) -> QMenu:
        menu = QMenu(self)
        menu.setAccessibleName(self.tr("Print something about this person"))
        sheets = [("permission_record", self.tr("Print record"))]
        if self._page.prints:
            sheets = [
                ("permission_form", self.tr("Print form")),
                ("withdrawal_slip", self.tr("Print withdrawal slip")),
                *sheets,
            ]
        for name, words in sheets:
            menu.addAction(words).triggered.connect(lambda _checked=False, name=name: self._print(name))
        menu.addAction(self.tr("Print record as at another day…")).triggered.connect(self.print_as_at)
        return menu

    def print_as_at(self) -> None:
        """This person's record as it stood on a day that is asked for."""
        from ewloe_desktop.services.photo_sheets import permission_record
        from ewloe_desktop.ui.dialogs.as_at import AsAtDialog

        if self.shown is not None:
            AsAtDialog(self._page, self.tr("Record as at a day"), permission_record, self.shown.person_id).ask()

    def _print(self, name: str) -> None:
        if self.shown is not None:
            of: Any = self.shown.person_id
            self._page.print_sheet(name, (of,) if name == "permission_form" else of)

    def _record(self) -> None:
        self._ask_answers(signing=False)

    def _sign(self) -> None:
        self._ask_answers(signing=True)

    def _ask_answers(self, *, signing: bool) -> None:
        from ewloe_desktop.ui.dialogs.permission import ask_answers

        if self.shown is not None:
            ask_answers(self._page, self.shown, signing=signing)

    def _withdraw(self) -> None:
        from ewloe_desktop.ui.dialogs.withdraw import ask_withdrawal

        if self.shown is not None:
            ask_withdrawal(self._page, self.shown)

    def _open_scan(self, line: "HistoryLine") -> None:
        from ewloe_desktop.services.photo_scans import show_scan

        self._page.work.read(self._page.show_file, show_scan, line.id)
