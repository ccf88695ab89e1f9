"""The entries of the policies page's menu about wording that has been overtaken: the check, and the list it uses."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from ewloe_desktop.domain.policies import OPEN, State

if TYPE_CHECKING:
    from ewloe_desktop.domain.policies import RevisionPage
    from ewloe_desktop.ui.pages.policies import PoliciesPage
    from ewloe_desktop.ui.policy_more import PolicyMore

translate = QCoreApplication.translate


def about_wording() -> "tuple[PolicyMore, ...]":
    """About the revision in sight."""
    from ewloe_desktop.ui.policy_more import PolicyMore

    return (PolicyMore("wording", translate("WordingMore", "Check wording…"), "read", _check, _used),)


def about_watch_list() -> "tuple[PolicyMore, ...]":
    """About the list that every text is checked against."""
    from ewloe_desktop.ui.policy_more import PolicyMore

    return (PolicyMore("watch_list", translate("WordingMore", "Watch-list…"), "read", _show_list),)


def _used(page: "RevisionPage | None") -> bool:
    return page is not None and page.revision.state in OPEN | {State.IN_FORCE}


def _check(page: "PoliciesPage") -> None:
    from ewloe_desktop.ui.dialogs.check_wording import CheckWordingDialog

    assert page.acts.page is not None
    CheckWordingDialog.ask(page, page.acts.page.revision.id)


def _show_list(page: "PoliciesPage") -> None:
    from ewloe_desktop.ui.dialogs.watch_list import WatchListDialog

    WatchListDialog.ask(page)
