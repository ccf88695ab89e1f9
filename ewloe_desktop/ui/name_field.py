"""A line for somebody's or something's name, with a warning where its letters only look as they should."""

from PySide6.QtCore import QCoreApplication

from ewloe_desktop.domain.names import mixed, turns
from ewloe_desktop.ui import parts
from ewloe_desktop.ui.fields import TextField

translate = QCoreApplication.translate


class NameField(TextField):
    """Refuses signs that turn the line round; warns of alphabets that are mixed in one word."""

    def __init__(self, name: str, words: str, hint: str = "", *, optional: bool = False) -> None:
        super().__init__(name, words, hint, optional=optional)
        self.warning = parts.label("", "strong")
        self.column.addWidget(self.warning)
        self.warning.hide()
        self.line.textChanged.connect(self._look)

    def check(self) -> str:
        """Refuses such a sign as the register would."""
        return "turned" if turns(self.line.text()) else super().check()

    def _look(self) -> None:
        word = mixed(self.line.text())
        words = translate("NameField", "“{word}” mixes letters of alphabets that look alike. Type it again.")
        self.warning.setText(words.format(word=word) if word else "")
        self.warning.setVisible(bool(word))
