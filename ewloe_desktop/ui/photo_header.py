"""Headings of narrow columns: wrapped while the longest word of all has room, turned when it has not."""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QHeaderView, QWidget

from ewloe_desktop.ui import theme

_PAD = 3
_WRAP = int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignBottom)
_TURNED = int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
_HIGHEST = 190
_NARROW = 100  # a column from here on holds more than a letter


class NarrowHeader(QHeaderView):
    """Paints each heading whole, whatever the width of its column."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setSectionsClickable(True)
        self.setHighlightSections(False)
        self.setMinimumSectionSize(theme.scaled(28))
        self._sorted = -1
        self.sectionResized.connect(lambda *_sizes: self._again())

    def show_sorted(self, section: int) -> None:
        """Marks the column the list is sorted by; -1 for none."""
        self._sorted = section
        self.viewport().update()

    @property
    def sorted_by(self) -> int:
        """The column the list is sorted by, -1 for none."""
        return self._sorted

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), self._height())

    def sectionSizeFromContents(self, section: int) -> QSize:
        return QSize(self.minimumSectionSize(), self._height())

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        if not rect.isValid():
            return
        words = self._words(section)
        chosen = section == self._sorted
        painter.save()
        painter.setFont(self._small())
        now = theme.colours()
        painter.setPen(theme.colour(now.text if chosen else now.quiet))
        inside = rect.adjusted(_PAD, _PAD, -_PAD, -_PAD - 2)
        if not (self._turned() and self._narrow(section)):
            painter.drawText(inside, _WRAP, words)
        else:
            painter.translate(inside.center().x(), inside.bottom())
            painter.rotate(-90)
            across = QRect(0, -inside.width() // 2, inside.height(), inside.width())
            painter.drawText(across, _TURNED, words)
        painter.restore()
        painter.fillRect(
            QRect(rect.left(), rect.bottom() - (2 if chosen else 0), rect.width(), 3 if chosen else 1),
            theme.colour(now.accent if chosen else now.field_edge),
        )

    def _words(self, section: int) -> str:
        return str(self.model().headerData(section, Qt.Orientation.Horizontal) or "")

    def _small(self) -> QFont:
        font = QFont(self.font())
        font.setPointSizeF(font.pointSizeF() * 0.86)
        return font

    def _narrow(self, section: int) -> bool:
        return self.sectionSize(section) < theme.scaled(_NARROW)

    def _turned(self) -> bool:
        """Whether some word is wider than its column; then every heading over letters is turned."""
        metrics = QFontMetrics(self._small())
        return any(
            metrics.horizontalAdvance(word) > self.sectionSize(section) - 2 * _PAD
            for section in range(self.count())
            if self._narrow(section)
            for word in self._words(section).split()
        )

    def _height(self) -> int:
        if self.model() is None:
            return 0
        turned, metrics = self._turned(), QFontMetrics(self._small())
        heights = [self._height_of(section, turned, metrics) for section in range(self.count())]
        return min(theme.scaled(_HIGHEST), max(heights, default=0)) + 2 * _PAD + 12

    def _height_of(self, section: int, turned: bool, metrics: QFontMetrics) -> int:
        words, width = self._words(section), self.sectionSize(section) - 2 * _PAD
        if not (turned and self._narrow(section)):
            return metrics.boundingRect(QRect(0, 0, width, 2000), _WRAP, words).height()
        lines = max(1, min(2, width // metrics.lineSpacing()))
        longest = max((metrics.horizontalAdvance(word) for word in words.split()), default=0)
        return max(longest, metrics.horizontalAdvance(words) // lines + (longest // 2 if lines > 1 else 0)) + 8

    def _again(self) -> None:
        if self.height() != self.sizeHint().height():
            self.updateGeometry()
            self.geometriesChanged.emit()
        self.viewport().update()
