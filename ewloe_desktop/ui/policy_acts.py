"""What the buttons of the policies page do: each opens its dialog with fresh facts and tells what came of it."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from ewloe_desktop.domain.approvals import Body, Signable, SigningFacts
from ewloe_desktop.domain.policies import RevisionFacts, RevisionPage
from ewloe_desktop.domain.text import Change
from ewloe_desktop.ui.asking import FormDialog
from ewloe_desktop.ui.notices import Notices
from ewloe_desktop.ui.work import Work

if TYPE_CHECKING:
    from ewloe_desktop.services.people import PersonFacts
    from ewloe_desktop.services.sheets import StoredFile


class PolicyActs(QObject):
    """Knows the revision in sight; `went` asks the page to show another one."""

    went = Signal(str, str)  # policy, revision

    def __init__(self, window: QWidget, work: Work, notices: Notices) -> None:
        super().__init__(window)
        self._window, self._work, self._notices = window, work, notices
        self.page: RevisionPage | None = None

    def all(self) -> dict[str, Callable[[], None]]:
        """Every act by the name that `RevisionPage.can` uses."""
        return {
            "settle": self.settle,
            "sign_head": lambda: self.sign(Body.HEAD),
            "sign_governors": lambda: self.sign(Body.GOVERNORS),
            "return": self.return_text,
            "print": self.print_sheet,
            "booklet": self.booklet,
            "no_change": self.no_change,
            "retire": self.retire,
            "correct": self.correct,
            "edit": self.edit,
            "discard": self.discard,
        }

    @property
    def _shown(self) -> RevisionPage:
        assert self.page is not None
        return self.page

    def sign(self, body: Body) -> None:
        """Opens the ceremony with what has to be read."""
        from ewloe_desktop.services.approvals import prepare_signing
        from ewloe_desktop.services.policies import compare_revisions

        page = self._shown

        def prepared(facts: SigningFacts) -> None:
            if page.compared_with is None:
                self._open_ceremony(facts, page, ())
                return
            compared: Callable[[Any], None] = lambda changes: self._open_ceremony(facts, page, changes)  # noqa: E731
            self._work.read(compared, compare_revisions, page.compared_with, page.revision.id)

        self._work.read(prepared, prepare_signing, page.revision.id, body)

    def _open_ceremony(self, facts: SigningFacts, page: RevisionPage, changes: tuple[Change, ...]) -> None:
        from ewloe_desktop.ui.dialogs.sign import SignDialog, ToSign

        asked = SignDialog.ask(self._window, self._work, ToSign(facts, page, changes), self.open_document)
        asked.renew_wanted.connect(lambda signer: self._renew(asked, asked.look_again, signer))

    def _renew(self, above: QWidget, done: Callable[[], None], signer: Signable) -> None:
        """Somebody's term has run out: its renewal is recorded, then the ceremony goes on."""
        from ewloe_desktop.services.people import show_person
        from ewloe_desktop.ui.dialogs.grant_office import GrantDialog

        def shown(person: "PersonFacts") -> None:
            GrantDialog(above, self._work, person, signer.named).ask(lambda _person: done())

        self._work.read(shown, show_person, signer.person_id)

    def return_text(self) -> None:
        """Returns the text that waits for a signature."""
        from ewloe_desktop.services.approvals import prepare_signing
        from ewloe_desktop.ui.dialogs.return_text import ReturnDialog

        page = self._shown
        body = Body.HEAD if page.revision.state.value == "with_head" else Body.GOVERNORS

        def prepared(facts: SigningFacts) -> None:
            asked = ReturnDialog.ask(self._window, self._work, facts)
            asked.renew_wanted.connect(lambda signer: self._renew(asked, asked.look_again, signer))
            asked.returned.connect(lambda _r: self._notices.tell(self.tr("Returned. It is a draft again.")))

        self._work.read(prepared, prepare_signing, page.revision.id, body)

    def settle(self) -> None:
        """Freezes the words."""
        from ewloe_desktop.ui.dialogs.settle import SettleDialog

        said = self.tr("The text is settled and waits for the head teacher.")
        SettleDialog(self._window, self._work, self._shown).ask(self._told(said))

    def no_change(self) -> None:
        """Starts "reviewed, no change"."""
        from ewloe_desktop.ui.dialogs.settle import NoChangeDialog

        said = self.tr("The same text waits for the head teacher now.")
        NoChangeDialog(self._window, self._work, self._shown).ask(self._told(said))

    def retire(self) -> None:
        """Proposes to retire."""
        from ewloe_desktop.ui.dialogs.settle import RetireDialog

        said = self.tr("The proposal waits for the head teacher now.")
        RetireDialog(self._window, self._work, self._shown).ask(self._told(said))

    def discard(self) -> None:
        """Puts the draft away."""
        from ewloe_desktop.ui.dialogs.settle import DiscardDialog

        policy, current = self._shown.policy.id, self._shown.policy.current
        asked: FormDialog = DiscardDialog(self._window, self._work, self._shown)

        def done(_facts: RevisionFacts) -> None:
            self._notices.tell(self.tr("The draft is put away."))
            self.went.emit(policy, current.id if current else "")

        asked.ask(done)

    def correct(self) -> None:
        """Puts a wrong fact right."""
        from ewloe_desktop.services.decisions import list_decisions
        from ewloe_desktop.services.people import list_people
        from ewloe_desktop.ui.dialogs.correct import CorrectDialog

        revision = self._shown.revision.id

        def told(_receipt: Any) -> None:
            self._notices.tell(self.tr("The correction is signed and the sheet is made again."))

        def decided(decisions: Any) -> None:
            def with_people(people: Any) -> None:
                CorrectDialog(self._window, self._work, decisions, people).ask(told)

            self._work.read(with_people, list_people)

        self._work.read(decided, list_decisions, revision)

    def edit(self) -> None:
        """Mends the words of a draft."""
        from ewloe_desktop.ui.dialogs.mend import MendDialog

        page = self._shown
        said = self._told(self.tr("The draft is kept as you mended it."))
        if page.original_id is None:
            MendDialog.ask(self._window, self._work, page, None).mended.connect(said)
            return
        from ewloe_desktop.services.sheets import read_document

        def opened(original: "StoredFile") -> None:
            MendDialog.ask(self._window, self._work, page, original).mended.connect(said)

        self._work.read(opened, read_document, page.original_id)

    def bring_in(self, as_new: bool) -> None:
        """Imports a new policy, or a new version of the one in sight."""
        from ewloe_desktop.ui.dialogs.revision import ImportDialog

        policy = None if as_new or self.page is None else self.page.policy
        asked = ImportDialog.ask(self._window, self._work, policy)

        def done(facts: RevisionFacts) -> None:
            self._notices.tell(self.tr("Kept: {label}").format(label=facts.label))
            self.went.emit(facts.policy_id, facts.id)

        asked.imported.connect(done)

    def print_sheet(self) -> None:
        """Shows the approval sheet as it will be printed."""
        from ewloe_desktop.services.sheets import approval_sheet

        self._work.read(self._preview, approval_sheet, self._shown.revision.id)

    def booklet(self) -> None:
        """Shows the policy as a booklet."""
        from ewloe_desktop.services.sheets import booklet

        self._work.read(self._preview, booklet, self._shown.revision.id)

    def open_document(self, document_id: str) -> None:
        """Shows a stored sheet or file."""
        from ewloe_desktop.services.sheets import read_document

        self._work.read(self._preview, read_document, document_id)

    def look_at_paper(self, paper_id: str) -> None:
        """Opens a sheet that was filed as signed in ink: to confirm it, to refuse it, or to look at one's own."""
        from ewloe_desktop.ui.dialogs.confirm_paper import ask_confirming

        ask_confirming(self._window, self._work, self._notices, paper_id)

    def _preview(self, file: "StoredFile") -> None:
        from ewloe_desktop.ui.dialogs.preview import PreviewDialog

        PreviewDialog.show_file(self._window, self._work, self._notices, file)

    def _told(self, words: str) -> Callable[[Any], None]:
        def told(facts: Any) -> None:
            self._notices.tell(words)
            if isinstance(facts, RevisionFacts):
                self.went.emit(facts.policy_id, facts.id)

        return told
