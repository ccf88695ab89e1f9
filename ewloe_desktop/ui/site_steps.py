"""The steps of a request for a site, made from the form's data, and the first one: what is asked for and by whom."""

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from ewloe_desktop.domain.site_answers import Answers, Value, holds
from ewloe_desktop.domain.site_form import FormStep, RequestKind
from ewloe_desktop.ui import parts, site_words
from ewloe_desktop.ui import site_form_fields as fields
from ewloe_desktop.ui.choices import ChoiceField
from ewloe_desktop.ui.field import Field
from ewloe_desktop.ui.fields import TextField
from ewloe_desktop.ui.forms import Form
from ewloe_desktop.ui.scan_field import ScanField
from ewloe_desktop.ui.site_form_fields import Offered
from ewloe_desktop.ui.site_host_field import HostField
from ewloe_desktop.ui.site_told import EVIDENCE, Told
from ewloe_desktop.ui.work import Work

MINE, PAPER = "mine", "paper"


class KindForm(Form):
    """A site of the school's own or taking part in another one; one's own request or somebody else's on paper."""

    def __init__(self, *, may_enter_paper: bool) -> None:
        super().__init__()
        own = self.tr("The school makes and runs it: a website, a blog, an account.")
        part = self.tr("Somebody else runs it; you write there for the school. A shorter form.")
        kinds = (
            (RequestKind.CREATE, site_words.kind(RequestKind.CREATE.value), own),
            (RequestKind.TAKE_PART, site_words.kind(RequestKind.TAKE_PART.value), part),
        )
        self.kind = self.add(ChoiceField("kind", self.tr("What do you ask for?"), kinds))
        self.kind.set_value(RequestKind.CREATE)
        mine = (MINE, self.tr("My own"), self.tr("You are the one who asks for it."))
        on_paper = self.tr("They filled in and signed the printed form; you type it in and keep the paper or its scan.")
        paper = (PAPER, self.tr("Somebody else's, from their paper form"), on_paper)
        self.whose = self.add(ChoiceField("whose", self.tr("Whose request is it?"), (mine, paper)))
        self.whose.set_value(MINE)
        self.whose.setVisible(may_enter_paper)
        kept = self.tr("Everything is kept while you type. You can stop and go on another day.")
        self.add_words(kept, "quiet")
        self.add_words(self.tr("Passwords are never part of a request."), "quiet")


class QuestionsForm(Form):
    """One step: a field for each question, shown while it is asked."""

    def __init__(self, step: FormStep, kind: RequestKind, offered: Offered, work: Work) -> None:
        super().__init__()
        self.title = step.title
        self.questions = {question.id: question for question in step.questions if kind in question.kinds}
        self.evidence: ScanField | None = None
        self.kept_at: TextField | None = None
        self._paper_words: QLabel | None = None
        self._fixed: set[str] = set()
        if step.hint:
            self.add_words(step.hint, "quiet")
        for question in self.questions.values():
            self.add(fields.field_for(question, offered))
            if question.id == "author":
                self._add_paper(work)

    def _add_paper(self, work: Work) -> None:
        """Where the paper is that somebody else signed: asked only when it is somebody else's request."""
        self._paper_words = self.add_words("", "strong")
        hint = self.tr("A PDF or a picture of the whole form, with its signature")
        self.evidence = self.add(ScanField(EVIDENCE, self.tr("Scan of the paper form"), work, hint))
        hint = self.tr("A folder or a drawer, when there is no scan")
        self.kept_at = self.add(TextField("kept_at", self.tr("Where the paper is kept"), hint))
        self.show_paper("")

    def show_paper(self, name: str) -> None:
        """Asks for the paper of that person; "" does not ask."""
        for widget in (self._paper_words, self.evidence, self.kept_at):
            if widget is not None:
                widget.setVisible(bool(name))
        if self._paper_words is not None:
            said = self.tr("You type in what {name} signed on paper. Attach the scan, or say where the paper is kept.")
            self._paper_words.setText(said.format(name=name))

    @property
    def hosts(self) -> list[HostField]:
        """The fields in which a host is chosen."""
        return [field for field in self.fields.values() if isinstance(field, HostField)]

    def answers(self) -> dict[str, Value]:
        """Every question's answer."""
        return {id_: fields.answer_of(question, self.fields[id_]) for id_, question in self.questions.items()}

    def show_answers(self, answers: Answers) -> None:
        """Puts answers in."""
        for id_, question in self.questions.items():
            if id_ in answers:
                fields.show_answer(question, self.fields[id_], answers[id_])

    def typed(self) -> dict[str, object]:
        """What is typed, question by question."""
        return {id_: fields.typed_in(self.fields[id_]) for id_ in self.questions}

    def put_back(self, kept: Mapping[str, Any]) -> None:
        """Shows what was typed."""
        for id_ in self.questions.keys() & kept.keys():
            fields.put_back(self.fields[id_], kept[id_])

    def show_asked(self, answers: Answers) -> None:
        """Shows the questions whose condition holds, and hides the others with what is typed in them."""
        for id_, question in self.questions.items():
            asked = holds(question.when, answers) and id_ not in self._fixed
            if self.fields[id_].isVisibleTo(self) != asked:
                self.fields[id_].setVisible(asked)

    def fix(self, question: str, words: str) -> None:
        """Says an answer that cannot be another one, instead of asking."""
        field = self.fields[question]
        self._fixed.add(question)
        field.hide()
        said = QVBoxLayout()
        said.setSpacing(4)
        said.addWidget(parts.label(field.words, "strong"))
        said.addWidget(parts.label(words))
        self.column.insertLayout(self.column.indexOf(field), said)

    def show_told(self, told: Sequence[Told]) -> None:
        """What is wrong beside each field, and all of it above, leading there."""
        by_field = {one.question: one for one in told}
        for id_, field in self.fields.items():
            fields.show_wrong(field, by_field[id_].words if id_ in by_field else "")
        self.summary.show_problems([(one.aloud, self._goal(one.question)) for one in told])

    def lead_to(self, question: str) -> None:
        """Puts the focus into the answer of a question."""
        goal = self._goal(question)
        if isinstance(goal, Field):
            fields.lead_to(goal)

    def _goal(self, question: str) -> QWidget | None:
        return self.fields.get(question)
