"""Paper and files: prints a PDF as it is previewed, saves it, and says plainly when there is no printer."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject, QRectF, Signal
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QDialog, QFileDialog, QWidget

from ewloe_desktop.domain.errors import NotPossible
from ewloe_desktop.ui.dialog import Message
from ewloe_desktop.ui.notices import Notices
from ewloe_desktop.ui.work import Work

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

translate = QCoreApplication.translate

PRINT_DPI = 300


def print_pdf(parent: QWidget, work: Work, notices: Notices, name: str, pdf: bytes) -> None:
    """Asks for a printer and prints every page; without any printer offers to save the PDF instead."""
    from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrinterInfo

    if not QPrinterInfo.availablePrinters():
        offer_saving(parent, work, notices, name, pdf)
        return
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(name)
    printer.setFullPage(True)
    dialog = QPrintDialog(printer, parent)
    dialog.setWindowTitle(translate("Printing", "Print {name}").format(name=name))
    if dialog.exec() == QDialog.DialogCode.Accepted:
        job = PrintJob(work, printer, pdf, parent)
        job.done.connect(
            lambda: notices.tell(
                translate("Printing", "Sent to the printer {name}.").format(name=printer.printerName())
            )
        )
        job.failed.connect(notices.show)
        job.start()


def offer_saving(parent: QWidget, work: Work, notices: Notices, name: str, pdf: bytes) -> None:
    """Says that there is no printer and offers the PDF."""
    words = (
        translate("Printing", "Nothing is lost. Save the sheet as a PDF and print it on a PC that has a printer."),
        translate("Printing", "A PDF saved here is the very same sheet."),
    )
    buttons = (
        ("save", translate("Printing", "Save as PDF…"), "primary"),
        ("close", translate("Printing", "Close"), ""),
    )
    if Message.ask(parent, translate("Printing", "No printer is set up on this PC"), words, buttons) == "save":
        save_file(parent, work, notices, name, pdf)


def save_file(
    parent: QWidget,
    work: Work,
    notices: Notices,
    name: str,
    data: bytes,
    done: Callable[[str], None] | None = None,
) -> None:
    """Asks where and writes the bytes beside, then renames, so that no half file ever has the name."""
    ending = Path(name).suffix.lstrip(".")
    kind = (
        translate("Printing", "{ending} files (*.{small})").format(ending=ending.upper(), small=ending)
        if ending
        else ""
    )
    chosen, _kind = QFileDialog.getSaveFileName(
        parent, translate("Printing", "Save {name}").format(name=name), safe_name(name), kind
    )
    if not chosen:
        return

    def saved(path: str) -> None:
        notices.tell(translate("Printing", "Saved: {path}").format(path=path))
        if done is not None:
            done(path)

    work.background(saved, write_whole, chosen, data)


def write_whole(path: str, data: bytes) -> str:
    """Writes a file as a whole or not at all; NotPossible says why not."""
    target = Path(path)
    part = target.with_name(target.name + ".part")
    try:
        part.write_bytes(data)
        part.replace(target)
    except OSError as error:
        part.unlink(missing_ok=True)
        raise NotPossible("cannot_write", {"path": path}) from error
    return path


def safe_name(name: str) -> str:
    """A file name that every system takes."""
    return "".join("-" if letter in '\\/:*?"<>|' else letter for letter in name).strip(" .") or "sheet.pdf"


class PrintJob(QObject):
    """Draws the pages of a PDF on a printer, one after the other, each rendered away from the window's thread."""

    done = Signal()
    failed = Signal(object)

    def __init__(self, work: Work, printer: "QPrinter", pdf: bytes, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._work = work
        self._printer = printer
        self._pdf = pdf
        self._painter = QPainter()
        self._pages: list[int] = []
        self._begun = False

    def start(self) -> None:
        """Begins; `done` or `failed` tells how it ended."""
        self._work.background(self._counted, self._work.keeper.page_count, self._pdf, failed=self._stopped)

    def _counted(self, count: int) -> None:
        first, last = self._printer.fromPage() or 1, self._printer.toPage() or count
        self._pages = list(range(first, min(last, count) + 1))
        self._next()

    def _next(self) -> None:
        if not self._pages:
            self._painter.end()
            self.done.emit()
            return
        width = round(self._printer.paperRect(self._unit()).width() * PRINT_DPI)
        self._work.background(
            self._draw, self._work.keeper.preview, self._pdf, self._pages.pop(0), width, failed=self._stopped
        )

    def _draw(self, png: bytes) -> None:
        if not self._begun:
            self._begun = self._painter.begin(self._printer)
            if not self._begun:
                self._stopped(NotPossible("no_printer"))
                return
        else:
            self._printer.newPage()
        self._painter.drawImage(QRectF(self._painter.viewport()), QImage.fromData(png))
        self._next()

    def _stopped(self, error: BaseException) -> None:
        if self._begun:
            self._printer.abort()
            self._painter.end()
        self.failed.emit(error)

    @staticmethod
    def _unit() -> "QPrinter.Unit":
        from PySide6.QtPrintSupport import QPrinter

        return QPrinter.Unit.Inch
