"""Asking for an official site, or changing what was asked: the check page, sending, and what happens next."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from ewloe_desktop.domain.errors import ChangedMeanwhile
from ewloe_desktop.domain.site_form import RequestKind
from ewloe_desktop.ui import site_told
from ewloe_desktop.ui.dialogs.preview import PreviewDialog
from ewloe_desktop.ui.forms import Form
from ewloe_desktop.ui.site_checking import AnswersForm, SentForm
from ewloe_desktop.ui.site_journey import SiteJourney
from ewloe_desktop.ui.site_start import Start, answer_steps, differing, in_own_name
from ewloe_desktop.ui.site_steps import QuestionsForm
from ewloe_desktop.ui.work import Work

if TYPE_CHECKING:
    from ewloe_desktop.services.sheets import StoredFile
    from ewloe_desktop.services.site_requests import RequestAnswer, RequestCheck, RequestFacts
    from ewloe_desktop.ui.page import Page

Done = Callable[["RequestFacts"], None]


def ask_request(
    page: "Page",
    done: Done,
    *,
    kind: str = "",
    copy_of: str = "",
    site_id: str = "",
    change: "RequestFacts | None" = None,
) -> None:
    """Opens the form: empty, as a copy of a request (also about a site that is there), or with a sent request."""

    def opened(start: Start) -> None:
        dialog = SiteRequestDialog(page, page.work, start, lambda id_: _print(page, id_))
        dialog.sent_request.connect(done)
        dialog.begin()

    chosen = RequestKind(kind) if kind else None
    may_run = page.around.may("run_sites")
    page.work.read(opened, _read_start, chosen, copy_of, site_id, change, may_run)


def _read_start(
    session: Any,
    actor: Any,
    kind: RequestKind | None,
    copy_of: str,
    site_id: str,
    change: "RequestFacts | None",
    may_run: bool,
) -> Start:
    """Everything the form begins with, in one look at the register."""
    from ewloe_desktop.services.site_picking import to_ask
    from ewloe_desktop.services.site_requests import copy_request, show_request

    facts = to_ask(session, actor)
    if change is not None:
        return Start(facts, change.row.kind, change.answers, change=change, may_run=may_run)
    if copy_of:
        copied = in_own_name(copy_request(session, actor, copy_of), facts.me)
        kind = show_request(session, actor, copy_of).row.kind
        return Start(facts, kind, copied, copied_from=copy_of, site_id=site_id, may_run=may_run)
    return Start(facts, kind, in_own_name({}, facts.me), site_id=site_id, may_run=may_run)


def _print(page: "Page", request_id: str) -> None:
    from ewloe_desktop.services.site_sheets import request_sheet

    def shown(file: "StoredFile") -> None:
        PreviewDialog.show_file(page, page.work, page.notices, file)

    page.work.read(shown, request_sheet, request_id)


class SiteRequestDialog(SiteJourney):
    """The journey with its end: nothing is sent before everything that blocks it is put right."""

    sent_request = Signal(object)  # RequestFacts

    def __init__(self, parent: QWidget | None, work: Work, start: Start, print_sheet: Callable[[str], None]) -> None:
        self.check_form: AnswersForm
        self.sent_form: SentForm
        self._print_sheet = print_sheet
        self._sent: RequestFacts | None = None
        self._seen = start.change.row.seen if start.change else 0
        self._back_to_check = False  # a step opened from the check page leads back there
        super().__init__(parent, work, start)

    def last_forms(self) -> list[tuple[str, Form]]:
        """The check page and what happens next."""
        self.check_form = AnswersForm(self.change_answer)
        self.sent_form = SentForm(self._print)
        return [(self.tr("Check the answers and send"), self.check_form), (self.tr("Sent"), self.sent_form)]

    def words_of_next(self, number: int) -> str:
        """The last button says the act."""
        if number == self.act_step:
            return self.tr("Send it round again") if self.start.change else self.tr("Send the request")
        return self.tr("Close") if number > self.act_step else self.tr("Continue")

    def entered(self, number: int) -> None:
        """The check page asks what the rules say now."""
        super().entered(number)
        self._touched()
        if number == self.act_step:
            self._judge(self._page_judged)

    def go_on(self) -> None:
        """Looks at what this step asks; the check page sends when nothing blocks."""
        form = self.forms[self.step]
        if self.is_busy:
            return
        if isinstance(form, QuestionsForm):
            self._judge(self._step_judged)
        elif form is self.check_form:
            self._judge(self._send_judged)
        else:
            super().go_on()

    def go_back(self) -> None:
        """One step back; from there it goes on step by step."""
        self._back_to_check = False
        super().go_back()

    def change_answer(self, question: str) -> None:
        """Opens the step of an answer; Continue leads back to the check page."""
        for number, form in enumerate(self.forms):
            if isinstance(form, QuestionsForm) and question in form.fields:
                self._back_to_check = True
                self.show_step(number)
                form.show_told(site_told.of_fields(self.check_form.told, form.fields))
                form.lead_to(question)
                return

    # what the rules say

    def _judge(self, done: Callable[["RequestCheck"], None]) -> None:
        from ewloe_desktop.services.site_requests import check_request

        self.set_busy(True)
        self.work.read(done, check_request, self._answer(), failed=self.failed)

    def _told(self, check: "RequestCheck") -> tuple[site_told.Told, ...]:
        self.set_busy(False)
        return site_told.told(check, self.questions)

    def _step_judged(self, check: "RequestCheck") -> None:
        form = self.forms[self.step]
        assert isinstance(form, QuestionsForm)
        here = site_told.of_fields(self._told(check), form.fields)
        form.show_told(here)
        if here:
            return
        to_check, self._back_to_check = self._back_to_check, False
        self.show_step(self.act_step if to_check else self.step + 1)

    def _page_judged(self, check: "RequestCheck") -> None:
        told = self._told(check)
        paper = self.scan.name if self.scan else self.kept_at
        steps = answer_steps(self.start, self.kind, self.answers(), self.offered, paper)
        self.next.setFocus(Qt.FocusReason.OtherFocusReason)
        self.check_form.show_answers(steps, told, site_told.warned(check), self._note())

    def _note(self) -> str:
        if self.start.change is None:
            return ""
        count = differing(self.start.form, self.kind, self.answers(), self.start.change.answers)
        if not count:
            return self.tr("Nothing differs from what was sent. Change an answer, or cancel.")
        if count == 1:
            return self.tr("One answer differs from what was sent. It begins again with the line manager.")
        said = self.tr("{count} answers differ from what was sent. It begins again with the line manager.")
        return said.format(count=count)

    def _send_judged(self, check: "RequestCheck") -> None:
        if self._told(check):
            self._page_judged(check)
            return
        self.set_busy(True)
        self.send()

    def send(self) -> None:
        """Sends it, or sends it round again."""
        from ewloe_desktop.services.site_requests import change_request, send_request

        change = self.start.change
        if change is not None:
            args = (change.row.id, self._seen, self._answer())
            self.work.write(self._was_sent, change_request, *args, failed=self.failed)
            return
        self.work.write(self._was_sent, send_request, self._answer(), failed=self.failed)

    def _answer(self) -> "RequestAnswer":
        from ewloe_desktop.services.site_requests import RequestAnswer, ScanAnswer

        scan, change = self.scan, self.start.change
        return RequestAnswer(
            self.kind,
            self.answers(),
            copied_from=self.start.copied_from,
            site_id=change.row.site_id if change else self.start.site_id,
            evidence=ScanAnswer(scan.content, scan.name) if scan else None,
            kept_at=self.kept_at,
        )

    def _was_sent(self, facts: "RequestFacts") -> None:
        self._sent = facts
        self.sent()
        self.sent_form.show_request(facts)
        self.show_step(self.act_step + 1)
        self.sent_request.emit(facts)

    def failed(self, failure: BaseException) -> None:
        """Everything typed stays; after a change by somebody else the next try is about the newer version."""
        super().failed(failure)
        if isinstance(failure, ChangedMeanwhile):
            self._seen = failure.now
            self.work.changed.emit()

    def _print(self) -> None:
        if self._sent is not None:
            self._print_sheet(self._sent.row.id)
