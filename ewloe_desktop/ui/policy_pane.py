"""The middle of the policies page: the words, what changed, the history and the sheets of one revision."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QComboBox, QPushButton, QVBoxLayout, QWidget

from ewloe_desktop.domain.policies import HistoryEntry, RevisionFacts, RevisionPage, SheetRow
from ewloe_desktop.ui import parts, wording
from ewloe_desktop.ui.cards import Card, CardList, CardsModel
from ewloe_desktop.ui.changes_page import ChangesPage
from ewloe_desktop.ui.control_line import control_line
from ewloe_desktop.ui.flow import FlowRow
from ewloe_desktop.ui.one_of import OneOf
from ewloe_desktop.ui.reading import ReadingPane

if TYPE_CHECKING:
    from ewloe_desktop.services.policies import Compared

translate = QCoreApplication.translate

READ, CHANGES, HISTORY, SHEETS, APPROVAL = range(5)
_APART = 4


class PolicyPane(parts.CardFrame):
    """Shows one revision; asks for changes, other revisions and sheets when somebody wants them."""

    changes_wanted = Signal()
    revision_wanted = Signal(str)
    sheet_wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, space=8)
        self.page: RevisionPage | None = None
        self._declare()
        self._build()
        self._connect()

    def _declare(self) -> None:
        self.title = parts.label("", "h2")
        self.control = parts.label("", "quiet")
        self.notice = parts.CardFrame(name="notice", space=2)
        self.notice.column.setContentsMargins(14, 10, 14, 10)
        self._notice_title = parts.label("", "strong")
        self._notice_words = parts.label("")
        self.read = ReadingPane(self.tr("Text of the policy"))
        self.changes = ChangesPage()
        self.headings = QComboBox()
        self.headings.setAccessibleName(self.tr("Go to a heading"))
        self.headings.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.headings.setMinimumContentsLength(12)
        self._history: CardsModel[HistoryEntry] = CardsModel(_act_card)
        self._history.setParent(self)
        self.history = CardList(self._history, self.tr("What happened to this policy"))
        self._revisions: CardsModel[RevisionFacts] = CardsModel(_revision_card)
        self._revisions.setParent(self)
        self.revisions = CardList(self._revisions, self.tr("Revisions of this policy"))
        self._sheets: CardsModel[SheetRow] = CardsModel(_sheet_card)
        self._sheets.setParent(self)
        self.sheets = CardList(self._sheets, self.tr("Sheets and files of this revision"))
        self.no_sheets = parts.label(self.tr("No sheet has been signed yet. An unsigned one can be printed any time."))
        self.no_sheets.setProperty("role", "quiet")
        self.open_sheet = parts.button(self.tr("Show…"), self._open_sheet, icon="eye")
        self.open_revision = parts.button(self.tr("Show this revision"), self._open_revision)
        self.stack = OneOf()
        self._guest = QWidget()  # where the approval stands when there is no room beside the words
        QVBoxLayout(self._guest).setContentsMargins(0, 0, 0, 0)
        self.tabs: list[QPushButton] = []
        self._short = self._long = ""

    def _build(self) -> None:
        self.column.setContentsMargins(20, 16, 14, 12)
        self.column.addWidget(self.title)
        self.column.addWidget(self.control)
        names = (self.tr("Read"), self.tr("Changes"), self.tr("History"), self.tr("Sheets"), self.tr("Approval"))
        for number, name in enumerate(names):
            tab = parts.button(name, partial(self.show_tab, number), "link")
            tab.setCheckable(True)
            tab.setAutoExclusive(True)
            self.tabs.append(tab)
        self.column.addWidget(FlowRow(*self.tabs, space=_APART))
        for words in (self._notice_title, self._notice_words):
            self.notice.column.addWidget(words)
        self.column.addWidget(self.notice)
        for widget in (self._reading(), self.changes, self._history_page(), self._sheets_page(), self._guest):
            self.stack.addWidget(widget)
        self.tabs[APPROVAL].hide()
        self.column.addWidget(self.stack, 1)

    def _reading(self) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(self.headings)
        column.addWidget(self.read, 1)
        return page

    def _history_page(self) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 4, 0, 0)
        column.setSpacing(6)
        self._revisions_title = parts.label(self.tr("Revisions"), "strong")
        column.addWidget(self._revisions_title)
        column.addWidget(self.revisions, 2)
        column.addWidget(self.open_revision, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(parts.label(self.tr("What happened"), "strong"))
        column.addWidget(self.history, 3)
        return page

    def _sheets_page(self) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 4, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.no_sheets)
        column.addWidget(self.sheets, 1)
        column.addWidget(self.open_sheet, 0, Qt.AlignmentFlag.AlignLeft)
        return page

    def _connect(self) -> None:
        self.headings.activated.connect(self._go_to_heading)
        self.changes.wanted.connect(self.changes_wanted)
        self.read.section_changed.connect(self._section)
        self.sheets.opened.connect(lambda row: self.sheet_wanted.emit(row.id))
        self.revisions.opened.connect(lambda row: self.revision_wanted.emit(row.id))
        self.sheets.chosen.connect(lambda row: self.open_sheet.setEnabled(row is not None))
        self.revisions.chosen.connect(self._revision_chosen)

    def take_in(self, approval: QWidget) -> None:
        """Gives the approval a tab of its own."""
        layout = self._guest.layout()
        assert layout is not None
        layout.addWidget(approval)
        self.tabs[APPROVAL].show()

    def let_out(self) -> None:
        """The approval stands elsewhere now."""
        self.tabs[APPROVAL].hide()
        if self.stack.currentIndex() == APPROVAL:
            self.show_tab(READ)

    def show_page(self, page: RevisionPage) -> None:
        """Shows a revision; the same one again keeps its place."""
        same = self.page is not None and self.page.revision.id == page.revision.id
        self.changes.show_page(page)
        same_words = same and self.page is not None and self.page.text == page.text
        self.page = page
        self.title.setText(f"{page.policy.title} — {page.revision.label}")
        line = control_line(page.control)
        self.control.setText(line)
        self.control.setVisible(bool(line))
        self._label_tabs(page)
        self._tell_notice(page)
        if not same_words:
            self.read.show_text(page.text)
            self._fill_headings()
        self._history.show(page.history)
        self._revisions.show(tuple(reversed(page.revisions)))
        self._sheets.show(page.sheets)
        self.no_sheets.setVisible(not any(sheet.kind == "approval_sheet" for sheet in page.sheets))
        sheet = self.sheets.current() if same else None
        if not (sheet and self.sheets.choose(lambda row: row.id == sheet.id)):
            self.sheets.choose(lambda _row: True)
        self.revisions.choose(lambda row: row.id == page.revision.id)
        if (not same and self.stack.currentIndex() != APPROVAL) or (
            self.stack.currentIndex() == CHANGES and not page.compared_with
        ):
            self.show_tab(READ)
        elif self.stack.currentIndex() == CHANGES:
            self.changes_wanted.emit()

    def show_changes(self, compared: "Compared") -> None:
        """Shows what changed since the revision that was chosen."""
        self.changes.show_compared(compared)

    def show_tab(self, number: int) -> None:
        """Brings one of the four into sight."""
        self.tabs[number].setChecked(True)
        self.stack.setCurrentIndex(number)
        if number == CHANGES:
            self.changes_wanted.emit()

    def _label_tabs(self, page: RevisionPage) -> None:
        before = next((r for r in page.revisions if r.id == page.compared_with), None)
        since = wording.short_label(before) if before else ""
        self._short = self.tr("Changes ({count})").format(count=page.changes)
        self._long = self.tr("Changes since {label} ({count})").format(label=since, count=page.changes)
        texts = (
            self.tr("Read"),
            self._long,
            self.tr("History"),
            self.tr("Sheets ({count})").format(count=len(page.sheets)),
            self.tr("Approval"),
        )
        for tab, text in zip(self.tabs, texts, strict=True):
            tab.setText(text)
            tab.setAccessibleName(text)
        self.tabs[CHANGES].setVisible(before is not None)
        self._fit_tabs()

    def _fit_tabs(self) -> None:
        """The long name of the changes when there is room for it."""
        tab = self.tabs[CHANGES]
        tab.setText(self._long)
        wanted = sum(t.sizeHint().width() + _APART for t in self.tabs if not t.isHidden())
        if wanted > self.width() - 36:
            tab.setText(self._short)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The tabs fit themselves."""
        super().resizeEvent(event)
        self._fit_tabs()

    def _tell_notice(self, page: RevisionPage) -> None:
        title, words = "", ""
        if page.returned_reason:
            title, words = self.tr("Returned with a reason"), page.returned_reason
        elif page.revision.state.value in ("superseded", "discarded", "retired"):
            title = wording.state(page.revision.state.value)
            words = self.tr("This revision is kept as it was, for reading and printing.")
        elif page.revision.change_summary and page.revision.state.value != "in_force":
            title, words = self.tr("What changed"), page.revision.change_summary
        self.notice.setVisible(bool(title))
        self._notice_title.setText(title)
        self._notice_words.setText(words)

    def _fill_headings(self) -> None:
        blocked = QSignalBlocker(self.headings)
        self.headings.clear()
        for stop in self.read.stops:
            self.headings.addItem("    " * (stop.level - 1) + stop.text)
        self.headings.setVisible(self.headings.count() > 1)
        del blocked

    def _go_to_heading(self, index: int) -> None:
        self.read.go_to(index)
        self.read.setFocus(Qt.FocusReason.TabFocusReason)

    def _section(self, index: int) -> None:
        if not self.headings.hasFocus():
            blocked = QSignalBlocker(self.headings)
            self.headings.setCurrentIndex(max(0, index))
            del blocked

    def _revision_chosen(self, row: RevisionFacts | None) -> None:
        here = self.page.revision.id if self.page else ""
        self.open_revision.setEnabled(row is not None and row.id != here)

    def _open_sheet(self) -> None:
        if (row := self.sheets.current()) is not None:
            self.sheet_wanted.emit(row.id)

    def _open_revision(self) -> None:
        if (row := self.revisions.current()) is not None:
            self.revision_wanted.emit(row.id)


def _act_card(entry: HistoryEntry) -> Card:
    act = translate("PolicyPane", "Act {act}").format(act=f"{entry.act:,}")
    return Card(wording.act(entry.what, entry.facts), f"{wording.moment(entry.at)} · {act}")


def _revision_card(revision: RevisionFacts) -> Card:
    state = wording.state(revision.state.value)
    since = f" · {wording.day(revision.in_force_from)}" if revision.in_force_from else ""
    return Card(revision.label, f"{state}{since}")


def _sheet_card(sheet: SheetRow) -> Card:
    made = f"{wording.moment(sheet.made_at)} · {sheet.made_by}".rstrip(" ·")
    signed = _signed(sheet.signatures)
    older = "" if sheet.current else translate("PolicyPane", "Replaced by a newer one")
    return Card(sheet.name, made, " · ".join(x for x in (signed, older) if x), "ok" if sheet.current else "calm")


def _signed(count: int) -> str:
    words = ("", translate("PolicyPane", "Signed by the head teacher"), translate("PolicyPane", "Signed by both"))
    return words[min(count, 2)]
