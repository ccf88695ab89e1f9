"""The recovery sheet for more than reading: saying who uses it and why, and the chair's countersignature."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from ewloe_desktop.ui import dialog, wording
from ewloe_desktop.ui.asking import FormDialog
from ewloe_desktop.ui.fields import ListField, PasswordField, TextField, WordsField
from ewloe_desktop.ui.work import Work

if TYPE_CHECKING:
    from ewloe_desktop.services.people import PersonRow
    from ewloe_desktop.services.sheet_openings import OpeningFacts

translate = QCoreApplication.translate


class BeginOpeningDialog(FormDialog):
    """Who holds the sheet, why, and who looks after passwords until the chair has countersigned."""

    help_topic = "sheet_use"

    def __init__(self, parent: QWidget | None, work: Work, people: "Sequence[PersonRow]") -> None:
        super().__init__(
            parent,
            work,
            translate("BeginOpeningDialog", "Use the recovery sheet to give passwords again"),
            translate("BeginOpeningDialog", "Record this"),
        )
        self.form.add_words(
            self.tr(
                "Only when nobody who may can sign in. Slips can then be printed for those who lost password and code. "
                "With the sheet nobody can sign, approve or confirm, for anybody."
            )
        )
        self.form.add_words(
            self.tr("Everybody sees it in red on every page, until the chair of governors has countersigned."), "strong"
        )
        self.form.add(TextField("holder", self.tr("Your name"), self.tr("Whoever holds the sheet now")))
        self.form.add(WordsField("reason", self.tr("What has happened?"), lines=2))
        choices = [("", self.tr("Nobody"))] + [(row.id, row.name) for row in people if row.left_on is None]
        hint = self.tr(
            "May print slips under their own password until the chair has countersigned. May not sign for others."
        )
        self.form.add(ListField("custodian", self.tr("Who looks after passwords until then?"), choices, hint))

    def act_of(self, values: dict[str, Any]) -> tuple[Callable[..., Any], tuple[Any, ...]]:
        """Records it."""
        from ewloe_desktop.services.sheet_openings import begin_opening

        return begin_opening, (values["holder"], values["reason"], values["custodian"] or None)


class CountersignDialog(FormDialog):
    """The chair has looked at what was done with the sheet."""

    help_topic = "sheet_use"
    idle_seconds = dialog.IDLE_CEREMONY

    def __init__(self, parent: QWidget | None, work: Work, opening: "OpeningFacts") -> None:
        super().__init__(
            parent,
            work,
            translate("CountersignDialog", "Countersign a use of the recovery sheet"),
            translate("CountersignDialog", "Countersign"),
        )
        self._opening = opening
        self.seen = opening.seen
        told = self.tr("{holder} used the sheet on {day}: {reason}")
        self.form.add_words(
            told.format(holder=opening.holder, day=wording.moment(opening.opened_at), reason=opening.reason), "strong"
        )
        if opening.custodian:
            custodian = self.tr("{name} looks after passwords until you countersign.")
            self.form.add_words(custodian.format(name=opening.custodian))
        self.form.add_words(
            self.tr(
                "Look first at what was done: the record shows every slip and every new password. Countersign when you "
                "know the reason and the people. It takes the red strip away for everybody."
            )
        )
        self.form.add(WordsField("remark", self.tr("A note"), optional=True, lines=2))
        self.form.add(PasswordField("password", self.tr("Your own password")))

    def act_of(self, values: dict[str, Any]) -> tuple[Callable[..., Any], tuple[Any, ...]]:
        """Countersigns."""
        from ewloe_desktop.services.sheet_openings import CountersignAnswer, countersign_opening

        answer = CountersignAnswer(values["remark"], values["password"])
        return countersign_opening, (self._opening.id, self.seen, answer)
