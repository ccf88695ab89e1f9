"""The entries of the policies page's menu about revising the words of the policy in sight."""

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication

from ewloe_desktop.domain.policies import UNDER_WAY, RevisionFacts, RevisionPage, State

if TYPE_CHECKING:
    from ewloe_desktop.services.sheets import StoredFile
    from ewloe_desktop.ui.pages.policies import PoliciesPage
    from ewloe_desktop.ui.policy_more import PolicyMore

translate = QCoreApplication.translate


def about_words() -> "tuple[PolicyMore, ...]":
    """About the words of the revision in sight."""
    from ewloe_desktop.ui.policy_more import PolicyMore, one_in_sight

    return (
        PolicyMore("revise", translate("RevisingMore", "Revise the text…"), "draft", revise, _can_be_revised),
        PolicyMore("word", translate("RevisingMore", "Save as a Word file…"), "print", _save_word, one_in_sight),
    )


def revise(page: "PoliciesPage") -> None:
    """Opens the draft in the editor; of a policy in force it opens the draft there is, or starts one."""
    from ewloe_desktop.services.drafting import start_draft

    shown = page.acts.page
    if shown is None:
        return
    if shown.revision.state is State.DRAFT:
        _edit(page, shown)
    elif shown.policy.open is not None:
        _open(page, shown.policy.open)
    else:
        started: Any = lambda facts: _open(page, facts)  # noqa: E731
        page.work.write(started, start_draft, shown.policy.id, shown.policy.seen)


def _can_be_revised(page: "RevisionPage | None") -> bool:
    if page is None or page.policy.retired:
        return False
    if page.revision.state is State.DRAFT:
        return "edit" in page.can
    under_way = page.policy.open is not None and page.policy.open.state in UNDER_WAY
    return page.revision.state is State.IN_FORCE and not under_way


def _open(page: "PoliciesPage", draft: RevisionFacts) -> None:
    from ewloe_desktop.services.showing import show_revision

    page.acts.went.emit(draft.policy_id, draft.id)
    page.work.read(lambda shown: _edit(page, shown), show_revision, draft.id)


def _edit(page: "PoliciesPage", draft: RevisionPage) -> None:
    from ewloe_desktop.ui.dialogs.edit_draft import EditDraftDialog

    def kept(facts: RevisionFacts) -> None:
        page.notices.tell(translate("RevisingMore", "The draft is kept as you revised it."))
        page.acts.went.emit(facts.policy_id, facts.id)

    EditDraftDialog.ask(page.window(), page.work, draft).edited.connect(kept)


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
