"""Taking back a request for an official site."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from ewloe_desktop.ui.asking import FormDialog
from ewloe_desktop.ui.fields import WordsField
from ewloe_desktop.ui.work import Work

if TYPE_CHECKING:
    from ewloe_desktop.services.site_request_facts import RequestFacts

translate = QCoreApplication.translate


class WithdrawRequestDialog(FormDialog):
    """Why it is taken back; what was decided about it until now stays on record."""

    help_topic = "site_request"

    def __init__(self, parent: QWidget | None, work: Work, request: "RequestFacts") -> None:
        title = translate("WithdrawRequestDialog", "Withdraw the request")
        act = translate("WithdrawRequestDialog", "Withdraw the request now")
        super().__init__(parent, work, title, act, role="danger")
        self._id, self.seen = request.row.id, request.row.seen
        self.kept_at = f"site-withdraw/{request.row.id}"
        self.form.add_words(request.row.title, "strong")
        self.form.add_words(self.tr("Nobody decides about it any more. It stays on record with what was decided."))
        self.form.add(WordsField("reason", self.tr("Why is it withdrawn?"), lines=3))

    def act_of(self, values: dict[str, Any]) -> tuple[Callable[..., Any], tuple[Any, ...]]:
        """Withdraws it."""
        from ewloe_desktop.services.site_requests import withdraw_request

        return withdraw_request, (self._id, self.seen, values["reason"])
