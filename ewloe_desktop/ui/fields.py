"""Fields to type or choose in: each with its label, its hint and the place for its error."""

from datetime import date
from typing import Any

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
)

from ewloe_desktop.ui import parts, wording
from ewloe_desktop.ui.choices import CheckField, ChoiceField, ListField
from ewloe_desktop.ui.field import Field

__all__ = [
    "CheckField",
    "ChoiceField",
    "DateField",
    "Field",
    "ListField",
    "NumberField",
    "PasswordField",
    "TextField",
    "WordsField",
]


class LineField(Field):
    """One line, however it is read."""

    def __init__(
        self, name: str, words: str, hint: str = "", *, optional: bool = False, most: int = 300, width: int = 0
    ) -> None:
        self.line = QLineEdit()
        self.line.setMaxLength(most)
        if width:
            self.line.setMaximumWidth(width)
        super().__init__(name, words, self.line, hint, optional=optional)
        self.column.addWidget(self.line)
        self.line.textChanged.connect(lambda _t: self.changed.emit())


class TextField(LineField):
    """One line of words."""

    def value(self) -> str:
        return self.line.text().strip()

    def set_value(self, value: str) -> None:
        self.line.setText(value or "")


class WordsField(Field):
    """Several lines of words; Tab leaves it."""

    def __init__(self, name: str, words: str, hint: str = "", *, optional: bool = False, lines: int = 4) -> None:
        self.area = QPlainTextEdit()
        self.area.setTabChangesFocus(True)
        self.area.setFixedHeight(self.area.fontMetrics().lineSpacing() * lines + 24)
        super().__init__(name, words, self.area, hint, optional=optional)
        self.column.addWidget(self.area)
        self.area.textChanged.connect(self.changed)

    def value(self) -> str:
        return self.area.toPlainText().strip()

    def set_value(self, value: str) -> None:
        self.area.setPlainText(value or "")


class PasswordField(Field):
    """A password that can be pasted and shown; it is never trimmed and never remembered."""

    def __init__(self, name: str, words: str, hint: str = "") -> None:
        self.line = QLineEdit()
        self.line.setEchoMode(QLineEdit.EchoMode.Password)
        self.line.setInputMethodHints(Qt.InputMethodHint.ImhSensitiveData | Qt.InputMethodHint.ImhNoAutoUppercase)
        super().__init__(name, words, self.line, hint)
        self.show_button = QPushButton(self.tr("Show"))
        self.show_button.setCheckable(True)
        self.show_button.setAutoDefault(False)
        self.show_button.setAccessibleName(self.tr("Show the password"))
        self.show_button.toggled.connect(self._show)
        across = QHBoxLayout()
        across.setSpacing(8)
        across.addWidget(self.line, 1)
        across.addWidget(self.show_button)
        self.column.addLayout(across)
        self.line.textChanged.connect(lambda _t: self.changed.emit())

    def value(self) -> str:
        return self.line.text()

    def set_value(self, value: str) -> None:
        self.line.setText(value)

    def show_typed(self) -> None:
        """Shows the letters, for a suggestion that has to be read."""
        self.show_button.setChecked(True)

    def forget(self) -> None:
        """Empties the field and its undo, and hides letters again."""
        self.line.clear()
        self.show_button.setChecked(False)

    def _show(self, shown: bool) -> None:
        self.line.setEchoMode(QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password)
        self.show_button.setText(self.tr("Hide") if shown else self.tr("Show"))


class DateField(LineField):
    """A day typed as 27 3 2026 or 27 March 2026, worded back beside it."""

    def __init__(self, name: str, words: str, hint: str = "", *, optional: bool = False) -> None:
        hint = hint or QCoreApplication.translate("DateField", "For example 27 3 2026 or 27 March 2026")
        super().__init__(name, words, hint, optional=optional, most=40)
        widest = self.line.fontMetrics().horizontalAdvance("30 September 2026")
        self.line.setFixedWidth(widest + 40)
        self.column.removeWidget(self.line)
        self._told = parts.label("", "quiet", wrap=False)
        across = QHBoxLayout()
        across.setSpacing(12)
        across.addWidget(self.line)
        across.addWidget(self._told, 1)
        self.column.addLayout(across)
        self.line.textChanged.connect(self._tell)

    def value(self) -> Any:
        return wording.parse_day(self.line.text())

    def set_value(self, value: date | None) -> None:
        self.line.setText(wording.day(value) if value else "")

    def check(self) -> str:
        typed = self.line.text().strip()
        if not typed:
            return "" if self.optional else "not_a_date"
        return "" if self.value() else "not_a_date"

    def _tell(self, typed: str) -> None:
        read = wording.parse_day(typed)
        self._told.setText(wording.day(read) if read and wording.day(read) != typed.strip() else "")


class NumberField(LineField):
    """A whole number typed in, between two bounds."""

    def __init__(
        self, name: str, words: str, hint: str = "", *, optional: bool = False, least: int = 0, most: int = 999
    ) -> None:
        super().__init__(name, words, hint, optional=optional, most=6)
        self.least, self.greatest = least, most
        self.line.setMaximumWidth(110)

    def value(self) -> Any:
        typed = self.line.text().strip()
        return int(typed) if typed.isascii() and typed.isdigit() else None

    def set_value(self, value: int | None) -> None:
        self.line.setText("" if value is None else str(value))

    def check(self) -> str:
        if not self.line.text().strip():
            return "" if self.optional else "not_a_number"
        number = self.value()
        if number is None:
            return "not_a_number"
        return "" if self.least <= number <= self.greatest else "out_of_range"
