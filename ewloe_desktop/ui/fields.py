"""Fields to type or choose in: each with its label, its hint and the place for its error."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from ewloe_desktop.ui import parts, wording


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


class ChoiceField(Field):
    """One of a few, all visible as radio buttons; `choices` are (value, words) or (value, words, hint)."""

    def __init__(
        self, name: str, words: str, choices: Sequence[tuple[Any, ...]], hint: str = "", *, across: bool = False
    ) -> None:
        box = QWidget()
        self.group = QButtonGroup(box)
        self._values: list[Any] = []
        super().__init__(name, words, box, hint)
        layout: QHBoxLayout | QVBoxLayout = QHBoxLayout(box) if across else QVBoxLayout(box)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(16 if across else 2)
        for value, text, *more in choices:
            self._add(layout, value, text, more[0] if more else "")
        layout.addStretch(1)
        self.column.addWidget(box)
        first = self.group.button(0)
        if first is not None:
            self.setFocusProxy(first)
            box.setFocusProxy(first)
            self.label.setBuddy(first)
        self.group.idToggled.connect(lambda _i, on: self.changed.emit() if on else None)

    def buttons(self) -> tuple[QRadioButton, ...]:
        """The radio buttons, in order."""
        return tuple(b for b in self.group.buttons() if isinstance(b, QRadioButton))

    def value(self) -> Any:
        number = self.group.checkedId()
        return self._values[number] if number >= 0 else None

    def set_value(self, value: Any) -> None:
        if value in self._values:
            self.group.button(self._values.index(value)).setChecked(True)

    def check(self) -> str:
        return "" if self.optional or self.group.checkedId() >= 0 else "not_chosen"

    def allow(self, value: Any, allowed: bool, why: str = "") -> None:
        """Lets a choice be made or not, and says why not."""
        radio = self.group.button(self._values.index(value))
        radio.setEnabled(allowed)
        radio.setToolTip(why)
        radio.setAccessibleDescription(why)

    def _add(self, layout: QHBoxLayout | QVBoxLayout, value: Any, text: str, hint: str) -> None:
        radio = QRadioButton(text)
        radio.setAccessibleName(f"{self.words}: {text}" if self.words else text)
        radio.setAccessibleDescription(hint)
        self.group.addButton(radio, len(self._values))
        self._values.append(value)
        layout.addWidget(radio)
        if hint:
            told = parts.label(hint, "small")
            told.setContentsMargins(38, 0, 0, 6)
            layout.addWidget(told)


class ListField(Field):
    """One of many, in a list that opens."""

    def __init__(
        self, name: str, words: str, choices: Sequence[tuple[Any, str]], hint: str = "", *, optional: bool = False
    ) -> None:
        self.box = QComboBox()
        super().__init__(name, words, self.box, hint, optional=optional)
        self.set_choices(choices)
        self.column.addWidget(self.box)
        self.box.currentIndexChanged.connect(lambda _i: self.changed.emit())

    def set_choices(self, choices: Sequence[tuple[Any, str]]) -> None:
        """Offers these instead."""
        self.box.clear()
        for value, text in choices:
            self.box.addItem(text, value)

    def value(self) -> Any:
        return self.box.currentData()

    def set_value(self, value: Any) -> None:
        place = self.box.findData(value)
        if place >= 0:
            self.box.setCurrentIndex(place)


class CheckField(Field):
    """Something to tick; `must` means that it has to be ticked to go on."""

    def __init__(self, name: str, words: str, hint: str = "", *, must: bool = False) -> None:
        self.box = QCheckBox(words)
        self.must = must
        super().__init__(name, words, self.box, hint)
        self.label.hide()
        self.column.addWidget(self.box)
        self.box.toggled.connect(lambda _on: self.changed.emit())

    def value(self) -> bool:
        return self.box.isChecked()

    def set_value(self, value: bool) -> None:
        self.box.setChecked(value)

    def check(self) -> str:
        return "not_ticked" if self.must and not self.box.isChecked() else ""
