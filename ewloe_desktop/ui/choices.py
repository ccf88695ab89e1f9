"""Fields to choose in: one of a few, one of many, and something to tick."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtWidgets import QButtonGroup, QCheckBox, QComboBox, QHBoxLayout, QRadioButton, QVBoxLayout, QWidget

from ewloe_desktop.ui import parts
from ewloe_desktop.ui.field import Field


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

    def choose(self, is_it: Callable[[Any], bool]) -> None:
        """Chooses the first value for which the question holds; without one, nothing is chosen."""
        number = next((place for place, value in enumerate(self._values) if is_it(value)), -1)
        if number >= 0:
            self.group.button(number).setChecked(True)
        elif (chosen := self.group.checkedButton()) is not None:
            self.group.setExclusive(False)
            chosen.setChecked(False)
            self.group.setExclusive(True)

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
