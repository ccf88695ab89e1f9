"""The approval ladder: four steps from the settled text to the policy in force, each with who and when."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from ewloe_desktop.ui import theme

_RADIUS = 8.0
_TOP = 11.0


@dataclass(frozen=True, slots=True)
class Rung:
    """One step in words; `state` is done, now, later or returned, and `said` is that state in a word."""

    title: str
    lines: tuple[str, ...]
    state: str
    said: str


class Ladder(QWidget):
    """Rungs from top to bottom on one line."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)

    def show_rungs(self, rungs: Sequence[Rung]) -> None:
        """Shows these steps instead of those before."""
        while (item := self._column.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        for number, rung in enumerate(rungs):
            self._column.addWidget(_RungLine(rung, number == 0, number == len(rungs) - 1, self))
        self.setAccessibleDescription("; ".join(f"{r.title}: {r.said}. {' '.join(r.lines)}" for r in rungs))


class _RungLine(QWidget):
    def __init__(self, rung: Rung, first: bool, last: bool, parent: QWidget) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(_Dot(rung.state, first, last, self))
        words = QVBoxLayout()
        words.setContentsMargins(0, 0, 0, 0 if last else 16)
        words.setSpacing(1)
        words.addWidget(_label(rung.title, "strong"))
        for line in rung.lines:
            words.addWidget(_label(line, "quiet"))
        words.addStretch()
        row.addLayout(words, 1)
        self.setAccessibleName(f"{rung.title}: {rung.said}. {' '.join(rung.lines)}")


def _label(text: str, role: str) -> QLabel:
    label = QLabel(text)
    label.setProperty("role", role)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    return label


class _Dot(QWidget):
    """A tick when done, a full ring when it is somebody's turn, an arrow back when returned, an empty ring later."""

    def __init__(self, state: str, first: bool, last: bool, parent: QWidget) -> None:
        super().__init__(parent)
        self._state, self._first, self._last = state, first, last
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)

    def sizeHint(self) -> QSize:
        return QSize(22, 26)

    def paintEvent(self, event: QPaintEvent) -> None:
        now = theme.colours()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        centre = QPointF(self.width() / 2, _TOP)
        painter.setPen(theme.pen(now.edge, 2))
        painter.drawLine(QPointF(centre.x(), 0 if not self._first else _TOP), centre)
        painter.drawLine(centre, QPointF(centre.x(), self.height() if not self._last else _TOP))
        draw = {"done": self._done, "now": self._now, "returned": self._returned}.get(self._state, self._later)
        draw(painter, centre)

    def _done(self, painter: QPainter, centre: QPointF) -> None:
        now = theme.colours()
        self._ring(painter, centre, now.accent, now.accent)
        tick = QPen(theme.colour(now.on_accent), 2, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap)
        painter.setPen(tick)
        x, y = centre.x(), centre.y()
        painter.drawPolyline([QPointF(x - 3.6, y + 0.2), QPointF(x - 1, y + 2.8), QPointF(x + 3.8, y - 2.6)])

    def _now(self, painter: QPainter, centre: QPointF) -> None:
        now = theme.colours()
        self._ring(painter, centre, now.warn, now.notice_edge)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour(now.notice_edge))
        painter.drawEllipse(centre, 3, 3)

    def _returned(self, painter: QPainter, centre: QPointF) -> None:
        now = theme.colours()
        self._ring(painter, centre, now.bad, now.bad_text)
        painter.setPen(QPen(theme.colour(now.bad_text), 2, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        x, y = centre.x(), centre.y()
        painter.drawLine(QPointF(x - 3.5, y), QPointF(x + 3.5, y))
        painter.drawPolyline([QPointF(x - 0.5, y - 3), QPointF(x - 3.5, y), QPointF(x - 0.5, y + 3)])

    def _later(self, painter: QPainter, centre: QPointF) -> None:
        now = theme.colours()
        self._ring(painter, centre, now.card, now.field_edge)

    @staticmethod
    def _ring(painter: QPainter, centre: QPointF, fill: str, edge: str) -> None:
        painter.setPen(theme.pen(edge, 2))
        painter.setBrush(theme.colour(fill))
        painter.drawEllipse(centre, _RADIUS, _RADIUS)
