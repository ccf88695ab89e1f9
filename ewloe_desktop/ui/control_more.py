"""The entries of the policies page's menu about document control, registers, calendars and whole folders."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from ewloe_desktop.ui import photo_papers

if TYPE_CHECKING:
    from ewloe_desktop.domain.policies import RevisionPage
    from ewloe_desktop.ui.pages.policies import PoliciesPage
    from ewloe_desktop.ui.policy_more import PolicyMore

translate = QCoreApplication.translate


def about_policy() -> "tuple[PolicyMore, ...]":
    """About the policy in sight."""
    from ewloe_desktop.ui.policy_more import PolicyMore, one_in_sight

    return (
        PolicyMore("control", translate("ControlMore", "Document control…"), "settle", _control, _in_use),
        PolicyMore("pack", translate("ControlMore", "Approval pack for a meeting…"), "print", _pack, one_in_sight),
    )


def about_all() -> "tuple[PolicyMore, ...]":
    """About all policies."""
    from ewloe_desktop.ui.policy_more import PolicyMore

    return (
        PolicyMore("register", translate("ControlMore", "Register of policies…"), "print", _register),
        PolicyMore("summary", translate("ControlMore", "Summary for a governors' meeting…"), "print", _summary),
        PolicyMore("calendar", translate("ControlMore", "Save the review dates for a calendar…"), "print", _calendar),
        PolicyMore("folder", translate("ControlMore", "Bring in a whole folder…"), "draft", _folder),
    )


def _in_use(page: "RevisionPage | None") -> bool:
    return page is not None and not page.policy.retired


def _control(page: "PoliciesPage") -> None:
    from ewloe_desktop.ui.dialogs.policy_control import ask_control

    ask_control(page)


def _pack(page: "PoliciesPage") -> None:
    from ewloe_desktop.services.approval_packs import approval_pack

    assert page.acts.page is not None
    photo_papers.show_sheet(page, page.work, page.notices, approval_pack, page.acts.page.revision.id)


def _calendar(page: "PoliciesPage") -> None:
    from ewloe_desktop.services.review_calendar import review_calendar

    photo_papers.save_list(page, page.work, page.notices, review_calendar)


def _register(page: "PoliciesPage") -> None:
    from ewloe_desktop.services.policy_sheets import policy_register

    photo_papers.show_sheet(page, page.work, page.notices, policy_register)


def _summary(page: "PoliciesPage") -> None:
    from ewloe_desktop.services.policy_sheets import governors_summary

    photo_papers.show_sheet(page, page.work, page.notices, governors_summary)


def _folder(page: "PoliciesPage") -> None:
    from ewloe_desktop.ui.dialogs.folder_import import FolderDialog

    FolderDialog.ask(page)
