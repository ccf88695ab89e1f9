"""Bringing in a whole folder of policies: read in the background, checked in one table, kept as one act each."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QWidget

from ewloe_desktop.domain.errors import Expected, RegisterUnavailable
from ewloe_desktop.ui import dialog, wording
from ewloe_desktop.ui.autosave import Autosave, Content
from ewloe_desktop.ui.folder_model import FolderModel, FolderRow
from ewloe_desktop.ui.folder_reading import FolderReading
from ewloe_desktop.ui.folder_steps import CheckTable, WhichFolder
from ewloe_desktop.ui.one_by_one import OneByOnePage
from ewloe_desktop.ui.work import Work

if TYPE_CHECKING:
    from ewloe_desktop.services.folder_import import KnownPolicies
    from ewloe_desktop.ui.pages.policies import PoliciesPage

translate = QCoreApplication.translate
FOLDER, CHECK, KEEP = 0, 1, 2
_PLACE = "policies/folder"


class FolderDialog(dialog.Steps):
    """Nothing is kept before the table was looked over; what was typed in it is found again with the same files."""

    help_topic = "folder_import"
    idle_seconds = dialog.IDLE_READING
    of_window = (0.94, 0.94)

    def __init__(self, parent: QWidget | None, work: Work) -> None:
        from ewloe_desktop.services.folder_import import compared_title

        super().__init__(parent, translate("FolderDialog", "Bring in a whole folder"), width=1240, height=690)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.work = work
        self.model = FolderModel(work.today(), compared_title)
        self.model.setParent(self)
        self.which, self.check = WhichFolder(), CheckTable(self.model)
        self.keeping = OneByOnePage(
            self.tr("How many policies are kept"), self.tr("{done} of {of} kept in the register")
        )
        self.add_step(self.tr("Which folder?"), self.which)
        self.add_step(self.tr("Check what was read"), self.check)
        self.add_step(self.tr("Keep"), self.keeping)
        self._fill_height()
        self.reading = FolderReading(work, self)
        self._of = 0
        self._todo: list[FolderRow] = []
        self._done: list[FolderRow] = []
        self._stopping = self._running = False
        self._connect()
        self.autosave = Autosave(self, work, _PLACE, self._typed, self._put_back, self.body)
        self.model.changed.connect(self.autosave.touched)

    def _connect(self) -> None:
        self.which.chosen.connect(self.reading.read)
        self.reading.told.connect(self.which.tell)
        self.reading.began.connect(self._begin)
        self.reading.reads.connect(self.check.reading)
        self.reading.row.connect(self.model.add)
        self.reading.ended.connect(self._read_all)
        self.check.stop_wanted.connect(self.reading.stop)
        self.keeping.stop_wanted.connect(self._stop)
        self.model.changed.connect(self._say_ready)

    @classmethod
    def ask(cls, page: "PoliciesPage") -> "FolderDialog":
        """Opens at the first step."""
        asked = cls(page, page.work)
        asked.open()
        asked.show_step(FOLDER)
        asked.autosave.begin()
        asked.which.choose.setFocus()
        return asked

    # ---- reading

    def _begin(self, known: "KnownPolicies") -> None:
        self.model.start(known)
        self.show_step(CHECK)

    def _read_all(self, read: int, of: int, others: int) -> None:
        self.check.ended(read, of, others)
        self._say_ready()
        self.check.table.go_to_first_problem()

    # ---- the steps

    def go_on(self) -> None:
        """Reads, keeps, closes."""
        if self.step == FOLDER:
            self.which.choose.click()
        elif self.step == CHECK:
            self._start()
        elif not self._running:
            self._close()

    def entered(self, number: int) -> None:
        """The main button says what it does."""
        self.next.setVisible(number != FOLDER)
        self.next.setEnabled(True)
        if number == CHECK:
            self._say_ready()

    def words_of_next(self, number: int) -> str:
        """Keep so many policies; close."""
        if number != CHECK:
            return self.tr("Close")
        if not self.model.ready():
            return self.tr("Keep")
        policies = wording.count(len(self.model.ready()), self.tr("policy"), self.tr("policies"))
        return self.tr("Keep {policies}").format(policies=policies)

    def may_go_back(self, number: int) -> bool:
        """From the table to another folder; from the end when something is left."""
        return number == CHECK or (number == KEEP and not self._running and bool(self.model.rows))

    def may_stop(self, number: int) -> bool:
        """Not while it keeps."""
        return number != KEEP

    def go_back(self) -> None:
        """To the step before; a reading under way ends."""
        self.reading.stop()
        super().go_back()

    def reject(self) -> None:
        """Not while something is being kept."""
        if self._running:
            self._stop()
        elif self.step == KEEP:
            self._close()
        else:
            self.reading.stop()
            super().reject()

    def _say_ready(self) -> None:
        if self.step == CHECK:
            self.next.setEnabled(not self.reading.busy and bool(self.model.ready()))
            self.next.setText(self.words_of_next(CHECK))
            self.next.setAccessibleName(self.next.text())

    # ---- keeping: one act for each policy

    def _start(self) -> None:
        self._todo, self._done = self.model.ready(), []
        self._of, self._stopping, self._running = len(self._todo), False, True
        self.show_step(KEEP)
        self.next.setEnabled(False)
        self.work.ask(lambda _none: None, self.work.keeper.copy_before_many, self._of)
        self.keeping.begin(self._of)
        self.keeping.stop.setFocus(Qt.FocusReason.OtherFocusReason)
        self._next()

    def _next(self) -> None:
        from ewloe_desktop.services.drafting import import_policy

        if not self._todo or self._stopping:
            self._end()
            return
        row = self._todo.pop(0)
        # Not write(): everybody else hears of the whole folder once, at its end.
        self.work.ask(
            lambda _facts: self._kept(row),
            self.work.keeper.write,
            import_policy,
            _answer(row),
            failed=lambda failure: self._failed(row, failure),
        )

    def _kept(self, row: FolderRow) -> None:
        self._done.append(row)
        self.keeping.progress(len(self._done), self._of)
        self._next()

    def _failed(self, row: FolderRow, failure: BaseException) -> None:
        if not isinstance(failure, Expected):
            self._end()
            self.work.unhandled.emit(failure)
            return
        self.keeping.failed(row.title, wording.error(failure).aloud)
        if isinstance(failure, RegisterUnavailable):
            self._stop()  # none of the others would be kept either
        self._next()

    def _stop(self) -> None:
        self._stopping = True

    def _end(self) -> None:
        self._running = False
        self.model.take_off(self._done)
        self.keeping.end()
        self.work.changed.emit()
        self.next.setEnabled(True)
        self.back.setVisible(self.may_go_back(KEEP))
        self.next.setFocus(Qt.FocusReason.OtherFocusReason)

    def _close(self) -> None:
        self.autosave.sent()
        self.accept()

    # ---- what was typed in the table

    def _typed(self) -> dict[str, object]:
        """What was typed over, by the file's digest, with what is still kept of files that are not read yet."""
        rows = {row.digest.hex(): row for row in self.model.rows if row.can_be_kept}
        mended: dict[str, object] = {name: kept for name, kept in self.reading.mended.items() if name not in rows}
        for name, row in rows.items():
            if row.typed != row.as_read:
                mended[name] = {"title": row.title, "month": row.month, "cycle": row.cycle, "keep": row.keep}
        return {"folder": str(self.reading.folder), "rows": mended} if self.reading.folder and mended else {}

    def _put_back(self, content: Content) -> None:
        kept: Any = content
        self.reading.mended = dict(kept.get("rows", {}))
        if kept.get("folder"):
            self.reading.read(Path(str(kept["folder"])))
        else:
            self.reading.stop()
            self.reading.folder = None
            self.show_step(FOLDER)

    def _fill_height(self) -> None:
        """Every page takes all the height there is."""
        for number in range(self.pages.count()):
            holder = self.pages.widget(number)
            column: Any = holder.layout() if holder is not None else None
            if column is not None:
                column.setStretch(0, 1)
                column.setStretch(1, 0)


def _answer(row: FolderRow) -> Any:
    from dataclasses import replace

    from ewloe_desktop.services.policies import ImportAnswer

    assert row.text is not None
    return ImportAnswer(
        text=replace(row.text, title=row.title, edition=row.text.edition or row.month),
        file_name=Path(row.name).name,
        media_type=row.media_type,
        original=row.original,
        pages=row.pages,
        in_use=True,
        edition_month=row.edition_month,
        cycle_months=row.cycle,
    )
