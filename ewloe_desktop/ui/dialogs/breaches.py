"""The head teacher's private log of breaches: what is in it, and writing one down."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QWidget

from ewloe_desktop.ui import dialog, parts, photo_papers, wording
from ewloe_desktop.ui.asking import FormDialog
from ewloe_desktop.ui.fields import DateField, ListField, TextField, WordsField
from ewloe_desktop.ui.tables import Column, RowsModel, Table
from ewloe_desktop.ui.work import Work

if TYPE_CHECKING:
    from ewloe_desktop.services.breaches import BreachFacts, BreachLog
    from ewloe_desktop.ui.page import Page

translate = QCoreApplication.translate


class BreachesDialog(dialog.Dialog):
    """Everything in the log, newest first, with what it means that it is private."""

    help_topic = "breaches"

    def __init__(self, page: "Page") -> None:
        super().__init__(page, translate("BreachesDialog", "Breaches"), width=1060, height=680)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.page, self.work, self.notices = page, page.work, page.notices
        self.log: BreachLog | None = None
        self._lay_out()
        self.work.changed.connect(self.load)

    @classmethod
    def ask(cls, page: "Page") -> "BreachesDialog":
        """Opens the log."""
        asked = cls(page)
        asked.load()
        asked.open()
        asked.table.setFocus(Qt.FocusReason.OtherFocusReason)
        return asked

    def load(self) -> None:
        """Asks for the log."""
        from ewloe_desktop.services.breaches import show_breaches

        self.work.read(self._show, show_breaches, failed=self.notices.show)

    def _lay_out(self) -> None:
        card = parts.CardFrame(name="notice", space=4)
        card.column.addWidget(parts.label(self.tr("Only the head teacher is shown this log."), "strong"))
        honest = self.tr(
            "The program hides it: it stands in no list, search or sheet of others, and on the Record it is “a private "
            "act”. It has no encryption of its own: whoever opens the register with the school's recovery sheet and "
            "the means to read a database could read it. The next head teacher is shown it too."
        )
        card.column.addWidget(parts.label(honest))
        self.body.addWidget(card)
        self.model: RowsModel[BreachFacts] = RowsModel(_columns())
        self.table = Table(self.model, self.tr("Breaches"))
        self.model.setParent(self.table)
        self.table.chosen.connect(lambda _row: self._say())
        self.table.opened.connect(lambda _row: self.change())
        self.body.addWidget(self.table, 1)
        self.told = parts.label("", "quiet")
        self.body.addWidget(self.told)
        self.add = parts.button(self.tr("Write one down…"), self.write, "primary", writes=True)
        self.open_one = parts.button(self.tr("Open…"), self.change, writes=True)
        self.print = parts.button(self.tr("Print this one…"), lambda: self.print_sheet(whole=False), icon="print")
        self.print_all = parts.button(self.tr("Print them all…"), lambda: self.print_sheet(whole=True))
        close = parts.button(self.tr("Close"), self.reject)
        self.add_buttons(self.add, self.open_one, self.print, self.print_all, None, close)

    def _show(self, log: "BreachLog") -> None:
        self.log = log
        here = self.table.current()
        self.model.show(log.rows)
        ids = [row.id for row in log.rows]
        self.table.selectRow(ids.index(here.id) if here is not None and here.id in ids else 0)
        self._say()

    def _say(self) -> None:
        row = self.table.current()
        for button in (self.open_one, self.print, self.print_all):
            button.setEnabled(row is not None)
        self.told.setText(row.what if row is not None else self.tr("Nothing has been written down."))

    def write(self) -> None:
        """Writes one down."""
        if self.log is not None:
            BreachDialog(self, self.work, self.log, None).ask(self._kept)

    def change(self) -> None:
        """What has become of one."""
        row = self.table.current()
        if self.log is not None and row is not None:
            BreachDialog(self, self.work, self.log, row).ask(self._kept)

    def print_sheet(self, *, whole: bool) -> None:
        """The log's own sheet."""
        from ewloe_desktop.services.breaches import breach_sheet

        row = self.table.current()
        if row is not None:
            photo_papers.show_sheet(self, self.work, self.notices, breach_sheet, "" if whole else row.id)

    def _kept(self, facts: "BreachFacts") -> None:
        self.notices.tell(self.tr("Kept in your log as number {number}.").format(number=facts.number))


class BreachDialog(FormDialog):
    """One breach, written down or taken further."""

    help_topic = "breaches"

    def __init__(self, parent: QWidget | None, work: Work, log: "BreachLog", row: "BreachFacts | None") -> None:
        new = translate("BreachDialog", "Write a breach down")
        title = translate("BreachDialog", "Breach {number}").format(number=row.number) if row else new
        super().__init__(parent, work, title, translate("BreachDialog", "Keep it"), width=760)
        self.row = row
        self.of_window = (0.0, 0.92)
        self.kept_at = f"breach/{row.id if row else 'new'}"
        form = self.form
        form.add_words(self.tr("Only the head teacher is shown this. The Record says “a private act”."), "quiet")
        form.add(DateField("happened_on", self.tr("When did it happen?"))).set_value(work.today())
        form.add(WordsField("what", self.tr("What happened?"), lines=4))
        policies = (("", self.tr("No policy in particular")), *log.policies)
        form.add(ListField("policy_id", self.tr("Which policy?"), policies, optional=True))
        hint = self.tr("For example: 4.2, Personal accounts")
        form.add(TextField("clause", self.tr("Which clause?"), hint, optional=True))
        form.add(TextField("dealt_by", self.tr("Who dealt with it?"), optional=True))
        form.add(WordsField("outcome", self.tr("What came of it?"), optional=True, lines=3))
        form.add(DateField("review_on", self.tr("Look at it again on"), optional=True))
        form.add(DateField("closed_on", self.tr("Closed on"), optional=True))
        if row is not None:
            for name, field in form.fields.items():
                field.set_value(getattr(row, name))

    def act_of(self, values: dict[str, Any]) -> tuple[Callable[..., Any], tuple[Any, ...]]:
        """Keeps it."""
        from ewloe_desktop.services.breaches import BreachAnswer, keep_breach

        answer = BreachAnswer(**values)
        if self.row is None:
            return keep_breach, (answer,)
        return keep_breach, (answer, self.row.id, self.seen or self.row.seen)


def _columns() -> "tuple[Column[BreachFacts], ...]":
    longest = "30 September 2026"
    return (
        Column(translate("BreachesDialog", "No."), lambda row: str(row.number), width=5),
        Column(translate("BreachesDialog", "When"), lambda row: wording.day(row.happened_on), width=17, sample=longest),
        Column(translate("BreachesDialog", "What happened"), lambda row: row.what, tip=lambda row: row.what),
        Column(translate("BreachesDialog", "Policy"), lambda row: row.policy, width=18, tip=lambda row: row.policy),
        Column(translate("BreachesDialog", "State"), _state, width=30, tip=_state),
    )


def _state(row: "BreachFacts") -> str:
    if row.closed_on is not None:
        return translate("BreachesDialog", "Closed {day}").format(day=wording.day(row.closed_on))
    if row.review_on is not None:
        return translate("BreachesDialog", "To look at again {day}").format(day=wording.day(row.review_on))
    return translate("BreachesDialog", "Open")
