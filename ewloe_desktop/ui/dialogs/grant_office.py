"""Giving an office for a dated term, and ending one, under one's own password."""

from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from ewloe_desktop.domain.people import GOVERNING, Office
from ewloe_desktop.domain.reviews import add_months
from ewloe_desktop.ui import dialog, wording
from ewloe_desktop.ui.asking import FormDialog
from ewloe_desktop.ui.fields import CheckField, DateField, ListField, PasswordField, TextField
from ewloe_desktop.ui.work import Work

if TYPE_CHECKING:
    from ewloe_desktop.services.people import PersonFacts, TermFacts


translate = QCoreApplication.translate


class GrantDialog(FormDialog):
    """Which office, from when to when, where that was decided."""

    help_topic = "offices"
    idle_seconds = dialog.IDLE_CEREMONY

    def __init__(self, parent: QWidget | None, work: Work, person: "PersonFacts", office: Office | None = None) -> None:
        super().__init__(
            parent, work, translate("GrantDialog", "Give an office"), translate("GrantDialog", "Give this office")
        )
        self._person = person
        self.form.add_words(person.row.name, "strong")
        choices = [(o, wording.office(o.value)) for o in Office]
        self.office = self.form.add(ListField("office", self.tr("Office"), choices))
        self.since = self.form.add(DateField("since", self.tr("From")))
        yearly = self.tr("Chair and vice-chair are elected every year. Leave it empty when no end is set.")
        self.until = self.form.add(DateField("until", self.tr("To"), yearly, optional=True))
        self.until.label.setText(self.tr("To"))
        basis = self.tr("For example minute 12 of 9 September 2026, or the letter of appointment")
        self.form.add(TextField("basis", self.tr("Where was it decided?"), basis))
        hint = self.tr("Stands in until the last day above, as the governing body has minuted; sheets say “acting”.")
        self.acting = self.form.add(CheckField("acting", self.tr("Acting head teacher"), hint))
        self.office.changed.connect(self._fit)
        self.form.add(PasswordField("password", self.tr("Your own password")))
        likely = Office.GOVERNOR if person.row.kind.value == "governor" else Office.OFFICE_STAFF
        self.office.set_value(office or likely)
        self.since.set_value(work.today())
        self._fit()
        self.kept_at = f"office/{person.row.id}"
        if office is not None:
            self._renew(office)

    def _fit(self) -> None:
        self.acting.setVisible(Office(self.office.value()) is Office.HEAD)

    def _renew(self, office: Office) -> None:
        """The term after the last one of this office; chair and vice-chair are elected for a year."""
        self.kept_at += f"/{office.value}"
        last = max((t.until for t in self._person.terms if t.office is office and t.until), default=None)
        if last is None:
            return
        since = last + timedelta(days=1)
        self.since.set_value(since)
        if office in (Office.CHAIR, Office.VICE_CHAIR):
            self.until.set_value(add_months(since, 12) - timedelta(days=1))

    def act_of(self, values: dict[str, Any]) -> tuple[Callable[..., Any], tuple[Any, ...]]:
        """Gives it."""
        from ewloe_desktop.services.offices import grant_office
        from ewloe_desktop.services.people import GrantAnswer

        office = Office(values["office"])  # a list gives plain text back
        person, since, until = self._person.row.id, values["since"], values["until"]
        acting = bool(values.get("acting")) and office is Office.HEAD
        answer = GrantAnswer(person, office, since, until, values["basis"], values["password"], acting)
        return grant_office, (answer,)


class EndDialog(FormDialog):
    """The last day of a term."""

    help_topic = "offices"
    idle_seconds = dialog.IDLE_CEREMONY

    def __init__(self, parent: QWidget | None, work: Work, person: "PersonFacts", term: "TermFacts") -> None:
        super().__init__(
            parent,
            work,
            translate("GrantDialog", "End an office"),
            translate("GrantDialog", "End this office"),
            role="danger",
        )
        self._term = term
        self.seen = term.seen
        self.form.add_words(f"{person.row.name} — {wording.office(term.office.value)}", "strong")
        if term.office in GOVERNING:
            self.form.add_words(self.tr("After that day this person no longer counts for the quorum in this office."))
        until = self.form.add(DateField("until", self.tr("Last day in office")))
        until.set_value(work.today())
        self.form.add(PasswordField("password", self.tr("Your own password")))

    def act_of(self, values: dict[str, Any]) -> tuple[Callable[..., Any], tuple[Any, ...]]:
        """Ends it."""
        from ewloe_desktop.services.offices import end_office

        return end_office, (self._term.id, self.seen, values["until"], values["password"])
