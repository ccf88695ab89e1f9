"""The ways to sheets on paper, from whichever page somebody is on."""

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ewloe_desktop.ui.page import Page


def file_sheet(page: "Page", path: Path | None = None) -> None:
    """Opens the filing of a sheet signed in ink."""
    from ewloe_desktop.ui.dialogs.file_paper import FilePaperDialog

    FilePaperDialog.ask(page, page.work, page.notices, path)


def check_sheet(page: "Page", path: Path | None = None) -> None:
    """Opens the check of any printed sheet."""
    from ewloe_desktop.ui.dialogs.check_sheet import CheckSheetDialog

    CheckSheetDialog.ask(page, page.work, page.notices, path)
