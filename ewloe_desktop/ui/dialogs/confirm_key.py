"""A second person confirms somebody's way to sign, against the card that was signed in ink."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from ewloe_desktop.domain.keys import CARDED
from ewloe_desktop.ui import dialog, wording
from ewloe_desktop.ui.asking import FormDialog
from ewloe_desktop.ui.fields import DateField, PasswordField, TextField
from ewloe_desktop.ui.work import Work

if TYPE_CHECKING:
    from ewloe_desktop.services.people import PersonFacts

translate = QCoreApplication.translate


class ConfirmKeyDialog(FormDialog):
    """The card is compared with the screen; its date and where it is kept go into the record."""

    help_topic = "confirm_key"
    idle_seconds = dialog.IDLE_CEREMONY

    def __init__(self, parent: QWidget | None, work: Work, person: "PersonFacts") -> None:
        super().__init__(
            parent,
            work,
            translate("ConfirmKeyDialog", "Confirm a way to sign"),
            translate("ConfirmKeyDialog", "Confirm it"),
        )
        assert person.key is not None
        self._key = person.key
        self.seen = person.key.seen
        needed = person.key.status == "awaiting" or bool(CARDED & set(person.row.offices))
        self.form.add_words(person.row.name, "strong")
        made = self.tr("Chosen on {day}; {name} was there.")
        day = wording.day(person.key.enrolled_at.astimezone(wording.LONDON).date())
        self.form.add_words(made.format(day=day, name=person.key.enrolled_by))
        if person.key.status == "awaiting":
            again = self.tr("It was chosen after password and code were lost. Until you confirm it, it signs nothing.")
            self.form.add_words(again)
        compare = self.tr("Take the card that {name} signed in ink, and compare these groups with it:")
        self.form.add_words(compare.format(name=person.row.name))
        self.form.add_words(person.key.fingerprint, "strong")
        self.form.add_words(
            self.tr(
                "Confirm only if they are the same and you know that this person signed the card. Sheets then say "
                "that the way to sign is confirmed."
            ),
            "quiet",
        )
        self._add_card(needed)
        self.form.add(PasswordField("password", self.tr("Your own password")))

    def _add_card(self, needed: bool) -> None:
        self.form.add(DateField("card_on", self.tr("Date on the card"), optional=not needed))
        hint = self.tr("For example: governors' file, green folder")
        self.form.add(TextField("kept_at", self.tr("Where is the card kept?"), hint, optional=not needed))

    def act_of(self, values: dict[str, Any]) -> tuple[Callable[..., Any], tuple[Any, ...]]:
        """Confirms."""
        from ewloe_desktop.services.keys import ConfirmAnswer, confirm_key

        answer = ConfirmAnswer(values["password"], values["card_on"], values["kept_at"] or "")
        return confirm_key, (self._key.id, self.seen, answer)
