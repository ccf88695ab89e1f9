"""Recording who has read a policy: a paper list that came back signed, or a meeting where it was read."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QWidget

from ewloe_desktop.domain.readings import How, ReadState
from ewloe_desktop.ui import parts
from ewloe_desktop.ui.asking import FormDialog
from ewloe_desktop.ui.fields import DateField, TextField
from ewloe_desktop.ui.people_picker import PeopleField, fold
from ewloe_desktop.ui.scan_field import ScanField
from ewloe_desktop.ui.work import Work

if TYPE_CHECKING:
    from ewloe_desktop.services.readings import ReadersFacts

translate = QCoreApplication.translate


class RecordReadingsDialog(FormDialog):
    """The people, the day, and what shows it: the list's scan, or which meeting it was."""

    help_topic = "reading"

    def __init__(self, parent: QWidget | None, work: Work, facts: "ReadersFacts", how: How) -> None:
        paper = how is How.PAPER
        title = (
            translate("RecordReadings", "Record a signed list")
            if paper
            else translate("RecordReadings", "Record a meeting")
        )
        super().__init__(parent, work, title, translate("RecordReadings", "Record it"), width=720)
        self.facts, self.how = facts, how
        self.of_window = (0.0, 0.9)
        self.kept_at = f"readings/{how.value}/{facts.revision_id}"
        self.form.add_words(self.tr("{title}, {label}").format(title=facts.title, label=facts.label), "strong")
        self._add_people()
        day = self.tr("Day on the list") if paper else self.tr("Day of the meeting")
        self.form.add(DateField("read_on", day)).set_value(work.today())
        if paper:
            self.scan = self.form.add(ScanField("list_scan", self.tr("Scan of the signed list"), work))
            hint = self.tr("For example: blue folder in the office")
            self.form.add(TextField("kept_at", self.tr("Where the paper is kept"), hint, optional=True))
        else:
            hint = self.tr("For example: staff meeting, or INSET day")
            self.form.add(TextField("meeting", self.tr("Which meeting?"), hint))

    def _add_people(self) -> None:
        from ewloe_desktop.services.picking import Name

        words = self.tr("Who signed?") if self.how is How.PAPER else self.tr("Who read it there?")
        self.people = self.form.add(PeopleField("people", words))
        self.people.offer([Name(row.person_id, row.name, fold(row.name), False) for row in self.facts.rows])
        left = [r.person_id for r in self.facts.rows if r.state in (ReadState.ASKED, ReadState.OUT_OF_DATE)]
        told = self.tr("Everybody still to read ({count})").format(count=len(left))
        self.everybody = parts.button(told, lambda: self._take(left), "link")
        self.everybody.setVisible(bool(left))
        self.people.column.addWidget(self.everybody, 0, Qt.AlignmentFlag.AlignLeft)

    def _take(self, ids: list[str]) -> None:
        self.people.set_value(tuple(dict.fromkeys((*self.people.value(), *ids))))
        self.people.changed.emit()

    def act_of(self, values: dict[str, Any]) -> tuple[Callable[..., Any], tuple[Any, ...]]:
        """Records them in one act."""
        from ewloe_desktop.services.reading_acts import ListAnswer, record_readings

        scan = values.get("list_scan")
        answer = ListAnswer(
            person_ids=values["people"],
            read_on=values["read_on"],
            how=self.how,
            meeting=values.get("meeting", ""),
            scan=scan.content if scan else None,
            scan_name=scan.name if scan else "",
            kept_at=values.get("kept_at", ""),
        )
        return record_readings, (self.facts.revision_id, self.facts.seen, answer)
