"""Who has read a policy: everybody by name with how they stand, and every way of recording that somebody has."""

from collections import Counter
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit

from ewloe_desktop.domain.readings import How, ReadState
from ewloe_desktop.ui import dialog, parts, photo_papers, reading_words, wording
from ewloe_desktop.ui.people_picker import fold
from ewloe_desktop.ui.tables import Column, RowsModel, Table

if TYPE_CHECKING:
    from ewloe_desktop.services.reading_acts import Recorded
    from ewloe_desktop.services.readings import ReaderRow, ReadersFacts
    from ewloe_desktop.ui.page import Page

translate = QCoreApplication.translate
_OPEN = (ReadState.ASKED, ReadState.OUT_OF_DATE)


class ReadersDialog(dialog.Dialog):
    """One policy at a time; it stays current while it is open."""

    help_topic = "reading"
    idle_seconds = dialog.IDLE_READING

    def __init__(self, page: "Page", policy_id: str = "") -> None:
        super().__init__(page, translate("ReadersDialog", "Who has read it"), width=1120, height=690)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.page, self.work, self.notices = page, page.work, page.notices
        self.facts: ReadersFacts | None = None
        self._policy_id = policy_id
        self._lay_out()
        self.work.changed.connect(self.load)

    @classmethod
    def ask(cls, page: "Page", policy_id: str = "") -> "ReadersDialog":
        """Opens it; without a policy at the one that most people have still to read."""
        asked = cls(page, policy_id)
        asked.load()
        asked.open()
        asked.table.setFocus(Qt.FocusReason.OtherFocusReason)
        return asked

    def load(self) -> None:
        """Asks how everybody stands."""
        from ewloe_desktop.services.readings import list_readers

        self.work.read(self._show, list_readers, self._policy_id, failed=self.notices.show)

    # ---- what it is made of

    def _lay_out(self) -> None:
        self.policy = QComboBox()
        self.policy.setAccessibleName(self.tr("Policy"))
        self.policy.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.policy.activated.connect(lambda _i: self._go_to(self.policy.currentData()))
        self.body.addWidget(self.policy)
        self.asked = parts.label("")
        self.duty = parts.button(self.tr("Who is asked…"), self.ask_duty, writes=True)
        across = parts.row(self.asked, self.duty, stretch=False)
        across.setStretch(0, 1)
        self.body.addLayout(across)
        self.body.addLayout(self._filters())
        self.model: RowsModel[ReaderRow] = RowsModel(_columns())
        self.table = Table(self.model, self.tr("Who has read it"))
        self.model.setParent(self.table)
        self.table.chosen.connect(lambda _row: self._say_buttons())
        self.body.addWidget(self.table, 1)
        self.told = parts.label("", "quiet")
        self.body.addWidget(self.told)
        self._buttons()

    def _filters(self) -> QHBoxLayout:
        self.only = QComboBox()
        self.only.setAccessibleName(self.tr("Only those who"))
        self.search = QLineEdit()
        self.search.setPlaceholderText(self.tr("Part of a name"))
        self.search.setAccessibleName(self.tr("Find by name"))
        self.search.setClearButtonEnabled(True)
        for value in ("", *ReadState):
            self.only.addItem("", value)
        self.only.currentIndexChanged.connect(lambda _i: self._refill())
        self.search.textChanged.connect(lambda _t: self._refill())
        across = parts.row(self.search, self.only, stretch=False)
        across.setStretch(0, 3)
        across.setStretch(1, 2)
        return across

    def _buttons(self) -> None:
        self.read = parts.button(self.tr("Read it now…"), self.read_now, "primary", writes=True)
        self.paper = parts.button(self.tr("Record a signed list…"), lambda: self.record(How.PAPER), writes=True)
        self.meeting = parts.button(self.tr("Record a meeting…"), lambda: self.record(How.MEETING), writes=True)
        self.print = parts.button(self.tr("Print the list…"), self.print_list, icon="print")
        self.scan = parts.button(self.tr("Show the scan"), self.show_scan, "link")
        close = parts.button(self.tr("Close"), self.reject)
        self.add_buttons(self.read, self.paper, self.meeting, self.print, None, self.scan, close)

    # ---- what comes

    def _go_to(self, policy_id: str) -> None:
        self._policy_id = policy_id
        self.load()

    def _show(self, facts: "ReadersFacts | None") -> None:
        self.facts = facts
        for button in (self.duty, self.read, self.paper, self.meeting, self.print):
            button.setEnabled(facts is not None)
        if facts is None:
            self.asked.setText(self.tr("There is no policy in force yet that anybody could read."))
            return
        self._policy_id = facts.policy_id
        self.policy.clear()
        for id_, title, left in facts.others:
            more = self.tr("{title} — {count} still to read").format(title=title, count=left) if left else title
            self.policy.addItem(more, id_)
        self.policy.setCurrentIndex(max(0, self.policy.findData(facts.policy_id)))
        self.asked.setText(self._asked_words(facts))
        counts = Counter(row.state for row in facts.rows)
        for place, value in enumerate(("", *ReadState)):
            words = reading_words.state(ReadState(value)) if value else self.tr("Everybody")
            count = counts[ReadState(value)] if value else len(facts.rows)
            self.only.setItemText(place, f"{words} ({count:,})")
        self._refill()

    def _asked_words(self, facts: "ReadersFacts") -> str:
        if not facts.kinds or facts.since is None:
            return self.tr("{label}. Nobody is asked to read it yet.").format(label=facts.label)
        kinds = ", ".join(wording.kind(kind.value) for kind in sorted(facts.kinds))
        told = self.tr("{label}. Asked since {day}: {kinds}.")
        return told.format(label=facts.label, day=wording.day(facts.since), kinds=kinds)

    def _refill(self) -> None:
        if self.facts is None:
            return
        wanted, only = fold(self.search.text()), self.only.currentData()
        here = self.table.current()
        rows = [r for r in self.facts.rows if wanted in fold(r.name) and only in ("", r.state)]
        self.model.show(rows)
        ids = [row.person_id for row in rows]
        self.table.selectRow(ids.index(here.person_id) if here is not None and here.person_id in ids else 0)
        self._say_buttons()

    def _say_buttons(self) -> None:
        row = self.table.current()
        can = row is not None and row.can_sign and row.state is not ReadState.READ
        self.read.setEnabled(can)
        self.scan.setVisible(row is not None and row.evidence_id is not None)
        told = ""
        if row is not None and row.state is not ReadState.READ and not row.can_sign:
            told = self.tr("{name} has no password of their own here: a paper list or a meeting records it.")
            told = told.format(name=row.name)
        self.told.setText(told)

    # ---- what can be done

    def ask_duty(self) -> None:
        """Who is asked."""
        from ewloe_desktop.ui.dialogs.reading_duty import DutyDialog

        if self.facts is not None:
            said: Callable[[Any], None] = lambda _told: self.notices.tell(self.tr("Kept: who is asked to read it."))  # noqa: E731
            DutyDialog(self, self.work, self.facts).ask(said)

    def read_now(self) -> None:
        """The person marked reads it here, with their own password."""
        from ewloe_desktop.ui.dialogs.read_policy import ask_reading

        row = self.table.current()
        if self.facts is not None and row is not None:
            ask_reading(self.page, self.facts.policy_id, row.person_id)

    def record(self, how: How) -> None:
        """A paper list or a meeting."""
        from ewloe_desktop.ui.dialogs.reading_record import RecordReadingsDialog

        if self.facts is not None:
            RecordReadingsDialog(self, self.work, self.facts, how).ask(self._recorded)

    def _recorded(self, recorded: "Recorded") -> None:
        count = wording.count(recorded.count, self.tr("reading"), self.tr("readings"))
        told = self.tr("Recorded: {count}.").format(count=count)
        if recorded.before:
            told += " " + self.tr("Already on record: {names}.").format(names=", ".join(recorded.before))
        self.notices.tell(told)

    def print_list(self) -> None:
        """The list with a line for everybody who has still to sign."""
        from ewloe_desktop.services.reading_sheets import reading_list

        if self.facts is not None:
            photo_papers.show_sheet(self, self.work, self.notices, reading_list, self.facts.policy_id)

    def show_scan(self) -> None:
        """The signed list that a reading rests on."""
        from ewloe_desktop.services.reading_acts import show_list_scan

        row = self.table.current()
        if row is not None and row.evidence_id is not None:
            photo_papers.show_sheet(self, self.work, self.notices, show_list_scan, row.evidence_id)


def _columns() -> "tuple[Column[ReaderRow], ...]":
    longest = max((reading_words.state(value) for value in ReadState), key=len)
    return (
        Column(translate("ReadersDialog", "Name"), lambda row: row.name, width=24, tip=lambda row: row.name),
        Column(translate("ReadersDialog", "At the school as"), lambda row: wording.kind(row.kind.value), width=16),
        Column(
            translate("ReadersDialog", "State"), lambda row: reading_words.state(row.state), width=12, sample=longest
        ),
        Column(translate("ReadersDialog", "Read on"), reading_words.read_on, width=19, tip=reading_words.read_on),
        Column(translate("ReadersDialog", "How"), reading_words.how, tip=reading_words.how),
    )
