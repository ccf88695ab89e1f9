"""The scans of a pile: one for a person, or one file whose pages go to the forms in the order of the pile."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from ewloe_desktop.domain.errors import Expected, FieldProblem, FieldsRefused, FileRefused
from ewloe_desktop.ui import wording
from ewloe_desktop.ui.dialog import Dialog, Message
from ewloe_desktop.ui.pile_model import PileModel
from ewloe_desktop.ui.scan_field import Scan, choose_scan, read_scan
from ewloe_desktop.ui.work import Work


@dataclass(frozen=True, slots=True)
class Taken:
    """A file for some people: `parts` holds each one's own pages, or nothing when pages and people do not fit."""

    scan: Scan
    pages: int
    people: tuple[str, ...]
    parts: tuple[Scan, ...] = ()


def take(path: str, people: tuple[str, ...]) -> Taken:
    """Reads a file and takes it apart when every form has as many pages; FileRefused or FieldsRefused."""
    scan = read_scan(path)
    if scan.media_type != "application/pdf" or len(people) < 2:
        return Taken(scan, 1, people)
    from ewloe_desktop.intake.scan import scan_count, scan_parts

    pages = scan_count(scan.content, scan.name)
    each, over = divmod(pages, len(people))
    if over or not each:
        return Taken(scan, pages, people)
    ranges = [(number * each + 1, number * each + each) for number in range(len(people))]
    cut = scan_parts(scan.content, ranges, scan.name)
    parts = (replace(scan, name=_name(scan.name, *span), content=part) for span, part in zip(ranges, cut, strict=True))
    return Taken(scan, pages, people, tuple(parts))


def _name(name: str, first: int, last: int) -> str:
    span = f"{first}" if first == last else f"{first}-{last}"
    return f"{Path(name).stem} {span}.pdf"


class PileScans(QObject):
    """Asks for files, reads them away from the window, gives them to the pile."""

    def __init__(self, parent: Dialog, work: Work, pile: PileModel) -> None:
        super().__init__(parent)
        self._dialog, self._work, self._pile = parent, work, pile
        self._files: list[tuple[str, tuple[str, ...]]] = []  # each file with the people it was taken for

    def choose(self, people: Sequence[str]) -> None:
        """Asks for a file for these people."""
        if not people:
            words = self.tr("Everybody on the pile has a scan, or nobody is on it yet.")
            self._dialog.summary.show_problems([(words, None)])
            return
        path = choose_scan(self._widget)
        if path:
            self.read(path, tuple(people))

    def read(self, path: str, people: tuple[str, ...], *, sure: bool = False) -> None:
        """Reads a file for these people, in the order of the pile; `sure` gives a whole file without asking."""
        self._dialog.summary.show_problems(())
        self._work.background(lambda taken: self._taken(taken, sure), take, path, people, failed=self._refused)

    def typed(self) -> list[list[object]]:
        """Which file is whose, to be kept with what is typed; never what is in it."""
        return [[path, list(people)] for path, people in self._files]

    def put_back(self, files: Sequence[Sequence[object]]) -> None:
        """Reads the files again."""
        self._files = []
        for path, people in files:
            if Path(str(path)).is_file() and isinstance(people, list):
                self.read(str(path), tuple(str(one) for one in people), sure=True)

    @property
    def _widget(self) -> QWidget:
        return self._dialog

    def _taken(self, taken: Taken, sure: bool) -> None:
        if not (sure or taken.parts or len(taken.people) == 1 or self._whole_file(taken)):
            return
        self._files.append((taken.scan.path, taken.people))
        parts = taken.parts or (taken.scan,) * len(taken.people)
        self._pile.attach(dict(zip(taken.people, parts, strict=True)))

    def _whole_file(self, taken: Taken) -> bool:
        pages = wording.count(taken.pages, self.tr("page"), self.tr("pages"))
        title = self.tr("{pages} for {people} forms").format(pages=pages, people=len(taken.people))
        words = (
            self.tr("The pages cannot be shared out evenly, so nobody can tell which page is whose."),
            self.tr("With the whole file, each of these people can see the others' forms when they look at theirs."),
        )
        buttons = (
            ("leave", self.tr("Leave it, scan again"), "primary"),
            ("whole", self.tr("Give everybody the whole file"), ""),
        )
        return Message.ask(self._widget, title, words, buttons) == "whole"

    def _refused(self, failure: BaseException) -> None:
        if isinstance(failure, FieldsRefused):
            problem: FieldProblem = failure.problems[0]
            self._dialog.summary.show_problems([(wording.field_problem(problem), None)])
        elif isinstance(failure, FileRefused | Expected):
            self._dialog.summary.show_problems([(wording.error(failure).aloud, None)])
        else:
            self._work.unhandled.emit(failure)
