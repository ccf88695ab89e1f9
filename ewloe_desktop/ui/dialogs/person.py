"""Adding a person, changing what is kept about one, and recording that one leaves."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from ewloe_desktop.domain.people import PersonKind
from ewloe_desktop.ui import dialog, wording
from ewloe_desktop.ui.asking import FormDialog
from ewloe_desktop.ui.fields import ChoiceField, DateField, PasswordField
from ewloe_desktop.ui.name_field import NameField
from ewloe_desktop.ui.work import Work

if TYPE_CHECKING:
    from ewloe_desktop.services.people import PersonFacts


translate = QCoreApplication.translate


class PersonDialog(FormDialog):
    """Name, kind, whether the school pays them, since when."""

    help_topic = "people"

    def __init__(self, parent: QWidget | None, work: Work, person: "PersonFacts | None" = None) -> None:
        title = translate("PersonDialog", "Change a person") if person else translate("PersonDialog", "Add a person")
        super().__init__(
            parent,
            work,
            title,
            translate("PersonDialog", "Keep the change") if person else translate("PersonDialog", "Add this person"),
        )
        self._person = person
        self.kept_at = f"person/{person.row.id if person else 'new'}"
        hint = self.tr("As it stands on sheets, such as Mrs Marged Pugh")
        self.form.add(NameField("name", self.tr("Name"), hint))
        kinds = [(kind, wording.kind(kind.value)) for kind in PersonKind]
        self.form.add(ChoiceField("kind", self.tr("What kind of person is this?"), kinds))
        paid = ((True, self.tr("Yes")), (False, self.tr("No")))
        why = self.tr("Somebody who is paid to work at the school cannot be chair or vice-chair.")
        self.form.add(ChoiceField("paid", self.tr("Are they paid to work at the school?"), paid, why, across=True))
        since = self.form.add(DateField("since", self.tr("At the school since"), optional=True))
        since.label.setText(self.tr("At the school since (if you know)"))
        if person is not None:
            row = person.row
            self.seen = row.seen
            self.form.set_values({"name": row.name, "kind": row.kind, "paid": row.paid, "since": person.since})

    def act_of(self, values: dict[str, Any]) -> tuple[Callable[..., Any], tuple[Any, ...]]:
        """Adds or changes."""
        from ewloe_desktop.services.people import NewPerson, add_person, change_person

        new = NewPerson(values["name"], values["kind"], values["paid"], values["since"])
        if self._person is None:
            return add_person, (new,)
        return change_person, (self._person.row.id, self.seen, new)


class LeaveDialog(FormDialog):
    """The last day; what somebody signed stays as it was."""

    help_topic = "people"
    idle_seconds = dialog.IDLE_CEREMONY

    def __init__(self, parent: QWidget | None, work: Work, person: "PersonFacts") -> None:
        super().__init__(
            parent,
            work,
            translate("PersonDialog", "Somebody leaves"),
            translate("PersonDialog", "Record that they leave"),
            role="danger",
        )
        self._person = person
        self.seen = person.row.seen
        self.form.add_words(person.row.name, "strong")
        self.form.add_words(
            self.tr("Their offices end on that day and they can sign no more. What they signed stays as it was.")
        )
        left = self.form.add(DateField("left_on", self.tr("Last day at the school")))
        left.set_value(work.today())
        self.form.add(PasswordField("password", self.tr("Your own password")))

    def act_of(self, values: dict[str, Any]) -> tuple[Callable[..., Any], tuple[Any, ...]]:
        """Records it."""
        from ewloe_desktop.services.offices import person_leaves

        return person_leaves, (self._person.row.id, self.seen, values["left_on"], values["password"])
