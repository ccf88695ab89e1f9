"""Reads a folder file by file away from the window; what is read so far stays when somebody stops it."""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from ewloe_desktop.domain.errors import Cancelled, Expected
from ewloe_desktop.ui import wording
from ewloe_desktop.ui.folder_model import FolderRow
from ewloe_desktop.ui.work import Task, Work

if TYPE_CHECKING:
    from ewloe_desktop.domain.text import Reading
    from ewloe_desktop.services.folder_import import FolderFiles, KnownPolicies


class FolderReading(QObject):
    """One folder at a time; `mended` is what was typed before about a file, by its digest."""

    told = Signal(str)  # why the folder cannot be read; "" when it can
    began = Signal(object)  # KnownPolicies
    reads = Signal(str, int, int)  # a file's name, how many are read, of how many
    row = Signal(object)  # FolderRow
    ended = Signal(int, int, int)  # read, of how many, passed over

    def __init__(self, work: Work, parent: QObject) -> None:
        super().__init__(parent)
        self.folder: Path | None = None
        self.mended: dict[str, Mapping[str, Any]] = {}
        self._work = work
        self._wanted = Path()
        self._files: tuple[Path, ...] = ()
        self._others = self._at = 0
        self._task: Task | None = None

    @property
    def busy(self) -> bool:
        """Whether something is being read."""
        return self._task is not None

    def read(self, folder: Path) -> None:
        """Lists the folder and reads it; not while another one is being read."""
        from ewloe_desktop.services.folder_import import list_folder

        if self._task is None:
            self._wanted = folder
            self._task = self._work.background(self._listed, list_folder, folder, failed=self._not_listed)

    def stop(self) -> None:
        """Ends the reading after the file under way is let go."""
        if self._task is not None:
            self._task.cancel()

    def _listed(self, files: "FolderFiles") -> None:
        from ewloe_desktop.services.folder_import import known_policies

        if not files.files:
            self._task = None
            self.told.emit(self.tr("There is no document in this folder that could be a policy."))
            return
        self.told.emit("")
        self.folder, self._files, self._others, self._at = self._wanted, files.files, files.others, 0
        self._work.read(self._begin, known_policies, failed=self._not_listed)

    def _not_listed(self, failure: BaseException) -> None:
        self._task = None
        if isinstance(failure, OSError):
            self.told.emit(self.tr("This folder cannot be read. Choose another one."))
        elif not isinstance(failure, Cancelled):
            self._work.unhandled.emit(failure)

    def _begin(self, known: "KnownPolicies") -> None:
        self.began.emit(known)
        self._next()

    def _next(self) -> None:
        if self._at >= len(self._files):
            self._end()
            return
        file = self._files[self._at]
        self.reads.emit(self._name(file), self._at, len(self._files))
        self._task = self._work.background(
            self._was_read, self._work.keeper.read_policy, file, watched=True, failed=self._not_read
        )

    def _end(self) -> None:
        self._task = None
        self.ended.emit(self._at, len(self._files), self._others)

    def _name(self, file: Path) -> str:
        return str(file.relative_to(self.folder)) if self.folder else file.name

    def _was_read(self, result: "tuple[Reading, bytes, str]") -> None:
        from ewloe_desktop.services.folder_import import digest_of, found_in

        reading, original, media_type = result
        row = FolderRow(
            self._name(self._files[self._at]),
            title=reading.text.title,
            month=reading.text.edition,
            text=reading.text,
            original=original,
            digest=digest_of(original),
            media_type=media_type,
            pages=reading.pages,
            doubts=len(reading.doubts),
            found=found_in(reading),
        )
        row.month = _month(row)
        row.as_read = row.typed
        mended = self.mended.get(row.digest.hex())
        if mended is not None:
            row.title, row.month = str(mended["title"]), str(mended["month"])
            row.cycle, row.keep = int(mended["cycle"]), bool(mended["keep"])
        self._one_more(row)

    def _not_read(self, failure: BaseException) -> None:
        if isinstance(failure, Cancelled):
            self._end()
        elif isinstance(failure, Expected):
            self._one_more(
                FolderRow(self._name(self._files[self._at]), refused=wording.error(failure).what, keep=False)
            )
        else:
            self._end()
            self._work.unhandled.emit(failure)

    def _one_more(self, row: FolderRow) -> None:
        self._at += 1
        self.row.emit(row)
        self._next()


def _month(row: FolderRow) -> str:
    """The month and year of the edition, else the newest that a line about an approval names."""
    said = row.found.months if row.found else ()
    for tried in ((row.month,), said):
        months = [month for words in tried if (month := FolderRow("", month=words).edition_month)]
        if months:
            return wording.month(max(months))
    return ""
