"""What the buttons of the page about official sites do: each opens its dialog and tells what came of it."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from ewloe_desktop.ui import photo_papers

if TYPE_CHECKING:
    from ewloe_desktop.services.site_request_facts import RequestFacts
    from ewloe_desktop.services.sites import SiteFacts
    from ewloe_desktop.ui.asking import FormDialog
    from ewloe_desktop.ui.page import Page

Acts = Mapping[str, Callable[[], object]]


class SiteActs(QObject):
    """Knows the request or the site in sight; `went` asks the page to show another one."""

    went = Signal(str, str)  # "request" or "site", and its id

    def __init__(self, page: "Page") -> None:
        super().__init__(page)
        self._page = page
        self.request: RequestFacts | None = None
        self.site: SiteFacts | None = None

    @property
    def _asked(self) -> "RequestFacts":
        assert self.request is not None
        return self.request

    @property
    def _site(self) -> "SiteFacts":
        assert self.site is not None
        return self.site

    # ---- requests

    def of_request(self) -> Acts:
        """What can be done about a request, by the names that `RequestFacts.may` uses."""
        acts: dict[str, Callable[[], object]] = {
            "line_manager": lambda: self.sign("line_manager"),
            "second_approver": lambda: self.sign("second_approver"),
            "head_teacher": lambda: self.sign("head_teacher"),
            "change": self.change,
            "copy": self.copy,
            "withdraw": self.withdraw,
            "site": lambda: self.went.emit("site", self._asked.row.site_id),
        }
        return {**acts, "print": self.print_request} if self._page.around.may("print") else acts

    def ask(self) -> None:
        """Asks for a site."""
        from ewloe_desktop.ui.dialogs.site_request import ask_request

        ask_request(self._page, self._sent)

    def copy(self) -> None:
        """Begins a request with the answers of the one in sight."""
        from ewloe_desktop.ui.dialogs.site_request import ask_request

        ask_request(self._page, self._sent, copy_of=self._asked.row.id)

    def change(self) -> None:
        """Changes the request in sight, which sends it round again."""
        from ewloe_desktop.ui.dialogs.site_request import ask_request

        ask_request(self._page, self._sent, change=self._asked)

    def sign(self, step: str) -> None:
        """Opens the ceremony of one approver."""
        from ewloe_desktop.ui.dialogs.site_sign import ask_site_signing

        ask_site_signing(self._page, self._asked, step)

    def withdraw(self) -> None:
        """Takes the request back."""
        from ewloe_desktop.ui.dialogs.site_withdraw import WithdrawRequestDialog

        told = self.tr("Withdrawn. It stays on record.")
        WithdrawRequestDialog(self._page, self._page.work, self._asked).ask(self._told(told))

    def print_request(self) -> None:
        """Shows the approval sheet as it stands."""
        self._show("request_sheet", self._asked.row.id)

    def _sent(self, request: "RequestFacts") -> None:
        self.went.emit("request", request.row.id)

    # ---- sites of the register

    def of_site(self) -> Acts:
        """What can be done about a site, by the names that `SiteFacts.may` uses."""
        from ewloe_desktop.ui.dialogs import site_check, site_close, site_live, site_runners

        said = {
            "go_live": (site_live.GoLiveDialog, self.tr("Live. Pictures on it can be asked about from now on.")),
            "resume": (site_live.ResumeDialog, self.tr("Live again.")),
            "suspend": (site_live.SuspendDialog, self.tr("Suspended until somebody says that it is live again.")),
            "address": (site_live.AddressDialog, self.tr("The address is kept.")),
            "close": (site_close.CloseDialog, self.tr("Closed. What became of everything stands on record.")),
            "runners": (site_runners.RunnersDialog, self.tr("Kept: who runs it.")),
            "confirm": (site_check.CheckDialog, self.tr("Kept. The next confirmation is due in a year.")),
        }
        acts: dict[str, Callable[[], object]] = {name: self._opens(kind, words) for name, (kind, words) in said.items()}
        if self._page.around.may("request_site"):
            acts["ask_change"] = self.ask_change
        acts["request"] = lambda: self.went.emit("request", self._site.row.request_id)
        if self._page.around.may("print"):
            acts |= {"print": self.print_site, "check_sheet": self.print_check}
        return acts

    def ask_change(self) -> None:
        """Begins a request that would change what was approved of the site in sight."""
        from ewloe_desktop.ui.dialogs.site_request import ask_request

        row = self._site.row
        ask_request(self._page, self._sent, copy_of=row.request_id, site_id=row.id)

    def _opens(self, kind: "Callable[..., FormDialog]", words: str) -> Callable[[], object]:
        return lambda: kind(self._page, self._page.work, self._site).ask(self._told(words))

    def print_site(self) -> None:
        """Shows the sheet on which the site was approved."""
        self._show("request_sheet", self._site.row.request_id)

    def print_check(self) -> None:
        """Shows the sheet for the yearly confirmation, filled with what is known."""
        self._show("yearly_check_sheet", self._site.row.id)

    # ---- sheets about all of them

    def print_sheet(self, name: str, *args: Any) -> None:
        """Shows a sheet of services.site_sheets as it will be printed."""
        self._show(name, *args)

    def open_document(self, document_id: str) -> None:
        """Shows a stored sheet or scan."""
        from ewloe_desktop.services.sheets import read_document

        photo_papers.show_sheet(self._page, self._page.work, self._page.notices, read_document, document_id)

    def _show(self, name: str, *args: Any) -> None:
        from ewloe_desktop.services import site_sheets

        query: Callable[..., Any] = getattr(site_sheets, name)
        photo_papers.show_sheet(self._page, self._page.work, self._page.notices, query, *args)

    def _told(self, words: str) -> Callable[[Any], None]:
        return lambda _facts: self._page.notices.tell(words)
