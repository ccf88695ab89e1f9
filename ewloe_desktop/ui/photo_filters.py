"""What the matrix shows: part of a name, a use, how it stands, what lapses, who left."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QSizePolicy, QWidget

from ewloe_desktop.domain.photos import Standing
from ewloe_desktop.ui import parts, photo_words, theme

if TYPE_CHECKING:
    from ewloe_desktop.services.photo_matrix import MatrixFilter
    from ewloe_desktop.services.photo_uses import UseFacts

_PAUSE = 180
_ASKABLE = tuple(standing for standing in Standing if standing is not Standing.LEFT)


class PhotoFilters(QWidget):
    """One line above the matrix; `changed` a moment after somebody has typed or chosen."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._uses: tuple[tuple[str, str], ...] = ()
        self.search = QLineEdit()
        self.search.setPlaceholderText(self.tr("Part of a name"))
        self.search.setAccessibleName(self.tr("Find people by part of a name"))
        self.search.setClearButtonEnabled(True)
        self.search.setMinimumWidth(150)
        self.use = self._list(self.tr("Show how one use stands"))
        self.standing = self._list(self.tr("Show people who stand so"))
        self.who = self._list(self.tr("Show whom"))
        self._fill()
        self.all = parts.button(self.tr("Show everybody"), self.clear, "link")
        across = QHBoxLayout(self)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(10)
        across.addWidget(self.search, 3)
        for box in (self.use, self.standing, self.who):
            across.addWidget(box, 2)
        across.addWidget(self.all)
        self.all.hide()
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_PAUSE)
        self._soon.timeout.connect(self.changed)
        self.search.textChanged.connect(lambda _text: self._typed())
        for box in (self.use, self.standing, self.who):
            box.currentIndexChanged.connect(lambda _i: self._chosen())
        self.dress()

    def dress(self) -> None:
        """Draws the lens again in the colours of now."""
        for old in self.search.actions():
            self.search.removeAction(old)
        lens = theme.icon("search", theme.colours().quiet)
        self.search.addAction(lens, QLineEdit.ActionPosition.LeadingPosition)

    def show_uses(self, uses: "Sequence[UseFacts]") -> None:
        """Offers these uses; the one chosen stays chosen."""
        wanted = tuple((use.id, use.name) for use in uses)
        if wanted == self._uses:
            return
        self._uses, chosen = wanted, self.use.currentData()
        self.use.blockSignals(True)
        self.use.clear()
        self.use.addItem(self.tr("Any use"), "")
        for id_, name in wanted:
            self.use.addItem(name, id_)
        self.use.setCurrentIndex(max(0, self.use.findData(chosen)))
        self.use.blockSignals(False)

    def wanted(self) -> "MatrixFilter":
        """What is asked for."""
        from ewloe_desktop.services.photo_matrix import MatrixFilter

        standing = self.standing.currentData()
        return MatrixFilter(
            find=self.search.text().strip(),
            use_id=self.use.currentData() or "",
            standing=Standing(standing) if standing else None,
            lapsing=self.who.currentData() == "lapsing",
            leavers=self.who.currentData() == "leavers",
        )

    def place(self) -> dict[str, Any]:
        """What is chosen, for coming back to it."""
        return {
            "find": self.search.text(),
            "use_id": self.use.currentData() or "",
            "standing": self.standing.currentData() or "",
            "who": self.who.currentData() or "",
        }

    def restore(self, place: dict[str, Any]) -> None:
        """Chooses what another page or an earlier visit asks for, all at once."""
        boxes = ((self.use, "use_id"), (self.standing, "standing"), (self.who, "who"))
        for widget in (self.search, *(box for box, _name in boxes)):
            widget.blockSignals(True)
        self.search.setText(str(place.get("find", "")))
        for box, name in boxes:
            box.setCurrentIndex(max(0, box.findData(place.get(name, ""))))
        for widget in (self.search, *(box for box, _name in boxes)):
            widget.blockSignals(False)
        self._tell()

    def clear(self) -> None:
        """Everybody in post, every use."""
        self.restore({})
        self.changed.emit()
        self.search.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def narrowed(self) -> bool:
        """Whether somebody may be hidden."""
        return any(self.place().values())

    def _fill(self) -> None:
        self.use.addItem(self.tr("Any use"), "")
        self.standing.addItem(self.tr("Any answer"), "")
        for standing in _ASKABLE:
            self.standing.addItem(photo_words.standing(standing), standing.value)
        self.who.addItem(self.tr("In post"), "")
        self.who.addItem(self.tr("Ending in 60 days"), "lapsing")
        self.who.addItem(self.tr("Left the school"), "leavers")

    def _list(self, name: str) -> QComboBox:
        box = QComboBox()
        box.setAccessibleName(name)
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        box.setMinimumContentsLength(11)
        box.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        return box

    def _typed(self) -> None:
        self._tell()
        self._soon.start()

    def _chosen(self) -> None:
        self._tell()
        self.changed.emit()

    def _tell(self) -> None:
        self.all.setVisible(self.narrowed)
