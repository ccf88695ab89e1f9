"""The do-not-use list: for which use, and as at which day."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication

from ewloe_desktop.ui.asking import FormDialog
from ewloe_desktop.ui.dialogs.preview import PreviewDialog
from ewloe_desktop.ui.fields import DateField, ListField

if TYPE_CHECKING:
    from ewloe_desktop.services.picking import Pickable
    from ewloe_desktop.services.sheets import StoredFile
    from ewloe_desktop.ui.page import Page

translate = QCoreApplication.translate


class DoNotUseDialog(FormDialog):
    """Two questions, then the list as it will be printed."""

    help_topic = "photo_sheets"

    def __init__(self, page: "Page") -> None:
        title, act = translate("DoNotUseDialog", "Do-not-use list"), translate("DoNotUseDialog", "Show the list")
        super().__init__(page, page.work, title, act, width=560)
        self.page = page
        choose = ((None, self.tr("Choose the use")),)
        self.use = self.form.add(ListField("use_id", self.tr("For which use?"), choose))
        self.on = self.form.add(DateField("on", self.tr("As at which day?")))

    def ask(self, done: Callable[[Any], None] | None = None) -> "DoNotUseDialog":
        """Opens it and asks for the uses."""
        from ewloe_desktop.services.picking import names_to_pick

        super().ask(done)
        self.work.read(self._offer, names_to_pick, failed=self.failed)
        return self

    def go_on(self) -> None:
        """Asks for the list: nothing is kept by it."""
        from ewloe_desktop.services.photo_sheets import do_not_use_list

        if self.form.check():
            self.set_busy(True)
            self.work.read(self.sent, do_not_use_list, self.use.value(), self.on.value(), failed=self.failed)

    def sent(self, result: "StoredFile") -> None:
        """Shows the list in place of the questions."""
        super().sent(result)
        PreviewDialog.show_file(self.page, self.work, self.page.notices, result)

    def _offer(self, pickable: "Pickable") -> None:
        self.use.set_choices([(None, self.tr("Choose the use")), *((use.id, use.name) for use in pickable.uses)])
        if not self.on.line.text():
            self.on.set_value(pickable.today)
