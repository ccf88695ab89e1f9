"""Revising the words of a draft in the app: title, edition and text, kept while they are typed."""

from collections.abc import Callable, Sequence
from typing import cast

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QLineEdit, QWidget

from ewloe_desktop.domain.errors import ChangedMeanwhile, FieldProblem
from ewloe_desktop.domain.policies import RevisionPage
from ewloe_desktop.domain.text import PolicyText, canonical, from_canonical, tidy
from ewloe_desktop.ui import dialog, parts
from ewloe_desktop.ui.asking import ActSteps
from ewloe_desktop.ui.autosave import Content
from ewloe_desktop.ui.draft_editor import DraftEdit
from ewloe_desktop.ui.draft_tools import DraftTools, FindBar
from ewloe_desktop.ui.fields import TextField
from ewloe_desktop.ui.forms import Form
from ewloe_desktop.ui.work import Work


class DraftForm(Form):
    """Title and edition above, the tools, and the words below them."""

    def __init__(self) -> None:
        super().__init__(space=8)
        self.title = TextField("title", self.tr("Title"))
        self.edition = TextField("edition", self.tr("Edition as written"), optional=True)
        self.edition.label.setText(self.tr("Edition as written"))
        row = parts.row(self.add(self.title), self.add(self.edition), space=16, stretch=False)
        for field in (self.title, self.edition):
            self.column.removeWidget(field)
        self.column.addLayout(row)
        row.setStretch(0, 3)
        row.setStretch(1, 1)
        self.edit = DraftEdit(self.tr("Words of the policy"), self)
        self.edit.setMinimumHeight(self.edit.fontMetrics().lineSpacing() * 8)
        self.tools = DraftTools(self.edit)
        self.finding = FindBar(self.edit)
        for widget in (self.tools, self.finding):
            self.column.addWidget(widget)
        self.column.addWidget(self.edit, 1)
        self.edit.textChanged.connect(self.changed)
        self.tools.find_wanted.connect(self.finding.open)
        QShortcut(QKeySequence(QKeySequence.StandardKey.Replace), self.edit, self.finding.open)

    def show_text(self, text: PolicyText) -> None:
        """Begins with these words."""
        self.title.set_value(text.title)
        self.edition.set_value(text.edition)
        self.edit.show_text(text)

    @property
    def text(self) -> PolicyText:
        """The words as they stand."""
        return self.edit.text(self.title.line.text(), self.edition.line.text())

    def check(self, more: Callable[[], Sequence[FieldProblem]] | None = None) -> bool:
        """Whether there is a title and at least one word."""
        return super().check(self._problems)

    def _problems(self) -> Sequence[FieldProblem]:
        return () if self.text.blocks else (FieldProblem("blocks", "missing"),)


class EditDraftDialog(ActSteps):
    """One step: the words; a failure keeps every one of them."""

    help_topic = "revising"
    idle_seconds = dialog.IDLE_READING
    of_window = (0.94, 0.94)
    edited = Signal(object)

    def __init__(self, parent: QWidget | None, work: Work, page: RevisionPage) -> None:
        super().__init__(parent, work, f"{page.policy.title} — {page.revision.label}", width=1080, height=680)
        self._revision = page.revision
        self._seen = page.revision.seen
        self._kept = tidy(page.text)
        self.desk = DraftForm()
        self.add_form(self.tr("Revise the text"), self.desk, fills=True)
        self.act_step = 0
        self.desk.show_text(page.text)
        self.desk.edit.cursorPositionChanged.connect(self._follow)
        self.keep_typed(f"edit/{page.revision.id}", self.desk, self._content, self._put_back)

    @classmethod
    def ask(cls, parent: QWidget | None, work: Work, page: RevisionPage) -> "EditDraftDialog":
        """Opens the editor with the cursor in the words."""
        asked = cls(parent, work, page)
        asked.open()
        asked.show_step(0)
        for told in (asked.count, asked.step_title):  # there is one step, and the words need the room
            told.hide()
        asked.desk.edit.setFocus(Qt.FocusReason.OtherFocusReason)
        return asked

    def words_of_next(self, number: int) -> str:
        """The button says the act."""
        return self.tr("Keep the draft")

    def send(self) -> None:
        """Keeps the words; the same words need no act."""
        from ewloe_desktop.services.drafting import edit_draft

        text = self.desk.text
        if text == self._kept:
            self.sent()
            self.accept()
            return
        self.work.write(self._done, edit_draft, self._revision.id, self._seen, text, failed=self.failed)

    def failed(self, failure: BaseException) -> None:
        """Keeps every word; after a change by somebody else the next try is about the newer version."""
        super().failed(failure)
        if isinstance(failure, ChangedMeanwhile):
            self._seen = failure.now
            self._kept = PolicyText("", "", ())
            self.work.changed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """In the tools, Enter does what the field is for, and Esc leaves the search before the dialog."""
        focus = self.focusWidget()
        finding = self.desk.finding
        if event.key() == Qt.Key.Key_Escape and finding.isVisible():
            finding.leave()
            return
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and isinstance(focus, QLineEdit):
            inside = finding.isAncestorOf(focus) or self.desk.tools.isAncestorOf(focus)
            if inside:
                return
        super().keyPressEvent(event)

    def _follow(self) -> None:
        """The line that is written stays in sight where letters are so large that the dialog scrolls."""
        edit, inside = self.desk.edit, self.scroller.widget()
        if edit.hasFocus() and inside is not None:
            at = edit.viewport().mapTo(inside, edit.cursorRect().center())
            self.scroller.ensureVisible(at.x(), at.y(), 0, 2 * edit.cursorRect().height())

    def _content(self) -> Content:
        return {"seen": self._seen, "text": canonical(self.desk.text).decode()}

    def _put_back(self, content: Content) -> None:
        """With the version it was typed over: whoever changed the draft meanwhile is not overwritten unheard."""
        self._seen = cast("int", content["seen"])
        self.desk.show_text(from_canonical(cast("str", content["text"]).encode()))

    def _done(self, facts: object) -> None:
        self.sent()
        self.accept()
        self.edited.emit(facts)
