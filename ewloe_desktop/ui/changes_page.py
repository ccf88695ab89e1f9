"""What changed since an earlier revision: which one, in short, and as one marked text or side by side."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QVBoxLayout, QWidget

from ewloe_desktop.domain.policies import RevisionPage
from ewloe_desktop.ui import parts, wording
from ewloe_desktop.ui.changes import ChangesPane
from ewloe_desktop.ui.flow import FlowRow

if TYPE_CHECKING:
    from ewloe_desktop.services.policies import Compared


class ChangesPage(QWidget):
    """Asks for the changes since the revision that is chosen, and shows them."""

    wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._page: RevisionPage | None = None
        self._compared: Compared | None = None
        self.since = QComboBox()
        self.since.setAccessibleName(self.tr("Compare with another revision"))
        self.since.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.since.setMinimumContentsLength(18)
        self.beside = QCheckBox(self.tr("Side by side"))
        self.legend = parts.label("", "small")
        self.changes = ChangesPane(self.tr("What changed"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 0)
        column.setSpacing(10)
        column.addWidget(FlowRow(self.since, self.beside, space=16))
        column.addWidget(self.legend)
        column.addWidget(self.changes, 1)
        self.since.activated.connect(lambda _index: self.wanted.emit())
        self.beside.toggled.connect(lambda _on: self._show())

    @property
    def since_id(self) -> str:
        """The revision to compare with, "" when there is no other."""
        return str(self.since.currentData() or "")

    def show_page(self, page: RevisionPage) -> None:
        """Offers every other revision, newest first; the one before is chosen."""
        if self._page is not None and self._page.revisions == page.revisions and self._page.revision == page.revision:
            return
        self._page, self._compared = page, None
        self.since.clear()
        for revision in reversed(page.revisions):
            if revision.id != page.revision.id:
                told = self.tr("Compared with {label}").format(label=wording.short_label(revision))
                self.since.addItem(told, revision.id)
        self.since.setCurrentIndex(max(0, self.since.findData(page.compared_with)))
        self.since.setVisible(self.since.count() > 1)

    def show_compared(self, compared: "Compared") -> None:
        """Shows what changed."""
        self._compared = compared
        self._show()

    def _show(self) -> None:
        if self._compared is None or self._page is None:
            return
        since = next((r for r in self._page.revisions if r.id == self._compared.before_id), None)
        told = self.tr("Since {label}: added words are underlined, removed words are struck out.")
        self.legend.setText(told.format(label=wording.short_label(since) if since else ""))
        self.changes.show_changes(self._compared.changes, self._compared.sentences, beside=self.beside.isChecked())
