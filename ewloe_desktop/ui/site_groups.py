"""A field for the groups who see a site or write on it: each ticked one asks for its ages or for which ones."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QIntValidator
from PySide6.QtWidgets import QCheckBox, QFormLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from ewloe_desktop.domain.site_answers import CHILDREN, DETAILED, Audience, Group
from ewloe_desktop.ui import parts, site_words
from ewloe_desktop.ui.field import Field

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
        self.youngest = _age(self.tr("{group}: youngest, in years").format(group=words))
        self.oldest = _age(self.tr("{group}: oldest, in years").format(group=words))
        self.details = QLineEdit()
        self.details.setMaxLength(300)
        asked = self.tr("Names of their schools") if group is Audience.OTHER_PUPILS else self.tr("Which ones?")
        self.details.setAccessibleName(f"{words}: {asked}")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.box)
        self.more = self._more(asked)
        column.addWidget(self.more)
        self.box.toggled.connect(self._toggled)
        for line in (self.youngest, self.oldest, self.details):
            line.textChanged.connect(lambda _text: self.changed.emit())

    def _more(self, asked: str) -> QWidget:
        """What is asked of a group that is ticked; nothing for the staff, who need neither."""
        more = QWidget(self)
        form = QFormLayout(more)
        form.setContentsMargins(_INDENT, 2, 0, 10)
        form.setSpacing(8)
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        if self.group in CHILDREN:
            form.addRow(parts.label(self.tr("How old are they?"), wrap=False), self._ages())
        if self.group in DETAILED:
            form.addRow(parts.label(asked, wrap=False), self.details)
        for line in (self.youngest, self.oldest, self.details):
            if line.parentWidget() is None:
                line.setParent(more)
                line.hide()
        more.hide()
        return more

    def _ages(self) -> QHBoxLayout:
        from_ = parts.label(self.tr("from"), wrap=False)
        to = parts.label(self.tr("to"), wrap=False)
        return parts.row(from_, self.youngest, to, self.oldest, parts.label(self.tr("years"), wrap=False), space=8)

    @property
    def asks_more(self) -> bool:
        """Whether ticking it asks for anything else."""
        return self.group in CHILDREN | DETAILED

    def value(self) -> Group | None:
        """The group as it is answered; None when it is not ticked."""
        if not self.box.isChecked():
            return None
        details = self.details.text().strip() if self.group in DETAILED else ""
        return Group(self.group.value, _number(self.youngest), _number(self.oldest), details)

    def show_group(self, group: Group | None) -> None:
        """Shows an answer, or none."""
        self.box.setChecked(group is not None)
        ages = (group.youngest, group.oldest) if group else (None, None)
        for line, age in zip((self.youngest, self.oldest), ages, strict=True):
            line.setText("" if age is None else str(age))
        self.details.setText(group.details if group else "")

    def typed(self) -> list[object]:
        """Everything that is typed, also what is not asked for now."""
        return [self.box.isChecked(), self.youngest.text(), self.oldest.text(), self.details.text()]

    def put_back(self, kept: Sequence[Any]) -> None:
        """Shows what was typed."""
        ticked, *texts = kept
        self.box.setChecked(bool(ticked))
        for line, text in zip((self.youngest, self.oldest, self.details), texts, strict=True):
            line.setText(str(text))

    def _toggled(self, ticked: bool) -> None:
        self.more.setVisible(ticked and self.asks_more)
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


def _number(line: QLineEdit) -> int | None:
    return int(line.text()) if line.text().isdigit() else None
