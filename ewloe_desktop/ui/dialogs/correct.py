"""Putting a wrong fact of a decision right: a signed act that names the old and the new fact."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from ewloe_desktop.domain.approvals import Body, CorrectionAnswer, DecisionFacts
from ewloe_desktop.domain.errors import FieldProblem
from ewloe_desktop.ui import dialog, wording
from ewloe_desktop.ui.asking import FormDialog
from ewloe_desktop.ui.fields import ChoiceField, ListField, PasswordField, TextField, WordsField
from ewloe_desktop.ui.work import Work

if TYPE_CHECKING:
    from ewloe_desktop.services.people import PersonRow

translate = QCoreApplication.translate

_OF_HEAD = ("declared_on", "person_name")
_OF_GOVERNORS = ("minute", "meeting_on", "present", "in_post", "declared_on", "person_name")
_DAYS = ("meeting_on", "declared_on")
_OFFICES = {Body.HEAD: ("head_teacher",), Body.GOVERNORS: ("chair", "vice_chair", "clerk")}


class CorrectDialog(FormDialog):
    """Which decision, which fact, the right one, why, and the password of whoever puts it right."""

    help_topic = "corrections"
    idle_seconds = dialog.IDLE_CEREMONY

    def __init__(
        self, parent: QWidget | None, work: Work, decisions: Sequence[DecisionFacts], people: "Sequence[PersonRow]"
    ) -> None:
        super().__init__(
            parent,
            work,
            translate("CorrectDialog", "Correct a fact"),
            translate("CorrectDialog", "Sign the correction"),
            width=680,
        )
        self._decisions = {d.id: d for d in decisions if d.outcome == "approved" and not d.lapsed}
        self._people = people
        self.form.add_words(
            self.tr("The first sheet stays as it was. The sheet is made again and names both the old and the new fact.")
        )
        choices = [(d.id, self._about(d)) for d in self._decisions.values()]
        self.decision = self.form.add(ChoiceField("decision", self.tr("Which decision?"), choices))
        self.field = self.form.add(ListField("field", self.tr("Which fact is wrong?"), ()))
        self._now = self.form.add_words("", "quiet")
        self.new = self.form.add(TextField("new", self.tr("The right fact")))
        self.reason = self.form.add(WordsField("reason", self.tr("How did the mistake come about?"), lines=3))
        self.signer = self.form.add(ListField("signer", self.tr("Who puts it right?"), ()))
        self.password = self.form.add(PasswordField("password", self.tr("Password of that person")))
        self.decision.changed.connect(self._fill)
        self.field.changed.connect(self._tell)
        if choices:
            self.decision.set_value(choices[-1][0])
            self.kept_at = f"correct/{choices[0][0]}"
        self._fill()

    def _about(self, decision: DecisionFacts) -> str:
        who = wording.office("head_teacher") if decision.body is Body.HEAD else self.tr("Governing body")
        return f"{who}: {decision.person}, {wording.day(decision.declared_on)}"

    def _fill(self) -> None:
        decision = self._decisions.get(self.decision.value() or "")
        if decision is None:
            return
        names = _OF_HEAD if decision.body is Body.HEAD else _OF_GOVERNORS
        self.field.set_choices([(name, wording.words("corrections").get(name, name)) for name in names])
        offices = _OFFICES[decision.body]
        able = [p for p in self._people if p.can_sign_in and any(o.value in offices for o in p.offices)]
        self.signer.set_choices([(p.id, f"{p.name} — {wording.offices(p.named)}") for p in able])
        self._tell()

    def _tell(self) -> None:
        decision, name = self._decisions.get(self.decision.value() or ""), self.field.value()
        if decision is None or not name:
            return
        kept = decision.person if name == "person_name" else getattr(decision, name)
        shown = wording.day(kept) if isinstance(kept, date) else str(kept if kept is not None else "—")
        self._now.setText(self.tr("Recorded now: {fact}").format(fact=shown))

    def problems(self) -> Sequence[FieldProblem]:
        """A day must be one."""
        if self.field.value() in _DAYS and wording.parse_day(self.new.value()) is None:
            return (FieldProblem("new", "not_a_date"),)
        return () if self.signer.value() else (FieldProblem("signer", "not_chosen"),)

    def act_of(self, values: dict[str, Any]) -> tuple[Callable[..., Any], tuple[Any, ...]]:
        """Signs the correction."""
        from ewloe_desktop.services.returning import correct_decision

        decision = self._decisions[values["decision"]]
        typed = wording.parse_day(values["new"]) if values["field"] in _DAYS else None
        answer = CorrectionAnswer(
            decision_id=decision.id,
            field=values["field"],
            new=typed.isoformat() if typed else values["new"],
            reason=values["reason"],
            signer_id=values["signer"],
            password=values["password"],
        )
        return correct_decision, (self.seen or decision.seen, answer)
