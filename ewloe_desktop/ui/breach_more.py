"""What the policies page offers the head teacher alone: the private log of breaches."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

if TYPE_CHECKING:
    from ewloe_desktop.ui.pages.policies import PoliciesPage
    from ewloe_desktop.ui.policy_more import PolicyMore

translate = QCoreApplication.translate


def about_breaches() -> "tuple[PolicyMore, ...]":
    """Shown to nobody who may not keep the log."""
    from ewloe_desktop.ui.policy_more import PolicyMore

    return (PolicyMore("breaches", translate("BreachMore", "Breaches…"), "keep_breaches", _open),)


def _open(page: "PoliciesPage") -> None:
    from ewloe_desktop.ui.dialogs.breaches import BreachesDialog

    BreachesDialog.ask(page)
