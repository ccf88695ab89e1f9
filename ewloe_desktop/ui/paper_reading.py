"""Reading the scan of signed sheets away from the window's thread: which sheets are on it, and each on its own."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from ewloe_desktop.domain.errors import Cancelled, Expected, FieldsRefused
from ewloe_desktop.ui import wording
from ewloe_desktop.ui.scan_field import Scan, read_scan

if TYPE_CHECKING:
    from ewloe_desktop.intake.sheet_scan import ScanPage
    from ewloe_desktop.ui.work import Task, Work

KINDS = (".pdf", ".png", ".jpg", ".jpeg")


@dataclass(frozen=True, slots=True)
class SheetPart:
    """One sheet on a scan: its code and its pages, in order."""

    code: str
    pages: "tuple[ScanPage, ...]"


@dataclass(frozen=True, slots=True)
class ScanRead:
    """A scan that was read: its bytes, every page as a picture, and the sheets whose code was found."""

    scan: Scan
    pages: "tuple[ScanPage, ...]"
    sheets: tuple[SheetPart, ...]


def read_sheets(path: Path, progress: Callable[[int, int], None], cancelled: Callable[[], bool]) -> ScanRead:
    """Reads a scan and finds the sheets on it; raises FileRefused, FieldsRefused or Cancelled."""
    from ewloe_desktop.intake.sheet_scan import read_sheet

    scan = read_scan(str(path))
    read = read_sheet(scan.content, scan.name, progress=progress, cancelled=cancelled)
    return ScanRead(scan, read.pages, sheets_on(read.pages))


def sheets_on(pages: "tuple[ScanPage, ...]") -> tuple[SheetPart, ...]:
    """The sheets, in order; a page without a code belongs to the sheet before it."""
    found: list[SheetPart] = []
    for page in pages:
        code = page.codes[0] if page.codes else ""
        same = bool(found) and code in ("", found[-1].code)
        if same:
            found[-1] = replace(found[-1], pages=(*found[-1].pages, page))
        elif code:
            found.append(SheetPart(code, (page,)))
    return tuple(found)


def own_pages(read: ScanRead, sheet: SheetPart) -> ScanRead:
    """The sheet's own pages, as a file of their own where the scan holds other sheets too."""
    alone = ScanRead(read.scan, sheet.pages, (sheet,))
    if len(read.sheets) < 2 or read.scan.media_type != "application/pdf":
        return alone
    from ewloe_desktop.intake.scan import scan_parts

    first, last = sheet.pages[0].number, sheet.pages[-1].number
    (part,) = scan_parts(read.scan.content, [(first, last)], read.scan.name)
    span = f"{first}" if first == last else f"{first}-{last}"
    scan = replace(read.scan, name=f"{Path(read.scan.name).stem} {span}.pdf", content=part)
    pages = tuple(replace(page, number=number) for number, page in enumerate(sheet.pages, 1))
    return ScanRead(scan, pages, (SheetPart(sheet.code, pages),))


class SheetReading(QObject):
    """Reads one scan at a time and can be stopped."""

    read = Signal(object)  # ScanRead
    refused = Signal(str)  # why, in words; "" when it was stopped
    progressed = Signal(int, int)

    def __init__(self, parent: QObject, work: "Work") -> None:
        super().__init__(parent)
        self._work = work
        self._task: Task | None = None

    @property
    def under_way(self) -> bool:
        """Whether a scan is being read."""
        return self._task is not None

    def start(self, path: Path) -> None:
        """Reads a file."""
        if self._task is None:
            self._task = self._work.background(self._done, read_sheets, path, watched=True, failed=self._failed)
            self._task.progressed.connect(self.progressed)

    def stop(self) -> None:
        """Ends the reading."""
        if self._task is not None:
            self._task.cancel()

    def _done(self, read: ScanRead) -> None:
        self._task = None
        self.read.emit(read)

    def _failed(self, failure: BaseException) -> None:
        self._task = None
        if isinstance(failure, Cancelled):
            self.refused.emit("")
        elif isinstance(failure, FieldsRefused):
            self.refused.emit(wording.field_problem(failure.problems[0]))
        elif isinstance(failure, Expected):
            self.refused.emit(wording.error(failure).aloud)
        else:
            self.refused.emit("")
            self._work.unhandled.emit(failure)
