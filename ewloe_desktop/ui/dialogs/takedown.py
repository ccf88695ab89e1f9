"""Recording what was done about one picture that had to come down, as far as its medium honestly allows."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from ewloe_desktop.ui import picture_words, wording
from ewloe_desktop.ui.asking import FormDialog
from ewloe_desktop.ui.fields import ChoiceField, DateField, WordsField
from ewloe_desktop.ui.work import Work

if TYPE_CHECKING:
    from ewloe_desktop.services.placements import TakedownFacts

translate = QCoreApplication.translate


class TakedownDialog(FormDialog):
    """What was done, where that can be seen, and when."""

    help_topic = "photo_places"

    def __init__(self, parent: QWidget | None, work: Work, takedown: "TakedownFacts") -> None:
        title = translate("TakedownDialog", "Taking a picture down")
        super().__init__(parent, work, title, translate("TakedownDialog", "Record what was done"), width=700)
        self._takedown = takedown
        self.form.column.setSpacing(12)
        self.form.add_words(f"{takedown.what} — {takedown.place}", "strong")
        told = self.tr("{use}. For {person}: {reason}. By {due}.").format(
            use=takedown.use,
            person=takedown.person,
            reason=picture_words.reason(takedown.reason).lower(),
            due=wording.day(takedown.due),
        )
        self.form.add_words(told)
        self.form.add_words(picture_words.honest(takedown.medium), "quiet")
        outcomes = [(outcome, picture_words.outcome(outcome)) for outcome in takedown.outcomes]
        self.form.add(ChoiceField("outcome", self.tr("What was done?"), outcomes))
        hint = self.tr("The address that was looked at again, who was written to, or why it is not possible")
        self.form.add(WordsField("evidence", self.tr("Where can that be seen?"), hint, lines=2))
        self.form.add(DateField("done_on", self.tr("When was it done?"))).set_value(work.today())

    def act_of(self, values: dict[str, Any]) -> tuple[Callable[..., Any], tuple[Any, ...]]:
        """Records it."""
        from ewloe_desktop.services.placements import complete_takedown

        return complete_takedown, (self._takedown, values["outcome"], values["evidence"], values["done_on"])
