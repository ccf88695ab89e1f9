"""One person's answers: from a form with its scan, said in person, or signed here with their own password."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ewloe_desktop.domain.errors import FieldProblem
from ewloe_desktop.domain.photos import REFRESH_MONTHS, How
from ewloe_desktop.domain.reviews import add_months
from ewloe_desktop.ui import dialog, parts, photo_words, typed, wording
from ewloe_desktop.ui.answer_grid import AnswersModel, AnswersView, Line, Said
from ewloe_desktop.ui.asking import FormDialog
from ewloe_desktop.ui.autosave import Autosave
from ewloe_desktop.ui.fields import ChoiceField, DateField, ListField, PasswordField, TextField
from ewloe_desktop.ui.read_box import ReadBox
from ewloe_desktop.ui.scan_field import ScanField
from ewloe_desktop.ui.work import Work

if TYPE_CHECKING:
    from ewloe_desktop.services.photo_uses import WordingFacts
    from ewloe_desktop.services.photos import PersonPermissions
    from ewloe_desktop.ui.pages.photos import PhotosPage

translate = QCoreApplication.translate


def ask_answers(page: "PhotosPage", person: "PersonPermissions", *, signing: bool = False) -> None:
    """Asks for one person's answers, once it is known what people are told, and were told before."""
    from ewloe_desktop.services.photo_uses import list_wordings

    def open_now(wordings: "Sequence[WordingFacts]") -> None:
        own = person.person_id == page.around.person.person_id
        asked = PermissionDialog(page, page.work, person, wordings, signing=signing, own=own)
        asked.ask(lambda _facts: page.notices.tell(kept))

    kept = translate("PermissionDialog", "The answers of {name} are recorded.").format(name=person.name)
    page.work.read(open_now, list_wordings)


