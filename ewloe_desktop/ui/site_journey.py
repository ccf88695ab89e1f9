"""The journey of a request for a site up to its check page: steps made from the form, everything typed kept."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from ewloe_desktop.domain.site_answers import Answers, Value, said
from ewloe_desktop.domain.site_form import Question, RequestKind
from ewloe_desktop.domain.sites import RequestState
from ewloe_desktop.ui import dialog, parts
from ewloe_desktop.ui.asking import ActSteps
from ewloe_desktop.ui.autosave import Autosave, Content
from ewloe_desktop.ui.forms import Form
from ewloe_desktop.ui.people_picker import PeopleField
from ewloe_desktop.ui.scan_field import Scan
from ewloe_desktop.ui.site_start import Start
from ewloe_desktop.ui.site_steps import MINE, KindForm, QuestionsForm
from ewloe_desktop.ui.work import Work

if TYPE_CHECKING:
    from ewloe_desktop.services.site_hosts import HostFacts


class SiteJourney(ActSteps):
    """Everything typed is kept while it is typed, for this person and this request, until it is sent."""

    help_topic = "site_request"
    idle_seconds = dialog.IDLE_READING
    of_window = (0.78, 0.94)

    def __init__(self, parent: QWidget | None, work: Work, start: Start) -> None:
        super().__init__(parent, work, start.title, width=960, height=690)
        self.setObjectName("site_request")
        self.start = start
        self.offered = start.offered
        self.kind = start.kind or RequestKind.CREATE
        self._begun: dict[str, Value] = dict(start.answers)
        self._kept: dict[str, object] = {}  # what is typed in steps that are not there now
        self.kind_form = self._ask_kind() if start.kind is None else None
        self._build()
        self._blank = self.answers()
        self.autosave = Autosave(self, work, start.place, self._typed, self._put_back, self.body)
        self.autosave.beside = (self._scan_at,)

    @property
    def steps(self) -> list[QuestionsForm]:
        """The steps that ask."""
        return [form for form in self.forms if isinstance(form, QuestionsForm)]

    @property
    def questions(self) -> Mapping[str, Question]:
        """Every question of this kind of request."""
        return {id_: question for form in self.steps for id_, question in form.questions.items()}

    def begin(self) -> None:
        """Opens at the first step, or where somebody stopped."""
        self.open()
        self.show_step(0)
        assert self.autosave is not None
        self.autosave.begin()

    def answers(self) -> Answers:
        """Every answer so far."""
        return {**self._begun, **{id_: value for form in self.steps for id_, value in form.answers().items()}}

    def last_forms(self) -> list[tuple[str, Form]]:
        """The pages behind the questions, each with its title; the first of them sends."""
        return []

    # how the steps are made

    def _ask_kind(self) -> KindForm:
        asked = KindForm(may_enter_paper=self.start.may_run)
        self.add_form(self.tr("What is asked for"), asked)
        asked.kind.changed.connect(self._kind_changed)
        asked.whose.changed.connect(self._whose_changed)
        asked.changed.connect(self._touched)
        return asked

    def _build(self) -> None:
        """The steps of this kind, with what was typed in them, and the pages behind them."""
        for step in self.start.form.steps:
            form = QuestionsForm(step, self.kind, self.offered, self.work)
            if form.questions:
                self._add_step(form)
        self.act_step = self.pages.count()
        for title, last in self.last_forms():
            self.add_form(title, last)
        self._show_asked()

    def _add_step(self, form: QuestionsForm) -> None:
        form.show_answers(self._begun)
        form.put_back(self._kept)
        if self.start.change is not None and not self.steps:
            form.column.insertWidget(0, self._goes_round())
        self.add_form(form.title, form)
        form.changed.connect(self._show_asked)
        form.changed.connect(self._touched)
        for host in form.hosts:
            host.add_wanted.connect(self._add_host)
        if "author" in form.questions and self.start.author_stays:
            self._fix_author(form)
        if form.evidence is not None:
            form.evidence.read.connect(self._keep_scan)

    def _fix_author(self, form: QuestionsForm) -> None:
        author = said(self._begun, "author")
        form.fix("author", self.offered.names.get(author, ""))

    def _goes_round(self) -> parts.CardFrame:
        card = parts.CardFrame(name="notice")
        change = self.start.change
        if change is not None and change.row.state is RequestState.RETURNED:
            why = next(one for one in reversed(change.decisions) if one.round == change.row.round)
            words = self.tr("Returned by {name}: {reason}").format(name=why.person, reason=why.reason)
            card.column.addWidget(parts.label(words, "strong"))
        told = self.tr("What you change goes round again: once it is sent, every approval so far falls away.")
        card.column.addWidget(parts.label(told))
        return card

    def _kind_changed(self) -> None:
        """Other questions: what was typed stays where both kinds ask it."""
        assert self.kind_form is not None
        kind = self.kind_form.kind.value()
        if kind is self.kind:
            return
        self._kept |= self._typed_in_steps()
        self.kind = kind
        self.keep_first(1)
        self._build()
        words = self.tr("Step {number} of {count}")
        self.count.setText(words.format(number=1, count=self.pages.count()))

    def _whose_changed(self) -> None:
        """One's own request is in one's own name; somebody else's waits for theirs."""
        assert self.kind_form is not None
        author = self._asker.fields["author"]
        mine = self.kind_form.whose.value() == MINE
        if mine or author.value() == (self.start.me,):
            author.set_value((self.start.me,) if mine else ())
        self._show_asked()

    @property
    def _asker(self) -> QuestionsForm:
        """The step that asks whose request it is; every form has one."""
        return next(form for form in self.steps if isinstance(form.fields.get("author"), PeopleField))

    def _show_asked(self) -> None:
        answers = self.answers()
        author = said(answers, "author")
        other = self.offered.names.get(author, "") if author != self.start.me else ""
        for form in self.steps:
            form.show_asked(answers)
        self._asker.show_paper(other)

    def _add_host(self) -> None:
        from ewloe_desktop.ui.dialogs.site_hosts import HostDialog

        HostDialog(self, self.work).ask(self._host_added)

    def _host_added(self, host: "HostFacts") -> None:
        self.offered = self.offered.with_host(host)
        for form in self.steps:
            for field in form.hosts:
                field.offer(self.offered.hosts, host.id)
        self._touched()

    # what is typed, and keeping it

    @property
    def scan(self) -> Scan | None:
        """The scan of the paper, when it is somebody else's request."""
        evidence = self._asker.evidence
        asked = evidence is not None and evidence.isVisibleTo(self._asker)
        return evidence.value() if asked and evidence is not None else None

    @property
    def kept_at(self) -> str:
        """Where the paper is, when it is somebody else's request."""
        field = self._asker.kept_at
        return field.value() if field is not None and field.isVisibleTo(self._asker) else ""

    @property
    def _scan_at(self) -> str:
        return f"{self.start.place}/scan"

    def _touched(self) -> None:
        if self.autosave is not None:
            self.autosave.touched()

    def _typed_in_steps(self) -> dict[str, object]:
        return {id_: kept for form in self.steps for id_, kept in form.typed().items()}

    def _typed(self) -> Content:
        scan = self.scan
        return {
            "kind": self.kind.value,
            "whose": self.kind_form.whose.value() if self.kind_form else MINE,
            "typed": {**self._kept, **self._typed_in_steps()},
            "scan": [scan.name, scan.media_type] if scan else [],
            "kept_at": self.kept_at,
            "step": min(self.step, self.act_step) if self.answers() != self._blank else 0,
        }

    def _put_back(self, content: Content) -> None:
        kept: dict[str, Any] = dict(content)
        if self.kind_form is not None:
            self.kind_form.kind.set_value(RequestKind(kept["kind"]))
            self.kind_form.whose.set_value(kept["whose"])
        self._kept = dict(kept["typed"])
        for form in self.steps:
            form.put_back(self._kept)
        asker = self._asker
        if asker.kept_at is not None and asker.evidence is not None:
            asker.kept_at.set_value(kept["kept_at"])
            asker.evidence.set_value(None)
        if kept["scan"]:
            from ewloe_desktop.services.drafts import kept_file

            self.work.read(lambda file: self._scan_again(kept["scan"], file), kept_file, self._scan_at)
        self._show_asked()
        self.show_step(min(int(kept["step"]), self.act_step))

    def _keep_scan(self, scan: Scan) -> None:
        from ewloe_desktop.services.drafts import keep_file

        self.work.note(keep_file, self._scan_at, scan.content)

    def _scan_again(self, named: list[str], file: bytes | None) -> None:
        evidence = self._asker.evidence
        if file is not None and evidence is not None:
            name, media_type = named
            evidence.set_value(Scan(name, media_type, file))
