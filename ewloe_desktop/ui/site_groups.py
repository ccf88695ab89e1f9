"""A field for the groups who see a site or write on it: each ticked one asks for its ages or for which ones."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QIntValidator
from PySide6.QtWidgets import QCheckBox, QFormLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from ewloe_desktop.domain.site_answers import CHILDREN, DETAILED, Audience, Group
from ewloe_desktop.ui import parts, site_words
from ewloe_desktop.ui.field import Field

_MORE = ("youngest", "oldest", "details")
_INDENT = 38  # pixels: below the words of the tick box


class GroupLine(QWidget):
    """One group: a tick box, and what else is asked once it is ticked."""

    changed = Signal()

    def __init__(self, group: Audience, question: str) -> None:
        super().__init__()
        self.group = group
        words = site_words.group(group.value)
        self.box = QCheckBox(words)
        self.box.setAccessibleName(f"{question}: {words}")
        self._lines: dict[str, QLineEdit] = {}  # only those that this group needs
        if group in CHILDREN:
            self._lines["youngest"] = _age(self.tr("{group}: youngest, in years").format(group=words))
            self._lines["oldest"] = _age(self.tr("{group}: oldest, in years").format(group=words))
        asked = self.tr("Names of their schools") if group is Audience.OTHER_PUPILS else self.tr("Which ones?")
        if group in DETAILED:
            self._lines["details"] = _details(f"{words}: {asked}")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.box)
        self.more = self._more(asked) if self._lines else None
        if self.more is not None:
            column.addWidget(self.more)
        self.box.toggled.connect(self._toggled)
        for line in self._lines.values():
            line.textChanged.connect(lambda _text: self.changed.emit())

    def _more(self, asked: str) -> QWidget:
        """What is asked of a group that is ticked."""
        more = QWidget(self)
        form = QFormLayout(more)
        form.setContentsMargins(_INDENT, 2, 0, 10)
        form.setSpacing(8)
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        if self.group in CHILDREN:
            form.addRow(parts.label(self.tr("How old are they?"), wrap=False), self._ages())
        if self.group in DETAILED:
            form.addRow(parts.label(asked, wrap=False), self._lines["details"])
        more.hide()
        return more

    def _ages(self) -> QHBoxLayout:
        from_, to, years = (parts.label(x, wrap=False) for x in (self.tr("from"), self.tr("to"), self.tr("years")))
        return parts.row(from_, self._lines["youngest"], to, self._lines["oldest"], years, space=8)

    def value(self) -> Group | None:
        """The group as it is answered; None when it is not ticked."""
        if not self.box.isChecked():
            return None
        details = self._typed_in("details").strip()
        return Group(self.group.value, _number(self._typed_in("youngest")), _number(self._typed_in("oldest")), details)

    def show_group(self, group: Group | None) -> None:
        """Shows an answer, or none."""
        self.box.setChecked(group is not None)
        for name, line in self._lines.items():
            value = getattr(group, name) if group else None
            line.setText("" if value is None else str(value))

    def typed(self) -> list[object]:
        """Everything that is typed, also what is not asked for now."""
        return [self.box.isChecked(), *(self._typed_in(name) for name in _MORE)]

    def put_back(self, kept: Sequence[Any]) -> None:
        """Shows what was typed."""
        ticked, *texts = kept
        self.box.setChecked(bool(ticked))
        for name, text in zip(_MORE, texts, strict=True):
            if name in self._lines:
                self._lines[name].setText(str(text))

    def _typed_in(self, name: str) -> str:
        return self._lines[name].text() if name in self._lines else ""

    def _toggled(self, ticked: bool) -> None:
        if self.more is not None:
            self.more.setVisible(ticked)
        self.changed.emit()


class GroupsField(Field):
    """The groups, each to be ticked; the value is those that are."""

    def __init__(self, name: str, words: str, hint: str = "", *, optional: bool = False) -> None:
        box = QWidget()
        super().__init__(name, words, box, hint, optional=optional)
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.lines = [GroupLine(group, words) for group in Audience]
        for line in self.lines:
            column.addWidget(line)
            line.changed.connect(self.changed)
        self.column.addWidget(box)
        box.setFocusProxy(self.lines[0].box)
        self.label.setBuddy(self.lines[0].box)

    def value(self) -> tuple[Group, ...]:
        """The groups ticked."""
        return tuple(group for line in self.lines if (group := line.value()) is not None)

    def set_value(self, value: Sequence[Group]) -> None:
        """Ticks these."""
        by_id = {group.group: group for group in value or ()}
        for line in self.lines:
            line.show_group(by_id.get(line.group.value))

    def check(self) -> str:
        """What is missing is said by the form's own rules."""
        return ""

    def typed(self) -> dict[str, object]:
        """Everything typed, by group."""
        return {line.group.value: line.typed() for line in self.lines}

    def put_back(self, kept: dict[str, Any]) -> None:
        """Shows what was typed."""
        for line in self.lines:
            line.put_back(kept.get(line.group.value, (False, "", "", "")))


def _age(name: str) -> QLineEdit:
    line = QLineEdit()
    line.setAccessibleName(name)
    line.setMaxLength(2)
    line.setValidator(QIntValidator(0, 99, line))
    line.setFixedWidth(64)
    line.setAlignment(Qt.AlignmentFlag.AlignRight)
    return line


def _details(name: str) -> QLineEdit:
    line = QLineEdit()
    line.setAccessibleName(name)
    line.setMaxLength(300)
    return line


def _number(typed: str) -> int | None:
    return int(typed) if typed.isdigit() else None
