"""The entries of the policies page's menu about revising the words of the policy in sight."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

if TYPE_CHECKING:
    from ewloe_desktop.services.sheets import StoredFile
    from ewloe_desktop.ui.pages.policies import PoliciesPage
    from ewloe_desktop.ui.policy_more import PolicyMore

translate = QCoreApplication.translate


def about_words() -> "tuple[PolicyMore, ...]":
    """About the words of the revision in sight."""
    from ewloe_desktop.ui.policy_more import PolicyMore, one_in_sight

    return (PolicyMore("word", translate("RevisingMore", "Save as a Word file…"), "print", _save_word, one_in_sight),)


def _save_word(page: "PoliciesPage") -> None:
    """The words for Word, to be changed there and brought back with "Import a new version…"."""
    from ewloe_desktop.services.word_files import word_file
    from ewloe_desktop.ui.printing import save_file

    shown = page.acts.page
    if shown is None:
        return

    def made(file: "StoredFile") -> None:
        save_file(page.window(), page.work, page.notices, file.name, file.content)

    page.work.read(made, word_file, shown.revision.id)
