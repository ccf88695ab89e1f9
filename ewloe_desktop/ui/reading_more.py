"""What the policies page offers about reading: agreeing to the text in force, and who has."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from ewloe_desktop.domain.policies import State

if TYPE_CHECKING:
    from ewloe_desktop.domain.policies import RevisionPage
    from ewloe_desktop.ui.pages.policies import PoliciesPage
    from ewloe_desktop.ui.policy_more import PolicyMore

translate = QCoreApplication.translate


def about_reading() -> "tuple[PolicyMore, ...]":
    """The entries about the policy in sight."""
    from ewloe_desktop.ui.policy_more import PolicyMore

    return (
        PolicyMore("read_now", translate("ReadingMore", "Read and agree…"), "read_and_agree", _read_now, _in_force),
        PolicyMore("readers", translate("ReadingMore", "Who has read it…"), "record_reading", _readers, _in_force),
    )


def _in_force(page: "RevisionPage | None") -> bool:
    """Whether the policy has a text in force, whichever of its texts is in sight."""
    return page is not None and any(revision.state is State.IN_FORCE for revision in page.revisions)


def _read_now(page: "PoliciesPage") -> None:
    from ewloe_desktop.ui.dialogs.read_policy import ask_reading

    if page.acts.page is not None:
        ask_reading(page, page.acts.page.policy.id)


def _readers(page: "PoliciesPage") -> None:
    from ewloe_desktop.ui.dialogs.readers import ReadersDialog

    if page.acts.page is not None:
        ReadersDialog.ask(page, page.acts.page.policy.id)
