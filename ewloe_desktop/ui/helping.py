"""Help without a network: one short text a screen, in a panel at the right."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QFrame, QTextBrowser, QVBoxLayout, QWidget

from ewloe_desktop import paths
from ewloe_desktop.ui import parts, theme

_WIDE = 320  # pixels at 100 %
_SCREEN = 680  # what a page and the side bar need beside it


class HelpPanel(QFrame):
    """Explains the screen that is shown, beside it or, where there is no room for both, in its place."""

    closed = Signal()

    def __init__(self, screen: QWidget | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._screen = screen
        self.setObjectName("help")
        self.setAccessibleName(self.tr("Help"))
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 12, 12)
        column.setSpacing(10)
        column.addLayout(parts.row(parts.label(self.tr("Help"), "h2"), None, self._close_button()))
        self.text = QTextBrowser()
        self.text.setAccessibleName(self.tr("Help text"))
        self.text.setOpenLinks(False)
        column.addWidget(self.text, 1)
        self.hide()

    def show_topic(self, topic: str) -> None:
        """Shows the text for a screen, or the general one when there is none."""
        self.text.setMarkdown(help_text(topic))
        self.window().installEventFilter(self)
        self.fit()
        self.show()
        self.text.setFocus(Qt.FocusReason.OtherFocusReason)

    def fit(self) -> None:
        """Takes its width for the room there is now; a screen that would have to scroll sideways steps back."""
        whole, own = self.window().width(), theme.scaled(_WIDE)
        beside = whole - own >= theme.scaled(_SCREEN)
        self.setMinimumWidth(own if beside else 0)
        self.setMaximumWidth(own if beside else whole)
        if self._screen is not None:
            self._screen.setVisible(beside)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and watched is self.window() and self.isVisible():
            self.fit()
        return False

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        if self._screen is not None and not event.spontaneous():
            self._screen.show()

    def _close_button(self) -> QWidget:
        return parts.button(self.tr("Close help"), self._close, "link")

    def _close(self) -> None:
        self.hide()
        self.closed.emit()


def help_text(topic: str) -> str:
    """The help for a screen as Markdown."""
    folder = paths.resources() / "help"
    file = folder / f"{topic}.md"
    if not topic or not file.is_file():
        file = folder / "general.md"
    return file.read_text(encoding="utf-8") if file.is_file() else ""
