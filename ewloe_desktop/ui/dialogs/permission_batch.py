"""A pile of returned forms: typed into one grid, checked on one page, recorded as one act for each person."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QWidget

from ewloe_desktop.domain.errors import Expected, FieldProblem, RegisterUnavailable
from ewloe_desktop.domain.photos import Answer, How
from ewloe_desktop.ui import dialog, wording
from ewloe_desktop.ui.answer_grid import Said
from ewloe_desktop.ui.autosave import Autosave
from ewloe_desktop.ui.one_by_one import OneByOnePage
from ewloe_desktop.ui.pile_check import Checked, CheckPage
from ewloe_desktop.ui.pile_model import Filled, PileModel
from ewloe_desktop.ui.pile_scans import PileScans, SharedFile, span_words
from ewloe_desktop.ui.pile_steps import EnterPage
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

    help_topic = "photo_pile"
    idle_seconds = dialog.IDLE_READING

    def __init__(
        self, parent: QWidget | None, work: Work, matrix: "Matrix", wordings: "Sequence[WordingFacts]"
    ) -> None:
        super().__init__(parent, translate("BatchDialog", "Enter a pile of forms"), width=1240, height=680)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.work = work
        self.pile = PileModel(matrix.uses, matrix.rows, work.today())
        self.pile.setParent(self)
        self.enter = EnterPage(self.pile, wordings)
        self.record = OneByOnePage(
            self.tr("How many are recorded"),
            self.tr("{done} of {of} recorded"),
            self.tr("{told}. {left} stay on the pile and are kept for you."),
        )
        self.check = CheckPage([use.id for use in matrix.uses])
        for title, page in (
            (self.tr("What each form says"), self.enter),
            (self.tr("Check the pile"), self.check),
            (self.tr("Record"), self.record),
        ):
            self.add_step(title, page)
        self._fill_height()
        self.scans = PileScans(self, work, self.pile)
        self.enter.scan_wanted.connect(self._scan)
        self.check.pages_said.connect(self.scans.give)
        self.scans.changed.connect(self._scans_changed)
        self.scans.uneven.connect(self._uneven)
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
        from ewloe_desktop.services.photo_uses import list_wordings

        def open_now(matrix: "Matrix") -> None:
            def go(wordings: "Sequence[WordingFacts]") -> None:
                made = cls(page, page.work, matrix, wordings)
                made.open()
                made.autosave.begin()
                made.enter.search.setFocus(Qt.FocusReason.OtherFocusReason)

            page.work.read(go, list_wordings)

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
            self.scans.keep(form.person_id for form in self.pile.forms())
            self.check.show_pile(self._checked())
            self._say_ready()

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

    def show_step(self, number: int) -> None:
        """Shows a step; the main button can be pressed unless nothing is ready."""
        self.next.setEnabled(True)
        super().show_step(number)

    def _say_ready(self) -> None:
        self.next.setEnabled(any(not one.problem for one in self._checked()))
        self.next.setText(self.words_of_next(CHECK))
        self.next.setAccessibleName(self.next.text())

    def _scans_changed(self) -> None:
        self.autosave.touched()
        if self.step == CHECK:
            self.check.show_pile(self._checked(), again=True)
            self._say_ready()

    def _uneven(self, file: SharedFile) -> None:
        pages = wording.count(file.pages, self.tr("page"), self.tr("pages"))
        told = self.tr("{file}: {pages} for {forms} forms. The check page asks how many pages each form has.")
        self.enter.tell_scan(told.format(file=file.scan.name, pages=pages, forms=len(file.counts)))

    def _checked(self) -> list[Checked]:
        return [self._check(form) for form in self.pile.forms()]

    def _check(self, form: Filled) -> Checked:
        file = self.scans.file_of(form.person_id)
        pages = span_words(file.spans()[form.person_id]) if file and file.counts[form.person_id] else ""
        return Checked(form, self._problem(form), pages, file)

    def _problem(self, form: Filled) -> str:
        if form.given_on > self.work.today():
            return wording.field_problem(FieldProblem("given_on", "in_future"))
        if form.waits:
            return self.tr("Say how many pages this form has.")
        if form.yes and form.scan is None:
            return self.tr("A yes needs the scan of its form.")
        return ""

    # ---- recording: one act for each person

    def _start(self) -> None:
        self._todo = [one.form for one in self._checked() if not one.problem]
        self._done, self._of, self._stopping, self._running = [], len(self._todo), False, True
        self.show_step(RECORD)
        self.next.setEnabled(False)
        self.work.ask(lambda _none: None, self.work.keeper.copy_before_many, self._of)
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
            AnswerLine(use_id, Answer.YES if said.picture else Answer.NO, name_shown=said.name_shown)
            for use_id, said in form.answers.items()
        )
        scan = form.scan
        return RecordAnswers(
            form.person_id,
            lines,
            form.given_on,
            How.PAPER,
            self.enter.wording_id(form.given_on),
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
        forms = [[form.person_id, form.given_on.isoformat(), dict(form.answers)] for form in self.pile.filled.values()]
        return {"forms": forms, "kept": self.enter.kept.text(), "scans": self.scans.typed()}

    def _put_back(self, content: Mapping[str, object]) -> None:
        names = {row.person_id: row.name for row in self.pile.people}
        kept: Any = content.get("forms", ())
        forms = [
            Filled(id_, names[id_], date.fromisoformat(day), {use: _said(said) for use, said in answers.items()})
            for id_, day, answers, *_older in kept
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


def _said(kept: Any) -> Said:
    """An answer as it was kept; once only yes and no were."""
    return Said(kept) if isinstance(kept, str) else Said.YES if kept else Said.NO
