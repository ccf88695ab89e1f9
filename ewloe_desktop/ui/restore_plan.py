"""What a copy would put back and what would be missing, and the confirmation that is typed."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QHeaderView, QTreeWidget, QTreeWidgetItem

from ewloe_desktop.domain.errors import FieldProblem
from ewloe_desktop.ui import parts, theme, wording
from ewloe_desktop.ui.forms import CheckField, Form, TextField

if TYPE_CHECKING:
    from ewloe_desktop.services.restoring import RestorePlan

translate = QCoreApplication.translate
_HIGH = 130


class PlanForm(Form):
    """Filled when a copy has been looked at."""

    def __init__(self) -> None:
        super().__init__()
        self.told = self.add_words("")
        self.lost = self.add_words("", "strong")
        self.rows = QTreeWidget()
        self.rows.setHeaderLabels([self.tr("Act"), self.tr("When"), self.tr("What would be missing")])
        self.rows.setRootIsDecorated(False)
        self.rows.setAccessibleName(self.tr("What would be missing"))
        self.rows.setFixedHeight(theme.scaled(_HIGH))
        self.rows.header().setSectionResizeMode(0, QHeaderView.ResizeMode.ResizeToContents)
        self.rows.header().setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        self.column.addWidget(self.rows)
        self.number = self.add(TextField("number", self.tr("How many acts would be missing?")))
        self.number.line.setMaximumWidth(180)
        self.sure = self.add(CheckField("sure", self.tr("I know that the register here is put aside"), must=True))
        self._count = 0

    def show_plan(self, plan: "RestorePlan") -> None:
        """Shows what was found."""
        self._count = plan.missing_count
        words = self.tr(
            "The copy is whole: {school}, register {code}, {acts}; the newest is of {when}. {who} signs that it is put "
            "back."
        )
        acts = wording.count(plan.acts, self.tr("act"), self.tr("acts"))
        facts = {"school": plan.school, "code": plan.register_code, "acts": acts, "who": plan.who}
        self.told.setText(words.format(when=wording.moment(plan.newest_at), **facts))
        self.lost.setText(self._lost(plan))
        self.rows.setVisible(bool(plan.missing))
        self.rows.clear()
        for act in plan.missing:
            what = wording.act(act.kind, act.facts)
            self.rows.addTopLevelItem(QTreeWidgetItem([f"{act.act:,}", wording.moment(act.at), what]))
        self.number.setVisible(plan.missing_count > 0)
        self.number.optional = not plan.missing_count
        self.number.set_value("")
        hint = self.tr("Type the number {count}").format(count=plan.missing_count)
        self.number.hint.setText(hint)
        self.number.hint.show()
        self.sure.setVisible(plan.there != "nothing")
        self.sure.set_value(plan.there == "nothing")
        parts.announce(self, self.lost.text())

    def _lost(self, plan: "RestorePlan") -> str:
        if plan.there == "nothing":
            return self.tr("There is no register in this place yet.")
        told = []
        if plan.there == "unreadable":
            told.append(self.tr("The register that is here does not open, so what is in it cannot be listed."))
        if plan.missing_count:
            acts = wording.count(plan.missing_count, self.tr("act"), self.tr("acts"))
            told.append(self.tr("{acts} recorded since would be missing.").format(acts=acts))
        elif plan.there == "register":
            told.append(self.tr("Nothing would be missing: the register here holds no newer act."))
        if plan.erased:
            people = wording.count(plan.erased, self.tr("person"), self.tr("people"))
            told.append(self.tr("What was erased of {people} since is erased again.").format(people=people))
        return " ".join(told)

    def problems(self) -> tuple[FieldProblem, ...]:
        """The number that was typed must be the one on the list."""
        typed = "".join(c for c in self.number.value() if c.isalnum())
        if self._count and typed != str(self._count):
            return (FieldProblem("number", "not_the_number", {"count": self._count}),)
        return ()

    def check(self, more: object = None) -> bool:
        """Whether it was confirmed."""
        return super().check(self.problems)
