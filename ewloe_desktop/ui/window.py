"""The window: the door or the first start, then the shell; it locks, switches, follows the look and closes safely."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QPaintEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from ewloe_desktop.settings import is_address
from ewloe_desktop.ui import parts
from ewloe_desktop.ui.dialog import Dialog, demonstration_strip
from ewloe_desktop.ui.dialogs.sign_in import SignIn
from ewloe_desktop.ui.dropping import Drops
from ewloe_desktop.ui.entrance import Entrance
from ewloe_desktop.ui.following import Following
from ewloe_desktop.ui.gate import the_gate
from ewloe_desktop.ui.helping import HelpPanel
from ewloe_desktop.ui.idle import IdleWatch, StillThere, Warner
from ewloe_desktop.ui.notices import Notices
from ewloe_desktop.ui.shortcuts import make_shortcuts
from ewloe_desktop.ui.standstill import Standstill
from ewloe_desktop.ui.theme import Look, Theme
from ewloe_desktop.ui.work import Keeper, Work

if TYPE_CHECKING:
    from ewloe_desktop.services.school import SignedIn
    from ewloe_desktop.ui.shell import Shell


class Window(QMainWindow):
    """One window on one register."""

    painted = Signal()  # for the first time: now is the time for everything that could wait

    def __init__(
        self,
        app: QApplication,
        keeper: Keeper,
        *,
        look: Look | None = None,
        keep_look: Callable[[Look], None] | None = None,
        idle_seconds: int = 300,
    ) -> None:
        super().__init__()
        self.theme = Theme(app, look or Look())
        self.work = Work(keeper, self)
        self.notices = Notices(self)
        self.person: SignedIn | None = None
        self.shell: Shell | None = None
        self._keeper = keeper
        self._keep_look = keep_look
        self._places: dict[str, tuple[str, dict[str, Any]]] = {}
        self._closed = False
        self._painted = False
        self.setWindowTitle(self.tr("Ewloe Desktop"))
        self.setMinimumSize(1024, 680)
        self.resize(1280, 760)
        self._build()
        self.following = Following(self)
        self.entrance = Entrance(self, self.door, self.work)
        self.entrance.entered.connect(self._signed_in)
        self.work.checked.connect(self._stands)
        self.idle = IdleWatch(self, idle_seconds)
        self._warner = Warner(self, self.idle)
        self.idle.gone.connect(self._idle_over)
        self.work.unhandled.connect(self.notices.show)
        self.theme.changed.connect(lambda: parts.dress(self))
        self.painted.connect(self.work.warm)
        make_shortcuts(self)
        self.drops = Drops(self)

    def begin(self) -> None:
        """Shows the door, or the first start when there is no register yet."""
        if not self._keeper.place or (not is_address(self._keeper.place) and not self._keeper.exists()):
            self._show_welcome()
        else:
            self.entrance.ask_tiles()

    def lock(self, reason: str = "", *, keep_person: bool = True) -> None:
        """Shuts the register and blanks the window; the place and what was typed stay for the same person."""
        if self.person is None:
            self.entrance.ask_tiles(reason=reason)
            return
        if self.shell is not None:
            self._places[self.person.person_id] = self.shell.place()
        for dialog in self._dialogs():
            dialog.put_away()
        for box in _strangers(self):
            box.reject()
        self.notices.clear()
        self.idle.stop()
        self.following.stop()
        self._warner.hide()
        self.help.hide()
        self.standstill.hide()
        self.stack.setCurrentWidget(self.door)
        chosen = self.person.person_id if keep_person else ""
        self.work.ask(lambda _none: None, self._keeper.lock)
        self.entrance.ask_tiles(chosen, reason)

    def switch_person(self) -> None:
        """Locks and lets anybody sign in."""
        self.lock(keep_person=False)

    def show_page(self, key: str, place: dict[str, Any] | None = None) -> None:
        """Shows a page of the person who is signed in."""
        if self.shell is not None and self.is_open:
            self.shell.show_page(key, place)

    @property
    def is_open(self) -> bool:
        """Whether somebody is signed in and the window is not locked."""
        return self.shell is not None and self.stack.currentWidget() is self.shell

    def _build(self) -> None:
        centre = QWidget()
        centre.setObjectName("ground")
        column = QVBoxLayout(centre)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.strip = demonstration_strip()
        self.standstill = Standstill()
        self.standstill.again_asked.connect(self.look_whether_writable)
        column.addWidget(self.strip)
        column.addWidget(self.standstill)
        across = QHBoxLayout()
        across.setSpacing(0)
        self.stack = QStackedWidget()
        self.help = HelpPanel(self.stack)
        across.addWidget(self.stack, 1)
        across.addWidget(self.help)
        column.addLayout(across, 1)
        self.setCentralWidget(centre)
        self.door = SignIn()
        self.door.help_asked.connect(self.toggle_help)
        self.stack.addWidget(self.door)
        self._mark_demonstration()

    def _mark_demonstration(self) -> None:
        made_up = self._keeper.demonstration
        self.setProperty("demonstration", made_up)
        self.strip.setVisible(made_up)
        name = self.tr("Ewloe Desktop")
        self.setWindowTitle(self.tr("{name} — Demonstration").format(name=name) if made_up else name)

    def _signed_in(self, person: "SignedIn") -> None:
        before, self.person = self.person, person
        self.door.opened()
        self._mark_demonstration()
        self.show_standing()
        if before is not None and before.person_id == person.person_id and self.shell is not None:
            self.shell.around.person = person
            self.stack.setCurrentWidget(self.shell)
            self.work.changed.emit()
            for dialog in self._dialogs():
                dialog.come_back()
        else:
            self._open_shell(person)
        self.work.ask(self._stands, self._keeper.look_at_file, failed=self.work.unheard)
        self.idle.start()
        self.idle.watch(self)
        self.following.start()

    def show_standing(self) -> None:
        """Says over every page why nothing can be recorded now, or that everything can be."""
        the_gate().shut(self.standstill.show_person(self.person, self.following.state))

    def look_whether_writable(self) -> None:
        """Asks whether a disk has room, or a server takes changes again."""
        self.work.ask(self._stands, self._keeper.try_writing)

    def _stands(self, person: "SignedIn") -> None:
        """Takes over what a check after the sign-in has found, or that a full disk has room again."""
        if self.person is None or self.shell is None or person in (self.person, None):
            return
        self.person = self.shell.around.person = person
        self.show_standing()
        self.work.changed.emit()

    def _open_shell(self, person: "SignedIn") -> None:
        from ewloe_desktop.ui.page import Around
        from ewloe_desktop.ui.shell import Shell

        for dialog in self._dialogs():
            dialog.reject()
        if self.shell is not None:
            self.stack.removeWidget(self.shell)
            self.shell.deleteLater()
        self.shell = Shell(Around(self.work, self.notices, person, self.theme, self.set_look))
        self.shell.lock_asked.connect(self.lock)
        self.shell.switch_asked.connect(self.switch_person)
        self.shell.help_asked.connect(self.toggle_help)
        self.shell.page_shown.connect(self._page_shown)
        self.stack.addWidget(self.shell)
        key, place = self._places.get(person.person_id, ("today", {}))
        self.shell.show_page(key, place)
        self.stack.setCurrentWidget(self.shell)

    def _show_welcome(self) -> None:
        from ewloe_desktop.ui.dialogs.welcome import Welcome

        welcome = Welcome()
        welcome.begin_asked.connect(self._first_start)
        welcome.restore_asked.connect(self.entrance.restore)
        welcome.join_asked.connect(self.entrance.ask_address)
        welcome.help_asked.connect(self.toggle_help)
        self.stack.addWidget(welcome)
        self.stack.setCurrentWidget(welcome)

    def _first_start(self) -> None:
        from ewloe_desktop.ui.dialogs.first_start import FirstStartDialog

        person = FirstStartDialog.ask(self, self.work, self.notices)
        if person is None:
            return
        self._signed_in(person)
        self.show_page("people")

    def _idle_over(self) -> None:
        self.lock(self.tr("Locked because nobody was here. Your place and what you typed are kept."))

    def _dialogs(self) -> list[Dialog]:
        return [
            d for d in self.findChildren(Dialog) if not isinstance(d, StillThere) and (d.isVisible() or d.is_put_away)
        ]

    def set_look(self, look: Look) -> None:
        """Takes another look at once and keeps it."""
        self.theme.set(look)
        if self.help.isVisible():
            self.help.fit()
        if self._keep_look is not None:
            self._keep_look(look)

    def zoom(self, step: int) -> None:
        """One size larger or smaller; 0 is the usual size."""
        look = self.theme.zoomed(step)
        self.set_look(look)
        self.notices.tell(self.tr("Size {zoom} %").format(zoom=look.zoom))

    def on_page(self, what: str) -> None:
        """Hands a key over to the page that is shown."""
        page = self.shell.page if self.shell is not None and self.is_open else None
        if page is not None:
            getattr(page, what)()

    def toggle_help(self) -> None:
        """Opens the help about what is shown, or shuts it."""
        if self.help.isVisible():
            self.help.hide()
            return
        page = self.shell.page if self.shell is not None and self.is_open else None
        self.help.show_topic((page.help_topic or page.key) if page else "sign_in")

    def _page_shown(self, _key: str) -> None:
        if self.help.isVisible():
            self.help.hide()
            self.toggle_help()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._painted:
            self._painted = True
            QTimer.singleShot(0, self.painted.emit)

    def closeEvent(self, event: QCloseEvent) -> None:
        if self._closed:
            event.accept()
            return
        event.ignore()
        if self.stack.currentWidget() is not self.door or self.person is not None:
            self._show_closing()
        for dialog in self._dialogs():
            dialog.reject()
        self.idle.stop()
        self.following.stop()
        self.work.ask(self._now_closed, self._keeper.close, failed=self._not_closed)

    def _show_closing(self) -> None:
        cover = parts.label(self.tr("Closing the register and making a copy of it…"), "h2")
        cover.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.stack.addWidget(cover)
        self.stack.setCurrentWidget(cover)

    def _now_closed(self, _none: object) -> None:
        self._closed = True
        self.work.end()
        self.close()

    def _not_closed(self, error: BaseException) -> None:
        self.notices.show(error)
        self._now_closed(None)


def _strangers(window: QWidget) -> "list[Any]":
    """Qt's own dialogs that are open: choosing a file, printing."""
    from PySide6.QtWidgets import QDialog

    return [d for d in window.findChildren(QDialog) if d.isVisible() and not isinstance(d, Dialog)]
