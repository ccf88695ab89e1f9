"""The check table of a folder: type over title, month and years; Space ticks."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from ewloe_desktop.ui import theme
from ewloe_desktop.ui.folder_model import DUE, FILE, KEEP, MONTH, PROBLEM, TITLE, FolderModel
from ewloe_desktop.ui.tables import bold

_LETTERS = {FILE: 12, TITLE: 22}
_WHOLE = {MONTH: "September 2026", DUE: "30 September 2026"}  # never cut, whatever the size of the letters
_AROUND = 36  # what the style sheet puts around the words of a cell
_LEAST = 24  # letters for what is to be put right


class FolderTable(QTableView):
    """Whole rows of fixed height; Enter, F2 or any letter begins to type in a cell."""

    def __init__(self, model: FolderModel, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self.setModel(model)
        self.setAccessibleName(name)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        triggers = QAbstractItemView.EditTrigger
        self.setEditTriggers(triggers.AnyKeyPressed | triggers.EditKeyPressed | triggers.DoubleClicked)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(max(36, self.fontMetrics().height() + 18))
        across = self.horizontalHeader()
        across.setHighlightSections(False)
        across.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.setMinimumHeight(theme.scaled(240))
        self._share()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space ticks the row from any cell; Enter types in the cell."""
        index = self.currentIndex()
        if index.isValid() and event.key() == Qt.Key.Key_Space:
            row = self._model.rows[index.row()]
            ticked = Qt.CheckState.Unchecked if row.keep else Qt.CheckState.Checked
            self._model.setData(index.siblingAtColumn(KEEP), ticked, Qt.ItemDataRole.CheckStateRole)
            return
        if index.isValid() and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if index.flags() & Qt.ItemFlag.ItemIsEditable:
                self.edit(index)
            return
        super().keyPressEvent(event)

    def go_to_first_problem(self) -> None:
        """The first file that is ticked and lacks something."""
        for number, row in enumerate(self._model.rows):
            if row.keep and self._model.problem(row):
                self.setCurrentIndex(self._model.index(number, TITLE if not row.title else MONTH))
                break
        else:
            self.setCurrentIndex(self._model.index(0, TITLE))
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """What is to be put right takes what is left."""
        super().resizeEvent(event)
        self._share()

    def _share(self) -> None:
        metrics, heads = self.fontMetrics(), QFontMetrics(bold(self.font()))
        letter = metrics.averageCharWidth()
        for column in range(PROBLEM):
            heading = heads.horizontalAdvance(str(self._model.headerData(column, Qt.Orientation.Horizontal)))
            words = metrics.horizontalAdvance(_WHOLE.get(column, ""))
            self.setColumnWidth(column, max(heading, words, _LETTERS.get(column, 0) * letter) + _AROUND)
        taken = sum(self.columnWidth(column) for column in range(PROBLEM))
        self.setColumnWidth(PROBLEM, max(_LEAST * letter, self.viewport().width() - taken))
