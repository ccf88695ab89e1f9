"""Who comes in, and how: with a password, or with the school's recovery sheet; and what to do without either."""

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QStackedWidget

from ewloe_desktop.domain.errors import RegisterUnavailable
from ewloe_desktop.settings import is_address
from ewloe_desktop.ui import wording
from ewloe_desktop.ui.dialog import Message
from ewloe_desktop.ui.dialogs.sign_in import SignIn
from ewloe_desktop.ui.work import Work

if TYPE_CHECKING:
    from ewloe_desktop.services.school import SignedIn
    from ewloe_desktop.ui.window import Window

_AGAIN_MS = 3000  # between two questions to a server that does not answer


class Entrance(QObject):
    """Stands behind the door: asks for the tiles, tries passwords and groups, and says who has come in."""

    entered = Signal(object)  # SignedIn

    def __init__(self, window: "Window", door: SignIn, work: Work) -> None:
        super().__init__(window)
        self._window, self._door, self._work = window, door, work
        self._asked = ("", "")
        self._again = QTimer(self)
        self._again.setSingleShot(True)
        self._again.setInterval(_AGAIN_MS)
        self._again.timeout.connect(self._ask_server)
        door.asked.connect(self._sign_in)
        door.again_asked.connect(self.ask_tiles)
        door.forgotten.connect(self._say_forgotten)
        door.sheet_asked.connect(self._ask_groups)
        door.restore_asked.connect(self.restore)

    def ask_tiles(self, chosen: str = "", reason: str = "") -> None:
        """Shows who can come in; `chosen` is asked for the password at once, `reason` says why the door is shut."""
        keeper = self._work.keeper
        self._again.stop()
        self._asked = (chosen, reason)
        self._door.show_place(keeper.place, with_sheet=not is_address(keeper.place))
        if not is_address(keeper.place):
            try:
                self._door.show_tiles(keeper.tiles(), chosen, reason)
            except Exception as error:
                self._no_tiles(error)
            return
        self._door.show_status(self.tr("Connecting to the school's database…"))
        self._ask_server()

    def _ask_server(self) -> None:
        """A server that did not answer is asked again by itself, until it does."""
        chosen, reason = self._asked
        self._work.ask(
            lambda tiles: self._door.show_tiles(tiles, chosen, reason), self._work.keeper.tiles, failed=self._no_tiles
        )

    def ask_address(self) -> None:
        """Lets this PC use the register that a server holds already."""
        from ewloe_desktop.ui.dialogs.join_server import JoinDialog

        JoinDialog.ask(self._window, self._work, self._joined)

    def _joined(self) -> None:
        self._window.switch_person()
        self._window.stack.setCurrentWidget(self._door)

    def _no_tiles(self, error: BaseException) -> None:
        said = wording.error(error)
        if isinstance(error, RegisterUnavailable) and error.reason in ("server_down", "server_busy"):
            by_itself = self.tr("It is asked again every few seconds. If it stays like this, check this PC's network.")
            self._door.show_status(f"{said.what} {by_itself}", retry=True)
            self._again.start()
        else:
            self._door.show_status(said.aloud, retry=True)

    def _sign_in(self, person_id: str, password: str) -> None:
        self._work.ask(self._came_in, self._work.keeper.sign_in, person_id, password, failed=self._door.show_failure)

    def _came_in(self, person: "SignedIn") -> None:
        self.entered.emit(person)

    def _say_forgotten(self) -> None:
        words = [
            self.tr(
                "Nobody can look your password up. The recovery code on your personal card lets you choose a new one."
            ),
            self.tr(
                "Bring the card. Ask the head teacher, the clerk or the office to sign in here and to open your page "
                "under People. There, choose “Forgotten password…”: you type the code and a new password yourself."
            ),
            self.tr(
                "Is the card lost, too? They print a slip for you there. With it you choose a new password; it signs "
                "nothing until a second person has confirmed it."
            ),
            self.tr("What you have signed stays signed, and stays yours."),
        ]
        if not is_address(self._work.keeper.place):
            words.append(
                self.tr(
                    "If nobody at all can sign in, the school's recovery sheet opens the register for reading: see the "
                    "foot of this screen."
                )
            )
        Message.ask(self._window, self.tr("A forgotten password"), words, [("", self.tr("Close"), "primary")])

    def restore(self) -> None:
        """Asks which copy is to be put back; nobody is signed in meanwhile."""
        from ewloe_desktop.ui.dialogs.restore import RestoreDialog

        dialog = RestoreDialog(self._window, self._work)
        dialog.restored.connect(self._now_there)
        dialog.open()

    def _now_there(self, _place: str) -> None:
        stack = self._door.parentWidget()
        if isinstance(stack, QStackedWidget):
            stack.setCurrentWidget(self._door)
        self.ask_tiles()

    def _ask_groups(self) -> None:
        from ewloe_desktop.ui.dialogs.recovery import OpenWithSheet

        dialog: Any = OpenWithSheet(self._window, self._work)
        dialog.opened.connect(self.entered)
        dialog.open()
