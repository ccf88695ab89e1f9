"""Sheets and lists about pictures: made away from the window, shown as they will be printed, or saved."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from ewloe_desktop.ui import printing
from ewloe_desktop.ui.notices import Notices
from ewloe_desktop.ui.work import Work

if TYPE_CHECKING:
    from ewloe_desktop.services.sheets import StoredFile


def show_sheet(parent: QWidget, work: Work, notices: Notices, query: Callable[..., Any], *args: Any) -> None:
    """Asks for a sheet and shows it in the preview."""
    from ewloe_desktop.ui.dialogs.preview import PreviewDialog

    def shown(file: "StoredFile") -> None:
        PreviewDialog.show_file(parent, work, notices, file)

    work.read(shown, query, *args, failed=notices.show)


def save_list(parent: QWidget, work: Work, notices: Notices, query: Callable[..., Any], *args: Any) -> None:
    """Asks for a list as a file and saves it where the person says."""

    def made(file: "StoredFile") -> None:
        printing.save_file(parent, work, notices, file.name, file.content)

    work.read(made, query, *args, failed=notices.show)
