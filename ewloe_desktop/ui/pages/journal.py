"""Record: every act as a sentence, newest first, and the check of the whole register."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QGuiApplication, QResizeEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QProgressBar

from ewloe_desktop.domain.errors import Cancelled
from ewloe_desktop.domain.journal import CheckResult, Finding
from ewloe_desktop.ui import parts, wording
from ewloe_desktop.ui.cards import Card, CardList, CardsModel
from ewloe_desktop.ui.page import Around, Page
from ewloe_desktop.ui.tables import Column, RowsModel, Table

if TYPE_CHECKING:
    from ewloe_desktop.services.journal import ActRow
    from ewloe_desktop.ui.work import Task

translate = QCoreApplication.translate

_PAGE = 64
_WIDEST = datetime(2026, 9, 30, 20, 48, tzinfo=UTC)  # no moment takes more room
_WIDE = 42  # line heights from which every column is shown


class JournalPage(Page):
    """Tells what was done, by whom and when; nothing here can be changed."""

    key = "journal"
    help_topic = "journal"

    def __init__(self, around: Around) -> None:
        super().__init__(around, QCoreApplication.translate("JournalPage", "Record"))
        self._task: Task | None = None
        self._wanted = 0
        self._declare()
        self._lay_out()
        self.filter.currentIndexChanged.connect(lambda _i: self.load())
        self.table.chosen.connect(self._chosen)
        self.table.opened.connect(lambda _row: self._copy())

    def _declare(self) -> None:
        self.check = self.add_action(parts.button(self.tr("Check now"), self._check, icon="shield"))
        self.check.setVisible(self.around.may("verify"))
        self.sheet = self.add_action(parts.button(self.tr("Check a sheet…"), self._check_sheet, icon="eye"))
        self.sheet.setVisible(self.around.may("verify"))
        self.filter = QComboBox()
        self.filter.setAccessibleName(self.tr("Show acts of one kind"))
        self.filter.addItem(self.tr("All acts"), "")
        for kind, words in kinds():
            self.filter.addItem(words, kind)
        self.copy = parts.button(self.tr("Copy the code"), self._copy)
        self.copy.setEnabled(False)
        columns: list[Column[ActRow]] = [
            Column(self.tr("Act"), lambda row: f"{row.act:,}", width=8),
            Column(self.tr("When"), lambda row: wording.moment(row.at), width=1, sample=wording.moment(_WIDEST)),
            Column(self.tr("What happened"), sentence, tip=sentence),
            Column(self.tr("Signed"), lambda row: self.tr("Signed") if row.signed else "", width=9),
            Column(self.tr("Code"), lambda row: row.code, width=1, sample="WWWW-WWWW-WWWW"),
        ]
        self.model: RowsModel[ActRow] = RowsModel(columns, self, self._more, _PAGE)
        self.table = Table(self.model, self.tr("Acts of the register"))
        self.detail = parts.label("")
        self.detail.hide()
        self.result = parts.CardFrame(space=6)
        self._result_title = parts.label("", "h2")
        self._result_words = parts.label("", "quiet")
        self._findings: CardsModel[Finding] = CardsModel(_finding_card)
        self._findings.setParent(self)
        self.findings = CardList(self._findings, self.tr("What the check found"))
        self.findings.setFixedHeight(150)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(self.tr("How far the check is"))
        self.stop = parts.button(self.tr("Stop checking"), self._stop)

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self.filter)
        row.addStretch(1)
        row.addWidget(self.copy)
        for widget in (self._result_title, self._result_words, self.bar, self.findings):
            self.result.column.addWidget(widget)
        self.result.column.addWidget(self.stop, 0, Qt.AlignmentFlag.AlignLeft)
        self.result.hide()
        self.body.addWidget(self.result)
        self.body.addLayout(row)
        self.body.addWidget(self.table, 1)
        self.body.addWidget(self.detail)

    def load(self) -> None:
        """Asks for the newest acts."""
        from ewloe_desktop.services.journal import list_acts

        shown = max(_PAGE, len(self.model.rows))  # somebody may have gone far back
        self.work.read(self._show, list_acts, None, shown, self.filter.currentData())

    def restore(self, place: dict[str, Any]) -> None:
        """Goes to an act."""
        self._wanted = int(place.get("act", 0) or 0)
        self.refresh()

    def find_words(self) -> None:
        """Ctrl+F: the filter."""
        self.filter.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _show(self, rows: "Sequence[ActRow]") -> None:
        current = self.table.current()
        wanted = self._wanted or (current.act if current else 0)
        self._wanted = 0
        self.model.show(rows)
        self.table.choose(lambda row: row.act == wanted)

    def _more(self, last: "ActRow") -> None:
        from ewloe_desktop.services.journal import list_acts

        self.work.read(self.model.add, list_acts, last.act, _PAGE, self.filter.currentData())

    def _chosen(self, row: "ActRow | None") -> None:
        """The whole sentence below the list, where the column is too narrow for it."""
        self.copy.setEnabled(row is not None)
        self.detail.setVisible(row is not None)
        if row is not None:
            signed = self.tr("signed") if row.signed else ""
            said = (f"{row.act:,}", wording.moment(row.at), sentence(row), signed, row.code)
            self.detail.setText(" · ".join(part for part in said if part))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where room is short, only what happened and when stands in the list."""
        super().resizeEvent(event)
        narrow = self.width() < _WIDE * self.fontMetrics().height()
        for column in (0, 3, 4):
            self.table.setColumnHidden(column, narrow)

    def _copy(self) -> None:
        row = self.table.current()
        if row is not None:
            QGuiApplication.clipboard().setText(row.code)
            self.notices.tell(self.tr("Copied: the code of act {act}.").format(act=f"{row.act:,}"))

    def _check(self) -> None:
        if self._task is not None:
            return
        self._tell(self.tr("Checking every act and every record…"), "")
        self.bar.setRange(0, 0)
        self.bar.show()
        self.stop.show()
        self.check.setEnabled(False)
        self._task = self.work.check(self._checked, self._not_checked)
        self._task.progressed.connect(self._progress)

    def _check_sheet(self) -> None:
        from ewloe_desktop.ui.paper_ways import check_sheet

        check_sheet(self)

    def _progress(self, done: int, of: int) -> None:
        self.bar.setRange(0, of)
        self.bar.setValue(done)

    def _stop(self) -> None:
        if self._task is not None:
            self._task.cancel()

    def _ended(self) -> None:
        self._task = None
        self.check.setEnabled(True)
        self.bar.hide()
        self.stop.hide()

    def _checked(self, result: CheckResult) -> None:
        self._ended()
        title, words = result_words(result, self.work.now())
        self._tell(title, words)
        self._findings.show(result.findings)
        self.findings.setVisible(bool(result.findings))

    def _not_checked(self, failure: BaseException) -> None:
        self._ended()
        if isinstance(failure, Cancelled):
            self._tell(self.tr("The check was stopped"), self.tr("Nothing was found up to there; it is not complete."))
            return
        self.result.hide()
        self.notices.show(failure)

    def _tell(self, title: str, words: str) -> None:
        self._result_title.setText(title)
        self._result_words.setText(words)
        self._result_words.setVisible(bool(words))
        self.findings.hide()
        self.result.show()
        parts.announce(self, f"{title}. {words}")


