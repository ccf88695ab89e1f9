"""Words of some length to be read in a frame of their own: they scroll, and what stands below stays in sight."""

from PySide6.QtWidgets import QTextBrowser, QVBoxLayout, QWidget

from ewloe_desktop.ui import parts, theme

_LEAST = 72


class ReadBox(QWidget):
    """A heading and the words below it; the keyboard scrolls them."""

    def __init__(self, heading: str, words: str) -> None:
        super().__init__()
        self.heading = parts.label(heading, "strong")
        self.area = QTextBrowser()
        self.area.setObjectName("boxed")
        self.show_words(heading, words)
        self.area.setMinimumHeight(theme.scaled(_LEAST))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self.heading)
        column.addWidget(self.area, 1)

    def show_words(self, heading: str, words: str) -> None:
        """Shows other words."""
        self.heading.setText(heading)
        self.area.setAccessibleName(heading)
        self.area.setPlainText(words)

    def text(self) -> str:
        """The words."""
        return self.area.toPlainText()
