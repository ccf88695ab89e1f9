"""Where a journey with a paper sheet begins: its scan to drop or choose, or its typed code."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Signal

from ewloe_desktop.domain.errors import FieldProblem
from ewloe_desktop.ui import parts, wording
from ewloe_desktop.ui.fields import ListField, TextField
from ewloe_desktop.ui.import_steps import FileForm
from ewloe_desktop.ui.paper_reading import ScanRead, SheetPart, SheetReading

if TYPE_CHECKING:
    from ewloe_desktop.ui.work import Work

Problems = Callable[[], Sequence[FieldProblem]]
translate = QCoreApplication.translate


class SheetForm(FileForm):
    """A scan to drop or choose, or the typed code; with several sheets on one scan, which one."""

    read_now = Signal(object)  # ScanRead
    busy = Signal(bool)  # whether a scan is being read

    def __init__(self, work: "Work", told: str) -> None:
        choose = translate("SheetForm", "Choose the scan of the sheet")
        chosen = (choose, translate("SheetForm", "Scans (*.pdf *.jpg *.jpeg *.png);;All files (*)"))
        super().__init__(told=told, kinds=self.tr("PDF, PNG or JPEG, at least 150 dots an inch"), chosen=chosen)
        hint = self.tr(
            "The 12 signs beside the square mark, such as ABCD-EF2H-IJK7: letters and the figures 2 to 7; 0 and 1 "
            "never occur. Capitals do not matter."
        )
        self.code = self.add(TextField("code", self.tr("Without a scan: type the code"), hint, most=200, width=360))
        self.code.optional = True
        self.which: ListField | None = None
        self.read: ScanRead | None = None
        self._done: set[str] = set()
        self.scanner = SheetReading(self, work)
        self.file_chosen.connect(self.take)
        self.stopped.connect(self.scanner.stop)
        self.scanner.progressed.connect(self.progress)
        self.scanner.read.connect(self._taken)
        self.scanner.refused.connect(self._refused)

    def take(self, path: Path) -> None:
        """Reads a scan in the background."""
        if not self.scanner.under_way:
            self.reading(path)
            self.busy.emit(True)
            self.scanner.start(path)

    def _taken(self, read: ScanRead) -> None:
        self.busy.emit(False)
        self.show_read(read, set())
        if read.sheets:
            self.read_now.emit(read)
        else:
            self.check()

    def _refused(self, why: str) -> None:
        self.reading(None)
        self.busy.emit(False)
        if why:
            self.summary.show_problems([(why, None)])

    def show_read(self, read: ScanRead, done: set[str]) -> None:
        """Shows what was read: the file, and which sheets are on it; those in `done` are filed already."""
        self.read, self._done = read, done
        self.reading(None)
        self.file = Path(read.scan.name)
        self.told.setText(self._read_words(read))
        self.told.show()
        if self.which is not None:
            self.fields.pop("which")
            self.which.hide()
            self.which.deleteLater()
            self.which = None
        if len(read.sheets) > 1:
            choices = [(part.code, self._words(part)) for part in read.sheets]
            self.which = self.add(ListField("which", self.tr("Which sheet of this scan?"), choices))
            self.column.removeWidget(self.which)
            self.column.insertWidget(self.column.indexOf(self.code), self.which)
            left = next((part.code for part in read.sheets if part.code not in done), read.sheets[0].code)
            self.which.set_value(left)
        self.code.setVisible(not read.sheets)
        parts.announce(self, self.told.text())

    @property
    def sheet(self) -> SheetPart | None:
        """The sheet of the scan that was chosen."""
        if self.read is None:
            return None
        wanted = self.which.value() if self.which is not None else ""
        return next((part for part in self.read.sheets if not wanted or part.code == wanted), None)

    @property
    def wanted(self) -> str:
        """The code to look up: the scan's own, else the one that was typed."""
        return self.sheet.code if self.sheet is not None else str(self.code.value())

    def check(self, more: Problems | None = None) -> bool:
        """Whether there is a code to look up."""
        problem = FieldProblem("code", "no_code_read" if self.read is not None else "no_sheet")
        problems = () if self.wanted else (problem,)
        self.show_problems(problems)
        return not problems

    def _read_words(self, read: ScanRead) -> str:
        pages = wording.count(len(read.pages), self.tr("page"), self.tr("pages"))
        sheets = wording.count(len(read.sheets), self.tr("sheet"), self.tr("sheets"))
        if not read.sheets:
            return self.tr("{name}, {pages}: no code was found.").format(name=read.scan.name, pages=pages)
        return self.tr("{name}, {pages}: {sheets}.").format(name=read.scan.name, pages=pages, sheets=sheets)

    def _words(self, part: SheetPart) -> str:
        there = self.tr("The sheet on page {page}").format(page=part.pages[0].number)
        return self.tr("{sheet} — filed").format(sheet=there) if part.code in self._done else there
