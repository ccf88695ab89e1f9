"""Document control of one policy: who looks after it, where it can be read, whom it was shown to."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from ewloe_desktop.domain.errors import FieldProblem
from ewloe_desktop.domain.policy_control import Consulted
from ewloe_desktop.ui import wording
from ewloe_desktop.ui.asking import FormDialog
from ewloe_desktop.ui.choices import ChoiceField
from ewloe_desktop.ui.fields import DateField, TextField, WordsField
from ewloe_desktop.ui.people_picker import PeopleField
from ewloe_desktop.ui.work import Work

if TYPE_CHECKING:
    from ewloe_desktop.domain.policy_control import ControlFacts
    from ewloe_desktop.services.policy_control import ControlAsk
    from ewloe_desktop.ui.pages.policies import PoliciesPage

translate = QCoreApplication.translate


class ControlDialog(FormDialog):
    """Everything may stay empty; what is filled in stands beside the policy and on its next sheets."""

    help_topic = "policy_control"

    def __init__(self, parent: QWidget | None, work: Work, asked: "ControlAsk") -> None:
        title = translate("ControlDialog", "Document control")
        super().__init__(parent, work, title, translate("ControlDialog", "Keep this"), width=720)
        self._facts = asked.facts
        self.seen = asked.facts.seen
        self.kept_at = f"control/{asked.facts.policy_id}"
        self.form.add_words(asked.title, "strong")
        self.form.add_words(
            self.tr("It is printed on the policy's next approval sheet. A signed sheet stays as it was signed.")
        )
        self.owner = PeopleField("owner_id", self.tr("Who looks after it?"), optional=True, most=1)
        self.owner.offer(asked.people)
        self.form.add(self.owner)
        choices = ((True, self.tr("Yes")), (False, self.tr("No")), (None, self.tr("Not known")))
        self.form.add(ChoiceField("statutory", self.tr("Does the law ask for this policy?"), choices, across=True))
        hint = self.tr("For example: the school's website, the staff room, a paper copy on request")
        self.form.add(TextField("published", self.tr("Where can it be read?"), hint, optional=True))
        self.form.add(DateField("effective_on", self.tr("To be followed from"), optional=True))
        hint = self.tr("One line for each, with the day at its end: School council, 12 October 2026")
        self.consulted = WordsField("consulted", self.tr("Who was asked about it?"), hint, optional=True, lines=3)
        self.form.add(self.consulted)
        self.form.add(self._related(asked))
        hint = self.tr("For example: as long as it is in force and six years after")
        self.form.add(TextField("retention", self.tr("How long is it kept?"), hint, optional=True))
        self._fill(asked.facts)

    def _related(self, asked: "ControlAsk") -> PeopleField:
        related = PeopleField("related", self.tr("Policies that belong with it"), optional=True)
        related.line.setPlaceholderText(self.tr("Type part of a title"))
        related.found.setAccessibleName(self.tr("Policies found"))
        related.offer(asked.policies)
        return related

    def _fill(self, facts: "ControlFacts") -> None:
        lines = [f"{one.who}, {wording.day(one.on)}" for one in facts.consulted]
        self.form.set_values(
            {
                "owner_id": (facts.owner_id,) if facts.owner_id else (),
                "statutory": facts.statutory,
                "published": facts.published,
                "effective_on": facts.effective_on,
                "consulted": "\n".join(lines),
                "related": facts.related,
                "retention": facts.retention,
            }
        )

    def problems(self) -> Sequence[FieldProblem]:
        """Every line of who was asked ends with a day."""
        wrong = next((line for line in _lines(self.consulted.value()) if _consulted(line) is None), "")
        return (FieldProblem("consulted", "no_day", {"line": wrong}),) if wrong else ()

    def act_of(self, values: dict[str, Any]) -> tuple[Callable[..., Any], tuple[Any, ...]]:
        """Keeps it."""
        from ewloe_desktop.services.policy_control import ControlAnswer, keep_control

        answer = ControlAnswer(
            owner_id=next(iter(values["owner_id"]), None),
            statutory=values["statutory"],
            published=values["published"],
            related=values["related"],
            consulted=tuple(one for line in _lines(values["consulted"]) if (one := _consulted(line)) is not None),
            effective_on=values["effective_on"],
            retention=values["retention"],
        )
        return keep_control, (self._facts.policy_id, self.seen, answer)


def ask_control(page: "PoliciesPage") -> None:
    """Opens it for the policy in sight."""
    from ewloe_desktop.services.policy_control import show_control

    shown = page.acts.page
    assert shown is not None
    told = translate("ControlDialog", "Kept beside the policy.")

    def open_now(asked: "ControlAsk") -> None:
        ControlDialog(page, page.work, asked).ask(lambda _facts: page.notices.tell(told))

    page.work.read(open_now, show_control, shown.policy.id)


def _lines(typed: str) -> list[str]:
    return [line.strip() for line in typed.splitlines() if line.strip()]


def _consulted(line: str) -> Consulted | None:
    """Who and when: the day is what stands after the last comma, or the last words of the line."""
    who, _, last = line.rpartition(",")
    tries = [(who, last), *((" ".join(line.split()[:-n]), " ".join(line.split()[-n:])) for n in (3, 1))]
    for name, day in tries:
        on: date | None = wording.parse_day(day.strip())
        if on is not None and name.strip(" ,–-"):
            return Consulted(name.strip(" ,–-"), on)
    return None
