"""The form that asks for a site, as a file that can be changed, and the requirements that requests rest on."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QFileDialog, QWidget

from ewloe_desktop.domain.errors import FieldProblem, FieldsRefused
from ewloe_desktop.ui import dialog, parts, printing, wording
from ewloe_desktop.ui.asking import FormDialog
from ewloe_desktop.ui.fields import ListField
from ewloe_desktop.ui.site_view import notice
from ewloe_desktop.ui.work import Work

if TYPE_CHECKING:
    from ewloe_desktop.domain.policies import PolicyRow, RevisionFacts
    from ewloe_desktop.domain.site_form import SiteForm
    from ewloe_desktop.services.site_form import FormFacts
    from ewloe_desktop.ui.page import Page

    InUse = tuple[FormFacts, Sequence[PolicyRow]]

translate = QCoreApplication.translate
Read = tuple[str, "SiteForm"]


class FormFileDialog(dialog.Dialog):
    """Which form is in use and since when, and under which requirements; each change is an act of its own."""

    help_topic = "site_form"
    idle_seconds = dialog.IDLE_READING

    def __init__(self, page: "Page") -> None:
        title = translate("FormFileDialog", "The form, and the requirements it rests on")
        super().__init__(page, title, width=820, height=560)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.page, self.work, self.notices = page, page.work, page.notices
        self.facts: FormFacts | None = None
        self.policies: Sequence[PolicyRow] = ()
        self._changes = page.around.may("change_settings")
        self.add_buttons(None, parts.button(self.tr("Close"), self.reject))
        self.work.changed.connect(self.load)

    @classmethod
    def ask(cls, page: "Page") -> "FormFileDialog":
        """Opens it once it is known what is in use."""
        asked = cls(page)
        asked.load()
        asked.open()
        return asked

    def load(self) -> None:
        """Asks for the form, and for the policies that could hold the requirements."""
        self.work.read(self._show, _in_use)

    def _show(self, in_use: "InUse") -> None:
        facts, policies = in_use
        self.facts, self.policies = facts, [row for row in policies if not row.retired]
        parts.clear(self.body)
        self._show_form(facts)
        self.body.addSpacing(6)
        self.body.addWidget(parts.rule())
        self._show_basis(facts)
        self.body.addStretch(1)

    def _show_form(self, facts: "FormFacts") -> None:
        title = self.tr("The form: version {number}, since {day}")
        self.body.addWidget(parts.label(title.format(number=facts.number, day=wording.day(facts.since)), "h2"))
        told = self.tr(
            "The questions stand in a file that the governing body can have changed: save it, change its words, its "
            "order or add questions, give it a new number, and load it. Each version is kept, and a request keeps the "
            "one it was made on. The questions that the rules read must stay."
        )
        self.body.addWidget(parts.label(told))
        buttons = [parts.button(self.tr("Save the form's file…"), self.save, icon="save")]
        if self._changes:
            load = self.tr("Load another version…")
            buttons.append(parts.button(load, self.choose, icon="import", writes=True))
        self.body.addLayout(parts.row(*buttons))

    def _show_basis(self, facts: "FormFacts") -> None:
        self.body.addWidget(parts.label(self.tr("The requirements"), "h2"))
        named = next((row.title for row in self.policies if row.id == facts.basis_policy_id), "")
        if facts.adopted:
            adopted = self.tr("Adopted by the governing body: {basis}. Requests rest on it.")
            self.body.addWidget(parts.label(adopted.format(basis=facts.basis)))
        else:
            told = self.tr(
                "Until the governing body adopts requirements, requests rest on the head teacher's authority."
            )
            first = self.tr("Named, not adopted yet: {title}").format(title=named) if named else ""
            self.body.addWidget(notice("info", first or self.tr("No requirements have been adopted"), told))
        buttons = []
        if self._changes:
            if not facts.basis_policy_id:
                begin = self.tr("Begin with the sample requirements")
                buttons.append(parts.button(begin, self.begin_sample, icon="add", writes=True))
            name = self.tr("Name another policy…") if facts.basis_policy_id else self.tr("Name the policy…")
            if self.policies:
                buttons.append(parts.button(name, self.name_policy, writes=True))
        if facts.basis_policy_id:
            buttons.append(parts.button(self.tr("Go to the policy"), self.go_to_policy))
        self.body.addLayout(parts.row(*buttons))

    # ---- the form's file

    def save(self) -> None:
        """Saves the file, to be changed."""
        if self.facts is not None:
            name = self.tr("site-form-{number}.toml").format(number=self.facts.number)
            printing.save_file(self, self.work, self.notices, name, self.facts.content.encode())

    def choose(self) -> None:
        """Asks for a file and reads it."""
        kinds = self.tr("Form files (*.toml);;All files (*)")
        path, _kind = QFileDialog.getOpenFileName(self, self.tr("Choose the form's file"), "", kinds)
        if path:
            self.take(path)

    def take(self, path: str) -> None:
        """Reads a file away from the window; what is wrong with it is said here."""
        self.summary.show_problems(())
        self.work.background(self._read, _read_form, path, failed=self.show_failure)

    def _read(self, read: Read) -> None:
        content, form = read
        asked = sum(len(step.questions) for step in form.steps)
        words = self.tr("Version {number} has {count} questions. New requests are made on it from now on.")
        keep = self.tr("Those under way keep their own version until somebody changes them.")
        title = self.tr("Use this form from now on?")
        buttons = [("keep", self.tr("Use this form"), "primary"), ("", self.tr("Cancel"), "link")]
        if dialog.Message.ask(self, title, [words.format(number=form.number, count=asked), keep], buttons):
            from ewloe_desktop.services.site_form import load_form

            self.work.write(self._loaded, load_form, content, failed=self.show_failure)

    def _loaded(self, facts: "FormFacts") -> None:
        self.notices.tell(self.tr("Version {number} is the form from now on.").format(number=facts.number))

    def show_failure(self, failure: BaseException) -> None:
        """Says which question of a file cannot be used, and why."""
        if not isinstance(failure, FieldsRefused):
            super().show_failure(failure)
            return
        told = [f"{_question(problem.field)}{wording.field_problem(problem)}" for problem in failure.problems]
        self.summary.show_problems([(words, None) for words in told])

    # ---- the requirements

    def begin_sample(self) -> None:
        """Brings the sample requirements in as a draft."""
        from ewloe_desktop.services.site_form import begin_requirements

        self.work.write(self._begun, begin_requirements, failed=self.show_failure)

    def _begun(self, revision: "RevisionFacts") -> None:
        self.accept()
        self.notices.tell(self.tr("The sample is a draft now: change its words, then the governing body adopts it."))
        self.page.go.emit("policies", {"policy_id": revision.policy_id, "revision_id": revision.id})

    def name_policy(self) -> None:
        """Asks which policy holds the requirements."""
        if self.facts is not None:
            told: Callable[[Any], None] = lambda _facts: self.notices.tell(self.tr("Kept."))  # noqa: E731
            NameBasisDialog(self, self.work, self.facts, self.policies).ask(told)

    def go_to_policy(self) -> None:
        """Leaves for the policy that holds the requirements."""
        if self.facts is not None:
            policy = self.facts.basis_policy_id
            self.accept()
            self.page.go.emit("policies", {"policy_id": policy})


class NameBasisDialog(FormDialog):
    """Which policy holds the school's requirements for official sites."""

    help_topic = "site_form"

    def __init__(self, parent: QWidget | None, work: Work, form: "FormFacts", policies: "Sequence[PolicyRow]") -> None:
        title = translate("NameBasisDialog", "Name the policy")
        super().__init__(parent, work, title, translate("NameBasisDialog", "Name this policy"))
        self.seen = form.basis_seen
        hint = self.tr("Its revision in force counts, once the governing body has approved it")
        choices = [(row.id, row.title) for row in policies]
        words = self.tr("Which policy holds the requirements for official sites?")
        self.form.add(ListField("policy", words, choices, hint)).set_value(form.basis_policy_id)

    def act_of(self, values: dict[str, Any]) -> tuple[Callable[..., Any], tuple[Any, ...]]:
        """Names it."""
        from ewloe_desktop.services.site_form import name_basis

        return name_basis, (values["policy"], self.seen)


def _in_use(session: Any, actor: Any) -> "InUse":
    """The form, and the policies that could hold the requirements."""
    from ewloe_desktop.services.policies import list_policies
    from ewloe_desktop.services.site_form import show_form

    return show_form(session, actor), list_policies(session, actor)


def _read_form(path: str) -> Read:
    """A file's text and its questions; FieldsRefused says what in it cannot be used."""
    from ewloe_desktop.services.site_form import LONGEST_FILE, read_form

    try:
        with Path(path).open("rb") as file:
            content = file.read(LONGEST_FILE + 1).decode("utf-8")
    except (OSError, UnicodeDecodeError):
        raise FieldsRefused((FieldProblem("form", "not_readable"),)) from None
    if len(content) > LONGEST_FILE:
        raise FieldsRefused((FieldProblem("form", "too_long", {"most": LONGEST_FILE}),))
    return content, read_form(content)


def _question(field: str) -> str:
    """The question's own id as it stands in the file; nothing for the file as a whole."""
    return "" if field in ("form", "number", "") else f"{field}: "