class PermissionDialog(FormDialog):
    """The facts of the form at the left, the answers at the right; nothing is a yes until somebody says so."""

    help_topic = "photo_answers"

    def __init__(
        self,
        parent: QWidget | None,
        work: Work,
        person: "PersonPermissions",
        wordings: "Sequence[WordingFacts]",
        *,
        signing: bool = False,
        own: bool = False,
    ) -> None:
        words = translate("PermissionDialog", "Answers of {name}").format(name=person.name)
        self._signing = signing or "record" not in person.can
        act = translate("PermissionDialog", "Record the answers")
        if self._signing:
            act = translate("PermissionDialog", "Sign as {name}").format(name=person.name)
        super().__init__(parent, work, words, act, width=1080)
        self._person, self._wordings, self._own = person, tuple(wordings), own
        self.answers = AnswersModel([Line(use.id, use.name) for use in person.uses], self)
        self._add_fields()
        self._lay_out()
        self.how.changed.connect(self._how_changed)
        self.given.changed.connect(self._given_changed)
        self.answers.changed.connect(self._count)
        self._how_changed()
        self._count()

    def _add_fields(self) -> None:
        ways = (How.SCREEN,) if self._signing else (How.PAPER, How.SPOKEN)
        choices = [(way, photo_words.how_words(way)) for way in ways]
        self.how = self.form.add(ChoiceField("how", self.tr("How were they given?"), choices))
        self.how.set_value(ways[0])
        self.given = self.form.add(DateField("given_on", self.tr("Date on the form")))
        self.given.set_value(self.work.today())
        self.given.hint.hide()
        self._add_wording()
        self.scan = self.form.add(ScanField("scan", self.tr("Scan of the form"), self.work))
        self.written = self.form.add(TextField("written_by", self.tr("Put in writing by")))
        self.kept = self.form.add(TextField("kept_at", self.tr("Where the paper is kept"), optional=True))
        self.kept.label.setText(self.tr("Where the paper is kept (if you know)"))
        hint = "" if self._signing else self.tr("Two years, unless another day was agreed")
        self.until = self.form.add(DateField("until", self.tr("A yes counts until"), hint, optional=True))
        self.until.label.setText(self.tr("A yes counts until"))
        self.until.hint.setVisible(not self._signing)
        self._usual = add_months(self.work.today(), REFRESH_MONTHS)
        self.until.set_value(self._usual)
        hint = self.tr("Nobody else's password counts")
        words = self.tr("Your own password") if self._own else self.tr("Their own password")
        self.password = self.form.add(PasswordField("password", words, "" if self._own else hint))

    def _add_wording(self) -> None:
        """What the person is told now, to be read before signing; for paper, which version was on the form."""
        now = self._wordings[0]
        words = (
            self.tr("What you are told, wording {number}")
            if self._own
            else self.tr("What they are told, wording {number}")
        )
        self.told = ReadBox(words.format(number=now.number), now.text)
        self.told.setVisible(self._signing)
        self.form.column.addWidget(self.told, 1)
        versions = []
        for told in self._wordings:
            words = self.tr("Wording {number}, from {day}").format(number=told.number, day=wording.day(told.since))
            versions.append((told.id, words))
        hint = self.tr("It stands at the foot of the form")
        self.version = self.form.add(ListField("wording_id", self.tr("Wording on the form"), versions, hint))

    def _lay_out(self) -> None:
        self.body.removeWidget(self.form)
        self.body.takeAt(self.body.count() - 1)  # the stretch: here the answers take the height there is
        self.form.column.setSpacing(12)
        if not self._signing:
            self.form.column.addStretch(1)
        right = QVBoxLayout()
        right.setSpacing(8)
        self.view = AnswersView(self.answers, self.tr("Answers by use"))
        self.view.setMinimumHeight(150)
        self.count = parts.label("", "strong")
        self.keys = parts.label(self._keys_told(), "small")
        right.addWidget(self.count)
        right.addWidget(self.keys)
        right.addWidget(self.view, 1)
        right.addLayout(self._single_line())
        self._size = (1080, 640)
        across = QHBoxLayout()
        across.setSpacing(28)
        across.addWidget(self.form, 9)
        across.addLayout(right, 13)
        self.body.insertLayout(0, across, 1)

    def _keys_told(self) -> str:
        """What the keys say."""
        yes, named, alone, no = (photo_words.answer_key(one.value) for one in Said)
        told = self.tr(
            "Click, or press {yes}, {no} or Space: the picture, then the name. {named} both, {alone} only the picture."
        )
        return told.format(yes=yes, named=named, alone=alone, no=no)

    def _single_line(self) -> QHBoxLayout:
        """One picture or one event, for one use: a line of its own."""
        self.only = TextField("only", self.tr("One picture or event"))
        self.only_use = ListField("only_use", self.tr("Used for"), [(u.id, u.name) for u in self._person.uses])
        add = parts.button(self.tr("Add the line"), self._add_line)
        across = QHBoxLayout()
        across.setSpacing(10)
        across.addWidget(self.only, 5)
        across.addWidget(self.only_use, 5)
        across.addWidget(add, 0, Qt.AlignmentFlag.AlignBottom)
        return across

    def ask(self, done: Callable[[Any], None] | None = None) -> "PermissionDialog":
        """Shows it with the focus in the date, and keeps what is typed until it is recorded."""
        super().ask(done)
        place = f"photos/{self._person.person_id}/{'screen' if self._signing else 'form'}"
        self._autosave = Autosave(self, self.work, place, self._typed, self._put_back, self.form.column)
        for changed in (self.form.changed, self.answers.changed):
            changed.connect(self._autosave.touched)
        self._autosave.begin()
        self.view.start()
        (self.view if self._signing else self.given).setFocus(Qt.FocusReason.OtherFocusReason)
        return self

    def problems(self) -> Sequence[FieldProblem]:
        """At least one answer; a yes on paper has its scan."""
        said = [line for line in self.answers.lines if line.answer is not None]
        until, paper = self.until.value(), self.how.value() is How.PAPER
        wrong = {
            ("answers", "missing"): not said,
            ("given_on", "in_future"): self._given_on > self.work.today(),
            ("scan", "missing"): paper and any(line.picture for line in said) and self.scan.value() is None,
            ("until", "before_given"): until is not None and until < self._given_on,
        }
        return tuple(FieldProblem(*problem) for problem, holds in wrong.items() if holds)

    def act_of(self, values: dict[str, Any]) -> tuple[Callable[..., Any], tuple[Any, ...]]:
        """Records them in one act."""
        from ewloe_desktop.services.photo_recording import AnswerLine, RecordAnswers, record_answers

        how, scan = values["how"], values["scan"] if values["how"] is How.PAPER else None
        lines = tuple(
            AnswerLine(line.use_id, line.answer, line.only, line.name, values["until"] if line.picture else None)
            for line in self.answers.lines
            if line.answer is not None
        )
        answer = RecordAnswers(
            self._person.person_id,
            lines,
            self._given_on,
            how,
            values["wording_id"] if how is How.PAPER else self._wordings[0].id,
            written_by=values["written_by"] if how is How.SPOKEN else "",
            kept_at="" if how is How.SCREEN else values["kept_at"],
            scan=scan.content if scan else None,
            scan_name=scan.name if scan else "",
            scan_type=scan.media_type if scan else "application/pdf",
            password=values["password"] if how is How.SCREEN else "",
        )
        return record_answers, (answer,)

    @property
    def _given_on(self) -> date:
        """The day of the answers: today on screen and while no other day is typed."""
        typed: date | None = None if self.how.value() is How.SCREEN else self.given.value()
        return typed or self.work.today()

    def _given_changed(self) -> None:
        """Another day has its own two years and its own version, unless somebody has said otherwise."""
        if (given := self.given.value()) is None:
            return
        before, self._usual = self._usual, add_months(given, REFRESH_MONTHS)
        if self.until.value() == before:
            self.until.set_value(self._usual)
        self.version.set_value(photo_words.wording_of(self._wordings, given).id)

    def _how_changed(self) -> None:
        how = self.how.value()
        self.how.setVisible(not self._signing)
        self.given.setVisible(how is not How.SCREEN)
        self.scan.setVisible(how is How.PAPER)
        self.written.setVisible(how is How.SPOKEN)
        self.kept.setVisible(how is not How.SCREEN)
        self.password.setVisible(how is How.SCREEN)
        self.idle_seconds = dialog.IDLE_CEREMONY if how is How.SCREEN else dialog.IDLE_READING
        self.version.setVisible(how is How.PAPER and len(self._wordings) > 1)

    def _count(self) -> None:
        yes = sum(line.picture is True for line in self.answers.lines)
        no = sum(line.picture is False for line in self.answers.lines)
        blank = len(self.answers.lines) - yes - no
        self.count.setText(
            self.tr("{yes} yes, {no} no, {blank} blank and not recorded").format(yes=yes, no=no, blank=blank)
        )

    def _add_line(self) -> None:
        only = self.only.value()
        self.only.set_error("")
        if not only:
            self.only.set_error(wording.field_problem(FieldProblem("only", "missing")))
            self.only.setFocus()
            return
        use = next(use for use in self._person.uses if use.id == self.only_use.value())
        self.answers.add(Line(use.id, use.name, only))
        self.only.set_value("")
        self.view.setCurrentIndex(self.answers.index(len(self.answers.lines) - 1, 0))
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def _typed(self) -> dict[str, object]:
        fields = [field for field in self.form.fields.values() if field is not self.scan]
        lines = [[x.use_id, x.only, x.picture, x.name] for x in self.answers.lines if x.only or x.picture is not None]
        scan = self.scan.value()
        return {**typed.typed_in(fields), "scan_path": scan.path if scan else "", "lines": lines}

    def _put_back(self, content: Mapping[str, object]) -> None:
        typed.put_back([field for field in self.form.fields.values() if field is not self.scan], content)
        if path := str(content.get("scan_path", "")):
            self.scan.take(path)
        elif self.scan.value() is not None:
            self.scan.set_value(None)
        kept: Any = content.get("lines", ())
        names = {use.id: use.name for use in self._person.uses}
        said = {(use, only): (picture, name) for use, only, picture, name in kept if use in names}
        lines = [Line(use, names[use], "", *said.pop((use, ""), (None, None))) for use in names]
        lines += [Line(use, names[use], only, *answers) for (use, only), answers in said.items()]
        self.answers.show(lines)
