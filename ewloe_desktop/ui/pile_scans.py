"""The scans of a pile: one for a person, or one file whose pages go to the forms in the order of the pile."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from ewloe_desktop.domain.errors import Expected, FieldProblem, FieldsRefused, FileRefused
from ewloe_desktop.ui import wording
from ewloe_desktop.ui.dialog import Dialog
from ewloe_desktop.ui.pile_model import PileModel
from ewloe_desktop.ui.scan_field import Scan, choose_scan, read_scan
from ewloe_desktop.ui.work import Work

Span = tuple[int, int]


@dataclass(slots=True)
class SharedFile:
    """One file for several forms: how many of its pages each form has, in the order of the pile."""

    scan: Scan
    pages: int
    counts: dict[str, int]

    @property
    def shared_out(self) -> int:
        """How many pages are given to a form."""
        return sum(self.counts.values())

    @property
    def fits(self) -> bool:
        """Whether each page belongs to one form, and each form has one at least."""
        return self.shared_out == self.pages and all(self.counts.values())

    def spans(self) -> Mapping[str, Span]:
        """Each form's first and last page."""
        found, first = {}, 1
        for person_id, count in self.counts.items():
            found[person_id] = (first, first + count - 1)
            first += count
        return found


def take(path: str, people: tuple[str, ...], counts: Sequence[int]) -> SharedFile:
    """Reads a file for these forms; as many pages for each unless it is said or cannot be; refuses one too short."""
    scan = read_scan(path)
    pages = 1
    if scan.media_type == "application/pdf" and len(people) > 1:
        from ewloe_desktop.intake.scan import scan_count

        pages = scan_count(scan.content, scan.name)
    if pages < len(people):
        raise FieldsRefused((FieldProblem("scan", "too_few_pages", {"pages": pages, "forms": len(people)}),))
    each = counts or [pages // len(people)] * len(people)
    return SharedFile(scan, pages, dict(zip(people, each, strict=False)))


def cut(file: SharedFile) -> Mapping[str, Scan]:
    """Each form's own pages as a file of their own."""
    if len(file.counts) == 1:
        return dict.fromkeys(file.counts, file.scan)
    from ewloe_desktop.intake.scan import scan_parts

    spans = file.spans()
    parts = scan_parts(file.scan.content, list(spans.values()), file.scan.name)
    return {
        person_id: replace(file.scan, name=_name(file.scan.name, span), content=part)
        for (person_id, span), part in zip(spans.items(), parts, strict=True)
    }


def _name(name: str, span: Span) -> str:
    return f"{Path(name).stem} {span_words(span)}.pdf"


def span_words(span: Span) -> str:
    """3, or 3-4."""
    first, last = span
    return f"{first}" if first == last else f"{first}-{last}"


class PileScans(QObject):
    """Asks for files, reads them away from the window, gives each form its own pages; `changed` when it is known."""

    changed = Signal()
    uneven = Signal(object)  # SharedFile: the person has to say which pages are whose

    def __init__(self, parent: Dialog, work: Work, pile: PileModel) -> None:
        super().__init__(parent)
        self._dialog, self._work, self._pile = parent, work, pile
        self._files: list[SharedFile] = []
        self._own: set[str] = set()  # who has a scan of their own, whatever the shared file holds of them

    def choose(self, people: Sequence[str]) -> None:
        """Asks for a file for these people."""
        if not people:
            words = self.tr("Everybody on the pile has a scan, or nobody is on it yet.")
            self._dialog.summary.show_problems([(words, None)])
            return
        path = choose_scan(self._widget)
        if path:
            self.read(path, tuple(people))

    def read(self, path: str, people: tuple[str, ...], counts: Sequence[int] = ()) -> None:
        """Reads a file for these people, in the order of the pile."""
        self._dialog.summary.show_problems(())
        self._work.background(self._taken, take, path, people, counts, failed=self._refused)

    def file_of(self, person_id: str) -> SharedFile | None:
        """The file somebody's form shares with others."""
        shared = (file for file in self._files if len(file.counts) > 1 and person_id in file.counts)
        return None if person_id in self._own else next(shared, None)

    def give(self, person_id: str, count: int) -> None:
        """Says how many pages of the shared file a form has; when each page has its form, the file is cut."""
        file = self.file_of(person_id)
        if file is not None and file.counts[person_id] != count:
            file.counts[person_id] = count
            self._share_out(file)

    def keep(self, people: Iterable[str]) -> None:
        """Forms that were taken off the pile have no pages any more."""
        there = set(people)
        for file in self._files:
            gone = [person_id for person_id in file.counts if person_id not in there]
            if gone and not file.fits:
                file.counts = {id_: count for id_, count in file.counts.items() if id_ in there}
                self._share_out(file)

    def typed(self) -> list[list[object]]:
        """Which file is whose and how its pages are shared out; never what is in it."""
        return [[file.scan.path, list(file.counts), list(file.counts.values())] for file in self._files]

    def put_back(self, files: Sequence[Sequence[object]]) -> None:
        """Reads the files again, for those who are still on the pile."""
        self._files, self._own = [], set()
        for path, people, counts in files:
            if isinstance(people, list) and isinstance(counts, list) and Path(str(path)).is_file():
                self.read(str(path), tuple(str(one) for one in people), [int(count) for count in counts])

    @property
    def _widget(self) -> QWidget:
        return self._dialog

    def _taken(self, file: SharedFile) -> None:
        for other in self._files:
            if not other.fits:
                other.counts = {id_: count for id_, count in other.counts.items() if id_ not in file.counts}
        self._files = [other for other in self._files if other.counts] + [file]
        self._own = self._own | set(file.counts) if len(file.counts) == 1 else self._own - set(file.counts)
        self._share_out(file)
        if not file.fits:
            self.uneven.emit(file)

    def _share_out(self, file: SharedFile) -> None:
        if len(file.counts) > 1:
            self._pile.let_wait(set(file.counts) - self._own)
        if file.fits:
            now = replace(file, counts=dict(file.counts))
            self._work.background(lambda parts: self._cut(file, now.counts, parts), cut, now, failed=self._refused)
        self.changed.emit()

    def _cut(self, file: SharedFile, asked: Mapping[str, int], parts: Mapping[str, Scan]) -> None:
        if asked != file.counts or file not in self._files:
            return  # it was shared out anew meanwhile
        if len(parts) > 1:
            parts = {id_: scan for id_, scan in parts.items() if id_ in self._pile.filled and id_ not in self._own}
        self._pile.attach(parts)
        self.changed.emit()

    def _refused(self, failure: BaseException) -> None:
        if isinstance(failure, FieldsRefused):
            problem: FieldProblem = failure.problems[0]
            self._dialog.summary.show_problems([(wording.field_problem(problem), None)])
        elif isinstance(failure, FileRefused | Expected):
            self._dialog.summary.show_problems([(wording.error(failure).aloud, None)])
        else:
            self._work.unhandled.emit(failure)
