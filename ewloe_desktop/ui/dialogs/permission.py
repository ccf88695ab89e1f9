"""One person's answers: from a form with its scan, said in person, or signed here with their own password."""

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ewloe_desktop.domain.errors import FieldProblem
from ewloe_desktop.domain.photos import How
from ewloe_desktop.ui import dialog, parts, photo_words, typed
from ewloe_desktop.ui.answer_grid import AnswersModel, AnswersView, Line
from ewloe_desktop.ui.asking import FormDialog
from ewloe_desktop.ui.autosave import Autosave
from ewloe_desktop.ui.fields import ChoiceField, DateField, ListField, PasswordField, TextField
from ewloe_desktop.ui.scan_field import ScanField
from ewloe_desktop.ui.work import Work

if TYPE_CHECKING:
    from ewloe_desktop.services.photo_uses import WordingFacts
    from ewloe_desktop.services.photos import PersonPermissions
    from ewloe_desktop.ui.pages.photos import PhotosPage

translate = QCoreApplication.translate


def ask_answers(page: "PhotosPage", person: "PersonPermissions", *, signing: bool = False) -> None:
    """Asks for one person's answers, once it is known what people are told now."""
    from ewloe_desktop.services.photo_uses import show_wording

    def open_now(told: "WordingFacts") -> None:
        PermissionDialog(page, page.work, person, told, signing=signing).ask(lambda _facts: page.notices.tell(kept))

    kept = translate("PermissionDialog", "The answers of {name} are recorded.").format(name=person.name)
    page.work.read(open_now, show_wording)


class PermissionDialog(FormDialog):
    """The facts of the form at the left, the answers at the right; nothing is a yes until somebody says so."""

    help_topic = "photos"

    def __init__(
        self,
        parent: QWidget | None,
        work: Work,
        person: "PersonPermissions",
        told: "WordingFacts",
        *,
        signing: bool = False,
    ) -> None:
        words = translate("PermissionDialog", "Answers of {name}").format(name=person.name)
        super().__init__(parent, work, words, translate("PermissionDialog", "Record the answers"), width=1080)
        self._person, self._told = person, told
        self._signing = signing or "record" not in person.can
        self.answers = AnswersModel([Line(use.id, use.name) for use in person.uses], self)
        self._add_fields()
        self._lay_out()
        self.how.changed.connect(self._how_changed)
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
        self.scan = self.form.add(ScanField("scan", self.tr("Scan of the form"), self.work))
        self.written = self.form.add(TextField("written_by", self.tr("Put in writing by")))
        self.kept = self.form.add(TextField("kept_at", self.tr("Where the paper is kept"), optional=True))
        self.kept.label.setText(self.tr("Where the paper is kept (if you know)"))
        self.wording = self.form.add_words("", "" if self._signing else "small")
        hint = self.tr("{name} types it. Nobody else's password counts.").format(name=self._person.name)
        self.password = self.form.add(PasswordField("password", self.tr("Their own password"), hint))

    def _lay_out(self) -> None:
        self.body.removeWidget(self.form)
        self.body.takeAt(self.body.count() - 1)  # the stretch: here the answers take the height there is
        self.form.column.setSpacing(12)
        self.form.column.addStretch(1)
        right = QVBoxLayout()
        right.setSpacing(8)
        self.view = AnswersView(self.answers, self.tr("Answers by use"))
        self.view.setMinimumHeight(230)
        self.count = parts.label("", "strong")
        self.keys = parts.label(self.tr("Y is yes, N is no, Space is blank. A blank line is not recorded."), "small")
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
        if not said:
            return (FieldProblem("answers", "missing"),)
        if self.given.isVisibleTo(self) and self.given.value() > self.work.today():
            return (FieldProblem("given_on", "in_future"),)
        if self.how.value() is How.PAPER and any(line.picture for line in said) and self.scan.value() is None:
            return (FieldProblem("scan", "missing"),)
        return ()

    def act_of(self, values: dict[str, Any]) -> tuple[Callable[..., Any], tuple[Any, ...]]:
        """Records them in one act."""
        from ewloe_desktop.services.photo_recording import AnswerLine, RecordAnswers, record_answers

        how, scan = values["how"], values["scan"] if values["how"] is How.PAPER else None
        lines = tuple(
            AnswerLine(line.use_id, line.answer, line.only, line.name)
            for line in self.answers.lines
            if line.answer is not None
        )
        answer = RecordAnswers(
            self._person.person_id,
            lines,
            self.work.today() if how is How.SCREEN else values["given_on"],
            how,
            self._told.id,
            written_by=values["written_by"] if how is How.SPOKEN else "",
            kept_at="" if how is How.SCREEN else values["kept_at"],
            scan=scan.content if scan else None,
            scan_name=scan.name if scan else "",
            scan_type=scan.media_type if scan else "application/pdf",
            password=values["password"] if how is How.SCREEN else "",
        )
        return record_answers, (answer,)

    def _how_changed(self) -> None:
        how = self.how.value()
        self.how.setVisible(not self._signing)
        self.given.setVisible(how is not How.SCREEN)
        self.scan.setVisible(how is How.PAPER)
        self.written.setVisible(how is How.SPOKEN)
        self.kept.setVisible(how is not How.SCREEN)
        self.password.setVisible(how is How.SCREEN)
        self.idle_seconds = dialog.IDLE_CEREMONY if how is How.SCREEN else dialog.IDLE_READING
        number = self.tr("What they are told, wording {number}").format(number=self._told.number)
        self.wording.setText(f"{number}:\n\n{self._told.text}" if how is How.SCREEN else f"{number}.")

    def _count(self) -> None:
        yes = sum(line.picture is True for line in self.answers.lines)
        no = sum(line.picture is False for line in self.answers.lines)
        blank = len(self.answers.lines) - yes - no
        self.count.setText(self.tr("{yes} yes, {no} no, {blank} blank").format(yes=yes, no=no, blank=blank))

    def _add_line(self) -> None:
        only = self.only.value()
        self.only.set_error("")
        if not only:
            from ewloe_desktop.ui import wording

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
