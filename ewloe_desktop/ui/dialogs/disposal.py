"""Records of leavers that have been kept long enough: proposed, looked over, and erased by the head teacher alone."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication, QSize, Qt
from PySide6.QtWidgets import QHeaderView, QTreeWidget, QTreeWidgetItem

from ewloe_desktop.domain.errors import FieldProblem
from ewloe_desktop.ui import dialog, parts, theme, wording
from ewloe_desktop.ui.asking import FormDialog
from ewloe_desktop.ui.fields import CheckField, Field, PasswordField, WordsField

if TYPE_CHECKING:
    from ewloe_desktop.services.disposal import Disposable
    from ewloe_desktop.ui.page import Page

translate = QCoreApplication.translate
TICK, PERSON = 0, 1
_HIGH = 150


class DisposalDialog(FormDialog):
    """Whose records, why, and the head teacher's own password; nothing is ticked beforehand."""

    help_topic = "photo_disposal"
    idle_seconds = dialog.IDLE_CEREMONY

    def __init__(self, page: "Page") -> None:
        title = translate("DisposalDialog", "Photo records past their time")
        act = translate("DisposalDialog", "Erase these records")
        super().__init__(page, page.work, title, act, role="danger", width=1100)
        self.form.column.setSpacing(10)
        self.page = page
        self._erases = page.around.may("dispose")
        told = self.tr(
            "Each of these people left the school, and the time for which their answers and places are kept is over. "
            "Answers, scans and places are erased; that it happened, when and by whom stays in the record."
        )
        self.told = self.form.add_words(told)
        self.list = self.form.add(_Proposed("people", self.tr("Whose records are erased?")))
        hint = self.tr("For the record: who looked through the list, and what it was compared with")
        self.form.add(WordsField("note", self.tr("Note"), hint, lines=2))
        self.form.add(CheckField("sure", self.tr("I know that this cannot be undone"), must=True))
        self.form.add(PasswordField("password", self.tr("Your own password")))

    @classmethod
    def show_proposal(cls, page: "Page") -> None:
        """Asks for the list first: without anything on it there is only something to say."""
        from ewloe_desktop.services.disposal import propose_disposal

        def known(proposed: "Sequence[Disposable]") -> None:
            if not proposed:
                words = translate("DisposalDialog", "No photo records are past their time.")
                page.notices.tell(words)
                return
            asked = cls(page)
            asked.offer(proposed)
            asked.ask(asked.told_done)

        page.work.read(known, propose_disposal)

    def offer(self, proposed: "Sequence[Disposable]") -> None:
        """What can be erased; others than the head teacher only see it."""
        self.list.offer(proposed)
        for name in ("note", "sure", "password"):
            self.form.fields[name].setVisible(self._erases)
        self.act.setVisible(self._erases)
        if not self._erases:
            self.cancel.setText(self.tr("Close"))
            self.list.look_only()

    def problems(self) -> Sequence[FieldProblem]:
        """At least one must be ticked."""
        return () if self.list.value() else (FieldProblem("people", "not_ticked"),)

    def act_of(self, values: dict[str, Any]) -> tuple[Callable[..., Any], tuple[Any, ...]]:
        """Erases them under the head teacher's password."""
        from ewloe_desktop.services.disposal import confirm_disposal

        return confirm_disposal, (values["people"], values["note"], values["password"])

    def told_done(self, left: "Sequence[Disposable]") -> None:
        """Says what was done."""
        more = self.tr("Erased. {count} left on the list.").format(count=len(left))
        self.page.notices.tell(more if left else self.tr("Erased. Nothing is left on the list."))


class _Proposed(Field):
    """The people proposed, each to be ticked."""

    def __init__(self, name: str, words: str) -> None:
        self.rows = QTreeWidget()
        super().__init__(name, words, self.rows)
        self._proposed: tuple[Disposable, ...] = ()
        headings = (self.tr("Person"), self.tr("Left"), self.tr("Kept until"), self.tr("Answers"), self.tr("Places"))
        self.rows.setHeaderLabels(["", *headings, self.tr("What stays")])
        self.rows.setRootIsDecorated(False)
        self.rows.setUniformRowHeights(True)
        self.rows.setAllColumnsShowFocus(True)
        self.rows.setFixedHeight(theme.scaled(_HIGH))
        self.every = parts.button(self.tr("Tick all"), self._tick_all, "link")
        top = parts.row(self.label, self.every, stretch=False)
        top.setStretch(0, 1)
        self.column.insertLayout(0, top)
        self.column.addWidget(self.rows)
        self.rows.itemChanged.connect(lambda _item, _column: self.changed.emit())

    def offer(self, proposed: "Sequence[Disposable]") -> None:
        """Shows them, none ticked."""
        self._proposed = tuple(proposed)
        self.rows.clear()
        for entry in proposed:
            days = (wording.day(entry.left_on), wording.day(entry.kept_until))
            counts = (f"{entry.answers:,}", f"{entry.placements:,}")
            item = QTreeWidgetItem(["", entry.name, *days, *counts, self._stays(entry)])
            item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsUserCheckable | Qt.ItemFlag.ItemIsSelectable)
            item.setCheckState(TICK, Qt.CheckState.Unchecked)
            item.setData(TICK, Qt.ItemDataRole.AccessibleTextRole, entry.name)
            item.setSizeHint(TICK, QSize(0, self.rows.fontMetrics().height() + 16))
            self.rows.addTopLevelItem(item)
        self._share()
        if proposed:
            self.rows.setCurrentItem(self.item(0))

    def _stays(self, entry: "Disposable") -> str:
        """What is not erased with the rest: a name that signed, scans that hold other people's forms."""
        name = self.tr("the name") if entry.keeps_name else ""
        scans = wording.count(entry.shared_scans, self.tr("shared scan"), self.tr("shared scans"))
        return ", ".join(part for part in (name, scans if entry.shared_scans else "") if part)

    def _share(self) -> None:
        """The names take what the days and numbers leave."""
        across = self.rows.header()
        across.setStretchLastSection(False)
        for column in range(across.count()):
            across.setSectionResizeMode(column, QHeaderView.ResizeMode.ResizeToContents)
        across.setSectionResizeMode(PERSON, QHeaderView.ResizeMode.Stretch)

    def item(self, row: int) -> QTreeWidgetItem:
        """One line."""
        found = self.rows.topLevelItem(row)
        assert found is not None
        return found

    def look_only(self) -> None:
        """Nothing can be ticked."""
        self.every.hide()
        for row in range(len(self._proposed)):
            self.item(row).setData(TICK, Qt.ItemDataRole.CheckStateRole, None)

    def value(self) -> "tuple[Disposable, ...]":
        ticked = (self.item(row).checkState(TICK) is Qt.CheckState.Checked for row in range(len(self._proposed)))
        return tuple(entry for entry, on in zip(self._proposed, ticked, strict=True) if on)

    def check(self) -> str:
        return ""

    def _tick_all(self) -> None:
        for row in range(len(self._proposed)):
            self.item(row).setCheckState(TICK, Qt.CheckState.Checked)
        self.rows.setFocus()