def sentence(row: "ActRow") -> str:
    """The act in words."""
    return wording.act(row.kind, row.facts)


def kinds() -> tuple[tuple[str, str], ...]:
    """The kinds of act that can be asked for, in words."""
    return (
        ("head_approved", translate("JournalPage", "Signed by the head teacher")),
        ("governors_approved", translate("JournalPage", "Signed for the governing body")),
        ("revision_returned", translate("JournalPage", "Returned with a reason")),
        ("revision_settled", translate("JournalPage", "Texts settled")),
        ("draft_imported", translate("JournalPage", "Drafts brought in")),
        ("policy_found", translate("JournalPage", "Policies brought in as in use")),
        ("fact_corrected", translate("JournalPage", "Facts corrected")),
        ("office_granted", translate("JournalPage", "Offices given")),
        ("office_ended", translate("JournalPage", "Offices ended")),
        ("key_enrolled", translate("JournalPage", "Passwords chosen")),
        ("key_confirmed", translate("JournalPage", "Ways to sign confirmed")),
        ("person_added", translate("JournalPage", "People added")),
    )


def result_words(result: CheckResult, at: datetime) -> tuple[str, str]:
    """What the check says, plainly."""
    acts = wording.count(result.acts, translate("JournalPage", "act"), translate("JournalPage", "acts"))
    when = wording.lately(at, at)
    if not result.whole:
        found = wording.count(
            len(result.findings),
            translate("JournalPage", "thing was changed"),
            translate("JournalPage", "things were changed"),
        )
        title = translate("JournalPage", "Something in the register was changed from outside")
        words = translate(
            "JournalPage",
            "{found} in {acts}, checked {when}. Keep the PC as it is and compare with the printed sheets.",
        )
        return title, words.format(found=found, acts=acts, when=when)
    compared = (
        translate("JournalPage", "No acts are missing at the end.")
        if result.compared
        else translate("JournalPage", "Not compared with any earlier mark.")
    )
    return translate("JournalPage", "The register is whole"), f"{acts}, {when}. {compared}"


def _finding_card(finding: Finding) -> Card:
    told = translate("JournalPage", "Expected: {expected} — found: {found}").format(
        expected=finding.expected, found=finding.found
    )
    act = translate("JournalPage", "Act {act}").format(act=f"{finding.act:,}") if finding.act else ""
    return Card(finding.record, told, act, "bad")
