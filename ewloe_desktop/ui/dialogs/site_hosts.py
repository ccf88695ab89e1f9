"""The companies that keep sites, with the minimum age each asks for, as the school last looked it up."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QWidget

from ewloe_desktop.ui import dialog, parts, wording
from ewloe_desktop.ui.asking import FormDialog
from ewloe_desktop.ui.fields import CheckField, DateField, NumberField, TextField
from ewloe_desktop.ui.tables import Column, RowsModel, Table
from ewloe_desktop.ui.work import Work

if TYPE_CHECKING:
    from ewloe_desktop.services.site_hosts import HostFacts
    from ewloe_desktop.ui.page import Page

translate = QCoreApplication.translate
OLDEST = 21


class HostsDialog(dialog.Dialog):
    """The list; each change is an act of its own."""

    help_topic = "site_hosts"
    idle_seconds = dialog.IDLE_READING

    def __init__(self, page: "Page") -> None:
        title = translate("HostsDialog", "Companies that keep sites, and their minimum ages")
        super().__init__(page, title, width=1080, height=640)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.page, self.work, self.notices = page, page.work, page.notices
        self._lay_out()
        self.work.changed.connect(self.load)

    @classmethod
    def ask(cls, page: "Page") -> "HostsDialog":
        """Opens it and asks for the list."""
        asked = cls(page)
        asked.load()
        asked.open()
        asked.table.setFocus(Qt.FocusReason.OtherFocusReason)
        return asked

    def load(self) -> None:
        """Asks for the list."""
        self.work.read(self._show, _every_host)

    def _lay_out(self) -> None:
        why = self.tr(
            "A child below the minimum age has no account of their own there, so a site meant for younger children "
            "cannot be kept there. Look it up in the company's own terms, and note the day."
        )
        self.body.addWidget(parts.label(why))
        ages, days, states = self.tr("Minimum age"), self.tr("Last checked"), self.tr("Change announced")
        longest = self.tr("30 September 2026")
        columns: tuple[Column[HostFacts], ...] = (
            Column(self.tr("Company"), lambda host: host.name),
            Column(ages, _age, width=10, sample=f"{ages}  "),
            Column(days, lambda host: wording.day(host.checked_on), width=10, sample=longest),
            Column(self.tr("State"), _state, width=10, sample=states),
        )
        self.model: RowsModel[HostFacts] = RowsModel(columns)
        self.model.setParent(self)
        self.table = Table(self.model, self.tr("Companies that keep sites"))
        self.table.setMinimumHeight(240)
        self.body.addWidget(self.table, 1)
        self.told = parts.label("")
        self.body.addWidget(self.told)
        self.add = parts.button(self.tr("Add a company…"), self.add_host, "primary", writes=True)
        self.change = parts.button(self.tr("Change what is noted…"), self.change_host, writes=True)
        acts = (self.add, self.change) if self.page.around.may("run_sites") else ()
        self.add_buttons(*acts, None, parts.button(self.tr("Close"), self.reject))
        self.table.chosen.connect(lambda _row: self._tell())
        self.table.opened.connect(lambda _row: self.change_host())

    def _show(self, hosts: "Sequence[HostFacts]") -> None:
        before = self.table.current()
        self.model.show(hosts)
        if before is None or not self.table.choose(lambda host: host.id == before.id):
            self.table.selectRow(0)
        self._tell()

    def _tell(self) -> None:
        """What else is noted about the company in sight; announced is said to be no law yet."""
        host = self.table.current()
        more = [host.note, host.coming] if host is not None else []
        self.told.setText("\n".join(part for part in more if part) or self.tr("Nothing else is noted about it."))

    def add_host(self) -> None:
        """Adds a company."""
        HostDialog(self, self.work).ask(self._kept)

    def change_host(self) -> None:
        """Changes what is noted about the company in sight."""
        host = self.table.current()
        if host is not None and self.page.around.may("run_sites"):
            HostDialog(self, self.work, host).ask(self._kept)

    def _kept(self, host: "HostFacts") -> None:
        self.notices.tell(self.tr("Kept: {host}").format(host=host.name))


class HostDialog(FormDialog):
    """One company: its minimum age, on which day that was looked up, and what has been announced."""

    help_topic = "site_hosts"

    def __init__(self, parent: QWidget | None, work: Work, host: "HostFacts | None" = None) -> None:
        title = translate("HostDialog", "Change what is noted") if host else translate("HostDialog", "Add a company")
        super().__init__(parent, work, title, translate("HostDialog", "Keep what was looked up"), width=680)
        self._host = host
        self.kept_at = f"site-host/{host.id if host else 'new'}"
        form = self.form
        form.add(TextField("name", self.tr("What is it called?")))
        hint = self.tr("The fewest years for an account of one's own; leave it empty when it is not known")
        form.add(NumberField("minimum_age", self.tr("Minimum age"), hint, optional=True, most=OLDEST))
        form.add(DateField("checked_on", self.tr("Looked up on"))).set_value(work.today())
        form.add(TextField("note", self.tr("Note"), optional=True, most=500))
        hint = self.tr("What somebody has announced and is not in force; it warns, and blocks nothing")
        form.add(TextField("coming", self.tr("Announced"), hint, optional=True, most=500))
        if host is not None:
            self.seen = host.seen
            form.add(CheckField("ended", self.tr("No new site is kept there any more")))
            names = ("name", "minimum_age", "note", "coming", "ended")
            form.set_values({name: getattr(host, name) for name in names})

    def act_of(self, values: dict[str, Any]) -> tuple[Callable[..., Any], tuple[Any, ...]]:
        """Adds or changes it."""
        from ewloe_desktop.services.site_hosts import HostAnswer, keep_host

        host_id, seen = (self._host.id, self.seen) if self._host else (None, None)
        return keep_host, (HostAnswer(**values, host_id=host_id, seen=seen),)


def _every_host(session: Any, actor: Any) -> Any:
    from ewloe_desktop.services.site_hosts import list_hosts

    return list_hosts(session, actor, ended=True)


def _age(host: "HostFacts") -> str:
    return _age_words(host.minimum_age)


def _age_words(age: int | None) -> str:
    return (
        translate("HostsDialog", "Not noted")
        if age is None
        else translate("HostsDialog", "{age} years").format(age=age)
    )


def _state(host: "HostFacts") -> str:
    if host.ended:
        return translate("HostsDialog", "No longer offered")
    return translate("HostsDialog", "Change announced") if host.coming else translate("HostsDialog", "Offered")
