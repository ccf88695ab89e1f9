"""What every field has: a label, a hint and the place for its error."""

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ewloe_desktop.ui import parts


class Field(QWidget):
    """A label, a hint, the place for an error and the input itself."""

    changed = Signal()

    def __init__(self, name: str, words: str, inner: QWidget, hint: str = "", *, optional: bool = False) -> None:
        super().__init__()
        self.name = name
        self.words = words
        self.inner = inner
        self.optional = optional
        self._hint = hint
        self.setFocusProxy(inner)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(5)
        shown = self.tr("%s (if there is one)").replace("%s", words) if optional else words
        self.label = parts.label(shown, "strong")
        self.label.setBuddy(inner)
        self.hint = parts.label(hint, "small")
        self.error = parts.label("", "error")
        for widget in (self.label, self.hint, self.error):
            column.addWidget(widget)
        # Only now: a label shown before it is in its place would flash as a window of its own.
        self.label.setVisible(bool(words))
        self.hint.setVisible(bool(hint))
        self.error.hide()
        self.column = column
        inner.setAccessibleName(words)
        inner.setAccessibleDescription(hint)

    def value(self) -> Any:
        """What was typed or chosen."""
        raise TypeError(type(self).__name__)

    def set_value(self, value: Any) -> None:
        """Puts a value in."""
        raise TypeError(type(self).__name__)

    def check(self) -> str:
        """The id of what is wrong with what was typed, or ""."""
        return "" if self.optional or self.value() not in ("", None) else "missing"

    def set_error(self, words: str) -> None:
        """Shows an error beside the field, or takes it away."""
        self.error.setText(words)
        self.error.setVisible(bool(words))
        self.inner.setProperty("wrong", bool(words))
        self.inner.setAccessibleDescription(" ".join(part for part in (words, self._hint) if part))
        parts.restyle(self.inner)
