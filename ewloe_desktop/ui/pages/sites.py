"""Official sites: requests under way and the register of sites at the left, one of them at the right."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QMenu, QPushButton, QSplitter, QStackedWidget, QWidget

from ewloe_desktop.domain.errors import NotFound, RuleBroken
from ewloe_desktop.ui import parts
from ewloe_desktop.ui.page import Around, Page
from ewloe_desktop.ui.request_pane import RequestPane
from ewloe_desktop.ui.site_acts import SiteActs
from ewloe_desktop.ui.site_list import REQUEST, SITE, SiteList
from ewloe_desktop.ui.site_pane import SitePane

if TYPE_CHECKING:
    from ewloe_desktop.services.site_request_facts import RequestFacts, RequestRow
    from ewloe_desktop.services.sites import SiteFacts, SiteRow

    Found = tuple[str, Sequence[RequestRow], Sequence[SiteRow]]

Place = tuple[str, str]  # "request" or "site", and its id


class SitesPage(Page):
    """Shows who asked for which site, who approved it, who runs it and when it was last looked at."""

    key = "sites"
    help_topic = "sites"

    def __init__(self, around: Around) -> None:
        super().__init__(around, QCoreApplication.translate("SitesPage", "Official sites"))
        self._wanted: Place | None = None
        self._here: Place | None = None
        self._chose_tab = False
        self.acts = SiteActs(self)
        self._add_head()
        self._lay_out()
        self.list.searched.connect(self.load)
        self.list.chosen.connect(lambda kind, id_: self._open((kind, id_)))
        self.acts.went.connect(lambda kind, id_: self._go_to((kind, id_)))
        self.request_pane.scan_wanted.connect(self.acts.open_document)

    def load(self) -> None:
        """Asks for the requests and the sites that fit the search."""
        self.work.read(self._show, _find, self.list.words)

    def place(self) -> dict[str, Any]:
        """What is in sight, the search and which of the three lists."""
        here = {f"{self._here[0]}_id": self._here[1]} if self._here else {}
        return {**here, "find": self.list.words, "tab": self.list.tab}

    def restore(self, place: dict[str, Any]) -> None:
        """Goes to a request or a site, or begins a request."""
        if place.get("find"):
            self.list.search.setText(str(place["find"]))
        if place.get("tab"):
            self._chose_tab = True
            self.list.show_tab(str(place["tab"]))
        for kind in (SITE, REQUEST):
            if place.get(f"{kind}_id"):
                self._go_to((kind, str(place[f"{kind}_id"])))
                return

    def find_words(self) -> None:
        """Ctrl+F."""
        self.list.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.list.search.selectAll()

    def print_now(self) -> None:
        """Ctrl+P: the approval sheet of what is in sight, or the register."""
        if not self.around.may("print"):
            return
        if self._here is None:
            self.acts.print_sheet("site_register")
        elif self._here[0] == REQUEST:
            self.acts.print_request()
        else:
            self.acts.print_site()

    # ---- what it is made of

    def _add_head(self) -> None:
        may = self.around.may("request_site")
        self.ask = parts.button(self.tr("Ask for a site…"), self.acts.ask, "primary", "add", writes=True)
        self.add_action(self.ask)
        self.ask.setVisible(may)
        more = parts.button(self.tr("More"))
        more.setMenu(self._menu(more))
        self.add_action(more)

    def _menu(self, button: QPushButton) -> QMenu:
        menu = QMenu(button)
        menu.setAccessibleName(self.tr("More about official sites"))
        self._entry(menu, self.tr("Companies that keep sites, and their minimum ages…"), self.show_hosts)
        self._entry(menu, self.tr("The form, and the requirements it rests on…"), self.show_form)
        if self.around.may("print"):
            menu.addSeparator()
            show = self.acts.print_sheet
            self._entry(menu, self.tr("Print the register of sites"), partial(show, "site_register"))
            self._entry(menu, self.tr("Print who runs which account"), partial(show, "accounts_sheet"))
            self._entry(menu, self.tr("Print the yearly check of all sites"), partial(show, "yearly_check_sheet", None))
            create = self.tr("Print a blank form: a site of the school's own")
            self._entry(menu, create, partial(show, "blank_request", "create"))
            other = self.tr("Print a blank form: taking part in somebody else's site")
            self._entry(menu, other, partial(show, "blank_request", "take_part"))
        return menu

    @staticmethod
    def _entry(menu: QMenu, words: str, run: Callable[[], object]) -> None:
        menu.addAction(words).triggered.connect(lambda _checked=False: run())

    def _lay_out(self) -> None:
        first = parts.button(self.tr("Ask for a site…"), self.acts.ask, "primary", writes=True)
        if not self.around.may("request_site"):
            first.hide()  # shown before it is in its place it would flash as a window of its own
        self.list = SiteList(self.around.person.name, first)
        self.request_pane, self.site_pane = RequestPane(), SitePane()
        self.stack = QStackedWidget()
        for widget in (QWidget(), self.request_pane, self.site_pane):
            self.stack.addWidget(widget)
        self._split = QSplitter(Qt.Orientation.Horizontal)
        self._split.setChildrenCollapsible(False)
        self._split.setHandleWidth(14)
        for place, (widget, share) in enumerate(((self.list, 29), (self.stack, 71))):
            self._split.addWidget(widget)
            self._split.setStretchFactor(place, share)
        self._split.setSizes([290, 710])
        self.body.addWidget(self._split, 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The list keeps the room that its badges need."""
        super().resizeEvent(event)
        self.list.setMinimumWidth(min(self.list.enough(), self.width() * 45 // 100))

    def show_hosts(self) -> None:
        """The companies and their minimum ages."""
        from ewloe_desktop.ui.dialogs.site_hosts import HostsDialog

        HostsDialog.ask(self)

    def show_form(self) -> None:
        """The form and the requirements."""
        from ewloe_desktop.ui.dialogs.site_form import FormFileDialog

        FormFileDialog.ask(self)

    # ---- what is shown

    def _show(self, found: "Found") -> None:
        words, requests, sites = found
        if words != self.list.words:  # something else has been typed meanwhile
            return
        self.list.show_rows(requests, sites)
        if not self._chose_tab:
            self._chose_tab = True
            self.list.show_tab(self.list.best_tab())
        wanted, self._wanted = self._wanted or self._here, None
        self.list.cards.blockSignals(True)
        if not (wanted and self.list.choose(*wanted)) and wanted is None:
            wanted = self.list.first
            if wanted is not None:
                self.list.choose(*wanted)
        self.list.cards.blockSignals(False)
        if wanted is not None:
            self._open(wanted)

    def _go_to(self, place: Place) -> None:
        self._wanted = place
        self.refresh()

    def _open(self, place: Place) -> None:
        from ewloe_desktop.services.site_requests import show_request
        from ewloe_desktop.services.sites import show_site

        self._here = place
        if place[0] == REQUEST:
            self.work.read(self._show_request, show_request, place[1], failed=self._not_there)
        else:
            self.work.read(self._show_site, show_site, place[1], failed=self._not_there)

    def _show_request(self, request: "RequestFacts") -> None:
        if self._here == (REQUEST, request.row.id):
            self.acts.request = request
            self.request_pane.show_request(request, self.acts.of_request())
            self.stack.setCurrentWidget(self.request_pane)

    def _show_site(self, site: "SiteFacts") -> None:
        if self._here == (SITE, site.row.id):
            self.acts.site = site
            self.site_pane.show_site(site, self.acts.of_site())
            self.stack.setCurrentWidget(self.site_pane)

    def _not_there(self, failure: BaseException) -> None:
        if isinstance(failure, NotFound):
            self._here = None
            self.stack.setCurrentIndex(0)
        self.notices.show(failure, self.load)


def _find(session: Any, actor: Any, words: str) -> "Found":
    """The requests and the sites that fit; whoever may not read the register sees what they asked for themselves."""
    from ewloe_desktop.services.site_requests import list_requests
    from ewloe_desktop.services.sites import list_sites

    requests = list_requests(session, actor, find=words)
    try:
        return words, requests, list_sites(session, actor, words, closed=True)
    except RuleBroken:
        return words, requests, ()
