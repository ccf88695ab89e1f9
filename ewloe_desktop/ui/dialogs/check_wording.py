"""Checking a policy's wording: the points the watch-list finds, where each stands, and what the reviser does."""

from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QSplitter, QWidget

from ewloe_desktop.domain.errors import FieldsRefused
from ewloe_desktop.ui import dialog, parts, wording
from ewloe_desktop.ui.autosave import Autosave, Content
from ewloe_desktop.ui.cards import CardList, CardsModel
from ewloe_desktop.ui.flag_pane import FlagPane, flag_card
from ewloe_desktop.ui.flagged_text import FlaggedText
from ewloe_desktop.ui.site_view import notice

if TYPE_CHECKING:
    from ewloe_desktop.domain.watchlist import Choice
    from ewloe_desktop.services.sheets import StoredFile
    from ewloe_desktop.services.watchlist import HitFacts, WordingCheck
    from ewloe_desktop.ui.page import Page

translate = QCoreApplication.translate
Numbered = tuple[int, "HitFacts"]


class CheckWordingDialog(dialog.Dialog):
    """List, text and point side by side; each choice is an act of its own, and the words stay as they are."""

    help_topic = "check_wording"
    idle_seconds = dialog.IDLE_READING
    of_window = (0.96, 0.95)

    def __init__(self, page: "Page", check: "WordingCheck") -> None:
        title = translate("CheckWordingDialog", "Wording of {title}").format(title=check.title)
        super().__init__(page, title, width=1200, height=680)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.page, self.work, self.notices = page, page.work, page.notices
        self.check = check
        self._reasons: dict[str, str] = {}
        self._at = ""
        self._busy = False
        self._lay_out()
        self.show_check(check)
        self.autosave = Autosave(
            self, self.work, f"wording/{check.revision.id}", self._typed, self._put_back, self.body
        )
        self.pane.reason.changed.connect(self._reason_typed)
        self.autosave.begin()
        self.work.changed.connect(self.load)

    @classmethod
    def ask(cls, page: "Page", revision_id: str) -> None:
        """Checks the revision and opens the dialog on what is found."""
        from ewloe_desktop.services.watchlist import check_wording

        page.work.read(lambda check: cls(page, check).begin(), check_wording, revision_id)

    def begin(self) -> None:
        """Shows it, on the first point."""
        self.open()
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def load(self) -> None:
        """Asks again, after anybody changed something."""
        from ewloe_desktop.services.watchlist import check_wording

        self.work.read(self.show_check, check_wording, self.check.revision.id)

    def _lay_out(self) -> None:
        self.counted = parts.label("", "strong")
        self.about = parts.label("", "small")
        self.old = notice("info", self.tr("This list was last checked more than half a year ago. Ask for a newer one."))
        self._cards: CardsModel[Numbered] = CardsModel(lambda one: flag_card(*one), self)
        self.list = CardList(self._cards, self.tr("Points"))
        self.text = FlaggedText(self.tr("Text of the policy"))
        self.pane = FlagPane()
        self.split = QSplitter(Qt.Orientation.Horizontal)
        self.split.setChildrenCollapsible(False)
        self.split.setHandleWidth(14)
        self.scrolled = scrolled = parts.Column(space=0)
        scrolled.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scrolled.column.setContentsMargins(0, 0, 0, 0)
        scrolled.column.addWidget(self.pane)
        columns: tuple[tuple[QWidget, int], ...] = ((self.list, 27), (self.text, 41), (scrolled, 32))
        for place, (widget, share) in enumerate(columns):
            self.split.addWidget(_card(widget, around=widget is not scrolled))
            self.split.setStretchFactor(place, share)
        self.split.setSizes([270, 410, 320])
        for told in (self.counted, self.about, self.old):
            self.body.addWidget(told)
        self.body.setSpacing(8)
        self.body.addWidget(self.split, 1)
        self.note = parts.button(self.tr("Print the note…"), self.print_note, icon="print")
        self.note.setVisible(self.page.around.may("print"))
        watch = parts.button(self.tr("Watch-list…"), self.show_list)
        close = parts.button(self.tr("Close"), self.reject, "link")
        self.add_buttons(self.pane.take, self.pane.keep, self.pane.defer, None, self.note, watch, close)
        self.list.chosen.connect(self._chosen)
        self.text.wanted.connect(lambda entry: self.list.choose(lambda one: one[1].told.entry == entry))
        self.pane.decided.connect(self._decided)

    def show_check(self, check: "WordingCheck") -> None:
        """Shows what is found now, and stays on the same point."""
        self.check = check
        self.counted.setText(self._counted(check))
        told = self.tr(
            "Watch-list {number}, last checked on {day}. Look each point up: the list prompts, it does not rule."
        )
        self.about.setText(told.format(number=check.number, day=wording.day(check.checked)))
        self.old.setVisible(check.stale)
        at = self._at
        self.list.selectionModel().blockSignals(True)
        self._cards.show(list(enumerate(check.hits, 1)))
        self.text.show_points(check.text, [(hit.told.entry, hit.places) for hit in check.hits])
        self.list.selectionModel().blockSignals(False)
        if not check.hits:
            self.pane.show_none()
            return
        self.pane.show()
        if not self.list.choose(lambda one: one[1].told.entry == at):
            self.list.choose(lambda _one: True)
        self._show_point(self.list.current())

    def _counted(self, check: "WordingCheck") -> str:
        if not check.hits:
            return self.tr("The list finds nothing in this text.")
        return self.tr("{points}, {open} open").format(
            points=wording.count(len(check.hits), self.tr("point"), self.tr("points")), open=check.open
        )

    def _chosen(self, one: object) -> None:
        if one is not None:
            self._show_point(cast("Numbered", one))

    def _show_point(self, one: Numbered | None) -> None:
        if one is None:
            return
        number, hit = one
        moved, self._at = self._at != hit.told.entry, hit.told.entry
        self.pane.show_point(number, hit, self.check.may_choose)
        self.pane.reason.set_value(self._reasons.get(hit.told.entry, ""))
        if moved:
            self.scrolled.verticalScrollBar().setValue(0)
            self.text.go_to_point(hit.told.entry)

    # ---- deciding

    def _decided(self, choice: "Choice", reason: str) -> None:
        from ewloe_desktop.services.watchlist import choose_wording

        if not self._busy:
            self._busy = True
            revision = self.check.revision
            given = (revision.id, revision.seen, self._at, choice, reason)
            self.work.write(self._done, choose_wording, *given, failed=self._refused)

    def _done(self, check: "WordingCheck") -> None:
        self._busy = False
        done = self._at
        self._reasons.pop(done, None)
        self.autosave.touched()
        entries = [hit.told.entry for hit in check.hits]
        after = entries[entries.index(done) + 1 :] + entries if done in entries else entries
        waiting = {hit.told.entry for hit in check.hits if hit.choice is None}
        following = next((entry for entry in after if entry in waiting), done)
        self.show_check(check)
        self.list.choose(lambda one: one[1].told.entry == following)

    def _refused(self, failure: BaseException) -> None:
        self._busy = False
        if isinstance(failure, FieldsRefused):
            self.pane.refuse(wording.field_problem(failure.problems[0]))
            self.scrolled.ensureWidgetVisible(self.pane.reason)
            return
        self.show_failure(failure)
        self.load()

    # ---- what is typed and not recorded

    def _reason_typed(self) -> None:
        typed = self.pane.reason.area.toPlainText()
        if typed.strip():
            self._reasons[self._at] = typed
        else:
            self._reasons.pop(self._at, None)
        self.autosave.touched()

    def _typed(self) -> Content:
        return {"reasons": dict(self._reasons)}

    def _put_back(self, content: Content) -> None:
        self._reasons = dict(cast("dict[str, str]", content.get("reasons", {})))
        self.pane.reason.set_value(self._reasons.get(self._at, ""))

    # ---- the note and the list

    def print_note(self) -> None:
        """Shows the review note for the governors."""
        from ewloe_desktop.services.review_notes import review_note

        self.work.read(self._preview, review_note, self.check.revision.id)

    def _preview(self, file: "StoredFile") -> None:
        from ewloe_desktop.ui.dialogs.preview import PreviewDialog

        PreviewDialog.show_file(self, self.work, self.notices, file)

    def show_list(self) -> None:
        """Shows the list itself, where a newer one is loaded."""
        from ewloe_desktop.ui.dialogs.watch_list import WatchListDialog

        WatchListDialog.ask(self.page, self)


def _card(widget: QWidget, *, around: bool) -> QWidget:
    """A white surface round a column."""
    box = parts.CardFrame(space=0)
    if around:
        box.column.setContentsMargins(14, 10, 6, 10)
    else:
        box.column.setContentsMargins(0, 0, 0, 0)
    box.column.addWidget(widget)
    return box
