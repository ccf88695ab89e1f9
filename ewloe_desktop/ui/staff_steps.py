"""The pages of bringing in a staff list: which column holds what, and what the list would change."""

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QGridLayout

from ewloe_desktop.domain.errors import FieldProblem
from ewloe_desktop.domain.people import PersonKind
from ewloe_desktop.domain.staff_list import StaffColumns, StaffRows, guess_columns, read_lines
from ewloe_desktop.ui import parts, wording
from ewloe_desktop.ui.fields import ListField
from ewloe_desktop.ui.forms import Form
from ewloe_desktop.ui.import_steps import Problems
from ewloe_desktop.ui.tables import Column, RowsModel, Table

if TYPE_CHECKING:
    from ewloe_desktop.domain.staff_list import StaffLine
    from ewloe_desktop.services.staff_facts import StaffPreview

translate = QCoreApplication.translate
_SAMPLE = 6
_ACROSS = 3
_EXAMPLE = 28  # letters of the first cell shown beside its heading


class ColumnsForm(Form):
    """A first guess from the headings, to be put right; the first rows are read as it stands."""

    def __init__(self) -> None:
        super().__init__(space=12)
        self.rows: StaffRows | None = None
        self.add_words(self.tr("Look at the first people below: are they read right?"))
        grid = QGridLayout()
        grid.setHorizontalSpacing(20)
        grid.setVerticalSpacing(12)
        asked = (
            ("last", self.tr("Surname")),
            ("first", self.tr("First name")),
            ("title", self.tr("Title, such as Mrs")),
            ("name", self.tr("Whole name, when it is in one column")),
            ("kind", self.tr("Post or category")),
            ("since", self.tr("First day")),
            ("left", self.tr("Last day")),
            ("reference", self.tr("Payroll or staff number")),
        )
        self.columns: dict[str, ListField] = {}
        for place, (name, words) in enumerate(asked):
            self.columns[name] = self._put(grid, place, ListField(name, words, ((None, self.tr("Not in this list")),)))
        kinds = [(kind, wording.kind(kind.value)) for kind in PersonKind]
        self.usual = self._put(grid, len(asked), ListField("usual", self.tr("When the post tells nothing"), kinds))
        for column in range(_ACROSS):
            grid.setColumnStretch(column, 1)
        self.column.addLayout(grid)
        self.model: RowsModel[StaffLine] = RowsModel(_sample_columns())
        self.model.setParent(self)
        self.sample = Table(self.model, self.tr("The first people as they are read"))
        self.sample.setMinimumHeight(200)
        self.column.addWidget(self.sample, 1)
        self.changed.connect(self._read)

    def start(self, rows: StaffRows) -> None:
        """Takes a list and guesses."""
        self.rows = None
        guess = guess_columns(rows)
        none = (None, self.tr("Not in this list"))
        headings = [none, *((place, _heading(rows, place)) for place in range(len(rows.header)))]
        for name, field in self.columns.items():
            field.set_choices(headings)
            field.set_value(getattr(guess, name))
        self.usual.set_value(guess.usual)
        self.rows = rows
        self._read()

    @property
    def _usual(self) -> PersonKind:
        return PersonKind(self.usual.value())

    def chosen(self) -> StaffColumns:
        """What was chosen."""
        found: dict[str, Any] = {name: field.value() for name, field in self.columns.items()}
        return StaffColumns(**found, usual=self._usual)

    def check(self, more: Problems | None = None) -> bool:
        """A name must be somewhere."""
        named = any(self.columns[name].value() is not None for name in ("name", "last", "first"))
        self.show_problems(() if named else (FieldProblem("last", "no_name_column"),))
        return named

    def _put(self, grid: QGridLayout, place: int, field: ListField) -> ListField:
        self.add(field)
        self.column.removeWidget(field)
        field.optional = True
        field.label.setText(field.words)
        grid.addWidget(field, place // _ACROSS, place % _ACROSS)
        return field

    def _read(self) -> None:
        if self.rows is not None:
            few = StaffRows(self.rows.header, self.rows.rows[:_SAMPLE], self.rows.first_line)
            usual = self._usual
            lines = read_lines(few, self.chosen())
            self.model.show([line if line.kind else _with_kind(line, usual) for line in lines])


def _with_kind(line: "StaffLine", usual: PersonKind) -> "StaffLine":
    from dataclasses import replace

    return replace(line, kind=usual)


def _heading(rows: StaffRows, place: int) -> str:
    """A column's heading with the first thing in it."""
    example = next((row[place] for row in rows.rows if place < len(row) and row[place].strip()), "")
    name = rows.header[place].strip() or translate("ColumnsForm", "Column {number}").format(number=place + 1)
    short = example if len(example) <= _EXAMPLE else example[:_EXAMPLE] + "…"
    return f"{name} — {short}" if short else name


def _sample_columns() -> "tuple[Column[StaffLine], ...]":
    def day_of(value: Any, line: "StaffLine", what: str) -> str:
        unread = next((told for problem, told in line.problems if problem.startswith(what)), "")
        if unread:
            return translate("ColumnsForm", "Not a day: {told}").format(told=unread)
        return wording.day(value) if value else ""

    return (
        Column(translate("ColumnsForm", "Line"), lambda line: f"{line.line:,}", width=8),
        Column(translate("ColumnsForm", "Name"), lambda line: line.name or translate("ColumnsForm", "No name")),
        Column(
            translate("ColumnsForm", "Kind"), lambda line: wording.kind(line.kind.value) if line.kind else "", width=26
        ),
        Column(translate("ColumnsForm", "First day"), lambda line: day_of(line.since, line, "since"), width=24),
        Column(translate("ColumnsForm", "Last day"), lambda line: day_of(line.left, line, "left"), width=24),
    )


class PreviewForm(Form):
    """Everything the list would do, line by line, before anything is kept."""

    def __init__(self) -> None:
        super().__init__(space=10)
        self.told = self.add_words(self.tr("The list is held against the register…"), "h2")
        self.why = self.add_words("", "quiet")
        columns: tuple[Column[tuple[str, str, str]], ...] = (
            Column(self.tr("Line"), lambda row: row[0], width=9),
            Column(self.tr("Name"), lambda row: row[1], width=36),
            Column(self.tr("What happens"), lambda row: row[2], tip=lambda row: row[2]),
        )
        self.model: RowsModel[tuple[str, str, str]] = RowsModel(columns)
        self.model.setParent(self)
        self.table = Table(self.model, self.tr("What the list would change"))
        self.table.setMinimumHeight(260)
        self.column.addWidget(self.table, 1)

    def wait(self) -> None:
        """Nothing is known yet."""
        self.told.setText(self.tr("The list is held against the register…"))
        self.why.setText("")
        self.model.show(())

    def show_preview(self, preview: "StaffPreview") -> None:
        """Shows it."""
        told = self.tr("{new} new, {changed} changed, {left} left, {problems} not brought in")
        counts = {name: f"{len(getattr(preview, name)):,}" for name in ("new", "changed", "left", "problems")}
        self.told.setText(self.tr("Nothing changes") if preview.empty else told.format(**counts))
        same = self.tr("In the register as the list says: {count}.").format(count=f"{len(preview.same):,}")
        missing = self.tr("In post but not in the list: {count}; nothing happens to them.")
        missing = missing.format(count=f"{len(preview.missing):,}")
        self.why.setText(" ".join((same, missing) if preview.missing else (same,)))
        self.model.show(_lines(preview))
        parts.announce(self, self.told.text())


def _lines(preview: "StaffPreview") -> list[tuple[str, str, str]]:
    """Problems first: they are what the person can still put right."""
    unread = wording.words("staff_list")
    problems = [
        (f"{p.line:,}", p.name, translate("PreviewForm", "Not brought in. {why}").format(why=_why(unread, p)))
        for p in preview.problems
    ]
    new = [(f"{n.line:,}", n.name, _new(n.kind, n.since)) for n in preview.new]
    changed = [(f"{c.line:,}", c.name, _changed(c)) for c in preview.changed]
    gone = translate("PreviewForm", "Left on {day}")
    left = [(f"{e.line:,}", e.name, gone.format(day=wording.day(e.left_on))) for e in preview.left]
    stays = translate("PreviewForm", "Not in the list; stays as it is")
    return problems + new + changed + left + [("", name, stays) for name in preview.missing]


def _why(unread: Any, problem: Any) -> str:
    return wording.fill(unread[problem.problem], problem.facts)


def _new(kind: PersonKind, since: Any) -> str:
    words = translate("PreviewForm", "New: {kind}").format(kind=wording.kind(kind.value))
    return f"{words}, {translate('PreviewForm', 'since {day}').format(day=wording.day(since))}" if since else words


def _changed(entry: Any) -> str:
    told = []
    if entry.since != entry.since_before and entry.since is not None:
        told.append(translate("PreviewForm", "First day {day}").format(day=wording.day(entry.since)))
    if entry.kind is not entry.kind_before:
        words = translate("PreviewForm", "{before} becomes {kind}; every yes about pictures lapses")
        before, after = wording.kind(entry.kind_before.value), wording.kind(entry.kind.value)
        told.append(words.format(before=before, kind=after))
    return " · ".join(told)
