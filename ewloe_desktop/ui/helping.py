"""Help without a network: one short text a screen, in a panel at the right."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QTextBrowser, QVBoxLayout, QWidget

from ewloe_desktop import paths
from ewloe_desktop.ui import parts, theme


class HelpPanel(QFrame):
    """Explains the screen that is shown; F1 opens and closes it."""

    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
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
        self.setFixedWidth(min(theme.scaled(320), self.window().width() * 2 // 5))
        self.text.setMarkdown(help_text(topic))
        self.show()
        self.text.setFocus(Qt.FocusReason.OtherFocusReason)

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
