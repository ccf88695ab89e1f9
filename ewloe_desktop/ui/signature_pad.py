"""A place to draw a signature with mouse, finger or pen; what is drawn becomes a small black picture on nothing."""

from itertools import pairwise

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QImage, QImageWriter, QMouseEvent, QPainter, QPainterPath, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

_PEN = 2.4
_DOTS = 3.0  # picture points for one point on the screen: enough for print
_BLANK = 6.0


class SignaturePad(QWidget):
    """Keeps the strokes of the pen; empty until something is drawn."""

    drawn = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.CrossCursor)
        self._strokes: list[list[QPointF]] = []

    def sizeHint(self) -> QSize:
        """Wide and low, like the box on the sheet."""
        return QSize(420, 130)

    def minimumSizeHint(self) -> QSize:
        """Never too small to write in."""
        return QSize(280, 110)

    def is_empty(self) -> bool:
        """Whether nothing was drawn."""
        return not any(len(stroke) > 1 for stroke in self._strokes)

    def clear(self) -> None:
        """Rubs everything out."""
        self._strokes.clear()
        self.update()
        self.drawn.emit()

    def png(self) -> bytes | None:
        """The drawing cut to its edges, black on nothing; None when there is none."""
        if self.is_empty():
            return None
        path = self._path()
        box = path.boundingRect().adjusted(-_BLANK, -_BLANK, _BLANK, _BLANK)
        image = QImage((box.size() * _DOTS).toSize(), QImage.Format.Format_ARGB32_Premultiplied)
        image.fill(Qt.GlobalColor.transparent)
        painter = QPainter(image)
        painter.scale(_DOTS, _DOTS)
        painter.translate(-box.topLeft())
        self._ink(painter, path, QColor("black"))
        painter.end()
        buffer = QBuffer()
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        QImageWriter(buffer, QByteArray(b"png")).write(image)
        return bytes(buffer.data().data())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """The pen touches."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._strokes.append([event.position()])

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """The pen moves."""
        if self._strokes and event.buttons() & Qt.MouseButton.LeftButton:
            inside = QRectF(self.rect()).adjusted(2, 2, -2, -2)
            x = min(max(event.position().x(), inside.left()), inside.right())
            y = min(max(event.position().y(), inside.top()), inside.bottom())
            self._strokes[-1].append(QPointF(x, y))
            self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """The pen lifts."""
        self.drawn.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        """White paper, a line to write on, and the ink."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self.palette().color(QPalette.ColorRole.Mid), 1))
        painter.setBrush(QColor("white"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
        painter.setPen(QPen(QColor("#9AA09C"), 1, Qt.PenStyle.DashLine))
        y = self.height() * 0.75
        painter.drawLine(QPointF(18, y), QPointF(self.width() - 18, y))
        self._ink(painter, self._path(), QColor("#101820"))

    def _path(self) -> QPainterPath:
        path = QPainterPath()
        for stroke in self._strokes:
            path.moveTo(stroke[0])
            for before, after in pairwise(stroke):
                path.quadTo(before, (before + after) / 2)
        return path

    @staticmethod
    def _ink(painter: QPainter, path: QPainterPath, colour: QColor) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        cap, corner = Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin
        painter.setPen(QPen(colour, _PEN, Qt.PenStyle.SolidLine, cap, corner))
        painter.drawPath(path)
