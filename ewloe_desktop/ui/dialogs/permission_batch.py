"""A pile of returned forms: typed into one grid, checked on one page, recorded as one act for each person."""

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QWidget

from ewloe_desktop.domain.errors import Expected, FieldProblem, RegisterUnavailable
from ewloe_desktop.domain.photos import Answer, How
from ewloe_desktop.ui import dialog, wording
from ewloe_desktop.ui.autosave import Autosave
from ewloe_desktop.ui.pile_model import Filled, PileModel
from ewloe_desktop.ui.pile_scans import PileScans
from ewloe_desktop.ui.pile_steps import Checked, CheckPage, EnterPage, RecordPage
from ewloe_desktop.ui.work import Work

if TYPE_CHECKING:
    from ewloe_desktop.services.photo_matrix import Matrix
    from ewloe_desktop.services.photo_uses import WordingFacts
    from ewloe_desktop.ui.pages.photos import PhotosPage

translate = QCoreApplication.translate
ENTER, CHECK, RECORD = 0, 1, 2
_EVERYBODY = 1_000_000
_PLACE = "photos/pile"


class BatchDialog(dialog.Steps):
    """Enter, check, record; what is not recorded stays on the pile."""

    help_topic = "photos"
    idle_seconds = dialog.IDLE_READING

    def __init__(self, parent: QWidget | None, work: Work, matrix: "Matrix", told: "WordingFacts") -> None:
        super().__init__(parent, translate("BatchDialog", "Enter a pile of forms"), width=1240, height=680)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.work, self._told = work, told
        self.pile = PileModel(matrix.uses, matrix.rows, work.today())
        self.pile.setParent(self)
        self.enter, self.check, self.record = EnterPage(self.pile), CheckPage(), RecordPage()
        for title, page in (
            (self.tr("What each form says"), self.enter),
            (self.tr("Check the pile"), self.check),
            (self.tr("Record"), self.record),
        ):
            self.add_step(title, page)
        self._fill_height()
        self.scans = PileScans(self, work, self.pile)
        self.enter.scan_wanted.connect(self._scan)
        self.record.stop_wanted.connect(self._stop)
        self._todo: list[Filled] = []
        self._done: list[str] = []
        self._of = 0
        self._stopping = self._running = False
        self.autosave = Autosave(self, work, _PLACE, self._typed, self._put_back, self.body)
        self.pile.changed.connect(self.autosave.touched)
        self.show_step(ENTER)

    @classmethod
    def ask(cls, page: "PhotosPage") -> None:
        """Opens it, once everybody in post and the words they are told are known."""
        from ewloe_desktop.services.photo_matrix import MatrixFilter, show_matrix
        from ewloe_desktop.services.photo_uses import show_wording

        def open_now(matrix: "Matrix") -> None:
            def go(told: "WordingFacts") -> None:
                made = cls(page, page.work, matrix, told)
                made.open()
                made.autosave.begin()
                made.enter.search.setFocus(Qt.FocusReason.OtherFocusReason)

            page.work.read(go, show_wording)

        page.work.read(open_now, show_matrix, MatrixFilter(), None, _EVERYBODY)

    def go_on(self) -> None:
        """Checks, records, closes."""
        if self.step == ENTER:
            self._to_check()
        elif self.step == CHECK:
            self._start()
        elif not self._running:
            self._close()

    def entered(self, number: int) -> None:
        """The check shows the pile as it is now."""
        if number == CHECK:
            self.check.show_pile(self._checked())

    def words_of_next(self, number: int) -> str:
        """What the main button says."""
        ready = sum(not one.problem for one in self._checked())
        people = wording.count(ready, self.tr("person"), self.tr("people"))
        words = {ENTER: self.tr("Check the pile"), RECORD: self.tr("Close")}
        return words.get(number) or self.tr("Record for {people}").format(people=people)

    def may_go_back(self, number: int) -> bool:
        """From the check; and from the end when something is left."""
        return number == CHECK or (number == RECORD and not self._running and bool(self.pile.filled))

    def may_stop(self, number: int) -> bool:
        """Not while it is recorded; what was typed stays kept."""
        return number != RECORD

    def go_back(self) -> None:
        """To the grid."""
        self.show_step(ENTER)

    def reject(self) -> None:
        """Not while something is being recorded."""
        if self._running:
            self._stop()
        elif self.step == RECORD:
            self._close()
        else:
            super().reject()

    # ---- checking

    def _to_check(self) -> None:
        if not any(True for _form in self.pile.forms()):
            problem = wording.field_problem(FieldProblem("answers", "missing"))
            self.summary.show_problems([(problem, self.enter.view)])
            return
        self.show_step(CHECK)
        if self._checked() and not self.words_ready:
            self.next.setEnabled(False)

    @property
    def words_ready(self) -> bool:
        """Whether anything can be recorded."""
        return any(not one.problem for one in self._checked())

    def show_step(self, number: int) -> None:
        """Shows a step; the main button can be pressed unless nothing is ready."""
        self.next.setEnabled(True)
        super().show_step(number)

    def _checked(self) -> list[Checked]:
        return [Checked(form, self._problem(form)) for form in self.pile.forms()]

    def _problem(self, form: Filled) -> str:
        if form.given_on > self.work.today():
            return wording.field_problem(FieldProblem("given_on", "in_future"))
        if form.yes and form.scan is None:
            return wording.field_problem(FieldProblem("scan", "missing"))
        return ""

    # ---- recording: one act for each person

    def _start(self) -> None:
        self._todo = [one.form for one in self._checked() if not one.problem]
        self._done, self._of, self._stopping, self._running = [], len(self._todo), False, True
        self.show_step(RECORD)
        self.next.setEnabled(False)
        self.record.begin(self._of)
        self.record.stop.setFocus(Qt.FocusReason.OtherFocusReason)
        self._next()

    def _next(self) -> None:
        from ewloe_desktop.services.photo_recording import record_answers

        if not self._todo or self._stopping:
            self._end()
            return
        form = self._todo.pop(0)
        # Not write(): everybody else hears of the whole pile once, at its end.
        self.work.ask(
            lambda _facts: self._recorded(form),
            self.work.keeper.write,
            record_answers,
            self._answer(form),
            failed=lambda failure: self._failed(form, failure),
        )

    def _answer(self, form: Filled) -> Any:
        from ewloe_desktop.services.photo_recording import AnswerLine, RecordAnswers

        lines = tuple(
            AnswerLine(use_id, Answer.YES if yes else Answer.NO, name_shown=form.name_shown if yes else None)
            for use_id, yes in form.answers.items()
        )
        scan = form.scan
        return RecordAnswers(
            form.person_id,
            lines,
            form.given_on,
            How.PAPER,
            self._told.id,
            kept_at=self.enter.kept.text().strip(),
            scan=scan.content if scan else None,
            scan_name=scan.name if scan else "",
            scan_type=scan.media_type if scan else "application/pdf",
        )

    def _recorded(self, form: Filled) -> None:
        self._done.append(form.person_id)
        self.record.progress(len(self._done), self._of)
        self._next()

    def _failed(self, form: Filled, failure: BaseException) -> None:
        if not isinstance(failure, Expected):
            self._end()
            self.work.unhandled.emit(failure)
            return
        self.record.failed(form.name, wording.error(failure).aloud)
        if isinstance(failure, RegisterUnavailable):
            self._stop()  # nobody else's would be recorded either
        self._next()

    def _stop(self) -> None:
        self._stopping = True

    def _end(self) -> None:
        self._running = False
        self.pile.take_off(self._done)
        self.record.end(len(self.pile.filled))
        self.work.changed.emit()
        self.next.setEnabled(True)
        self.back.setVisible(self.may_go_back(RECORD))
        self.next.setFocus(Qt.FocusReason.OtherFocusReason)

    def _close(self) -> None:
        if not self.pile.filled:
            self.autosave.sent()
        self.accept()

    # ---- scans, and keeping what is typed

    def _scan(self, everybody: bool) -> None:
        without = [form.person_id for form in self.pile.forms() if form.scan is None]
        row = self.enter.view.currentIndex().row()
        here = [self.pile.person(row).person_id] if 0 <= row < self.pile.rowCount() else []
        self.scans.choose(without if everybody else here)

    def _typed(self) -> dict[str, object]:
        forms = [
            [form.person_id, form.given_on.isoformat(), dict(form.answers), form.name_shown]
            for form in self.pile.filled.values()
        ]
        return {"forms": forms, "kept": self.enter.kept.text(), "scans": self.scans.typed()}

    def _put_back(self, content: Mapping[str, object]) -> None:
        names = {row.person_id: row.name for row in self.pile.people}
        kept: Any = content.get("forms", ())
        forms = [
            Filled(id_, names[id_], date.fromisoformat(day), dict(answers), shown)
            for id_, day, answers, shown in kept
            if id_ in names
        ]
        self.enter.kept.setText(str(content.get("kept", "")))
        self.pile.show_pile(forms)
        scans: Any = content.get("scans", ())
        self.scans.put_back(scans)

    def _fill_height(self) -> None:
        """Every page takes all the height there is."""
        for number in range(self.pages.count()):
            holder = self.pages.widget(number)
            column: Any = holder.layout() if holder is not None else None
            if column is not None:
                column.setStretch(0, 1)
                column.setStretch(1, 0)
