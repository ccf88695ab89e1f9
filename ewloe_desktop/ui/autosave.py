"""Keeps what is typed in a dialog while it is typed, and finds it again: after a lock, a crash, another person."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QBoxLayout, QWidget

from ewloe_desktop.ui import parts, wording

if TYPE_CHECKING:
    from ewloe_desktop.services.drafts import Typed
    from ewloe_desktop.ui.work import Work

_PAUSE = 500  # milliseconds after the last letter
Content = Mapping[str, object]


class Autosave(QObject):
    """Watches one dialog or page; what it holds is read and put back by the dialog itself, as plain values."""

    def __init__(
        self,
        dialog: QWidget,
        work: "Work",
        place: str,
        read: Callable[[], Content],
        put_back: Callable[[Content], None],
        says_so: QBoxLayout,
    ) -> None:
        super().__init__(dialog)
        self.place = place
        self.beside: tuple[str, ...] = ()  # further places that are forgotten with this one
        self._dialog, self._work = dialog, work
        self._read, self._put_back, self._says_so = read, put_back, says_so
        self._first: Content = {}
        self._kept: Content = {}
        self._told: QWidget | None = None
        self._under_way = False
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_PAUSE)
        self._soon.timeout.connect(self._keep)

    def begin(self) -> None:
        """Remembers how the dialog starts, asks what was typed here before, and listens from now on."""
        from ewloe_desktop.services.drafts import typed

        self._first = self._kept = self._read()
        self._under_way = True
        self._dialog.installEventFilter(self)
        self._work.read(self._found, typed, self.place, failed=self._work.unheard)

    def touched(self) -> None:
        """Something was typed or chosen."""
        if self._under_way:
            self._soon.start()

    def sent(self) -> None:
        """It was sent: nothing of it is kept any longer."""
        self._under_way = False
        self._soon.stop()
        self._forget()
        if self._told is not None:
            self._told.hide()

    def afresh(self) -> None:
        """Everything as it was when the dialog was new."""
        self._put_back(self._first)
        self._soon.stop()
        self._kept = self._first
        self._forget()
        if self._told is not None:
            self._told.hide()
        self._dialog.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A dialog that is hidden, by a lock, by Cancel or with its window, is kept at once."""
        if event.type() == QEvent.Type.Hide and self._soon.isActive():
            self._soon.stop()
            self._keep()
        return super().eventFilter(watched, event)

    def _keep(self) -> None:
        from ewloe_desktop.services.drafts import keep_typed

        now = self._read()
        if not self._under_way or now == self._kept:
            return
        self._kept = now
        if now == self._first:
            self._forget()
        else:
            self._work.note(keep_typed, self.place, now)

    def _forget(self) -> None:
        from ewloe_desktop.services.drafts import forget_typed

        self._work.note(forget_typed, self.place, *self.beside)

    def _found(self, kept: "Typed | None") -> None:
        untouched = self._under_way and self._read() == self._first
        if kept is None or not untouched or kept.content == self._first:
            return
        self._put_back(kept.content)
        self._soon.stop()
        self._kept = kept.content
        self._tell(kept)

    def _tell(self, kept: "Typed") -> None:
        when = wording.lately(kept.at, self._work.now())
        words = self.tr("Found again what you typed {when}.").format(when=when)
        told = parts.CardFrame(name="notice")
        told.column.setContentsMargins(14, 6, 10, 6)
        says = parts.label(words, "strong")
        start = parts.button(self.tr("Start afresh"), lambda: asked(True), "link")
        away = parts.button(self.tr("Put it away"), self.afresh, "link")
        keep = parts.button(self.tr("Keep it"), lambda: asked(False), "link")

        def asked(now: bool) -> None:
            """One press puts nothing away: it asks in the same line."""
            question = self.tr("Put away for good what you typed {when}?").format(when=when)
            says.setText(question if now else words)
            start.setVisible(not now)
            for button in (keep, away):
                button.setVisible(now)
            (keep if now else start).setFocus()

        for button in (keep, away):
            button.hide()
        across = parts.row(says, start, keep, away, stretch=False)
        across.setStretch(0, 1)
        told.column.addLayout(across)
        self._says_so.insertWidget(0, told)
        self._told = told
        parts.announce(self._dialog, words)
