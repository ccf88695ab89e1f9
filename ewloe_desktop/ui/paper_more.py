"""The entries of the policies page's menu about sheets on paper."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from ewloe_desktop.ui.paper_ways import check_sheet, file_sheet

if TYPE_CHECKING:
    from ewloe_desktop.ui.policy_more import PolicyMore

translate = QCoreApplication.translate


def about_papers() -> "tuple[PolicyMore, ...]":
    """About any sheet that is in one's hand."""
    from ewloe_desktop.ui.policy_more import PolicyMore

    return (
        PolicyMore("file_paper", translate("PaperMore", "File a signed sheet…"), "file_paper", file_sheet),
        PolicyMore("check_sheet", translate("PaperMore", "Check a sheet…"), "verify", check_sheet),
    )
