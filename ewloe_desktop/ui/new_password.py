"""Choosing one's own password: typed once, shown if wanted, with four plain words as a suggestion."""

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ewloe_desktop.ui import parts
from ewloe_desktop.ui.fields import PasswordField
from ewloe_desktop.ui.work import Work


class NewPassword(PasswordField):
    """A password field with a suggestion below; the field itself is what a form adds."""

    def __init__(self, work: Work, name: str = "password", words: str = "") -> None:
        super().__init__(name, words or "")
        self._work = work
        hint = self.tr("At least 12 letters, or three words that do not belong together. Nobody else should know it.")
        self.label.setText(words or self.tr("Your own password"))
        self.label.show()
        self.line.setAccessibleName(self.label.text())
        self._hint = hint
        self.hint.setText(hint)
        self.hint.show()
        self.line.setAccessibleDescription(hint)
        self._suggested = ""
        self._offer = QWidget()
        column = QVBoxLayout(self._offer)
        column.setContentsMargins(0, 2, 0, 0)
        column.setSpacing(2)
        column.addWidget(parts.label(self.tr("A suggestion that is easy to remember:"), "small"))
        across = QHBoxLayout()
        across.setSpacing(10)
        self.suggestion = parts.label("", "strong")
        self.use = parts.button(self.tr("Use these words"), self._use, "link")
        self.another = parts.button(self.tr("Suggest others"), self.suggest, "link")
        column.addWidget(self.suggestion)
        for widget in (self.use, self.another):
            across.addWidget(widget)
        across.addStretch(1)
        column.addLayout(across)
        self.column.addWidget(self._offer)
        room = self._offer.sizePolicy()
        room.setRetainSizeWhenHidden(True)  # a dialog takes its height before the words come
        self._offer.setSizePolicy(room)
        self._offer.hide()
        self.suggest()

    def suggest(self) -> None:
        """Asks for four other words."""
        self._work.background(self._show_suggestion, self._work.keeper.suggest_password)

    def _show_suggestion(self, words: str) -> None:
        self._suggested = words
        self.suggestion.setText(words)
        self._offer.show()
        parts.announce(self, self.tr("Suggestion: {words}").format(words=words))

    def _use(self) -> None:
        self.line.setText(self._suggested)
        self.show_typed()
        self.line.setFocus()
