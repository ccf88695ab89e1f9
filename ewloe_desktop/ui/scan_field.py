"""The scan of a form: chosen or dropped, read away from the window's thread, looked at by what it is."""

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QWidget

from ewloe_desktop.domain.errors import Expected, FieldProblem, FieldsRefused
from ewloe_desktop.ui import parts, wording
from ewloe_desktop.ui.field import Field
from ewloe_desktop.ui.work import Work

MOST_MB = 25


@dataclass(frozen=True, slots=True)
class Scan:
    """A file of the scanner."""

    name: str
    media_type: str
    content: bytes
    path: str = ""


def read_scan(path: str) -> Scan:
    """The file's bytes, opened once to be sure; FieldsRefused or FileRefused when it is no scan, or too large."""
    from ewloe_desktop.intake.scan import check_scan

    file = Path(path)
    try:
        if file.stat().st_size > MOST_MB * 1_000_000:
            raise FieldsRefused((FieldProblem("scan", "not_scan", {"most": MOST_MB}),))
        content = file.read_bytes()
    except OSError as error:
        raise FieldsRefused((FieldProblem("scan", "not_readable"),)) from error
    return Scan(file.name, check_scan(content, file.name), content, path)


def choose_scan(parent: QWidget) -> str:
    """Asks for a scan's file; "" when nobody chose one."""
    kinds = parent.tr("Scans (*.pdf *.jpg *.jpeg *.png);;All files (*)")
    chosen, _kind = QFileDialog.getOpenFileName(parent, parent.tr("Choose the scan"), "", kinds)
    return chosen


class ScanField(Field):
    """A scan, or None; it can be dropped anywhere on the field."""

    read = Signal(object)  # Scan

    def __init__(self, name: str, words: str, work: Work, hint: str = "") -> None:
        self.choose = parts.button(self.tr("Choose the scan…"), self._choose, icon="folder")
        super().__init__(name, words, self.choose, hint, optional=True)
        self.choose.setAccessibleName(self.tr("Choose the scan…"))
        self.label.setText(words)
        self._work = work
        self._scan: Scan | None = None
        self.told = parts.label("", wrap=True)
        self.remove = parts.button(self.tr("Remove it"), lambda: self.set_value(None), "link")
        across = QHBoxLayout()
        across.setSpacing(12)
        across.addWidget(self.choose)
        across.addWidget(self.told, 1)
        across.addWidget(self.remove)
        self.column.addLayout(across)
        self.setAcceptDrops(True)
        self._show()

    def value(self) -> Scan | None:
        return self._scan

    def set_value(self, value: Scan | None) -> None:
        self._scan = value
        self._show()
        self.changed.emit()

    def take(self, path: str) -> None:
        """Reads a file; what is wrong with it stands beside the field."""
        self.set_error("")
        self._work.background(self._taken, read_scan, path, failed=self._refused)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        urls = event.mimeData().urls()
        if len(urls) == 1 and urls[0].isLocalFile():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        event.acceptProposedAction()
        self.take(event.mimeData().urls()[0].toLocalFile())

    def _choose(self) -> None:
        path = choose_scan(self)
        if path:
            self.take(path)

    def _taken(self, scan: Scan) -> None:
        self.set_value(scan)
        self.read.emit(scan)

    def _refused(self, failure: BaseException) -> None:
        if isinstance(failure, FieldsRefused):
            self.set_error(wording.field_problem(failure.problems[0]))
        elif isinstance(failure, Expected):
            self.set_error(wording.error(failure).aloud)
        else:
            self._work.unhandled.emit(failure)

    def _show(self) -> None:
        self.told.setText(self._scan.name if self._scan else self.tr("or drop it here"))
        self.told.setProperty("role", "strong" if self._scan else "small")
        parts.restyle(self.told)
        self.remove.setVisible(self._scan is not None)
