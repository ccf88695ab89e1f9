"""Where pictures are used, and what has to be taken down: two lists, each with what can be done about one line."""

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication, Qt, QTimer
from PySide6.QtWidgets import QButtonGroup, QCheckBox, QComboBox, QHBoxLayout, QLineEdit, QPushButton, QStackedWidget

from ewloe_desktop.ui import dialog, parts, photo_papers, picture_words
from ewloe_desktop.ui.people_picker import fold
from ewloe_desktop.ui.placement_lists import placements_table, takedowns_table
from ewloe_desktop.ui.tables import Table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ewloe_desktop.services.picking import Pickable
    from ewloe_desktop.services.placements import PlacementFacts, TakedownFacts
    from ewloe_desktop.ui.page import Page

TAKEDOWNS, PLACEMENTS = 0, 1


class PlacementsDialog(dialog.Dialog):
    """Opens with what has to be taken down; it stays current while it is open."""

    help_topic = "photo_places"
    idle_seconds = dialog.IDLE_READING

    def __init__(self, page: "Page", *, show: int = TAKEDOWNS) -> None:
        title = QCoreApplication.translate("PlacementsDialog", "Where pictures are used")
        super().__init__(page, title, width=1180, height=690)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.page, self.work, self.notices = page, page.work, page.notices
        self.takedowns: Sequence[TakedownFacts] = ()
        self.placements: Sequence[PlacementFacts] = ()
        self._lay_out()
        self.show_list(show)
        self.work.changed.connect(self.load)

    @classmethod
    def ask(cls, page: "Page", *, show: int = TAKEDOWNS) -> "PlacementsDialog":
        """Opens it and asks for both lists."""
        asked = cls(page, show=show)
        asked.load()
        asked.open()
        asked.table.setFocus(Qt.FocusReason.OtherFocusReason)
        return asked

    def load(self) -> None:
        """Asks for both lists."""
        from ewloe_desktop.services.picking import names_to_pick
        from ewloe_desktop.services.placements import list_takedowns, show_placements

        self.work.read(self._offer, names_to_pick)
        self.work.read(self._show_takedowns, _with_done, list_takedowns)
        self.work.read(self._show_placements, show_placements)

    @property
    def table(self) -> Table:
        """The list that is shown."""
        return self.down_table if self.stack.currentIndex() == TAKEDOWNS else self.where_table

    def show_list(self, number: int) -> None:
        """Shows one of the two lists."""
        self.tabs[number].setChecked(True)
        self.stack.setCurrentIndex(number)
        self.with_done.setVisible(number == TAKEDOWNS)
        self._say_buttons()

    # ---- what it is made of

    def _lay_out(self) -> None:
        self.body.addLayout(self._tab_row())
        self.body.addLayout(self._filter_row())
        self.down_model, self.down_table = takedowns_table()
        self.where_model, self.where_table = placements_table()
        self.stack = QStackedWidget()
        for table in (self.down_table, self.where_table):
            self.stack.addWidget(table)
            table.chosen.connect(lambda _row: self._say_buttons())
            table.opened.connect(lambda _row: self._open())
        self.body.addWidget(self.stack, 1)
        self.told = parts.label("", "quiet")
        self.body.addWidget(self.told)
        self.deal = parts.button(self.tr("Deal with it…"), self.deal_with, "primary")
        self.add = parts.button(self.tr("Add a place…"), self.add_place, icon="add", writes=True)
        self.print = parts.button(self.tr("Print the takedown record…"), self.print_record, icon="print")
        self.add_buttons(self.deal, self.add, self.print, None, parts.button(self.tr("Close"), self.reject))
        self.add.setVisible(self.page.around.may("record_photos"))

    def _tab_row(self) -> QHBoxLayout:
        self.tabs: list[QPushButton] = []
        group = QButtonGroup(self)
        for number, words in enumerate((self.tr("To take down"), self.tr("All places"))):
            tab = parts.button(words, None, "link")
            tab.setCheckable(True)
            tab.clicked.connect(lambda _on=False, number=number: self.show_list(number))
            group.addButton(tab)
            self.tabs.append(tab)
        self.with_done = QCheckBox(self.tr("With those that are done"))
        self.with_done.toggled.connect(lambda _on: self._refill())
        return parts.row(*self.tabs, None, self.with_done)

    def _filter_row(self) -> QHBoxLayout:
        self.search = QLineEdit()
        self.search.setPlaceholderText(self.tr("Part of a name, a picture or a place"))
        self.search.setAccessibleName(self.tr("Find by person, picture or place"))
        self.search.setClearButtonEnabled(True)
        self.use = QComboBox()
        self.use.setAccessibleName(self.tr("Only one use"))
        self.use.addItem(self.tr("Every use"), "")
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(120)
        self._soon.timeout.connect(self._refill)
        self.search.textChanged.connect(lambda _t: self._soon.start())
        self.use.currentIndexChanged.connect(lambda _i: self._refill())
        made = parts.row(self.search, self.use, stretch=False)
        made.setStretch(0, 3)
        made.setStretch(1, 2)
        return made

    # ---- what comes

    def _offer(self, pickable: "Pickable") -> None:
        chosen = self.use.currentData()
        self.use.blockSignals(True)
        self.use.clear()
        self.use.addItem(self.tr("Every use"), "")
        for use in pickable.uses:
            self.use.addItem(use.name, use.name)
        self.use.setCurrentIndex(max(0, self.use.findData(chosen)))
        self.use.blockSignals(False)

    def _show_takedowns(self, rows: "Sequence[TakedownFacts]") -> None:
        self.takedowns = rows
        self._refill()

    def _show_placements(self, rows: "Sequence[PlacementFacts]") -> None:
        self.placements = rows
        self._refill()

    def _refill(self) -> None:
        wanted, use = fold(self.search.text()), self.use.currentData()
        down = [
            row
            for row in self.takedowns
            if (self.with_done.isChecked() or row.done_on is None)
            and use in ("", row.use)
            and wanted in fold(f"{row.person} {row.what} {row.place}")
        ]
        where = [
            row
            for row in self.placements
            if use in ("", row.use) and wanted in fold(f"{row.what} {row.place} {' '.join(n for _, n in row.people)}")
        ]
        self.down_model.show(down)
        self.where_model.show(where)
        for table in (self.down_table, self.where_table):
            table.selectRow(0)
        waiting = sum(row.done_on is None for row in self.takedowns)
        self.tabs[TAKEDOWNS].setText(self.tr("To take down ({count})").format(count=waiting))
        self.tabs[PLACEMENTS].setText(self.tr("All places ({count})").format(count=len(self.placements)))
        self._say_buttons()

    def _say_buttons(self) -> None:
        if not hasattr(self, "deal"):
            return
        row, down = self.table.current(), self.stack.currentIndex() == TAKEDOWNS
        self.deal.setVisible(down and self.page.around.may("record_photos"))
        self.deal.setEnabled(bool(down and row is not None and row.done_on is None))
        self.print.setEnabled(row is not None)
        self.told.setText(self._line(row, down=down))

    def _line(self, row: Any, *, down: bool) -> str:
        if row is None:
            nothing = self.tr("Nothing has to be taken down.")
            return nothing if down else self.tr("No place where a picture is used has been recorded.")
        if not down:
            names = ", ".join(name for _, name in row.people)
            return self.tr("In the picture: {names}. Looked after by {owner}.").format(names=names, owner=row.owner)
        if row.done_on is not None:
            return self.tr("{outcome}: {evidence}").format(
                outcome=picture_words.outcome(row.outcome), evidence=row.evidence
            )
        return picture_words.honest(row.medium)

    # ---- what can be done

    def _open(self) -> None:
        if self.deal.isVisible() and self.deal.isEnabled():
            self.deal_with()
        else:
            self.print_record()

    def deal_with(self) -> None:
        """Records what was done about the line in sight."""
        from ewloe_desktop.ui.dialogs.takedown import TakedownDialog

        row = self.table.current()
        if row is not None and row.done_on is None:
            TakedownDialog(self, self.work, row).ask(self._done)

    def add_place(self) -> None:
        """Records one more place."""
        from ewloe_desktop.ui.dialogs.placement import PlacementDialog

        PlacementDialog(self, self.work, self.page.around.person.person_id).ask(self._added)

    def print_record(self) -> None:
        """The placed picture with everything to be done about it, and what was done."""
        from ewloe_desktop.services.picture_sheets import takedown_record

        row = self.table.current()
        if row is not None:
            placement = row.placement_id if self.stack.currentIndex() == TAKEDOWNS else row.id
            photo_papers.show_sheet(self, self.work, self.notices, takedown_record, placement)

    def _done(self, takedown: "TakedownFacts") -> None:
        self.notices.tell(self.tr("Recorded: {what}, {place}").format(what=takedown.what, place=takedown.place))

    def _added(self, placement: "PlacementFacts") -> None:
        self.notices.tell(self.tr("Recorded: {what}, {place}").format(what=placement.what, place=placement.place))
        self.show_list(PLACEMENTS)


def _with_done(session: Any, actor: Any, query: Any) -> Any:
    """Both what is to be taken down and what was."""
    return query(session, actor, done=True)
