"""Policies: the list at the left, the words in the middle, the approval at the right."""

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QMenu, QPushButton, QSplitter, QWidget

from ewloe_desktop.domain.errors import NotFound
from ewloe_desktop.domain.policies import UNDER_WAY, PolicyRow, RevisionPage
from ewloe_desktop.ui import parts
from ewloe_desktop.ui.approval_pane import ApprovalPane
from ewloe_desktop.ui.page import Around, Page
from ewloe_desktop.ui.policy_acts import PolicyActs
from ewloe_desktop.ui.policy_list import PolicyList
from ewloe_desktop.ui.policy_more import policy_more, register_more
from ewloe_desktop.ui.policy_pane import PolicyPane

if TYPE_CHECKING:
    from ewloe_desktop.services.policies import Hit

_WIDE = 46  # line heights from which three columns stand side by side
_SHORTEST = 2  # letters from which the wording is searched too


class PoliciesPage(Page):
    """Shows one policy's revision and offers what may be done with it."""

    key = "policies"
    help_topic = "policies"

    def __init__(self, around: Around) -> None:
        super().__init__(around, QCoreApplication.translate("PoliciesPage", "Policies"))
        self._wanted: tuple[str, str] | None = None
        self._here: tuple[str, str] | None = None
        self._rows: Sequence[PolicyRow] = ()
        self._asked = 0
        self.acts = PolicyActs(self, self.work, self.notices)
        self._declare()
        self._connect()

    def _declare(self) -> None:
        may = self.around.may("draft")
        self.new_version = parts.button(
            self.tr("Import a new version…"), lambda: self.acts.bring_in(as_new=False), icon="import", writes=True
        )
        self.new_policy = parts.button(
            self.tr("Add a policy…"), lambda: self.acts.bring_in(as_new=True), icon="add", writes=True
        )
        self.add_action(self.new_policy)
        self.add_action(self.new_version)
        self.more = parts.button(self.tr("More"))
        self.more.setMenu(self._menu(self.more))
        self.add_action(self.more)
        self.new_policy.setVisible(may)
        self.new_version.setVisible(False)
        first = parts.button(self.tr("Add a policy…"), lambda: self.acts.bring_in(as_new=True), "primary", writes=True)
        if not may:
            first.hide()  # shown before it is in its place it would flash as a window of its own
        none = parts.Empty(
            "policies",
            self.tr("No policies yet"),
            self.tr("Bring in the document of a policy that the school uses. Its words and the file are both kept."),
            first,
        )
        self.list = PolicyList(self.around.person.offices, none)
        self.pane = PolicyPane()
        self.approval = ApprovalPane()
        self._inner = _splitter(self.pane, self.approval, (64, 36))
        self._split = _splitter(self.list, self._inner, (30, 70))
        self.body.addWidget(self._split, 1)
        self._show_nothing()

    def _menu(self, button: QPushButton) -> QMenu:
        menu = QMenu(button)
        menu.setAccessibleName(self.tr("More about policies"))
        menu.aboutToShow.connect(partial(self._fill, menu))
        self._fill(menu)
        if all(action.isSeparator() for action in menu.actions()):
            button.hide()  # never shown before it is in its place: it would flash as a window of its own
        return menu

    def _fill(self, menu: QMenu) -> None:
        menu.clear()
        for group in (policy_more(), register_more()):
            allowed = [more for more in group if not more.needs or self.around.may(more.needs)]
            for more in allowed:
                entry = menu.addAction(more.words)
                entry.setEnabled(more.fits(self.acts.page))
                entry.triggered.connect(partial(self.start, more.key))
            menu.addSeparator()

    def start(self, key: str, _checked: bool = False) -> None:
        """Runs one entry of the menu."""
        found = next(more for more in (*policy_more(), *register_more()) if more.key == key)
        found.run(self)

    def _connect(self) -> None:
        self.list.searched.connect(lambda _words: self.load())
        self.list.chosen.connect(self._chosen)
        self.list.into_text.connect(lambda: self.pane.read.setFocus(Qt.FocusReason.TabFocusReason))
        self.pane.changes_wanted.connect(self._load_changes)
        self.pane.revision_wanted.connect(self._load_revision)
        self.pane.sheet_wanted.connect(self.acts.open_document)
        self.acts.went.connect(self._go_to)
        may = self.around.may
        self.approval.papers.may_look = may("file_paper") or may("confirm_paper") or may("see_evidence")
        self.approval.papers.look_wanted.connect(self.acts.look_at_paper)

    def load(self) -> None:
        """Asks for the policies that fit the search."""
        from ewloe_desktop.services.policies import list_policies, search_wording

        words = self.list.words
        self._asked += 1
        asked = self._asked

        def listed(rows: Sequence[PolicyRow]) -> None:
            if len(words) < _SHORTEST:
                self._show(asked, rows, ())
                return
            self.work.read(lambda hits: self._show(asked, rows, hits), search_wording, words)

        self.work.read(listed, list_policies, words)

    def place(self) -> dict[str, Any]:
        """The revision in sight, the tab and the search."""
        page = self.pane.page
        shown = {"policy_id": page.policy.id, "revision_id": page.revision.id} if page else {}
        return {**shown, "find": self.list.words, "tab": self.pane.stack.currentIndex()}

    def restore(self, place: dict[str, Any]) -> None:
        """Goes to a revision."""
        if place.get("find"):
            self.list.search.setText(str(place["find"]))
        if place.get("policy_id"):
            self._go_to(str(place["policy_id"]), str(place.get("revision_id", "")))

    def find_words(self) -> None:
        """Ctrl+F."""
        self.list.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.list.search.selectAll()

    def print_now(self) -> None:
        """Ctrl+P: the approval sheet."""
        if self.pane.page is not None:
            self.acts.print_sheet()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The approval stands beside the words, or under a tab when letters are large or the window is small."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        wide = self.width() >= _WIDE * self.fontMetrics().height()
        beside = self._inner.indexOf(self.approval) >= 0
        if wide and not beside:
            self._inner.addWidget(self.approval)
            self._inner.setSizes([640, 360])
            self.pane.let_out()
        elif beside and not wide:
            self.pane.take_in(self.approval)
        self.approval.setVisible(self.pane.page is not None)
        self.list.setMinimumWidth(min(self.list.enough(), self.width() * 48 // 100))

    def _show(self, asked: int, rows: Sequence[PolicyRow], hits: "Sequence[Hit]") -> None:
        if asked != self._asked:
            return
        self._rows = rows
        wanted = self._wanted or self._here
        self._wanted = None
        self.list.today = self.work.today()
        self.list.cards.blockSignals(True)
        self.list.show_rows(rows, hits)
        found = wanted is not None and self.list.choose(wanted[0])
        if not found and self.list.first is not None and not self.list.words:
            wanted = self.list.first
            self.list.choose(wanted[0])
        self.list.cards.blockSignals(False)
        if wanted is not None and (wanted[1] or self._newest(wanted[0])):
            self._load_revision(wanted[1] or self._newest(wanted[0]))
        elif not rows and not self.list.words:
            self._show_nothing()

    def _newest(self, policy_id: str) -> str:
        row = next((r for r in self._rows if r.id == policy_id), None)
        shown = (row.open or row.current) if row else None
        return shown.id if shown else ""

    def _go_to(self, policy_id: str, revision_id: str) -> None:
        self._wanted = (policy_id, revision_id)
        self.refresh()

    def _chosen(self, policy_id: str, revision_id: str) -> None:
        self._here = (policy_id, revision_id)
        if revision_id:
            self._load_revision(revision_id)
        else:
            self._show_nothing()

    def _load_revision(self, revision_id: str) -> None:
        from ewloe_desktop.services.showing import show_revision

        self.work.read(self._show_revision, show_revision, revision_id, failed=self._not_there)

    def _not_there(self, failure: BaseException) -> None:
        if isinstance(failure, NotFound):
            self._show_nothing()
        self.notices.show(failure, self.load)

    def _show_revision(self, page: RevisionPage) -> None:
        self.acts.page = page
        self._here = (page.policy.id, page.revision.id)
        for widget in (self.pane, self.approval):
            widget.setVisible(True)
        self.pane.show_page(page)
        to_sign = page.revision.state in UNDER_WAY and self.around.may("file_paper")
        filing = {"file_paper": partial(self.start, "file_paper")} if to_sign else {}
        self.approval.show_page(page, {**self.acts.all(), **filing})
        self._load_papers(page)
        self._fit()
        self.new_version.setVisible("import" in page.can)

    def _load_papers(self, page: RevisionPage) -> None:
        from ewloe_desktop.services.papers import papers_of

        self.approval.papers.show_papers(())
        if page.revision.settled_by:
            self.work.read(self.approval.papers.show_papers, papers_of, page.revision.id)

    def _show_nothing(self) -> None:
        self.acts.page = self.pane.page = self._here = None
        self.new_version.setVisible(False)
        for widget in (self.pane, self.approval):
            widget.setVisible(False)

    def _load_changes(self) -> None:
        from ewloe_desktop.services.policies import compare_in_words

        page = self.pane.page
        if page is not None and page.compared_with:
            since = self.pane.changes.since_id or page.compared_with
            self.work.read(self.pane.show_changes, compare_in_words, since, page.revision.id)


def _splitter(first: QWidget, second: QWidget, shares: tuple[int, int]) -> QSplitter:
    made = QSplitter(Qt.Orientation.Horizontal)
    made.setChildrenCollapsible(False)
    made.setHandleWidth(14)
    for place, (widget, share) in enumerate(zip((first, second), shares, strict=True)):
        made.addWidget(widget)
        made.setStretchFactor(place, share)
    made.setSizes([share * 10 for share in shares])
    return made
