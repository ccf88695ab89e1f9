"""Giving an office for a dated term, and ending one, under one's own password."""

from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from ewloe_desktop.domain.people import ACTING_HEAD, GOVERNING, Office
from ewloe_desktop.domain.reviews import add_months
from ewloe_desktop.ui import dialog, wording
from ewloe_desktop.ui.asking import FormDialog
from ewloe_desktop.ui.fields import DateField, ListField, PasswordField, TextField
from ewloe_desktop.ui.work import Work

if TYPE_CHECKING:
    from ewloe_desktop.services.people import PersonFacts, TermFacts


translate = QCoreApplication.translate


class GrantDialog(FormDialog):
    """Which office, from when to when, where that was decided; only what the person signed in may give."""

    help_topic = "offices"
    idle_seconds = dialog.IDLE_CEREMONY

    def __init__(self, parent: QWidget | None, work: Work, person: "PersonFacts", office: str = "") -> None:
        super().__init__(
            parent, work, translate("GrantDialog", "Give an office"), translate("GrantDialog", "Give this office")
        )
        self._person = person
        self.said = ""  # what was done, once it is
        self.form.add_words(person.row.name, "strong")
        self._ask_fields()
        self.note.hide()
        self.office.changed.connect(self._fit)
        likely = Office.GOVERNOR if person.row.kind.value == "governor" else Office.OFFICE_STAFF
        offered = person.gives if not office or office in person.gives else (office, *person.gives)
        self.office.set_choices([(name, wording.office(name)) for name in offered])
        self.office.box.setCurrentIndex(-1)
        self.office.set_value(office or likely.value)
        self.since.set_value(work.today())
        self._fit()
        self.kept_at = f"office/{person.row.id}"
        if office:
            self._renew(office)

    def _ask_fields(self) -> None:
        self.office = self.form.add(ListField("office", self.tr("Office"), ()))
        self.office.box.setPlaceholderText(self.tr("Choose the office"))
        self.note = self.form.add_words("", "strong")
        self.since = self.form.add(DateField("since", self.tr("From")))
        yearly = self.tr("Chair and vice-chair are elected every year. Leave it empty when no end is set.")
        self.until = self.form.add(DateField("until", self.tr("To"), yearly, optional=True))
        self.basis = self.form.add(TextField("basis", self.tr("Where was it decided?"), self._basis_hint()))
        self.form.add(PasswordField("password", self.tr("Your own password")))

    def _basis_hint(self) -> str:
        return self.tr("For example minute 12 of 9 September 2026, or the letter of appointment")

    @property
    def acting(self) -> bool:
        """Whether somebody is to stand in for the head teacher."""
        return bool(self.office.value() == ACTING_HEAD)

    def _fit(self) -> None:
        """What the office chosen asks for, and what it would mean for whoever is head teacher now."""
        self.until.optional = not self.acting
        self.until.label.setText(self.tr("Last day of standing in") if self.acting else self.tr("To"))
        self.until.inner.setAccessibleName(self.until.label.text())
        self.until.hint.setVisible(not self.acting)
        minuted = self.tr("The minute of the governing body that decided it, such as minute 12 of 9 September 2026")
        self.basis.hint.setText(minuted if self.acting else self._basis_hint())
        told = self._told()
        self.note.setText(told)
        self.note.setVisible(bool(told))

    def _told(self) -> str:
        head = self._person.head
        if self.acting and head:
            words = self.tr("Stands in until the last day below and signs as “Acting head teacher”. {head} stays head.")
            return words.format(head=head)
        if self.acting:
            return self.tr("Stands in until the last day below and signs as “Acting head teacher”.")
        if self.office.value() == Office.HEAD and head:
            words = self.tr(
                "{head} is head teacher. Is somebody to stand in for a while? Choose “Acting head teacher” instead: "
                "{head} stays head. Choose “Head teacher” only for a successor, from the day after {head} has left."
            )
            return words.format(head=head)
        return ""

    def _renew(self, office: str) -> None:
        """The term after the last one of this office; chair and vice-chair are elected for a year."""
        self.kept_at += f"/{office}"
        terms = [t for t in self._person.terms if t.named == office]
        last = max((t.until for t in terms if t.until), default=None)
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

        acting, row = self.acting, self._person.row
        office = Office.HEAD if acting else Office(values["office"])
        since, until = values["since"], values["until"]
        words = self.tr("Recorded: {name} is {office} from {since}, until {until}.")
        self.said = (words if until else self.tr("Recorded: {name} is {office} from {since}.")).format(
            name=row.name,
            office=wording.office(values["office"]),
            since=wording.day(since),
            until=wording.day(until) if until else "",
        )
        answer = GrantAnswer(row.id, office, since, until, values["basis"], values["password"], acting)
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
        self.form.add_words(f"{person.row.name} — {wording.office(term.named)}", "strong")
        if term.office in GOVERNING:
            self.form.add_words(self.tr("After that day this person no longer counts for the quorum in this office."))
        until = self.form.add(DateField("until", self.tr("Last day in office")))
        until.set_value(work.today())
        self.form.add(PasswordField("password", self.tr("Your own password")))

    def act_of(self, values: dict[str, Any]) -> tuple[Callable[..., Any], tuple[Any, ...]]:
        """Ends it."""
        from ewloe_desktop.services.offices import end_office

        return end_office, (self._term.id, self.seen, values["until"], values["password"])
