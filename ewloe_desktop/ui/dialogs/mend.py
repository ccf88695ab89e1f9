"""Mending the words of a draft beside the file they came from."""

from typing import TYPE_CHECKING, cast

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ewloe_desktop.domain.errors import ChangedMeanwhile
from ewloe_desktop.domain.policies import RevisionPage
from ewloe_desktop.ui import dialog, mending, mending_kept
from ewloe_desktop.ui.asking import ActSteps
from ewloe_desktop.ui.autosave import Content
from ewloe_desktop.ui.mend_form import MendForm
from ewloe_desktop.ui.work import Work

if TYPE_CHECKING:
    from ewloe_desktop.services.sheets import StoredFile


class MendDialog(ActSteps):
    """One step: the text under repair; a failure keeps every mended word."""

    help_topic = "mending"
    idle_seconds = dialog.IDLE_READING
    of_window = (0.94, 0.94)
    mended = Signal(object)

    def __init__(self, parent: QWidget | None, work: Work, page: RevisionPage, original: "StoredFile | None") -> None:
        super().__init__(parent, work, f"{page.policy.title} — {page.revision.label}", width=1180, height=680)
        self._revision = page.revision
        self._seen = page.revision.seen
        self.bench = MendForm(work)
        self.add_form(self.tr("Mend the text"), self.bench, fills=True)
        self.act_step = 0
        content, media = (original.content, original.media_type) if original else (b"", "")
        self.bench.start(mending.begin_text(page.text), content, media, page.revision.pages)
        self.keep_typed(f"mend/{page.revision.id}", self.bench, self._content, self._put_back)

    def _content(self) -> Content:
        return {"seen": self._seen, "mended": mending_kept.plain(self.bench.state)}

    def _put_back(self, content: Content) -> None:
        """With the version it was typed over: whoever changed the draft meanwhile is not overwritten unheard."""
        self._seen = cast("int", content["seen"])
        self.bench.restate(mending_kept.mended(cast("dict[str, object]", content["mended"])))

    @classmethod
    def ask(cls, parent: QWidget | None, work: Work, page: RevisionPage, original: "StoredFile | None") -> "MendDialog":
        """Opens the bench."""
        asked = cls(parent, work, page, original)
        asked.open()
        asked.show_step(0)
        asked.count.hide()
        return asked

    def words_of_next(self, number: int) -> str:
        """The button says the act."""
        return self.tr("Keep the draft")

    def send(self) -> None:
        """Keeps the mended words."""
        from ewloe_desktop.services.drafting import edit_draft

        self.work.write(self._done, edit_draft, self._revision.id, self._seen, self.bench.text, failed=self.failed)

    def failed(self, failure: BaseException) -> None:
        """Keeps every word; after a change by somebody else the next try is about the newer version."""
        super().failed(failure)
        if isinstance(failure, ChangedMeanwhile):
            self._seen = failure.now
            self.work.changed.emit()

    def _done(self, facts: object) -> None:
        self.sent()
        self.accept()
        self.mended.emit(facts)
