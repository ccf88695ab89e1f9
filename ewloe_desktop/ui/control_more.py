"""The entries of the policies page's menu about document control, registers, calendars and whole folders."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

if TYPE_CHECKING:
    from ewloe_desktop.domain.policies import RevisionPage
    from ewloe_desktop.ui.pages.policies import PoliciesPage
    from ewloe_desktop.ui.policy_more import PolicyMore

translate = QCoreApplication.translate


def about_policy() -> "tuple[PolicyMore, ...]":
    """About the policy in sight."""
    from ewloe_desktop.ui.policy_more import PolicyMore, one_in_sight

    words = translate("ControlMore", "Document control…")
    return (PolicyMore("control", words, "settle", _control, lambda page: one_in_sight(page) and not _retired(page)),)


def _retired(page: "RevisionPage | None") -> bool:
    return page is not None and page.policy.retired


def _control(page: "PoliciesPage") -> None:
    from ewloe_desktop.ui.dialogs.policy_control import ask_control

    ask_control(page)
