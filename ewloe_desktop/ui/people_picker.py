"""A field for people: part of a name finds them, Enter takes the one marked, several one after the other."""

import unicodedata
from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QLineEdit, QListWidget, QListWidgetItem, QPushButton, QWidget

from ewloe_desktop.ui import parts
from ewloe_desktop.ui.field import Field

if TYPE_CHECKING:
    from ewloe_desktop.services.picking import Name

_SHOWN = 5
_BESIDE = 2  # of those picked, in one line
_ID = int(Qt.ItemDataRole.UserRole)


class PeopleField(Field):
    """The ids of the people picked, in their order; `most` 1 picks one person."""

    all_named = Signal()  # Enter in the empty line: lead on

    def __init__(self, name: str, words: str, hint: str = "", *, optional: bool = False, most: int = 0) -> None:
        self.line = QLineEdit()
        super().__init__(name, words, self.line, hint, optional=optional)
        self.most = most
        self._people: Sequence[Name] = ()
        self._picked: dict[str, str] = {}
        self.line.setPlaceholderText(self.tr("Type part of a name"))
        self.line.setMaxLength(120)
        self.found = QListWidget()
        self.found.setAccessibleName(self.tr("People found"))
        self.found.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._chips = QGridLayout()
        self._chips.setSpacing(6)
        self.column.addWidget(self.line)
        self.column.addWidget(self.found)
        self.column.addLayout(self._chips)
        self.found.hide()
        self.line.textEdited.connect(self._find)
        self.line.installEventFilter(self)
        self.found.installEventFilter(self)
        self.found.itemClicked.connect(self._take_item)

    def offer(self, people: "Sequence[Name]") -> None:
        """Who can be picked."""
        self._people = people
        names = {one.person_id: one.name for one in people}
        self._picked = {id_: names.get(id_, name) for id_, name in self._picked.items()}
        self._show_picked()

    def value(self) -> tuple[str, ...]:
        return tuple(self._picked)

    def set_value(self, value: Sequence[str]) -> None:
        names = {one.person_id: one.name for one in self._people}
        self._picked = {id_: names.get(id_, "") for id_ in value or ()}
        self._show_picked()

    def names(self) -> tuple[str, ...]:
        """The names of those picked."""
        return tuple(self._picked.values())

    def check(self) -> str:
        return "" if self.optional or self._picked else "missing"

    def pick(self, person_id: str) -> None:
        """Takes somebody as well, or instead when only one is wanted."""
        name = next((one.name for one in self._people if one.person_id == person_id), "")
        if self.most == 1:
            self._picked.clear()
        self._picked[person_id] = name
        self.line.clear()
        self.found.hide()
        self._show_picked()
        parts.announce(self, self.tr("{name} added. {count} in all.").format(name=name, count=len(self._picked)))
        self.changed.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Down goes into the list, Enter takes, Backspace in an empty line gives the last one back."""
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
            return super().eventFilter(watched, event)
        key, in_list = event.key(), watched is self.found
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.found.isVisible():
            self._take_item(self.found.currentItem() or self.found.item(0))
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not self.line.text() and self._picked:
            self.all_named.emit()
        elif key in (Qt.Key.Key_Down, Qt.Key.Key_Up) and not in_list and self.found.isVisible():
            step = 1 if key == Qt.Key.Key_Down else -1
            self._mark(max(0, min(self.found.count() - 1, self.found.currentRow() + step)))
        elif key == Qt.Key.Key_Escape and self.found.isVisible():
            self.line.clear()
            self.found.hide()
            self.line.setFocus()
        elif key == Qt.Key.Key_Backspace and not in_list and not self.line.text() and self._picked:
            self._remove(next(reversed(self._picked)))
        else:
            return super().eventFilter(watched, event)
        return True

    def _find(self, typed: str) -> None:
        wanted = fold(typed)
        hits = [one for one in self._people if wanted in one.folded and one.person_id not in self._picked]
        self.found.clear()
        for one in hits[:50] if wanted else ():
            words = self.tr("{name} (has left)").format(name=one.name) if one.left else one.name
            item = QListWidgetItem(words)
            item.setData(_ID, one.person_id)
            item.setSizeHint(QSize(0, self._row_height()))
            self.found.addItem(item)
        if wanted and not hits:
            item = QListWidgetItem(self.tr("Nobody has a name like this."))
            item.setFlags(Qt.ItemFlag.NoItemFlags)
            item.setSizeHint(QSize(0, self._row_height()))
            self.found.addItem(item)
        self.found.setVisible(bool(wanted))
        if hits and wanted:
            self._mark(0)
        self.found.setFixedHeight(min(self.found.count(), _SHOWN) * self._row_height() + 6)

    def _row_height(self) -> int:
        return max(28, self.found.fontMetrics().height() + 10)

    def _mark(self, row: int) -> None:
        self.found.setCurrentRow(row)
        parts.announce(self, self.found.item(row).text())

    def _take_item(self, item: QListWidgetItem | None) -> None:
        if item is not None and item.data(_ID):
            self.pick(item.data(_ID))
            self.line.setFocus()

    def _remove(self, person_id: str) -> None:
        name = self._picked.pop(person_id, "")
        self._show_picked()
        self.line.setFocus()
        parts.announce(self, self.tr("{name} taken out.").format(name=name))
        self.changed.emit()

    def _show_picked(self) -> None:
        while (item := self._chips.takeAt(0)) is not None:
            chip = item.widget()
            if chip is not None:
                chip.hide()
                chip.deleteLater()
        before: QWidget = self.found
        for place, (id_, name) in enumerate(self._picked.items()):
            chip = self._chip(id_, name)
            self._chips.addWidget(chip, place // _BESIDE, place % _BESIDE)
            self.setTabOrder(before, chip)
            before = chip

    def _chip(self, person_id: str, name: str) -> QPushButton:
        take_out = lambda: self._remove(person_id)  # noqa: E731
        made = parts.button(name, take_out, "compact", "close", self.tr("Take out again"))
        made.setAccessibleName(self.tr("Take {name} out again").format(name=name))
        made.setObjectName("chip")
        return made


def fold(words: str) -> str:
    """Words as names are compared: no accents, no case, one space between."""
    bare = "".join(c for c in unicodedata.normalize("NFKD", words) if not unicodedata.combining(c))
    return " ".join(bare.casefold().split())
