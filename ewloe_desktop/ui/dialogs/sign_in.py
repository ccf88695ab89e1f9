"""The door: person tiles, then the password; it paints from the tiles alone, before any database is there."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QFrame, QGridLayout, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from ewloe_desktop import logs
from ewloe_desktop.domain.errors import Expected, TooManyTries, WrongPassword
from ewloe_desktop.ui import parts, theme, wording
from ewloe_desktop.ui.fields import PasswordField
from ewloe_desktop.ui.forms import Summary

if TYPE_CHECKING:
    from ewloe_desktop.services.school import TileFacts

_FEW = 6


class SignIn(QWidget):
    """Who are you, then your password; after several wrong ones it slows down and says for how long."""

    asked = Signal(str, str)  # person id, password
    help_asked = Signal()
    again_asked = Signal()  # the tiles could not be read: try again
    forgotten = Signal()  # somebody has forgotten the password
    sheet_asked = Signal()  # somebody holds the school's recovery sheet
    restore_asked = Signal()  # a copy is to be put back

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("door")
        self.setAccessibleName(self.tr("Sign in"))
        self._tiles: tuple[TileFacts, ...] = ()
        self._buttons: dict[str, QPushButton] = {}
        self._chosen = ""
        self._wait_left = 0
        self._busy = False
        self._clock = QTimer(self)
        self._clock.setInterval(1000)
        self._clock.timeout.connect(self._second)
        self._build()

    def show_place(self, place: str, *, with_sheet: bool) -> None:
        """Shows which register this is, and whether a recovery sheet opens it."""
        self.place.setText(place)
        self.sheet.setVisible(with_sheet)
        self.restore.setVisible(with_sheet)

    def show_tiles(self, tiles: "Sequence[TileFacts]", chosen: str = "", reason: str = "") -> None:
        """Shows who can sign in; `chosen` is asked for the password at once, `reason` says why the door is shut."""
        self._tiles = tuple(tiles)
        self._group_tiles(self._tiles)
        self.why.setText(reason)
        self.why.setVisible(bool(reason))
        self._status.hide()
        self._retry.hide()
        self.problem.show_problems(())
        self.pane.setVisible(False)
        self.heading.setText(self.tr("Who is signing in?"))
        self._chosen = ""
        if chosen in self._buttons:
            self.choose(chosen)
        elif self._buttons:
            next(iter(self._buttons.values())).setFocus()

    def show_status(self, words: str, *, retry: bool = False) -> None:
        """Says what is going on instead of tiles: connecting, or why there are none."""
        self._group_tiles(())
        self.pane.hide()
        self._status.setText(words)
        self._status.show()
        self._retry.setVisible(retry)
        if retry:
            self._retry.setFocus()

    def show_failure(self, failure: BaseException) -> None:
        """Says why the door stays shut; the password is emptied, the person stays chosen."""
        self._set_busy(False)
        self.password.forget()
        if isinstance(failure, WrongPassword | TooManyTries) and failure.wait_seconds:
            self._begin_wait(failure.wait_seconds)
            return
        known = isinstance(failure, Expected)
        said = wording.error(failure) if known else wording.unexpected(logs.unexpected(failure))
        self.problem.show_problems([(said.aloud, self.password)])
        self.password.line.setFocus()

    def opened(self) -> None:
        """Forgets what was typed, because the door is open."""
        self._set_busy(False)
        self.password.forget()
        self.problem.show_problems(())
        self._clock.stop()

    @property
    def chosen(self) -> str:
        """The id of the person who is chosen, or ""."""
        return self._chosen

    def tile(self, person_id: str) -> QPushButton:
        """A person's tile."""
        return self._buttons[person_id]

    def tile_names(self) -> tuple[str, ...]:
        """The names on the tiles, in order."""
        return tuple(tile.name for tile in self._tiles)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self._chosen and not self._busy:
            self._back()
            return
        super().keyPressEvent(event)

    # ---- building

    def _build(self) -> None:
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        self._column = parts.Column()
        middle = QHBoxLayout()
        middle.addStretch(1)
        box = QWidget()
        self._box = box
        inner = QVBoxLayout(box)
        inner.setContentsMargins(24, 36, 24, 24)
        inner.setSpacing(14)
        self.heading = parts.label(self.tr("Who is signing in?"), "h1")
        self.why = parts.label("", "quiet")
        self.why.hide()
        self._status = parts.label("", "quiet")
        self._status.hide()
        self._retry = parts.button(self.tr("Try again"), self.again_asked.emit, "primary")
        self._retry.hide()
        inner.addStretch(1)
        for widget in (self.heading, self.why, self._status):
            inner.addWidget(widget)
        inner.addWidget(self._retry, 0, Qt.AlignmentFlag.AlignLeft)
        self._grid = QGridLayout()
        self._grid.setSpacing(12)
        inner.addLayout(self._grid)
        self.pane = self._password_pane()
        inner.addWidget(self.pane)
        inner.addStretch(3)
        middle.addWidget(box)
        middle.addStretch(1)
        self._column.column.addLayout(middle, 1)
        whole.addWidget(self._column, 1)
        self.place = parts.label("", "small", wrap=False)
        self.sheet = parts.button(self.tr("Use the recovery sheet…"), self.sheet_asked.emit, "link")
        self.restore = parts.button(self.tr("Put a copy back…"), self.restore_asked.emit, "link")
        help_button = parts.button(self.tr("Help (F1)"), self.help_asked.emit, "link")
        foot = parts.row(self.place, None, self.restore, self.sheet, help_button)
        foot.setContentsMargins(24, 8, 24, 14)
        whole.addLayout(foot)

    def _password_pane(self) -> QFrame:
        pane = parts.CardFrame()
        self.problem = Summary()
        self.password = PasswordField("password", self.tr("Password"))
        self.password.line.returnPressed.connect(self._go)
        self.go_button = parts.button(self.tr("Sign in"), self._go, "primary")
        self._back_button = parts.button(self.tr("Somebody else"), self._back)
        self.wait_words = parts.label("", "strong")
        self.wait_words.hide()
        for widget in (self.problem, self.password, self.wait_words):
            pane.column.addWidget(widget)
        self.forgotten_button = parts.button(self.tr("I have forgotten my password"), self.forgotten.emit, "link")
        pane.column.addLayout(parts.row(self.go_button, self._back_button))
        pane.column.addWidget(self.forgotten_button, 0, Qt.AlignmentFlag.AlignLeft)
        pane.hide()
        return pane

    def _group_tiles(self, tiles: "Sequence[TileFacts]") -> None:
        while (item := self._grid.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self._buttons = {}
        group = QButtonGroup(self)
        group.setExclusive(False)
        self._box.setFixedWidth(min(theme.scaled(620), 940))
        longest = max((self.fontMetrics().horizontalAdvance(t.name) for t in tiles), default=0)
        narrow = longest * 1.15 + 130 > self._box.width() / 2
        across = 1 if len(tiles) <= 2 or narrow else 2
        for number, tile in enumerate(tiles):
            made = QPushButton("  " + tile.name.replace("&", "&&"))
            made.setObjectName("tile")
            made.setCheckable(True)
            made.setAutoDefault(False)
            made.setIcon(parts.avatar(tile.name))
            made.setIconSize(QSize(1, 1) * theme.scaled(40))
            made.setAccessibleName(tile.name)
            made.setAccessibleDescription(self.tr("Choose this person, then type the password"))
            made.clicked.connect(self._chooser(tile.person_id))
            self._grid.addWidget(made, number // across, number % across)
            self._buttons[tile.person_id] = made

    def _chooser(self, person_id: str) -> "Callable[[], None]":
        return lambda: self.choose(person_id)

    # ---- choosing and going in

    def choose(self, person_id: str) -> None:
        """Asks this person for the password."""
        self._chosen = person_id
        tile = next(t for t in self._tiles if t.person_id == person_id)
        for key, made in self._buttons.items():
            made.setChecked(key == person_id)
            made.setVisible(key == person_id or len(self._buttons) <= _FEW)
        self.heading.setText(self.tr("Welcome back") if self.why.text() else self.tr("Your password"))
        self.password.inner.setAccessibleName(self.tr("Password of {name}").format(name=tile.name))
        self._back_button.setVisible(len(self._buttons) > 1)
        self.problem.show_problems(())
        self.password.forget()
        self.pane.show()
        self._end_wait()
        if tile.wait_seconds:
            self._begin_wait(tile.wait_seconds)
        else:
            self.password.line.setFocus()

    def _back(self) -> None:
        before, self._chosen = self._chosen, ""
        self._end_wait()
        self.password.forget()
        self.pane.hide()
        self.heading.setText(self.tr("Who is signing in?"))
        for made in self._buttons.values():
            made.setChecked(False)
            made.show()
        if before in self._buttons:
            self._buttons[before].setFocus()

    def _go(self) -> None:
        if self._busy or self._wait_left or not self._chosen:
            return
        typed = self.password.value()
        if not typed:
            self.password.set_error(self.tr("Type your password."))
            self.password.line.setFocus()
            return
        self.password.set_error("")
        self.problem.show_problems(())
        self._set_busy(True)
        self.asked.emit(self._chosen, typed)

    def _set_busy(self, busy: bool) -> None:
        self._busy = busy
        self.go_button.setEnabled(not busy)
        self.go_button.setText(self.tr("Opening the register…") if busy else self.tr("Sign in"))

    def _begin_wait(self, seconds: int) -> None:
        self._wait_left = seconds
        self.password.setEnabled(False)
        self.go_button.setEnabled(False)
        self.wait_words.show()
        self._say_wait()
        parts.announce(self, self.wait_words.text())
        self._clock.start()

    def _second(self) -> None:
        self._wait_left -= 1
        if self._wait_left <= 0:
            self._end_wait()
            self.password.line.setFocus()
        else:
            self._say_wait()

    def _say_wait(self) -> None:
        words = self.tr(
            "This password did not match, several times. You can try again in {wait}. Nobody is locked out."
        )
        self.wait_words.setText(words.format(wait=wording.wait(self._wait_left)))

    def _end_wait(self) -> None:
        self._clock.stop()
        self._wait_left = 0
        self.wait_words.hide()
        self.password.setEnabled(True)
        self.go_button.setEnabled(True)
