"""Shows a sheet or a booklet exactly as it will be printed; prints it and saves it."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from ewloe_desktop.ui import parts, printing
from ewloe_desktop.ui.dialog import IDLE_READING, Dialog
from ewloe_desktop.ui.notices import Notices
from ewloe_desktop.ui.pdf_view import PdfView
from ewloe_desktop.ui.work import Work

if TYPE_CHECKING:
    from ewloe_desktop.services.sheets import StoredFile

PDF = "application/pdf"


def preview_over(parent: QWidget, work: Work, notices: Notices) -> "Callable[[StoredFile], None]":
    """Shows the file that it is given, over a page or another dialog."""

    def show(file: "StoredFile") -> None:
        PreviewDialog.show_file(parent, work, notices, file)

    return show


class PreviewDialog(Dialog):
    """A file's pages with Print, Save and Close; a file that is no PDF can be saved only."""

    idle_seconds = IDLE_READING
    help_topic = "preview"

    def __init__(
        self, parent: QWidget | None, work: Work, notices: Notices, file: "StoredFile", title: str = ""
    ) -> None:
        super().__init__(parent, title or file.name, width=860, height=2000)
        self._work, self._notices, self._file = work, notices, file
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        is_pdf = file.media_type == PDF
        if is_pdf:
            self._show_pages(file.content)
        else:
            self._say_no_pages()
        save = parts.button(self.tr("Save as PDF…") if is_pdf else self.tr("Save a copy…"), self._save, icon="save")
        close = parts.button(self.tr("Close"), self.reject)
        if is_pdf:
            self.print = parts.button(self.tr("Print…"), self._print, "primary", icon="print")
            self.add_buttons(self.print, save, None, close)
            QShortcut(QKeySequence.StandardKey.Print, self).activated.connect(self._print)
        else:
            self.add_buttons(save, None, close)

    @classmethod
    def show_file(
        cls, parent: QWidget, work: Work, notices: Notices, file: "StoredFile", title: str = ""
    ) -> "PreviewDialog":
        """Shows a file; the dialog lets itself go when it is closed."""
        dialog = cls(parent, work, notices, file, title)
        dialog.open()
        return dialog

    def _show_pages(self, pdf: bytes) -> None:
        frame = QFrame()
        frame.setObjectName("desk")
        column = QVBoxLayout(frame)
        column.setContentsMargins(0, 0, 0, 0)
        self.view = PdfView(self._work)
        column.addWidget(self.view)
        self.body.addWidget(frame, 1)
        self.view.show_pdf(pdf)
        self.view.setFocus()

    def _say_no_pages(self) -> None:
        self.body.addWidget(
            parts.Empty(
                "policies",
                self.tr("This file is kept as it was brought"),
                self.tr(
                    "It is not a PDF, so its pages are not shown here. Save a copy and open it in its own program."
                ),
            )
        )

    def _print(self) -> None:
        printing.print_pdf(self, self._work, self._notices, self._file.name, self._file.content)

    def _save(self) -> None:
        printing.save_file(self, self._work, self._notices, self._file.name, self._file.content)
