"""A sheet about pictures as at another day than today."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication

from ewloe_desktop.ui.asking import FormDialog
from ewloe_desktop.ui.dialogs.preview import PreviewDialog
from ewloe_desktop.ui.fields import DateField

if TYPE_CHECKING:
    from ewloe_desktop.services.sheets import StoredFile
    from ewloe_desktop.ui.page import Page

translate = QCoreApplication.translate


class AsAtDialog(FormDialog):
    """Asks for the day, then shows the sheet as it stood on that day."""

    help_topic = "photo_sheets"

    def __init__(self, page: "Page", title: str, query: Callable[..., Any], *args: Any) -> None:
        super().__init__(page, page.work, title, translate("AsAtDialog", "Show the sheet"), width=560)
        self.page = page
        self._query, self._args = query, args
        self.form.add_words(self.tr("From everything that is recorded by now, also what was recorded later."), "quiet")
        self.on = self.form.add(DateField("on", self.tr("As at which day?")))
        self.on.set_value(page.work.today())

    def go_on(self) -> None:
        """Asks for the sheet: nothing is kept by it."""
        if self.form.check():
            self.set_busy(True)
            self.work.read(self.sent, self._query, *self._args, self.on.value(), failed=self.failed)

    def sent(self, result: "StoredFile") -> None:
        """Shows the sheet in place of the question."""
        super().sent(result)
        PreviewDialog.show_file(self.page, self.work, self.page.notices, result)
