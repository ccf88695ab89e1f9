"""Who is asked to read a policy, from which day on."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from ewloe_desktop.domain.errors import FieldProblem
from ewloe_desktop.domain.people import PersonKind
from ewloe_desktop.ui import wording
from ewloe_desktop.ui.asking import FormDialog
from ewloe_desktop.ui.fields import CheckField, DateField
from ewloe_desktop.ui.work import Work

if TYPE_CHECKING:
    from ewloe_desktop.services.readings import ReadersFacts

translate = QCoreApplication.translate


class DutyDialog(FormDialog):
    """A tick for each kind of person; starters are asked from their first day, leavers fall away by themselves."""

    help_topic = "reading"

    def __init__(self, parent: QWidget | None, work: Work, facts: "ReadersFacts") -> None:
        title = translate("DutyDialog", "Who is asked to read: {title}").format(title=facts.title)
        super().__init__(parent, work, title, translate("DutyDialog", "Keep this"), width=640)
        self.facts = facts
        self.form.add_words(self.tr("Everybody ticked here is asked, also those who start later. Leavers fall away."))
        self.kinds = {
            kind: self.form.add(CheckField(f"kind_{kind.value}", wording.kind(kind.value))) for kind in PersonKind
        }
        for kind, field in self.kinds.items():
            field.set_value(kind in facts.kinds)
        self.form.add(DateField("since", self.tr("Asked from"))).set_value(facts.since or work.today())
        if not facts.kinds:
            self.kinds[PersonKind.STAFF].set_value(True)
            self.kinds[PersonKind.NON_TEACHING].set_value(True)

    def problems(self) -> Sequence[FieldProblem]:
        """Nothing more: with no tick nobody is asked any longer."""
        return ()

    def act_of(self, values: dict[str, Any]) -> tuple[Callable[..., Any], tuple[Any, ...]]:
        """Keeps who is asked."""
        from ewloe_desktop.services.readings import DutyAnswer, set_duty

        kinds = frozenset(kind for kind, field in self.kinds.items() if field.value())
        return set_duty, (self.facts.policy_id, DutyAnswer(kinds, values["since"]))
