"""The ceremony of a site's approval: read, as whom, the decision, the declaration, how, check and password, receipt."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from ewloe_desktop.domain.errors import ChangedMeanwhile
from ewloe_desktop.domain.sites import Outcome
from ewloe_desktop.domain.text import Change, PolicyText
from ewloe_desktop.ui import dialog, site_words, typed, wording
from ewloe_desktop.ui.asking import ActSteps
from ewloe_desktop.ui.autosave import Content
from ewloe_desktop.ui.ceremony import CheckForm, MethodForm, WhoForm
from ewloe_desktop.ui.dialogs.preview import PreviewDialog
from ewloe_desktop.ui.read_step import ReadForm
from ewloe_desktop.ui.site_ceremony import DayForm, DecisionForm, SiteReceiptForm, as_signing
from ewloe_desktop.ui.site_text import answers_text, request_text
from ewloe_desktop.ui.work import Work

if TYPE_CHECKING:
    from ewloe_desktop.domain.approvals import Receipt
    from ewloe_desktop.services.sheets import StoredFile
    from ewloe_desktop.services.site_requests import RequestFacts
    from ewloe_desktop.services.site_signing import SiteAnswer, SiteSigningFacts
    from ewloe_desktop.ui.page import Page

Line = tuple[str, str, Callable[[], None] | None]


@dataclass(frozen=True, slots=True)
class ToSign:
    """What the ceremony is about: who can sign what, the request as it stands, its words and what changed in them."""

    facts: "SiteSigningFacts"
    request: "RequestFacts"
    text: PolicyText
    changes: tuple[Change, ...]

    @property
    def since(self) -> str:
        """What the changes are counted from; "" for a first round."""
        if self.request.row.round == 1:
            return ""
        return QCoreApplication.translate("SiteSignDialog", "round {number}").format(number=self.request.row.round - 1)


def ask_site_signing(
    page: "Page", request: "RequestFacts", step: str, done: "Callable[[Receipt], None] | None" = None
) -> None:
    """Opens the ceremony of one step with the request as it stands now."""

    def opened(to_sign: ToSign) -> None:
        asked = SiteSignDialog.ask(page, page.work, to_sign, lambda sheet_id: _print(page, sheet_id))
        if done is not None:
            asked.signed.connect(done)

    page.work.read(opened, read_to_sign, request.row.id, step)


def read_to_sign(session: Any, actor: Any, request_id: str, step: str) -> ToSign:
    """Everything the ceremony shows, in one look at the register."""
    from ewloe_desktop.domain.sites import Step
    from ewloe_desktop.services.comparing import compare
    from ewloe_desktop.services.site_hosts import list_hosts
    from ewloe_desktop.services.site_requests import show_request
    from ewloe_desktop.services.site_signing import prepare_site_signing

    facts = prepare_site_signing(session, actor, request_id, Step(step))
    request = show_request(session, actor, request_id)
    hosts = {host.id: host for host in list_hosts(session, actor, ended=True)}
    before, now = (answers_text(request, answers, hosts) for answers in (request.before, request.answers))
    changes = compare(before, now) if request.row.round > 1 else ()
    return ToSign(facts, request, request_text(request, hosts), changes)


def _print(page: "Page", sheet_id: str) -> None:
    from ewloe_desktop.services.sheets import read_document

    def shown(file: "StoredFile") -> None:
        PreviewDialog.show_file(page, page.work, page.notices, file)

    page.work.read(shown, read_document, sheet_id)


class SiteSignDialog(ActSteps):
    """Leads one approver through the steps; nothing is signed before the last."""

    help_topic = "site_sign"
    signed = Signal(object)  # Receipt

    def __init__(self, parent: QWidget | None, work: Work, to_sign: ToSign, print_sheet: Callable[[str], None]) -> None:
        super().__init__(parent, work, _title(to_sign))
        self._to_sign, self._print_sheet = to_sign, print_sheet
        self._receipt: Receipt | None = None
        self.setObjectName("site_sign")
        facts = to_sign.facts
        self.read = ReadForm(to_sign.text, to_sign.changes, to_sign.since)
        self.add_form(self.tr("Read what you decide about"), self.read, fills=True)
        self.who = WhoForm(as_signing(facts), self.reject)
        self.add_form(self.tr("As whom do you sign?"), self.who)
        self.decision = DecisionForm(facts)
        self.add_form(self.tr("Your decision"), self.decision)
        self.declare = DayForm(facts, work.today())
        self.add_form(self.tr("Your declaration"), self.declare)
        self.method = MethodForm()
        self.add_form(self.tr("Your signature"), self.method)
        self.check_form = CheckForm()
        self.add_form(self.tr("Check and sign"), self.check_form)
        self.act_step = self.pages.count() - 1
        self.receipt_form = SiteReceiptForm(self._print, self._copy)
        self.add_form(self.tr("Signed and recorded"), self.receipt_form)
        self.receipt_step = self.pages.count() - 1
        self.stop.setText(self.tr("Stop"))
        self.stop.setAccessibleName(self.tr("Stop: nothing is signed"))
        self._keep_answers()

    @classmethod
    def ask(
        cls, parent: QWidget | None, work: Work, to_sign: ToSign, print_sheet: Callable[[str], None]
    ) -> "SiteSignDialog":
        """Opens the ceremony at its first step."""
        asked = cls(parent, work, to_sign, print_sheet)
        asked.open()
        asked.show_step(0)
        return asked

    def _keep_answers(self) -> None:
        """What was decided and why; never who signs, the declaration, a drawing or a password."""
        row, step = self._to_sign.request.row, self._to_sign.facts.step.value
        fields = self.decision.fields.values()
        put_back: Callable[[Content], None] = lambda content: typed.put_back(fields, content)  # noqa: E731
        place = f"site_sign/{row.id}/{row.round}/{step}"
        self.keep_typed(place, self.decision, lambda: typed.typed_in(fields), put_back)

    def entered(self, number: int) -> None:
        """Prepares the step."""
        super().entered(number)
        form, signer = self.forms[number], self.who.signer
        self.idle_seconds = dialog.IDLE_READING if number == 0 else dialog.IDLE_CEREMONY
        if form is self.method and signer is not None:
            self.method.entered(signer.name)
        elif form is self.check_form and signer is not None:
            self.check_form.show_lines(self._lines())
            self.check_form.ask_password_of(signer.name)

    def _focus_first(self) -> None:
        if self.forms[self.step] is self.read:
            self.read.begin()
        else:
            super()._focus_first()

    def words_of_next(self, number: int) -> str:
        """The last button says the act."""
        if number == self.act_step:
            return self.decision.act_words()
        return self.tr("Close") if number == self.receipt_step else self.tr("Continue")

    def _lines(self) -> list[Line]:
        row, signer = self._to_sign.request.row, self.who.signer
        assert signer is not None
        how = self.tr("Drawn signature and password") if self.method.drawn_png else self.tr("Typed name and password")
        read = self.tr("to the last line") if self.read.reached else self.tr("on paper")
        what = self.tr("Request {number}, round {round}: {title}")
        lines: list[Line] = [
            (self.tr("You decide about"), what.format(number=row.number, round=row.round, title=row.title), None),
            (self.tr("Read"), read, self._to(self.read)),
            (self.tr("As"), f"{signer.name}, {wording.office(signer.named)}", self._to(self.who)),
        ]
        lines += [(about, said, self._to(self.decision)) for about, said in self.decision.lines()]
        declared = wording.day(self.declare.declared.value())
        lines.append((self.tr("Date of the decision"), declared, self._to(self.declare)))
        lines.append((self.tr("How"), how, self._to(self.method)))
        return lines

    def _to(self, form: QWidget) -> Callable[[], None]:
        number = next(place for place, one in enumerate(self.forms) if one is form)
        return lambda: self.show_step(number)

    def send(self) -> None:
        """Signs."""
        from ewloe_desktop.services.site_signing import sign_request

        facts = self._to_sign.facts
        self.work.write(
            self._signed, sign_request, facts.request_id, facts.seen, facts.step, self._answer(), failed=self.failed
        )

    def _answer(self) -> "SiteAnswer":
        from ewloe_desktop.services.site_signing import SiteAnswer

        facts, signer, decision = self._to_sign.facts, self.who.signer, self.decision
        assert signer is not None and decision.outcome is not None
        return SiteAnswer(
            signer_id=signer.person_id,
            outcome=decision.outcome,
            declared_on=self.declare.declared.value(),
            declaration_version=facts.declaration_version,
            password=self.check_form.password.value(),
            reason=decision.words if decision.outcome in (Outcome.RETURNED, Outcome.REFUSED) else "",
            conditions=decision.words if decision.outcome is Outcome.CONDITIONS else "",
            logo=decision.logo.value() if decision.decides_logo else None,
            drawn_png=self.method.drawn_png,
        )

    def _signed(self, receipt: "Receipt") -> None:
        self._receipt = receipt
        self.sent()
        outcome = self.decision.outcome
        self.receipt_form.show_decided(receipt, site_words.outcome(outcome.value) if outcome else "")
        self.show_step(self.receipt_step)
        self.signed.emit(receipt)

    def failed(self, failure: BaseException) -> None:
        """Keeps everything; when the request was changed meanwhile, shows it as it is now."""
        super().failed(failure)
        if isinstance(failure, ChangedMeanwhile):
            facts = self._to_sign.facts
            self.work.read(self._newer, read_to_sign, facts.request_id, facts.step.value, failed=super().failed)

    def _newer(self, to_sign: ToSign) -> None:
        before, self._to_sign = self._to_sign.text, to_sign
        if to_sign.text != before:
            self.read.show_newer(to_sign.text)
            self.show_step(0)

    def _print(self) -> None:
        if self._receipt is not None:
            self._print_sheet(self._receipt.sheet_id)

    def _copy(self) -> None:
        if self._receipt is not None:
            QGuiApplication.clipboard().setText(self._receipt.code)


def _title(to_sign: ToSign) -> str:
    row = to_sign.request.row
    words = QCoreApplication.translate("SiteSignDialog", "Request {number}: {title}")
    return words.format(number=row.number, title=row.title)
