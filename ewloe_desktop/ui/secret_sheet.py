"""A secret shown once, to be printed or saved: the school's recovery groups, a person's own recovery code."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from ewloe_desktop.ui import parts, printing
from ewloe_desktop.ui.notices import Notices
from ewloe_desktop.ui.work import Work

if TYPE_CHECKING:
    from ewloe_desktop.services.sheets import StoredFile

_ACROSS = 4


class SecretSheet(QWidget):
    """The letters in large type, and the sheet that holds them; `kept` when it was printed or saved."""

    kept = Signal()

    def __init__(self, work: Work, notices: Notices, groups: tuple[str, ...]) -> None:
        super().__init__()
        self._work, self._notices = work, notices
        self._ask: tuple[Callable[..., Any], tuple[Any, ...]] | None = None
        self.was_kept = False
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        card = parts.CardFrame()
        grid = QGridLayout()
        grid.setHorizontalSpacing(24)
        grid.setVerticalSpacing(10)
        for number, group in enumerate(groups):
            words = parts.label(group, "code", wrap=False)
            words.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
            words.setAccessibleName(self._aloud(number, group, len(groups)))
            if len(groups) > 1:
                words.setText(f"{number + 1:>2}  {group}")
            grid.addWidget(words, number // _ACROSS, number % _ACROSS)
        card.column.addLayout(grid)
        column.addWidget(card)
        self.print = parts.button(self.tr("Print…"), self._print, icon="print")
        self.save = parts.button(self.tr("Save as PDF…"), self._save, icon="save")
        column.addLayout(parts.row(self.print, self.save))

    def set_sheet(self, query: Callable[..., Any], *args: Any) -> None:
        """Says which query makes the sheet."""
        self._ask = (query, args)

    def _aloud(self, number: int, group: str, count: int) -> str:
        letters = " ".join(group)
        if count == 1:
            return letters
        return self.tr("Group {number}: {letters}").format(number=number + 1, letters=letters)

    def _print(self) -> None:
        self._with_sheet(self._printed)

    def _save(self) -> None:
        self._with_sheet(self._saved)

    def _with_sheet(self, then: "Callable[[StoredFile], None]") -> None:
        if self._ask is not None:
            query, args = self._ask
            self._work.read(then, query, *args)

    def _printed(self, file: "StoredFile") -> None:
        printing.print_pdf(self, self._work, self._notices, file.name, file.content)
        self._now_kept()

    def _saved(self, file: "StoredFile") -> None:
        printing.save_file(self, self._work, self._notices, file.name, file.content, lambda _path: self._now_kept())

    def _now_kept(self) -> None:
        self.was_kept = True
        self.kept.emit()
