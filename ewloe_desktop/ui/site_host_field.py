"""A field for the company that keeps a site: its minimum age and the day that was checked stand beside it."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QComboBox, QSizePolicy

from ewloe_desktop.ui import parts, wording
from ewloe_desktop.ui.field import Field

if TYPE_CHECKING:
    from ewloe_desktop.services.site_hosts import HostFacts


class HostField(Field):
    """The id of one host of the school's list, "" for none."""

    add_wanted = Signal()  # the company is not in the list

    def __init__(self, name: str, words: str, hint: str = "", *, optional: bool = False, may_add: bool = False) -> None:
        self.box = QComboBox()
        super().__init__(name, words, self.box, hint, optional=optional)
        self.box.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.box.setMinimumContentsLength(18)
        self.column.addWidget(self.box)
        self.told = parts.CardFrame(name="notice", space=4)
        self.told.column.setContentsMargins(14, 10, 14, 10)
        self.age, self.note, self.coming = parts.label("", "strong"), parts.label(""), parts.label("")
        for label in (self.age, self.note, self.coming):
            self.told.column.addWidget(label)
        self.column.addWidget(self.told)
        self._hosts: dict[str, HostFacts] = {}
        self.add = parts.button(self.tr("Add a company…"), self.add_wanted.emit, "link")
        self.column.addWidget(self.add, 0, Qt.AlignmentFlag.AlignLeft)
        not_there = self.tr("Not in the list? The office or the head teacher adds it, and you find your request again.")
        self.ask_office = parts.label(not_there, "small")
        self.column.addWidget(self.ask_office)
        self.add.setVisible(may_add)
        self.ask_office.setVisible(not may_add)
        self.box.currentIndexChanged.connect(self._chosen)
        self.offer(())

    def offer(self, hosts: "Sequence[HostFacts]", chosen: str = "") -> None:
        """Offers these; what was chosen stays chosen unless another one is given."""
        chosen = chosen or self.value()
        self._hosts = {host.id: host for host in hosts}
        self.box.blockSignals(True)
        self.box.clear()
        self.box.addItem(self.tr("Choose the company"), "")
        for host in hosts:
            self.box.addItem(host.name, host.id)
        self.box.setCurrentIndex(max(0, self.box.findData(chosen)))
        self.box.blockSignals(False)
        self._show()

    def value(self) -> str:
        """The host's id."""
        return str(self.box.currentData() or "")

    def set_value(self, value: str) -> None:
        """Chooses a host; one that is no longer offered leaves it open."""
        self.box.setCurrentIndex(max(0, self.box.findData(value)))

    def check(self) -> str:
        """What is missing is said by the form's own rules."""
        return ""

    @property
    def host(self) -> "HostFacts | None":
        """What the school knows about the chosen one."""
        return self._hosts.get(self.value())

    def _chosen(self, _index: int) -> None:
        self._show()
        self.changed.emit()
        if self.host is not None:
            parts.announce(self, self.age.text())

    def _show(self) -> None:
        host = self.host
        self.told.setVisible(host is not None)
        if host is not None:
            self.age.setText(age_words(host))
            self.note.setText(host.note)
            self.note.setVisible(bool(host.note))
            coming = self.tr("Not law yet: {coming}").format(coming=host.coming)
            self.coming.setText(coming)
            self.coming.setVisible(bool(host.coming))
            self.box.setAccessibleDescription(self.age.text())


def age_words(host: "HostFacts") -> str:
    """The fewest years somebody needs for an account there, and when that was last looked up."""
    checked = wording.day(host.checked_on)
    if host.minimum_age is None:
        none = QCoreApplication.translate("HostField", "Its minimum age is not noted yet (looked at on {checked}).")
        return none.format(checked=checked)
    told = QCoreApplication.translate("HostField", "Takes nobody under {age}. Last checked on {checked}.")
    return told.format(age=host.minimum_age, checked=checked)
