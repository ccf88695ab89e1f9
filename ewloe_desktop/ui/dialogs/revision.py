"""Bringing a policy's text into the register: file, reading, mending beside the pages, what it is, check."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ewloe_desktop.domain.errors import Cancelled, ChangedMeanwhile, Expected
from ewloe_desktop.domain.policies import PolicyRow
from ewloe_desktop.domain.text import Reading
from ewloe_desktop.ui import dialog, mending, mending_kept, typed
from ewloe_desktop.ui.asking import ActSteps
from ewloe_desktop.ui.autosave import Content
from ewloe_desktop.ui.ceremony import LinesForm
from ewloe_desktop.ui.import_steps import AboutForm, FileForm
from ewloe_desktop.ui.mend_form import MendForm
from ewloe_desktop.ui.work import Task, Work

if TYPE_CHECKING:
    from ewloe_desktop.services.policies import ImportAnswer


@dataclass(frozen=True, slots=True)
class Brought:
    """The file as it was brought."""

    name: str
    original: bytes
    media_type: str
    pages: int


class ImportDialog(ActSteps):
    """Nothing is kept before the last step; Stop at any moment leaves the register as it was."""

    help_topic = "importing"
    idle_seconds = dialog.IDLE_READING
    of_window = (0.94, 0.94)
    imported = Signal(object)

    def __init__(self, parent: QWidget | None, work: Work, policy: PolicyRow | None) -> None:
        super().__init__(parent, work, _title(policy), width=1180, height=690)
        self._policy = policy
        self._seen = policy.seen if policy else None
        self._task: Task | None = None
        self._brought: Brought | None = None
        self.setObjectName("import")
        self.file = FileForm()
        self.add_form(self.tr("Which file?"), self.file)
        self.bench = MendForm(work)
        self.add_form(self.tr("Compare with the file and mend"), self.bench, fills=True)
        self.about = AboutForm(policy, work.today())
        self.add_form(self.tr("About this text"), self.about)
        self.lines = LinesForm()
        self.add_form(self.tr("Check and keep"), self.lines)
        self.act_step = self.pages.count() - 1
        self.file.file_chosen.connect(self.read_file)
        self.file.stopped.connect(self._stop)
        self.kept_at = f"import/{policy.id if policy else 'new'}"
        self.keep_typed(self.kept_at, self.bench, self._content, self._put_back)
        assert self.autosave is not None
        self.autosave.beside = (self._file_at,)

    @classmethod
    def ask(cls, parent: QWidget | None, work: Work, policy: PolicyRow | None) -> "ImportDialog":
        """Opens at the first step; `policy` None brings in a new one."""
        asked = cls(parent, work, policy)
        asked.open()
        asked.show_step(0)
        asked.file.choose.setFocus()
        return asked

    def read_file(self, file: Path) -> None:
        """Reads a file away from the window and leads on when it is read."""
        if self._task is not None:
            return
        self.file.reading(file)
        read = self.work.keeper.read_policy
        self._task = self.work.background(
            lambda result: self._was_read(file, result), read, file, watched=True, failed=self._not_read
        )
        self._task.progressed.connect(self.file.progress)

    def _stop(self) -> None:
        if self._task is not None:
            self._task.cancel()

    def _was_read(self, file: Path, result: tuple[Reading, bytes, str]) -> None:
        from ewloe_desktop.services.drafts import keep_file

        self._task = None
        reading, original, media_type = result
        self.file.reading(None)
        self.work.note(keep_file, self._file_at, original)
        self._show(Brought(file.name, original, media_type, reading.pages), mending.begin(reading))

    def _show(self, brought: "Brought", state: mending.Mended, as_read: str = "") -> None:
        self._brought = brought
        self.file.file = Path(brought.name)
        self.bench.start(state, brought.original, brought.media_type, brought.pages, as_read)
        self.show_step(1)

    @property
    def _file_at(self) -> str:
        return f"{self.kept_at}/file"

    def _content(self) -> Content:
        brought = self._brought
        if brought is None:
            return {"reading": True} if self._task is not None else {}
        about: dict[str, object] = {"name": brought.name, "media_type": brought.media_type, "pages": brought.pages}
        about["as_read"] = self.bench.as_read
        return about | {"mended": mending_kept.plain(self.bench.state)} | typed.typed_in(self.about.fields.values())

    def _put_back(self, content: Content) -> None:
        from ewloe_desktop.services.drafts import kept_file

        typed.put_back(self.about.fields.values(), content)
        if not content:
            self._brought = self.file.file = None
            self.show_step(0)
            return
        self.work.read(lambda original: self._again(content, original), kept_file, self._file_at)

    def _again(self, content: Content, original: bytes | None) -> None:
        """The file and its mended words as they were; only the version of the policy is the one of now."""
        kept: dict[str, Any] = dict(content)
        if original is not None:
            brought = Brought(kept["name"], original, kept["media_type"], kept["pages"])
            self._show(brought, mending_kept.mended(kept["mended"]), kept["as_read"])

    def _not_read(self, failure: BaseException) -> None:
        self._task = None
        self.file.reading(None)
        if not isinstance(failure, Expected):
            self.work.unhandled.emit(failure)
        elif not isinstance(failure, Cancelled):
            self.file.show_failure(failure)

    def entered(self, number: int) -> None:
        """Prepares the step."""
        super().entered(number)
        form = self.forms[number]
        if form is self.about:
            self.about.entered(self.bench.text.edition)
        elif form is self.lines:
            self.lines.show_lines(self._lines())

    def words_of_next(self, number: int) -> str:
        """The last button says the act."""
        return self.tr("Keep it in the register") if number == self.act_step else self.tr("Continue")

    def _lines(self) -> list[tuple[str, str, Callable[[], None] | None]]:
        text = self.bench.text
        counted = self.tr("{headings} headings, {blocks} parts")
        bench: Callable[[], None] = lambda: self.show_step(1)  # noqa: E731
        about: Callable[[], None] = lambda: self.show_step(2)  # noqa: E731
        lines: list[tuple[str, str, Callable[[], None] | None]] = [
            (self.tr("File"), self.file.file.name if self.file.file else "", lambda: self.show_step(0)),
            (self.tr("Title"), text.title, bench),
            (self.tr("Edition"), text.edition or self.tr("None written"), bench),
            (self.tr("Text"), counted.format(headings=len(text.headings), blocks=len(text.blocks)), bench),
        ]
        return lines + [(what, said, about) for what, said in self.about.lines()]

    def send(self) -> None:
        """Keeps text and file."""
        from ewloe_desktop.services.drafting import import_policy

        self.work.write(self._done, import_policy, self._answer(), failed=self.failed)

    def _answer(self) -> "ImportAnswer":
        from ewloe_desktop.services.policies import ImportAnswer

        assert self._brought is not None
        return ImportAnswer(
            text=self.bench.text,
            file_name=self._brought.name,
            media_type=self._brought.media_type,
            original=self._brought.original,
            pages=self._brought.pages,
            policy_id=self._policy.id if self._policy else None,
            seen=self._seen,
            in_use=bool(self.about.in_use.value()),
            edition_month=self.about.edition_month,
            cycle_months=self.about.cycle.value() or 12,
            change_summary=self.about.summary_field.value(),
        )

    def failed(self, failure: BaseException) -> None:
        """Keeps everything mended; after a change by somebody else the next try is about the newer version."""
        super().failed(failure)
        if isinstance(failure, ChangedMeanwhile):
            self._seen = failure.now
            self.work.changed.emit()

    def reject(self) -> None:
        """Stop ends the reading too."""
        self._stop()
        super().reject()

    def _done(self, facts: Any) -> None:
        self.sent()
        self.accept()
        self.imported.emit(facts)


def _title(policy: PolicyRow | None) -> str:
    from PySide6.QtCore import QCoreApplication

    if policy is None:
        return QCoreApplication.translate("ImportDialog", "Add a policy")
    return QCoreApplication.translate("ImportDialog", "A new version of {title}").format(title=policy.title)
