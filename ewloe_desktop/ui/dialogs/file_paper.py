"""Filing a sheet that was signed in ink: the scan or its code, compared, whose side, when, where the paper is."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from ewloe_desktop.domain.approvals import Body
from ewloe_desktop.domain.errors import Expected
from ewloe_desktop.ui import dialog, paper_words, typed, wording
from ewloe_desktop.ui.asking import ActSteps
from ewloe_desktop.ui.autosave import Autosave, Content
from ewloe_desktop.ui.ceremony import LinesForm
from ewloe_desktop.ui.dialogs.governors import MeetingForm, ReviewForm
from ewloe_desktop.ui.field import Field
from ewloe_desktop.ui.forms import Form
from ewloe_desktop.ui.paper_beside import Beside
from ewloe_desktop.ui.paper_journey import SidePages, ToFile, fields_of, read_to_file, title_of
from ewloe_desktop.ui.paper_reading import ScanRead, own_pages
from ewloe_desktop.ui.paper_start import SheetForm
from ewloe_desktop.ui.paper_steps import CompareForm, FiledForm, SideForm

if TYPE_CHECKING:
    from ewloe_desktop.domain.papers import PaperFacts
    from ewloe_desktop.ui.notices import Notices
    from ewloe_desktop.ui.work import Work

SHEET, COMPARE, SIDE, INK = range(4)
Line = tuple[str, str, Callable[[], None] | None]


class FilePaperDialog(ActSteps):
    """Leads from the paper to its filing; nothing is filed before the last page, and it counts when it is confirmed."""

    help_topic = "paper"
    idle_seconds = dialog.IDLE_READING
    of_window = (0.94, 0.96)

    def __init__(self, parent: QWidget | None, work: "Work", notices: "Notices") -> None:
        title = QCoreApplication.translate("FilePaperDialog", "File a signed sheet")
        super().__init__(parent, work, title, width=1020, height=700)
        self.setObjectName("file_paper")
        self._notices = notices
        self.to_file: ToFile | None = None
        self.pages_of_sides: SidePages | None = None
        self._own: ScanRead | None = None  # the sheet's own pages
        self._filed: dict[Body, PaperFacts] = {}
        self._done: set[str] = set()  # codes of this scan that are filed
        self._where = ""  # where the last paper is kept: the next one of a scan goes there, too
        self._kept: dict[str, object] = {}  # what is typed in pages that are not there now
        told = self.tr("Scan the paper with its square marks, or type the code. Nothing is filed before the last page.")
        self.sheet = SheetForm(work, told)
        self.add_form(self.tr("The signed sheet"), self.sheet)
        self.compare = CompareForm()
        self.add_form(self.tr("Compare it with the register"), self.compare, fills=True)
        self.side: SideForm | None = None
        self.check_lines: LinesForm | None = None
        self.filed: FiledForm | None = None
        self._beside = Beside(self, work, self.compare.pair)
        self._connect()

    @classmethod
    def ask(
        cls, parent: QWidget | None, work: "Work", notices: "Notices", path: Path | None = None
    ) -> "FilePaperDialog":
        """Opens at the first page; a file that was dropped is read at once."""
        asked = cls(parent, work, notices)
        asked.open()
        asked.show_step(SHEET)
        asked.sheet.choose.setFocus()
        if path is not None:
            asked.sheet.take(path)
        return asked

    def _connect(self) -> None:
        self.sheet.busy.connect(self.next.setDisabled)
        self.sheet.read_now.connect(self._read)
        self.compare.compared.changed.connect(self._show_next)
        self.compare.print_wanted.connect(self._print)

    # ---- the scan and its code

    def _read(self, read: ScanRead) -> None:
        self._done = set()
        if len(read.sheets) == 1:
            self._look_up()

    def _look_up(self) -> None:
        self.set_busy(True)
        scan = self.sheet.read.scan.content if self.sheet.read is not None else None
        self.work.read(self._found, read_to_file, self.sheet.wanted, scan, failed=self.failed)

    def _found(self, to_file: ToFile) -> None:
        self.set_busy(False)
        before, self.to_file = self.to_file, to_file
        same = before is not None and before.found.revision_id == to_file.found.revision_id
        kept: Content = self._typed() if same else {"original_at": self._where}
        self._filed, self._own, self.pages_of_sides = {}, None, None
        self._beside.forget(expecting=self.sheet.read is not None)
        self.keep_first(COMPARE + 1)
        self.compare.show_found(to_file.found, scanned=self.sheet.read is not None)
        self.side = SideForm(to_file.found.sides, self._beside)
        self.add_form(self.tr("Who signed in ink?"), self.side)
        self.side.side.changed.connect(self._forget_pages)
        self._put_back(kept)
        if same and self.autosave is not None:
            self.side.changed.connect(self.autosave.touched)
        else:
            self.autosave = None
        self.show_step(COMPARE)
        self._cut()

    def _cut(self) -> None:
        """The sheet's own pages, then the pictures side by side."""
        read, sheet = self.sheet.read, self.sheet.sheet
        if read is None:
            return
        if sheet is None:  # the code was typed: no page says where the sheet begins
            self._cut_out(read)
            return
        self.work.background(self._cut_out, own_pages, read, sheet, failed=self.failed)

    def _cut_out(self, own: ScanRead) -> None:
        from ewloe_desktop.services.papers import stored_page

        self._own = own
        if not self.compare.good or self.to_file is None:
            return
        self.compare.pair.show()
        self.compare.pair.wait()
        self.work.read(self._lay_over, stored_page, self.to_file.found.code, failed=self.failed)

    def _lay_over(self, stored: bytes) -> None:
        if self._own is not None and self.to_file is not None:
            scan = self._own.scan
            self._beside.begin(self.to_file.found.code, scan.content, scan.name, stored, self._own.pages)

    def _print(self) -> None:
        """The unsigned sheet once more."""
        from ewloe_desktop.services.sheets import approval_sheet
        from ewloe_desktop.ui.dialogs.preview import preview_over

        assert self.to_file is not None
        show = preview_over(self, self.work, self._notices)
        self.work.read(show, approval_sheet, self.to_file.found.revision_id, failed=self.failed)

    # ---- the pages about the sides

    def _forget_pages(self) -> None:
        if self.pages_of_sides is not None and self.step == SIDE:
            self._kept = self._typed()
            self.pages_of_sides = None
            self.keep_first(SIDE + 1)
            self.show_step(SIDE)

    def _make_pages(self) -> None:
        assert self.to_file is not None and self.side is not None
        self.keep_first(SIDE + 1)
        pages = self.pages_of_sides = SidePages(self.to_file, self.side.bodies, self.work.today())
        for form in pages.forms:
            self.add_form(title_of(form), form)
        self.check_lines = LinesForm()
        self.add_form(self.tr("Check and file"), self.check_lines)
        self.act_step = self.pages.count() - 1
        self.filed = FiledForm(self._another)
        self.add_form(self.tr("Filed"), self.filed)
        typed.put_back(fields_of(pages.forms), self._kept)
        if self.autosave is not None:
            for form in pages.forms:
                form.changed.connect(self.autosave.touched)

    def _fields(self) -> list[Field]:
        forms: list[Form] = [self.side] if self.side is not None else []
        forms += self.pages_of_sides.forms if self.pages_of_sides is not None else ()
        return fields_of(forms)

    def _typed(self) -> dict[str, object]:
        return {**self._kept, **typed.typed_in(self._fields())}

    def _put_back(self, content: Content) -> None:
        self._kept = dict(content)
        typed.put_back(self._fields(), content)

    def _keep_answers(self) -> None:
        """Kept from the page on which something is typed, for this revision, until it is filed."""
        if self.autosave is None and self.side is not None and self.to_file is not None:
            place = f"paper/{self.to_file.found.revision_id}"
            self.autosave = Autosave(self, self.work, place, self._typed, self._put_back, self.side.column)
            self.side.changed.connect(self.autosave.touched)
            self.autosave.begin()

    # ---- the steps

    def go_on(self) -> None:
        """Looks the code up, makes the pages of the sides, files, closes."""
        if self._busy or self.sheet.scanner.under_way or not self.checked(self.step):
            return
        if self.step == SHEET:
            self._look_up()
        elif self.step == SIDE:
            if self.pages_of_sides is None:
                self._make_pages()
            self.show_step(INK)
        else:
            super().go_on()

    def entered(self, number: int) -> None:
        """Prepares the page."""
        self._show_next()
        form = self.forms[number]
        pages = self.pages_of_sides
        if number == SIDE:
            self._keep_answers()
        elif isinstance(form, MeetingForm) and pages is not None:
            form.entered(pages.ink[Body.GOVERNORS].signer[2])
        elif isinstance(form, ReviewForm) and pages is not None and pages.meeting is not None:
            form.entered(pages.meeting.meeting.on)
        elif form is self.check_lines:
            self.check_lines.show_lines(self._lines())

    def _show_next(self) -> None:
        """On the second page there is a way on only for a sheet that is the same."""
        self.next.setVisible(self.step != COMPARE or self.compare.same)

    def words_of_next(self, number: int) -> str:
        """The last button says the act."""
        if self.act_step >= 0 and number == self.act_step:
            return self.tr("File it")
        return self.tr("Close") if self.act_step >= 0 and number > self.act_step else self.tr("Continue")

    def may_go_back(self, number: int) -> bool:
        """Not once something is filed."""
        return super().may_go_back(number) and not self._filed

    def reject(self) -> None:
        """A reading under way ends."""
        self.sheet.scanner.stop()
        super().reject()

    def _lines(self) -> list[Line]:
        assert self.to_file is not None and self.side is not None and self.pages_of_sides is not None
        scan = self._own.scan.name if self._own is not None else self.tr("None: filed by its code")
        lines: list[Line] = [
            (self.tr("Sheet"), f"{self.to_file.found.title}, {self.to_file.found.label}", None),
            (self.tr("Scan"), scan, partial(self.show_step, SHEET)),
        ]
        for form in self.pages_of_sides.forms:
            to = partial(self.show_step, self.forms.index(form))
            lines += [(what, said, to) for what, said in self.pages_of_sides.lines(form)]
        lines.append((self.tr("Original kept"), self.side.kept_at.value(), partial(self.show_step, SIDE)))
        return lines

    # ---- filing

    def send(self) -> None:
        """Files one side after the other; what is filed already is not filed again."""
        from ewloe_desktop.services.papers import file_paper

        assert self.to_file is not None and self.side is not None and self.pages_of_sides is not None
        left = [side for side in self.side.bodies if side not in self._filed]
        if not left:
            self._all_filed()
            return
        scan = self._own.scan if self._own is not None else None
        answer = self.pages_of_sides.answer(left[0], self.to_file.found.code, self.side.kept_at.value(), scan)
        self.work.write(partial(self._one_filed, left[0]), file_paper, answer, failed=self.failed)

    def _one_filed(self, side: Body, paper: "PaperFacts") -> None:
        self._filed[side] = paper
        self.send()

    def _all_filed(self) -> None:
        assert self.to_file is not None and self.filed is not None and self.side is not None
        self.sent()
        self.autosave, self._where = None, self.side.kept_at.value()
        self._done.add(self.to_file.found.code)
        self._done.add(self.sheet.wanted)
        read = self.sheet.read
        more = read is not None and any(sheet.code not in self._done for sheet in read.sheets)
        words = [paper_words.filed(paper) for paper in self._filed.values()]
        self.filed.show_filed(f"{self.to_file.found.title}, {self.to_file.found.label}", words, more=more)
        self.show_step(self.pages.count() - 1)

    def _another(self) -> None:
        """The next sheet of the same scan."""
        assert self.sheet.read is not None
        self.act_step = -1
        self._filed = {}
        self.sheet.show_read(self.sheet.read, self._done)
        self.show_step(SHEET)

    def failed(self, failure: BaseException) -> None:
        """Everything typed stays; a page of the register that cannot be had is said where it was wanted."""
        super().failed(failure)
        self._beside.under_way = False
        if isinstance(failure, Expected) and not self.forms[self.step].summary.isVisible():
            self.summary.show_problems([(wording.error(failure).aloud, None)])
