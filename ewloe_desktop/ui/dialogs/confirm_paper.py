"""Confirming a sheet that was filed as signed in ink: look at it, as whom, one's own password, receipt; or refuse."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from ewloe_desktop.domain.approvals import Signable, SigningFacts
from ewloe_desktop.domain.errors import ChangedMeanwhile, Expected, FieldProblem, RuleBroken
from ewloe_desktop.domain.papers import PaperConfirm, PaperFacts
from ewloe_desktop.ui import dialog, paper_words, parts, wording
from ewloe_desktop.ui.asking import ActSteps, FormDialog
from ewloe_desktop.ui.ceremony import CheckForm, ReceiptForm, WhoForm
from ewloe_desktop.ui.fields import CheckField, WordsField
from ewloe_desktop.ui.forms import Form
from ewloe_desktop.ui.paper_beside import Beside
from ewloe_desktop.ui.paper_pictures import PaperPair
from ewloe_desktop.ui.paper_steps import FactsCard, beside

if TYPE_CHECKING:
    from ewloe_desktop.domain.approvals import Receipt
    from ewloe_desktop.services.sheets import StoredFile
    from ewloe_desktop.ui.notices import Notices
    from ewloe_desktop.ui.work import Work

translate = QCoreApplication.translate
Problems = Callable[[], Sequence[FieldProblem]]
LOOK = 0


@dataclass(frozen=True, slots=True)
class ToConfirm:
    """A filed sheet, and who can confirm it."""

    paper: PaperFacts
    signers: tuple[Signable, ...]


def read_to_confirm(session: Any, actor: Any, paper_id: str) -> ToConfirm:
    """Everything the ceremony shows, in one look at the register."""
    from ewloe_desktop.services.papers import paper_signers, show_paper

    return ToConfirm(show_paper(session, actor, paper_id), paper_signers(session, actor, paper_id))


def ask_confirming(parent: QWidget, work: "Work", notices: "Notices", paper_id: str) -> None:
    """Opens the ceremony with the sheet as it stands now."""

    def opened(to_confirm: ToConfirm) -> None:
        asked = ConfirmPaperDialog.ask(parent, work, notices, to_confirm)
        refused = translate("ConfirmPaperDialog", "Refused. Whoever filed it finds your reason on their Today page.")
        asked.refused.connect(lambda _paper: notices.tell(refused))

    work.read(opened, read_to_confirm, paper_id)


class LookForm(Form):
    """What was filed beside the scan, and the word that one has looked at it."""

    def __init__(self, paper: PaperFacts) -> None:
        super().__init__(space=12)
        self.card = FactsCard()
        self.card.show_filed(paper)
        self.pair = PaperPair()
        self.pair.sides = (paper.body,)
        if not paper.scan_id:
            self.pair.hide()
        scanned = self.tr("The scan shows this sheet, this signature and this date.")
        alone = self.tr("There is no scan: go to the paper itself. It shows this sheet, this signature and this date.")
        hint = scanned if paper.scan_id else alone
        self.looked = self.add(CheckField("looked", self.tr("I have looked at it"), hint, must=True))
        self.column.addLayout(beside(self.pair, self.card, self.looked, self.card.rows), 1)
        if paper.refused:
            self.looked.hide()


class PaperReceiptForm(ReceiptForm):
    """What was confirmed and recorded, and what happens next."""

    def show_confirmed(self, receipt: "Receipt", paper: PaperFacts, by: str) -> None:
        """Fills it in: who signed in ink, and who confirmed it."""
        self.show_receipt(receipt)
        told = self.tr("Signed in ink by {signer} on {day}; confirmed by {name}")
        self._who.setText(told.format(signer=paper.signer, day=wording.day(paper.signed_on), name=by))

    def _next_words(self, receipt: "Receipt") -> str:
        if receipt.next_step == "governors":
            return self.tr("Next: the governing body decides at a meeting; its side is signed on paper or on screen.")
        return super()._next_words(receipt)


class ConfirmPaperDialog(ActSteps):
    """Leads somebody who did not file the sheet to their own word for it."""

    help_topic = "paper"
    of_window = (0.94, 0.96)
    refused = Signal(object)  # PaperFacts

    def __init__(self, parent: QWidget | None, work: "Work", notices: "Notices", to_confirm: ToConfirm) -> None:
        paper = to_confirm.paper
        super().__init__(parent, work, f"{paper.title} — {paper.label}", width=1020, height=700)
        self.setObjectName("confirm_paper")
        self.to_confirm, self._notices = to_confirm, notices
        self._receipt: Receipt | None = None
        self._scan: StoredFile | None = None
        self.look = LookForm(paper)
        self.add_form(self.tr("Look at the signed sheet"), self.look, fills=True)
        self.who = WhoForm(_as_signing(to_confirm), self.reject)
        self.add_form(self.tr("As whom do you confirm it?"), self.who)
        self.check_form = CheckForm()
        self.add_form(self.tr("Check and confirm"), self.check_form)
        self.act_step = self.pages.count() - 1
        self.receipt_form = PaperReceiptForm(self._print, self._copy)
        self.add_form(self.tr("Confirmed and recorded"), self.receipt_form)
        if paper.refused:
            self.stop.setText(self.tr("Close"))
        else:
            self.stop.setText(self.tr("Stop"))
            self.stop.setAccessibleName(self.tr("Stop: nothing is confirmed"))
        own = paper.refused == "filed_yourself"
        words = self.tr("Take it back…") if own else self.tr("Refuse it…")
        self.refuse = parts.button(words, self._refuse, "danger")
        self.buttons.insertWidget(2, self.refuse)
        self._beside = Beside(self, work, self.look.pair)

    @classmethod
    def ask(
        cls, parent: QWidget | None, work: "Work", notices: "Notices", to_confirm: ToConfirm
    ) -> "ConfirmPaperDialog":
        """Opens the ceremony at its first step."""
        asked = cls(parent, work, notices, to_confirm)
        asked.open()
        asked.show_step(LOOK)
        asked.begin()
        return asked

    def begin(self) -> None:
        """Asks for the scan and for the sheet it belongs to."""
        from ewloe_desktop.services.papers import paper_scan

        if self.to_confirm.paper.scan_id:
            self.look.pair.wait()
            self.work.read(self._scanned, paper_scan, self.to_confirm.paper.id, failed=self.failed)

    def _scanned(self, scan: "StoredFile") -> None:
        from ewloe_desktop.services.papers import stored_page

        self._scan = scan
        self.work.read(self._stored, stored_page, self.to_confirm.paper.code, failed=self.failed)

    def _stored(self, stored: bytes) -> None:
        if self._scan is not None:
            self._beside.begin(self.to_confirm.paper.code, self._scan.content, self._scan.name, stored)

    # ---- the steps

    def entered(self, number: int) -> None:
        """Prepares the step."""
        self.idle_seconds = dialog.IDLE_READING if number == LOOK else dialog.IDLE_CEREMONY
        self.next.setVisible(not self.to_confirm.paper.refused)
        self.refuse.setVisible(number == LOOK and self._may_refuse)
        signer = self.who.signer
        if self.forms[number] is self.check_form and signer is not None:
            self.check_form.show_lines(self._lines())
            self.check_form.ask_password_of(signer.name)

    @property
    def _may_refuse(self) -> bool:
        return self.to_confirm.paper.refused not in ("may_not", "paper_answered")

    def words_of_next(self, number: int) -> str:
        """The last button says the act."""
        if number == self.act_step:
            return self.tr("Confirm it")
        return self.tr("Close") if number > self.act_step else self.tr("Continue")

    def _lines(self) -> list[tuple[str, str, Callable[[], None] | None]]:
        paper, signer = self.to_confirm.paper, self.who.signer
        assert signer is not None
        to_who = partial(self.show_step, self.forms.index(self.who))
        lines: list[tuple[str, str, Callable[[], None] | None]] = [
            (self.tr("You confirm"), f"{paper.title}, {paper.label}", None),
            (self.tr("It says"), paper_words.filed(paper), None),
            (self.tr("As"), f"{signer.name}, {wording.office(signer.named)}", to_who),
        ]
        return lines

    def send(self) -> None:
        """Confirms it."""
        from ewloe_desktop.services.papers import confirm_paper

        paper, signer = self.to_confirm.paper, self.who.signer
        assert signer is not None
        answer = PaperConfirm(signer.person_id, self.check_form.password.value())
        self.work.write(self._confirmed, confirm_paper, paper.id, paper.seen, answer, failed=self.failed)

    def _confirmed(self, receipt: "Receipt") -> None:
        self._receipt = receipt
        by = self.who.signer.name if self.who.signer is not None else ""
        self.sent()
        self.receipt_form.show_confirmed(receipt, self.to_confirm.paper, by)
        self.show_step(self.pages.count() - 1)

    def failed(self, failure: BaseException) -> None:
        """Keeps everything; after an answer by somebody else it is closed."""
        super().failed(failure)
        if isinstance(failure, ChangedMeanwhile) or (
            isinstance(failure, RuleBroken) and failure.rule == "paper_answered"
        ):
            self.next.setEnabled(False)
            self.refuse.setEnabled(False)
        elif isinstance(failure, Expected) and not self.forms[self.step].summary.isVisible():
            self.summary.show_problems([(wording.error(failure).aloud, None)])

    def _refuse(self) -> None:
        RefusePaperDialog(self, self.work, self.to_confirm.paper).ask(self._refused)

    def _refused(self, paper: PaperFacts) -> None:
        self.refused.emit(paper)
        self.accept()

    def _print(self) -> None:
        from ewloe_desktop.services.sheets import read_document
        from ewloe_desktop.ui.dialogs.preview import preview_over

        if self._receipt is not None:
            show = preview_over(self, self.work, self._notices)
            self.work.read(show, read_document, self._receipt.sheet_id, failed=self.failed)

    def _copy(self) -> None:
        if self._receipt is not None:
            QGuiApplication.clipboard().setText(self._receipt.code)


class RefusePaperDialog(FormDialog):
    """Refuses a filed sheet with a reason; whoever filed it reads it."""

    help_topic = "paper"

    def __init__(self, parent: QWidget, work: "Work", paper: PaperFacts) -> None:
        title = translate("RefusePaperDialog", "Refuse the signed sheet")
        super().__init__(parent, work, title, translate("RefusePaperDialog", "Refuse it"), role="danger", width=640)
        self.setWindowModality(Qt.WindowModality.ApplicationModal)
        self.paper, self.seen = paper, paper.seen
        self.kept_at = f"paper_refuse/{paper.id}"
        self.form.add_words(paper_words.filed(paper), "strong")
        hint = self.tr("{name}, who filed it, reads this on their Today page.").format(name=paper.filed_by)
        self.form.add(WordsField("reason", self.tr("Why is it refused?"), hint, lines=4))

    def act_of(self, values: dict[str, Any]) -> tuple[Callable[..., Any], tuple[Any, ...]]:
        """Refuses it."""
        from ewloe_desktop.services.papers import refuse_paper

        return refuse_paper, (self.paper.id, self.seen, values["reason"])


def _as_signing(to_confirm: ToConfirm) -> SigningFacts:
    """The same as the pages shared with the other ceremonies read it."""
    paper = to_confirm.paper
    return SigningFacts(
        revision_id=paper.revision_id,
        seen=paper.seen,
        policy_title=paper.title,
        label=paper.label,
        body=paper.body,
        signers=to_confirm.signers,
        declaration_version="",
        declaration="",
        settled_on=paper.signed_on,
        head_signed_on=None,
        governors_in_post=0,
        cycle_months=0,
    )
